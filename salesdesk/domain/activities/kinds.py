"""The kinds of entries that every file knows. A person may rename them, put them away and add others (``choices``)."""

from __future__ import annotations

from typing import ClassVar

from salesdesk.domain.open_names import OpenName
from salesdesk.value_classes import dataclass


class ActivityKind(OpenName):
    """What an entry of the timeline is, by its code. Those named here are in every file."""

    __slots__ = ()
    CALL: ClassVar[ActivityKind]
    MEETING: ClassVar[ActivityKind]
    DEMO: ClassVar[ActivityKind]
    CONFERENCE: ClassVar[ActivityKind]
    VISIT: ClassVar[ActivityKind]
    LETTER: ClassVar[ActivityKind]
    EMAIL: ClassVar[ActivityKind]
    NOTE: ClassVar[ActivityKind]
    TASK: ClassVar[ActivityKind]
    ORDER: ClassVar[ActivityKind]


ActivityKind.CALL = ActivityKind("call")
ActivityKind.MEETING = ActivityKind("meeting")
ActivityKind.DEMO = ActivityKind("demo")
ActivityKind.CONFERENCE = ActivityKind("conference")
ActivityKind.VISIT = ActivityKind("visit")
ActivityKind.LETTER = ActivityKind("letter")
ActivityKind.EMAIL = ActivityKind("email")
ActivityKind.NOTE = ActivityKind("note")
ActivityKind.TASK = ActivityKind("task")
ActivityKind.ORDER = ActivityKind("order")


@dataclass(frozen=True, slots=True)
class KindSpec:
    """A kind of activity: its title (English source text), its picture, and whether one that took place means to have
    been in touch."""

    title: str
    icon: str
    is_contact: bool = True


KINDS: dict[ActivityKind, KindSpec] = {
    ActivityKind.CALL: KindSpec("Call", "phone"),
    ActivityKind.EMAIL: KindSpec("Email", "mail"),
    ActivityKind.LETTER: KindSpec("Letter", "mail-open"),
    ActivityKind.MEETING: KindSpec("Meeting", "users"),
    ActivityKind.DEMO: KindSpec("Demo", "presentation"),
    ActivityKind.VISIT: KindSpec("Visit", "map-pin"),
    ActivityKind.CONFERENCE: KindSpec("Conference", "calendar"),
    ActivityKind.NOTE: KindSpec("Note", "sticky-note", is_contact=False),
    ActivityKind.TASK: KindSpec("Task", "circle-check", is_contact=False),
    ActivityKind.ORDER: KindSpec("Order", "shopping-cart"),
}
"""In the order in which they are offered."""

KIND_TITLES: dict[ActivityKind, str] = {kind: spec.title for kind, spec in KINDS.items()}
