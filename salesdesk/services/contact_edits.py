"""Typed values written into contacts, one or many thousand at once: one group of columns after the other, each into all of
them. It leaves what writing one contact after the other leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from salesdesk.domain.changes import UNCHANGED
from salesdesk.domain.contact_parts import (
    EMAIL_KEYS,
    PHONE_KEYS,
    emails_replaced,
    emails_with,
    employments_with,
    parts_typed,
    phones_apart,
    phones_replaced,
    phones_with,
)
from salesdesk.domain.contacts import (
    NAME_PARTS,
    ContactChange,
    EmailEntry,
    PhoneEntry,
    joined_name,
    renewed_name,
    split_name,
)
from salesdesk.domain.custom_fields import CustomField
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.errors import InputError
from salesdesk.services.record_edits import custom_of
from salesdesk.services.records import named_each
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.company_writer import CompanyWriter
from salesdesk.store.records.contact_writer import ContactWriter
from salesdesk.store.store import Store

Edits = Mapping[int, Mapping[str, Any]]
"""What was typed and understood, by contact and key."""
_WAYS = ("do_not_email", "do_not_call")


@dataclass(frozen=True, slots=True)
class _Parts:
    """What becomes of the addresses and numbers of one contact: those typed over by column, then those by their id."""

    emails: ContactChange | None = None
    phones: ContactChange | None = None
    emails_by_id: ContactChange | None = None
    phones_by_id: ContactChange | None = None

    @property
    def given(self) -> list[ContactChange]:
        """Those there are, in the order they are written."""
        every = (self.emails, self.phones, self.emails_by_id, self.phones_by_id)
        return [change for change in every if change is not None]


class ContactEdits:
    """Writes typed values within one unit of work. With ``apart``, a number that stands in two columns and was typed over
    in one of them stays in the other."""

    def __init__(
        self, store: Store, uow: Writing, own: Mapping[str, CustomField], *, apart: bool = False
    ) -> None:
        self._store, self._uow, self._own = store, uow, own
        self._phones_with = phones_apart if apart else phones_with
        self._writer = ContactWriter(uow)
        self._plain = [key for key in declared().of(RecordKind.CONTACTS).plain if key not in NAME_PARTS]

    def write(self, edits: Edits) -> None:
        """Write values. Raises ``InputError`` for a name that would be emptied, ``DomainError`` for a contact there is not;
        what was written by then has to be taken back."""
        names = self._writer.names_of(edits)
        parts = self._parts(edits)
        telling = {contact: [*_refusals(edits[contact]), *parts[contact].given] for contact in edits}
        for run in self._writer.apart(telling):
            mine = {contact: edits[contact] for contact in run}
            self._write_values(mine)
            self._change({c: renamed(names[c], clean) for c, clean in mine.items()})
            self._write_companies(mine)
            for part in ("emails", "phones", "emails_by_id", "phones_by_id"):
                self._change({contact: getattr(parts[contact], part) for contact in run})
            self._write_rest(mine)

    def _change(self, changes: Mapping[int, ContactChange | None]) -> None:
        given = {contact: change for contact, change in changes.items() if change is not None}
        if given:
            self._writer.change_many(given)

    # -- one group after the other ------------------------------------------------------------------------

    def _write_values(self, edits: Edits) -> None:
        owners = named_each(self._uow, self._store.owners, "owner", edits)
        sources = named_each(self._uow, self._store.sources, "lead_source", edits)
        plain = {keys: [key for key in self._plain if key in keys] for keys in map(tuple, edits.values())}
        self._change(
            {
                contact: ContactChange(
                    values={key: clean[key] for key in plain[tuple(clean)]},
                    do_not_email=bool(clean["do_not_email"]) if "do_not_email" in clean else None,
                    do_not_call=bool(clean["do_not_call"]) if "do_not_call" in clean else None,
                    owner_id=owners.get(contact, UNCHANGED),
                    source_id=sources.get(contact, UNCHANGED),
                )
                for contact, clean in edits.items()
            }
        )

    def _write_companies(self, edits: Edits) -> None:
        typed = {contact: clean["company"] for contact, clean in edits.items() if "company" in clean}
        if not typed:
            return
        numbers = CompanyWriter(self._uow).ensure_all(name for name in typed.values() if name)
        present = self._writer.companies_of(typed)
        changes = {}
        for contact, name in typed.items():
            links = employments_with(present.get(contact, ()), (numbers[name], name) if name else None)
            changes[contact] = ContactChange(companies=links)
        self._change(changes)

    def _write_rest(self, edits: Edits) -> None:
        tags = {contact: clean["tags"] or () for contact, clean in edits.items() if "tags" in clean}
        if tags:
            self._store.tags.replace_each(self._uow, "contact", tags)
        key = "lifecycle_stage"
        self._change(
            {c: ContactChange(lifecycle=(clean[key],)) for c, clean in edits.items() if key in clean}
        )
        if custom := custom_of(self._own, edits):
            self._writer.change_values(custom)

    # -- addresses and numbers ----------------------------------------------------------------------------

    def _parts(self, edits: Edits) -> dict[int, _Parts]:
        """What becomes of the addresses and numbers of each contact."""
        mailed = [c for c, clean in edits.items() if _names_part(clean, EMAIL_KEYS, "email:")]
        called = [c for c, clean in edits.items() if _names_part(clean, PHONE_KEYS, "phone:")]
        emails = self._writer.emails_of(mailed) if mailed else {}
        phones = self._writer.phones_of(called) if called else {}
        found = dict.fromkeys(edits, _NO_PARTS)
        for contact in dict.fromkeys([*mailed, *called]):
            found[contact] = self._of_one(edits[contact], emails.get(contact, ()), phones.get(contact, ()))
        return found

    def _of_one(
        self, clean: Mapping[str, Any], emails: Sequence[EmailEntry], phones: Sequence[PhoneEntry]
    ) -> _Parts:
        by_id = {key: value for key, value in clean.items() if ":" in key}
        addresses, numbers = parts_typed("email", by_id), parts_typed("phone", by_id)
        return _Parts(
            ContactChange(emails=emails_with(emails, clean)) if _has(clean, EMAIL_KEYS) else None,
            ContactChange(phones=self._phones_with(phones, clean)) if _has(clean, PHONE_KEYS) else None,
            ContactChange(emails=emails_replaced(emails, addresses)) if addresses else None,
            ContactChange(phones=phones_replaced(phones, numbers)) if numbers else None,
        )


_NO_PARTS = _Parts()


def _has(clean: Mapping[str, Any], keys: Collection[str]) -> bool:
    return any(key in clean for key in keys)


def _names_part(clean: Mapping[str, Any], keys: Collection[str], beginning: str) -> bool:
    return any(key in keys or key.startswith(beginning) for key in clean)


def _refusals(clean: Mapping[str, Any]) -> Iterator[ContactChange]:
    """What is typed of what somebody refuses."""
    said = {key: bool(clean[key]) for key in _WAYS if key in clean}
    if said:
        yield ContactChange(**said)  # type: ignore[arg-type]


def renamed(present: Mapping[str, str | None], clean: Mapping[str, Any]) -> ContactChange | None:
    """The change of the name and its parts, None when none was typed."""
    typed = {part: clean[part] for part in NAME_PARTS if part in clean}
    if "full_name" in clean and not typed:
        if not clean["full_name"]:
            raise InputError("contacts.no_name", field="full_name")
        name, parts = split_name(clean["full_name"])
        # a full name is shown without its title: one that is typed without it takes none away
        kept = {**parts, "honorific": parts["honorific"] or present["honorific"]}
        return ContactChange(values=kept, full_name=name)
    if not typed:
        return None
    whole = {part: present[part] for part in NAME_PARTS} | typed
    full = clean.get("full_name") or renewed_name(present["full_name"] or "", present, whole)
    if not full or not (joined_name(whole) or clean.get("full_name") or set(typed) == {"honorific"}):
        raise InputError("contacts.no_name", field=next(iter(typed)))
    return ContactChange(values=whole, full_name=full)
