"""What a person does with campaigns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Unpack, cast

from salesdesk.domain.campaigns import (
    CAMPAIGN_FIELDS,
    AddedMembers,
    Campaign,
    CampaignChange,
    CampaignDraft,
    CampaignEdit,
    CampaignFigures,
    CampaignStatus,
    CampaignValues,
    Channel,
    MemberStatus,
)
from salesdesk.domain.changes import Cause, ChangeSet, EntityKind
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.filters import Filter
from salesdesk.domain.given_values import checked, shown_values
from salesdesk.domain.names import clean_name
from salesdesk.domain.opt_outs import Audience, LeftOut, Way, way_of
from salesdesk.errors import ConflictError, DomainError, InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.audiences import way_of_filter
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.campaign_writer import CampaignWriter
from salesdesk.store.store import Store


class CampaignService:
    """Use cases of campaigns."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def figures(self, campaign: Campaign) -> CampaignFigures:
        """What the campaign brought, in its own currency or the file's."""
        rates = self._store.rates.current(self._store.today())
        return self._store.campaigns.figures(
            campaign, campaign.currency or self._store.settings.currency, rates
        )

    def create(
        self,
        name: str,
        *,
        channel: Channel = Channel.EMAIL,
        origin: object = None,
        **values: Unpack[CampaignValues],
    ) -> tuple[int, ChangeSet]:
        """Create a campaign; ``values`` are those of ``CAMPAIGN_FIELDS``. Two campaigns may have one name: "Autumn
        fair" comes every year."""
        name = clean_name(name, "campaign")
        given = _given({**values, "name": name, "channel": channel})
        _check_period(given.get("starts_on"), given.get("ends_on"))
        given.setdefault("currency", self._store.settings.currency)
        return self._add(phrase("changes.add_campaign", name=name), CampaignDraft(**given), origin)

    def _add(self, told: Phrase, draft: CampaignDraft, origin: object = None) -> tuple[int, ChangeSet]:
        created: list[int] = []
        changes = self._commands.run(
            told, lambda uow: created.append(CampaignWriter(uow).add(draft)), origin=origin
        )
        return created[0], changes

    def change(
        self,
        campaign_id: int,
        *,
        seen: Seen | None = None,
        origin: object = None,
        **values: Unpack[CampaignEdit],
    ) -> ChangeSet:
        """Change fields of a campaign; ``values`` are those of ``CAMPAIGN_FIELDS``, ``seen`` as for
        `DealService.change`."""
        campaign = self._store.campaigns.get(campaign_id)
        given = _given(values)
        if "name" in given:
            given["name"] = clean_name(given["name"], "campaign")
        _check_period(given.get("starts_on", campaign.starts_on), given.get("ends_on", campaign.ends_on))
        return self._edit(
            phrase("changes.edit_campaign", name=campaign.name), campaign_id, given, seen, origin
        )

    def _edit(
        self, told: Phrase, campaign_id: int, given: Mapping[str, Any], seen: Seen | None, origin: object
    ) -> ChangeSet:
        return self._commands.edit(
            told,
            EntityKind.CAMPAIGN,
            {campaign_id: given},
            lambda uow, number, wanted: CampaignWriter(uow).change(number, CampaignChange(**wanted)),
            self._fields_now,
            seen,
            origin=origin,
        )

    @staticmethod
    def seen(campaign: Campaign) -> Seen:
        """What a change of a campaign is made from, as it was read."""
        return Seen.of(campaign.id, shown_values(campaign, CAMPAIGN_FIELDS))

    def _fields_now(
        self, campaigns: Collection[int], _keys: Collection[str]
    ) -> Mapping[int, Mapping[str, object]]:
        return {
            number: shown_values(self._store.campaigns.get(number), CAMPAIGN_FIELDS) for number in campaigns
        }

    def set_status(self, campaign_id: int, status: CampaignStatus, *, seen: Seen | None = None) -> ChangeSet:
        """Start, pause or finish a campaign; ``seen`` as for `change`."""
        campaign = self._store.campaigns.get(campaign_id)
        told = phrase(f"changes.campaign_status.{status.value}", name=campaign.name)
        return self._edit(told, campaign_id, {"status": status.value}, seen, None)

    def duplicate(self, campaign_id: int) -> tuple[int, ChangeSet]:
        """Copy a campaign without its members, costs and results."""
        campaign = self._store.campaigns.get(campaign_id)
        draft = CampaignDraft(
            f"{campaign.name} (copy)",
            campaign.channel.value,
            goal=campaign.goal,
            owner_id=campaign.owner_id,
            budget=campaign.budget,
            currency=campaign.currency,
            notes=campaign.notes,
        )
        return self._add(phrase("changes.duplicate_campaign", name=campaign.name), draft)

    def add_members(
        self, campaign_id: int, contacts: Iterable[int], *, origin: object = None
    ) -> tuple[AddedMembers, ChangeSet]:
        """Add people; those who are members already are left as they are, and those who may not be addressed by the
        campaign's channel are left out."""
        campaign = self._store.campaigns.get(campaign_id)
        added: list[AddedMembers] = []
        changes = self._commands.run(
            phrase("changes.add_members", campaign=campaign.name),
            lambda uow: added.append(CampaignWriter(uow).add_members(campaign_id, contacts)),
            cause=Cause.BULK_EDIT,
            origin=origin,
        )
        return added[0], changes

    def audience(self, campaign: Campaign, contacts: Iterable[int]) -> Audience:
        """Who of some people may be addressed by a campaign, and who may not, with the reason."""
        return self._store.opt_outs.audience(way_of(campaign.channel), contacts)

    def taken_out(self, campaign: Campaign, channel: Channel) -> Mapping[int, LeftOut]:
        """Who of the audience would not stay in a campaign with another channel, and why."""
        if channel is campaign.channel:
            return {}
        return self._store.opt_outs.audience(
            way_of(channel), self._store.campaigns.waiting(campaign.id)
        ).left_out

    def opted_out(self, campaign: Campaign) -> Mapping[int, LeftOut]:
        """Who of the audience opted out after having joined, with the reason: nobody addresses them."""
        return self.audience(campaign, self._store.campaigns.waiting(campaign.id)).left_out

    def way_of_filter(self, filter_: Filter) -> Way | None:
        """How the members of a campaign that a list of people is filtered by are addressed, None without one."""
        return way_of_filter(self._store, filter_)

    def not_addressed(self, members: Collection[int], status: MemberStatus) -> Mapping[int, LeftOut]:
        """Those of some members of whom a status is not recorded, with the reason: to those who may not be addressed
        nothing is sent."""
        return self._store.campaigns.not_addressed(members) if status is MemberStatus.SENT else {}

    def remove_members(
        self, members: Sequence[int], *, seen: Mapping[int, MemberStatus] | None = None
    ) -> ChangeSet:
        """Remove members by member id; ``seen`` as for `record_response`."""

        def remove(uow: Writing) -> None:
            self._refuse_changed(seen)
            CampaignWriter(uow).remove_members(members)

        return self._commands.run(phrase("changes.remove_members", count=len(members)), remove)

    def record_response(
        self,
        members: Sequence[int],
        status: MemberStatus,
        *,
        seen: Mapping[int, MemberStatus] | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Record what members did; those of ``not_addressed`` are left out, and refused when they are all. ``seen`` is what
        stood there when the person chose: raises ``ConflictError`` when somebody else recorded something since."""
        left_out = self.not_addressed(members, status)
        wanted = [member for member in members if member not in left_out]
        if left_out and not wanted:
            raise DomainError("campaigns.nobody_addressed", count=len(left_out))

        def record(uow: Writing) -> None:
            self._refuse_changed(seen)
            CampaignWriter(uow).set_status(wanted, status)

        told = phrase(f"changes.members.{status.value}", count=len(wanted))
        return self._commands.run(told, record, origin=origin)

    def _refuse_changed(self, seen: Mapping[int, MemberStatus] | None) -> None:
        if not seen:
            return
        now = self._store.campaigns.statuses(seen)
        changed = sum(now.get(member) is not status for member, status in seen.items())
        if changed:
            raise ConflictError("campaigns.changed_meanwhile", count=changed)

    def delete(self, campaign_id: int) -> ChangeSet:
        """Put a campaign into the trash; its members and deals keep their link."""
        campaign = self._store.campaigns.get(campaign_id)
        return self._commands.run(
            phrase("changes.delete_campaign", name=campaign.name),
            lambda uow: CampaignWriter(uow).trash(campaign_id),
        )


def _given(values: CampaignEdit) -> CampaignEdit:
    return cast(CampaignEdit, checked("campaign", CAMPAIGN_FIELDS, values))


def _check_period(start: str | None, end: str | None) -> None:
    if start and end and end < start:
        raise InputError("campaigns.ends_before_start", field="ends_on")
