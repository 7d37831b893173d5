"""Whom cells of several names may mean, and who has a role in the deals or takes part in the entries that rows are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.contacts import split_name
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.named_people import PEOPLE_FIELDS, NamedPerson, named_people
from salesdesk.store.records.activity_writer import participants_in
from salesdesk.store.records.deal_roles import roles_in
from salesdesk.store.records.imports import ContactKeys, ImportRepository

if TYPE_CHECKING:
    from salesdesk.services.imports.plan.basis import ImportBasis
    from salesdesk.services.imports.plan.drafts import SheetDrafts
    from salesdesk.store.engine.database import Database


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """``keys`` find the contacts that cells name; ``roles`` are (row, contact, folded role) by deal, ``participants`` contacts
    by entry."""

    keys: ContactKeys = field(default_factory=ContactKeys)
    roles: Mapping[int, Sequence[tuple[int, int, str]]] = field(default_factory=dict)
    participants: Mapping[int, Sequence[int]] = field(default_factory=dict)


NO_PEOPLE = KnownPeople()


def names_people(sheet: SheetDrafts) -> bool:
    """Whether a sheet has cells that name several people."""
    field = PEOPLE_FIELDS.get(sheet.kind)
    return sheet.used and field is not None and sheet.has(field)


def people_of(sheet: SheetDrafts, row: int) -> tuple[NamedPerson, ...]:
    """The people whom the cell of a row names."""
    field = PEOPLE_FIELDS[sheet.kind]
    text = sheet.value(row, field)
    return named_people(field, text) if isinstance(text, str) else ()


def name_keys(name: str) -> tuple[str, ...]:
    """By what a person of that name is found: the name, and that without a title, for people are called without it."""
    return tuple(dict.fromkeys(filter(None, (fold_key(name), fold_key(split_name(name)[0])))))


def with_people(
    database: Database, repository: ImportRepository, basis: ImportBasis, sheets: Sequence[SheetDrafts]
) -> ImportBasis:
    """The basis with the people whom cells name; the same where no sheet has such cells."""
    naming = [sheet for sheet in sheets if names_people(sheet)]
    if not naming:
        return basis
    named = {one for sheet in naming for row in range(len(sheet.rows)) for one in people_of(sheet, row)}
    names = {key for one in named for key in name_keys(one.name)}
    emails = {one.email.lower() for one in named if one.email}
    kinds = {sheet.kind for sheet in naming}
    deals = basis.deals if RecordKind.DEALS in kinds else ()
    entries = basis.activities if RecordKind.ACTIVITIES in kinds else ()
    known = KnownPeople(
        repository.contact_keys((), emails, (), names),
        roles_in(database, deals),
        participants_in(database, entries),
    )
    return replace(basis, people=known)


def new_people(rows: Sequence[tuple[int, int]], keys: Mapping[int, Any]) -> Iterator[tuple[str, int]]:
    """What finds the new contacts of a plan: folded names and address keys, each with the reference."""
    for number, (place, row) in enumerate(rows):
        yield keys[place].names[row], -(number + 1)
        for address in keys[place].emails[row]:
            yield address, -(number + 1)
