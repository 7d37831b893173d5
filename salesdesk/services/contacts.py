"""What a person does with contacts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from salesdesk.domain.changes import UNCHANGED, ChangeSet, EntityKind
from salesdesk.domain.cleaning.text import fold_key, one_line
from salesdesk.domain.conflicts import EditConflict, FieldClash, RecordClash, Seen
from salesdesk.domain.contact_parts import (
    EMAIL_KEYS,
    PHONE_KEYS,
    emails_replaced,
    emails_with,
    employments_with,
    once_each_email,
    once_each_phone,
    part_key,
    parts_typed,
    phones_replaced,
    phones_with,
)
from salesdesk.domain.contacts import (
    NAME_PARTS,
    Contact,
    ContactChange,
    ContactDraft,
    EmailEntry,
    Employment,
    PhoneEntry,
    joined_name,
    split_name,
)
from salesdesk.domain.custom_fields import CustomValue
from salesdesk.domain.fields import FIELD, RecordKind, declared
from salesdesk.domain.lifecycle import DEFAULT
from salesdesk.domain.part_edits import Part, merged_parts, parts_seen
from salesdesk.domain.typed_values import custom_value, typed_value
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.commands import Commands
from salesdesk.services.record_edits import EditableRecords
from salesdesk.services.records import SalesRecords, lifecycle_code
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


class ContactService(EditableRecords, SalesRecords):
    """Use cases of contacts. Typed values are texts by field key (``domain.fields``; ``custom.KEY`` for the person's
    own fields, ``email:ID`` and ``phone:ID`` for one address or number of several) and are understood by ``domain.typed_values``; ``InputError.field`` is the key that was refused."""

    _counted_as = "changes.contacts"
    _kind = EntityKind.CONTACT

    def __init__(self, store: Store, commands: Commands) -> None:
        super().__init__(store, commands, store.contacts, ContactWriter)
        self._contacts = store.contacts

    def create(self, values: Mapping[str, Any], *, origin: object = None) -> tuple[int, ChangeSet]:
        """Create a contact from typed values. Needs a name, or else an e-mail, a phone or a company to be called
        by. Company, owner, source and tags are found by name and made when new. Returns the id too."""
        clean = self._clean(values)
        name = clean.get("full_name") or joined_name(clean)
        parts: dict[str, str | None] = {}
        if clean.get("full_name") and not joined_name(clean):
            name, parts = split_name(clean["full_name"])
        name = name or self._called(clean)
        if not name:
            raise InputError("contacts.no_name_or_address", field="full_name")
        created: list[int] = []

        def change(uow: Writing) -> None:
            created.append(
                ContactWriter(uow).create(
                    self._draft(
                        uow, name, {**clean, **{part: value for part, value in parts.items() if value}}
                    ),
                )
            )

        changes = self._commands.run(phrase("changes.add", name=name), change, origin=origin)
        return created[0], changes

    # -- parts ------------------------------------------------------------------------------------------

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
        checked = []
        for entry in emails:
            address = self._typed("email", entry.address)
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
        checked = []
        for entry in phones:
            read = self._typed("phone", entry.number)
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

    # -- typed values -----------------------------------------------------------------------------------

    def _name_of(self, record: int) -> str:
        return self._contacts.get(record).full_name

    def _title(self, key: str) -> str:
        part = part_key(key)
        return super()._title(part[0] if part else key)

    def _field_told(self, key: str) -> str | Phrase:
        part = part_key(key)
        return super()._field_told(part[0] if part else key)

    def _typed(self, key: str, value: Any) -> Any:
        return typed_value(key, self._title(key), FIELD[key].type, value, self.rules())

    def _clean(self, values: Mapping[str, Any]) -> dict[str, Any]:
        own = self._fields()
        clean: dict[str, Any] = {}
        for key, value in values.items():
            if part := part_key(key):
                clean[key] = self._typed(part[0], value)
            elif key in own:
                clean[key] = custom_value(own[key], value, self.rules())
            elif key == "lifecycle_stage":
                clean[key] = lifecycle_code(str(value))
            elif key in declared().of(RecordKind.CONTACTS).typed:
                clean[key] = self._typed(key, value)
            else:
                raise InputError("contacts.not_to_edit", field=key, title=self._title(key))
        return clean

    @staticmethod
    def _called(clean: Mapping[str, Any]) -> str:
        """What a contact without a name is called: the address, the number or the company."""
        phone = next((clean[key] for key in PHONE_KEYS if clean.get(key)), None)
        return str(clean.get("email") or (phone.number if phone else "") or clean.get("company") or "")

    def _draft(self, uow: Writing, name: str, clean: Mapping[str, Any]) -> ContactDraft:
        owner, source = clean.get("owner"), clean.get("lead_source")
        owner_id = self._store.owners.ensure(uow, owner) if owner else None
        source_id = self._store.sources.ensure(uow, source) if source else None
        companies: tuple[Employment, ...] = ()
        if clean.get("company"):
            company = CompanyWriter(uow).ensure(clean["company"])
            companies = (Employment(company, clean["company"], clean.get("job_title"), True),)
        emails = {
            clean[key].lower(): EmailEntry(clean[key]) for key in reversed(EMAIL_KEYS) if clean.get(key)
        }
        return ContactDraft(
            name,
            {
                key: clean[key]
                for key in declared().of(RecordKind.CONTACTS).plain
                if clean.get(key) is not None
            },
            tuple(reversed(emails.values())),
            tuple(clean[key] for key in PHONE_KEYS if clean.get(key)),
            companies,
            tuple(clean.get("tags") or ()),
            tuple(value for value in clean.values() if isinstance(value, CustomValue)),
            clean.get("lifecycle_stage") or DEFAULT,
            owner_id,
            source_id,
            bool(clean.get("do_not_email")),
            bool(clean.get("do_not_call")),
        )

    def _apply(self, uow: Writing, record: int, clean: Mapping[str, Any]) -> None:
        """Write what was typed, one group of columns after the other."""
        for change in self._changes(uow, self._contacts.get(record), clean):
            ContactWriter(uow).change(record, change)
        if "tags" in clean:
            self._store.tags.replace(uow, "contact", record, clean["tags"] or ())
        if "lifecycle_stage" in clean:
            ContactWriter(uow).change(record, ContactChange(lifecycle=(clean["lifecycle_stage"],)))
        own = self._fields()
        for key in clean:
            if key in own:
                self._store.custom_fields.set_values(uow, "contact", own[key].id, {record: clean[key]})

    def _changes(self, uow: Writing, record: Contact, clean: Mapping[str, Any]) -> Iterator[ContactChange]:
        owner = clean.get("owner", UNCHANGED)
        source = clean.get("lead_source", UNCHANGED)
        yield ContactChange(
            values={
                key: clean[key]
                for key in declared().of(RecordKind.CONTACTS).plain
                if key in clean and key not in NAME_PARTS
            },
            do_not_email=bool(clean["do_not_email"]) if "do_not_email" in clean else None,
            do_not_call=bool(clean["do_not_call"]) if "do_not_call" in clean else None,
            owner_id=self._named(uow, self._store.owners, owner),
            source_id=self._named(uow, self._store.sources, source),
        )
        renamed = _renamed(record, clean)
        if renamed is not None:
            yield renamed
        if "company" in clean:
            name = clean["company"]
            company = (CompanyWriter(uow).ensure(name), name) if name else None
            yield ContactChange(companies=employments_with(record.companies, company))
        if any(key in clean for key in EMAIL_KEYS):
            yield ContactChange(emails=emails_with(record.emails, clean))
        if any(key in clean for key in PHONE_KEYS):
            yield ContactChange(phones=phones_with(record.phones, clean))
        if addresses := parts_typed("email", clean):
            yield ContactChange(emails=emails_replaced(record.emails, addresses))
        if numbers := parts_typed("phone", clean):
            yield ContactChange(phones=phones_replaced(record.phones, numbers))

    def _fields_now(
        self, records: Collection[int], keys: Collection[str]
    ) -> Mapping[int, Mapping[str, object]]:
        found = super()._fields_now(records, keys)
        if not any(map(part_key, keys)):
            return found
        return {contact: {**values, **self._parts_now(contact)} for contact, values in found.items()}

    def _parts_now(self, contact: int) -> dict[str, object]:
        found: dict[str, object] = {f"email:{e.id}": e.address for e in self._contacts.emails(contact)}
        for phone in self._contacts.phones(contact):
            found[f"phone:{phone.id}"] = phone.number + (f";ext={phone.extension}" if phone.extension else "")
        return found


def _renamed(record: Contact, clean: Mapping[str, Any]) -> ContactChange | None:
    """The change of the name and its parts, None when none was typed."""
    typed = {part: clean[part] for part in NAME_PARTS if part in clean}
    if "full_name" in clean and not typed:
        if not clean["full_name"]:
            raise InputError("contacts.no_name", field="full_name")
        name, parts = split_name(clean["full_name"])
        return ContactChange(values=parts, full_name=name)
    if not typed:
        return None
    whole = {part: record.values.get(part) for part in NAME_PARTS} | typed
    full = clean.get("full_name") or joined_name(whole)
    if set(typed) == {"honorific"}:
        full = record.full_name
    if not full:
        raise InputError("contacts.no_name", field=next(iter(typed)))
    return ContactChange(values=whole, full_name=full)
