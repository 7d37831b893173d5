"""Agendas as they are kept, and the places of paragraphs in notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from salesdesk.domain.cleaning.text import one_line
from salesdesk.domain.meetings import MOST_ITEMS, MOST_MINUTES, AgendaItem, Note, keyed
from salesdesk.errors import InputError


def checked_agenda(items: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    """An agenda as it is kept. Raises ``InputError`` for one that cannot be held."""
    if len(items) > MOST_ITEMS:
        raise InputError("meetings.too_many_items", field="agenda", most=MOST_ITEMS)
    if any(not 0 <= item.minutes <= MOST_MINUTES for item in items):
        raise InputError("meetings.minutes", field="agenda", most=MOST_MINUTES)
    tidy_items = (
        replace(item, key=one_line(item.key), title=one_line(item.title), what=one_line(item.what))
        for item in items
    )
    return keyed(tidy_items)


def place_of(notes: Sequence[Note], after: int | None) -> tuple[int, dict[int, int]]:
    """Where a paragraph goes behind another one (None: at the end), and the places of those behind it."""
    at = next((place for place, note in enumerate(notes) if note.id == after), None)
    if at is None:
        return max((note.position for note in notes), default=-1) + 1, {}
    place = notes[at].position + 1
    behind = {note.id: place + 1 + offset for offset, note in enumerate(notes[at + 1 :])}
    return place, {note.id: behind[note.id] for note in notes[at + 1 :] if note.position != behind[note.id]}
