"""Companies in the database: their list, one whole record, and their people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from peewee import JOIN

from salesdesk.domain.cleaning.companies import kind_of_firm, may_be_one_firm
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.companies import Company, Person, match_key
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.fields.stored import values_in
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.models.companies import Company as CompanyRow
from salesdesk.store.models.contacts import Contact, ContactCompany
from salesdesk.store.models.lists import Owner, Source
from salesdesk.store.records.repository import RecordRepository

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


class CompanyRepository(RecordRepository):
    """The companies of one file. List methods (`ids`, `count`, `page`, `columns`) are those of `ListReader`."""

    def get(self, company: int) -> Company:
        """One whole record, also from the trash; refuses an unknown id."""
        row = self._database.first(_whole, company=company)
        if row is None:
            raise DomainError("companies.gone", number=company)
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
        return company_called(self._database, name)

    def starting_with(self, text: str, limit: int = 20) -> list[tuple[int, str]]:
        """Companies whose name begins with ``text``, by name, for completing what is typed."""
        key = fold_key(text)
        rows = self._database.select(_between, first=key, end=key + "\U0010ffff", limit=limit)
        return [(row.id, row.name) for row in rows]


def company_called(database: Database, name: str) -> int | None:
    """The oldest company of that name (case, accents, and a legal form that only one of both says aside), trash left out;
    None without, and where a name without its legal form may be that of several."""
    return CompaniesCalled(database, [name]).of(name)


class CompaniesCalled:
    """Which companies some names mean, as ``company_called`` says it of one."""

    def __init__(self, database: Database, names: Iterable[str]) -> None:
        self._keys = {name: match_key(name) for name in names}
        self._known: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for row in database.select(_called, match_keys=list(dict.fromkeys(self._keys.values()))):
            self._known[row.match_key].append((row.id, row.name_key))

    def of(self, name: str) -> int | None:
        """The company of one of the names, None without."""
        key = fold_key(name)
        found = [one for one in self._known[self._keys[name]] if may_be_one_firm(one[1], key)]
        exact = next((company for company, known in found if known == key), None)
        if exact is not None or not found:
            return exact
        kinds = {kind_of_firm(known) for _, known in found} - {""}
        return found[0][0] if len(kinds) < 2 else None  # Alpha may be Alpha AG or Alpha GmbH

    def add(self, company: int, name: str) -> None:
        """One of the names is that of a new company."""
        self._known[self._keys[name]].append((company, fold_key(name)))


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
def _called(match_keys: Slot) -> Query:
    return (
        CompanyRow.select(CompanyRow.id, CompanyRow.name_key, CompanyRow.match_key)
        .where(one_of(CompanyRow.match_key, match_keys), CompanyRow.deleted_at.is_null())
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
