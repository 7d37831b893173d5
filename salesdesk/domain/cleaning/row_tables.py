"""Tables inside of records, as programs write them into one sheet: each further line of such a table is a row in which
everything else is empty, and its columns say behind their names, in the plural, whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.sheets import Cell, CellError

_OF_TABLE = re.compile(r"(.*\S)\s*\(([^()]{1,60})\)")


def of_tables(headers: Sequence[str]) -> list[tuple[str, str]]:
    """Each header without the table its column is from, and that table, "" of the record itself: "Email ID (Email IDs)",
    "Number (Contact Numbers)", "Is Primary (Contact Numbers)"."""
    found = [_OF_TABLE.fullmatch(header.strip()) for header in headers]
    tables = {
        match[2]
        for match in found
        if match is not None and f" {fold_key(match[2])}".endswith(f" {fold_key(match[1])}s")
    }
    return [
        (match[1], match[2]) if match is not None and match[2] in tables else (header, "")
        for match, header in zip(found, headers, strict=True)
    ]


class RowTables:
    """Completes the further lines of tables inside of records with what their record says itself. ``columns`` are (0-based
    index, header) of the whole sheet. Holds the record above."""

    def __init__(self, columns: Sequence[tuple[int, str]]) -> None:
        named = zip(columns, of_tables([header for _, header in columns]), strict=True)
        self._inside = frozenset(index for (index, _), (_, table) in named if table)
        self._above: Sequence[Cell | CellError] = ()

    def __bool__(self) -> bool:
        return bool(self._inside)

    def completed(self, cells: Sequence[Cell | CellError]) -> Sequence[Cell | CellError]:
        """The cells of a row, those of a further line with the ones of its record where they are empty."""
        own = any(cell not in (None, "") for index, cell in enumerate(cells) if index not in self._inside)
        if own or not self._above:
            self._above = cells
            return cells
        above = self._above
        width = max(len(cells), len(above))
        both = ((line[n] if n < len(line) else None for line in (cells, above)) for n in range(width))
        return [above_it if cell in (None, "") else cell for cell, above_it in both]
