"""Sheets with the titles of a list of ours and without its hidden columns: cells that were copied, columns in a workbook
of their own. What an export calls a column is what it means, also where nobody else would say so."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from salesdesk.domain.columns import OWN_COLUMNS, currency_title
from salesdesk.domain.entities import Entities, entities
from salesdesk.domain.fields import IGNORE, Fields, FieldType, RecordKind, declared, is_taken_back
from salesdesk.exchange.mapping.columns import Column
from salesdesk.exchange.mapping.slots import LEAST
from salesdesk.exchange.mapping.value_shapes import fit

CURRENCY = "currency"
"""The field of the currency of a row."""
_FEWEST = 3
"""Titles of ours that mean something else to everybody, or nothing, from which on a sheet is one of ours."""
_PER_STRANGER = 4
"""So many titles of ours stand for each column beside them that means something and is none."""
_TELLING = 2
"""Titles that no other list has, by which a sheet is of a kind whatever its values look like."""


@dataclass(frozen=True, slots=True)
class OwnTitles:
    """What the columns of a list of ``kind`` mean, by their index; what the list computes is ignored."""

    kind: RecordKind
    fields: Mapping[int, str] = field(default_factory=dict)


def titles_of(kind: RecordKind) -> Mapping[str, str]:
    """What the columns of a list mean, by their titles: fields, or IGNORE for what is not taken back."""
    return _titles_of(kind, declared())


@cache
def _titles_of(kind: RecordKind, known: Fields) -> Mapping[str, str]:
    listed = known.of(kind).listed
    found: dict[str, str] = {}
    for spec, use in listed:
        if (
            spec.type is FieldType.MONEY
        ):  # beside the first amount that is taken back stands the currency of the row
            first = is_taken_back(kind, spec.key) and CURRENCY not in found.values()
            found[currency_title(use.title or spec.title)] = CURRENCY if first else IGNORE
    return found | {
        use.title or spec.title: spec.key if is_taken_back(kind, spec.key) else IGNORE for spec, use in listed
    }


def titles_among(headers: Collection[str], kind: RecordKind) -> dict[str, str]:
    """``titles_of`` for a sheet with these columns: where the currency of a row has a column of its own, which is filled
    without an amount too, that one says it, and not the one beside an amount."""
    titles = dict(titles_of(kind))
    beside = {currency_title(use.title or spec.title) for spec, use in declared().of(kind).listed}
    if any(meant == CURRENCY and title in headers and title not in beside for title, meant in titles.items()):
        titles |= dict.fromkeys(beside & titles.keys(), IGNORE)
    return titles


def own_titles(columns: Sequence[Column], guessed: RecordKind, placed: Mapping[int, str]) -> OwnTitles | None:
    """How a sheet is read whose columns are those of a list, None where they are not. ``guessed`` is the kind that words
    and values tell, ``placed`` are the fields by them.

    Everybody calls columns "Name" and "Phone", and reads them so; what tells are the titles that are read otherwise. A sheet
    of another kind than was guessed has some that only its list has.
    """
    named = [column for column in columns if column.reading.header.strip() not in OWN_COLUMNS | {""}]
    kind = _kind_of({column.reading.header for column in named}, guessed, entities(), declared())
    if kind is None:
        return None
    titles = titles_among({column.reading.header for column in named}, kind)
    ours = [column for column in named if column.reading.header in titles]
    strangers = sum(_says_something(column) for column in named if column not in ours)
    telling = sum(placed.get(column.index, IGNORE) != titles[column.reading.header] for column in ours)
    if strangers * _PER_STRANGER > len(ours) or telling < _FEWEST:
        return None
    fields: dict[int, str] = {}
    for column in named:
        title = column.reading.header
        if title in titles and _suits(kind, column, title):  # else it is what its values are
            meant = titles[title]
            fields[column.index] = IGNORE if meant in fields.values() else meant
    return OwnTitles(kind, fields)


def further_titles(columns: Sequence[Column], kind: RecordKind, placed: Mapping[int, str]) -> dict[int, str]:
    """The fields of single columns that are called as a list of the kind calls them: by a title of several words ("Further
    emails"), or by a word that nobody else can read. ``placed`` are the fields by words and values."""
    titles, found = titles_among({column.reading.header for column in columns}, kind), dict(placed)
    for column in columns:
        meant = titles.get(column.reading.header, IGNORE)
        known = column.reading.words == 1 and (column.index in placed or _says_something(column))
        free = meant not in {field for index, field in found.items() if index != column.index}
        if meant != IGNORE and free and not known and _suits(kind, column, column.reading.header):
            found[column.index] = meant
    return {index: meant for index, meant in found.items() if placed.get(index) != meant}


def _kind_of(headers: set[str], guessed: RecordKind, known: Entities, fields: Fields) -> RecordKind | None:
    sheets = set(known.sheets)
    titles = {kind: _titles_of(kind, fields).keys() for kind in known.lists if kind in sheets}
    found = {kind: headers & of_kind for kind, of_kind in titles.items()}
    most = max(map(len, found.values()), default=0)
    best = [kind for kind, said in found.items() if len(said) == most]
    if most < _FEWEST:
        return None
    if guessed in best:
        return guessed
    if len(best) > 1:
        return None
    elsewhere = set().union(*(of_kind for kind, of_kind in titles.items() if kind is not best[0]))
    return best[0] if len(found[best[0]] - elsewhere) >= _TELLING else None


def _says_something(column: Column) -> bool:
    return bool(column.senses) and not column.reading.noise and column.reading.weight >= LEAST


def _suits(kind: RecordKind, column: Column, title: str) -> bool:
    """Whether the values are none that the list could not have in that column."""
    keys = [spec.key for spec, use in declared().of(kind).listed if title == (use.title or spec.title)]
    return all(fit(key, column.shape) >= 0 for key in keys)
