"""What is told of a sheet beside what calamine reads of it."""

from __future__ import annotations

from typing import NamedTuple

Formats = dict[tuple[int, int], str]
"""What the formats of cells mean ("$:USD"), by 0-based (row, column)."""


Errors = dict[tuple[int, int], str]
"""The error values that cells show ("#DIV/0!"), by 0-based (row, column)."""

ERROR_CODES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""What the error values of binary workbooks are called ([MS-XLS] 2.5.10)."""


def error_named(code: int) -> str:
    """The text of an error value that a binary workbook keeps as a number."""
    return ERROR_CODES.get(code, "#ERROR!")


class Beside(NamedTuple):
    """The currencies of a sheet's cells, its 0-based rows that are hidden or filtered away, its error values, and its merged
    cells as ``tables.Table`` has them."""

    formats: Formats
    hidden: frozenset[int]
    errors: Errors = {}  # noqa: RUF012 - nobody writes into it
    merges: tuple[tuple[int, int, int, int], ...] = ()
