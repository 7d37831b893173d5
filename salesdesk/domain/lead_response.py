"""How long people wait for a first answer: from the moment they were added to the first thing that went out to them."""

from __future__ import annotations

from enum import StrEnum

from salesdesk.domain.activities.kinds import ActivityKind
from salesdesk.domain.mails import Direction

NOT_OUTGOING = (ActivityKind.NOTE.value, ActivityKind.TASK.value, ActivityKind.ORDER.value)
"""Kinds of entries that are no answer: what one writes for oneself, and what comes from a shop. Kinds of a person's own
are answers."""
NOT_MADE = (Direction.INCOMING.value, "Did not take place")
"""Outcomes of what did not go out. A call that nobody answered did."""


class Wait(StrEnum):
    """How long somebody waited, in the order of a report."""

    HOUR = "hour"
    DAY = "day"
    THREE_DAYS = "three_days"
    WEEK = "week"
    LONGER = "longer"
    STILL = "still"


ENDS: dict[Wait, float] = {Wait.HOUR: 1, Wait.DAY: 24, Wait.THREE_DAYS: 72, Wait.WEEK: 168}
"""The hours up to which a wait counts as one, both included, shortest first."""
