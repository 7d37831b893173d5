"""The one writer of companies: new ones and changes, one or many thousand at once, whoever asks.

Folded names, match keys, the domain of a website and the digits of a number are its business: nobody else writes them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.domain.changes import UNCHANGED
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.cleaning.urls import domain_of
from salesdesk.domain.companies import CompanyChange, CompanyDraft, match_key, plain_fields
from salesdesk.domain.contacts import PhoneEntry, whole_number
from salesdesk.domain.custom_fields import CustomValue
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.fields.stored import stored, stored_in, stored_values
from salesdesk.domain.money import Money
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.contacts import Contact, ContactCompany
from salesdesk.store.records.companies import CompaniesCalled
from salesdesk.store.records.custom_fields import CustomFieldRepository
from salesdesk.store.records.record_writer import SalesWriter
from salesdesk.store.records.tags import TagRepository

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_COLUMNS = (
    *(
        "name",
        "name_key",
        "match_key",
        "domain",
        "phone",
        "phone_digits",
        "fax",
        "annual_revenue",
        "currency",
    ),
    *(
        "lifecycle_stage",
        "owner_id",
        "source_id",
        "last_contacted_at",
        "import_batch_id",
        "created_at",
        "updated_at",
    ),
)
"""Columns every new company gets; those of its fields follow."""


class CompanyWriter(SalesWriter):
    """Writes companies within one unit of work."""

    kind, table = RecordKind.COMPANIES, "company"

    @writes
    def __init__(self, uow: UnitOfWork) -> None:
        super().__init__(uow)
        self._tags, self._custom = TagRepository(uow.database), CustomFieldRepository(uow.database)

    def create(self, draft: CompanyDraft) -> int:
        """Create one company. Returns the id."""
        return self.create_many([draft]).start

    def ensure(self, name: str) -> int:
        """The id of the company of that name, made now when there is none."""
        return self.ensure_all([name])[name]

    def ensure_all(self, names: Iterable[str]) -> dict[str, int]:
        """The ids of the companies of these names; those that there are not are made now, in this order."""
        given = list(dict.fromkeys(names))
        called, found, new = CompaniesCalled(self._database, given), dict[str, int](), list[str]()
        for name in given:
            company = called.of(name)
            if company is None:
                new.append(name)
                called.add(company := -len(new), name)  # its number is not known yet
            found[name] = company
        ids = self.create_many([CompanyDraft(name) for name in new]) if new else range(0)
        return {name: company if company > 0 else ids[-company - 1] for name, company in found.items()}

    def create_many(self, drafts: Sequence[CompanyDraft]) -> range:
        """Create companies with their tags and custom values. Returns their ids, in order."""
        fields = tuple(dict.fromkeys(field for draft in drafts for field in draft.values))
        _refuse_unknown(fields)
        ids = self._uow.insert_many(
            "company",
            (*_COLUMNS, *stored_in(RecordKind.COMPANIES, fields)),
            [self._record(draft, fields) for draft in drafts],
        )
        self.add_tags(
            [
                (company, tag)
                for company, draft in zip(ids, drafts, strict=True)
                for tag in dict.fromkeys(self._tags.ensure_all(self._uow, draft.tags))
            ],
        )
        for field in dict.fromkeys(value.field for draft in drafts for value in draft.custom):
            given = [
                (company, field, value.text, value.number)
                for company, draft in zip(ids, drafts, strict=True)
                for value in draft.custom
                if value.field == field
            ]
            self.add_values(given)
        return ids

    def add_tags(self, rows: Iterable[tuple[int, int]]) -> None:
        """Give companies tags they do not have yet: (company, tag)."""
        self._tags.link(self._uow, "company", rows)

    def add_values(self, rows: Iterable[tuple[int, int, str, float | None]]) -> None:
        """Give companies their first value in custom fields: (company, field, text, number)."""
        self._custom.add_values(self._uow, "company", rows)

    def change_values(self, values: Mapping[tuple[int, int], CustomValue | None]) -> None:
        """Give companies values in custom fields by (company, field); None removes one."""
        self._custom.change_values(self._uow, "company", values)

    def _record(self, draft: CompanyDraft, fields: Sequence[str]) -> tuple[Any, ...]:
        values, at = draft.values, self._uow.at
        site = values.get("website") or draft.site
        return (
            draft.name,
            fold_key(draft.name),
            draft.match_key or match_key(draft.name),
            domain_of(str(site)) if site else None,
            *_phone(draft.phone),
            None if draft.fax is None else whole_number(draft.fax),
            *_money(draft.annual_revenue),
            draft.lifecycle_stage,
            draft.owner_id,
            draft.source_id,
            draft.last_contacted_at,
            draft.imported,
            draft.created_at or at,
            draft.touched_at or at,
            *(part for key in fields for part in stored(RecordKind.COMPANIES, key, values.get(key))),
        )

    def change(self, company: int, change: CompanyChange) -> bool:
        """Change one company. Returns whether it did change."""
        return bool(self.change_many({company: change}))

    def change_many(self, changes: Mapping[int, CompanyChange]) -> set[int]:
        """Change companies. Returns those that did change; unknown ids are refused."""
        at = self._uow.at
        columns = {company: _columns(change) for company, change in changes.items()}
        return self._uow.update_many(
            "company",
            {company: {**values, "updated_at": at} for company, values in columns.items() if values},
        )

    def set_lifecycle(self, ids: Collection[int], stage: str) -> set[int]:
        """See ``RecordWriter``."""
        moved = CompanyChange(lifecycle_stage=stage)
        return self.change_many(dict.fromkeys(self.existing(ids), moved))

    def purge(self, ids: Collection[int]) -> None:
        """See ``RecordWriter``. Their people stay and move on to another company of theirs where they have one."""
        gone = self.existing(ids)
        people = self._database.column(_primary_here, companies=gone)
        next_link: dict[int, tuple[int, int]] = {}
        for row in self._database.select(_elsewhere, contacts=people, companies=gone):
            next_link.setdefault(row.contact_id, (row.id, row.company_id))
        at = self._uow.at
        moved = {contact: next_link.get(contact, (0, None))[1] for contact in people}
        self._uow.update_many(
            "contact", {contact: {"company_id": to, "updated_at": at} for contact, to in moved.items()}
        )
        primary = {link: {"is_primary": True} for link, _ in next_link.values()}
        self._uow.update_many("contact_company", primary)
        super().purge(gone)


@Statement
def _primary_here(companies: Slot) -> Query:
    """Contacts whose primary company is one of these."""
    return Contact.select(Contact.id).where(one_of(Contact.company, companies))


@Statement
def _elsewhere(contacts: Slot, companies: Slot) -> Query:
    """Where contacts work besides these companies, the oldest link first."""
    return (
        ContactCompany.select(ContactCompany.id, ContactCompany.contact, ContactCompany.company)
        .where(one_of(ContactCompany.contact, contacts), ~one_of(ContactCompany.company, companies))
        .order_by(ContactCompany.id)
    )


def _refuse_unknown(fields: Iterable[str]) -> None:
    known = plain_fields()
    unknown = [field for field in fields if field not in known]
    if unknown:
        raise ValueError(f"no fields of a company: {', '.join(unknown)}")


def _columns(change: CompanyChange) -> dict[str, Any]:
    """The columns that a change gives."""
    _refuse_unknown(change.values)
    columns = stored_values(RecordKind.COMPANIES, change.values)
    if change.name is not None:
        columns |= {
            "name": change.name,
            "name_key": fold_key(change.name),
            "match_key": match_key(change.name),
        }
    if "website" in columns:
        columns["domain"] = domain_of(columns["website"]) if columns["website"] else None
    if change.phone is not UNCHANGED:
        columns["phone"], columns["phone_digits"] = _phone(change.phone)
    if change.fax is not UNCHANGED:
        columns["fax"] = None if change.fax is None else whole_number(change.fax)
    if change.annual_revenue is not UNCHANGED:
        columns["annual_revenue"], currency = _money(change.annual_revenue)
        if change.annual_revenue is not None:
            columns["currency"] = currency
    if change.lifecycle_stage is not None:
        columns["lifecycle_stage"] = change.lifecycle_stage
    given = (
        ("owner_id", change.owner_id),
        ("source_id", change.source_id),
        ("last_contacted_at", change.last_contacted_at),
    )
    return columns | {column: value for column, value in given if value is not UNCHANGED}


def _phone(phone: PhoneEntry | None) -> tuple[str | None, str | None]:
    """A number as it is stored, and its digits."""
    return (None, None) if phone is None else (whole_number(phone), phone.digits)


def _money(amount: Money | None) -> tuple[int | None, str | None]:
    return (None, None) if amount is None else (amount.minor, amount.currency or None)
