"""The order of paragraphs in the notes of a meeting, and what stands above them."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.domain.meetings import Agenda, Note
from salesdesk.ui.pages.meetings.note_block import DecisionBlock, Place, TextBlock
from salesdesk.ui.pages.meetings.texts import item_title, tr

Block = TextBlock | DecisionBlock


def heading(place: Place, agenda: Agenda) -> str:
    """What stands above the paragraphs of a place."""
    item = next((item_title(one) for one in agenda if one.key == place.item), tr("Notes"))
    return f"{item} · {place.deal_title}" if place.deal_title else item


def end_of(place: Place, blocks: Sequence[Block], agenda: Agenda) -> int:
    """Where another paragraph of a place goes: behind the last about the same, else behind that of its item, else behind
    those of the items before."""
    same = [n for n, one in enumerate(blocks) if (one.place.item, one.place.deal) == (place.item, place.deal)]
    alike = same or [n for n, one in enumerate(blocks) if one.place.item == place.item]
    if alike:
        return alike[-1] + 1
    order = {item.key: n for n, item in enumerate(agenda)}
    mine = order.get(place.item, len(order))
    before = [n for n, one in enumerate(blocks) if order.get(one.place.item, -1) < mine]
    return before[-1] + 1 if before else 0


def place_of(note: Note, notes: Sequence[Note]) -> Place:
    """Where a paragraph stands. A decision has no heading of its own: it stands where the text above it does, if that is
    under the same item."""
    if not note.decided:
        return Place(note.item, note.deal_id, note.deal_title)
    above = [
        one for one in notes if one.item == note.item and one.position < note.position and not one.decided
    ]
    return Place(note.item, above[-1].deal_id, above[-1].deal_title) if above else Place(note.item)


def note_above(block: Block, blocks: Sequence[Block]) -> int | None:
    """The number of the kept paragraph above another one."""
    at = blocks.index(block) if block in blocks else len(blocks)
    return next((one.note for one in reversed(blocks[:at]) if one.note is not None), None)


def put_back(draft: TextBlock, old: Sequence[Block], new: list[Block], agenda: Agenda) -> None:
    """Put a paragraph that is not kept yet among the others: behind the one it stood behind, else at the end of its
    place."""
    for block in reversed(old[: old.index(draft)]):
        if block in new:
            new.insert(new.index(block) + 1, draft)
            return
    new.insert(end_of(draft.place, new, agenda), draft)
