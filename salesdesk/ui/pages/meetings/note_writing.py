"""Keeping what is typed in the notes of a meeting, and making tasks of decisions.

Whatever is typed is kept a moment later, and at once when the field, the page or the window is left. While the file is
busy what was typed meanwhile is kept after that; a decision waits until its line is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.decisions import Chosen, Decision, Part
from salesdesk.errors import SalesDeskError
from salesdesk.services.meetings import MeetingView
from salesdesk.ui.context import Context
from salesdesk.ui.pages.meetings.note_block import DecisionBlock, TextBlock
from salesdesk.ui.pages.meetings.service import meetings_of

Above = Callable[[TextBlock | DecisionBlock], int | None]
"""The number of the paragraph that stands above another one, None for the first."""


class NoteWriting(QObject):
    """Writes the paragraphs of one meeting, in the name of ``origin``. ``written`` tells that something was kept, ``decided``
    carries the paragraph that became a task and the number it has now."""

    written = Signal()
    decided = Signal(object, int)

    def __init__(
        self, context: Context, origin: QObject, read: Callable[[TextBlock], Decision], above: Above
    ) -> None:
        super().__init__(origin)
        self._context, self._origin, self._read, self._above = context, origin, read, above
        self.view: MeetingView | None = None

    def save(self, block: TextBlock) -> None:
        """Keep a paragraph, if it is another than was kept."""
        view, text = self.view, block.edit.text()
        if view is None or block.saving or not block.is_pending or (block.note is None and not text.strip()):
            return
        meetings, block.saving = meetings_of(self._context), True
        if block.note is not None:
            change: Callable[[], object] = partial(
                meetings.write_note, block.note, text, seen=block.kept, origin=self._origin
            )
        else:
            change = partial(
                meetings.add_note, view.meeting.id, text, item=block.place.item, deal=block.place.deal,
                after=self._above(block), origin=self._origin,
            )  # fmt: skip
        self._context.writes.run(
            change,
            what=self.tr("Notes of {0}").format(view.meeting.whole_name),
            text=text,
            done=partial(self._saved, block, text),
            failed=partial(self._refused, block),
            owner=self,
        )

    def _saved(self, block: TextBlock, text: str, made: object) -> None:
        block.saving = False
        block.kept = text
        if isinstance(made, tuple):
            block.note = int(made[0])
        if block.decides:
            block.decides = False
            self.decide(block)
        elif block.is_pending:
            self.save(block)
        self.written.emit()

    def _refused(self, block: TextBlock, error: SalesDeskError) -> None:
        block.saving = block.decides = False
        self._context.messages.error(error)

    def decide(self, block: TextBlock) -> None:
        """Make a task of a line."""
        view = self.view
        if view is None or block.saving:
            block.decides = block.saving
            return
        decision = self._read(block)
        if not decision.title:
            return
        block.saving = True
        self._context.writes.run(
            partial(
                meetings_of(self._context).decisions.decide, view.meeting.id, decision, item=block.place.item,
                note=block.note, after=self._above(block), origin=self._origin,
            ),
            what=self.tr("Decision"),
            text=block.edit.text(),
            done=partial(self._decided, block, decision),
            failed=partial(self._refused, block),
            owner=self,
        )  # fmt: skip

    def _decided(self, block: TextBlock, decision: Decision, made: tuple[int, ChangeSet]) -> None:
        self._context.messages.done(self.tr("Decided: {0}").format(decision.title), made[1])
        self.decided.emit(block, made[0])

    def remove(self, block: TextBlock | DecisionBlock) -> None:
        """Take a paragraph out of the notes, of a decision its task as well."""
        view, note = self.view, block.note
        if view is None or note is None:
            return
        told = self.tr("Decision taken back") if isinstance(block, DecisionBlock) else ""
        self._context.writes.run(
            partial(meetings_of(self._context).remove_note, note),
            what=self.tr("Notes of {0}").format(view.meeting.whole_name),
            done=lambda made: self._context.messages.done(told, made) if told else None,
            failed=self._context.messages.error,
            owner=self,
        )

    def correct(self, block: DecisionBlock, part: Part, chosen: Chosen) -> None:
        """Give the task of a decision to somebody else, another day or deal."""
        entry = block.shown.entry
        if entry is None:
            return
        self._context.writes.run(
            partial(meetings_of(self._context).decisions.correct, block.note, part, chosen),
            what=entry.subject,
            done=lambda made: self._context.messages.done(
                self.tr("Decision corrected: {0}").format(entry.subject), made
            ),
            failed=self._context.messages.error,
            owner=self,
        )

    def tick(self, block: DecisionBlock, done: bool) -> None:
        """Tick the task of a decision off, or take that back."""
        entry = block.shown.entry
        if entry is None:
            return
        activities = self._context.services.activities
        said = self.tr("Done: {0}") if done else self.tr("Open again: {0}")
        self._context.writes.run(
            partial(activities.finish if done else activities.reopen, entry.id),
            what=entry.subject,
            done=lambda made: self._context.messages.done(said.format(entry.subject), made),
            failed=self._context.messages.error,
            owner=self,
        )
