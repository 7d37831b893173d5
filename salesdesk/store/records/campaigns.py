"""Campaigns and their members in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from peewee import Case, fn

from salesdesk.domain.campaigns import (
    QUALIFIED,
    REACHED,
    RESPONDED,
    Campaign,
    CampaignFigures,
    CampaignStatus,
    Channel,
    MemberRow,
    MemberStatus,
    Qualification,
    is_lead_of,
)
from salesdesk.domain.days import DayStart, day_start, is_on_or_after
from salesdesk.domain.opt_outs import LeftOut, way_of
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.rates import Rates, Sum
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Named, Query, Slot, Statement, one_of
from salesdesk.store.engine.words import single
from salesdesk.store.models.campaigns import Campaign as CampaignRow
from salesdesk.store.models.campaigns import CampaignMember as Member
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact, LifecycleEvent
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.lists import Owner
from salesdesk.store.models.pipelines import Stage
from salesdesk.store.records.opt_outs import OptOutRepository

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_FIRST = (CampaignStatus.RUNNING, CampaignStatus.PAUSED, CampaignStatus.PLANNED)
"""The order of campaigns in lists; finished ones come last."""


def _campaigns() -> Query:
    """Whole campaigns; the columns are called like the fields of ``Campaign``."""
    g = CampaignRow
    return g.select(
        g.id, g.version, g.name, g.channel, g.status, g.goal, g.starts_on, g.ends_on, g.owner,
        fn.COALESCE(Owner.name, "").alias("owner_name"), g.budget, g.committed_cost, g.actual_cost, g.own_hours,
        g.currency, g.notes, g.created_at, g.updated_at,
    ).left_outer_join(Owner, on=g.owner == Owner.id)  # fmt: skip


def _begun() -> Query:
    return fn.COALESCE(CampaignRow.starts_on, CampaignRow.created_at)


@Statement
def _all() -> Query:
    running = [(status.value, place) for place, status in enumerate(_FIRST)]
    return (
        _campaigns()
        .where(CampaignRow.deleted_at.is_null())
        .order_by(Case(CampaignRow.status, running, len(running)), _begun().desc(), CampaignRow.id.desc())
    )


@Statement
def _by_id(number: Slot) -> Query:
    return _campaigns().where(CampaignRow.id == number)


@Statement
def _count() -> Query:
    return CampaignRow.select(fn.COUNT(CampaignRow.id)).where(CampaignRow.deleted_at.is_null())


@Statement
def _by_status(campaign: Slot) -> Query:
    return (
        Member.select(Member.status, fn.COUNT(Member.id).alias("number"))
        .join(Contact, on=Member.contact == Contact.id)
        .where(Member.campaign == campaign, Contact.deleted_at.is_null())
        .group_by(Member.status)
    )


@Statement
def _qualified(campaign: Slot) -> Query:
    """When members entered a stage of those who are qualified."""
    move = LifecycleEvent
    return (
        Member.select(
            Member.contact.alias("contact_id"),
            move.from_stage.alias("before"),
            move.at.alias("at"),
            Member.added_at,
            Member.status,
        )
        .join(Contact, on=Member.contact == Contact.id)
        .join(move, on=move.contact == Contact.id)
        .where(Member.campaign == campaign, Contact.deleted_at.is_null(), move.to_stage.in_(QUALIFIED))
        .order_by(move.at, move.id)
    )


@Statement
def _answered(campaign: Slot) -> Query:
    return (
        Member.select(Member.responded_at)
        .join(Contact, on=Member.contact == Contact.id)
        .where(
            Member.campaign == campaign,
            Contact.deleted_at.is_null(),
            Member.status.in_([status.value for status in RESPONDED]),
        )
    )


@Statement
def _deals(campaign: Slot) -> Query:
    """The deals a campaign brought."""
    return (
        Deal.select(Deal.currency, Deal.amount, Deal.created_at, Deal.closed_at, Stage.kind)
        .join(Stage, on=Deal.stage == Stage.id)
        .where(Deal.campaign == campaign, Deal.deleted_at.is_null())
    )


@Statement
def _replies(campaign: Slot, days: Slot) -> Query:
    days_of = Member.select(fn.SUBSTR(Member.responded_at, 1, 10).alias("day")).where(
        Member.campaign == campaign,
        Member.responded_at.is_null(False),
        Member.status.in_([status.value for status in RESPONDED]),
    )
    day = days_of.c.day
    return (
        days_of.select_from(day, fn.COUNT(day).alias("number")).group_by(day).order_by(day.desc()).limit(days)
    )


@Statement
def _members(members: Slot) -> Query:
    brought = (Deal.contact == Contact.id) & (Deal.campaign == Member.campaign) & Deal.deleted_at.is_null()
    amount = fn.COALESCE(Deal.amount, 0)
    its = single(Deal.select(Deal.currency).where(brought).order_by(amount.desc(), Deal.id).limit(1))
    return (
        Member.select(
            Member.id, Member.contact, Contact.full_name.alias("name"),
            fn.COALESCE(Company.name, "").alias("company_name"), Member.status, Member.added_at, Member.responded_at,
            Deal.select(fn.MAX(amount)).where(brought).alias("deal_amount"), its.alias("deal_currency"),
        )
        .join(Contact, on=Member.contact == Contact.id)
        .left_outer_join(Company, on=(Contact.company == Company.id) & Company.deleted_at.is_null())
        .where(one_of(Member.id, members))
    )  # fmt: skip


def _listed(campaign: Slot) -> Query:
    """Those who answered last come first."""
    return (
        Member.select(Member.id)
        .join(Contact, on=Member.contact == Contact.id)
        .where(Member.campaign == campaign, Contact.deleted_at.is_null())
        .order_by(Member.responded_at.desc(nulls="LAST"), Contact.name_key, Member.id)
    )


@Statement
def _all_members(campaign: Slot) -> Query:
    return _listed(campaign)


@Statement
def _some_members(campaign: Slot, statuses: Slot) -> Query:
    return _listed(campaign).where(one_of(Member.status, statuses))


@Statement
def _places(members: Slot) -> Query:
    return Member.select(Member.id, Member.campaign, Member.contact).where(one_of(Member.id, members))


@Statement
def _statuses(members: Slot) -> Query:
    return Member.select(Member.id, Member.status).where(one_of(Member.id, members))


@Statement
def _member_contacts(campaign: Slot) -> Query:
    return Member.select(Member.contact).where(Member.campaign == campaign)


@Statement
def _waiting(campaign: Slot, status: Slot) -> Query:
    return (
        Member.select(Member.id, Member.contact)
        .where(Member.campaign == campaign, Member.status == status)
        .order_by(Member.id)
    )


@Statement
def _of_contact(contact: Slot, limit: Slot) -> Query:
    return (
        Member.select(CampaignRow.id, CampaignRow.name, Member.status)
        .join(CampaignRow, on=Member.campaign == CampaignRow.id)
        .where(Member.contact == contact, CampaignRow.deleted_at.is_null())
        .order_by(_begun().desc(), CampaignRow.id.desc())
        .limit(limit)
    )


class CampaignRepository:
    """Reads and writes campaigns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Campaign]:
        """Every campaign, running ones first, then the newest."""
        return [_campaign(row) for row in self._database.select(_all)]

    def count(self) -> int:
        """How many campaigns there are."""
        return int(self._database.single(_count))

    def get(self, campaign_id: int) -> Campaign:
        """One campaign; refuses an unknown id."""
        found = self._database.first(_by_id, number=campaign_id)
        if found is None:
            raise DomainError("campaigns.gone", number=campaign_id)
        return _campaign(found)

    def figures(
        self,
        campaign: Campaign,
        currency: str,
        rates: Rates,
        period: tuple[date, date] | None = None,
    ) -> CampaignFigures:
        """What a campaign brought, or what of it in the days of a period (both included). Deals count by their link to the
        campaign; amounts are in ``currency``, those of won deals by the rate of the day they were closed on."""
        return self.figures_of_each(campaign, currency, rates, [period])[0]

    def figures_of_each(
        self,
        campaign: Campaign,
        currency: str,
        rates: Rates,
        periods: Sequence[tuple[date, date] | None],
    ) -> list[CampaignFigures]:
        """The same of each of some periods; what the campaign has is read once."""
        number = campaign.id
        moves = [
            Qualification(row.contact_id, row.before, row.at, row.added_at, MemberStatus(row.status))
            for row in self._database.select(_qualified, campaign=number)
        ]
        has = _Has(
            {row.status: row.number for row in self._database.select(_by_status, campaign=number)},
            [move for move in moves if is_lead_of(campaign, move)],
            self._database.select(_deals, campaign=number),
            self._database.column(_answered, campaign=number),
        )
        cost = campaign.actual_cost or 0
        spent = rates.converted(cost, campaign.currency or currency, currency, campaign.ends_on)
        return [
            _brought(has, spent, Sum(currency, rates), Sum(currency, rates), period) for period in periods
        ]

    def replies_by_day(self, campaign_id: int, days: int = 60) -> list[tuple[str, int]]:
        """(day, responses) for the days with any, oldest first, the last ``days`` of them."""
        rows = self._database.select(_replies, campaign=campaign_id, days=days)
        return [(row.day, row.number) for row in reversed(rows)]

    def member_ids(self, campaign_id: int, statuses: Sequence[MemberStatus] = ()) -> list[int]:
        """The members of a campaign, all or those of some statuses; those who answered last come first."""
        if statuses:
            wanted = [status.value for status in statuses]
            return list(self._database.column(_some_members, campaign=campaign_id, statuses=wanted))
        return list(self._database.column(_all_members, campaign=campaign_id))

    def members_by_id(self, members: Sequence[int]) -> dict[int, MemberRow]:
        """Members with their last touch and best deal, by member id in the order asked for; those that are gone are left
        out."""
        rows = {
            row.id: MemberRow(**{**row._asdict(), "status": MemberStatus(row.status)})
            for row in self._database.select(_members, members=list(members))
        }
        return {number: rows[number] for number in members if number in rows}

    def members(self, campaign_id: int, statuses: Sequence[MemberStatus] = ()) -> list[MemberRow]:
        """Every member of a campaign, as ``member_ids`` orders them."""
        return list(self.members_by_id(self.member_ids(campaign_id, statuses)).values())

    def not_addressed(self, members: Collection[int]) -> dict[int, LeftOut]:
        """Those of some members who may not be addressed by the channel of their campaign, with the reason."""
        by_campaign: dict[int, dict[int, int]] = defaultdict(dict)
        for row in self._database.select(_places, members=members):
            by_campaign[row.campaign_id][row.contact_id] = row.id
        opt_outs = OptOutRepository(self._database)
        found: dict[int, LeftOut] = {}
        for campaign, there in by_campaign.items():
            out = opt_outs.audience(way_of(self.get(campaign).channel), there).left_out
            found |= {there[contact]: why for contact, why in out.items()}
        return found

    def statuses(self, members: Collection[int]) -> dict[int, MemberStatus]:
        """What members did, by member id; those that are gone are left out."""
        rows = self._database.pairs(_statuses, members=members)
        return {member: MemberStatus(status) for member, status in rows}

    def member_contacts(self, campaign_id: int) -> set[int]:
        """Ids of everybody in the campaign."""
        return set(self._database.column(_member_contacts, campaign=campaign_id))

    def waiting(self, campaign_id: int) -> dict[int, int]:
        """The members of whom nothing but being in the audience is known: by contact the number of the member."""
        rows = self._database.select(_waiting, campaign=campaign_id, status=MemberStatus.AUDIENCE.value)
        return {row.contact_id: row.id for row in rows}

    def of_contact(self, contact_id: int, limit: int = 12) -> list[tuple[int, str, MemberStatus]]:
        """(campaign, its name, what the person did) of the campaigns a person is in, the newest first."""
        rows = self._database.select(_of_contact, contact=contact_id, limit=limit)
        return [(row.id, row.name, MemberStatus(row.status)) for row in rows]


