"""The addresses, numbers and employments of contacts, of one or of many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from salesdesk.domain.contacts import EmailEntry, Employment, PhoneEntry
from salesdesk.store.engine.statements import Named, Query, Slot, one_of
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import ContactCompany, ContactEmail, ContactPhone

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


def emails_of(database: Database, contacts: Collection[int]) -> Mapping[int, tuple[EmailEntry, ...]]:
    """The addresses of contacts; who has none is left out."""
    found: dict[int, list[EmailEntry]] = defaultdict(list)
    for row in _rows(database, _emails, contacts):
        found[row.contact_id].append(EmailEntry(row.address, row.label, row.id, row.position))
    return {contact: tuple(entries) for contact, entries in found.items()}


def phones_of(database: Database, contacts: Collection[int]) -> Mapping[int, tuple[PhoneEntry, ...]]:
    """The numbers of contacts; who has none is left out."""
    found: dict[int, list[PhoneEntry]] = defaultdict(list)
    for row in _rows(database, _phones, contacts):
        found[row.contact_id].append(
            PhoneEntry(row.number, row.digits, row.label, row.extension, row.id, row.position)
        )
    return {contact: tuple(entries) for contact, entries in found.items()}


def companies_of(database: Database, contacts: Collection[int]) -> Mapping[int, tuple[Employment, ...]]:
    """Where contacts work, primary first; companies in the trash and contacts without one left out."""
    found: dict[int, list[Employment]] = defaultdict(list)
    for row in _rows(database, _companies, contacts):
        found[row.contact_id].append(
            Employment(row.company_id, row.name, row.role, bool(row.is_primary), row.id)
        )
    return {contact: tuple(links) for contact, links in found.items()}


def _emails(of: Callable[[Query], Query]) -> Query:
    found = ContactEmail.select().where(of(ContactEmail.contact))
    return found.order_by(ContactEmail.contact, ContactEmail.position, ContactEmail.id)


def _phones(of: Callable[[Query], Query]) -> Query:
    found = ContactPhone.select().where(of(ContactPhone.contact))
    return found.order_by(ContactPhone.contact, ContactPhone.position, ContactPhone.id)


def _companies(of: Callable[[Query], Query]) -> Query:
    return (
        ContactCompany.select(ContactCompany, Company.name)
        .join(Company, on=(Company.id == ContactCompany.company))
        .where(of(ContactCompany.contact), Company.deleted_at.is_null())
        .order_by(ContactCompany.contact, ContactCompany.is_primary.desc(), ContactCompany.id)
    )


def _rows(
    database: Database, build: Callable[[Callable[[Query], Query]], Query], contacts: Collection[int]
) -> list[Named]:
    """The parts of some contacts. Those of one are looked up under its id, which costs half of a list of one id."""
    if len(contacts) == 1:
        one = database.shaped((build, 1), lambda: build(lambda contact: contact == Slot(0)))
        return database.select(one, *contacts)
    several = database.shaped((build,), lambda: build(lambda contact: one_of(contact, Slot(0))))
    return database.select(several, contacts)
