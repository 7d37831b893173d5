"""The one writer of campaigns and of their members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.domain.campaigns import (
    RESPONDED,
    AddedMembers,
    CampaignChange,
    CampaignDraft,
    Channel,
    MemberDraft,
    MemberStatus,
)
from salesdesk.domain.changes import named
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.opt_outs import Way, Why, refused_by, way_of
from salesdesk.store.journal.writing import writes
from salesdesk.store.records.campaigns import CampaignRepository
from salesdesk.store.records.opt_outs import OptOutRepository, OptOutWriter
from salesdesk.store.records.sequence_stops import SequenceStops

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_COLUMNS = (
    "name", "name_key", "channel", "goal", "status", "starts_on", "ends_on", "owner_id", "budget", "committed_cost",
    "actual_cost", "own_hours", "currency", "notes", "created_at", "updated_at",
)  # fmt: skip
_ANSWERED = (MemberStatus.REPLIED, MemberStatus.MET)
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
        """Change fields of a campaign. With another channel, whoever was only in the audience and may not be addressed by it
        is no member any more."""
        values = {**named(change), "updated_at": self._uow.at}
        if "name" in values:
            values["name_key"] = fold_key(values["name"])
        changed = self._uow.row("campaign", campaign_id)["channel"] != values.get("channel")
        self._uow.update("campaign", campaign_id, values)
        if changed and "channel" in values:
            waiting = CampaignRepository(self._uow.database).waiting(campaign_id)
            opt_outs = OptOutRepository(self._uow.database)
            out = opt_outs.audience(way_of(Channel(values["channel"])), waiting).left_out
            self.remove_members([waiting[contact] for contact in out])

    def trash(self, campaign_id: int) -> None:
        """Put a campaign into the trash."""
        self._uow.update("campaign", campaign_id, {"deleted_at": self._uow.at, "updated_at": self._uow.at})

    def add_members(self, campaign_id: int, contacts: Iterable[int]) -> AddedMembers:
        """Add people who are not members yet and may be addressed by the campaign's channel."""
        repository = CampaignRepository(self._uow.database)
        known, way = repository.member_contacts(campaign_id), way_of(repository.get(campaign_id).channel)
        wanted = list(dict.fromkeys(contacts))
        fresh = [c for c in wanted if c not in known]
        audience = OptOutRepository(self._uow.database).audience(way, fresh)
        self.insert_members([MemberDraft(campaign_id, contact) for contact in audience.people])
        return AddedMembers(len(audience.people), len(wanted) - len(fresh), audience.left_out)

    def insert_members(self, drafts: Sequence[MemberDraft]) -> None:
        """Add people none of whom is a member yet, with what they did so far; who may not be addressed is left out."""
        by_campaign: dict[int, list[int]] = defaultdict(list)
        for draft in drafts:
            by_campaign[draft.campaign_id].append(draft.contact_id)
        campaigns, opt_outs = CampaignRepository(self._uow.database), OptOutRepository(self._uow.database)
        out = {
            (campaign, contact)
            for campaign, contacts in by_campaign.items()
            for contact in opt_outs.audience(way_of(campaigns.get(campaign).channel), contacts).left_out
        }
        rows = [
            (d.campaign_id, d.contact_id, d.status.value, d.added_at or self._uow.at, d.responded_at)
            for d in drafts
            if (d.campaign_id, d.contact_id) not in out
        ]
        self._uow.insert_many("campaign_member", _MEMBER, rows)

    def remove_members(self, members: Iterable[int]) -> None:
        """Remove members by member id."""
        self._uow.delete_many("campaign_member", members)

    def set_status(self, members: Collection[int], status: MemberStatus) -> None:
        """Record what members did; a response is dated now. Who unsubscribes is opted out of what the campaign came by. That
        something was sent is recorded of nobody who may not be addressed."""
        if status is MemberStatus.SENT:
            members = set(members) - set(CampaignRepository(self._uow.database).not_addressed(members))
        values: dict[str, Any] = {"status": status.value}
        if status in RESPONDED:
            values["responded_at"] = self._uow.at
        self._uow.update_many("campaign_member", dict.fromkeys(members, values))
        if status in _ANSWERED:
            rows = self._uow.rows("campaign_member", members, ("contact_id",)).values()
            SequenceStops(self._uow).replied([row["contact_id"] for row in rows])
        if status is MemberStatus.UNSUBSCRIBED:
            self._opt_out(members)

    def _opt_out(self, members: Collection[int]) -> None:
        rows = self._uow.rows("campaign_member", members, ("campaign_id", "contact_id")).values()
        refused: dict[Way, list[int]] = defaultdict(list)
        campaigns = {row["campaign_id"] for row in rows}
        repository = CampaignRepository(self._uow.database)
        ways = {number: refused_by(repository.get(number).channel) for number in campaigns}
        for row in rows:
            refused[ways[row["campaign_id"]]].append(row["contact_id"])
        writer = OptOutWriter(self._uow)
        for way, contacts in refused.items():
            flagged = {way.field: True, "updated_at": self._uow.at}
            self._uow.update_many("contact", dict.fromkeys(contacts, flagged))
            writer.keep(way, OptOutRepository(self._uow.database).keys(way, contacts), Why.RESPONSE)


def _row(draft: CampaignDraft, at: str) -> tuple[Any, ...]:
    """The columns of a new campaign."""
    return (
        draft.name, fold_key(draft.name), draft.channel, draft.goal, draft.status, draft.starts_on, draft.ends_on,
        draft.owner_id, draft.budget, draft.committed_cost, draft.actual_cost, draft.own_hours, draft.currency,
        draft.notes, draft.created_at or at, draft.updated_at or at,
    )  # fmt: skip
