"""The one writer of campaigns and of their members."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.domain.campaigns import RESPONDED, CampaignChange, CampaignDraft, MemberDraft, MemberStatus
from salesdesk.domain.changes import named
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.store.journal.writing import writes
from salesdesk.store.records.campaigns import CampaignRepository

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_COLUMNS = (
    "name", "name_key", "channel", "goal", "status", "starts_on", "ends_on", "owner_id", "budget", "committed_cost",
    "actual_cost", "own_hours", "currency", "notes", "created_at", "updated_at",
)  # fmt: skip
_MEMBER = ("campaign_id", "contact_id", "status", "added_at", "responded_at")


class CampaignWriter:
    """Writes campaigns and their members within one unit of work."""

    @writes
    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow

    def add(self, draft: CampaignDraft) -> int:
        """Create a campaign."""
        return self.add_many([draft]).start

    def add_many(self, drafts: Sequence[CampaignDraft]) -> range:
        """Create campaigns. Returns their ids, in order."""
        return self._uow.insert_many("campaign", _COLUMNS, [_row(draft, self._uow.at) for draft in drafts])

    def change(self, campaign_id: int, change: CampaignChange) -> None:
        """Change fields of a campaign."""
        values = {**named(change), "updated_at": self._uow.at}
        if "name" in values:
            values["name_key"] = fold_key(values["name"])
        self._uow.update("campaign", campaign_id, values)

    def trash(self, campaign_id: int) -> None:
        """Put a campaign into the trash."""
        self._uow.update("campaign", campaign_id, {"deleted_at": self._uow.at, "updated_at": self._uow.at})

    def add_members(self, campaign_id: int, contacts: Iterable[int]) -> int:
        """Add people who are not members yet; returns how many."""
        known = CampaignRepository(self._uow.database).member_contacts(campaign_id)
        fresh = [c for c in dict.fromkeys(contacts) if c not in known]
        self.insert_members([MemberDraft(campaign_id, contact) for contact in fresh])
        return len(fresh)

    def insert_members(self, drafts: Sequence[MemberDraft]) -> None:
        """Add people none of whom is a member yet, with what they did so far."""
        rows = [
            (d.campaign_id, d.contact_id, d.status.value, d.added_at or self._uow.at, d.responded_at)
            for d in drafts
        ]
        self._uow.insert_many("campaign_member", _MEMBER, rows)

    def remove_members(self, members: Iterable[int]) -> None:
        """Remove members by member id."""
        self._uow.delete_many("campaign_member", members)

    def set_status(self, members: Iterable[int], status: MemberStatus) -> None:
        """Record what members did; a response is dated now."""
        values: dict[str, Any] = {"status": status.value}
        if status in RESPONDED:
            values["responded_at"] = self._uow.at
        self._uow.update_many("campaign_member", dict.fromkeys(members, values))


def _row(draft: CampaignDraft, at: str) -> tuple[Any, ...]:
    """The columns of a new campaign."""
    return (
        draft.name, fold_key(draft.name), draft.channel, draft.goal, draft.status, draft.starts_on, draft.ends_on,
        draft.owner_id, draft.budget, draft.committed_cost, draft.actual_cost, draft.own_hours, draft.currency,
        draft.notes, draft.created_at or at, draft.updated_at or at,
    )  # fmt: skip
