"""What a person does with contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from salesdesk.domain.changes import Cause, ChangeSet
from salesdesk.domain.cleaning.text import fold_key, one_line
from salesdesk.domain.contacts import (
    NAME_PARTS,
    Contact,
    ContactDraft,
    EmailEntry,
    Employment,
    PhoneEntry,
    joined_name,
    split_name,
)
from salesdesk.domain.custom_fields import PREFIX, CustomField, CustomValue
from salesdesk.domain.fields import FIELD
from salesdesk.domain.typed_values import custom_value, typed_value
from salesdesk.errors import InputError
from salesdesk.services.commands import Commands
from salesdesk.services.records import RecordService, lifecycle_code
from salesdesk.store.journal.unit_of_work import UnitOfWork
from salesdesk.store.records.contacts import PLAIN_COLUMNS
from salesdesk.store.store import Store

_EMAILS = ("email", "email_2", "email_3")
_PHONES = ("phone", "mobile", "phone_2", "phone_3", "fax")
_FLAGS = ("do_not_email", "do_not_call")


class ContactService(RecordService):
    """Use cases of contacts. Typed values are texts by field key (``domain.fields``; ``custom.KEY`` for the person's
    own fields) and are understood by ``domain.typed_values``; ``InputError.field`` is the key that was refused."""

    _one, _many = "contact", "contacts"

    def __init__(self, store: Store, commands: Commands) -> None:
        super().__init__(store, commands, store.contacts)
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
            raise InputError(
                "Name missing", "A contact needs a name, an e-mail or a phone number.", "full_name"
            )
        created: list[int] = []

        def change(uow: UnitOfWork) -> None:
            created.append(
                self._contacts.create(
                    uow,
                    self._draft(
                        uow, name, {**clean, **{part: value for part, value in parts.items() if value}}
                    ),
                )
            )

        changes = self._commands.run(f"Add {name}", change, origin=origin)
        return created[0], changes

    def edit(self, contact: int, key: str, value: Any, *, origin: object = None) -> ChangeSet:
        """Change one field to a typed value; an empty one clears it."""
        return self.update(contact, {key: value}, origin=origin)

    def update(self, contact: int, values: Mapping[str, Any], *, origin: object = None) -> ChangeSet:
        """Change several fields of one contact at once."""
        clean = self._clean(values)
        record = self._contacts.get(contact)
        titles = ", ".join(self._title(key) for key in clean)
        return self._commands.run(
            f"Edit {record.full_name}: {titles}", lambda uow: self._apply(uow, record, clean), origin=origin
        )

    def edit_many(self, edits: Mapping[int, Mapping[str, Any]], *, origin: object = None) -> ChangeSet:
        """Change several contacts at once, as when a block of cells is pasted. One refused value refuses all."""
        cleaned = {contact: self._clean(values) for contact, values in edits.items()}

        def change(uow: UnitOfWork) -> None:
            for contact, clean in cleaned.items():
                self._apply(uow, self._contacts.get(contact), clean)

        text = f"Edit {self._counted(list(edits))}"
        return self._commands.run(text, change, cause=Cause.BULK_EDIT, origin=origin)

    # -- parts ------------------------------------------------------------------------------------------

    def set_emails(self, contact: int, emails: Sequence[EmailEntry], *, origin: object = None) -> ChangeSet:
        """Give a contact these addresses in this order (the first is primary); entries keep their ids. Every
        address is checked; one named twice is kept once."""
        checked: dict[str, EmailEntry] = {}
        for entry in emails:
            address = self._typed("email", entry.address)
            if address:
                checked.setdefault(address.lower(), replace(entry, address=address))
        return self._edit_parts(
            contact, "email", lambda uow: self._contacts.set_emails(uow, contact, [*checked.values()]), origin
        )

    def set_phones(self, contact: int, phones: Sequence[PhoneEntry], *, origin: object = None) -> ChangeSet:
        """Give a contact these numbers in this order (the first is primary); entries keep their ids. Numbers are
        read by the file's country; one named twice is kept once."""
        checked: dict[tuple[str, str | None], PhoneEntry] = {}
        for entry in phones:
            read = self._typed("phone", entry.number)
            if read is not None:
                kept = replace(
                    entry, number=read.number, digits=read.digits, extension=read.extension or entry.extension
                )
                checked.setdefault((kept.digits, kept.extension), kept)
        return self._edit_parts(
            contact, "phone", lambda uow: self._contacts.set_phones(uow, contact, [*checked.values()]), origin
        )

    def make_primary(
        self, contact: int, part: EmailEntry | PhoneEntry | Employment, *, origin: object = None
    ) -> ChangeSet:
        """Make one of a contact's addresses, numbers or companies the primary one."""
        record = self._contacts.get(contact)
        if isinstance(part, EmailEntry):
            return self.set_emails(
                contact, [part, *(e for e in record.emails if e.id != part.id)], origin=origin
            )
        if isinstance(part, PhoneEntry):
            return self.set_phones(
                contact, [part, *(p for p in record.phones if p.id != part.id)], origin=origin
            )
        links = [replace(link, is_primary=link.id == part.id) for link in record.companies]
        return self._edit_parts(
            contact, "company", lambda uow: self._contacts.set_companies(uow, contact, links), origin
        )

    def add_company(
        self, contact: int, name: str, role: str = "", *, primary: bool = False, origin: object = None
    ) -> ChangeSet:
        """Let a contact work at a company (made when new), in a role. The first one is primary by itself."""
        clean = one_line(name)
        if not fold_key(clean):
            raise InputError("Name missing", "Type the company's name.", "company")

        def change(uow: UnitOfWork) -> None:
            company = self._store.companies.ensure(uow, clean)
            links = [link for link in self._contacts.companies(contact) if link.company_id != company]
            if primary:
                links = [replace(link, is_primary=False) for link in links]
            self._contacts.set_companies(
                uow, contact, [*links, Employment(company, clean, one_line(role) or None, primary)]
            )

        return self._edit_parts(contact, "company", change, origin)

    def set_role(self, contact: int, company: int, role: str, *, origin: object = None) -> ChangeSet:
        """Change what a contact does at one company."""

        def change(uow: UnitOfWork) -> None:
            links = [
                replace(link, role=one_line(role) or None) if link.company_id == company else link
                for link in self._contacts.companies(contact)
            ]
            self._contacts.set_companies(uow, contact, links)

        return self._edit_parts(contact, "job_title", change, origin)

    def remove_company(self, contact: int, company: int, *, origin: object = None) -> ChangeSet:
        """A contact does not work at a company any more."""

        def change(uow: UnitOfWork) -> None:
            links = [link for link in self._contacts.companies(contact) if link.company_id != company]
            self._contacts.set_companies(uow, contact, links)

        return self._edit_parts(contact, "company", change, origin)

    def _edit_parts(self, contact: int, key: str, change: Any, origin: object) -> ChangeSet:
        name = self._contacts.get(contact).full_name
        return self._commands.run(f"Edit {name}: {self._title(key)}", change, origin=origin)

    # -- typed values -----------------------------------------------------------------------------------

    def _fields(self) -> dict[str, CustomField]:
        return {field.name: field for field in self._store.custom_fields.of("contact")}

    def _title(self, key: str) -> str:
        if key.startswith(PREFIX):
            return next((f.title for f in self._fields().values() if f.name == key), key)
        return FIELD[key].title if key in FIELD else key

    def _typed(self, key: str, value: Any) -> Any:
        return typed_value(key, self._title(key), FIELD[key].type, value, self.rules())

    def _clean(self, values: Mapping[str, Any]) -> dict[str, Any]:
        own = self._fields()
        clean: dict[str, Any] = {}
        for key, value in values.items():
            if key in own:
                clean[key] = custom_value(own[key], value, self.rules())
            elif key == "lifecycle_stage":
                clean[key] = lifecycle_code(str(value))
            elif key in PLAIN_COLUMNS or key in (
                *_EMAILS,
                *_PHONES,
                *_FLAGS,
                "full_name",
                "company",
                "owner",
                "lead_source",
                "tags",
            ):
                clean[key] = self._typed(key, value)
            else:
                raise InputError(
                    "Not a field to edit",
                    f"“{self._title(key)}” cannot be typed into a contact. Choose another field.",
                    key,
                )
        return clean

    @staticmethod
    def _called(clean: Mapping[str, Any]) -> str:
        """What a contact without a name is called: the address, the number or the company."""
        phone = next((clean[key] for key in _PHONES if clean.get(key)), None)
        return str(clean.get("email") or (phone.number if phone else "") or clean.get("company") or "")

    def _draft(self, uow: UnitOfWork, name: str, clean: Mapping[str, Any]) -> ContactDraft:
        columns = {key: clean[key] for key in PLAIN_COLUMNS if clean.get(key) is not None}
        columns |= {key: int(bool(clean[key])) for key in _FLAGS if key in clean}
        if clean.get("lifecycle_stage"):
            columns["lifecycle_stage"] = clean["lifecycle_stage"]
        if clean.get("owner"):
            columns["owner_id"] = self._store.owners.ensure(uow, clean["owner"])
        if clean.get("lead_source"):
            columns["source_id"] = self._store.sources.ensure(uow, clean["lead_source"])
        companies: tuple[Employment, ...] = ()
        if clean.get("company"):
            company = self._store.companies.ensure(uow, clean["company"])
            companies = (Employment(company, clean["company"], clean.get("job_title"), True),)
        emails = {clean[key].lower(): EmailEntry(clean[key]) for key in reversed(_EMAILS) if clean.get(key)}
        return ContactDraft(
            name,
            columns,
            tuple(reversed(emails.values())),
            tuple(clean[key] for key in _PHONES if clean.get(key)),
            companies,
            tuple(clean.get("tags") or ()),
            tuple(value for value in clean.values() if isinstance(value, CustomValue)),
        )

    def _apply(self, uow: UnitOfWork, record: Contact, clean: Mapping[str, Any]) -> None:
        contact = record.id
        columns: dict[str, Any] = {
            key: clean[key] for key in PLAIN_COLUMNS if key in clean and key not in NAME_PARTS
        }
        columns |= {key: int(bool(clean[key])) for key in _FLAGS if key in clean}
        for key, column, names in (
            ("owner", "owner_id", self._store.owners),
            ("lead_source", "source_id", self._store.sources),
        ):
            if key in clean:
                columns[column] = names.ensure(uow, clean[key]) if clean[key] else None
        self._contacts.set_values(uow, {contact: columns})
        self._apply_name(uow, record, clean)
        if "company" in clean:
            self._contacts.set_companies(uow, contact, self._employments(uow, record, clean["company"]))
        if any(key in clean for key in _EMAILS):
            self._contacts.set_emails(uow, contact, _emails_with(record.emails, clean))
        if any(key in clean for key in _PHONES):
            self._contacts.set_phones(uow, contact, _phones_with(record.phones, clean))
        if "tags" in clean:
            self._contacts.set_tags(uow, contact, clean["tags"] or ())
        if "lifecycle_stage" in clean:
            self._contacts.set_lifecycle(uow, [contact], clean["lifecycle_stage"])
        own = self._fields()
        for key in clean:
            if key in own:
                self._store.custom_fields.set_values(uow, "contact", own[key].id, {contact: clean[key]})

    def _apply_name(self, uow: UnitOfWork, record: Contact, clean: Mapping[str, Any]) -> None:
        typed = {part: clean[part] for part in NAME_PARTS if part in clean}
        if "full_name" in clean and not typed:
            if not clean["full_name"]:
                raise InputError("Name missing", "A contact needs a name.", "full_name")
            self._contacts.rename(uow, record.id, *split_name(clean["full_name"]))
        elif typed:
            parts = {part: record.values.get(part) for part in NAME_PARTS} | typed
            full = clean.get("full_name") or joined_name(parts)
            if set(typed) == {"honorific"}:
                full = record.full_name
            if not full:
                raise InputError("Name missing", "A contact needs a name.", next(iter(typed)))
            self._contacts.rename(uow, record.id, full, parts)

    def _employments(self, uow: UnitOfWork, record: Contact, name: str | None) -> list[Employment]:
        """The employments after the primary company was typed over; emptied, the next one moves up."""
        others = [replace(link, is_primary=False) for link in record.companies if not link.is_primary]
        if not name:
            return others
        company = self._store.companies.ensure(uow, name)
        known = next((link for link in others if link.company_id == company), None)
        if known is not None:
            rest = [link for link in record.companies if link.id != known.id]
            return [replace(known, is_primary=True), *(replace(link, is_primary=False) for link in rest)]
        if record.company is not None:
            return [replace(record.company, company_id=company, company=name), *others]
        return [Employment(company, name, None, True), *others]


