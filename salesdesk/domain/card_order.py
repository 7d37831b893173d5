"""In which order the cards of a board column stand, and where one goes that is dropped between others."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from salesdesk.domain.deals import DealCard, NextStepState
from salesdesk.domain.pipelines import CardOrder

_URGENCY = {state: place for place, state in enumerate(NextStepState)}


def _by_next_step(card: DealCard) -> tuple[object, ...]:
    return (_URGENCY[card.state], card.next_step.due_at if card.next_step else "", card.position)


def _by_amount(card: DealCard) -> tuple[object, ...]:
    # An amount of another currency compares by its figure: a board tells no rates.
    return (card.amount is None, -(card.amount or 0), card.expected_close or "9999")


def _by_close(card: DealCard) -> tuple[object, ...]:
    return (card.expected_close is None, card.expected_close or "", -(card.amount or 0))


def _by_hand(card: DealCard) -> tuple[object, ...]:
    return (card.position,)


_KEYS: Mapping[CardOrder, Callable[[DealCard], tuple[object, ...]]] = {
    CardOrder.NEXT_STEP: _by_next_step,
    CardOrder.BY_HAND: _by_hand,
    CardOrder.AMOUNT: _by_amount,
    CardOrder.CLOSE: _by_close,
}


def in_card_order(cards: Sequence[DealCard], order: CardOrder) -> list[DealCard]:
    """Cards as a column shows them. By the next step: overdue, today, nothing planned, later, the earliest first; by amount
    the largest first, by closing day the nearest first, those without one last. What is equal stands by its number."""
    key = _KEYS[order]
    return sorted(cards, key=lambda card: (*key(card), card.id))


def places_with(places: Sequence[tuple[int, float]], deal: int, before: int | None) -> dict[int, float]:
    """The places that change when ``deal`` is put in front of ``before`` (None, or one that is not there: at the end).

    ``places`` are (id, place) of a column in the order shown. Only the deal gets a place while there is room between its
    neighbours, else the whole column is numbered anew: places of neighbours that are equal, or so near that no number
    fits between them, would leave the card where it was.
    """
    others = [(number, place) for number, place in places if number != deal]
    at = next((row for row, (number, _) in enumerate(others) if number == before), len(others))
    low = others[at - 1][1] if at else None
    high = others[at][1] if at < len(others) else None
    between = position_between(low, high)
    rising = all(first[1] < second[1] for first, second in itertools.pairwise(others))
    if rising and (low is None or low < between) and (high is None or between < high):
        return {deal: between}
    order = [number for number, _ in others]
    order.insert(at, deal)
    was = dict(places)
    return {
        number: float(row) for row, number in enumerate(order) if was.get(number) != row or number == deal
    }


def stands_before(cards: Sequence[DealCard], order: CardOrder, card: DealCard, before: int | None) -> bool:
    """Whether a card that is dropped in front of ``before`` (None: at the end) into a column of ``cards`` stands there
    afterwards, or the order of the column puts it elsewhere."""
    places = sorted(((one.id, one.position) for one in cards), key=lambda place: (place[1], place[0]))
    changed = places_with(places, card.id, before)
    others = [one for one in cards if one.id != card.id]
    column = [replace(one, position=changed[one.id]) if one.id in changed else one for one in (*others, card)]
    shown = [one.id for one in in_card_order(column, order)]
    behind = shown.index(card.id) + 1
    return (shown[behind] if behind < len(shown) else None) == before


def place_behind(places: Sequence[float]) -> float:
    """The place of a card that comes last in a column."""
    return position_between(max(places, default=None), None)


def place_of_new(places: Sequence[float]) -> float:
    """The place of a new card: the last one, or that of all others while nobody has put them in order."""
    return place_behind(places) if any(places) else 0.0


def position_between(before: float | None, after: float | None) -> float:
    """A position between two neighbours (either may be missing)."""
    if before is None and after is None:
        return 0.0
    if before is None:
        return (after or 0.0) - 1.0
    if after is None:
        return before + 1.0
    return (before + after) / 2
