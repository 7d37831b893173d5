"""Activities and tasks in the database: the timeline of a record, and the one writer of its entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from peewee import fn

from salesdesk.domain.activities import Activity, ActivityChange, ActivityDraft, ActivityKind
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Named, Query, Slot, Statement
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.activities import Activity as ActivityRow
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact, ContactCompany
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.lists import Owner

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_COLUMNS = (
    "kind", "subject", "body", "contact_id", "company_id", "deal_id", "campaign_id", "owner_id", "at", "due_at",
    "done_at", "outcome", "duration_minutes", "amount", "currency", "external_id", "import_batch_id", "created_at",
    "updated_at",
)  # fmt: skip
_NO_TOUCH = frozenset({ActivityKind.NOTE.value, ActivityKind.TASK.value})
"""Kinds that say nothing about having been in touch."""


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
            a.currency, a.created_at,
        )
        .left_outer_join(Contact, on=a.contact == Contact.id)
        .left_outer_join(Company, on=a.company == Company.id)
        .left_outer_join(Deal, on=a.deal == Deal.id)
        .left_outer_join(Owner, on=a.owner == Owner.id)
    )  # fmt: skip


def _newest(query: Query, limit: Slot) -> Query:
    a = ActivityRow
    moment = fn.COALESCE(a.at, a.done_at, a.due_at, a.created_at)
    return query.where(a.deleted_at.is_null()).order_by(moment.desc(), a.id.desc()).limit(limit)


def _next(query: Query) -> Query:
    a = ActivityRow
    to_do = query.where(a.due_at.is_null(False), a.done_at.is_null(), a.deleted_at.is_null())
    return to_do.order_by(a.due_at, a.id).limit(1)


@Statement
def _by_id(number: Slot) -> Query:
    return _entries().where(ActivityRow.id == number)


@Statement
def _of_contact(record: Slot, limit: Slot) -> Query:
    return _newest(_entries().where(ActivityRow.contact == record), limit)


@Statement
def _of_company(record: Slot, limit: Slot) -> Query:
    people = ContactCompany.select(ContactCompany.contact).where(ContactCompany.company == record)
    return _newest(_entries().where((ActivityRow.company == record) | ActivityRow.contact.in_(people)), limit)


@Statement
def _of_deal(record: Slot, limit: Slot) -> Query:
    return _newest(_entries().where(ActivityRow.deal == record), limit)


@Statement
def _next_of_contact(record: Slot) -> Query:
    return _next(_entries().where(ActivityRow.contact == record))


@Statement
def _next_of_company(record: Slot) -> Query:
    return _next(_entries().where(ActivityRow.company == record))


@Statement
def _next_of_deal(record: Slot) -> Query:
    return _next(_entries().where(ActivityRow.deal == record))


@Statement
def _company_of(contact: Slot) -> Query:
    return Contact.select(Contact.company).where(Contact.id == contact)


_NEXT = {"contact_id": _next_of_contact, "company_id": _next_of_company, "deal_id": _next_of_deal}


class ActivityRepository:
    """Reads and writes the entries of timelines."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, activity_id: int) -> Activity:
        """One activity; refuses an unknown id."""
        found = self._database.first(_by_id, number=activity_id)
        if found is None:
            raise DomainError(
                "No such activity", f"The activity number {activity_id} does not exist any more."
            )
        return _activity(found)

    def of_contact(self, contact_id: int, limit: int = 100) -> list[Activity]:
        """A person's activities, newest first."""
        return [_activity(row) for row in self._database.select(_of_contact, record=contact_id, limit=limit)]

    def of_company(self, company_id: int, limit: int = 100) -> list[Activity]:
        """A company's activities and those of its people, newest first."""
        return [_activity(row) for row in self._database.select(_of_company, record=company_id, limit=limit)]

    def of_deal(self, deal_id: int, limit: int = 100) -> list[Activity]:
        """A deal's activities, newest first."""
        return [_activity(row) for row in self._database.select(_of_deal, record=deal_id, limit=limit)]

    def next_step(
        self, link: Literal["contact_id", "company_id", "deal_id"], record_id: int
    ) -> Activity | None:
        """The earliest open task of a record."""
        found = self._database.first(_NEXT[link], record=record_id)
        return _activity(found) if found else None

    def company_of(self, contact_id: int) -> int | None:
        """The primary company of a person, to which what happens with the person belongs as well."""
        found: int | None = self._database.single(_company_of, contact=contact_id)
        return found

    # -- writing ----------------------------------------------------------------------------------------

    @writes
    def add(self, uow: UnitOfWork, draft: ActivityDraft) -> int:
        """Create an entry. What happened moves the "last contact" of its person and company forward."""
        return self.add_many(uow, [draft]).start

    @writes
    def add_many(self, uow: UnitOfWork, drafts: Sequence[ActivityDraft], *, touches: bool = True) -> range:
        """Create entries. Returns their ids, in order. Without ``touches`` the "last contact" of people and companies
        stays: whoever writes a whole past says himself when that was."""
        ids = uow.insert_many("activity", _COLUMNS, [_row(draft, uow.at) for draft in drafts])
        if touches:
            self._note_contact(uow, [(d.kind, d.at or d.done_at, d.contact_id, d.company_id) for d in drafts])
        return ids

    @writes
    def change(self, uow: UnitOfWork, activity_id: int, change: ActivityChange) -> None:
        """Change an entry."""
        uow.update("activity", activity_id, {**change, "updated_at": uow.at})
        row = uow.row("activity", activity_id)
        self._note_contact(
            uow, [(row["kind"], row["at"] or row["done_at"], row["contact_id"], row["company_id"])]
        )

    @writes
    def trash(self, uow: UnitOfWork, activities: Iterable[int]) -> None:
        """Put entries into the trash."""
        uow.update_many("activity", {a: {"deleted_at": uow.at, "updated_at": uow.at} for a in activities})

    @staticmethod
    def _note_contact(
        uow: UnitOfWork, happened: Iterable[tuple[str, str | None, int | None, int | None]]
    ) -> None:
        """(kind, moment, person, company) of what happened: the "last contact" of these moves forward, never back."""
        latest: dict[str, dict[int, str]] = {"contact": {}, "company": {}}
        for kind, moment, contact, company in happened:
            if moment is None or kind in _NO_TOUCH:
                continue
            for table, record in (("contact", contact), ("company", company)):
                if record is not None:
                    latest[table][record] = max(moment, latest[table].get(record, ""))
        for table, moments in latest.items():
            known = uow.rows(table, moments, ("last_contacted_at",)) if moments else {}
            uow.update_many(
                table,
                {
                    record: {"last_contacted_at": moments[record], "updated_at": uow.at}
                    for record, row in known.items()
                    if (row["last_contacted_at"] or "") < moments[record]
                },
            )


def _activity(row: Named) -> Activity:
    values = row._asdict()
    return Activity(**{**values, "kind": ActivityKind(row.kind)})


def _row(draft: ActivityDraft, at: str) -> tuple[Any, ...]:
    """The columns of a new entry."""
    return (
        draft.kind, draft.subject, draft.body, draft.contact_id, draft.company_id, draft.deal_id, draft.campaign_id,
        draft.owner_id, draft.at, draft.due_at, draft.done_at, draft.outcome, draft.duration_minutes, draft.amount,
        draft.currency, draft.external_id, draft.import_batch_id, draft.created_at or at, draft.updated_at or at,
    )  # fmt: skip
