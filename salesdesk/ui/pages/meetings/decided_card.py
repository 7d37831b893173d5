"""What was decided, as it stands now: in the meeting before, or in this one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.meetings import Decided, DecisionState, Note
from salesdesk.services.meetings import MeetingView
from salesdesk.ui.context import Context
from salesdesk.ui.pages.meetings.texts import long_day_text, owner_text, state_text
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.beside_or_below import BesideOrBelow
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.layouts import clear
from salesdesk.ui.widgets.section_title import SectionTitle
from salesdesk.ui.widgets.text import ElidedLabel, label, line, set_look

_LEAST_TITLE = 160  # pixels: with less a decision stands in too many lines


class DecidedCard(Card):
    """``ticked`` carries a decision and whether it is done."""

    ticked = Signal(object, bool)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._head = SectionTitle("", self.tr("tasks, always current"))
        self.add(self._head)
        self._nothing = label("", "secondary", wrap=True)
        self.add(self._nothing)
        self._host = QWidget()
        self._rows = QVBoxLayout(self._host)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.add(self._host)

    def show_before(self, view: MeetingView) -> None:
        """What was decided in the meeting before, and what is still open from earlier ones."""
        today = self._today()
        if view.before is None:
            self._show(
                self.tr("Last decisions"),
                [],
                self.tr("The first meeting of its kind: nothing was decided before."),
            )
            return
        title = self.tr("Decided on {0}").format(long_day_text(view.before.held_on, today))
        self._show(title, view.decided, self.tr("Nothing was decided then."), before=view.before.id)

    def show_own(self, view: MeetingView) -> None:
        """What was decided in this meeting."""
        own = [Decided(view.meeting.id, view.meeting.held_on, note) for note in view.decisions]
        hint = self.tr("Nothing yet. A line in the notes that begins with ! is a decision.")
        self._show(self.tr("Decided in this meeting"), own, hint, before=view.meeting.id)

    def _show(self, title: str, decided: Sequence[Decided], hint: str, before: int | None = None) -> None:
        self._head.title.setText(title)
        self._nothing.setText(hint)
        self._nothing.setVisible(not decided)
        self._host.setVisible(bool(decided))
        clear(self._rows)
        states = [self._state(one.note) for one in decided]
        done = states.count(DecisionState.DONE)
        open_ = len(states) - done - states.count(DecisionState.GONE)
        told = self.tr("{0} open, {1} done").format(number_text(open_), number_text(done))
        self._head.say(told if decided else "")
        for number, (one, state) in enumerate(zip(decided, states, strict=True)):
            if number:
                self._rows.addWidget(line("soft"))
            self._rows.addWidget(self._row(one, state, earlier=one.meeting != before))

    def _row(self, one: Decided, state: DecisionState, *, earlier: bool) -> QWidget:
        row = QWidget()
        parts = QHBoxLayout(row)
        parts.setContentsMargins(0, 4, 0, 4)
        parts.setSpacing(8)
        entry, today = one.note.entry, self._today()
        text = entry.subject if entry is not None else one.note.body
        check = QCheckBox()
        check.setProperty("bare", True)
        check.setChecked(state is DecisionState.DONE)
        check.setEnabled(entry is not None)
        check.setAccessibleName(self.tr("Done: {0}").format(text))
        check.clicked.connect(lambda on: self.ticked.emit(one.note, on))
        title = label(text, wrap=True)
        if state in (DecisionState.DONE, DecisionState.GONE):
            set_look(title, tone="quiet")
        said, tone = state_text(one.note, state, today)
        details = QHBoxLayout()
        details.setSpacing(8)
        if earlier:
            details.addWidget(label(self.tr("from {0}").format(long_day_text(one.held_on, today)), "caption"))
        details.addWidget(ElidedLabel(owner_text(entry), "secondary", minimum=40))
        details.addWidget(Chip(said, tone))
        parts.addWidget(check)
        parts.addWidget(BesideOrBelow(title, details, least=_LEAST_TITLE), 1)
        return row

    def _state(self, note: Note) -> DecisionState:
        store = self._context.store
        return note.state(store.now(), store.today())

    def _today(self) -> date:
        return date.fromisoformat(self._context.store.today())
