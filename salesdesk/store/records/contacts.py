"""Contacts in the database: their list, one whole record, and what one at a time is asked about its parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from peewee import JOIN

from salesdesk.domain.contacts import (
    Contact,
    EmailEntry,
    Employment,
    LifecycleChange,
    PhoneEntry,
)
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.fields.stored import values_in
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.models.contacts import Contact as ContactRow
from salesdesk.store.models.contacts import LifecycleEvent
from salesdesk.store.models.lists import Owner, Source
from salesdesk.store.records.contact_parts import companies_of, emails_of, phones_of
from salesdesk.store.records.repository import RecordRepository


class ContactRepository(RecordRepository):
    """The contacts of one file. List methods (`ids`, `count`, `page`, `columns`) are those of `ListReader`."""

    def get(self, contact: int) -> Contact:
        """One whole record, also from the trash; refuses an unknown id."""
        row = self._database.first(_whole, contact=contact)
        if row is None:
            raise DomainError("contacts.gone", number=contact)
        return Contact(
            id=contact,
            version=row.version,
            full_name=row.full_name,
            values=values_in(RecordKind.CONTACTS, row._asdict()),
            emails=self.emails(contact),
            phones=self.phones(contact),
            companies=self.companies(contact),
            tags=self._tags.of("contact", contact),
            custom=self._custom.by_key("contact", contact),
            lifecycle_stage=row.lifecycle_stage,
            lifecycle=self.lifecycle(contact),
            owner=row.owner_name,
            owner_id=row.owner_id,
            source=row.source_name,
            source_id=row.source_id,
            do_not_email=bool(row.do_not_email),
            do_not_call=bool(row.do_not_call),
            created_at=row.created_at,
            updated_at=row.updated_at,
            last_contacted_at=row.last_contacted_at,
            deleted_at=row.deleted_at,
        )

    def emails(self, contact: int) -> tuple[EmailEntry, ...]:
        """The addresses of one contact, primary first."""
        return emails_of(self._database, [contact]).get(contact, ())

    def phones(self, contact: int) -> tuple[PhoneEntry, ...]:
        """The numbers of one contact, in their order."""
        return phones_of(self._database, [contact]).get(contact, ())

    def companies(self, contact: int) -> tuple[Employment, ...]:
        """Where one contact works, primary first; companies in the trash left out."""
        return companies_of(self._database, [contact]).get(contact, ())

    def companies_of(self, contacts: Collection[int]) -> Mapping[int, tuple[Employment, ...]]:
        """The same of several; who works nowhere is left out."""
        return companies_of(self._database, contacts)

    def lifecycle(self, contact: int) -> tuple[LifecycleChange, ...]:
        """The lifecycle stages one contact went through, oldest first."""
        return tuple(
            LifecycleChange(row.from_stage, row.to_stage, row.at, row.actor)
            for row in self._database.select(_lifecycle, contact=contact)
        )


@Statement
def _whole(contact: Slot) -> Query:
    return (
        ContactRow.select(ContactRow, Owner.name.alias("owner_name"), Source.name.alias("source_name"))
        .join(Owner, JOIN.LEFT_OUTER, on=(Owner.id == ContactRow.owner))
        .switch(ContactRow)
        .join(Source, JOIN.LEFT_OUTER, on=(Source.id == ContactRow.source))
        .where(ContactRow.id == contact)
    )


@Statement
def _lifecycle(contact: Slot) -> Query:
    return (
        LifecycleEvent.select()
        .where(LifecycleEvent.contact == contact)
        .order_by(LifecycleEvent.at, LifecycleEvent.id)
    )
