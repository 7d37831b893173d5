"""Campaigns and their members in the database, and their one writer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from peewee import Case, fn

from salesdesk.domain.campaigns import (
    REACHED,
    RESPONDED,
    Campaign,
    CampaignChange,
    CampaignDraft,
    CampaignFigures,
    CampaignStatus,
    Channel,
    MemberDraft,
    MemberRow,
    MemberStatus,
)
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.pipelines import StageKind
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Named, Query, Slot, Statement, one_of
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.campaigns import Campaign as CampaignRow
from salesdesk.store.models.campaigns import CampaignMember as Member
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.lists import Owner
from salesdesk.store.models.pipelines import Stage

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_FIRST = (CampaignStatus.RUNNING, CampaignStatus.PAUSED, CampaignStatus.PLANNED)
"""The order of campaigns in lists; finished ones come last."""
_QUALIFIED = ("marketing_qualified", "sales_qualified", "opportunity", "customer", "evangelist")
_COLUMNS = (
    "name", "name_key", "channel", "goal", "status", "starts_on", "ends_on", "owner_id", "budget", "committed_cost",
    "actual_cost", "own_hours", "currency", "notes", "created_at", "updated_at",
)  # fmt: skip
_MEMBER = ("campaign_id", "contact_id", "status", "added_at", "responded_at")


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
            raise DomainError(
                "No such campaign", f"The campaign number {campaign_id} does not exist any more."
            )
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

    # -- writing ----------------------------------------------------------------------------------------

    @writes
    def add(self, uow: UnitOfWork, draft: CampaignDraft) -> int:
        """Create a campaign."""
        return self.add_many(uow, [draft]).start

    @writes
    def add_many(self, uow: UnitOfWork, drafts: Sequence[CampaignDraft]) -> range:
        """Create campaigns. Returns their ids, in order."""
        return uow.insert_many("campaign", _COLUMNS, [_row(draft, uow.at) for draft in drafts])

    @writes
    def change(self, uow: UnitOfWork, campaign_id: int, change: CampaignChange) -> None:
        """Change fields of a campaign."""
        values: dict[str, Any] = {**change, "updated_at": uow.at}
        if "name" in change:
            values["name_key"] = fold_key(change["name"])
        uow.update("campaign", campaign_id, values)

    @writes
    def trash(self, uow: UnitOfWork, campaign_id: int) -> None:
        """Put a campaign into the trash."""
        uow.update("campaign", campaign_id, {"deleted_at": uow.at, "updated_at": uow.at})

    @writes
    def add_members(self, uow: UnitOfWork, campaign_id: int, contacts: Iterable[int]) -> int:
        """Add people who are not members yet; returns how many."""
        known = self.member_contacts(campaign_id)
        fresh = [c for c in dict.fromkeys(contacts) if c not in known]
        self.insert_members(uow, [MemberDraft(campaign_id, contact) for contact in fresh])
        return len(fresh)

    @writes
    def insert_members(self, uow: UnitOfWork, drafts: Sequence[MemberDraft]) -> None:
        """Add people none of whom is a member yet, with what they did so far."""
        rows = [
            (d.campaign_id, d.contact_id, d.status.value, d.added_at or uow.at, d.responded_at)
            for d in drafts
        ]
        uow.insert_many("campaign_member", _MEMBER, rows)

    @writes
    def remove_members(self, uow: UnitOfWork, members: Iterable[int]) -> None:
        """Remove members by member id."""
        uow.delete_many("campaign_member", members)

    @writes
    def set_status(self, uow: UnitOfWork, members: Iterable[int], status: MemberStatus) -> None:
        """Record what members did; a response is dated now."""
        values: dict[str, Any] = {"status": status.value}
        if status in RESPONDED:
            values["responded_at"] = uow.at
        uow.update_many("campaign_member", dict.fromkeys(members, values))


def _campaign(row: Named) -> Campaign:
    return Campaign(
        **{**row._asdict(), "channel": Channel(row.channel), "status": CampaignStatus(row.status)}
    )


def _row(draft: CampaignDraft, at: str) -> tuple[Any, ...]:
    """The columns of a new campaign."""
    return (
        draft.name, fold_key(draft.name), draft.channel, draft.goal, draft.status, draft.starts_on, draft.ends_on,
        draft.owner_id, draft.budget, draft.committed_cost, draft.actual_cost, draft.own_hours, draft.currency,
        draft.notes, draft.created_at or at, draft.updated_at or at,
    )  # fmt: skip
