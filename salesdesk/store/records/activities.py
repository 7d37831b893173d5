"""Activities and tasks in the database: the timeline of a record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from peewee import fn

from salesdesk.domain.activities import Activity, ActivityKind, Participant
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Named, Query, Slot, Statement, one_of
from salesdesk.store.models.activities import Activity as ActivityRow
from salesdesk.store.models.activities import ActivityParticipant, is_shown
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact, ContactCompany
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.lists import Owner
from salesdesk.store.records.activity_choices import ActivityChoiceRepository
from salesdesk.store.records.entry_files import files_of_entries

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


def _entries() -> Query:
    """Whole entries of the timeline outside the trash; the columns are called like the fields of ``Activity``."""
    a = ActivityRow

    def text(column: Query, name: str) -> Query:
        return fn.COALESCE(column, "").alias(name)

    return (
        a.select(
            a.id, a.version, a.kind, a.subject, a.body, a.contact, text(Contact.full_name, "contact_name"), a.company,
            text(Company.name, "company_name"), a.deal, text(Deal.title, "deal_title"), a.campaign, a.owner,
            text(Owner.name, "owner_name"), a.at, a.due_at, a.done_at, a.outcome, a.duration_minutes, a.amount,
            a.currency, a.created_at, a.end_at, a.place, a.priority, a.remind_minutes, a.snoozed_until, a.pinned, a.repeat_rule,
            a.repeat_by, a.repeat_at, a.repeat_without, a.series, a.uid, a.uid_said, a.call_round,
            a.sequence_run,
        )
        .left_outer_join(Contact, on=(a.contact == Contact.id) & Contact.deleted_at.is_null())
        .left_outer_join(Company, on=(a.company == Company.id) & Company.deleted_at.is_null())
        .left_outer_join(Deal, on=(a.deal == Deal.id) & Deal.deleted_at.is_null())
        .left_outer_join(Owner, on=a.owner == Owner.id)
    )  # fmt: skip


def _newest(query: Query, limit: Slot) -> Query:
    a = ActivityRow
    moment = fn.COALESCE(a.at, a.done_at, a.due_at, a.created_at)
    return query.where(is_shown(a)).order_by(moment.desc(), a.id.desc()).limit(limit)


def _next(query: Query) -> Query:
    a = ActivityRow
    to_do = query.where(a.due_at.is_null(False), a.done_at.is_null(), is_shown(a))
    return to_do.order_by(a.due_at, a.id).limit(1)


def _with(contact: Slot) -> Query:
    """The condition of what is about a person, or where they take part."""
    a, p = ActivityRow, ActivityParticipant
    return (a.contact == contact) | a.id.in_(p.select(p.activity).where(p.contact == contact))


@Statement
def _participants(activities: Slot) -> Query:
    p = ActivityParticipant
    return (
        p.select(p.activity, p.contact, Contact.full_name.alias("name"))
        .join(Contact, on=(p.contact == Contact.id) & Contact.deleted_at.is_null())
        .where(one_of(p.activity, activities))
        .order_by(p.activity, p.id)
    )


@Statement
def _by_id(number: Slot) -> Query:
    return _entries().where(ActivityRow.id == number)


@Statement
def _by_ids(numbers: Slot) -> Query:
    return _entries().where(one_of(ActivityRow.id, numbers))


@Statement
def _of_contact(record: Slot, limit: Slot) -> Query:
    return _newest(_entries().where(_with(record)), limit)


def _of_people(company: Slot) -> Query:
    """The condition of what is about a company or one of its people, or where they take part."""
    people = ContactCompany.select(ContactCompany.contact).where(ContactCompany.company == company)
    took_part = ActivityParticipant.select(ActivityParticipant.activity).where(
        ActivityParticipant.contact.in_(people)
    )
    a = ActivityRow
    return (a.company == company) | a.contact.in_(people) | a.id.in_(took_part)


@Statement
def _of_company(record: Slot, limit: Slot) -> Query:
    return _newest(_entries().where(_of_people(record)), limit)


@Statement
def _of_deal(record: Slot, limit: Slot) -> Query:
    return _newest(_entries().where(ActivityRow.deal == record), limit)


def _keys(condition: Query) -> Query:
    """What says of an entry where it stands in a timeline, and nothing else of it."""
    a = ActivityRow
    moment = fn.COALESCE(a.at, a.done_at, a.due_at, a.created_at).alias("moment")
    return a.select(a.id, a.kind, moment, a.pinned).where(condition, is_shown(a))


@Statement
def _keys_of_contact(record: Slot) -> Query:
    return _keys(_with(record))


@Statement
def _keys_of_company(record: Slot) -> Query:
    return _keys(_of_people(record))


@Statement
def _keys_of_deal(record: Slot) -> Query:
    return _keys(ActivityRow.deal == record)


@Statement
def _next_of_contact(record: Slot) -> Query:
    return _next(_entries().where(_with(record)))


@Statement
def _next_of_company(record: Slot) -> Query:
    return _next(_entries().where(ActivityRow.company == record))


@Statement
def _next_of_deal(record: Slot) -> Query:
    return _next(_entries().where(ActivityRow.deal == record))


@Statement
def _open_of_contact(record: Slot) -> Query:
    a = ActivityRow
    to_do = _entries().where(a.contact == record, a.due_at.is_null(False), a.done_at.is_null(), is_shown(a))
    return to_do.order_by(a.due_at, a.id)


@Statement
def _open_of_deal(record: Slot) -> Query:
    a = ActivityRow
    to_do = _entries().where(a.deal == record, a.due_at.is_null(False), a.done_at.is_null(), is_shown(a))
    return to_do.order_by(a.due_at, a.id)


@Statement
def _open_of_company(record: Slot) -> Query:
    a = ActivityRow
    to_do = _entries().where(_of_people(record), a.due_at.is_null(False), a.done_at.is_null(), is_shown(a))
    return to_do.order_by(a.due_at, a.id)


@Statement
def _company_of(contact: Slot) -> Query:
    return Contact.select(Contact.company).where(Contact.id == contact)


_KEYS = {"contact_id": _keys_of_contact, "company_id": _keys_of_company, "deal_id": _keys_of_deal}
_NEXT = {"contact_id": _next_of_contact, "company_id": _next_of_company, "deal_id": _next_of_deal}


class ActivityKey(NamedTuple):
    """Where an entry stands in a timeline: its ``kind``, when it is (UTC text or day), and whether it is pinned."""

    number: int
    kind: str
    moment: str
    pinned: bool


class ActivityRepository:
    """Reads the entries of timelines; ``choices`` are the kinds and outcomes there are."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.choices = ActivityChoiceRepository(database)

    def get(self, activity_id: int) -> Activity:
        """One activity; refuses an unknown id."""
        found = self._database.first(_by_id, number=activity_id)
        if found is None:
            raise DomainError("activities.gone", number=activity_id)
        return self._whole([found])[0]

    def several(self, activities: Sequence[int]) -> list[Activity]:
        """Some activities, in the order of their numbers given; those that are gone are left out."""
        found = {row.id: row for row in self._database.select(_by_ids, numbers=list(activities))}
        return self._whole([found[number] for number in activities if number in found])

    def keys_of(self, link: Literal["contact_id", "company_id", "deal_id"], record: int) -> list[ActivityKey]:
        """Every entry of a record's timeline, in no order: a company's are those of its people too."""
        rows = self._database.select(_KEYS[link], record=record)
        return [ActivityKey(row.id, row.kind, row.moment, bool(row.pinned)) for row in rows]

    def of_contact(self, contact_id: int, limit: int = 100) -> list[Activity]:
        """A person's activities, newest first."""
        return self._whole(self._database.select(_of_contact, record=contact_id, limit=limit))

    def of_company(self, company_id: int, limit: int = 100) -> list[Activity]:
        """A company's activities and those of its people, newest first."""
        return self._whole(self._database.select(_of_company, record=company_id, limit=limit))

    def of_deal(self, deal_id: int, limit: int = 100) -> list[Activity]:
        """A deal's activities, newest first."""
        return self._whole(self._database.select(_of_deal, record=deal_id, limit=limit))

    def next_step(
        self, link: Literal["contact_id", "company_id", "deal_id"], record_id: int
    ) -> Activity | None:
        """The earliest open task of a record."""
        found = self._database.first(_NEXT[link], record=record_id)
        return self._whole([found])[0] if found else None

    def open_steps(self, contact_id: int) -> list[Activity]:
        """What is to do about a person, the earliest first."""
        return self._whole(self._database.select(_open_of_contact, record=contact_id))

    def open_steps_of_deal(self, deal_id: int) -> list[Activity]:
        """What is to do about a deal, the earliest first."""
        return self._whole(self._database.select(_open_of_deal, record=deal_id))

    def open_steps_of_company(self, company_id: int) -> list[Activity]:
        """What is to do about a company and its people, the earliest first."""
        return self._whole(self._database.select(_open_of_company, record=company_id))

    def company_of(self, contact_id: int) -> int | None:
        """The primary company of a person, to which what happens with the person belongs as well."""
        found: int | None = self._database.single(_company_of, contact=contact_id)
        return found

    def _whole(self, rows: Iterable[Named]) -> list[Activity]:
        """Entries with the people who take part in them, who lies in the trash left out, and how many files they have."""
        read = list(rows)
        people: dict[int, list[Participant]] = {}
        files: dict[int, int] = {}
        if read:
            ids = [row.id for row in read]
            for part in self._database.select(_participants, activities=ids):
                people.setdefault(part.activity_id, []).append(Participant(part.contact_id, part.name))
            files = files_of_entries(self._database, ids)
        return [_activity(row, tuple(people.get(row.id, ())), files.get(row.id, 0)) for row in read]


def _activity(row: Named, participants: tuple[Participant, ...], files: int) -> Activity:
    values = row._asdict()
    made = {"participants": participants, "files": files}
    known = {"kind": ActivityKind(row.kind), "pinned": bool(row.pinned), **made}
    return Activity(**{**values, **known})
