"""What has no list of its own as rows of an export: campaigns and their members, the moves of deals, the notes of meetings,
relations, files, targets, own reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from peewee import Case, fn

from salesdesk.domain.campaigns import RESPONDED
from salesdesk.domain.columns import ListRow
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.linked_kinds import (
    CAMPAIGNS,
    COLUMNS,
    FILES,
    MEETING_NOTES,
    MEMBERS,
    OWN_REPORTS,
    RELATIONS,
    STAGE_MOVES,
    TARGETS,
)
from salesdesk.domain.money import Money
from salesdesk.store.engine.statements import Query, Slot, one_of
from salesdesk.store.engine.words import single
from salesdesk.store.models.activities import Activity
from salesdesk.store.models.attachments import Attachment
from salesdesk.store.models.campaigns import Campaign, CampaignMember
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal, StageEvent
from salesdesk.store.models.lists import Owner
from salesdesk.store.models.meetings import Meeting, MeetingNote
from salesdesk.store.models.own_reports import OwnReport
from salesdesk.store.models.pipelines import Pipeline, Stage
from salesdesk.store.models.relations import Relation
from salesdesk.store.models.targets import Target

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_BLOCK = 1_000


def _campaigns(numbers: Slot) -> Query:
    g, m, c = Campaign, CampaignMember.alias("m"), Contact.alias("c")
    members = (
        m.select(fn.COUNT(m.id))
        .join(c, on=m.contact == c.id)
        .where(m.campaign == g.id, c.deleted_at.is_null())
    )
    answered = members.where(m.status.in_([status.value for status in RESPONDED]))
    return (
        g.select(
            g.id, g.version, g.name.alias("campaign"), g.channel, g.status, g.goal, g.starts_on, g.ends_on,
            Owner.name.alias("owner"), g.budget, g.committed_cost, g.actual_cost, g.own_hours,
            single(members).alias("members"), single(answered).alias("responses"), g.notes, g.created_at,
            g.currency,
        )
        .left_outer_join(Owner, on=g.owner == Owner.id)
        .where(one_of(g.id, numbers))
    )  # fmt: skip


def _members(numbers: Slot) -> Query:
    m = CampaignMember
    return (
        m.select(
            m.id, m.version, Campaign.name.alias("campaign"), Contact.full_name, Company.name.alias("company"),
            Contact.email, Contact.phone, m.status, m.added_at, m.responded_at,
        )
        .join(Campaign, on=m.campaign == Campaign.id)
        .join(Contact, on=m.contact == Contact.id, src=m)
        .left_outer_join(Company, on=(Contact.company == Company.id) & Company.deleted_at.is_null())
        .where(one_of(m.id, numbers))
    )  # fmt: skip


def _stage_moves(numbers: Slot) -> Query:
    e, before, after = StageEvent, Stage.alias("b"), Stage.alias("a")
    return (
        e.select(
            e.id, e.version, Deal.title.alias("deal"), Company.name.alias("company"), Pipeline.name.alias("pipeline"),
            before.name.alias("from_stage"), after.name.alias("to_stage"), e.at, e.actor,
            fn.COALESCE(e.amount, Deal.amount).alias("amount"), Deal.currency,
        )
        .join(Deal, on=e.deal == Deal.id)
        .left_outer_join(Company, on=(Deal.company == Company.id) & Company.deleted_at.is_null())
        .join(after, on=e.to_stage == after.id, src=e)
        .join(Pipeline, on=after.pipeline == Pipeline.id)
        .left_outer_join(before, on=e.from_stage == before.id, src=e)
        .where(one_of(e.id, numbers))
    )  # fmt: skip


def _meeting_notes(numbers: Slot) -> Query:
    n, entry, about, firm = MeetingNote, Activity.alias("y"), Contact.alias("ac"), Company.alias("ao")
    return (
        n.select(
            n.id, n.version, Meeting.name.alias("meeting"), Meeting.template, Meeting.agenda, Meeting.held_on, n.item,
            n.body.alias("notes"), n.decided.alias("is_decision"), Deal.title.alias("deal"), Owner.name.alias("owner"),
            entry.due_at, entry.done_at, fn.COALESCE(about.full_name, firm.name).alias("about"),
        )
        .join(Meeting, on=n.meeting == Meeting.id)
        .left_outer_join(about, on=(Meeting.contact == about.id) & about.deleted_at.is_null(), src=Meeting)
        .left_outer_join(firm, on=(Meeting.company == firm.id) & firm.deleted_at.is_null(), src=Meeting)
        .left_outer_join(Deal, on=(n.deal == Deal.id) & Deal.deleted_at.is_null(), src=n)
        .left_outer_join(entry, on=(n.activity == entry.id) & entry.deleted_at.is_null(), src=n)
        .left_outer_join(Owner, on=entry.owner == Owner.id, src=entry)
        .where(one_of(n.id, numbers))
    )  # fmt: skip


def _relations(numbers: Slot) -> Query:
    r, one, other = Relation, Contact.alias("o"), Contact.alias("p")
    return (
        r.select(
            r.id, r.version, one.full_name.alias("full_name"), r.kind.alias("relation"), r.word, r.back.alias("said_back"),
            other.full_name.alias("related_to"), r.created_at,
        )
        .join(one, on=r.contact == one.id)
        .join(other, on=r.other == other.id, src=r)
        .where(one_of(r.id, numbers))
    )  # fmt: skip


def _files(numbers: Slot) -> Query:
    f = Attachment
    return (
        f.select(
            f.id, f.version, f.name.alias("file"), f.size.alias("bytes"), Contact.full_name, Company.name.alias("company"),
            Deal.title.alias("deal"), Activity.subject.alias("activity"), f.created_at.alias("added_at"),
            f.name.alias("packed_as"),
        )
        .left_outer_join(Contact, on=f.contact == Contact.id)
        .left_outer_join(Company, on=f.company == Company.id, src=f)
        .left_outer_join(Deal, on=f.deal == Deal.id, src=f)
        .left_outer_join(Activity, on=f.activity == Activity.id, src=f)
        .where(one_of(f.id, numbers))
    )  # fmt: skip


def _targets(numbers: Slot) -> Query:
    t = Target
    is_money = t.currency.is_null(False)
    return (
        t.select(
            t.id, t.version, Owner.name.alias("owner"), t.period, t.measure, Case(None, [(is_money, t.amount)]).alias("amount"),
            Case(None, [(is_money, None)], t.amount).alias("number"), t.currency,
        )
        .left_outer_join(Owner, on=t.owner == Owner.id)
        .where(one_of(t.id, numbers))
    )  # fmt: skip


def _own_reports(numbers: Slot) -> Query:
    o = OwnReport
    return o.select(
        o.id, o.version, o.name.alias("report"), o.kind.alias("record_kind"), o.filter, o.kind.alias("groups"),
        o.kind.alias("measured"), o.on_today, o.in_meetings, o.design,
    ).where(one_of(o.id, numbers))  # fmt: skip


_READ = {
    CAMPAIGNS: _campaigns,
    MEMBERS: _members,
    STAGE_MOVES: _stage_moves,
    MEETING_NOTES: _meeting_notes,
    RELATIONS: _relations,
    FILES: _files,
    TARGETS: _targets,
    OWN_REPORTS: _own_reports,
}
_BESIDE = {MEETING_NOTES: ("agenda", "template"), RELATIONS: ("word",)}
"""What is read besides the columns, to put these into words."""


class UnlistedRows:
    """Reads them as lists read theirs: days and moments as stored, codes, amounts as `Money`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, kind: RecordKind, numbers: Sequence[int]) -> Iterator[ListRow]:
        """The rows with these numbers in their order, block by block; those that are gone are left out."""
        statement = self._database.shaped(("unlisted_rows", kind), partial(_READ[kind], Slot(0)))
        columns = COLUMNS[kind]
        for start in range(0, len(numbers), _BLOCK):
            block = list(numbers[start : start + _BLOCK])
            found = {row.id: row for row in self._database.select(statement, block)}
            for number in block:
                if (row := found.get(number)) is None:
                    continue
                values = {key: getattr(row, key) for key in (*columns, *_BESIDE.get(kind, ()))}
                for key, type_ in columns.items():
                    if type_ is FieldType.MONEY and values[key] is not None:
                        values[key] = Money(values[key], row.currency or "")
                yield ListRow(row.id, row.version, values)
