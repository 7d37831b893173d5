"""What is said of an entry: what it is about, and its details."""

from __future__ import annotations

from typing import TypedDict, cast

from salesdesk.domain.activities import Activity, ActivityKind
from salesdesk.domain.activities.answers import deal_meant
from salesdesk.store.store import Store
from salesdesk.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """What an activity is about; any of the three may be missing. A person's only open deal is meant without being named,
    unless it is said that there is to be none (``without_deal``)."""

    contact_id: int | None = None
    company_id: int | None = None
    deal_id: int | None = None
    without_deal: bool = False


class EntryDetails(TypedDict, total=False):
    """What may be said of an entry besides what it is, when, and about whom. ``end_at``: a moment, or of a bare day the
    last day. ``participant_ids``: people who take part besides the one it is about."""

    end_at: str | None
    place: str | None
    priority: str | None
    owner_id: int | None
    campaign_id: int | None
    remind_minutes: int | None
    pinned: bool
    participant_ids: tuple[int, ...]
    call_round_id: int | None


class EnteredValues(EntryDetails, total=False):
    """What may be said of something that happened, and of what is next, when it is known when it was."""

    subject: str
    body: str
    outcome: str
    duration_minutes: int | None
    next_step: str
    next_due: str | None
    next_kind: ActivityKind
    next_owner: int | None
    closes: bool
    replaces: int | None


class LogValues(EnteredValues, total=False):
    """The same with when it was, None for now (``ActivityService.log``)."""

    at: str | None


def details_in(said: EnteredValues) -> EntryDetails:
    """What of this may be said of a planned entry too."""
    mine = EntryDetails.__annotations__
    return cast(EntryDetails, {name: value for name, value in said.items() if name in mine})


def completed(store: Store, about: Subject) -> Subject:
    """The subject with what goes without saying: the only open deal of a person, the person and company of a deal, and the
    company of a person."""
    contact, company, deal_id = about.contact_id, about.company_id, about.deal_id
    if deal_id is None and contact is not None and not about.without_deal:
        deal_id = deal_meant(None, store.deals.open_of_contact(contact))
    if deal_id is not None:
        deal = store.deals.get(deal_id)
        contact, company = contact or deal.contact_id, company or deal.company_id
    if contact is not None and company is None:
        company = store.activities.company_of(contact)
    return Subject(contact, company, deal_id, about.without_deal)


def subject_of(activity: Activity) -> Subject:
    """What an entry is about, and nothing else."""
    return Subject(
        activity.contact_id, activity.company_id, activity.deal_id, without_deal=activity.deal_id is None
    )
