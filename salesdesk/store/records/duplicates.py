"""What the duplicate finder reads, and the pairs a person said are not the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from peewee import JOIN

from salesdesk.domain.contacts import FAX
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.records import MatchRecord
from salesdesk.store.engine.statements import Compiled, Named, Query, Slot, Statement, one_of
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact, ContactEmail, ContactPhone, DuplicateDecision

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


class DuplicateRepository:
    """Reads records as the matcher wants them and keeps the "not the same" decisions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def records(self, kind: RecordKind, ids: Iterable[int] | None = None) -> list[MatchRecord]:
        """Contacts or companies outside the trash as match records (``ref`` is the id); all, or these ``ids``."""
        wanted = None if ids is None else sorted(set(ids))
        if kind is RecordKind.CONTACTS:
            return self._contacts(wanted)
        return [_company(row) for row in self._select("company", wanted)]

    def decided(self, kind: RecordKind) -> set[tuple[int, int]]:
        """Pairs (smaller id, greater id) a person said are not the same."""
        return {(row.first_id, row.second_id) for row in self._database.select(_different, kind=kind.value)}

    @writes
    def decide(self, uow: UnitOfWork, kind: RecordKind, one: int, other: int) -> None:
        """Remember that two records are not the same; doing it twice changes nothing."""
        first, second = min(one, other), max(one, other)
        if (first, second) not in self.decided(kind):
            uow.insert(
                "duplicate_decision",
                {"kind": kind.value, "first_id": first, "second_id": second, "at": uow.at},
            )

    def names(self, kind: RecordKind, ids: Iterable[int]) -> dict[int, str]:
        """Display names by id."""
        spec = entity_of(kind)
        table, column = spec.table, spec.name

        def build() -> Query:
            model = model_of(table)
            named = model.select(model.id, column_of(table, column).alias("name"))
            return named.where(one_of(model.id, Slot(0)))

        found = self._database.select(self._database.shaped(("names of", table), build), sorted(set(ids)))
        return {row.id: row.name for row in found}

    def _contacts(self, wanted: Sequence[int] | None) -> list[MatchRecord]:
        emails: dict[int, list[str]] = defaultdict(list)
        phones: dict[int, list[str]] = defaultdict(list)
        fax: dict[int, str] = {}
        for row in self._select("contact_email", wanted):
            emails[row.contact_id].append(row.address)
        for row in self._select("contact_phone", wanted):
            if row.label == FAX:
                fax[row.contact_id] = row.digits
            else:
                phones[row.contact_id].append(row.digits)
        return [
            MatchRecord(
                row.id,
                RecordKind.CONTACTS,
                first_name=row.first_name or "",
                middle_name=row.middle_name or "",
                last_name=row.last_name or "",
                suffix=row.suffix or "",
                honorific=row.honorific or "",
                full_name=row.full_name or "",
                nickname=row.nickname or "",
                company=row.company_name or "",
                job_title=row.job_title or "",
                emails=tuple(emails.get(row.id, ())),
                phones=tuple(phones.get(row.id, ())),
                fax=fax.get(row.id, ""),
                birthday=row.birthday or "",
                **_place(row),
                links=_links(row),
            )
            for row in self._select("contact", wanted)
        ]

    def _select(self, table: str, wanted: Sequence[int] | None) -> list[Named]:
        """What the matcher reads of one table: of everything, or of some records."""
        compiled = _read(self._database, table, narrowed=wanted is not None)
        return self._database.select(compiled, *(() if wanted is None else (wanted,)))


def _company(row: Named) -> MatchRecord:
    return MatchRecord(
        row.id,
        RecordKind.COMPANIES,
        company=row.name,
        emails=(row.email,) if row.email else (),
        phones=(row.phone_digits,) if row.phone_digits else (),
        fax=row.fax or "",
        **_place(row),
        links=_links(row),
    )


def _place(row: Named) -> dict[str, Any]:
    """What contacts and companies have in common, as the matcher calls it."""
    return {column: getattr(row, column) or "" for column in _SHARED}


def _links(row: Named) -> tuple[str, ...]:
    return tuple(link for link in (row.linkedin, row.facebook, row.twitter, row.instagram) if link)


_SHARED = ("street", "street_2", "city", "region", "postal_code", "country", "website", "external_id")
_LINKS = ("linkedin", "facebook", "twitter", "instagram")
_PERSON = (
    *(
        "first_name",
        "middle_name",
        "last_name",
        "suffix",
        "honorific",
        "full_name",
        "nickname",
        "job_title",
        "birthday",
    ),
    *_SHARED,
    *_LINKS,
)
_FIRM = ("name", "email", "phone_digits", "fax", *_SHARED, *_LINKS)


def _read(database: Database, table: str, *, narrowed: bool) -> Compiled:
    """Statement: what the matcher reads of a table, of everything or of some records (a list)."""
    return database.shaped(
        ("match", table, narrowed),
        lambda: _QUERIES[table]().where(one_of(_owner(table), Slot(0))) if narrowed else _QUERIES[table](),
    )


def _owner(table: str) -> Query:
    return column_of(table, "contact_id" if table in ("contact_email", "contact_phone") else "id")


def _people() -> Query:
    return (
        Contact.select(
            Contact.id,
            *(column_of("contact", column) for column in _PERSON),
            Company.name.alias("company_name"),
        )
        .join(Company, JOIN.LEFT_OUTER, on=((Company.id == Contact.company) & Company.deleted_at.is_null()))
        .where(Contact.deleted_at.is_null())
        .order_by(Contact.id)
    )


def _firms() -> Query:
    named = Company.select(Company.id, *(column_of("company", column) for column in _FIRM))
    return named.where(Company.deleted_at.is_null()).order_by(Company.id)


def _emails() -> Query:
    found = ContactEmail.select(ContactEmail.contact, ContactEmail.address)
    return found.order_by(ContactEmail.contact, ContactEmail.position)


def _phones() -> Query:
    found = ContactPhone.select(ContactPhone.contact, ContactPhone.digits, ContactPhone.label)
    return found.order_by(ContactPhone.contact, ContactPhone.position)


_QUERIES: dict[str, Callable[[], Query]] = {
    "contact": _people,
    "company": _firms,
    "contact_email": _emails,
    "contact_phone": _phones,
}


@Statement
def _different(kind: Slot) -> Query:
    return DuplicateDecision.select(DuplicateDecision.first_id, DuplicateDecision.second_id).where(
        DuplicateDecision.kind == kind, DuplicateDecision.decision == "different"
    )
