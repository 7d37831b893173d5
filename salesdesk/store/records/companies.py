"""Companies in the database: their list, one whole record, their people, and the writes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from peewee import JOIN

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.companies import Company, CompanyChange, CompanyDraft, Person, match_key
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.fields.stored import values_in
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.companies import Company as CompanyRow
from salesdesk.store.models.contacts import Contact, ContactCompany
from salesdesk.store.models.lists import Owner, Source
from salesdesk.store.records.company_writer import CompanyWriter
from salesdesk.store.records.parts import RecordRepository

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork
    from salesdesk.store.records.custom_fields import CustomFieldRepository
    from salesdesk.store.records.tags import TagRepository


class CompanyRepository(RecordRepository):
    """The companies of one file. List methods (`ids`, `count`, `page`, `columns`) are those of `ListReader`."""

    def __init__(
        self, database: Database, custom: CustomFieldRepository, tags: TagRepository, today: Callable[[], str]
    ) -> None:
        super().__init__(database, RecordKind.COMPANIES, custom, today)
        self._tags = tags

    def get(self, company: int) -> Company:
        """One whole record, also from the trash; refuses an unknown id."""
        row = self._database.first(_whole, company=company)
        if row is None:
            raise DomainError("No such company", f"The company number {company} does not exist any more.")
        values = values_in(RecordKind.COMPANIES, row._asdict())
        return Company(
            id=company,
            version=row.version,
            name=row.name,
            values={
                **values,
                **{column: getattr(row, column) for column in ("domain", "phone")},
            },
            people=self.people(company),
            tags=self._tags.of("company", company),
            custom=self._custom.by_key("company", company),
            lifecycle_stage=row.lifecycle_stage,
            annual_revenue=values["annual_revenue"],
            owner=row.owner_name,
            owner_id=row.owner_id,
            source=row.source_name,
            source_id=row.source_id,
            created_at=row.created_at,
            updated_at=row.updated_at,
            last_contacted_at=row.last_contacted_at,
            deleted_at=row.deleted_at,
        )

    def people(self, company: int) -> tuple[Person, ...]:
        """Who works at a company, by name; contacts in the trash left out."""
        return tuple(
            Person(row.contact_id, row.full_name, row.role, bool(row.is_primary))
            for row in self._database.select(_people, company=company)
        )

    def find(self, name: str) -> int | None:
        """The oldest company of that name (legal form, case and accents aside), trash left out; None without."""
        found = self._database.select(_called, match_key=match_key(name))
        key = fold_key(name)
        exact = (row.id for row in found if row.name_key == key)
        return next(exact, found[0].id if found else None)

    def starting_with(self, text: str, limit: int = 20) -> list[tuple[int, str]]:
        """Companies whose name begins with ``text``, by name, for completing what is typed."""
        key = fold_key(text)
        rows = self._database.select(_between, first=key, end=key + "\U0010ffff", limit=limit)
        return [(row.id, row.name) for row in rows]

    # -- writing ----------------------------------------------------------------------------------------

    @writes
    def create(self, uow: UnitOfWork, draft: CompanyDraft) -> int:
        """Create a company. Returns the id."""
        return CompanyWriter(uow).create(draft)

    @writes
    def ensure(self, uow: UnitOfWork, name: str) -> int:
        """The id of the company of that name, made now when there is none."""
        found = self.find(name)
        return found if found is not None else self.create(uow, CompanyDraft(name))

    @writes
    def change(self, uow: UnitOfWork, company: int, change: CompanyChange) -> None:
        """Change one company; refuses an unknown id."""
        CompanyWriter(uow).change_many({company: change})

    @writes
    def set_lifecycle(self, uow: UnitOfWork, ids: Collection[int], stage: str) -> set[int]:
        """Move companies to a lifecycle stage (a code). Returns those that moved."""
        moved = CompanyChange(lifecycle_stage=stage)
        return CompanyWriter(uow).change_many(dict.fromkeys(self.existing(uow, ids), moved))

    @writes
    def purge(self, uow: UnitOfWork, ids: Collection[int]) -> None:
        """Erase companies. Their people stay and move on to another company of theirs where they have one."""
        people = uow.database.column(_primary_here, companies=list(ids))
        next_link: dict[int, tuple[int, int]] = {}
        for row in uow.database.select(_elsewhere, contacts=people, companies=list(ids)):
            next_link.setdefault(row.contact_id, (row.id, row.company_id))
        uow.update_many(
            "contact",
            {
                contact: {"company_id": next_link.get(contact, (0, None))[1], "updated_at": uow.at}
                for contact in people
            },
        )
        uow.update_many("contact_company", {link: {"is_primary": True} for link, _ in next_link.values()})
        self._erase(uow, ids)


@Statement
def _whole(company: Slot) -> Query:
    return (
        CompanyRow.select(CompanyRow, Owner.name.alias("owner_name"), Source.name.alias("source_name"))
        .join(Owner, JOIN.LEFT_OUTER, on=(Owner.id == CompanyRow.owner))
        .switch(CompanyRow)
        .join(Source, JOIN.LEFT_OUTER, on=(Source.id == CompanyRow.source))
        .where(CompanyRow.id == company)
    )


@Statement
def _people(company: Slot) -> Query:
    return (
        ContactCompany.select(
            ContactCompany.contact, Contact.full_name, ContactCompany.role, ContactCompany.is_primary
        )
        .join(Contact, on=(Contact.id == ContactCompany.contact))
        .where(ContactCompany.company == company, Contact.deleted_at.is_null())
        .order_by(Contact.name_key, Contact.id)
    )


@Statement
def _called(match_key: Slot) -> Query:
    return (
        CompanyRow.select(CompanyRow.id, CompanyRow.name_key)
        .where(CompanyRow.match_key == match_key, CompanyRow.deleted_at.is_null())
        .order_by(CompanyRow.id)
    )


@Statement
def _between(first: Slot, end: Slot, limit: Slot) -> Query:
    return (
        CompanyRow.select(CompanyRow.id, CompanyRow.name)
        .where(CompanyRow.deleted_at.is_null(), CompanyRow.name_key >= first, CompanyRow.name_key < end)
        .order_by(CompanyRow.name_key, CompanyRow.id)
        .limit(limit)
    )


@Statement
def _primary_here(companies: Slot) -> Query:
    """Contacts whose primary company is one of these."""
    return Contact.select(Contact.id).where(one_of(Contact.company, companies))


@Statement
def _elsewhere(contacts: Slot, companies: Slot) -> Query:
    """Where contacts work besides these companies, the oldest link first."""
    return (
        ContactCompany.select(ContactCompany.id, ContactCompany.contact, ContactCompany.company)
        .where(one_of(ContactCompany.contact, contacts), ~one_of(ContactCompany.company, companies))
        .order_by(ContactCompany.id)
    )