class _Has(NamedTuple):
    """What a campaign has: how many members of each status, who became a lead by it, its deals, and when was answered."""

    by_status: Mapping[str, int]
    leads: Sequence[Qualification]
    deals: Sequence[Named]
    answered: Sequence[str | None]


def _brought(
    has: _Has, cost: int | None, pipeline: Sum, won: Sum, period: tuple[date, date] | None
) -> CampaignFigures:
    """What it brought in a period; ``pipeline`` and ``won`` are sums that nothing was added to yet."""
    is_within = partial(_is_within, _bounds(period))
    made = running = closed = others = 0
    for row in has.deals:
        day = row.closed_at[:10] if row.closed_at else None
        counted = True
        if is_within(row.created_at):
            made += 1
            if row.kind != StageKind.LOST.value:
                running += 1
                counted = pipeline.add(row.amount or 0, row.currency, day)
        if row.kind == StageKind.WON.value and is_within(row.closed_at):
            closed += 1
            counted &= won.add(row.amount or 0, row.currency, day)
        others += not counted and bool(row.amount)
    return CampaignFigures(
        members=sum(has.by_status.values()),
        steps=tuple(
            (step, sum(has.by_status.get(one.value, 0) for one in reached))
            for step, reached in REACHED.items()
        ),
        responses=sum(map(is_within, has.answered)),
        lead_ids=tuple({move.contact_id: None for move in has.leads if is_within(move.at)}),
        deals=made,
        pipeline_amount=pipeline.amount,
        won_deals=closed,
        won_amount=won.amount,
        cost=cost,
        other=others,
        pipeline_apart=pipeline.beside,
        won_apart=won.beside,
        pipeline_deals=running,
    )


def _bounds(period: tuple[date, date] | None) -> tuple[DayStart, DayStart] | None:
    """Where a period begins, and where the day after it does: moments are compared as they are stored, because reading
    each of them costs more than all the rest."""
    if period is None:
        return None
    last = min(period[1], date.max - timedelta(days=1))
    return day_start(period[0]), day_start(last + timedelta(days=1))


def _is_within(bounds: tuple[DayStart, DayStart] | None, at: str | None) -> bool:
    if bounds is None:
        return True
    first, after = bounds
    return at is not None and is_on_or_after(at, first) and not is_on_or_after(at, after)


def _campaign(row: Named) -> Campaign:
    return Campaign(
        **{**row._asdict(), "channel": Channel(row.channel), "status": CampaignStatus(row.status)}
    )
