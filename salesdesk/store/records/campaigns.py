"""Campaigns and their members in the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

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
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.errors import DomainError

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_CAMPAIGN = """
    SELECT g.id, g.version, g.name, g.channel, g.status, g.goal, g.starts_on, g.ends_on, g.owner_id, coalesce(w.name, ''),
        g.budget, g.committed_cost, g.actual_cost, g.own_hours, g.currency, g.notes, g.created_at, g.updated_at
    FROM campaign g LEFT JOIN owner w ON w.id = g.owner_id
"""
_QUALIFIED = ("marketing_qualified", "sales_qualified", "opportunity", "customer", "evangelist")


class CampaignRepository:
    """Reads and writes campaigns."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Campaign]:
        """Every campaign, running ones first, then the newest."""
        return self._select(
            "WHERE g.deleted_at IS NULL ORDER BY CASE g.status WHEN 'running' THEN 0 WHEN 'paused' THEN 1 WHEN 'planned' THEN 2 ELSE 3 END, "
            "coalesce(g.starts_on, g.created_at) DESC, g.id DESC"
        )

    def count(self) -> int:
        """How many campaigns there are."""
        return int(self._database.value("SELECT count(*) FROM campaign WHERE deleted_at IS NULL"))

    def get(self, campaign_id: int) -> Campaign:
        """One campaign; refuses an unknown id."""
        found = self._select("WHERE g.id = ?", (campaign_id,))
        if not found:
            raise DomainError(
                "No such campaign", f"The campaign number {campaign_id} does not exist any more."
            )
        return found[0]

    def _select(self, where: str, parameters: Sequence[Any] = ()) -> list[Campaign]:
        return [
            Campaign(row[0], row[1], row[2], Channel(row[3]), CampaignStatus(row[4]), *row[5:])
            for row in self._database.rows(_CAMPAIGN + where, parameters)
        ]

    def figures(self, campaign_id: int, currency: str) -> CampaignFigures:
        """What the campaign brought. Deals count by their link to the campaign; amounts in ``currency``."""
        by_status = dict(
            self._database.rows(
                "SELECT m.status, count(*) FROM campaign_member m JOIN contact c ON c.id = m.contact_id "
                "WHERE m.campaign_id = ? AND c.deleted_at IS NULL GROUP BY 1",
                (campaign_id,),
            )
        )
        steps = tuple(
            (step, sum(by_status.get(s.value, 0) for s in reached)) for step, reached in REACHED.items()
        )
        marks = ",".join("?" * len(_QUALIFIED))
        leads = self._database.value(
            "SELECT count(*) FROM campaign_member m JOIN contact c ON c.id = m.contact_id "
            f"WHERE m.campaign_id = ? AND c.deleted_at IS NULL AND c.lifecycle_stage IN ({marks})",
            (campaign_id, *_QUALIFIED),
        )
        deals, amount, won, won_amount = self._database.rows(
            "SELECT count(*), coalesce(sum(CASE WHEN same THEN amount END), 0), coalesce(sum(kind = 'won'), 0), "
            "coalesce(sum(CASE WHEN same AND kind = 'won' THEN amount END), 0) FROM (SELECT d.amount, s.kind, "
            "coalesce(d.currency, ?) = ? AS same FROM deal d JOIN stage s ON s.id = d.stage_id WHERE d.campaign_id = ? AND d.deleted_at IS NULL)",
            (currency, currency, campaign_id),
        )[0]
        cost = self._database.value(
            "SELECT coalesce(actual_cost, 0) FROM campaign WHERE id = ?", (campaign_id,)
        )
        responses = sum(by_status.get(s.value, 0) for s in RESPONDED)
        return CampaignFigures(
            sum(by_status.values()), steps, responses, leads, deals, amount, won, won_amount, cost or 0
        )

    def replies_by_day(self, campaign_id: int, days: int = 60) -> list[tuple[str, int]]:
        """(day, responses) for the days with any, oldest first, the last ``days`` of them."""
        marks = ",".join("?" * len(RESPONDED))
        rows = self._database.rows(
            "SELECT substr(responded_at, 1, 10), count(*) FROM campaign_member WHERE campaign_id = ? AND responded_at IS NOT NULL "
            f"AND status IN ({marks}) GROUP BY 1 ORDER BY 1 DESC LIMIT ?",
            (campaign_id, *(s.value for s in RESPONDED), days),
        )
        return [(day, number) for day, number in reversed(rows)]

    def members(
        self, campaign_id: int, statuses: Sequence[MemberStatus] = (), limit: int = 1000
    ) -> list[MemberRow]:
        """Members with their last touch and best deal; those who answered last come first."""
        condition = f"AND m.status IN ({','.join('?' * len(statuses))})" if statuses else ""
        rows = self._database.rows(
            "SELECT m.id, c.id, c.full_name, coalesce(o.name, ''), m.status, m.added_at, m.responded_at, "
            "(SELECT max(coalesce(d.amount, 0)) FROM deal d WHERE d.contact_id = c.id AND d.campaign_id = m.campaign_id AND d.deleted_at IS NULL) "
            "FROM campaign_member m JOIN contact c ON c.id = m.contact_id LEFT JOIN company o ON o.id = c.company_id "
            f"WHERE m.campaign_id = ? AND c.deleted_at IS NULL {condition} ORDER BY m.responded_at IS NULL, m.responded_at DESC, c.name_key LIMIT ?",
            (campaign_id, *(s.value for s in statuses), limit),
        )
        return [
            MemberRow(row[0], row[1], row[2], row[3], MemberStatus(row[4]), row[5], row[6], row[7])
            for row in rows
        ]

    def member_contacts(self, campaign_id: int) -> set[int]:
        """Ids of everybody in the campaign."""
        return {
            i
            for (i,) in self._database.rows(
                "SELECT contact_id FROM campaign_member WHERE campaign_id = ?", (campaign_id,)
            )
        }

    def of_contact(self, contact_id: int, limit: int = 12) -> list[tuple[int, str, MemberStatus]]:
        """(campaign, its name, what the person did) of the campaigns a person is in, the newest first."""
        rows = self._database.rows(
            "SELECT g.id, g.name, m.status FROM campaign_member m JOIN campaign g ON g.id = m.campaign_id "
            "WHERE m.contact_id = ? AND g.deleted_at IS NULL ORDER BY coalesce(g.starts_on, g.created_at) DESC, g.id DESC LIMIT ?",
            (contact_id, limit),
        )
        return [(number, name, MemberStatus(status)) for number, name, status in rows]

    # -- writing ----------------------------------------------------------------------------------------

    def add(self, uow: UnitOfWork, values: dict[str, Any]) -> int:
        """Create a campaign."""
        row = {"created_at": uow.at, "updated_at": uow.at, **values, "name_key": fold_key(values["name"])}
        return uow.insert("campaign", row)

    def change(self, uow: UnitOfWork, campaign_id: int, values: dict[str, Any]) -> None:
        """Change fields of a campaign."""
        if "name" in values:
            values = {**values, "name_key": fold_key(values["name"])}
        uow.update("campaign", campaign_id, {**values, "updated_at": uow.at})

    def add_members(self, uow: UnitOfWork, campaign_id: int, contacts: Iterable[int]) -> int:
        """Add people who are not members yet; returns how many."""
        known = self.member_contacts(campaign_id)
        fresh = [c for c in dict.fromkeys(contacts) if c not in known]
        uow.insert_many(
            "campaign_member",
            ("campaign_id", "contact_id", "status", "added_at"),
            [(campaign_id, c, MemberStatus.AUDIENCE.value, uow.at) for c in fresh],
        )
        return len(fresh)

    def remove_members(self, uow: UnitOfWork, members: Iterable[int]) -> None:
        """Remove members by member id."""
        uow.delete_many("campaign_member", members)

    def set_status(self, uow: UnitOfWork, members: Iterable[int], status: MemberStatus) -> None:
        """Record what members did; a response is dated now."""
        values: dict[str, Any] = {"status": status.value}
        if status in RESPONDED:
            values["responded_at"] = uow.at
        uow.update_many("campaign_member", dict.fromkeys(members, values))
