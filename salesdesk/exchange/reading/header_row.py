"""Where the column names stand in a sheet, and which records are no data.

People put titles, export dates and blank rows above a table, names over two rows, units below them, and
totals at the end. Every record of the first part is judged as a header: are its cells words rather than
values, do they differ from each other and from what stands below them, does it span the table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from salesdesk.domain.sheets import Cell, CellError
from salesdesk.exchange.mapping.value_shapes import told_sorts

Record = Sequence[Cell | CellError]
Merge = tuple[int, int, int, int]

LOOK = 400  # records a sheet's layout is judged by
CANDIDATES = 40  # non-blank records that may be the header
BODY = 60  # records below a candidate it is compared with
_FEW = 0.34  # share of cells that are known column names below which a record may be data
_LIKE_BODY = 0.9
_ENOUGH = 2  # values below that tell what a column holds
_TRUTHS = frozenset({"true", "false"})
LIMIT = 0.95  # score a header needs

_VALUES = (
    (re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"), "email"),
    (re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE), "url"),
    (
        re.compile(
            r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T].*)?|\d{4}-\d{2}-\d{2}.*|\d{1,2}:\d{2}(?::\d{2})?"
        ),
        "date",
    ),
    (re.compile(r"(?i)true|false|yes|no|ja|nein|oui|non|null|n/a|none"), "word"),
    (re.compile(r"[-+(]?[^\w\s]{0,3}\s?\d[\d.,' \u00a0]*[%)]?\s?(?:[^\w\s]|EUR|USD|GBP|CHF)?"), "number"),
    (re.compile(r"\+?[\d ()/.-]{6,}(?:\s?(?:x|ext\.?)\s?\d+)?"), "phone"),
    (re.compile(r"(?=.*\d)(?=.*[-_/A-Z])[A-Z0-9]{2,}(?:[-_/][A-Z0-9]+)+"), "code"),
)
_UNIT = re.compile(
    r"(?i)[\[(].{1,14}[\])]|%|€|\$|£|eur|usd|gbp|chf|kg|km|m|cm|mm|t|l|h|min|pcs|stk\.?|st[üu]ck|days?|tage?|jahre?|years?"
)


@dataclass(frozen=True, slots=True)
class Header:
    """``row`` is the 0-based record of the column names (None: there are none), ``names`` one text per column
    ("" where there is none), ``first_data`` the first record that may be data."""

    row: int | None
    names: tuple[str, ...]
    first_data: int


def text_of(cell: Cell | CellError) -> str:
    """The cell as one line of text, for judging names; "" for an empty one."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, str):
        return cell if cell.isprintable() and cell[:1] != " " and cell[-1:] != " " else " ".join(cell.split())
    if isinstance(cell, CellError):
        return cell.code
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def is_blank(record: Record) -> bool:
    """Whether no cell of the record holds anything."""
    for cell in record:
        if cell is not None and cell != "" and (cell.__class__ is not str or not cell.isspace()):
            return False
    return True


def value_kind(cell: Cell | CellError) -> str:
    """The rough shape of a cell: "" (empty), text, long, number, date, email, url, phone, word, code, error."""
    if isinstance(cell, bool):
        return "word"
    if isinstance(cell, int | float):
        return "number"
    if isinstance(cell, datetime | date | time | timedelta):
        return "date"
    if isinstance(cell, CellError):
        return "error"
    text = text_of(cell)
    if not text:
        return ""
    for pattern, kind in _VALUES:
        if pattern.fullmatch(text):
            return kind
    return "long" if len(text) > 120 else "text"


