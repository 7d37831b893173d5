"""Campaigns: who was asked, who answered, what it cost and what it brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import TypedDict

from salesdesk.domain.changes import UNCHANGED, Unchanged
from salesdesk.domain.days import local_day
from salesdesk.domain.given_values import GivenField, Shape
from salesdesk.domain.money import Money
from salesdesk.value_classes import dataclass


class Channel(StrEnum):
    """How a campaign reaches people; offline channels count as much as the others."""

    EMAIL = "email"
    SOCIAL = "social"
    ADS = "ads"
    SEARCH = "search"
    DIRECT_MAIL = "direct_mail"
    PRINT_RADIO = "print_radio"
    EVENT = "event"
    PUBLIC_RELATIONS = "public_relations"
    AMBASSADORS = "ambassadors"
    PHONE = "phone"
    OTHER = "other"


CHANNEL_TITLES: dict[Channel, str] = {
    Channel.EMAIL: "Email",
    Channel.SOCIAL: "Social media",
    Channel.ADS: "Digital ads",
    Channel.SEARCH: "Search",
    Channel.DIRECT_MAIL: "Direct mail",
    Channel.PRINT_RADIO: "Print and radio",
    Channel.EVENT: "Event",
    Channel.PUBLIC_RELATIONS: "Public relations",
    Channel.AMBASSADORS: "Ambassadors",
    Channel.PHONE: "Phone",
    Channel.OTHER: "Other",
}


class CampaignStatus(StrEnum):
    """Where a campaign is in its life."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


CAMPAIGN_FIELDS: dict[str, GivenField] = {
    "name": GivenField(Shape.LINE, needed=True),
    "channel": GivenField(Shape.CODE, needed=True, codes=tuple(Channel)),
    "status": GivenField(Shape.CODE, needed=True, codes=tuple(CampaignStatus)),
    "goal": GivenField(Shape.LINE),
    "starts_on": GivenField(Shape.DAY),
    "ends_on": GivenField(Shape.DAY),
    "owner_id": GivenField(Shape.LINK),
    "budget": GivenField(Shape.AMOUNT),
    "committed_cost": GivenField(Shape.AMOUNT),
    "actual_cost": GivenField(Shape.AMOUNT),
    "own_hours": GivenField(Shape.HOURS),
    "currency": GivenField(Shape.CURRENCY),
    "notes": GivenField(Shape.TEXT),
}
"""What may be given for a campaign, by column."""


class CampaignValues(TypedDict, total=False):
    """What may be given for a campaign beside its name and channel, in stored form; what is not named is not given."""

    status: str
    goal: str | None
    starts_on: str | None
    ends_on: str | None
    owner_id: int | None
    budget: int | None
    committed_cost: int | None
    actual_cost: int | None
    own_hours: float | None
    currency: str | None
    notes: str | None


class CampaignEdit(CampaignValues, total=False):
    """What a person makes different of a campaign; a field that is not named stays as it is."""

    name: str
    channel: str


@dataclass(frozen=True, slots=True)
class CampaignChange:
    """What is to become of one campaign; what is not given stays."""

    name: str | Unchanged = UNCHANGED
    channel: str | Unchanged = UNCHANGED
    status: str | Unchanged = UNCHANGED
    goal: str | Unchanged | None = UNCHANGED
    starts_on: str | Unchanged | None = UNCHANGED
    ends_on: str | Unchanged | None = UNCHANGED
    owner_id: int | Unchanged | None = UNCHANGED
    budget: int | Unchanged | None = UNCHANGED
    committed_cost: int | Unchanged | None = UNCHANGED
    actual_cost: int | Unchanged | None = UNCHANGED
    own_hours: float | Unchanged | None = UNCHANGED
    currency: str | Unchanged | None = UNCHANGED
    notes: str | Unchanged | None = UNCHANGED


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """A campaign to be made, see ``Campaign``. Where ``created_at`` and ``updated_at`` are None, they are now."""

    name: str
    channel: str
    status: str = "planned"
    goal: str | None = None
    starts_on: str | None = None
    ends_on: str | None = None
    owner_id: int | None = None
    budget: int | None = None
    committed_cost: int | None = None
    actual_cost: int | None = None
    own_hours: float | None = None
    currency: str | None = None
    notes: str | None = None
    created_at: str | None = None
    updated_at: str | None = None


class MemberStatus(StrEnum):
    """What a member did last; the order is that of the funnel, the two ends off it come last."""

    AUDIENCE = "audience"
    SENT = "sent"
    OPENED = "opened"
    CLICKED = "clicked"
    REPLIED = "replied"
    MET = "met"
    BOUNCED = "bounced"
    UNSUBSCRIBED = "unsubscribed"


