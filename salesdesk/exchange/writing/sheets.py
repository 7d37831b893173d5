"""What a workbook is to hold: tables, pages of single cells, charts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from salesdesk.domain.fields import FieldType
from salesdesk.exchange.writing.cells import cleaned
from salesdesk.exchange.writing.styles import Look

NOTES = "SalesDesk"
"""The hidden sheet by which the program knows its own export again."""
ZONE = "zone"
"""The key in it of the time zone whose times of day the cells hold."""
MOST_NOTES = 1_000
"""Rows of it that are looked at."""
BESIDE = "beside:"
"""Before the title of a sheet that shows no records, in that hidden sheet."""
LISTS = "Lists"
"""The hidden sheet with the choices that cells offer."""
_LONGEST_TITLE = 31
_REFUSED = re.compile(r"[\\/*?:\[\]]")


@dataclass(frozen=True, slots=True)
class OutColumn:
    """One column of a table: ``width`` in pixels; a hidden one is for the program that reads the workbook back.
    ``choices`` are offered in its cells; other values may be typed all the same, after ``warning`` where there is one.
    ``prompt`` is said when somebody goes into a cell. A ``grey`` one is only told. ``number`` is the number format of its
    plain numbers where it is not that of the type."""

    title: str
    type: FieldType = FieldType.TEXT
    width: int = 140
    hidden: bool = False
    choices: tuple[str, ...] = ()
    number: str = ""
    prompt: str = ""
    warning: str = ""
    grey: bool = False


Caption = tuple[str, str]
"""What stands above a table: what it is, and in grey what else is to be said."""


@dataclass(frozen=True, slots=True)
class OutSheet:
    """One sheet with one table. Cells are None, text, bool, int, float, `Money`, date, datetime (local, without
    zone) or `Formula`; a percentage is 0..100. ``expected`` is how many rows there will be, for progress; ``total`` a line
    below the table, apart from its filter and sorting. ``table`` is the name by which formulas know the table (one of
    ``formulas.table_names``), ``caption`` says what stands above it when its rows have been counted."""

    title: str
    columns: tuple[OutColumn, ...]
    rows: Iterable[Sequence[Any]]
    expected: int | None = None
    total: Sequence[Any] | None = None
    table: str = ""
    caption: Callable[[int], Caption] | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """One cell of a page, ``row`` and ``column`` from 1; its value, ``type`` and ``number`` as in a table. ``link`` is
    the title of a sheet that it leads to."""

    row: int
    column: int
    value: Any
    look: Look | None = None
    type: FieldType = FieldType.TEXT
    number: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class OutChart:
    """A native chart, drawn from the table on the sheet called ``sheet``: one group per row, named by the
    column ``label`` (from 0), one bar per column of ``series``, each with its colour (RRGGBB). ``at`` is the cell at
    its upper left corner, ``top`` the row of the heads. ``kind`` is "bars", "stacked", "lines", "funnel" or "waterfall":
    there the series of no colour are the unseen feet of the others. ``number`` is the number format of the axis. No line leads to the
    groups ``alone`` or from them."""

    title: str
    sheet: str
    rows: int
    label: int
    series: tuple[tuple[int, str], ...]
    at: str
    top: int = 1
    kind: str = "bars"
    number: str = ""
    alone: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OutPage:
    """One sheet of single cells and charts, without grid lines; ``widths`` are those of its first columns in pixels.
    Its cells may be `Formula`. Printed upright, a new page begins behind each row of ``breaks``; without any it lies, as
    wide as the paper."""

    title: str
    cells: tuple[Placed, ...]
    widths: tuple[int, ...] = ()
    charts: tuple[OutChart, ...] = ()
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LatePage:
    """A page that is made when all other sheets have been written, and stands in its place all the same. ``make`` gets
    the tables that became of each ``OutSheet.table``: several where one sheet could not hold all rows."""

    title: str
    make: Callable[[Mapping[str, Sequence[str]]], OutPage]


def sheet_titles(titles: Iterable[str]) -> list[str]:
    """Titles as Excel accepts them: at most 31 characters, none of them ``[]:*?/\\``, none twice whatever the case."""
    found: list[str] = []
    for title in titles:
        found.append(free_title(title, found))
    return found


def free_title(title: str, taken: Iterable[str]) -> str:
    """A title that none of the ``taken`` ones is."""
    known = {
        other.casefold() for other in (*taken, NOTES, LISTS, "History")
    }  # Excel keeps "History" for itself
    base = " ".join(_REFUSED.sub(" ", cleaned(title)).split()).strip("' ") or "List"
    name, number = base[:_LONGEST_TITLE].strip("' "), 2
    while name.casefold() in known:
        ending = f" {number}"
        name, number = base[: _LONGEST_TITLE - len(ending)].strip() + ending, number + 1
    return name


def table_heads(titles: Sequence[str]) -> list[str]:
    """Heads as a table needs them: none empty, none twice whatever the case, on one line."""
    found: list[str] = []
    taken: set[str] = set()
    for place, title in enumerate(titles, 1):
        base = " ".join(cleaned(title).split())[:200] or f"Column {place}"
        name, number = base, 2
        while name.casefold() in taken:
            name, number = f"{base} {number}", number + 1
        taken.add(name.casefold())
        found.append(name)
    return found
