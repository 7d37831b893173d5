"""What the columns of a sheet that comes back mean, whatever became of them: moved, renamed, added, taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from salesdesk.domain.cleaning.misread import repaired, without_mark
from salesdesk.domain.columns import OWN_COLUMNS, RECORD_EXPORT, RECORD_ID, currency_title
from salesdesk.domain.export_marks import read_mark
from salesdesk.domain.fields import FieldType, declared
from salesdesk.domain.sheets import Cell, CellError
from salesdesk.exchange.writing.sheets import table_heads
from salesdesk.services.merging_back.known import KnownExport
from salesdesk.services.shown_cells import record_number

Row = Sequence[Cell | CellError]
_OWN = "salesdesk "
_LOOKED_AT = 60  # records at the beginning of a sheet among which the head is looked for
_LIKENESS = 0.6  # of the cells of a column that nobody can name, to be that of a field
_BY_PLACE = 0.2
MEASURED = 500
"""Rows that tell what a column without a name holds."""


@dataclass(slots=True)
class SheetColumns:
    """The columns of one sheet by their 0-based place: those of fields, those that somebody added, with their heads, that
    of the numbers and that of the marks (None: gone)."""

    fields: dict[int, str] = field(default_factory=dict)
    added: dict[int, str] = field(default_factory=dict)
    number: int | None = None
    mark: int | None = None
    currencies: dict[int, int] = field(default_factory=dict)
    """The columns of amounts with those of their currencies."""
    renamed: dict[str, str] = field(default_factory=dict)
    """The new heads of fields, by key."""
    unclear: list[tuple[str, str]] = field(default_factory=list)
    """Fields whose head stands over what another field held, with that one: no column of them is taken."""


class Likeness(Protocol):
    """Says what share of the filled cells of a column shows what records had in a field."""

    def __call__(self, key: str, place: int, number: int | None) -> float:
        """``number`` is the column of the numbers."""

    def tells(self, place: int) -> bool:
        """Whether a column holds enough to tell what it is by."""

    def is_empty(self, place: int) -> bool:
        """Whether nothing stands in a column."""


def head_row(rows: Sequence[Row], titles: Sequence[str] = ()) -> int | None:
    """The 0-based place of the heads: the row with those of the hidden columns, else the one that has most of ``titles``,
    else the one above the first row with a mark."""
    for place, row in enumerate(rows[:_LOOKED_AT]):
        if RECORD_EXPORT in row or RECORD_ID in row:
            return place
    known = {_plain(title) for title in titles if title}
    counts = [sum(1 for cell in row if _plain(cell) in known) for row in rows[:_LOOKED_AT]]
    if known and counts and 2 * max(counts) >= min(len(known), 4):
        return counts.index(max(counts))
    for place, row in enumerate(rows[:_LOOKED_AT]):
        if is_marked([row]):
            return place - 1 if place else None
    return None


def has_heads(rows: Sequence[Row], titles: Sequence[str]) -> bool:
    """Whether one of the first rows has most of some heads."""
    known = {_plain(title) for title in titles if title}
    return any(2 * len({_plain(cell) for cell in row} & known) >= len(known) > 0 for row in rows[:_LOOKED_AT])


def repeats_heads(cells: Mapping[str, object], columns: SheetColumns, export: KnownExport) -> bool:
    """Whether a row has the heads once more, as at the top of a printed page."""
    titles = dict(export.titles) | columns.renamed
    return len(cells) > 1 and all(_plain(cell) == _plain(titles.get(key, "")) for key, cell in cells.items())


def is_marked(rows: Sequence[Row]) -> bool:
    """Whether any row carries the mark of an export."""
    return any(read_mark(cell) is not None for row in rows[:_LOOKED_AT] for cell in row)


def sheet_columns(head: Row, rows: Sequence[Row], export: KnownExport, like: Likeness) -> SheetColumns:
    """The columns under a head. ``rows`` are the first ones below it."""
    found = SheetColumns()
    width = max([len(head), *map(len, rows)], default=0)
    heads = [_plain(head[place]) if place < len(head) else "" for place in range(width)]
    _find_own(found, heads, rows, export)
    used = {place for place in (found.number, found.mark) if place is not None}
    free = [place for place in range(width) if place not in used and not _is_own(heads[place])]
    keys = dict.fromkeys(key for key, title in export.titles if title)
    left = _by_title(found, heads, free, export, keys)
    left = _follow_content(found, left, export, like, heads)
    _mind_content(found, keys, export, like, heads)
    left = _by_content(found, left, keys, like, heads)
    found.renamed = {
        key: " ".join(str(head[place]).split())
        for place, key in found.fields.items()
        if key in found.renamed and heads[place]
    }
    if not any(heads):
        _by_place(found, export)
    for place in left:
        if not heads[place]:
            continue
        amount = _amount_of(found, heads[place], export)
        if amount is not None:
            found.currencies[amount] = place
        elif (key := _of_list(export, heads[place], found.fields.values())) is not None:
            found.fields[place] = key
        else:
            found.added[place] = " ".join(str(head[place]).split())
    return found


def _find_own(found: SheetColumns, heads: Sequence[str], rows: Sequence[Row], export: KnownExport) -> None:
    """The columns of the numbers and the marks, by their heads or else by what stands in them."""
    number, mark = _plain(RECORD_ID), _plain(RECORD_EXPORT)
    found.number = heads.index(number) if number in heads else None
    found.mark = heads.index(mark) if mark in heads else None
    if found.mark is None:
        found.mark = next(
            (place for row in rows for place, cell in enumerate(row) if read_mark(cell) is not None), None
        )
    if found.number is None and found.mark is not None and mark not in heads:
        told: dict[int, int] = {}  # that of the versions may hold numbers of records, but few of them
        for place in range(len(heads)):
            cells = [row[place] for row in rows if place < len(row) and row[place] not in (None, "")]
            if cells and all(record_number(cell) in export.stored.numbers for cell in cells):
                told[place] = len(set(cells))
        found.number = max(told, key=lambda place: told[place], default=None)


def _by_title(
    found: SheetColumns, heads: Sequence[str], free: Sequence[int], export: KnownExport, keys: dict[str, None]
) -> list[int]:
    """Columns whose head is still that of a field; those that are not are returned, and ``keys`` are left that have no
    column. Of fields with one title a table numbers the later ones; a text does not."""
    titles = [(key, title) for key, title in export.titles if title]
    wanted: dict[str, list[str]] = {}
    for (key, title), named in zip(titles, table_heads([title for _, title in titles]), strict=True):
        for text in dict.fromkeys((_plain(named), _plain(title))):
            wanted.setdefault(text, []).append(key)
    left: list[int] = []
    for place in free:
        named_so = next((one for one in wanted.get(heads[place], ()) if one in keys), None)
        if named_so is None:
            left.append(place)
        else:
            found.fields[place] = named_so
            del keys[named_so]
    return left


def _follow_content(
    found: SheetColumns, free: Sequence[int], export: KnownExport, like: Likeness, heads: Sequence[str]
) -> list[int]:
    """Where another column was given the head of a field and that of the field itself is still there, under the same head or
    a new one: it is the field, for by the head alone the other one would empty it. The columns that are free now."""
    left = set(free)
    for place, key in list(found.fields.items()):
        if like(key, place, found.number) >= _BY_PLACE:
            continue
        holds = {one: like(key, one, found.number) for one in left if heads[one] and like.tells(one)}
        best = max(holds, key=lambda one: (holds[one], -one), default=None)
        if best is None or holds[best] < _LIKENESS:
            continue
        others = (other for other in export.stored.columns if other in export.readers and other != key)
        is_other = like.is_empty(place) or any(like(one, place, found.number) >= _LIKENESS for one in others)
        if is_other or heads[best] == heads[place]:
            del found.fields[place]
            found.fields[best] = key
            if heads[best] != heads[place]:
                found.renamed[key] = heads[best]
            left = left - {best} | {place}
    return sorted(left)


def _mind_content(
    found: SheetColumns, keys: dict[str, None], export: KnownExport, like: Likeness, heads: Sequence[str]
) -> None:
    """Where the head of a field stands over what another field held: it is that one under a new head, if no other column
    has its head; else nobody can say which of both is meant, and the column is left out."""
    meant: dict[int, str] = {}
    for place, key in found.fields.items():
        if like.tells(place) and like(key, place, found.number) < _BY_PLACE:
            others = (other for other in export.stored.columns if other in export.readers and other != key)
            share, other = max(((like(one, place, found.number), one) for one in others), default=(0.0, ""))
            if share >= _LIKENESS:
                meant[place] = other
    headed = {key: place for place, key in found.fields.items()}
    for place, other in meant.items():
        key = found.fields.pop(place)
        if other in headed or list(meant.values()).count(other) > 1:
            found.unclear.append((key, other))
        else:
            keys[key] = None
            keys.pop(other, None)
            found.fields[place] = other
            found.renamed[other] = heads[place]


def _by_content(
    found: SheetColumns,
    free: Sequence[int],
    keys: dict[str, None],
    like: Likeness,
    heads: Sequence[str],
) -> list[int]:
    """Columns that were given another head: by what stands in them, else by where they stand."""
    left = list(free)
    pairs = sorted(  # of columns that hold the same, the one at its place comes first
        (
            (like(key, place, found.number), place == order, -order, key, place)
            for order, key in enumerate(keys)
            for place in left
        ),
        reverse=True,
    )
    for share, _, _, key, place in pairs:
        neighbours = {found.fields.get(place - 1), found.fields.get(place + 1)}
        beside = len(keys) == 1 and len([p for p in left if heads[p]]) == 1 and neighbours != {None}
        if key in keys and place in left and (share >= _LIKENESS or (beside and share >= _BY_PLACE)):
            found.fields[place] = key
            found.renamed[key] = heads[place]
            del keys[key]
            left.remove(place)
    return left


def _by_place(found: SheetColumns, export: KnownExport) -> None:
    """Of a sheet without heads the columns that hold too little to tell: where they stood, unless others were moved."""
    order = dict(enumerate(export.stored.columns))
    if all(order.get(place) == key for place, key in found.fields.items()):
        known = set(found.fields.values())
        found.fields |= {
            place: key for place, key in order.items() if key in export.readers and key not in known
        }


def _amount_of(found: SheetColumns, head: str, export: KnownExport) -> int | None:
    """The column of the amount whose currency a column is."""
    amounts = {
        place: export.readers[key].column.title
        for place, key in found.fields.items()
        if key in export.readers and export.readers[key].type is FieldType.MONEY
    }
    named = (place for place, title in amounts.items() if head == _plain(currency_title(title)))
    plain = head == _plain(declared()["currency"].title) and len(amounts) == 1
    return next(named, next(iter(amounts)) if plain else None)


def _of_list(export: KnownExport, head: str, taken: Iterable[str]) -> str | None:
    """A field that the export did not have, called like a column that somebody added."""
    known = set(taken)
    fits = (c.key for c in export.others if _plain(c.title) == head and export.is_merged(c.key))
    return next((key for key in fits if key not in known), None)


def _is_own(head: str) -> bool:
    return head.startswith(_OWN) or head in {_plain(own) for own in OWN_COLUMNS}


def _plain(text: object) -> str:
    return _plain_text(text) if isinstance(text, str) else ""


@lru_cache(maxsize=4096)  # the same titles are asked for with every column of every sheet
def _plain_text(text: str) -> str:
    return " ".join(repaired(without_mark(text)).split()).casefold()
