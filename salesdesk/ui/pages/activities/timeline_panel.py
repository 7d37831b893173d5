"""A record's timeline with its log buttons and filters; contacts, companies and deals share it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from salesdesk.domain.activities import Activity, ActivityKind, TimelineEntry
from salesdesk.domain.activities.timeline import TimelinePart
from salesdesk.services.activities import Subject
from salesdesk.store.records.timelines import Timeline
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog, open_entry
from salesdesk.ui.pages.activities.quick_log import QuickLog
from salesdesk.ui.pages.activities.texts import Fold, Opened, bursts, entry_title, shown_entries
from salesdesk.ui.pages.history.opening import open_change
from salesdesk.ui.widgets.buttons import SegmentedButtons, button, link_button, primary_button
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import label
from salesdesk.ui.widgets.timeline import TimelineEntry as ShownEntry
from salesdesk.ui.widgets.timeline import TimelineList

_SHOWN, _MORE = 30, 40
_AHEAD = 900
"""Pixels above the end at which the next entries are fetched: the person does not come to an end that is none."""
_PARTS: dict[str, tuple[TimelinePart, ...]] = {
    "all": (),
    **{part.value: (part,) for part in TimelinePart if part is not TimelinePart.OTHER},
}


class TimelinePanel(QWidget):
    """Log buttons, the quick log when asked for, and the timeline with its filters.

    ``read`` gives the timeline of the record in hand; of that what is about to be seen is read, and more when the person
    scrolls on. The owner calls ``show_record`` and, after changes, ``refresh``.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._about = Subject()
        self._read: Callable[[], Timeline] | None = None
        self._timeline: Timeline | None = None
        self._most = _SHOWN
        self._unfolded: set[Fold] = set()
        self._entries: list[TimelineEntry] = []
        self._told: list[ShownEntry] = []
        self._taken = 0
        self._area: QScrollArea | None = None
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
                ("meeting", self.tr("Meetings")),
                ("note", self.tr("Notes")),
                ("task", self.tr("Tasks")),
                ("deal", self.tr("Deals")),
                ("change", self.tr("Changes")),
            ],
            "all",
            name=self.tr("Timeline filter"),
            pills=True,
            wrap=True,
        )
        self.list = TimelineList(context.theme)
        self._empty = label(
            self.tr("Nothing yet. Log a call or plan a task, and it stands here."), "secondary", wrap=True
        )
        self._count = label("", "note")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(self.tr("Timeline"), "section"))
        head.addWidget(self._count)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._filter)
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
        self.list.activated.connect(self._activate)
        self.list.menu_of = self._actions

    def show_record(self, about: Subject, read: Callable[[], Timeline]) -> None:
        """Show another record's timeline; what was begun in the quick log waits until its record is back."""
        if about != self._about:
            self.log.put_away()
            self._close_log()
            self._about = about
            self._most = _SHOWN
            self._unfolded.clear()
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
        """Read the timeline anew, as far as it was scrolled."""
        if self._read is not None:
            self._timeline = self._read()
            self._show_entries()

    def _show_entries(self) -> None:
        timeline = self._timeline
        if timeline is None:
            return
        parts = _PARTS[self._filter.current()]
        total = timeline.count(parts)
        self._entries = [*timeline.pinned(parts), *timeline.page(0, self._most, parts)]
        self._told, self._taken = [], 0
        self._tell()
        more = total > self._most
        self._count.setText(self.locale().toString(total) if total else "")
        self._empty.setText(
            self.tr("Nothing of this kind.")
            if parts
            else self.tr("Nothing yet. Log a call or plan a task, and it stands here.")
        )
        self._empty.setVisible(not self._entries)
        self._show_end(more, total)

    def _tell(self) -> None:
        """Show the entries that were read. Those told before stay as they are, but for the last burst, which may go on."""
        now, choices = self._context.store.clock(), self._context.store.activities.choices.all()
        rest = self._entries[self._taken :]
        last = len(bursts(rest)[-1]) if rest else 0
        tell = partial(shown_entries, now=now, choices=choices, about=self._about, unfolded=self._unfolded)
        self._told += tell(rest[: len(rest) - last])
        self._taken += len(rest) - last
        self.list.set_entries([*self._told, *tell(rest[len(rest) - last :])])

    def _show_end(self, more: bool, total: int) -> None:
        self.more.setVisible(more)
        # A long one says that nothing was left out; a short one shows it.
        self.rest.setVisible(not more and total > _SHOWN)
        self.rest.setText(self.tr("Nothing earlier"))

    def _show_more(self) -> None:
        timeline = self._timeline
        if timeline is None:
            return
        parts = _PARTS[self._filter.current()]
        self._entries += timeline.page(self._most, _MORE, parts)
        self._most += _MORE
        self._tell()
        total = timeline.count(parts)
        self._show_end(total > self._most, total)

    def _on_filter(self, _choice: str) -> None:
        self._most = _SHOWN
        self._show_entries()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        area = self.list.area
        if area is not None and area is not self._area:
            self._area = area
            area.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def _on_scrolled(self, value: int) -> None:
        """Fetch more before the person comes to the end."""
        area = self._area
        if area is not None and not self.more.isHidden() and self.isVisible():
            bar = area.verticalScrollBar()
            if bar.maximum() - value < _AHEAD:
                self._show_more()

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

    def _activate(self, key: object) -> None:
        if isinstance(key, Fold):
            self._unfolded ^= {key}
            self._show_entries()
        elif isinstance(key, Opened):
            open_change(self, self._context, key.batch)
        elif isinstance(key, int):
            open_entry(self, self._context, key)

    def _actions(self, key: object) -> list[tuple[str, Callable[[], object]]]:
        """What the menu of an entry offers."""
        if isinstance(key, Opened):
            return [(self.tr("Show what changed"), partial(self._activate, key))]
        if not isinstance(key, int):
            return []
        entry = self._context.store.activities.get(key)
        pin = self.tr("Unpin") if entry.pinned else self.tr("Pin to the top")
        text = "\n".join(part for part in (entry_title(entry), entry.body) if part)
        clipboard = QGuiApplication.clipboard()
        return [
            (self.tr("Open…"), partial(self._activate, key)),
            (pin, partial(self._pin, entry)),
            (self.tr("Copy text"), partial(clipboard.setText, text)),
        ]

    def _pin(self, entry: Activity) -> None:
        title = entry_title(entry, self._context.store.activities.choices.all())
        said = (self.tr("{0} unpinned") if entry.pinned else self.tr("{0} pinned")).format(title)
        self._context.writes.run(
            lambda: self._context.services.activities.change(entry.id, pinned=not entry.pinned),
            what=said,
            done=lambda changes: self._context.messages.done(said, changes),
            owner=self,
        )
