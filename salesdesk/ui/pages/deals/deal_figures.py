"""The figures of one deal: what it is worth, when it closes, how long it is open, and what is next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.domain.activities import Activity
from salesdesk.domain.days import local_day
from salesdesk.domain.deals import Deal, days_to_close, effective_probability, weighted_amount
from salesdesk.domain.pipelines import StageKind
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.texts import entry_title
from salesdesk.ui.pages.sequences.later_steps import ask_later
from salesdesk.ui.pages.today.finish_dialog import FinishDialog
from salesdesk.ui.pages.today.moving import choose_day
from salesdesk.ui.value_texts import DASH, day_text, due_text, money_text, number_text
from salesdesk.ui.widgets.buttons import MENU_MARK, button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.text import ElidedLabel, line, set_look


class FigureCell(QFrame):
    """A caption, a value and a note below. Pressing it, or Enter and Space, emit ``pressed``."""

    pressed = Signal()

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("pressable", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.caption = ElidedLabel(caption, "note", minimum=20)
        self.value = ElidedLabel("", "figure_small", minimum=60)
        self.chip = Chip()
        self.chip.hide()
        self.note = ElidedLabel("", "secondary", minimum=40)
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.value)
        middle.addWidget(self.chip)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(3)
        column.addWidget(self.caption)
        column.addLayout(middle)
        column.addWidget(self.note)

    def show_figure(
        self, value: str, note: str = "", tone: str = "", chip: tuple[str, str] = ("", "")
    ) -> None:
        """Show this value; ``tone`` colours it, ``chip`` is a state beside it."""
        self.value.setText(value)
        set_look(self.value, tone=tone)
        self.note.setText(note)
        self.chip.set_state(*chip)
        self.chip.setVisible(bool(chip[0]))
        said = ", ".join(part for part in (value, chip[0], note) if part)
        self.setAccessibleName(f"{self.caption.text()}: {said}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
            return
        super().keyPressEvent(event)


class DealFigures(Card):
    """Four figures in a row. ``field_wanted`` carries the key of the field a pressed figure is made from, ``step_wanted``
    asks for the form of the next step."""

    field_wanted = Signal(str)
    step_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(padding=10, parent=parent)
        self._context = context
        self._step: Activity | None = None
        self._day_field = "expected_close"
        self.body.setContentsMargins(8, 8, 12, 8)
        self.amount = FigureCell(self.tr("Amount"))
        self.close_day = FigureCell(self.tr("Expected close"))
        self.open_for = FigureCell(self.tr("Open for"))
        self.next = FigureCell(self.tr("Next step"))
        self.done = button(self.tr("Done"), self._finish, tip=self.tr("Tick it off and say what came of it"))
        self.move_ = button(self.tr("Move") + MENU_MARK, self._choose_day)
        self.move_.setAccessibleName(self.tr("Move the step to another day"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for cell, share in ((self.amount, 5), (self.close_day, 5), (self.open_for, 4), (self.next, 9)):
            if cell is not self.amount:
                row.addWidget(line("vertical"))
            row.addWidget(cell, share)
        row.addWidget(self.done)
        row.addWidget(self.move_)
        self.add(row)
        self.amount.pressed.connect(lambda: self.field_wanted.emit("deal_value"))
        self.close_day.pressed.connect(lambda: self.field_wanted.emit(self._day_field))
        self.open_for.pressed.connect(lambda: self.field_wanted.emit("stage"))
        self.next.pressed.connect(self.step_wanted)

    def show_deal(self, deal: Deal, moved: int) -> None:
        """Show this deal; its expected close was moved ``moved`` times."""
        store = self._context.store
        today = date.fromisoformat(store.today())
        stage = store.pipelines.stage(deal.stage_id)
        likely = effective_probability(deal.probability, stage)
        weighted = money_text(weighted_amount(deal.amount, likely), deal.currency)
        note = self.tr("weighted {0} · {1} %").format(weighted, likely)
        self.amount.show_figure(
            money_text(deal.amount, deal.currency) or DASH, note if deal.amount is not None else f"{likely} %"
        )
        is_open = stage.kind is StageKind.OPEN
        self._show_close(deal, today, moved, is_open=is_open)
        cycle = store.deal_ways.usual_cycle(store.pipelines.get(deal.pipeline_id))
        end = today.isoformat() if is_open or not deal.closed_at else deal.closed_at
        usual = self.tr("usual cycle {0}").format(self._days(cycle)) if cycle is not None else ""
        came_closed = deal.import_batch_id is not None and not is_open
        known = days_to_close(deal.created_at, end, imported=came_closed)
        self.open_for.show_figure(self._days(known) if known is not None else DASH, usual)
        self._show_step(deal, today, is_open=is_open)

    def _show_close(self, deal: Deal, today: date, moved: int, *, is_open: bool) -> None:
        self.close_day.caption.setText(self.tr("Expected close") if is_open else self.tr("Closed"))
        self._day_field = "expected_close" if is_open else "closed_at"
        notes = []
        if is_open and deal.expected_close:
            days = (local_day(deal.expected_close) - today).days
            if days > 0:
                notes.append(self.tr("in {0}").format(self._days(days)))
            else:
                notes.append(self.tr("today") if days == 0 else self.tr("{0} ago").format(self._days(-days)))
        if moved:
            often = self.tr("once") if moved == 1 else self.tr("{0} times").format(number_text(moved))
            notes.append(self.tr("moved {0}").format(often))
        past = is_open and bool(deal.expected_close) and local_day(str(deal.expected_close)) < today
        day = day_text(deal.expected_close if is_open else deal.closed_at)
        self.close_day.show_figure(day or DASH, " · ".join(notes), "warn" if past else "")

    def _show_step(self, deal: Deal, today: date, *, is_open: bool) -> None:
        store = self._context.store
        choices = store.activities.choices.all()
        steps = store.activities.open_steps_of_deal(deal.id)
        self._step = step = steps[0] if steps else None
        for part in (self.done, self.move_):
            part.setVisible(step is not None)
        if step is None:
            said = self.tr("Nothing planned") if is_open else DASH
            self.next.show_figure(
                said, self.tr("Press to plan one") if is_open else "", "warn" if is_open else ""
            )
            return
        late = (local_day(step.due_at or store.today()) - today).days
        then = ""
        if len(steps) > 1:
            after = steps[1]
            then = self.tr("then {0} · {1}").format(
                entry_title(after, choices), due_text(after.due_at, today)
            )
        chip = (due_text(step.due_at, today), "bad" if late < 0 else "warn" if late == 0 else "")
        self.next.show_figure(entry_title(step, choices), then, "", chip)

    def _days(self, days: int) -> str:
        return self.tr("1 day") if days == 1 else self.tr("{0} days").format(number_text(days))

    def _finish(self) -> None:
        if self._step is not None:
            FinishDialog(self.window(), self._context, self._step).open()

    def _choose_day(self) -> None:
        if self._step is None:
            return
        today = date.fromisoformat(self._context.store.today())
        title = self.tr("Move the step")
        place = self.move_.mapToGlobal(QPoint(0, self.move_.height()))
        choose_day(self, place, title, today, self._move_to, late=True)

    def _move_to(self, day: str) -> None:
        step = self._step
        if step is None:
            return
        activities = self._context.services.activities
        said = self.tr("{0} moved to {1}").format(
            entry_title(step), day_text(day, date.fromisoformat(self._context.store.today()))
        )

        def run(move: Callable[[], object]) -> None:
            self._context.writes.run(
                move,
                what=said,
                done=lambda changes: self._context.messages.done(said, changes),
                owner=self,
            )

        move = partial(activities.reschedule, [step.id], day, seen=activities.seen(step))
        ask_later(self.window(), self._context, step, day, move, run)
