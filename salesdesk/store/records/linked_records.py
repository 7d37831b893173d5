"""What belongs to records of a list: the people of companies, the entries about deals, the moves of their stages.

Everything is found in one statement for all of them, and what lies in the trash is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.linked_kinds import (
    CAMPAIGNS,
    FILES,
    MEETING_NOTES,
    MEMBERS,
    OWN_REPORTS,
    RELATIONS,
    STAGE_MOVES,
    TARGETS,
)
from salesdesk.store.engine.statements import Query, Slot, one_of
from salesdesk.store.lists.kinds import is_listed, kind_of
from salesdesk.store.models.activities import Activity, ActivityParticipant
from salesdesk.store.models.attachments import Attachment
from salesdesk.store.models.call_rounds import CallRoundMember
from salesdesk.store.models.campaigns import Campaign, CampaignMember
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact, ContactCompany
from salesdesk.store.models.deals import Deal, StageEvent
from salesdesk.store.models.meetings import Meeting, MeetingNote
from salesdesk.store.models.own_reports import OwnReport
from salesdesk.store.models.relations import Relation
from salesdesk.store.models.sequence_runs import SequenceRun
from salesdesk.store.models.targets import Target

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_CONTACTS, _COMPANIES, _DEALS = RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS
_ACTIVITIES, _ROUNDS, _SEQUENCES = RecordKind.ACTIVITIES, RecordKind.CALL_ROUNDS, RecordKind.SEQUENCES
_MEETINGS = RecordKind.MEETINGS
_Pair = tuple[RecordKind, RecordKind]
_Links = tuple[Callable[[Slot], Query], ...]


def _through(wanted: Query, given: Query) -> Callable[[Slot], Query]:
    """The numbers in the column ``wanted`` of rows whose column ``given`` names one of the records."""
    return lambda numbers: wanted.model.select(wanted).where(one_of(given, numbers), wanted.is_null(False))


def _taking_part(numbers: Slot) -> Query:
    return ActivityParticipant.select(ActivityParticipant.activity).where(
        one_of(ActivityParticipant.contact, numbers)
    )


def _of_their(between: Callable[[Slot], Query], wanted: Query, given: Query) -> Callable[[Slot], Query]:
    """The same two steps away: of the records that ``between`` finds."""
    return lambda numbers: wanted.model.select(wanted).where(given.in_(between(numbers)))


_deals_of_companies = _through(Deal.id, Deal.company)
_people_of_companies = _through(ContactCompany.contact, ContactCompany.company)
_LINKS: Mapping[_Pair, _Links] = {
    (_CONTACTS, _COMPANIES): (_through(ContactCompany.company, ContactCompany.contact),),
    (_CONTACTS, _DEALS): (_through(Deal.id, Deal.contact),),
    (_CONTACTS, _ACTIVITIES): (_through(Activity.id, Activity.contact), _taking_part),
    (_CONTACTS, CAMPAIGNS): (_through(CampaignMember.campaign, CampaignMember.contact),),
    (_CONTACTS, MEMBERS): (_through(CampaignMember.id, CampaignMember.contact),),
    (_CONTACTS, STAGE_MOVES): (_of_their(_through(Deal.id, Deal.contact), StageEvent.id, StageEvent.deal),),
    (_CONTACTS, RELATIONS): (_through(Relation.id, Relation.contact), _through(Relation.id, Relation.other)),
    (_CONTACTS, FILES): (_through(Attachment.id, Attachment.contact),),
    (_COMPANIES, _CONTACTS): (_people_of_companies,),
    (_COMPANIES, _DEALS): (_deals_of_companies,),
    (_COMPANIES, _ACTIVITIES): (
        _through(Activity.id, Activity.company),
        _of_their(_people_of_companies, Activity.id, Activity.contact),
        _of_their(_deals_of_companies, Activity.id, Activity.deal),
    ),
    (_COMPANIES, STAGE_MOVES): (_of_their(_deals_of_companies, StageEvent.id, StageEvent.deal),),
    (_COMPANIES, FILES): (_through(Attachment.id, Attachment.company),),
    (_DEALS, _COMPANIES): (_through(Deal.company, Deal.id),),
    (_DEALS, _CONTACTS): (_through(Deal.contact, Deal.id),),
    (_DEALS, _ACTIVITIES): (_through(Activity.id, Activity.deal),),
    (_DEALS, CAMPAIGNS): (_through(Deal.campaign, Deal.id),),
    (_DEALS, STAGE_MOVES): (_through(StageEvent.id, StageEvent.deal),),
    (_DEALS, FILES): (_through(Attachment.id, Attachment.deal),),
    (_ACTIVITIES, _CONTACTS): (
        _through(Activity.contact, Activity.id),
        _through(ActivityParticipant.contact, ActivityParticipant.activity),
    ),
    (_ACTIVITIES, _COMPANIES): (_through(Activity.company, Activity.id),),
    (_ACTIVITIES, _DEALS): (_through(Activity.deal, Activity.id),),
    (_ACTIVITIES, CAMPAIGNS): (_through(Activity.campaign, Activity.id),),
    (_ACTIVITIES, FILES): (_through(Attachment.id, Attachment.activity),),
    (_MEETINGS, MEETING_NOTES): (_through(MeetingNote.id, MeetingNote.meeting),),
    (_ROUNDS, _CONTACTS): (_through(CallRoundMember.contact, CallRoundMember.call_round),),
    (_ROUNDS, _COMPANIES): (_through(CallRoundMember.company, CallRoundMember.call_round),),
    (_ROUNDS, _DEALS): (_through(CallRoundMember.deal, CallRoundMember.call_round),),
    (_ROUNDS, _ACTIVITIES): (_through(Activity.id, Activity.call_round),),
    (_SEQUENCES, _CONTACTS): (_through(SequenceRun.contact, SequenceRun.sequence),),
    (_SEQUENCES, _COMPANIES): (_through(SequenceRun.company, SequenceRun.sequence),),
    (_SEQUENCES, _DEALS): (_through(SequenceRun.deal, SequenceRun.sequence),),
    (_SEQUENCES, _ACTIVITIES): (
        _of_their(_through(SequenceRun.id, SequenceRun.sequence), Activity.id, Activity.sequence_run),
    ),
    (CAMPAIGNS, MEMBERS): (_through(CampaignMember.id, CampaignMember.campaign),),
    (CAMPAIGNS, _CONTACTS): (_through(CampaignMember.contact, CampaignMember.campaign),),
    (CAMPAIGNS, _DEALS): (_through(Deal.id, Deal.campaign),),
    (CAMPAIGNS, _ACTIVITIES): (_through(Activity.id, Activity.campaign),),
}


class LinkedRecords:
    """Finds what belongs to records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @staticmethod
    def kinds(kind: RecordKind) -> tuple[RecordKind, ...]:
        """What can belong to records of a kind, in the order in which it is offered."""
        return tuple(to for of, to in _LINKS if of is kind)

    def of(self, kind: RecordKind, numbers: Collection[int], wanted: RecordKind) -> frozenset[int]:
        """The numbers of the records of the kind ``wanted`` that belong to those of ``kind``; the trash is left out."""
        links = _LINKS.get((kind, wanted))
        if links is None or not numbers:
            return frozenset()
        asked, found = list(numbers), set[int]()
        for place, link in enumerate(links):
            statement = self._database.shaped(
                ("linked_records", kind, wanted, place), partial(_listed, wanted, link)
            )
            found.update(self._database.column(statement, asked))
        return frozenset(found)

    def all(self, kind: RecordKind) -> list[int]:
        """All of a kind that has no list of its own."""
        statement = self._database.shaped(("linked_records", kind), partial(_listed, kind, None))
        return sorted(self._database.column(statement))


