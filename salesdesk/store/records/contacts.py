"""Contacts in the database: their list, one whole record, and the writes that keep its parts in step."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.contacts import (
    Contact,
    ContactDraft,
    EmailEntry,
    Employment,
    LifecycleChange,
    PhoneEntry,
)
from salesdesk.domain.fields import RecordKind
from salesdesk.errors import DomainError
from salesdesk.store.records.parts import RecordRepository, synchronise

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork
    from salesdesk.store.records.custom_fields import CustomFieldRepository
    from salesdesk.store.records.tags import TagRepository

PLAIN_COLUMNS = (
    "first_name", "last_name", "middle_name", "honorific", "suffix", "nickname", "job_title", "department", "website",
    "linkedin", "twitter", "facebook", "instagram", "street", "street_2", "city", "region", "postal_code", "country",
    "birthday", "lead_status", "notes", "external_id",
)  # fmt: skip
"""The single-valued text columns a person can fill, named like their fields."""

_GET = f"""
    SELECT r.version, r.full_name, r.lifecycle_stage, w.name, r.owner_id, s.name, r.source_id, r.do_not_email, r.do_not_call,
        r.created_at, r.updated_at, r.last_contacted_at, r.deleted_at, {", ".join(f"r.{c}" for c in PLAIN_COLUMNS)}
    FROM contact r LEFT JOIN owner w ON w.id = r.owner_id LEFT JOIN source s ON s.id = r.source_id WHERE r.id = ?"""


class ContactRepository(RecordRepository):
    """The contacts of one file. List methods (`ids`, `count`, `page`, `columns`) are those of `ListReader`."""

    def __init__(
        self, database: Database, custom: CustomFieldRepository, tags: TagRepository, today: Callable[[], str]
    ) -> None:
        super().__init__(database, RecordKind.CONTACTS, custom, today)
        self._tags = tags

    def get(self, contact: int) -> Contact:
        """One whole record, also from the trash; refuses an unknown id."""
        found = self._database.rows(_GET, (contact,))
        if not found:
            raise DomainError("No such contact", f"The contact number {contact} does not exist any more.")
        (
            version,
            name,
            stage,
            owner,
            owner_id,
            source,
            source_id,
            no_email,
            no_call,
            created,
            updated,
            last,
            deleted,
        ) = found[0][:13]
        fields = {field.id: field.key for field in self._custom.of("contact")}
        values = self._custom.values("contact", [contact]).get(contact, {})
        return Contact(
            contact,
            version,
            name,
            dict(zip(PLAIN_COLUMNS, found[0][13:], strict=True)),
            self.emails(contact),
            self.phones(contact),
            self.companies(contact),
            self._tags.of("contact", contact),
            {fields[number]: value for number, value in values.items()},
            stage,
            self.lifecycle(contact),
            owner,
            owner_id,
            source,
            source_id,
            bool(no_email),
            bool(no_call),
            created,
            updated,
            last,
            deleted,
        )

    def emails(self, contact: int) -> tuple[EmailEntry, ...]:
        """The addresses of one contact, primary first."""
        rows = self._database.rows(
            "SELECT address, label, id, position FROM contact_email WHERE contact_id = ? ORDER BY position, id",
            (contact,),
        )
        return tuple(EmailEntry(*row) for row in rows)

    def phones(self, contact: int) -> tuple[PhoneEntry, ...]:
        """The numbers of one contact, primary first."""
        rows = self._database.rows(
            "SELECT number, digits, label, extension, id, position FROM contact_phone WHERE contact_id = ? ORDER BY position, id",
            (contact,),
        )
        return tuple(PhoneEntry(*row) for row in rows)

    def companies(self, contact: int) -> tuple[Employment, ...]:
        """Where one contact works, primary first; companies in the trash left out."""
        rows = self._database.rows(
            "SELECT l.company_id, o.name, l.role, l.is_primary, l.id FROM contact_company l JOIN company o ON o.id = l.company_id "
            "WHERE l.contact_id = ? AND o.deleted_at IS NULL ORDER BY l.is_primary DESC, l.id",
            (contact,),
        )
        return tuple(
            Employment(company, name, role, bool(primary), row) for company, name, role, primary, row in rows
        )

    def lifecycle(self, contact: int) -> tuple[LifecycleChange, ...]:
        """The lifecycle stages one contact went through, oldest first."""
        rows = self._database.rows(
            "SELECT from_stage, to_stage, at, actor FROM lifecycle_event WHERE contact_id = ? ORDER BY at, id",
            (contact,),
        )
        return tuple(LifecycleChange(*row) for row in rows)

    # -- writing ----------------------------------------------------------------------------------------

    def create(self, uow: UnitOfWork, draft: ContactDraft) -> int:
        """Create a contact with its parts. Returns the id."""
        email = draft.emails[0].address if draft.emails else None
        phone = draft.phones[0].number if draft.phones else None
        values = {
            **draft.values,
            "full_name": draft.full_name,
            "name_key": fold_key(draft.full_name),
            "email": email,
            "phone": phone,
            "company_id": draft.companies[0].company_id if draft.companies else None,
            "created_at": uow.at,
            "updated_at": uow.at,
        }
        contact = uow.insert("contact", values)
        self._write_emails(uow, contact, draft.emails)
        self._write_phones(uow, contact, draft.phones)
        links = [replace(link, is_primary=place == 0) for place, link in enumerate(draft.companies)]
        self._write_companies(uow, contact, links)
        if draft.tags:
            self._tags.replace(uow, "contact", contact, draft.tags)
        for value in draft.custom:
            self._custom.set_values(uow, "contact", value.field, {contact: value})
        stage = str(values.get("lifecycle_stage") or uow.row("contact", contact)["lifecycle_stage"])
        self._log_lifecycle(uow, [(contact, None, stage)])
        return contact

    def rename(self, uow: UnitOfWork, contact: int, full_name: str, parts: Mapping[str, Any]) -> None:
        """Change the name; ``parts`` are the columns of its parts to go with it."""
        self.set_values(uow, {contact: {**parts, "full_name": full_name, "name_key": fold_key(full_name)}})

    def set_emails(self, uow: UnitOfWork, contact: int, emails: Sequence[EmailEntry]) -> None:
        """Give a contact these addresses in this order; the first becomes primary. Entries with an id are kept."""
        self._write_emails(uow, contact, emails)
        self.set_values(uow, {contact: {"email": emails[0].address if emails else None}})

    def set_phones(self, uow: UnitOfWork, contact: int, phones: Sequence[PhoneEntry]) -> None:
        """Give a contact these numbers in this order; the first becomes primary. Entries with an id are kept."""
        self._write_phones(uow, contact, phones)
        self.set_values(uow, {contact: {"phone": phones[0].number if phones else None}})

    def set_companies(self, uow: UnitOfWork, contact: int, links: Sequence[Employment]) -> None:
        """Make these the contact's employments; the one marked primary (or else the first) is primary. Links to
        companies in the trash stay as they are."""
        chosen = next((place for place, link in enumerate(links) if link.is_primary), 0)
        marked = [replace(link, is_primary=place == chosen) for place, link in enumerate(links)]
        self._write_companies(uow, contact, marked)
        hidden = uow.query(
            "SELECT l.id, l.company_id FROM contact_company l JOIN company o ON o.id = l.company_id "
            "WHERE l.contact_id = ? AND l.is_primary AND o.deleted_at IS NOT NULL",
            (contact,),
        )
        company: int | None = hidden[0][1] if hidden else None
        if marked:
            uow.update_many("contact_company", {link: {"is_primary": 0} for link, _ in hidden})
            company = marked[chosen].company_id
        self.set_values(uow, {contact: {"company_id": company}})

    def set_tags(self, uow: UnitOfWork, contact: int, names: Collection[str]) -> None:
        """Give a contact exactly these tags."""
        self._tags.replace(uow, "contact", contact, names)

    def set_lifecycle(self, uow: UnitOfWork, ids: Collection[int], stage: str) -> set[int]:
        """Move contacts to a lifecycle stage (a code) and keep the history. Returns those that moved."""
        former = dict(
            uow.query(
                "SELECT id, lifecycle_stage FROM contact WHERE id IN (SELECT value FROM json_each(?)) AND lifecycle_stage <> ?",
                (json.dumps(list(ids)), stage),
            )
        )
        self.set_value(uow, former, "lifecycle_stage", stage)
        self._log_lifecycle(uow, [(contact, before, stage) for contact, before in former.items()])
        return set(former)

    def purge(self, uow: UnitOfWork, ids: Collection[int]) -> None:
        """Erase contacts with everything that is only theirs. It can still be undone until the history is cut."""
        self._erase(uow, ids)

    def _write_emails(self, uow: UnitOfWork, contact: int, emails: Sequence[EmailEntry]) -> None:
        wanted = [(e.id, (e.address, e.address.lower(), e.label, place)) for place, e in enumerate(emails)]
        columns = ("address", "address_key", "label", "position")
        present = [
            row for (row,) in uow.query("SELECT id FROM contact_email WHERE contact_id = ?", (contact,))
        ]
        synchronise(uow, "contact_email", ("contact_id", contact), columns, present, wanted)

    def _write_phones(self, uow: UnitOfWork, contact: int, phones: Sequence[PhoneEntry]) -> None:
        wanted = [(p.id, (p.number, p.digits, p.extension, p.label, place)) for place, p in enumerate(phones)]
        columns = ("number", "digits", "extension", "label", "position")
        present = [
            row for (row,) in uow.query("SELECT id FROM contact_phone WHERE contact_id = ?", (contact,))
        ]
        synchronise(uow, "contact_phone", ("contact_id", contact), columns, present, wanted)

    def _write_companies(self, uow: UnitOfWork, contact: int, links: Sequence[Employment]) -> None:
        wanted = [(link.id, (link.company_id, link.role, int(link.is_primary))) for link in links]
        columns = ("company_id", "role", "is_primary")
        present = [
            row
            for (row,) in uow.query(
                "SELECT l.id FROM contact_company l JOIN company o ON o.id = l.company_id WHERE l.contact_id = ? AND o.deleted_at IS NULL",
                (contact,),
            )
        ]
        synchronise(uow, "contact_company", ("contact_id", contact), columns, present, wanted)

    @staticmethod
    def _log_lifecycle(uow: UnitOfWork, moves: Sequence[tuple[int, str | None, str]]) -> None:
        uow.insert_many(
            "lifecycle_event",
            ("contact_id", "from_stage", "to_stage", "at", "actor"),
            [(contact, before, after, uow.at, uow.actor) for contact, before, after in moves],
        )
