"""Which records of a sheet are data, and the values its columns hold: one walk over the sheet."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, repeat
from typing import ClassVar

from salesdesk.domain.sheets import Cell, CellError
from salesdesk.exchange.reading.header_row import (
    LOOK,
    Header,
    find_header,
    header_at,
    is_blank,
    is_repeat,
)
from salesdesk.exchange.reading.table_end import WIDE, footers_at_end, lone_text, totals_at_end
from salesdesk.exchange.reading.tables import MAX_COLUMNS, Table, cut, glance
from salesdesk.exchange.text.reader import TextTable

Record = Sequence[Cell | CellError]
Report = Callable[[int, int | None, str], None]

TELL_EVERY = 5_000  # records between two signs of progress
COMMENTS = "Comments"  # the column of what stands in comments on cells
KEPT_TAIL = 6  # last filled records, looked at for totals


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """``width`` columns with ``names`` ("" where the sheet has none); data are the records from ``first_data`` on
    that are not blank and not in ``skipped`` (totals, repeated headers, titles of blocks, footers and remarks). ``rows`` counts them, exactly when
    ``complete``. ``overlong`` are 0-based records of a text with more cells than the header has names: a delimiter
    inside a value may have moved their cells. ``comments`` on the cells of data records, by 0-based record, are a last
    column of their own. ``hidden`` counts the data records that the file does not show; without them, ``seen_only``, they are
    among ``skipped``."""

    header: Header
    names: tuple[str, ...]
    width: int
    skipped: frozenset[int]
    rows: int
    totals: int
    repeats: int
    complete: bool
    titles: int = 0
    overlong: tuple[int, ...] = ()
    comments: Mapping[int, str] = field(default_factory=dict)
    hidden: int = 0
    seen_only: bool = False

    @property
    def first_data(self) -> int:
        return self.header.first_data


@dataclass
class ColumnValues:
    """The first values of each column, gathered on the walk, for guessing what the columns mean."""

    KEPT: ClassVar[int] = 3_000  # values per column
    DISTINCT: ClassVar[int] = 50_000  # different values per column, where all of them are looked at

    columns: list[list[Cell | CellError]] = field(default_factory=list)
    taken: int = 0
    full: bool = False

    def take(self, record: Record) -> None:
        columns = self.columns
        if self.full and len(record) <= len(columns):
            return
        while len(columns) < len(record):
            columns.append([])
        self.taken += 1
        if self.taken % self.KEPT == 0:
            # A column that is hardly filled shall not keep a long sheet at it: enough is enough.
            self.full = self.taken >= 4 * self.KEPT or all(len(column) >= self.KEPT for column in columns)
        for column, cell in zip(columns, record, strict=False):
            if cell is not None and cell != "" and len(column) < self.KEPT:
                column.append(cut(cell))

    def add_column(self, place: int, texts: Iterable[str]) -> None:
        """The values of a column that stands in no record."""
        del self.columns[place:]
        while len(self.columns) < place:
            self.columns.append([])
        self.columns.append([cut(text) for text in islice(texts, self.KEPT)])


def choose_header(
    table: Table, *, row: int | None, has_header: bool, known: Callable[[str], bool] | None
) -> Header:
    """The header the person chose, or the one found."""
    look = LOOK if row is None else max(LOOK, row + 2)
    head = [glance(record) for record in islice(table.rows(), look)]
    if not has_header:
        first = next((number for number, record in enumerate(head) if not is_blank(record)), 0)
        return Header(None, (), first + _skipped_at_start(table, first))
    if row is not None:
        return header_at(head, row, table.merges, known)
    skip = _skipped_at_start(table, 0)
    return find_header([(), *head[1:]] if skip else head, table.merges, known)


def _skipped_at_start(table: Table, first: int) -> int:
    return table.dialect.skip if isinstance(table, TextTable) and first == 0 else 0


def walk(
    table: Table,
    header: Header,
    values: ColumnValues,
    *,
    limit: int | None,
    report: Report,
    hidden_too: bool = True,
) -> SheetLayout:
    """Count and gather the data records, all or the first ``limit`` ones; with or without those the file hides."""
    names = header.names
    skipped: list[int] = []
    tail: deque[tuple[int, Record]] = deque(maxlen=KEPT_TAIL)
    rows = repeats = titles = width = seen = hidden = 0
    complete = True
    overlong: list[int] = []
    widest = 0
    # The cells of a workbook stand in columns of their own, so there an unnamed column is a column.
    named = len(names) if names and isinstance(table, TextTable) else MAX_COLUMNS
    first_name = next(((column, name) for column, name in enumerate(names) if name), None)
    for number, record in _records(table, header.first_data):
        seen += 1
        if seen % TELL_EVERY == 0:
            report(seen, table.height, "rows")
        if is_blank(record):
            continue
        if number in table.hidden:
            hidden += 1
            if not hidden_too:
                skipped.append(number)
                continue
        if first_name and _may_repeat(record, first_name) and is_repeat(record, names):
            skipped.append(number)
            repeats += 1
            if tail and len(names) >= WIDE and lone_text(glance(tail[-1][1])):
                # What stands alone right above the names is the title of the block they begin.
                skipped.append(tail.pop()[0])
                titles += 1
                rows -= 1
            continue
        rows += 1
        if len(record) > width:
            filled = _last_filled(record) + 1
            if filled > named:
                overlong.append(number)
                widest = max(widest, filled)
            else:
                width = max(width, filled)
        tail.append((number, record))
        values.take(record)
        if limit is not None and rows >= limit:
            complete = False
            break
    totals: set[int] = set()
    if complete and rows > 1:
        ends = [(number, glance(record)) for number, record in tail]
        footers = footers_at_end(ends, len(names))
        last = [(number, record) for number, record in ends if number not in footers]
        totals = totals_at_end(last, len(names))
        skipped += footers
        titles += len(footers)
        rows -= len(footers)
    if not complete:
        rows = max(rows, _estimate(table, header.first_data, seen, rows))
    if 2 * len(overlong) >= rows:  # so many are no accident: the last columns just have no names
        width = max(width, widest)
        overlong.clear()
    width = min(MAX_COLUMNS, max(width, len(names)))
    padded = tuple(names[:width]) + ("",) * (width - len(names))
    skipped += totals
    notes = _comment_texts(table, header, padded, skipped) if table.comments else {}
    if notes:
        values.add_column(len(padded), notes.values())
        padded += (COMMENTS,)
        width += 1
    return SheetLayout(
        header,
        padded,
        width,
        frozenset(skipped),
        rows - len(totals),
        len(totals),
        repeats,
        complete,
        titles,
        tuple(overlong),
        notes,
        hidden,
        not hidden_too,
    )


def _comment_texts(
    table: Table, header: Header, names: Sequence[str], skipped: Sequence[int]
) -> dict[int, str]:
    """What the comments on cells say, by record: each after the name of its column."""
    found: dict[int, list[str]] = {}
    left_out = frozenset(skipped)
    for (row, column), text in sorted(table.comments.items()):
        if row >= header.first_data and row not in left_out:
            name = names[column] if column < len(names) else ""
            found.setdefault(row, []).append(f"{name}: {text}" if name else text)
    return {row: "; ".join(texts) for row, texts in found.items()}


def _records(table: Table, first: int) -> Iterator[tuple[int, Record]]:
    """(number, record) from record ``first`` on. A cell merged over several rows is in each of them that holds
    anything else."""
    source = enumerate(islice(table.rows(), first, None), first)
    down = sorted(merge for merge in table.merges if merge[0] >= first and merge[2] > merge[0])
    return spread_down(source, down) if down else source


def spread_down(
    source: Iterator[tuple[int, Record]], down: Sequence[tuple[int, int, int, int]]
) -> Iterator[tuple[int, Record]]:
    """The records with a cell that is merged over several of them (``down``, by their first one) in each that holds anything
    else."""
    waiting = deque(down)
    open_now: dict[int, tuple[int, Cell | CellError]] = {}  # column: (last row, value)
    for number, record in source:
        while waiting and waiting[0][0] <= number:
            _, column, last, _ = waiting.popleft()
            if column < len(record):
                open_now[column] = last, record[column]
        if not open_now:
            yield number, record
            continue
        open_now = {column: cell for column, cell in open_now.items() if cell[0] >= number}
        yield number, _filled_from(record, open_now)


def _filled_from(record: Record, above: dict[int, tuple[int, Cell | CellError]]) -> Record:
    if not above or is_blank(record):
        return record
    whole = list(record)
    whole += [None] * (max(above) + 1 - len(whole))
    for column, (_, value) in above.items():
        if whole[column] in (None, ""):
            whole[column] = value
    return whole


def _may_repeat(record: Record, first_name: tuple[int, str]) -> bool:
    column, name = first_name
    return (
        len(record) > column
        and isinstance(record[column], str)
        and str(record[column]).strip()[:8] == name[:8]
    )


def _last_filled(record: Record) -> int:
    column = len(record) - 1
    while column >= 0 and record[column] in (None, ""):
        column -= 1
    return column


def _estimate(table: Table, first: int, seen: int, rows: int) -> int:
    if table.height is not None:
        return round((table.height - first) * rows / max(1, seen))
    if isinstance(table, TextTable):
        return round(table.size / table.bytes_per_record) - first
    return rows


def data_rows(table: Table, layout: SheetLayout) -> Iterator[tuple[int, Record]]:
    """(1-based row number, record) of every data record."""
    skipped, comments, place = layout.skipped, layout.comments, layout.width - 1
    for number, record in _records(table, layout.first_data):
        if number in skipped or is_blank(record):
            continue
        if comments:
            record = [*record[:place], *repeat(None, place - len(record)), comments.get(number)]
        yield number + 1, record
