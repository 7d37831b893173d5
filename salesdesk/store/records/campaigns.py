"""Campaigns and their members in the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from peewee import Case, fn

from salesdesk.domain.campaigns import (
    REACHED,
    RESPONDED,
    Campaign,
    CampaignFigures,
    CampaignStatus,
    Channel,
    MemberRow,
    MemberStatus,
)
from salesdesk.domain.pipelines import StageKind
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Named, Query, Slot, Statement, one_of
from salesdesk.store.models.campaigns import Campaign as CampaignRow
from salesdesk.store.models.campaigns import CampaignMember as Member
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.lists import Owner
from salesdesk.store.models.pipelines import Stage

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_FIRST = (CampaignStatus.RUNNING, CampaignStatus.PAUSED, CampaignStatus.PLANNED)
"""The order of campaigns in lists; finished ones come last."""
_QUALIFIED = ("marketing_qualified", "sales_qualified", "opportunity", "customer", "evangelist")


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
    return (
        Member.select(fn.COUNT(Member.id))
        .join(Contact, on=Member.contact == Contact.id)
        .where(
            Member.campaign == campaign,
            Contact.deleted_at.is_null(),
            Contact.lifecycle_stage.in_(_QUALIFIED),
        )
    )


@Statement
def _deals(campaign: Slot) -> Query:
    """The deals a campaign brought, added up by currency and by how their stage ends."""
    return (
        Deal.select(
            Deal.currency,
            Stage.kind,
            fn.COUNT(Deal.id).alias("number"),
            fn.SUM(fn.COALESCE(Deal.amount, 0)).alias("amount"),
        )
        .join(Stage, on=Deal.stage == Stage.id)
        .where(Deal.campaign == campaign, Deal.deleted_at.is_null())
        .group_by(Deal.currency, Stage.kind)
    )


@Statement
def _cost(campaign: Slot) -> Query:
    return CampaignRow.select(CampaignRow.actual_cost).where(CampaignRow.id == campaign)


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


def _members(campaign: Slot) -> Query:
    best = Deal.select(fn.MAX(fn.COALESCE(Deal.amount, 0))).where(
        Deal.contact == Contact.id, Deal.campaign == Member.campaign, Deal.deleted_at.is_null()
    )
    return (
        Member.select(
            Member.id, Member.contact, Contact.full_name.alias("name"),
            fn.COALESCE(Company.name, "").alias("company_name"), Member.status, Member.added_at, Member.responded_at,
            best.alias("deal_amount"),
        )
        .join(Contact, on=Member.contact == Contact.id)
        .left_outer_join(Company, on=Contact.company == Company.id)
        .where(Member.campaign == campaign, Contact.deleted_at.is_null())
        .order_by(Member.responded_at.desc(nulls="LAST"), Contact.name_key)
    )  # fmt: skip


@Statement
def _all_members(campaign: Slot, limit: Slot) -> Query:
    return _members(campaign).limit(limit)


@Statement
def _some_members(campaign: Slot, statuses: Slot, limit: Slot) -> Query:
    return _members(campaign).where(one_of(Member.status, statuses)).limit(limit)


@Statement
def _member_contacts(campaign: Slot) -> Query:
    return Member.select(Member.contact).where(Member.campaign == campaign)


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

    def figures(self, campaign_id: int, currency: str) -> CampaignFigures:
        """What the campaign brought. Deals count by their link to the campaign; amounts in ``currency``."""
        by_status = {
            row.status: row.number for row in self._database.select(_by_status, campaign=campaign_id)
        }
        steps = tuple(
            (step, sum(by_status.get(s.value, 0) for s in reached)) for step, reached in REACHED.items()
        )
        deals = self._database.select(_deals, campaign=campaign_id)
        won = [row for row in deals if row.kind == StageKind.WON.value]
        same = [row for row in deals if (row.currency or currency) == currency]
        return CampaignFigures(
            members=sum(by_status.values()),
            steps=steps,
            responses=sum(by_status.get(s.value, 0) for s in RESPONDED),
            leads=int(self._database.single(_qualified, campaign=campaign_id)),
            deals=sum(row.number for row in deals),
            pipeline_amount=sum(int(row.amount) for row in same),
            won_deals=sum(row.number for row in won),
            won_amount=sum(int(row.amount) for row in same if row in won),
            cost=self._database.single(_cost, campaign=campaign_id) or 0,
        )

    def replies_by_day(self, campaign_id: int, days: int = 60) -> list[tuple[str, int]]:
        """(day, responses) for the days with any, oldest first, the last ``days`` of them."""
        rows = self._database.select(_replies, campaign=campaign_id, days=days)
        return [(row.day, row.number) for row in reversed(rows)]

    def members(
        self, campaign_id: int, statuses: Sequence[MemberStatus] = (), limit: int = 1000
    ) -> list[MemberRow]:
        """Members with their last touch and best deal; those who answered last come first."""
        if statuses:
            wanted = [status.value for status in statuses]
            rows = self._database.select(_some_members, campaign=campaign_id, statuses=wanted, limit=limit)
        else:
            rows = self._database.select(_all_members, campaign=campaign_id, limit=limit)
        return [MemberRow(**{**row._asdict(), "status": MemberStatus(row.status)}) for row in rows]

    def member_contacts(self, campaign_id: int) -> set[int]:
        """Ids of everybody in the campaign."""
        return set(self._database.column(_member_contacts, campaign=campaign_id))

    def of_contact(self, contact_id: int, limit: int = 12) -> list[tuple[int, str, MemberStatus]]:
        """(campaign, its name, what the person did) of the campaigns a person is in, the newest first."""
        rows = self._database.select(_of_contact, contact=contact_id, limit=limit)
        return [(row.id, row.name, MemberStatus(row.status)) for row in rows]


def _campaign(row: Named) -> Campaign:
    return Campaign(
        **{**row._asdict(), "channel": Channel(row.channel), "status": CampaignStatus(row.status)}
    )
