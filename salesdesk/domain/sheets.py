"""What a data file looks like before it becomes records: sheets, columns, settings and cells.

These types cross the process boundary between the reader child and the program, so they are small,
picklable and know nothing of any file format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime, time, timedelta

from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.phrases import Phrase, phrase
from salesdesk.value_classes import dataclass

TWO_WAY_DATES, TWO_WAY_DATES_UNSURE = "two_way_dates", "two_way_dates_unsure"
"""Codes of a sheet with days that could be read in two ways, with the first as it is written; where something tells which is
meant, and where nothing does."""
CARD_GROUPS = "card_groups"
"""Code of a file of which cards of groups, which name people and are nobody, were left out."""
Cell = str | int | float | bool | datetime | date | time | timedelta | None
"""A cell as its file means it: numbers and dates typed, text as text, empty as None."""


class CurrencyNumber(float):
    """The number of a cell whose format shows a currency beside it: ``sign`` is what it shows, an ISO 4217 code where
    the format tells it ("USD", "$"). Two amounts are the same only in one currency."""

    __slots__ = ("sign",)
    sign: str

    def __new__(cls, value: float, sign: str) -> CurrencyNumber:
        number = super().__new__(cls, value)
        number.sign = sign
        return number

    def __reduce__(self) -> tuple[type[CurrencyNumber], tuple[float, str]]:
        return CurrencyNumber, (float(self), self.sign)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, CurrencyNumber):
            return float(self) == float(other) and self.sign == other.sign
        return False

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((float(self), self.sign))


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value in a cell, such as ``#REF!``; ``code`` is the text Excel shows, ``UNCALCULATED`` of a formula that no
    program has calculated."""

    code: str


UNCALCULATED = CellError("=")
COVERED = CellError("")
"""What a cell holds that lies under another one, with which it was merged: nobody knows what."""

_ERROR_TEXT = re.compile(r"#[A-Z0-9/]{2,12}[!?]|#N/A|#N(?:V|D)|Err:\d{3}")


def is_error_text(text: str) -> bool:
    """Whether a text is what a formula shows that failed ("#DIV/0!", "#WERT!", "Err:502"): in a text file it is all that is
    left of one."""
    return _ERROR_TEXT.fullmatch(text) is not None


NOWHERE = ""
"""The country of a sheet whose rows are of none: no row tells that of another."""


@dataclass(frozen=True, slots=True)
class SheetSettings:
    """How the text of one sheet is to be understood; every part can be overridden by the person.

    encoding: Python codec name of a text file, None for a workbook. delimiter: one character, None for a
    workbook or a one-column file. date_order: "DMY", "MDY" or "YMD". decimal: "," or ".".
    country: ISO 3166 alpha-2 code phones and addresses are read by, or None; asked for, None is what the sheet itself tells
    and ``NOWHERE`` none whatever it tells.
    """

    encoding: str | None = None
    delimiter: str | None = None
    date_order: str = "DMY"
    decimal: str = "."
    country: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What one column means. ``index`` is 0-based; ``field`` one of ``Fields.mapping_names``;
    ``confidence`` 0..1 (0.9 and more is shown as sure and must be right 99 times in 100);
    ``samples`` raw and ``parsed`` cleaned texts of the first non-empty cells; ``note`` a short reason code."""

    index: int
    header: str
    field: str
    confidence: float
    samples: tuple[str, ...] = ()
    parsed: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class SheetAnalysis:
    """One sheet, understood. ``header_row`` is the 0-based record number of the column names (blank records
    counted), None without a header; ``rows`` counts data rows; ``visible`` is False for hidden sheets;
    ``warnings`` are codes with values, for example ("formulas_without_value", "3")."""

    name: str
    kind: RecordKind
    header_row: int | None
    rows: int
    columns: tuple[ColumnGuess, ...]
    settings: SheetSettings
    visible: bool = True
    warnings: tuple[tuple[str, str], ...] = ()

    def remarks(self, *but: str) -> Iterator[Phrase]:
        """The warnings in words, without those of some codes. How days were read is told by the settings, where the file
        says it itself."""
        for code, value in self.warnings:
            if code not in (*but, TWO_WAY_DATES):
                yield phrase(f"imports.sheet.{code}", value=value)


@dataclass(frozen=True, slots=True)
class Problem:
    """One value that could not be used. ``row`` is the 1-based row number a person sees in the file (in Excel's
    row header, or the line-counted record of a text file); ``reason`` is told as one plain sentence,
    and by its heading in a few words."""

    sheet: str
    row: int
    column: str
    value: str
    reason: Phrase
    severity: str = "problem"  # "problem" keeps the row out; "warning" imports the rest of the row


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """What the person (or the default) wants of one sheet: ``mapping`` is column index -> field name, ``types`` the
    types of columns kept as custom fields; None parts mean "as detected".
    ``currency`` (ISO 4217) is that of amounts in a file that shows none. ``hidden_rows``: rows that are hidden or
    filtered away in the file come in too."""

    name: str
    use: bool = True
    kind: RecordKind | None = None
    header_row: int | None = None
    has_header: bool = True
    mapping: dict[int, str] = field(default_factory=dict)
    settings: SheetSettings | None = None
    types: dict[int, FieldType] = field(default_factory=dict)
    currency: str | None = None
    hidden_rows: bool = True
