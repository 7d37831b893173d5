"""What a person does with the lists of one contact: addresses, numbers and companies."""

from __future__ import annotations

from abc import ABC
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.cleaning.text import fold_key, one_line
from salesdesk.domain.conflicts import EditConflict, FieldClash, RecordClash, Seen
from salesdesk.domain.contact_parts import once_each_email, once_each_phone, part_key
from salesdesk.domain.contacts import Contact, ContactChange, EmailEntry, Employment, PhoneEntry
from salesdesk.domain.fields import FIELD
from salesdesk.domain.part_edits import Part, merged_parts, parts_seen
from salesdesk.domain.typed_values import TypingRules, typed_value
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.commands import Commands
from salesdesk.services.record_edits import EditableRecords
from salesdesk.services.records import SalesRecords
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.company_writer import CompanyWriter
from salesdesk.store.records.contact_writer import ContactWriter
from salesdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class WorkPlace:
    """A company somebody works at as it was typed: its name (a new one makes a company) and the role there. ``link`` is
    the number of the employment that goes on, 0 of a new one."""

    company: str
    role: str = ""
    link: int = 0


class ContactParts(EditableRecords, SalesRecords, ABC):
    """Use cases of the parts of contacts; keys of one part are ``email:ID`` and ``phone:ID``."""

    _kind = EntityKind.CONTACT

    def __init__(self, store: Store, commands: Commands) -> None:
        super().__init__(store, commands, store.contacts, ContactWriter)
        self._contacts = store.contacts

    def set_emails(
        self,
        contact: int,
        emails: Sequence[EmailEntry],
        *,
        seen: Seen | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Give a contact these addresses in this order (the first is primary); entries keep their ids. Every
        address is checked; one named twice is kept once. ``seen`` are those the list was made from (see `seen_parts`):
        what somebody else added or changed since stays, and ``EditConflict`` is raised where both changed one entry."""
        checked, rules = [], self.rules()
        for entry in emails:
            address = self._typed("email", entry.address, rules)
            if address:
                checked.append(replace(entry, address=address))

        def change(uow: Writing) -> None:
            wanted = self._settled(uow, contact, "email", seen, checked, self._contacts.emails)
            ContactWriter(uow).change(contact, ContactChange(emails=once_each_email(wanted)))

        return self._edit_parts(contact, "email", change, origin)

    def set_phones(
        self,
        contact: int,
        phones: Sequence[PhoneEntry],
        *,
        seen: Seen | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Give a contact these numbers in this order (the first that is no fax is primary); entries keep their ids.
        Numbers are read by the file's country; one named twice is kept once. ``seen`` as for `set_emails`."""
        checked, rules = [], self.rules()
        for entry in phones:
            read = self._typed("phone", entry.number, rules)
            if read is not None:
                extension = read.extension or entry.extension
                checked.append(replace(entry, number=read.number, digits=read.digits, extension=extension))

        def change(uow: Writing) -> None:
            wanted = self._settled(uow, contact, "phone", seen, checked, self._contacts.phones)
            ContactWriter(uow).change(contact, ContactChange(phones=once_each_phone(wanted)))

        return self._edit_parts(contact, "phone", change, origin)

    @staticmethod
    def seen_parts(record: Contact) -> Seen:
        """What lists of addresses, numbers and companies are made from, as they were read."""
        fields = parts_seen("email", record.emails) | parts_seen("phone", record.phones)
        return Seen.of(record.id, fields | parts_seen("company", record.companies))

    def _settled(
        self,
        uow: Writing,
        contact: int,
        name: str,
        seen: Seen | None,
        ours: Sequence[Part],
        read: Callable[[int], Sequence[Part]],
    ) -> Sequence[Part]:
        """The entries that are to be written, with what somebody else did of them since ``seen``."""
        if seen is None:
            return ours
        journal, table = self._store.journal, EntityKind.CONTACT.value
        if contact in seen.revived:
            ContactWriter(uow).restore([contact])
        elif self._contacts.get(contact).deleted_at is not None:
            by = journal.deleted_by(table, contact, before=uow.batch)
            raise EditConflict([RecordClash(EntityKind.CONTACT, contact, deleted=by)])
        base = {key: part for key, part in seen.fields(contact).items() if key.partition(":")[0] == name}
        wanted, clashes = merged_parts(name, base, ours, read(contact))
        if clashes:
            by = journal.written_by(table, contact, [name], before=uow.batch)
            fields = tuple(FieldClash.of(clash, by) for clash in clashes)
            raise EditConflict([RecordClash(EntityKind.CONTACT, contact, fields)])
        return wanted

    def make_primary(
        self, contact: int, part: EmailEntry | PhoneEntry | Employment, *, origin: object = None
    ) -> ChangeSet:
        """Make one of a contact's addresses, numbers or companies the primary one."""
        record = self._contacts.get(contact)
        seen = self.seen_parts(record)
        if isinstance(part, EmailEntry):
            others = [e for e in record.emails if e.id != part.id]
            return self.set_emails(contact, [part, *others], seen=seen, origin=origin)
        if isinstance(part, PhoneEntry):
            numbers = [p for p in record.phones if p.id != part.id]
            return self.set_phones(contact, [part, *numbers], seen=seen, origin=origin)

        def chosen(_uow: Writing, present: Sequence[Employment]) -> list[Employment]:
            return [replace(link, is_primary=link.id == part.id) for link in present]

        return self._relink(contact, "company", chosen, origin)

    def set_companies(
        self,
        contact: int,
        places: Sequence[WorkPlace],
        *,
        seen: Seen | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Let a contact work at these companies, the first being the primary one; employments that are not named end.
        A company named twice is refused. ``seen`` as for `set_emails`."""
        names = [one_line(place.company) for place in places]
        if not all(fold_key(name) for name in names):
            raise InputError("contacts.no_company_name", field="company")

        def named(uow: Writing, present: Sequence[Employment]) -> list[Employment]:
            known = {link.id: link for link in present}
            if seen is not None:  # the dialog shows the names of then
                shown = (part for part in seen.fields(contact).values() if isinstance(part, Employment))
                known = {link.id: link for link in shown} | {0: Employment(0, "")}
            links: list[Employment] = []
            for name, place in zip(names, places, strict=True):
                former = known.get(place.link)
                same = former is not None and former.company == name
                company = former.company_id if former and same else CompanyWriter(uow).ensure(name)
                if any(link.company_id == company for link in links):
                    raise InputError("contacts.company_twice", field="company", name=name)
                links.append(Employment(company, name, one_line(place.role) or None, not links, place.link))
            return list(self._settled(uow, contact, "company", seen, links, self._contacts.companies))

        return self._relink(contact, "company", named, origin)

    def add_company(
        self, contact: int, name: str, role: str = "", *, primary: bool = False, origin: object = None
    ) -> ChangeSet:
        """Let a contact work at a company (made when new), in a role. The first one is primary by itself."""
        clean = one_line(name)
        if not fold_key(clean):
            raise InputError("contacts.no_company_name", field="company")

        def added(uow: Writing, present: Sequence[Employment]) -> list[Employment]:
            company = CompanyWriter(uow).ensure(clean)
            links = [link for link in present if link.company_id != company]
            if primary:
                links = [replace(link, is_primary=False) for link in links]
            return [*links, Employment(company, clean, one_line(role) or None, primary)]

        return self._relink(contact, "company", added, origin)

    def remove_company(self, contact: int, company: int, *, origin: object = None) -> ChangeSet:
        """A contact does not work at a company any more."""

        def left(_uow: Writing, present: Sequence[Employment]) -> list[Employment]:
            return [link for link in present if link.company_id != company]

        return self._relink(contact, "company", left, origin)

    def _relink(
        self,
        contact: int,
        key: str,
        links: Callable[[Writing, Sequence[Employment]], Sequence[Employment]],
        origin: object,
    ) -> ChangeSet:
        def change(uow: Writing) -> None:
            wanted = links(uow, self._contacts.companies(contact))
            ContactWriter(uow).change(contact, ContactChange(companies=wanted))

        return self._edit_parts(contact, key, change, origin)

    def _edit_parts(
        self, contact: int, key: str, change: Callable[[Writing], object], origin: object
    ) -> ChangeSet:
        name = self._contacts.get(contact).full_name
        told = phrase("changes.edit_fields", what=name, fields=self._field_told(key))
        return self._commands.run(told, change, origin=origin)

    def _name_of(self, record: int) -> str:
        return self._store.names.of(EntityKind.CONTACT, record) or self._contacts.get(record).full_name

    def _title(self, key: str) -> str:
        part = part_key(key)
        return super()._title(part[0] if part else key)

    def _field_told(self, key: str) -> str | Phrase:
        part = part_key(key)
        return super()._field_told(part[0] if part else key)

    def _typed(self, key: str, value: Any, rules: TypingRules) -> Any:
        return typed_value(key, self._title(key), FIELD[key].type, value, rules)
