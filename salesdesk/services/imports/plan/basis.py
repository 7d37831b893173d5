"""Everything a plan needs to know of the file, read once, so that planning again is pure arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.entities import entities, entity_of
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.domain.imports import RowRef
from salesdesk.services.imports.plan.drafts import DEAL_FACTS, FirmKeys, SheetDrafts
from salesdesk.services.imports.plan.firms import KnownFirms, told_apart
from salesdesk.services.imports.plan.known_people import NO_PEOPLE, KnownPeople
from salesdesk.services.imports.plan.own_rows import OwnRows
from salesdesk.services.imports.plan.people import PersonKeys
from salesdesk.store.records.imports import (
    ContactKeys,
    DueEntry,
    ImportRepository,
    KnownContact,
    KnownLists,
    KnownRecord,
)

Known = TypeVar("Known", KnownContact, KnownRecord)


@dataclass(frozen=True, slots=True)
class PlainBasis:
    """Records of one kind that rows may be: by the number another program gave them, and by folded name (the oldest
    first)."""

    external: Mapping[str, int]
    named: Mapping[str, Sequence[int]]
    records: Mapping[int, KnownRecord]


@dataclass(frozen=True, slots=True)
class ImportBasis:
    """The records rows may be, and the lists they may name. ``batch`` is the newest journal batch then."""

    batch: int
    contact_keys: ContactKeys
    contacts: Mapping[int, KnownContact]
    firms: FirmKeys
    """Match keys by company name, those of different kinds of company told apart (``plan.firms``)."""
    firms_known: KnownFirms
    """The companies that are there by those keys."""
    company_external: Mapping[str, int]
    companies: Mapping[int, KnownRecord]
    deal_external: Mapping[str, int]
    deals_by_title: Mapping[str, Sequence[tuple[int, int, int]]]
    deals: Mapping[int, KnownRecord]
    activity_external: Mapping[str, int]
    activities: Mapping[int, KnownRecord]
    activities_like: frozenset[tuple[str, str, str, int, int]]
    plain: Mapping[RecordKind, PlainBasis]
    lists: KnownLists
    today: str
    imported: Mapping[RowRef, int]
    """Rows that were imported before, word for word, with the record of each (``plan.again``)."""
    own: OwnRows
    steps: Sequence[DueEntry] = ()
    """What is or was to do, where rows name next steps."""
    people: KnownPeople = NO_PEOPLE


def read_basis(
    repository: ImportRepository,
    sheets: Sequence[SheetDrafts],
    keys: Mapping[int, PersonKeys],
    firms: FirmKeys,
    *,
    batch: int,
    today: str,
    imported: Mapping[RowRef, int] | None = None,
    own: OwnRows | None = None,
) -> ImportBasis:
    """Read what the rows of the used sheets can meet. ``keys`` are the person keys by place of the sheet."""
    used = [sheet for sheet in sheets if sheet.used]
    contact_keys = _contact_keys(repository, list(keys.values()))
    candidates = {i for ids in contact_keys.emails.values() for i in ids}
    candidates |= {i for ids in contact_keys.phones.values() for i in ids}
    candidates |= {i for found in contact_keys.names.values() for i, _ in found}
    candidates |= set(contact_keys.external.values())
    firms, firms_known = told_apart(firms, repository.companies_called(set(firms.values())))
    of_kind = {kind: [sheet for sheet in used if sheet.kind is kind] for kind in entities().sheets}
    company_external = repository.ids_by_external("company", _external(of_kind[RecordKind.COMPANIES]))
    company_wanted = {number for numbers in firms_known.namesakes.values() for number in numbers}
    if of_kind[RecordKind.COMPANIES]:
        company_wanted |= set(company_external.values()) | set(firms_known.ids.values())
    titles = {
        fold_key(sheet.deal_name(row))
        for sheet in used
        if sheet.has(*DEAL_FACTS)
        for row in range(len(sheet.rows))
        if sheet.has_deal(row)
    } - {""}
    deals_by_title = repository.deals_by_title(titles)
    deal_external = repository.ids_by_external("deal", _external(of_kind[RecordKind.DEALS]))
    deal_wanted = {d[0] for deals in deals_by_title.values() for d in deals} | set(deal_external.values())
    activity_external = repository.ids_by_external(
        "activity",
        _external(of_kind[RecordKind.ACTIVITIES])
        | {
            number
            for sheet in of_kind[RecordKind.ORDERS]
            for number in sheet.column("order_number")
            if number
        },
    )
    return ImportBasis(
        batch,
        contact_keys,
        repository.contacts(candidates),
        firms,
        firms_known,
        company_external,
        repository.known("company", company_wanted),
        deal_external,
        deals_by_title,
        repository.known("deal", deal_wanted),
        activity_external,
        repository.known("activity", set(activity_external.values())),
        _entries(repository, of_kind[RecordKind.ACTIVITIES]),
        {kind: _plain(repository, kind, of_kind[kind]) for kind in entities().plain if of_kind[kind]},
        repository.lists(),
        today,
        imported or {},
        own or OwnRows(),
        repository.due_entries() if any(sheet.names_steps for sheet in used) else (),
    )


def _entries(
    repository: ImportRepository, sheets: Sequence[SheetDrafts]
) -> frozenset[tuple[str, str, str, int, int]]:
    """The entries that rows may say again: what came from files, and what a list that was copied here shows."""
    if not sheets:
        return frozenset()
    copied = [sheet.column("subject") for sheet in sheets if sheet.tells_entries and not sheet.is_own]
    subjects = {subject or "" for column in copied for subject in column}
    return frozenset(repository.activities_like(subjects))


def with_records(
    repository: ImportRepository, basis: ImportBasis, wanted: Mapping[RecordKind, Collection[int]]
) -> ImportBasis:
    """The basis with further records, those in the trash left out."""

    def present(kind: RecordKind, read: Callable[[set[int]], Mapping[int, Known]]) -> dict[int, Known]:
        found = read(set(wanted.get(kind, ())))
        return {number: known for number, known in found.items() if not known.is_trashed}

    return replace(
        basis,
        contacts={**basis.contacts, **present(RecordKind.CONTACTS, repository.contacts)},
        companies={**basis.companies, **present(RecordKind.COMPANIES, partial(repository.known, "company"))},
        deals={**basis.deals, **present(RecordKind.DEALS, partial(repository.known, "deal"))},
        activities={
            **basis.activities,
            **present(RecordKind.ACTIVITIES, partial(repository.known, "activity")),
        },
    )


def _plain(repository: ImportRepository, kind: RecordKind, sheets: Sequence[SheetDrafts]) -> PlainBasis:
    entity = entity_of(kind)
    names = {fold_key(name) for sheet in sheets for name in sheet.column(entity.name_field) if name}
    numbers = _external(sheets) if "external_id" in declared().of(kind).placed else set()
    external = repository.ids_by_external(entity.table, numbers) if numbers else {}
    named = repository.named(entity.table, entity.key, names)
    wanted = {record for ids in named.values() for record in ids} | set(external.values())
    return PlainBasis(external, named, repository.known(entity.table, wanted))


def _contact_keys(repository: ImportRepository, keys: Sequence[PersonKeys]) -> ContactKeys:
    if not keys or not repository.has_contacts():
        return ContactKeys()
    return repository.contact_keys(
        {value for part in keys for value in part.external if value},
        {value for part in keys for values in part.emails for value in values},
        {value for part in keys for values in part.phones for value in values},
        {name for part in keys for name in part.names if name},
    )


def _external(sheets: Sequence[SheetDrafts]) -> set[str]:
    return {value for sheet in sheets for value in sheet.column("external_id") if value}
