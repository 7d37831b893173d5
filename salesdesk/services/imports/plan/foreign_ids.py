"""Numbers that stand with several people (or companies, or deals) of a sheet: they are not the record's own. A customer
number belongs to the company, the number of an event to the event; they are kept as a custom field, and nobody is
found by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.certainty import name_matches
from salesdesk.domain.matching.given_names import NameMatch
from salesdesk.domain.matching.mailboxes import is_office
from salesdesk.domain.sheets import Problem
from salesdesk.phrases import phrase
from salesdesk.services.imports.plan.drafts import CustomColumn, SheetDrafts
from salesdesk.services.imports.plan.persons import Persons

_FIELD = "external_id"
_MANY = 10  # one in so many rows with a number of others makes all numbers of the column those of others
_OF_SEVERAL = phrase("problems.id_of_several")

Differ = Callable[[int, int], bool]


class OwnIds:
    """``with_own_ids``, looked for once per sheet."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[SheetDrafts, SheetDrafts]] = {}

    def of(self, sheet: SheetDrafts) -> SheetDrafts:
        """The sheet with the numbers of others apart."""
        known = self._known.get(sheet.place)
        if known is None or known[0] is not sheet:
            known = self._known[sheet.place] = (sheet, with_own_ids(sheet))
        return known[1]


def with_own_ids(sheet: SheetDrafts) -> SheetDrafts:
    """The sheet with the numbers that are not its records' own in a custom column; the same object where there are none."""
    position = sheet.fields.get(_FIELD)
    differ = _difference(sheet)
    if position is None or differ is None:
        return sheet
    values = [row[position] for row in sheet.rows]
    shared = _shared(values, differ)
    if not shared:
        return sheet
    rows = [row for row, value in enumerate(values) if value in shared]
    filled = sum(1 for value in values if value is not None)
    everywhere = len(rows) * _MANY >= filled
    moved = frozenset(value for value in values if value is not None) if everywhere else shared
    changed = [_moved(row, position, moved) for row in sheet.rows]
    header = next((c.header for c in sheet.analysis.columns if c.field == _FIELD), "").strip() or _FIELD
    column = CustomColumn(len(sheet.rows[0]), header, CustomType.TEXT)
    told = Problem(
        sheet.analysis.name, sheet.numbers[rows[1]], header, str(values[rows[1]]), _OF_SEVERAL, "warning"
    )
    external = ["" if value in moved else value for value in sheet.keys.external]
    return replace(
        sheet,
        fields={
            field: place for field, place in sheet.fields.items() if not (everywhere and field == _FIELD)
        },
        custom=(*sheet.custom, column),
        rows=changed,
        problems=sorted([*sheet.problems, told], key=lambda problem: problem.row),
        keys=sheet.keys.with_external(external),
    )


def _moved(row: tuple[object, ...], position: int, moved: frozenset[str]) -> tuple[object, ...]:
    value = row[position]
    if value not in moved:
        return (*row, None)
    return (*row[:position], None, *row[position + 1 :], value)


def _shared(values: list[str | None], differ: Differ) -> frozenset[str]:
    """The values that stand with several; ``differ`` says of two rows whether they are about two."""
    first: dict[str, int] = {}
    shared: set[str] = set()
    for row, value in enumerate(values):
        if value is None or value in shared:
            continue
        before = first.setdefault(value, row)
        if before != row and differ(before, row):
            shared.add(value)
    return frozenset(shared)


def _difference(sheet: SheetDrafts) -> Differ | None:
    """What tells two rows of a sheet of this kind apart."""
    if sheet.kind is RecordKind.CONTACTS:
        return _two_people(sheet)
    if sheet.kind is RecordKind.COMPANIES:
        firms = sheet.keys.companies
        return lambda one, other: bool(firms[one] and firms[other]) and firms[one] != firms[other]
    if sheet.kind is RecordKind.DEALS and sheet.has("deal_title"):
        titles = [fold_key(title) if title else "" for title in sheet.column("deal_title")]
        return lambda one, other: bool(titles[one] and titles[other]) and titles[one] != titles[other]
    return None


def _two_people(sheet: SheetDrafts) -> Differ:
    keys, persons = sheet.keys, Persons({}, lambda _ref: (sheet, 0))

    def differ(one: int, other: int) -> bool:
        name, named = keys.names[one], keys.names[other]
        if name and named and name != named:
            matches = name_matches(persons.of_row(sheet, one), persons.of_row(sheet, other))
            if min(matches) < NameMatch.MEET:
                return True
        mails, others = (frozenset(m for m in keys.emails[row] if not is_office(m)) for row in (one, other))
        return bool(mails and others) and mails.isdisjoint(others)

    return differ
