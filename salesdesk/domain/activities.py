"""Activities and tasks: one timeline of what happened and what is to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from salesdesk.domain.changes import UNCHANGED, Unchanged
from salesdesk.domain.field_changes import FieldChange
from salesdesk.domain.given_values import GivenField, Shape
from salesdesk.phrases import Phrase


class ActivityKind(StrEnum):
    """What an entry of the timeline is."""

    CALL = "call"
    MEETING = "meeting"
    DEMO = "demo"
    CONFERENCE = "conference"
    VISIT = "visit"
    LETTER = "letter"
    EMAIL = "email"
    NOTE = "note"
    TASK = "task"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class KindSpec:
    """A kind of activity: its title (English source text), its picture, and whether one that took place means to have
    been in touch."""

    title: str
    icon: str
    is_contact: bool = True


KINDS: dict[ActivityKind, KindSpec] = {
    ActivityKind.CALL: KindSpec("Call", "phone"),
    ActivityKind.MEETING: KindSpec("Meeting", "users"),
    ActivityKind.DEMO: KindSpec("Demo", "presentation"),
    ActivityKind.CONFERENCE: KindSpec("Conference", "calendar"),
    ActivityKind.VISIT: KindSpec("Visit", "map-pin"),
    ActivityKind.LETTER: KindSpec("Letter", "mail-open"),
    ActivityKind.EMAIL: KindSpec("Email", "mail"),
    ActivityKind.NOTE: KindSpec("Note", "sticky-note", is_contact=False),
    ActivityKind.TASK: KindSpec("Task", "circle-check", is_contact=False),
    ActivityKind.ORDER: KindSpec("Order", "shopping-cart"),
}

KIND_TITLES: dict[ActivityKind, str] = {kind: spec.title for kind, spec in KINDS.items()}

ACTIVITY_FIELDS: dict[str, GivenField] = {
    "kind": GivenField(Shape.CODE, needed=True, codes=tuple(ActivityKind)),
    "subject": GivenField(Shape.LINE),
    "body": GivenField(Shape.TEXT),
    "contact_id": GivenField(Shape.LINK),
    "company_id": GivenField(Shape.LINK),
    "deal_id": GivenField(Shape.LINK),
    "campaign_id": GivenField(Shape.LINK),
    "owner_id": GivenField(Shape.LINK),
    "at": GivenField(Shape.MOMENT),
    "due_at": GivenField(Shape.MOMENT),
    "done_at": GivenField(Shape.MOMENT),
    "outcome": GivenField(Shape.LINE),
    "duration_minutes": GivenField(Shape.WHOLE),
    "amount": GivenField(Shape.AMOUNT),
    "currency": GivenField(Shape.CURRENCY),
}
"""What may be given for an entry of the timeline, by column."""


class ActivityEdit(TypedDict, total=False):
    """What a person makes different of an entry, in stored form; a field that is not named stays as it is."""

    kind: str
    subject: str
    body: str | None
    contact_id: int | None
    company_id: int | None
    deal_id: int | None
    campaign_id: int | None
    owner_id: int | None
    at: str | None
    due_at: str | None
    done_at: str | None
    outcome: str | None
    duration_minutes: int | None
    amount: int | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class ActivityChange:
    """What is to become of one entry, see ``Activity``; what is not given stays."""

    kind: str | Unchanged = UNCHANGED
    subject: str | Unchanged = UNCHANGED
    body: str | Unchanged | None = UNCHANGED
    contact_id: int | Unchanged | None = UNCHANGED
    company_id: int | Unchanged | None = UNCHANGED
    deal_id: int | Unchanged | None = UNCHANGED
    campaign_id: int | Unchanged | None = UNCHANGED
    owner_id: int | Unchanged | None = UNCHANGED
    at: str | Unchanged | None = UNCHANGED
    due_at: str | Unchanged | None = UNCHANGED
    done_at: str | Unchanged | None = UNCHANGED
    outcome: str | Unchanged | None = UNCHANGED
    duration_minutes: int | Unchanged | None = UNCHANGED
    amount: int | Unchanged | None = UNCHANGED
    currency: str | Unchanged | None = UNCHANGED


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """An entry to be made, see ``Activity``. Where ``created_at`` and ``updated_at`` are None, they are now."""

    kind: str
    subject: str
    body: str | None = None
    contact_id: int | None = None
    company_id: int | None = None
    deal_id: int | None = None
    campaign_id: int | None = None
    owner_id: int | None = None
    at: str | None = None
    due_at: str | None = None
    done_at: str | None = None
    outcome: str | None = None
    duration_minutes: int | None = None
    amount: int | None = None
    currency: str | None = None
    external_id: str | None = None
    import_batch_id: int | None = None
    created_at: str | None = None
    updated_at: str | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """One entry. ``at`` when it happened, ``due_at`` when it is to happen, ``done_at`` when a task was finished
    (UTC text; ``due_at`` may be a bare day). ``amount`` minor units, for orders."""

    id: int
    version: int
    kind: ActivityKind
    subject: str
    body: str | None
    contact_id: int | None
    contact_name: str
    company_id: int | None
    company_name: str
    deal_id: int | None
    deal_title: str
    campaign_id: int | None
    owner_id: int | None
    owner_name: str
    at: str | None
    due_at: str | None
    done_at: str | None
    outcome: str | None
    duration_minutes: int | None
    amount: int | None
    currency: str | None
    created_at: str

    @property
    def is_open(self) -> bool:
        """Whether it is still to do."""
        return self.due_at is not None and self.done_at is None

    @property
    def moment(self) -> str:
        """When it belongs in the timeline."""
        return self.at or self.done_at or self.due_at or self.created_at


class TimelineKind(StrEnum):
    """Where a timeline entry comes from."""

    ACTIVITY = "activity"
    STAGE = "stage"
    LIFECYCLE = "lifecycle"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of a record's timeline, as values; ``moment`` is UTC text or a day.

    ACTIVITY: ``activity``. STAGE: ``name`` is the deal, ``before`` and ``after`` are names of stages, ``before`` None
    where the deal was made. LIFECYCLE: codes of stages. CHANGE: ``told`` is what was done, ``changes``
    what it changed, ``batch`` its number in the journal.
    """

    kind: TimelineKind
    moment: str
    name: str = ""
    before: str | None = None
    after: str | None = None
    activity: Activity | None = None
    told: Phrase | None = None
    changes: tuple[FieldChange, ...] = ()
    batch: int | None = None
