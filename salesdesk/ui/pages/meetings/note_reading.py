"""Decisions read while they are typed, and names offered behind "@" and "#"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from salesdesk.domain.decisions import Decision, Part, corrected, named_guest
from salesdesk.domain.known_names import KnownDeal, KnownPerson
from salesdesk.domain.meetings import Meeting
from salesdesk.services.meetings import DecisionReading
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.typed_step import typing_language
from salesdesk.ui.pages.meetings.note_block import TextBlock
from salesdesk.ui.pages.meetings.service import meetings_of

_MOST, _ALL = 8, 10_000


class NoteReading:
    """Knows people and deals as they were when it was first asked; ``near`` are the deals of the meeting."""

    def __init__(self, context: Context, meeting: Meeting, near: Iterable[int]) -> None:
        self._context, self._meeting, self._near = context, meeting, frozenset(near)
        self._known: DecisionReading | None = None

    def forget(self, meeting: Meeting, near: Iterable[int]) -> None:
        """Ask for the names anew: they may be others by now."""
        self._meeting, self._near, self._known = meeting, frozenset(near), None

    def read(self, block: TextBlock) -> Decision:
        """What the line of a paragraph says."""
        return corrected(self._names().read(block.edit.text(), block.place.deal), block.chosen)

    def show(self, block: TextBlock) -> None:
        """Show below a paragraph how it is read, if it is a decision."""
        today = date.fromisoformat(self._context.store.today())
        if not block.is_decision:
            block.show_decision(None, "", today)
            return
        decision = self.read(block)
        due = meetings_of(self._context).decisions.due_of(self._meeting, decision)
        guest = "" if Part.PERSON in block.chosen else named_guest(decision, self._meeting.people)
        block.show_decision(decision, due, today, guest)

    def people(self) -> list[KnownPerson]:
        """Everybody who can be given a task."""
        return self._names().people("", _ALL)

    def deals(self) -> list[KnownDeal]:
        """The deals of the meeting."""
        return [deal for deal in self._names().deals("", _ALL, self._near) if deal.id in self._near]

    def offer(self, mark: str, words: str) -> list[str]:
        """The names that begin with some words, of people behind "@" and of deals behind "#"."""
        if mark == "@":
            return [person.name for person in self._names().people(words, _MOST)]
        return [deal.title for deal in self._names().deals(words, _MOST, self._near)]

    def _names(self) -> DecisionReading:
        if self._known is None:
            language = typing_language(self._context)
            self._known = meetings_of(self._context).decisions.reading(language, self._near)
        return self._known
