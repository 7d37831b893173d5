"""Activities and tasks: one timeline of what happened and what is to do."""

from __future__ import annotations

from enum import StrEnum
from typing import TypedDict

from salesdesk.domain.activities.kinds import KINDS, ActivityKind
from salesdesk.domain.changes import UNCHANGED, Unchanged
from salesdesk.domain.field_changes import FieldChange
from salesdesk.domain.given_values import GivenField, Shape
from salesdesk.phrases import Phrase
from salesdesk.value_classes import dataclass


class Priority(StrEnum):
    """How urgent an entry is; one that is neither says nothing."""

    HIGH = "high"
    LOW = "low"


class RepeatBy(StrEnum):
    """From where the next occurrence of what repeats is counted."""

    DATE = "date"  # from the date of this one, whenever it is done
    COMPLETION = "completion"  # from the day it is done


@dataclass(frozen=True, slots=True)
class Repeat:
    """How an entry comes again, as a person asks for it: the rule, and from where the next one is counted."""

    rule: str
    by: RepeatBy = RepeatBy.DATE


ACTIVITY_FIELDS: dict[str, GivenField] = {
    "kind": GivenField(Shape.CODE, needed=True, codes=tuple(KINDS)),
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
    "end_at": GivenField(Shape.MOMENT),
    "outcome": GivenField(Shape.LINE),
    "duration_minutes": GivenField(Shape.WHOLE),
    "place": GivenField(Shape.LINE),
    "priority": GivenField(Shape.CODE, codes=tuple(Priority)),
    "remind_minutes": GivenField(Shape.WHOLE),
    "snoozed_until": GivenField(Shape.MOMENT),
    "pinned": GivenField(Shape.TRUTH),
    "participant_ids": GivenField(Shape.LINKS),
    "call_round_id": GivenField(Shape.LINK),
    "amount": GivenField(Shape.AMOUNT),
    "currency": GivenField(Shape.CURRENCY),
}
"""What may be given for an entry of the timeline, by column. Of the codes of kinds a file may have more (``choices``), and how
an entry repeats is asked for as a whole (``repeating``)."""


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
    end_at: str | None
    outcome: str | None
    duration_minutes: int | None
    place: str | None
    priority: str | None
    remind_minutes: int | None
    snoozed_until: str | None
    pinned: bool
    participant_ids: tuple[int, ...]
    call_round_id: int | None
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
    end_at: str | Unchanged | None = UNCHANGED
    outcome: str | Unchanged | None = UNCHANGED
    duration_minutes: int | Unchanged | None = UNCHANGED
    place: str | Unchanged | None = UNCHANGED
    priority: str | Unchanged | None = UNCHANGED
    remind_minutes: int | Unchanged | None = UNCHANGED
    snoozed_until: str | Unchanged | None = UNCHANGED
    pinned: bool | Unchanged = UNCHANGED
    participant_ids: tuple[int, ...] | Unchanged = UNCHANGED
    repeat_rule: str | Unchanged | None = UNCHANGED
    repeat_by: str | Unchanged | None = UNCHANGED
    repeat_at: str | Unchanged | None = UNCHANGED
    repeat_without: str | Unchanged | None = UNCHANGED
    series: str | Unchanged | None = UNCHANGED
    uid: str | Unchanged | None = UNCHANGED
    uid_said: str | Unchanged | None = UNCHANGED
    call_round_id: int | Unchanged | None = UNCHANGED
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
    end_at: str | None = None
    place: str | None = None
    priority: str | None = None
    remind_minutes: int | None = None
    snoozed_until: str | None = None
    pinned: bool = False
    repeat_rule: str | None = None
    repeat_by: str | None = None
    repeat_at: str | None = None
    repeat_without: str | None = None
    series: str | None = None
    uid: str | None = None
    uid_said: str | None = None
    call_round_id: int | None = None
    sequence_run: int | None = None
    participants: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who takes part in an entry besides the one it is about."""

    contact_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Activity:
    """One entry. ``at`` when it happened, ``due_at`` when it is to happen, ``done_at`` when a task was finished
    (UTC text). A bare day in ``due_at`` or ``at`` means all day, or some time on it. ``end_at`` is when it ends: a moment
    where it begins at one, else its last day. ``duration_minutes`` is how long it took. ``amount`` minor units, for orders.

    ``outcome`` is the code of an outcome of the file, or a person's own words. ``remind_minutes`` is how long before
    ``due_at`` to remind of it, None not at all; ``snoozed_until`` when to remind of it again. What repeats has a
    ``repeat_rule`` (RFC 5545) while it is the one that will bring forth the next; ``repeat_at`` is when the rule says it
    is, in local time, wherever it was moved since, and ``repeat_without`` says which are left out, in local time. All of
    one ``series`` are told by that. ``uid`` is what calendars know it by, where it came from one, and ``uid_said`` what that
    one said of it last (``calendar.items.said_of``). ``call_round_id`` is the
    round it was logged in, ``sequence_run`` the start of a sequence it is a step of; ``files`` is how many are
    kept with it.
    """

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
    end_at: str | None = None
    place: str | None = None
    priority: str | None = None
    remind_minutes: int | None = None
    snoozed_until: str | None = None
    pinned: bool = False
    repeat_rule: str | None = None
    repeat_by: str | None = None
    repeat_at: str | None = None
    repeat_without: str | None = None
    series: str | None = None
    uid: str | None = None
    uid_said: str | None = None
    call_round_id: int | None = None
    sequence_run: int | None = None
    participants: tuple[Participant, ...] = ()
    files: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is still to do."""
        return self.due_at is not None and self.done_at is None

    @property
    def moment(self) -> str:
        """When it belongs in the timeline."""
        return self.at or self.done_at or self.due_at or self.created_at

    @property
    def participant_ids(self) -> tuple[int, ...]:
        """The numbers of those who take part."""
        return tuple(participant.contact_id for participant in self.participants)

    @property
    def begins(self) -> str | None:
        """When it takes place: as it was planned, or else as it happened."""
        return self.due_at or self.at


class TimelineKind(StrEnum):
    """Where a timeline entry comes from."""

    ACTIVITY = "activity"
    STAGE = "stage"
    LIFECYCLE = "lifecycle"
    CHANGE = "change"
    CREATED = "created"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of a record's timeline, as values; ``moment`` is UTC text or a day.

    ACTIVITY: ``activity``. STAGE: ``name`` is the deal, ``before`` and ``after`` are names of stages, ``before`` None
    where the deal was made. LIFECYCLE: codes of stages, ``name`` whose where it is another record's. CHANGE: ``told`` is what
    was done, ``changes`` what it changed, ``batch`` its number in the journal, ``name`` the record where it is another one.
    CREATED: the record was made, by what is ``told``. ``actor`` is who did it, "" where nobody says.
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
    actor: str = ""


def repeat_of(entry: Activity | None) -> Repeat | None:
    """How an entry comes again, None of one that does not."""
    if entry is None or entry.repeat_rule is None:
        return None
    return Repeat(entry.repeat_rule, RepeatBy(entry.repeat_by or RepeatBy.DATE))
