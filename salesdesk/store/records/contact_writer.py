"""The one writer of contacts: new ones and changes, one or a hundred thousand at once, whoever asks.

Folded names, address keys, the primary e-mail, phone and company, and the entries of the lifecycle are its business:
nobody else writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from salesdesk.domain.changes import UNCHANGED
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.contacts import (
    NAME_PARTS,
    ContactChange,
    ContactDraft,
    EmailEntry,
    Employment,
    NewContacts,
    NewMove,
    PhoneEntry,
    primary_phone,
)
from salesdesk.domain.custom_fields import CustomValue
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.domain.fields.stored import stored_values
from salesdesk.errors import DomainError
from salesdesk.store.journal.writing import writes
from salesdesk.store.records.contact_names import renewed_names
from salesdesk.store.records.contact_opt_outs import ContactOptOuts
from salesdesk.store.records.contact_parts import companies_of, emails_of, phones_of
from salesdesk.store.records.contact_queries import (
    employers,
    hidden_primary,
    links_of_new,
    present_stages,
    shown_links,
    stages_of_new,
)
from salesdesk.store.records.contact_rows import new_columns, new_rows
from salesdesk.store.records.custom_fields import CustomFieldRepository
from salesdesk.store.records.parts import rows_of, synchronise
from salesdesk.store.records.record_writer import SalesWriter
from salesdesk.store.records.tags import TagRepository

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_EMAIL = ("address", "address_key", "label", "position")
_PHONE = ("number", "digits", "extension", "label", "position")
_LINK = ("company_id", "role", "is_primary")
_MOVE = ("contact_id", "from_stage", "to_stage", "at", "actor")


class ContactWriter(SalesWriter):
    """Writes contacts within one unit of work."""

    kind, table = RecordKind.CONTACTS, "contact"

    @writes
    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__(uow)
        self._tags, self._custom = TagRepository(uow.database), CustomFieldRepository(uow.database)
        self._opt_outs = ContactOptOuts(uow)

    # -- new contacts -----------------------------------------------------------------------------------

    def create(self, draft: ContactDraft) -> int:
        """Create one contact with everything that is its own. Returns the id."""
        first, *further = draft.companies or (None,)
        ids = self._insert(
            NewContacts(
                names=[draft.full_name],
                fields=tuple(draft.values),
                values=[tuple(draft.values.values())],
                emails=[[(entry.address, entry.label) for entry in draft.emails]],
                phones=[[(p.number, p.digits, p.extension, p.label) for p in draft.phones]],
                companies=[first.company_id if first else None],
                stages=[draft.lifecycle_stage],
                owners=[draft.owner_id],
                sources=[draft.source_id],
                do_not_email=[draft.do_not_email],
                do_not_call=[draft.do_not_call],
                created=[None],
                roles=[first.role if first else None],
            )
        )
        contact = ids.start
        self._uow.insert_many(
            "contact_company",
            ("contact_id", *_LINK),
            [(contact, link.company_id, link.role, False) for link in further if link],
        )
        if draft.tags:
            self._tags.replace(self._uow, "contact", contact, draft.tags)
        for value in draft.custom:
            self.add_values([(contact, value.field, value.text, value.number)])
        self._begin(ids, None)
        return contact

    def create_many(self, new: NewContacts) -> range:
        """Create contacts with their addresses, numbers, company and beginning. Returns their ids, in order."""
        ids = self._insert(new)
        self._begin(ids, new.moves)
        return ids

    def add_tags(self, rows: Iterable[tuple[int, int]]) -> None:
        """Give contacts tags they do not have yet: (contact, tag)."""
        self._tags.link(self._uow, "contact", rows)

    def add_values(self, rows: Iterable[tuple[int, int, str, float | None]]) -> None:
        """Give contacts their first value in custom fields: (contact, field, text, number)."""
        self._custom.add_values(self._uow, "contact", rows)

    def _insert(self, new: NewContacts) -> range:
        _refuse_unknown(new.fields)
        new, refused = self._opt_outs.of_new(new)
        ids = self._uow.insert_many("contact", new_columns(new), list(new_rows(new, self._uow.at)))
        self._uow.insert_many(
            "contact_email",
            ("contact_id", *_EMAIL),
            [
                (contact, address, address.lower(), label, place)
                for contact, mine in zip(ids, new.emails, strict=True)
                for place, (address, label) in enumerate(mine)
            ],
        )
        self._uow.insert_many(
            "contact_phone",
            ("contact_id", *_PHONE),
            [
                (contact, *phone, place)
                for contact, mine in zip(ids, new.phones, strict=True)
                for place, phone in enumerate(mine)
            ],
        )
        if new.roles is None:
            self._uow.insert_selected(
                "contact_company", ("contact_id", *_LINK), links_of_new, ids, first=ids.start, end=ids.stop
            )
        else:
            self._uow.insert_many(
                "contact_company",
                ("contact_id", *_LINK),
                [
                    (contact, company, role, True)
                    for contact, company, role in zip(ids, new.companies, new.roles, strict=True)
                    if company is not None
                ],
            )
        self._opt_outs.keep_of_new(ids, refused)
        return ids

    def _begin(self, ids: range, moves: Sequence[NewMove] | None) -> None:
        """The beginning of their lifecycle."""
        actor = self._uow.actor
        if moves is None:
            self._uow.insert_selected(
                "lifecycle_event", _MOVE, stages_of_new, ids, actor=actor, first=ids.start, end=ids.stop
            )
        else:
            events = [(ids[place], before, after, at, actor) for place, before, after, at in moves]
            self._uow.insert_many("lifecycle_event", _MOVE, events)

    # -- known contacts ---------------------------------------------------------------------------------

    def change(self, contact: int, change: ContactChange) -> bool:
        """Change one contact. Returns whether its own row did change."""
        return bool(self.change_many({contact: change}))

    def change_many(self, changes: Mapping[int, ContactChange]) -> set[int]:
        """Change contacts. Returns those whose own row did change; unknown ids are refused."""
        patch = {contact: _columns(change) for contact, change in changes.items()}
        for contact, name in renewed_names(self._uow, changes).items():
            patch[contact] |= {"full_name": name, "name_key": fold_key(name)}
        for contact, email in self._set_emails(changes).items():
            patch[contact]["email"] = email
        for contact, phone in self._set_phones(changes).items():
            patch[contact]["phone"] = phone
        for contact, company in self._set_companies(changes).items():
            patch[contact]["company_id"] = company
        moves = self._moves({contact: change.lifecycle for contact, change in changes.items()})
        for contact, _, after in moves:
            patch[contact]["lifecycle_stage"] = after
        at, actor = self._uow.at, self._uow.actor
        written = {contact: {**values, "updated_at": at} for contact, values in patch.items() if values}
        changed = self._uow.update_many("contact", written)
        self._uow.insert_many(
            "lifecycle_event",
            _MOVE,
            [(contact, before, after, at, actor) for contact, before, after in moves],
        )
        self._opt_outs.follow_changes(changes)
        return changed

    def apart(self, changes: Mapping[int, Sequence[ContactChange]]) -> Iterable[list[int]]:
        """Contacts in runs of which each may be written at once, whatever is written: see ``ContactOptOuts.apart``."""
        return self._opt_outs.apart(changes)

    def restore(self, ids: Collection[int]) -> set[int]:
        """See ``RecordWriter``; what they refuse holds again."""
        back = super().restore(ids)
        self._opt_outs.follow(sorted(back))
        return back

    def purge(self, ids: Collection[int]) -> None:
        """See ``RecordWriter``; of what they refuse a keyed digest of the addresses stays."""
        self._opt_outs.erase(ids)
        super().purge(ids)

    def set_lifecycle(self, ids: Collection[int], stage: str) -> set[int]:
        """See ``RecordWriter``."""
        return self.change_many(dict.fromkeys(self.existing(ids), ContactChange(lifecycle=(stage,))))

    def change_values(self, values: Mapping[tuple[int, int], CustomValue | None]) -> None:
        """Give contacts values in custom fields by (contact, field); None removes one."""
        self._custom.change_values(self._uow, "contact", values)

    def names_of(self, contacts: Collection[int]) -> Mapping[int, Mapping[str, str | None]]:
        """What contacts are called now: ``full_name`` and ``NAME_PARTS``. Refuses unknown ids."""
        found = self._uow.rows("contact", contacts, ("full_name", *NAME_PARTS))
        for contact in contacts:
            if contact not in found:
                raise DomainError("contacts.gone", number=contact)
        return found

    def emails_of(self, contacts: Collection[int]) -> Mapping[int, tuple[EmailEntry, ...]]:
        """The addresses contacts have now; who has none is left out."""
        return emails_of(self._database, contacts)

    def phones_of(self, contacts: Collection[int]) -> Mapping[int, tuple[PhoneEntry, ...]]:
        """The numbers contacts have now; who has none is left out."""
        return phones_of(self._database, contacts)

    def companies_of(self, contacts: Collection[int]) -> Mapping[int, tuple[Employment, ...]]:
        """Where contacts work now; who works nowhere is left out."""
        return companies_of(self._database, contacts)

    def refresh_primary(self, contacts: Collection[int]) -> dict[int, dict[str, Any]]:
        """The columns that repeat the primary e-mail, phone and company of contacts whose parts were moved."""
        emails, phones = emails_of(self._database, contacts), phones_of(self._database, contacts)
        company: dict[int, int] = {}
        for row in self._database.select(employers, contacts=contacts):
            company.setdefault(row.contact_id, row.company_id)
        return {
            contact: {
                "email": _first_address(emails.get(contact, ())),
                "phone": _number(phones.get(contact, ())),
                "company_id": company.get(contact),
            }
            for contact in contacts
        }

    def _set_emails(self, changes: Mapping[int, ContactChange]) -> dict[int, str | None]:
        given = {contact: c.emails for contact, c in changes.items() if c.emails is not None}
        self._synchronise(
            "contact_email",
            _EMAIL,
            given,
            lambda entry, place: (entry.address, entry.address.lower(), entry.label, place),
        )
        return {contact: _first_address(emails) for contact, emails in given.items()}

    def _set_phones(self, changes: Mapping[int, ContactChange]) -> dict[int, str | None]:
        given = {contact: c.phones for contact, c in changes.items() if c.phones is not None}
        self._synchronise(
            "contact_phone",
            _PHONE,
            given,
            lambda entry, place: (entry.number, entry.digits, entry.extension, entry.label, place),
        )
        return {contact: _number(phones) for contact, phones in given.items()}

    def _synchronise(
        self,
        table: str,
        columns: Sequence[str],
        given: Mapping[int, Sequence[Any]],
        values: Callable[[Any, int], tuple[Any, ...]],
    ) -> None:
        if given:
            present = self._database.column(rows_of(self._database, table, "contact_id"), list(given))
            wanted = [
                (contact, entry.id, values(entry, place))
                for contact, entries in given.items()
                for place, entry in enumerate(entries)
            ]
            synchronise(self._uow, table, "contact_id", columns, present, wanted)

    def _set_companies(self, changes: Mapping[int, ContactChange]) -> dict[int, int | None]:
        """Links to companies in the trash stay as they are, but give way as the primary one."""
        given = {contact: _marked(c.companies) for contact, c in changes.items() if c.companies is not None}
        if not given:
            return {}
        wanted = [
            (contact, link.id, (link.company_id, link.role, link.is_primary))
            for contact, links in given.items()
            for link in links
        ]
        present = self._database.column(shown_links, contacts=list(given))
        synchronise(self._uow, "contact_company", "contact_id", _LINK, present, wanted)
        hidden = self._database.select(hidden_primary, contacts=list(given))
        given_way = {row.id: {"is_primary": False} for row in hidden if given[row.contact_id]}
        self._uow.update_many("contact_company", given_way)
        primary: dict[int, int | None] = dict.fromkeys(given)
        primary |= {row.contact_id: row.company_id for row in hidden}
        return primary | {
            contact: link.company_id for contact, links in given.items() for link in links if link.is_primary
        }

    def _moves(self, stages: Mapping[int, tuple[str, ...]]) -> list[tuple[int, str, str]]:
        """(contact, stage before, stage after) of everyone who enters another stage than the one they are in."""
        moving = [contact for contact, entered in stages.items() if entered]
        if not moving:
            return []
        present = {
            row.id: row.lifecycle_stage for row in self._database.select(present_stages, contacts=moving)
        }
        moves = []
        for contact in moving:
            for stage in stages[contact]:
                if contact in present and present[contact] != stage:
                    moves.append((contact, present[contact], stage))
                    present[contact] = stage
        return moves


def _refuse_unknown(fields: Iterable[str]) -> None:
    known = declared().of(RecordKind.CONTACTS)
    unknown = [field for field in fields if field not in known.plain and field not in known.imported]
    if unknown:
        raise ValueError(f"no fields of a contact: {', '.join(unknown)}")


def _columns(change: ContactChange) -> dict[str, Any]:
    """The columns of the contact itself that a change gives."""
    _refuse_unknown(change.values)
    columns = stored_values(RecordKind.CONTACTS, change.values)
    if change.full_name is not None:
        columns |= {"full_name": change.full_name, "name_key": fold_key(change.full_name)}
    if change.owner_id is not UNCHANGED:
        columns["owner_id"] = change.owner_id
    if change.source_id is not UNCHANGED:
        columns["source_id"] = change.source_id
    if change.do_not_email is not None:
        columns["do_not_email"] = change.do_not_email
    if change.do_not_call is not None:
        columns["do_not_call"] = change.do_not_call
    return columns


def _first_address(emails: Sequence[EmailEntry]) -> str | None:
    return emails[0].address if emails else None


def _number(phones: Sequence[PhoneEntry]) -> str | None:
    primary = primary_phone(phones)
    return primary.number if primary else None


def _marked(links: Sequence[Employment]) -> list[Employment]:
    """The links with one primary among them: the first one marked so, or else the first."""
    chosen = next((place for place, link in enumerate(links) if link.is_primary), 0)
    return [replace(link, is_primary=place == chosen) for place, link in enumerate(links)]