def _seen_members() -> Query:
    m = CampaignMember
    found = m.select(m.id).join(Contact, on=m.contact == Contact.id)
    return found.join(Campaign, on=m.campaign == Campaign.id, src=m).where(
        Contact.deleted_at.is_null(), Campaign.deleted_at.is_null()
    )


def _seen_moves() -> Query:
    e = StageEvent
    return e.select(e.id).join(Deal, on=e.deal == Deal.id).where(Deal.deleted_at.is_null())


def _seen_campaigns() -> Query:
    return Campaign.select(Campaign.id).where(Campaign.deleted_at.is_null())


def _seen_notes() -> Query:
    n = MeetingNote
    return n.select(n.id).join(Meeting, on=n.meeting == Meeting.id).where(Meeting.deleted_at.is_null())


def _seen_relations() -> Query:
    r, other = Relation, Contact.alias("other")
    found = r.select(r.id).join(Contact, on=r.contact == Contact.id)
    return found.join(other, on=r.other == other.id, src=r).where(
        Contact.deleted_at.is_null(), other.deleted_at.is_null()
    )


def _seen_files() -> Query:
    f = Attachment
    homes = {f.contact: Contact, f.company: Company, f.deal: Deal, f.activity: Activity}
    found = f.select(f.id)
    for link, home in homes.items():
        shown = home.select(home.id).where(is_listed(home))
        found = found.where(link.is_null() | link.in_(shown))
    return found


_SEEN: Mapping[RecordKind, Callable[[], Query]] = {
    MEMBERS: _seen_members,
    STAGE_MOVES: _seen_moves,
    CAMPAIGNS: _seen_campaigns,
    MEETING_NOTES: _seen_notes,
    RELATIONS: _seen_relations,
    FILES: _seen_files,
    TARGETS: lambda: Target.select(Target.id),
    OWN_REPORTS: lambda: OwnReport.select(OwnReport.id),
}
"""What can be seen of the kinds that have no list."""


def _listed(wanted: RecordKind, link: Callable[[Slot], Query] | None) -> Query:
    """The records that ``link`` finds and that can be seen; ``link`` None: all that can be seen."""
    if wanted in _SEEN:
        query = _SEEN[wanted]()
        row: Query = query.model
    else:
        row = kind_of(wanted).row
        query = row.select(row.id).where(is_listed(row))
    return query if link is None else query.where(row.id.in_(link(Slot(0))))
