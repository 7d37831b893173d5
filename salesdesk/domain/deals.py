"""Deals: what they are worth, how likely, and what has to happen next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol, TypedDict

from salesdesk.domain.changes import UNCHANGED, Unchanged
from salesdesk.domain.days import local_day
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.domain.given_values import GivenField, Shape
from salesdesk.domain.money import Money
from salesdesk.domain.pipelines import CLOSED_PROBABILITY, Stage, StageKind, StagePlace
from salesdesk.value_classes import dataclass

DEAL_FIELDS: dict[str, GivenField] = {
    "title": GivenField(Shape.LINE, needed=True),
    "contact_id": GivenField(Shape.LINK),
    "company_id": GivenField(Shape.LINK),
    "amount": GivenField(Shape.AMOUNT),
    "currency": GivenField(Shape.CURRENCY),
    "probability": GivenField(Shape.PERCENT),
    "expected_close": GivenField(Shape.DAY),
    "closed_at": GivenField(Shape.MOMENT),
    "won_reason": GivenField(Shape.LINE),
    "lost_reason": GivenField(Shape.LINE),
    "competitor": GivenField(Shape.LINE),
    "owner_id": GivenField(Shape.LINK),
    "source_id": GivenField(Shape.LINK),
    "campaign_id": GivenField(Shape.LINK),
    "notes": GivenField(Shape.TEXT),
    "external_id": GivenField(Shape.LINE),
}
"""What may be given for a deal, by column; stage and place have use cases of their own."""


PLACES = frozenset({"pipeline", "stage"})
"""The fields of a list that say where a deal stands."""


def further_fields() -> tuple[str, ...]:
    """The plain fields a deal is declared to have beside those that a ``Deal`` names."""
    deals = declared().of(RecordKind.DEALS)
    return tuple(key for key in deals.plain if deals.columns(key)[0] not in DEAL_FIELDS)


class DealValues(TypedDict, total=False):
    """What may be given for a deal beside its title, in stored form; what is not named is not given. ``further`` are
    values of ``further_fields`` by field, amounts `Money`."""

    contact_id: int | None
    company_id: int | None
    amount: int | None
    currency: str | None
    probability: int | None
    expected_close: str | None
    closed_at: str | None
    won_reason: str | None
    lost_reason: str | None
    competitor: str | None
    owner_id: int | None
    source_id: int | None
    campaign_id: int | None
    notes: str | None
    external_id: str | None
    further: Mapping[str, Any]


class DealEdit(DealValues, total=False):
    """What a person makes different of a deal; a field that is not named stays as it is."""

    title: str


@dataclass(frozen=True, slots=True)
class DealChange:
    """What is to become of one deal beside its stage; what is not given stays. ``further`` as in ``DealDraft``."""

    title: str | Unchanged = UNCHANGED
    contact_id: int | Unchanged | None = UNCHANGED
    company_id: int | Unchanged | None = UNCHANGED
    amount: int | Unchanged | None = UNCHANGED
    currency: str | Unchanged | None = UNCHANGED
    probability: int | Unchanged | None = UNCHANGED
    expected_close: str | Unchanged | None = UNCHANGED
    closed_at: str | Unchanged | None = UNCHANGED
    won_reason: str | Unchanged | None = UNCHANGED
    lost_reason: str | Unchanged | None = UNCHANGED
    competitor: str | Unchanged | None = UNCHANGED
    owner_id: int | Unchanged | None = UNCHANGED
    source_id: int | Unchanged | None = UNCHANGED
    campaign_id: int | Unchanged | None = UNCHANGED
    notes: str | Unchanged | None = UNCHANGED
    external_id: str | Unchanged | None = UNCHANGED
    further: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StageStep:
    """A deal came from one stage (None: it was made) to another at a moment (UTC text)."""

    before: int | None
    after: int
    at: str


@dataclass(frozen=True, slots=True)
class DealDraft:
    """A deal to be made in a stage. Moments are UTC text; where they are None, they are now.

    ``entered`` is when it came into its stage; ``closed_at`` is only looked at in a stage that is won or lost and is
    ``entered`` without one, or nothing where ``end_unknown``. ``way`` are the moves of its history, oldest first; without any it was made in its stage.
    """

    title: str
    stage: StagePlace
    contact_id: int | None = None
    company_id: int | None = None
    position: float = 0
    amount: int | None = None
    currency: str | None = None
    probability: int | None = None
    expected_close: str | None = None
    entered: str | None = None
    closed_at: str | None = None
    end_unknown: bool = False
    won_reason: str | None = None
    lost_reason: str | None = None
    competitor: str | None = None
    owner_id: int | None = None
    source_id: int | None = None
    campaign_id: int | None = None
    notes: str | None = None
    external_id: str | None = None
    import_batch_id: int | None = None
    created_at: str | None = None
    updated_at: str | None = None
    way: tuple[StageStep, ...] = ()
    further: Mapping[str, Any] = field(default_factory=dict)


class InStage(Protocol):
    """Whatever stands in a stage of a pipeline."""

    @property
    def pipeline_id(self) -> int:
        """Its pipeline."""

    @property
    def stage_id(self) -> int:
        """Its stage."""


@dataclass(frozen=True, slots=True)
class StagedDeal:
    """Where a deal stands."""

    pipeline_id: int
    stage_id: int


@dataclass(frozen=True, slots=True)
class Closing:
    """What is said of deals as they are closed: the ``day`` (None: today), why, and who else was asked. What a deal is
    given at the same time, and a competitor it names already, stay."""

    day: str | None = None
    reason: str | None = None
    competitor: str | None = None


@dataclass(frozen=True, slots=True)
class StageMove:
    """One line of the stage history of a deal: when, from which stage (None: it was made), to which, and by whom."""

    at: str
    before: int | None
    after: int
    actor: str


@dataclass(frozen=True, slots=True)
class DealPerson:
    """Somebody who had to do with a deal; ``last`` is when, UTC text or day, None where it was only planned."""

    contact_id: int
    name: str
    role: str
    last: str | None


@dataclass(frozen=True, slots=True)
class DealRole:
    """What a person is in a deal; ``id`` is the row, ``name`` that of the person or of the deal it is read from."""

    id: int
    deal_id: int
    contact_id: int
    name: str
    role: str


class NextStepState(StrEnum):
    """How urgent a card is; the order of the members is the order of the cards in a column."""

    OVERDUE = "overdue"
    TODAY = "today"
    NONE = "none"  # nothing planned
    LATER = "later"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The earliest open task of a deal. ``due_at`` UTC text or a day; ``kind`` an activity kind."""

    activity_id: int
    kind: str
    subject: str
    due_at: str