def _emails_with(present: Sequence[EmailEntry], clean: Mapping[str, Any]) -> list[EmailEntry]:
    """The addresses after those of ``email``, ``email_2``, ``email_3`` were typed over by place."""
    emails: list[EmailEntry | None] = list(present)
    for place, key in enumerate(_EMAILS):
        if key not in clean:
            continue
        address = clean[key]
        while len(emails) <= place:
            emails.append(None)
        former = emails[place]
        emails[place] = (
            None if not address else replace(former, address=address) if former else EmailEntry(address)
        )
    unique: dict[str, EmailEntry] = {}
    for entry in emails:
        if entry is not None:
            unique.setdefault(entry.address.lower(), entry)
    return list(unique.values())


def _phones_with(present: Sequence[PhoneEntry], clean: Mapping[str, Any]) -> list[PhoneEntry]:
    """The numbers after typed ones replaced those shown in the columns ``phone``, ``mobile``, ``fax`` and others."""
    phones = list(present)
    for key in _PHONES:
        if key not in clean:
            continue
        place = _place_of(key, phones)
        typed: PhoneEntry | None = clean[key]
        if place is not None and typed is None:
            del phones[place]
        elif place is not None and typed is not None:
            label = phones[place].label if key not in ("mobile", "fax") else key
            phones[place] = replace(typed, id=phones[place].id, label=label)
        elif typed is not None:
            phones.append(replace(typed, label=key if key in ("mobile", "fax") else typed.label))
    unique: dict[tuple[str, str | None], PhoneEntry] = {}
    for entry in phones:
        unique.setdefault((entry.digits, entry.extension), entry)
    return list(unique.values())


def _place_of(key: str, phones: Sequence[PhoneEntry]) -> int | None:
    """Where the number shown in a column stands, by the rule of ``store.lists.fields``."""
    mobile = next((i for i, phone in enumerate(phones) if phone.label == "mobile"), None)
    fax = next((i for i, phone in enumerate(phones) if phone.label == "fax"), None)
    if key == "phone":
        return 0 if phones else None
    if key in ("mobile", "fax"):
        return mobile if key == "mobile" else fax
    others = [i for i, phone in enumerate(phones) if i > 0 and i != mobile and phone.label != "fax"]
    wanted = 0 if key == "phone_2" else 1
    return others[wanted] if wanted < len(others) else None
