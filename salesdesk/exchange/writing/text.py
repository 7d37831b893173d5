"""Lists as comma-separated text that spreadsheets open without harm and without broken umlauts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from salesdesk import outputs
from salesdesk.domain.cleaning.text import number_text
from salesdesk.domain.formulas import guarded
from salesdesk.domain.money import Money
from salesdesk.domain.progress import Work

_REPORT_EVERY = 1_000
_MOST_KEPT = 8_192  # texts that come again and again, each made once
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def write_csv(
    path: Path,
    titles: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    expected: int | None = None,
    delimiter: str = ",",
    decimal: str = ".",
    work: Work | None = None,
) -> int:
    """Write the file, UTF-8 with a byte order mark; it replaces ``path`` only when it is whole. Returns the number
    of data rows. ``decimal`` stands before the parts of a number. Cells as in ``sheets.OutSheet``. Text that a spreadsheet would calculate is guarded
    as ``domain.formulas`` says, and our own import takes the guard off again. Raises ``FileProblem`` or ``Cancelled``."""
    with outputs.whole(path) as part, part.open("wb") as file:
        return write_rows(
            file, titles, rows, expected=expected, delimiter=delimiter, decimal=decimal, work=work
        )


def write_rows(
    file: IO[bytes],
    titles: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    expected: int | None = None,
    delimiter: str = ",",
    decimal: str = ".",
    work: Work | None = None,
) -> int:
    """The same into a file that is open."""
    count = 0
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([cell_text(title, delimiter) for title in titles])
    kept: dict[str, str] = {}

    def told(value: Any) -> str:
        if type(value) is not str:
            return cell_text(value, delimiter, decimal)
        found = kept.get(value)
        if found is None:
            found = cell_text(value, delimiter)
            if len(kept) < _MOST_KEPT:
                kept[value] = found
        return found

    for row in rows:
        if work is not None and count % _REPORT_EVERY == 0:
            work.check()
            work.report(count, expected, "rows")
        writer.writerow(list(map(told, row)))
        count += 1
    if work is not None:
        work.check()
        work.report(count, expected, "rows")
    text.flush()
    text.detach()
    return count


def cell_text(value: Any, delimiter: str = ",", decimal: str = ".") -> str:
    """One cell: plain numbers with ``decimal`` before their parts, days and moments in ISO form (moments, which are local, with the distance from
    UTC, so that they are the same in another time zone), yes and no in words, text guarded and
    without control characters."""
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(_CONTROL.sub("", value), delimiter)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Money):
        return f"{str(value.amount).replace('.', decimal)} {value.currency}".strip()
    if isinstance(value, datetime):
        return value.astimezone().isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value).replace(".", decimal)
    return number_text(value).replace(".", decimal)
