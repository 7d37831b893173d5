"""What a person does with contacts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from salesdesk.domain.changes import UNCHANGED, ChangeSet
from salesdesk.domain.contact_parts import (
    EMAIL_KEYS,
    PHONE_KEYS,
    emails_replaced,
    emails_with,
    employments_with,
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
    joined_name,
    renewed_name,
    split_name,
)
from salesdesk.domain.custom_fields import CustomValue
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.domain.keep_in_touch import checked_weeks
from salesdesk.domain.lifecycle import DEFAULT
from salesdesk.domain.typed_values import custom_value
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.services.contact_parts import ContactParts
from salesdesk.services.records import lifecycle_code
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.company_writer import CompanyWriter
from salesdesk.store.records.contact_writer import ContactWriter


class ContactService(ContactParts):
    """Use cases of contacts. Typed values are texts by field key (``domain.fields``; ``custom.KEY`` for the person's
    own fields, ``email:ID`` and ``phone:ID`` for one address or number of several) and are understood by ``domain.typed_values``; ``InputError.field`` is the key that was refused."""

    _counted_as = "changes.contacts"

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

    # -- typed values -----------------------------------------------------------------------------------

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
        checked_weeks(clean.get("touch_weeks"))
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

    def _apply_all(self, uow: Writing, records: Sequence[int], key: str, value: Any) -> bool:
        if key not in declared().of(RecordKind.CONTACTS).plain or key in NAME_PARTS:
            return False
        change = ContactChange(values={key: value})
        ContactWriter(uow).change_many(dict.fromkeys(records, change))
        return True

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
    full = clean.get("full_name") or renewed_name(record.full_name, record.values, whole)
    if not full or not (joined_name(whole) or clean.get("full_name") or set(typed) == {"honorific"}):
        raise InputError("contacts.no_name", field=next(iter(typed)))
    return ContactChange(values=whole, full_name=full)
