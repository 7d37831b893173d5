"""A record's timeline with its log buttons and filters; contacts, companies and deals share it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.activities import ActivityKind, TimelineEntry, TimelineKind
from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog, open_entry
from salesdesk.ui.pages.activities.quick_log import QuickLog
from salesdesk.ui.pages.activities.texts import shown_entry
from salesdesk.ui.widgets.buttons import SegmentedButtons, button, link_button, primary_button
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import label
from salesdesk.ui.widgets.timeline import TimelineList

_SHOWN, _MORE = 60, 200


class TimelinePanel(QWidget):
    """Log buttons, the quick log when asked for, and the timeline with its filters.

    ``read`` gives the newest entries of the record in hand, as many as it is asked for. The owner calls ``show_record`` and, after changes,
    ``refresh``.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._about = Subject()
        self._read: Callable[[int], Sequence[TimelineEntry]] = _nothing
        self._most = _SHOWN
        self.log = QuickLog(context)
        self.log.hide()
        self.buttons = QWidget()
        row = FlowLayout(self.buttons, spacing=6)
        self._start = primary_button(self.tr("Log call"), self._log_call)
        row.addWidget(self._start)
        row.addWidget(button(self.tr("Email"), self._log_email))
        row.addWidget(button(self.tr("Meeting"), self._log_meeting))
        row.addWidget(button(self.tr("Task"), self._plan_task))
        row.addWidget(
            button(self.tr("More…"), self._enter, tip=self.tr("Any kind, at any time, with place and people"))
        )
        self._filter = SegmentedButtons(
            [
                ("all", self.tr("All")),
                ("call", self.tr("Calls")),
                ("email", self.tr("Email")),
                ("change", self.tr("Changes")),
            ],
            "all",
            name=self.tr("Timeline filter"),
            pills=True,
        )
        self.list = TimelineList(context.theme)
        self._empty = label(
            self.tr("Nothing yet. Log a call or plan a task, and it stands here."), "secondary", wrap=True
        )
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Timeline"), "section"))
        head.addStretch(1)
        head.addWidget(self._filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        self.rest = label("", "note")
        self.more = link_button(self.tr("Show earlier entries"), self._show_more, flush=True)
        for part in (self.rest, self.more):
            part.hide()
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.log.closed.connect(self._close_log)
        self.log.given_back.connect(self._resume_log)
        self._filter.chosen.connect(self._on_filter)
        self.list.activated.connect(self._open_entry)

    def show_record(self, about: Subject, read: Callable[[int], Sequence[TimelineEntry]]) -> None:
        """Show another record's timeline; what was begun in the quick log waits until its record is back."""
        if about != self._about:
            self.log.put_away()
            self._close_log()
            self._about = about
            self._most = _SHOWN
            self._resume_log(about)
        if about == Subject():
            self.buttons.hide()  # nothing can be logged about it
        self._read = read
        self.refresh()

    def _resume_log(self, about: object) -> None:
        """Show what was begun about the record in hand, or could not be saved."""
        if about == self._about and self.log.isHidden() and self.log.resume(self._about):
            self.log.show()
            self.buttons.hide()

    def refresh(self, _choice: str = "") -> None:
        """Read the timeline anew."""
        wanted = self._filter.current()
        read = self._read(self._most + 1)
        entries = [entry for entry in read[: self._most] if _fits(entry, wanted)]
        now, choices = self._context.store.clock(), self._context.store.activities.choices.all()
        self.list.set_entries([shown_entry(entry, now, choices) for entry in entries])
        more = len(read) > self._most
        self._empty.setVisible(not entries and not more)
        self.more.setVisible(more)
        # A long one says that nothing was left out; a short one shows it.
        self.rest.setVisible(not more and len(read) > _SHOWN)
        self.rest.setText(self.tr("Nothing earlier"))

    def _show_more(self) -> None:
        self._most += _MORE
        self.refresh()

    def _on_filter(self, _choice: str) -> None:
        self._most = _SHOWN
        self.refresh()

    def start_log(self, kind: ActivityKind, *, guesses: bool = False) -> None:
        """Open the quick log for a kind of activity; ``guesses``: the first words may say that it was of another."""
        self.log.show()
        self.buttons.hide()
        self.log.start(self._about, kind, guesses=guesses)

    def _log_call(self) -> None:
        self.start_log(ActivityKind.CALL)

    def _log_email(self) -> None:
        self.start_log(ActivityKind.EMAIL)

    def _log_meeting(self) -> None:
        self.start_log(ActivityKind.MEETING)

    def _plan_task(self) -> None:
        self.start_log(ActivityKind.TASK)

    def _enter(self) -> None:
        EntryDialog(self, self._context, about=self._about, kind=ActivityKind.MEETING).open()

    def _close_log(self) -> None:
        inside = self.log.isAncestorOf(self.log.window().focusWidget())
        # Shown first, so that there is somewhere for the focus to go.
        self.buttons.show()
        if inside:
            self._start.setFocus(Qt.FocusReason.OtherFocusReason)
        self.log.hide()

    def _open_entry(self, activity_id: object) -> None:
        if isinstance(activity_id, int):
            open_entry(self, self._context, activity_id)


def _fits(entry: TimelineEntry, wanted: str) -> bool:
    if wanted == "all":
        return True
    if wanted == "change":
        return entry.kind is not TimelineKind.ACTIVITY
    return entry.activity is not None and entry.activity.kind.value == wanted


def _nothing(_most: int) -> Sequence[TimelineEntry]:
    return ()
