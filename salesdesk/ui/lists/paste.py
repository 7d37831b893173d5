"""Pasting a block of cells, as spreadsheets copy it, into a list."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from itertools import islice

from PySide6.QtCore import QCoreApplication

from salesdesk.errors import InputError
from salesdesk.phrases import said
from salesdesk.ui.lists.model import ListModel
from salesdesk.ui.models.columns import Column
from salesdesk.ui.widgets.record_table import RecordTable
from salesdesk.ui.wording import worded

MOST_ROWS = 20_000
MOST_NAMED = 8
MOST_TITLES = 4


def _tr(text: str) -> str:
    return QCoreApplication.translate("paste", text)


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that is not taken: whose it would be, and why not."""

    record: int
    column: str
    text: str
    reason: str


@dataclass(slots=True)
class PastedBlock:
    """What a block of cells means for the list: values by record and column key; ``left_over`` rows had no row of
    the list below them, ``bad`` cells are not taken. ``passed_over`` are titles of columns that the program fills: what would
    come into them is left out. ``unknown`` are titles of the block that no column has."""

    edits: dict[int, dict[str, str]] = field(default_factory=dict)
    left_over: int = 0
    bad: list[BadCell] = field(default_factory=list)
    passed_over: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def cells(self) -> int:
        """How many cells are written."""
        return sum(len(values) for values in self.edits.values())

    @property
    def text(self) -> str:
        """The cells in one line, the first few of them."""
        found = [cell for values in self.edits.values() for cell in values.values() if cell]
        return ", ".join(found[:MOST_NAMED]) + (" …" if len(found) > MOST_NAMED else "")

    def refuse(self, takes: Callable[[str, str], None], titles: Mapping[str, str]) -> PastedBlock:
        """The block without the cells that ``takes`` refuses by ``InputError``. The same text in the same column is asked
        for once."""
        reasons: dict[tuple[str, str], str] = {}
        kept: dict[int, dict[str, str]] = {}
        bad = list(self.bad)
        for record, values in self.edits.items():
            for key, text in values.items():
                if (key, text) not in reasons:
                    reasons[key, text] = _refusal(takes, key, text)
                if reason := reasons[key, text]:
                    bad.append(BadCell(record, titles.get(key, key), text, reason))
                else:
                    kept.setdefault(record, {})[key] = text
        return replace(self, edits=kept, bad=bad)


def _refusal(takes: Callable[[str, str], None], key: str, text: str) -> str:
    try:
        takes(key, text)
    except InputError as error:
        return worded(error)
    return ""


def named_first(titles: Sequence[str]) -> str:
    """The first few of these."""
    return ", ".join(titles[:MOST_TITLES]) + (" …" if len(titles) > MOST_TITLES else "")


def cells_of(text: str) -> list[list[str]]:
    """Clipboard text as rows of cells, as spreadsheets write it: a cell with a line break or a tab stands in quotes. The line
    break at the end is no row; before it cells may be empty."""
    plain = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not plain:
        return []
    if '"' in plain:
        try:
            rows = list(csv.reader(StringIO(plain), delimiter="\t", strict=True))
        except csv.Error:  # a quote that is no more than that
            rows = [line.split("\t") for line in plain.split("\n")]
    else:
        rows = [line.split("\t") for line in plain.split("\n")]
    return [[cell.strip() for cell in row] or [""] for row in rows]


def read_block(text: str, table: RecordTable, model: ListModel) -> PastedBlock:
    """The block from the current cell to the right and downwards. A single cell fills every selected row. A first line of column
    titles is left out, and says where what is below it belongs. Refuses a block that only meets columns that cannot be typed
    into."""
    rows = cells_of(text)
    current = table.currentIndex()
    columns = _columns_from(table, model)
    if not rows or not current.isValid() or not columns:
        return PastedBlock()
    places: list[Column | None] = [*columns]
    titled = _columns_titled(rows[0], columns, model) if len(rows) > 1 else None
    unknown: tuple[str, ...] = ()
    if titled is not None:
        unknown = tuple(cell for cell, column in zip(rows[0], titled, strict=False) if column is None)
        places, rows = titled, rows[1:]
    met = [column for column in places[: max(map(len, rows))] if column is not None]
    if not any(column.editable for column in met):
        raise InputError(said(_filled_by_program(met[0])))
    selected = table.selected_ids()
    if len(rows) == 1 and len(rows[0]) == 1 and len(selected) > 1:
        return PastedBlock({record: {met[0].key: rows[0][0]} for record in selected[:MOST_ROWS]})
    start = max(0, current.row())
    below = (one for one in islice(model.ids, start, None) if one > 0)
    targets = list(islice(below, min(len(rows), MOST_ROWS)))
    filled = tuple(column.title for column in met if not column.editable)
    block = PastedBlock({}, len(rows) - len(targets), passed_over=filled, unknown=unknown)
    for record, cells in zip(targets, rows, strict=False):
        for cell, column in zip(cells, places, strict=False):
            if column is not None and column.editable:
                block.edits.setdefault(record, {})[column.key] = cell
    return block


def _columns_titled(cells: list[str], columns: list[Column], model: ListModel) -> list[Column | None] | None:
    """The columns that a line of titles names, None for a title that none has; None when it is no such line. It names those
    from the current one on, or several of the list, shown or not: one title of another column may be what somebody typed."""
    if cells == [column.title for column in columns[: len(cells)]]:
        return [*columns]
    named = {column.title: column for column in model.columns}
    found = [named.get(cell) for cell in cells]
    known = [column.key for column in found if column is not None]
    is_head = 1 < len(known) == len(set(known)) and 2 * len(known) >= len(cells)
    return found if is_head else None


def _columns_from(table: RecordTable, model: ListModel) -> list[Column]:
    shown = table.visible_columns()
    key = model.columns[table.currentIndex().column()].key if table.currentIndex().isValid() else ""
    start = next((at for at, column in enumerate(shown) if column.key == key), 0)
    return shown[start:]


def _filled_by_program(column: Column) -> str:
    return _tr("{0} is filled by the program, so nothing can be pasted there.").format(column.title)
