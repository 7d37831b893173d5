"""What a person does with contacts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.contact_parts import (
    EMAIL_KEYS,
    PHONE_KEYS,
    part_key,
)
from salesdesk.domain.contacts import (
    NAME_PARTS,
    ContactChange,
    ContactDraft,
    EmailEntry,
    Employment,
    joined_name,
    split_name,
)
from salesdesk.domain.custom_fields import CustomField, CustomValue
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.domain.keep_in_touch import checked_weeks
from salesdesk.domain.lifecycle import DEFAULT
from salesdesk.domain.typed_values import TypingRules, custom_value
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.services.contact_edits import ContactEdits
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

    def _read(
        self, values: Mapping[str, Any], own: Mapping[str, CustomField], rules: TypingRules
    ) -> dict[str, Any]:
        clean: dict[str, Any] = {}
        for key, value in values.items():
            if part := part_key(key):
                clean[key] = self._typed(part[0], value, rules)
            elif key in own:
                clean[key] = custom_value(own[key], value, rules)
            elif key == "lifecycle_stage":
                clean[key] = lifecycle_code(str(value))
            elif key in declared().of(RecordKind.CONTACTS).typed:
                clean[key] = self._typed(key, value, rules)
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

    def write_each(self, uow: Writing, values: Mapping[int, Mapping[str, Any]]) -> None:
        """As of every record; a number that stands in two columns and is typed over in one of them stays in the other."""
        ContactEdits(self._store, uow, self._fields(), apart=True).write(self._clean_each(values))

    def _apply_each(self, uow: Writing, edits: Mapping[int, Mapping[str, Any]]) -> None:
        ContactEdits(self._store, uow, self._fields()).write(edits)

    def _apply_all(self, uow: Writing, records: Sequence[int], key: str, value: Any) -> bool:
        if key not in declared().of(RecordKind.CONTACTS).plain or key in NAME_PARTS:
            return False
        change = ContactChange(values={key: value})
        ContactWriter(uow).change_many(dict.fromkeys(records, change))
        return True

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
