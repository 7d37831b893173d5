"""Cells that are calculated, and how a formula names a table and its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_NO_LETTER = re.compile(r"[^\w.]|^(?=[\d.])")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+\Z|[Rr]\d*([Cc]\d*)?\Z|[Cc]\d*\Z")
_SPECIAL = re.compile(r"(['\[\]#@])")
_LONGEST = 100  # characters; Excel takes 255


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that is calculated: ``text`` without the sign "=" before it, English names of functions and commas between
    their arguments; ``value`` is what it gives, for readers that do not calculate, and decides its number format."""

    text: str
    value: Any = None


def table_names(wanted: Iterable[str]) -> list[str]:
    """Names of tables as formulas take them: letters, digits and "_", none like a cell, none twice whatever the case."""
    found: list[str] = []
    taken: set[str] = set()
    for title in wanted:
        base = _NO_LETTER.sub("_", title.strip())[:_LONGEST] or "Table"
        if _CELL_LIKE.match(base):
            base = f"_{base}"
        name, number = base, 2
        while name.casefold() in taken:
            name, number = f"{base}_{number}", number + 1
        taken.add(name.casefold())
        found.append(name)
    return found


def column_of(table: str, head: str) -> str:
    """A whole column of a table in a formula: ``Deals[Amount]``."""
    escaped = _SPECIAL.sub(r"'\1", head)
    return f"{table}[{escaped}]"


def quoted(text: str) -> str:
    """A text in a formula."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
