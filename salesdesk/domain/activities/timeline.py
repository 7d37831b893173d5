"""What a timeline can be narrowed to."""

from __future__ import annotations

from enum import StrEnum

from salesdesk.domain.activities.kinds import ActivityKind


class TimelinePart(StrEnum):
    """A part of a timeline; together they are all of it."""

    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    NOTE = "note"
    TASK = "task"
    OTHER = "other"
    DEAL = "deal"
    CHANGE = "change"


_PARTS = {
    ActivityKind.CALL: TimelinePart.CALL,
    ActivityKind.EMAIL: TimelinePart.EMAIL,
    ActivityKind.LETTER: TimelinePart.EMAIL,
    ActivityKind.MEETING: TimelinePart.MEETING,
    ActivityKind.DEMO: TimelinePart.MEETING,
    ActivityKind.VISIT: TimelinePart.MEETING,
    ActivityKind.CONFERENCE: TimelinePart.MEETING,
    ActivityKind.NOTE: TimelinePart.NOTE,
    ActivityKind.TASK: TimelinePart.TASK,
}


def part_of(kind: str) -> TimelinePart:
    """Where an activity of a kind belongs: letters are written like e-mails, and whoever is met is met, wherever."""
    return _PARTS.get(ActivityKind(kind), TimelinePart.OTHER)