@dataclass(frozen=True, slots=True)
class Deal:
    """A whole deal. ``amount`` in minor units of ``currency``; ``probability`` 0..100, None means "as the stage"."""

    id: int
    version: int
    title: str
    pipeline_id: int
    stage_id: int
    contact_id: int | None
    contact_name: str
    company_id: int | None
    company_name: str
    amount: int | None
    currency: str | None
    probability: int | None
    expected_close: str | None
    stage_since: str
    closed_at: str | None
    won_reason: str | None
    lost_reason: str | None
    competitor: str | None
    owner_id: int | None
    owner_name: str
    source_id: int | None
    source_name: str
    campaign_id: int | None
    campaign_name: str
    notes: str | None
    created_at: str
    updated_at: str
    deleted_at: str | None
    import_batch_id: int | None = None
    further: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DealCard:
    """What a board card shows. ``quiet_days`` is how long nobody has done anything; 0 when it is not quiet. ``late_days`` is
    how long it has stood in its stage; 0 while that is no longer than usual."""

    id: int
    title: str
    company_name: str
    contact_name: str
    owner_name: str
    amount: int | None
    currency: str | None
    stage_id: int
    probability: int
    position: float
    expected_close: str | None
    next_step: NextStep | None
    state: NextStepState
    quiet_days: int
    late_days: int = 0

    @property
    def weighted(self) -> int:
        """Amount times probability, in minor units."""
        return weighted_amount(self.amount, self.probability)


