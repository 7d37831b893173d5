"""The addresses, numbers and employments of contacts, of one or of many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from salesdesk.domain.contacts import EmailEntry, Employment, PhoneEntry
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import ContactCompany, ContactEmail, ContactPhone

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


def emails_of(database: Database, contacts: Collection[int]) -> Mapping[int, tuple[EmailEntry, ...]]:
    """The addresses of contacts; who has none is left out."""
    found: dict[int, list[EmailEntry]] = defaultdict(list)
    for row in database.select(_emails, contacts=contacts):
        found[row.contact_id].append(EmailEntry(row.address, row.label, row.id, row.position))
    return {contact: tuple(entries) for contact, entries in found.items()}


def phones_of(database: Database, contacts: Collection[int]) -> Mapping[int, tuple[PhoneEntry, ...]]:
    """The numbers of contacts; who has none is left out."""
    found: dict[int, list[PhoneEntry]] = defaultdict(list)
    for row in database.select(_phones, contacts=contacts):
        found[row.contact_id].append(
            PhoneEntry(row.number, row.digits, row.label, row.extension, row.id, row.position)
        )
    return {contact: tuple(entries) for contact, entries in found.items()}


def companies_of(database: Database, contacts: Collection[int]) -> Mapping[int, tuple[Employment, ...]]:
    """Where contacts work, primary first; companies in the trash and contacts without one left out."""
    found: dict[int, list[Employment]] = defaultdict(list)
    for row in database.select(_companies, contacts=contacts):
        found[row.contact_id].append(
            Employment(row.company_id, row.name, row.role, bool(row.is_primary), row.id)
        )
    return {contact: tuple(links) for contact, links in found.items()}


@Statement
def _emails(contacts: Slot) -> Query:
    return (
        ContactEmail.select()
        .where(one_of(ContactEmail.contact, contacts))
        .order_by(ContactEmail.contact, ContactEmail.position, ContactEmail.id)
    )


@Statement
def _phones(contacts: Slot) -> Query:
    return (
        ContactPhone.select()
        .where(one_of(ContactPhone.contact, contacts))
        .order_by(ContactPhone.contact, ContactPhone.position, ContactPhone.id)
    )


@Statement
def _companies(contacts: Slot) -> Query:
    return (
        ContactCompany.select(ContactCompany, Company.name)
        .join(Company, on=(Company.id == ContactCompany.company))
        .where(one_of(ContactCompany.contact, contacts), Company.deleted_at.is_null())
        .order_by(ContactCompany.contact, ContactCompany.is_primary.desc(), ContactCompany.id)
    )
