"""Which cards a change is about: a board of thousands of deals is not read anew for one of them."""

from __future__ import annotations

from collections.abc import Iterable

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.deals import DealCard
from salesdesk.errors import DomainError
from salesdesk.store.store import Store

MOST = 60
"""More cards than this are read with all others."""
_NARROW = frozenset({EntityKind.DEAL, EntityKind.ACTIVITY})


def deals_changed(
    change: ChangeSet, concerns: Iterable[EntityKind], store: Store, cards: Iterable[DealCard]
) -> frozenset[int] | None:
    """The deals whose cards may be different after a change; None where any card may. ``concerns`` are the kinds of record
    that cards show something of, ``cards`` those that are shown."""
    if change.concerns(*(kind for kind in concerns if kind not in _NARROW)):
        return None
    deals, steps = set(change.touched(EntityKind.DEAL)), change.touched(EntityKind.ACTIVITY)
    if len(deals) + len(steps) > MOST:
        return None
    if steps:
        deals.update(card.id for card in cards if card.next_step and card.next_step.activity_id in steps)
    for step in steps:
        try:
            about = store.activities.get(step).deal_id
        except DomainError:  # it is gone: whose it was, nobody says any more
            return None
        deals.update([about] if about is not None else [])
    return frozenset(deals)
