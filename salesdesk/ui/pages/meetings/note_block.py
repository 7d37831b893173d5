"""A paragraph of the notes on the page: text, a decision that is being typed, or one that was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.decisions import Chosen, Decision, Part, is_decision
from salesdesk.domain.meetings import DecisionState, Note
from salesdesk.ui.context import Context
from salesdesk.ui.pages.meetings.note_edit import NoteEdit
from salesdesk.ui.pages.meetings.texts import (
    day_chip,
    deal_chip,
    due_day_text,
    owner_text,
    person_chip,
    state_text,
    tr,
)
from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.widgets.buttons import icon_button
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import ElidedLabel, label, plain_tip, set_look


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: under an item of the agenda, about a deal where one is spoken of."""

    item: str = ""
    deal: int | None = None
    deal_title: str = ""


class IconChip(QFrame):
    """A chip with a picture: who, when, which deal (``part``). ``pressed`` asks for another one."""

    pressed = Signal(object)

    def __init__(self, theme: Theme, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        icon = {Part.PERSON: "user", Part.DAY: "calendar", Part.DEAL: "columns-3"}[part]
        self.part = part
        self.setAccessibleName(
            {Part.PERSON: tr("Who"), Part.DAY: tr("Until when"), Part.DEAL: tr("Which deal")}[part]
        )
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("icon_chip", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        picture = label()
        self._watcher = ThemeWatcher(picture, theme, icon, "accent_ink", 12)
        self._icon, self._text = icon, ElidedLabel("", "secondary", minimum=20)
        row.addWidget(picture)
        row.addWidget(self._text)

    def set_state(self, text: str, tone: str) -> None:
        """Show a text in a tone; an empty one hides the chip."""
        shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        self._text.setText(shown)
        self.setAccessibleName(tr("{0}: choose another").format(text))
        self.setToolTip(plain_tip(self.accessibleName()))
        self.setVisible(bool(text))
        self._watcher.set_icon(self._icon, {"accent": "accent_ink", "warn": "warn"}.get(tone, "ink_2"))
        for part in (self, self._text):
            set_look(part, chip_tone=tone)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self)
            return
        super().keyPressEvent(event)


_LONGEST = 30


class TextBlock(QFrame):
    """A paragraph that is typed. ``note`` is its number, None until it was kept; ``kept`` what was; ``saving`` while it is being
    kept, and ``decides`` when it is to become a task after that. One that begins with
    the mark of a decision has chips below it, and a button that Enter presses. ``part_wanted`` asks for something else than a
    chip says; ``chosen`` is what was chosen so."""

    decide_wanted = Signal(object)
    part_wanted = Signal(object, object)

    def __init__(self, context: Context, text: str, place: Place, note: int | None) -> None:
        super().__init__()
        self.place, self.note, self.kept = place, note, text
        self.chosen: dict[Part, Chosen] = {}
        self.saving = self.decides = False
        self.setProperty("decision", False)
        self.edit = NoteEdit(text, self.tr("Note"))
        self.edit.setReadOnly(context.store.database.read_only)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(6)
        column.addWidget(self.edit)
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        host = QWidget()
        chips = FlowLayout(host, spacing=6)
        theme = context.theme
        self.person, self.day, self.deal = (IconChip(theme, part) for part in Part)
        for chip in (self.person, self.day, self.deal):
            chip.pressed.connect(lambda pressed: self.part_wanted.emit(self, pressed))
            chip.setEnabled(not context.store.database.read_only)
            chips.addWidget(chip)
        row.addWidget(host, 1)
        self._enter = icon_button(
            theme,
            "corner-down-left",
            self.tr("Make it a task (Enter)"),
            lambda: self.decide_wanted.emit(self),
        )
        row.addWidget(self._enter)
        column.addWidget(self._foot)
        self._foot.hide()
        self._column = column

    @property
    def is_decision(self) -> bool:
        """Whether what is typed is one."""
        return is_decision(self.edit.text())

    @property
    def is_pending(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return self.edit.text() != self.kept

    def show_decision(self, decision: Decision | None, due: str, today: date, guest: str = "") -> None:
        """Show how the line is read; None for a paragraph that is no decision. ``guest`` as for ``person_chip``."""
        framed = decision is not None
        if bool(self.property("decision")) != framed:
            edge = 10 if framed else 0
            self._column.setContentsMargins(edge, 8 if framed else 2, edge, 8 if framed else 2)
            set_look(self, decision=framed)
            self._foot.setVisible(framed)
        if decision is not None:
            self.person.set_state(*person_chip(decision, guest))
            self.day.set_state(*day_chip(decision, due, today))
            self.deal.set_state(*deal_chip(decision))


class DecisionBlock(QFrame):
    """A decision that was made: its task, as it stands, to be ticked off here. ``ticked`` carries whether it is done;
    ``removed`` asks for it to be taken back, ``part_wanted`` for another person, day or deal."""

    ticked = Signal(object, bool)
    removed = Signal(object)
    part_wanted = Signal(object, object)

    def __init__(self, context: Context, note: Note, place: Place) -> None:
        super().__init__()
        self.place, self.note = place, note.id
        self.setProperty("decided", True)
        self.check = QCheckBox()
        self.title = label("", "", wrap=True)
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.check.setProperty("bare", True)
        head.addWidget(self.check, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 0, 0)
        foot.setSpacing(6)
        host = QWidget()
        chips = FlowLayout(host, spacing=6)
        theme = context.theme
        self.person, self.day, self.deal = (IconChip(theme, part) for part in Part)
        for chip in (self.person, self.day, self.deal):
            chip.pressed.connect(lambda pressed: self.part_wanted.emit(self, pressed))
            chips.addWidget(chip)
        self.state = Chip()
        chips.addWidget(self.state)
        foot.addWidget(host, 1)
        foot.addWidget(label(self.tr("task"), "caption"))
        self._out = icon_button(
            theme, "x", self.tr("Take this decision back"), lambda: self.removed.emit(self)
        )
        self._out.setProperty("tiny", True)
        foot.addWidget(self._out)
        column.addLayout(foot)
        self.check.clicked.connect(lambda on: self.ticked.emit(self, on))
        self.shown = note
        self.show_note(note)

    def show_note(self, note: Note) -> None:
        """Show the decision as it stands."""
        self.shown = note
        store = self._context.store
        today = date.fromisoformat(store.today())
        state = note.state(store.now(), store.today())
        entry = note.entry
        self.title.setText(entry.subject if entry is not None else note.body)
        set_look(self.title, tone="note" if state in (DecisionState.DONE, DecisionState.GONE) else "")
        self.check.setChecked(state is DecisionState.DONE)
        self.check.setEnabled(entry is not None)
        self.check.setAccessibleName(self.tr("Done: {0}").format(self.title.text()))
        self.person.set_state(owner_text(entry) if entry is not None else "", "accent")
        due = entry.due_at if entry is not None else None
        self.day.set_state(due_day_text(due, today) if due else "", "accent")
        title = entry.deal_title if entry is not None else note.deal_title
        self.deal.set_state(title or tr("No deal"), "accent" if title else "")
        for chip in (self.person, self.day, self.deal):
            chip.setEnabled(entry is not None and not store.database.read_only)
        text, tone = state_text(note, state, today)
        self.state.set_state(text, tone)
        self.state.setVisible(state is not DecisionState.OPEN)
