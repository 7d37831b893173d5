"""The day: figures, what is to do, and who waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.calendar.spans import View
from salesdesk.domain.progress import Work
from salesdesk.domain.today import StepState, TodayFigures, TodayStep, Waiting
from salesdesk.errors import SalesDeskError
from salesdesk.services.today import TODAY_KINDS
from salesdesk.ui.context import Context
from salesdesk.ui.first_paint import AfterPaint
from salesdesk.ui.page import GAP, Page
from salesdesk.ui.pages.activities.boxes import narrow_box
from salesdesk.ui.pages.activities.log_subject import subject_of_entry
from salesdesk.ui.pages.activities.texts import choice_title, entry_title
from salesdesk.ui.pages.merging_back.waiting import WaitingMerges
from salesdesk.ui.pages.today.key_figures import KeyFigures
from salesdesk.ui.pages.today.own_reports import OwnReportCards
from salesdesk.ui.pages.today.step_list import StepList
from salesdesk.ui.pages.today.views import LIST, DayViews
from salesdesk.ui.pages.today.waiting import WaitingColumn
from salesdesk.ui.value_texts import day_text, number_text
from salesdesk.ui.widgets.buttons import link_button, primary_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.scroll_column import ScrollColumn

_VIEW_KEYS = {Qt.Key.Key_D: View.DAY, Qt.Key.Key_W: View.WEEK, Qt.Key.Key_M: View.MONTH}


class TodayPage(Page):
    """What is to be done today. Steps are read at once, the rest by the worker."""

    concerns = frozenset(TODAY_KINDS)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Today", parent=parent)
        self._asked = 0
        self._rest = AfterPaint(self, self._read_the_rest)
        self._wanted: int | None = None
        self._owner, self._kind = narrow_box(), narrow_box()
        for box, name in ((self._owner, self.tr("Owner")), (self._kind, self.tr("Kind"))):
            box.setAccessibleName(name)
            box.activated.connect(self._show_steps)
            self.header.add_action(box)
        day = QWidget()
        self.views = DayViews(self, day)
        self.header.add_action(self.views.buttons)
        new = primary_button(self.tr("New step"), self._new_step)
        self.header.add_action(new)
        self._key_figures = KeyFigures(context)
        self.figures = self._key_figures.cards
        below = QVBoxLayout(day)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(GAP)
        below.addLayout(self._key_figures)
        self.list = StepList(context.theme, self.tr("To do"))
        self.waiting = WaitingColumn(context.theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(
            EmptyState(
                context.theme,
                "circle-check",
                self.tr("Nothing to do today"),
                self.tr(
                    "Plan a step with somebody: a call, a meeting, an offer to send. It stands here when its day has come."
                ),
                [primary_button(self.tr("Plan a step"), self._new_step)],
            )
        )
        card = Card(
            title=self.tr("To do"),
            note=self.tr("N new · Space done · R move · S snooze · L log"),
            flush=True,
        )
        self._overdue = link_button(self.tr("Move overdue…"), self._move_overdue, accent=True)
        assert card.heading is not None
        card.heading.title.setMinimumWidth(card.heading.title.sizeHint().width())
        card.heading.add(self._overdue)
        card.add(self._stack, 1)
        side = ScrollColumn()
        self._own_reports = OwnReportCards(context)
        side.column.addWidget(self.waiting)
        side.column.addWidget(self._own_reports)
        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addWidget(card, 11)
        columns.addWidget(side, 9)
        below.addLayout(columns, 1)
        self.merges = WaitingMerges(context, context.store.pending_merges.all, self)
        self.body.addWidget(self.merges)
        self.body.addWidget(self.views, 1)
        self._connect()
        self.views.begin((self._owner, self._kind, new))

    def _connect(self) -> None:
        self.begin_log = partial(_log_step, self)
        self.list.opened.connect(self._open)
        self.list.ticked.connect(self._tick)
        self.list.snooze_requested.connect(self._snooze)
        self.list.move_requested.connect(lambda step: self._ask_day([step], self.tr("Move to")))
        self.list.log_requested.connect(self._log)
        self.waiting.opened.connect(self.context.navigate)
        self.merges.wanted.connect(partial(self.context.navigate, "merge"))
        self.merges.all_wanted.connect(partial(self.context.navigate, "merge"))
        services = self.context.services  # reading whom to speak to again is loaded when it is asked for
        self.waiting.touches_wanted.connect(
            lambda: self.context.navigate("contacts", services.keep_in_touch.due_now)
        )
        self.list.new_requested.connect(self._new_step)

    # ---- showing ----

    def open_target(self, target: object) -> None:
        """Put the focus on a step, where it is one of the day; a ``View`` shows the calendar, a path has it read that
        file."""
        if isinstance(target, Path):
            self.views.read_file(target)
        if isinstance(target, View):
            self.views.show_view(target.value)
        elif isinstance(target, int):
            self.views.show_view(LIST)
            self.list.select_step(target)
            self._wanted = target

    def refresh(self) -> None:
        calendar = self.views.calendar
        if calendar is not None and self.views.in_calendar:
            calendar.refresh()
            return
        service = self.context.services.today
        day = service.day
        locale = QLocale()
        self.header.title.set_short(str(locale.toString(day, "ddd, d MMM")))  # type: ignore[call-overload]
        self.set_title(locale.toString(day, "dddd, d MMMM"))  # type: ignore[call-overload]
        self._key_figures.name_month(locale.monthName(day.month))
        self._fill_filters()
        self._show_steps()
        self._rest.begin()  # the steps are to be seen sooner

    def _fill_filters(self) -> None:
        store = self.context.store
        choices = store.activities.choices.all()
        for box, everything, entries in (
            (self._owner, self.tr("All owners"), [(one.name, one.id) for one in store.owners.all()]),
            (
                self._kind,
                self.tr("All kinds"),
                [(choice_title(choice), choice.code) for choice in choices.offered_kinds],
            ),
        ):
            chosen = box.currentData()
            box.clear()
            box.addItem(everything, None)
            for words, value in entries:
                box.addItem(words, value)
            box.setCurrentIndex(max(0, box.findData(chosen)))

    def _show_steps(self) -> None:
        service, kind = self.context.services.today, self._kind.currentData()
        kept, row = self._wanted or self.list.current_step(), self.list.currentIndex().row()
        before = self._step(kept)
        steps = service.steps(
            owner=self._owner.currentData(), kind=ActivityKind(kind) if kind is not None else None
        )
        self.list.steps.set_steps(steps, self.context.store.activities.choices.all(), service.day)
        self._stack.setCurrentIndex(0 if steps else 1)
        now = self._step(kept)
        if before is not None and now is not None and self._wanted is None:
            finished = now.state is StepState.DONE and before.state is not StepState.DONE
            kept = None if finished else kept  # it went to the end: the work goes on where it stood
        self._wanted = None
        self.list.select_step(kept, row)
        left = [step.state for step in steps if step.state is not StepState.DONE]
        late = left.count(StepState.OVERDUE)
        self.header.set_subtitle(self._counted(len(left), late))
        self._overdue.setVisible(late > 0)

    def _counted(self, left: int, late: int) -> str:
        if not left:
            return self.tr("nothing to do")
        to_do = (
            self.tr("1 thing to do") if left == 1 else self.tr("{0} things to do").format(number_text(left))
        )
        return f"{to_do}, {self.tr('{0} overdue').format(number_text(late))}" if late else to_do

    def _read_the_rest(self) -> None:
        """Read what grows with the file; of several readings the last one counts."""
        self._asked += 1
        asked, service = self._asked, self.context.services.today

        def read(work: Work) -> tuple[Waiting, TodayFigures]:
            work.check()
            return service.waiting(), service.figures()

        def show(found: tuple[Waiting, TodayFigures]) -> None:
            if asked == self._asked:
                self.waiting.show_waiting(found[0], service.day)
                self._key_figures.show_figures(found[1])

        self.context.tasks.run(read, done=show, failed=self._failed, owner=self)
        self._own_reports.read()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, SalesDeskError):
            self.context.messages.error(error)

    def take_focus(self) -> None:
        calendar = self.views.calendar
        if calendar is not None and self.views.in_calendar:
            calendar.take_focus()
            return
        shown = self._stack.currentWidget()
        buttons = shown.findChildren(QPushButton) if shown is not None else []
        target: QWidget = self.list if shown is self.list else next(iter(buttons), self)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        view = _VIEW_KEYS.get(Qt.Key(event.key()))
        if plain and event.key() == Qt.Key.Key_N:
            self._new_step()
        elif plain and event.key() == Qt.Key.Key_O and self._overdue.isVisible():
            self._move_overdue()
        elif plain and view is not None:
            self.views.show_view(view.value)
        else:
            super().keyPressEvent(event)

    # ---- asking for changes ----

    def _step(self, activity_id: object) -> TodayStep | None:
        return next((step for step in self.list.steps.steps if step.entry.id == activity_id), None)

    def _open(self, activity_id: int) -> None:
        from salesdesk.ui.pages.activities.entry_dialog import open_entry  # not needed for the first page

        try:
            open_entry(self, self.context, activity_id)
        except SalesDeskError as error:
            self.context.messages.error(error)

    def _new_step(self) -> None:
        from salesdesk.ui.pages.activities.entry_dialog import EntryDialog  # not needed for the first page

        EntryDialog(self, self.context, begins=self.context.store.today()).open()

    def _log(self, activity_id: int) -> None:
        """What happened with whom the step is about; it offers to close the step."""
        from salesdesk.ui.pages.activities.log_dialog import LogDialog  # not needed for the first page

        step = self._step(activity_id)
        if step is not None:
            entry, still_open = step.entry, step.state is not StepState.DONE
            about, kind = subject_of_entry(entry), _logged(entry.kind)
            LogDialog(self, self.context, about, kind, step=entry if still_open else None).open()

    def _tick(self, activity_id: int) -> None:
        step = self._step(activity_id)
        if step is None:
            return
        title = entry_title(step.entry, self.context.store.activities.choices.all())
        if step.state is not StepState.DONE:
            from salesdesk.ui.pages.today.finish_dialog import FinishDialog  # not needed for the first page

            FinishDialog(self, self.context, step.entry).open()
            return
        activities = self.context.services.activities
        self._run(
            partial(activities.reopen, activity_id, seen=activities.seen(step.entry)),
            self.tr("Open again: {0}").format(title),
        )

    def _snooze(self, activity_id: int) -> None:
        from salesdesk.ui.pages.today.moving import choose, times_to_choose  # not needed for the first page

        now = self.context.store.clock().astimezone()
        choose(
            self,
            self.list.menu_place(),
            self.tr("Snooze"),
            times_to_choose(now),
            partial(self._put_off, activity_id),
        )

    def _put_off(self, activity_id: int, until: str) -> None:
        activities = self.context.services.activities
        self._run(partial(activities.snooze, [activity_id], until), self.tr("Reminder put off"))

    def _move_overdue(self) -> None:
        late = [step.entry.id for step in self.list.steps.steps if step.state is StepState.OVERDUE]
        self._ask_day(late, self.tr("Move all overdue to"), self._overdue)

    def _ask_day(self, steps: Sequence[int], title: str, below: QWidget | None = None) -> None:
        from salesdesk.ui.pages.today.moving import choose_day

        today = self.context.services.today.day
        place = self.list.menu_place() if below is None else below.mapToGlobal(below.rect().bottomLeft())
        late = any(s.entry.id in steps and s.state is StepState.OVERDUE for s in self.list.steps.steps)
        choose_day(self, place, title, today, partial(self._moved, tuple(steps)), late=late)

    def _moved(self, steps: Sequence[int], to: str) -> None:
        from salesdesk.ui.pages.sequences.later_steps import ask_later  # not needed for the first page

        day = day_text(to, self.context.services.today.day)
        said = (
            self.tr("Moved to {0}").format(day)
            if len(steps) == 1
            else self.tr("{0} steps moved to {1}").format(number_text(len(steps)), day)
        )
        step = self.context.store.activities.get(steps[0]) if len(steps) == 1 else None
        move = partial(self.context.services.activities.reschedule, steps, to)
        ask_later(self, self.context, step, to, move, lambda write: self._run(write, said))

    def _run(self, change: Callable[[], object], said: str) -> None:
        self.context.writes.run(
            change, what=said, done=lambda changes: self.context.messages.done(said, changes), owner=self
        )


def _logged(kind: ActivityKind) -> ActivityKind:
    """What is logged from a step: the same, of a plain task a call."""
    return ActivityKind.CALL if kind == ActivityKind.TASK else kind


def _log_step(page: TodayPage) -> bool:
    """Log what happened with whom the step in hand is about."""
    step = page.list.current_step() if page.list.isVisible() else None
    if step is not None:
        page.list.log_requested.emit(step)
    return step is not None