def find_header(
    records: Sequence[Record],
    merges: Sequence[Merge] = (),
    known: Callable[[str], bool] | None = None,
) -> Header:
    """The header among the first ``records`` of a sheet (from its record 0 on, blank ones included).

    ``known`` tells whether a text is a column name somebody uses; it breaks ties in tables of words only.
    """
    filled = [number for number, record in enumerate(records) if not is_blank(record)]
    if not filled:
        return Header(None, (), 0)
    counts = sorted(sum(1 for cell in records[number] if text_of(cell)) for number in filled[:200])
    usual = max(1, counts[len(counts) * 3 // 4])
    best_score, best = LIMIT, None
    passed = 0  # records above that could be rows of the table: names stand above them, not below
    for rank, number in enumerate(filled[:CANDIDATES]):
        score = _score(records, filled, rank, usual, known, first=passed == 0) - 0.3 * passed - 0.01 * rank
        if score > best_score:
            best_score, best = score, number
        if sum(1 for cell in records[number] if text_of(cell)) >= max(1, 0.75 * usual):
            passed += 1
    if best is None:
        return Header(None, (), filled[0])
    return header_at(records, _bottom(records, best, merges), merges, known)


def _bottom(records: Sequence[Record], row: int, merges: Sequence[Merge]) -> int:
    """The lowest record of a header whose cells are merged downwards beside groups."""
    lowest = max((last for first, _, last, _ in merges if first <= row < last <= row + 3), default=row)
    below = records[row + 1 : lowest + 1]
    names = [cell for record in below for cell in record if text_of(cell)]
    return lowest if below and names and all(value_kind(cell) == "text" for cell in names) else row


def header_at(
    records: Sequence[Record],
    row: int,
    merges: Sequence[Merge] = (),
    known: Callable[[str], bool] | None = None,
) -> Header:
    """The header whose column names stand in record ``row``, with the groups above it and units below it."""
    if row >= len(records):
        return Header(row, (), row + 1)
    names = [text_of(cell) for cell in records[row]]
    group = _group_names(records, row, merges, known)
    if group:
        width = max(len(names), len(group))
        names += [""] * (width - len(names))
        group += [""] * (width - len(group))
        names = [
            name if not above or above.casefold() == name.casefold() else f"{above} {name}".strip()
            for name, above in zip(names, group, strict=True)
        ]
    first = row + 1
    if first < len(records) and _is_units(records[first], names):
        first += 1
    return Header(row, tuple(names), first)


def _score(
    records: Sequence[Record],
    filled: Sequence[int],
    rank: int,
    usual: int,
    known: Callable[[str], bool] | None,
    *,
    first: bool,
) -> float:
    """How much a record looks like column names; above LIMIT it is taken for them."""
    number = filled[rank]
    record = records[number]
    cells = [(column, text_of(cell), value_kind(cell)) for column, cell in enumerate(record)]
    named = [(column, text, kind) for column, text, kind in cells if text]
    cover = min(1.0, len(named) / usual)
    if cover < 0.5 or (usual > 1 and len(named) < 2):
        return -9.0
    texts = [text.casefold() for _, text, _ in named]
    worth = [_name_worth(text, kind) for _, text, kind in named]
    likeness = sum(worth) / len(worth)
    values = sum(
        kind in ("email", "url", "phone", "date", "code", "long", "error") or text.casefold() in _TRUTHS
        for _, text, kind in named
    ) / len(named)
    numbers = [text for _, text, kind in named if kind == "number"]
    series = len(numbers) > 1 and _series(numbers)
    if len(numbers) > 1 and not series:
        values += 0.5 * len(numbers) / len(named)
    body = [records[below] for below in filled[rank + 1 : rank + 1 + BODY]]
    contrast, repeated = _against_body(named, body, series)
    recognised = sum(map(known, texts)) / len(texts) if known else 0.0
    above = [records[other] for other in filled[:rank]]
    if recognised < _FEW and _is_like_body(named, [*above, *body], series):
        contrast -= _LIKE_BODY
    distinct = len(set(texts)) / len(texts)
    score = (
        likeness
        - 2.2 * values
        + 1.1 * contrast
        + 0.3 * recognised
        + 0.6 * cover
        + 0.3 * distinct
        - 0.9 * repeated
    )
    if usual == 1:
        score -= 0.3  # a lone column proves little
    if not body and not first:
        score -= 0.6  # the last record of a table is no header
    if not body and first and (recognised or values == 0):
        score += 0.2  # a file of column names only is a template
    return score


def _name_worth(text: str, kind: str) -> float:
    if kind == "text":
        if "   " in text:  # cells lined up with spaces
            return 0.3
        return 1.0 if len(text) <= 60 else 0.6
    if kind == "word":
        return 0.2
    return 0.45 if kind == "number" and text.isdigit() and 1900 <= int(text[:9]) <= 2100 else 0.0


def _series(numbers: Sequence[str]) -> bool:
    """Years or counts in a row (2019, 2020, 2021) are column names of a cross table."""
    if not all(text.isdigit() and len(text) < 6 for text in numbers):
        return False
    if len(numbers) < 3 and not all(1900 <= int(text) <= 2100 for text in numbers):
        return False
    steps = {int(b) - int(a) for a, b in pairwise(numbers)}
    return (len(steps) == 1 and steps <= {1, -1, 5, 10}) or (
        all(1900 <= int(t) <= 2100 for t in numbers) and 0 not in steps
    )


def _against_body(
    named: Sequence[tuple[int, str, str]], body: Sequence[Record], series: bool
) -> tuple[float, float]:
    """(-1..1, 0..1): how the cells differ in shape from their columns, and how many occur in them again."""
    if not body:
        return 0.0, 0.0
    contrast = repeated = 0.0
    for column, text, kind in named:
        below = [record[column] for record in body if column < len(record)]
        kinds = Counter(shape for shape in map(value_kind, below) if shape)
        if not kinds:
            continue
        total = sum(kinds.values())
        plain = (kinds["text"] + kinds["long"]) / total
        if kind == "text":
            contrast += 1.0 if plain < 0.2 else (0.3 if plain < 0.7 else 0.0)
        elif kinds[kind] / total > 0.5 and not (series and kind == "number"):
            contrast -= 1.0
        folded = text.casefold()
        same = sum(text_of(cell).casefold() == folded for cell in below if isinstance(cell, str))
        if (same and same <= max(1, len(below) // 3)) or same > 2:
            repeated += 1.0
    # A header printed again on every page repeats all its cells in one record; that is no data.
    if repeated == len(named) and any(
        sum(text_of(record[column]) == text for column, text, _ in named if column < len(record))
        == len(named)
        for record in body
    ):
        repeated = 0.0
    return contrast / len(named), repeated / len(named)


def _is_like_body(named: Sequence[tuple[int, str, str]], body: Sequence[Record], series: bool) -> bool:
    """Whether a record is one more like those above and below it: where they have numbers it has one, where they have towns,
    firms or people's names it has such."""
    for column, text, kind in named:
        below = [record[column] for record in body if column < len(record)]
        texts = [found for cell in below if (found := text_of(cell))]
        if len(texts) < _ENOUGH:
            continue
        if kind == "text":
            told = told_sorts(text)
            if told and sum(bool(told & told_sorts(other)) for other in texts) * 2 >= len(texts):
                return True
            continue
        of_a_table = kind == "number" and (series or _is_year_over(text, texts))
        alike = sum(value_kind(cell) == kind for cell in below) * 2 > len(texts)
        if alike and kind != "long" and not of_a_table:
            return True
    return False


def _is_year_over(text: str, below: Sequence[str]) -> bool:
    """Whether a number is a year over figures that are none."""
    return _is_year(text) and not all(map(_is_year, below))


def _is_year(text: str) -> bool:
    return text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2100


def _group_names(
    records: Sequence[Record], row: int, merges: Sequence[Merge], known: Callable[[str], bool] | None
) -> list[str]:
    """One group name per column from the record above the names; [] when that record is a title or nothing."""
    if row == 0 or is_blank(records[row - 1]):
        return []
    above = [text_of(cell) for cell in records[row - 1]]
    names = [text_of(cell) for cell in records[row]]
    labels = [(column, text) for column, text in enumerate(above) if text]
    across = [m for m in merges if m[0] <= row - 1 <= m[2] and m[3] > m[1]]
    down = [m for m in merges if m[0] <= row - 1 and m[2] >= row and m[1] == m[3]]
    width = sum(1 for name in names if name)
    if any(value_kind(records[row - 1][column]) != "text" or len(text) > 60 for column, text in labels):
        return []
    if down:
        for _, column, _, _ in down:
            if column < len(names) and names[column]:
                return []
    elif len(labels) < 2 or len(labels) >= width:
        if len(labels) != 1 or not any(2 <= m[3] - m[1] + 1 < width for m in across):
            return []
    elif not across and len(set(filter(None, names))) == width and not _starts_runs(labels, names):
        return []
    if len(labels) == 1 and not down and not across:
        return []
    distinct = len({name for name in names if name}) == width
    if distinct and not down and known and sum(known(text) for _, text in labels) * 2 < len(labels):
        return []  # remarks above a table whose names need no group
    return _spread(above, names, row - 1, merges)


def _starts_runs(labels: Sequence[tuple[int, str]], names: Sequence[str]) -> bool:
    """Group labels stand over the first of several names; a stray remark above a table does not."""
    starts = [column for column, _ in labels]
    runs = [end - start for start, end in zip(starts, [*starts[1:], len(names)], strict=True)]
    return sum(run > 1 for run in runs) >= max(1, len(runs) // 2)


def _spread(above: list[str], names: Sequence[str], row: int, merges: Sequence[Merge]) -> list[str]:
    width = max(len(above), len(names))
    group = above + [""] * (width - len(above))
    covered = {
        column for m in merges if m[0] <= row <= m[2] for column in range(m[1], min(m[3], width - 1) + 1)
    }
    for first, left, last, right in merges:
        if first <= row <= last and left < width and group[left]:
            for column in range(left, min(right, width - 1) + 1):
                group[column] = group[left]
    if not covered:
        current = ""
        for column in range(width):
            current = group[column] or current
            group[column] = current
    return group


def _is_units(record: Record, names: Sequence[str]) -> bool:
    """Whether the record below the names tells units only: (EUR), [kg], %."""
    texts = [text_of(cell) for cell in record]
    filled = [text for text in texts if text]
    return bool(filled) and len(filled) <= len(names) and all(_UNIT.fullmatch(text) for text in filled)


def is_repeat(record: Record, names: Sequence[str]) -> bool:
    """Whether the record is the column names once more, as reports print them on every page."""
    return len(names) > 1 and [text_of(cell) for cell in record[: len(names)]] == list(names)
