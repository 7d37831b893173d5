"""What is done on the page of a meeting to the records that it shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.entities import entity_of
from salesdesk.domain.meetings import Meeting, Note, Snapshot
from salesdesk.domain.progress import Work
from salesdesk.domain.reports import Rows
from salesdesk.errors import Cancelled, InputError, SalesDeskError
from salesdesk.services.meetings import MadePack, MeetingPackService
from salesdesk.ui.context import Context
from salesdesk.ui.pages.meetings.service import meetings_of
from salesdesk.ui.widgets.dialog import CANCEL, Choice, ask
from salesdesk.ui.wording import worded


class MeetingActions(QObject):
    """Each is one step to undo, and is told in the message bar; ``meeting`` is the one on the page, ``since`` the day
    that a first one is compared with."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.meeting: Meeting | None = None
        self.since: date | None = None

    def turn_clock(self, snapshot: Snapshot | None) -> None:
        """Begin the meeting, end it, or let one that was over go on; ``snapshot`` are its figures now."""
        if self.meeting is None:
            return
        meetings, running = meetings_of(self._context), self.meeting.is_running
        change = partial(meetings.finish if running else meetings.begin, self.meeting.id, snapshot)
        self._write(change, self.tr("Meeting ended") if running else self.tr("Meeting began"))

    def tick(self, note: Note, done: bool) -> None:
        """Tick the task of a decision off, or take that back."""
        if note.entry is not None:
            activities = self._context.services.activities
            said = self.tr("Done: {0}") if done else self.tr("Open again: {0}")
            change = partial(activities.finish if done else activities.reopen, note.entry.id)
            self._write(change, said.format(note.entry.subject))

    def tick_item(self, key: str, done: bool) -> None:
        """Tick an item of the agenda off, or take that back."""
        if self.meeting is not None:
            change = partial(meetings_of(self._context).tick_item, self.meeting.id, key, done)
            self._write(change, self.tr("Item ticked off") if done else self.tr("Item put back"))

    def pick(self, deals: Sequence[int], on: bool) -> None:
        """Put deals to those to be discussed, or take them from there."""
        if self.meeting is not None:
            meetings = meetings_of(self._context)
            said = self.tr("To be discussed") if on else self.tr("Not to be discussed any more")
            self._write(partial(meetings.pick if on else meetings.drop, self.meeting.id, deals), said)

    def remark(self, topic: int, text: str) -> None:
        """Say why a deal is to be discussed."""
        if self.meeting is not None:
            change = partial(meetings_of(self._context).remark, self.meeting.id, topic, text)
            self._write(change, self.tr("Remark saved"))

    def open_deal(self, deal: int) -> None:
        """Go to the page of a deal."""
        self._context.navigate("deal", deal)

    def open_rows(self, rows: object) -> None:
        """Go to the rows behind a figure."""
        if isinstance(rows, Rows):
            self._context.navigate(entity_of(rows.kind).page, rows.filter)

    def make_pack(self, folder: Path | str, replace: bool = False) -> None:
        """Write workbook, PDF and the next meeting into a folder, in the worker, and keep the figures; ``replace`` files
        that somebody edited, too."""
        context = self._context
        if self.meeting is None:
            return
        since = self.since
        number, service = self.meeting.id, MeetingPackService(context.store, context.services.commands)

        def make(work: Work) -> MadePack:
            return service.make(number, Path(folder), worded, since=since, replace=replace, work=work)[0]

        context.tasks.run(
            context.writes.before(make),
            title=self.tr("Making the pack"),
            done=self._made,
            failed=partial(self._not_made, number, folder),
            owner=self,
        )

    def _not_made(self, number: int, folder: Path | str, error: Exception) -> None:
        if not isinstance(error, SalesDeskError):
            raise error
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, InputError) or error.field != "out":
            self._context.messages.error(error)
            return
        page = self.parent()
        assert isinstance(page, QWidget)
        name = Path(str(error.phrase.values["file"])).name
        ask(
            page.window(),
            self.tr("Replace {0}?").format(name),
            self.tr(
                "Somebody edited it since this pack was made, or it comes from another program. What it holds will be lost."
            ),
            [CANCEL, Choice("replace", self.tr("Replace"), "danger")],
            lambda answer: self._replace(number, folder) if answer == "replace" else None,
        )

    def _replace(self, number: int, folder: Path | str) -> None:
        if self.meeting is not None and self.meeting.id == number:
            self.make_pack(folder, replace=True)

    def _made(self, made: MadePack) -> None:
        names = ", ".join(path.name for path in made.files)
        folder = made.workbook.parent
        self._context.messages.say(
            self.tr("Pack made: {0}").format(names),
            self.tr("Open folder"),
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))),
        )

    def _write(self, change: Callable[[], ChangeSet], said: str) -> None:
        self._context.writes.run(
            change,
            what=said,
            done=lambda made: self._context.messages.done(said, made),
            failed=self._context.messages.error,
            owner=self,
        )