@dataclass(frozen=True, slots=True)
class StageTotal:
    """The header of a board column: how many deals, their sum and weighted sum in minor units. ``foreign`` deals
    have an amount in a currency without a rate: they are counted but not in the sums, ``apart`` and ``apart_weighted`` are
    their own."""

    stage_id: int
    count: int
    amount: int
    weighted: int
    foreign: int = 0
    apart: tuple[Money, ...] = ()
    apart_weighted: tuple[Money, ...] = ()


def weighted_amount(amount: int | None, probability: int) -> int:
    """``amount`` × ``probability`` per cent in whole minor units, halves away from zero."""
    whole = (amount or 0) * probability
    return -((50 - whole) // 100) if whole < 0 else (whole + 50) // 100


def effective_probability(own: int | None, stage: Stage) -> int:
    """How likely a deal is, 0..100: certain when it is closed, else its own probability, else that of its stage."""
    if stage.kind in CLOSED_PROBABILITY:
        return CLOSED_PROBABILITY[stage.kind]
    return stage.probability if own is None else own


def closing_day(at: str) -> str:
    """The day a deal was closed on: that of a moment where the person is, who may look at it from anywhere later."""
    return local_day(at).isoformat()


def day_closed(said: str | None, expected: str | None, asked: str | None, today: str) -> str | None:
    """When a deal was closed that a file brings won or lost: when the file says so, else the day it was expected if that
    is not to come yet, else what a person answers. None where nobody knows; it is never the moment of the import."""
    if said:
        return closing_day(said)
    return expected if expected and expected <= today else asked


def days_to_close(created_at: str, closed_at: str, *, imported: bool) -> int | None:
    """How many days after it was created a deal was closed, by the dates as stored. None where nobody knows: it was closed
    before it was written down here, or came with a file that does not say when it began."""
    days = (date.fromisoformat(closed_at[:10]) - date.fromisoformat(created_at[:10])).days
    return None if days < 0 or (imported and days == 0) else days


def next_step_state(due_at: str | None, today: date, closed: bool) -> NextStepState:
    """The urgency of a card by the local day its next step is due on."""
    if closed:
        return NextStepState.CLOSED
    if due_at is None:
        return NextStepState.NONE
    due = local_day(due_at)
    if due < today:
        return NextStepState.OVERDUE
    return NextStepState.TODAY if due == today else NextStepState.LATER


def quiet_days(stage: Stage, stage_since: str, last_touch: str | None, today: date) -> int:
    """Days of silence of an open deal once they reach the stage's limit, else 0.

    Silence starts at the last activity or, without any, when the deal entered the stage.
    """
    if stage.kind is not StageKind.OPEN or stage.stale_days <= 0:
        return 0
    since = max(local_day(stage_since), local_day(last_touch)) if last_touch else local_day(stage_since)
    silent = (today - since).days
    return silent if silent >= stage.stale_days else 0


def late_days(stage: Stage, stage_since: str, today: date) -> int:
    """Days an open deal has stood in its stage once they are more than deals usually stay there, else 0."""
    if stage.kind is not StageKind.OPEN or stage.usual_days <= 0:
        return 0
    stayed = (today - local_day(stage_since)).days
    return stayed if stayed > stage.usual_days else 0


def needs_attention(card: DealCard) -> bool:
    """Whether somebody should look at an open deal: overdue, quiet, too long in its stage, or nothing planned."""
    stuck = bool(card.quiet_days or card.late_days)
    return stuck or card.state in (NextStepState.OVERDUE, NextStepState.NONE)
