"""Activities: one timeline of what happened and what is to do.

An entry that is planned is a step, one with a time an appointment: one entity, whose ``records`` are what it holds,
``kinds`` and ``choices`` the kinds and outcomes there are, ``moments`` when it takes place, ``repeating`` how it comes back, and
``answers`` what an entry counts for and what it settles.
"""

from __future__ import annotations

from salesdesk.domain.activities.kinds import KIND_TITLES, KINDS, ActivityKind, KindSpec
from salesdesk.domain.activities.records import (
    ACTIVITY_FIELDS,
    Activity,
    ActivityChange,
    ActivityDraft,
    ActivityEdit,
    Participant,
    Priority,
    Repeat,
    RepeatBy,
    TimelineEntry,
    TimelineKind,
)

__all__ = [
    "ACTIVITY_FIELDS",
    "KINDS",
    "KIND_TITLES",
    "Activity",
    "ActivityChange",
    "ActivityDraft",
    "ActivityEdit",
    "ActivityKind",
    "KindSpec",
    "Participant",
    "Priority",
    "Repeat",
    "RepeatBy",
    "TimelineEntry",
    "TimelineKind",
]