REACHED: dict[MemberStatus, tuple[MemberStatus, ...]] = {
    # Funnel step -> the statuses that imply it was reached. A bounce was sent but not delivered; somebody who
    # unsubscribed had opened the message.
    MemberStatus.AUDIENCE: tuple(MemberStatus),
    MemberStatus.SENT: tuple(s for s in MemberStatus if s is not MemberStatus.AUDIENCE),
    MemberStatus.OPENED: (
        MemberStatus.OPENED,
        MemberStatus.CLICKED,
        MemberStatus.REPLIED,
        MemberStatus.MET,
        MemberStatus.UNSUBSCRIBED,
    ),
    MemberStatus.CLICKED: (MemberStatus.CLICKED, MemberStatus.REPLIED, MemberStatus.MET),
    MemberStatus.REPLIED: (MemberStatus.REPLIED, MemberStatus.MET),
}
RESPONDED: tuple[MemberStatus, ...] = (MemberStatus.CLICKED, MemberStatus.REPLIED, MemberStatus.MET)
"""Statuses that count as a response."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """A whole campaign. Money in minor units of ``currency``; days ``YYYY-MM-DD``."""

    id: int
    version: int
    name: str
    channel: Channel
    status: CampaignStatus
    goal: str | None
    starts_on: str | None
    ends_on: str | None
    owner_id: int | None
    owner_name: str
    budget: int | None
    committed_cost: int | None
    actual_cost: int | None
    own_hours: float | None
    currency: str | None
    notes: str | None
    created_at: str
    updated_at: str


QUALIFIED = ("marketing_qualified", "sales_qualified", "opportunity", "customer", "evangelist")
"""Lifecycle stages of those who are qualified as lead or better."""
SENT_TO = frozenset({Channel.EMAIL, Channel.DIRECT_MAIL, Channel.PHONE})
"""Channels on which somebody is addressed by something that is sent or done to them; on all others, by being there."""


@dataclass(frozen=True, slots=True)
class Qualification:
    """A member who was qualified at a moment, with the stage before (None: at the beginning); ``added_at`` is when the person
    came into the campaign, ``status`` what happened there."""

    contact_id: int
    before: str | None
    at: str
    added_at: str
    status: MemberStatus


def is_lead_of(campaign: Campaign, move: Qualification) -> bool:
    """Whether a member was qualified after being addressed: who was qualified before is nobody's lead again, and who only
    stands in the audience of an e-mail, letter or call has not been addressed."""
    if move.before in QUALIFIED:
        return False
    if campaign.channel in SENT_TO and move.status is MemberStatus.AUDIENCE:
        return False
    if move.before is None and move.at <= move.added_at:
        return False
    return move.at >= move.added_at and local_day(move.at).isoformat() >= (campaign.starts_on or "")


@dataclass(frozen=True, slots=True)
class CampaignFigures:
    """What a campaign brought, as a whole or in a period. ``steps`` are (member status, people who reached it);
    ``lead_ids`` are the members who were qualified as lead or better after they were addressed. ``deals`` were made in the period, and
    ``pipeline_amount`` is that of the ``pipeline_deals`` among them that were not lost; ``won_amount`` is that of deals won in it. Money is in minor
    units of one currency; ``other`` deals are in another without a rate, and ``pipeline_apart`` and ``won_apart`` their sums."""

    members: int
    steps: tuple[tuple[MemberStatus, int], ...]
    responses: int
    lead_ids: tuple[int, ...]
    deals: int
    pipeline_amount: int
    won_deals: int
    won_amount: int
    cost: int | None
    other: int = 0
    pipeline_apart: tuple[Money, ...] = ()
    won_apart: tuple[Money, ...] = ()
    pipeline_deals: int = 0

    @property
    def leads(self) -> int:
        """How many were qualified."""
        return len(self.lead_ids)

    @property
    def cost_per_lead(self) -> int | None:
        """Actual cost per lead in minor units; None without leads."""
        return self.cost // self.leads if self.leads and self.cost is not None else None

    @property
    def return_on_cost(self) -> float | None:
        """Won amount divided by actual cost; None without cost."""
        return self.won_amount / self.cost if self.cost else None


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """A person to be put into a campaign, with what the person did so far. ``added_at`` is now where it is None."""

    campaign_id: int
    contact_id: int
    status: MemberStatus = MemberStatus.AUDIENCE
    added_at: str | None = None
    responded_at: str | None = None


@dataclass(frozen=True, slots=True)
class AddedMembers:
    """What became of people who were to be added: how many are new in the campaign, how many were there already, and who
    was left out, with the reason (``opt_outs.LeftOut``)."""

    added: int
    there: int = 0
    left_out: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member as the campaign page lists it; ``deal_amount`` is that of the greatest deal, in minor units of
    ``deal_currency``, None for that of the file."""

    id: int
    contact_id: int
    name: str
    company_name: str
    status: MemberStatus
    added_at: str
    responded_at: str | None
    deal_amount: int | None
    deal_currency: str | None = None
