"""What an entry counts for and what it settles."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from salesdesk.domain.activities.moments import is_due
from salesdesk.domain.activities.records import Activity


def deal_meant(chosen: int | None, open_deals: Collection[int]) -> int | None:
    """The deal an entry counts for: the chosen one, or the only open one of the person."""
    if chosen is not None or len(open_deals) != 1:
        return chosen
    return next(iter(open_deals))


def step_answered(
    steps: Iterable[Activity], kind: str, deal: int | None, now: str, today: str
) -> Activity | None:
    """The open step of a person that is settled when somebody was reached: one of the same kind whose time has come, and
    that is not about another deal; of several the one that waited longest."""
    waiting = [
        step
        for step in steps
        if step.is_open
        and step.kind == kind
        and step.due_at is not None
        and is_due(step.due_at, now, today)
        and (step.deal_id is None or deal is None or step.deal_id == deal)
    ]
    return min(waiting, key=lambda step: (step.due_at or "", step.id), default=None)
