"""Characters that a web page wrote as names: "M&uuml;ller &amp; S&ouml;hne" in a cell is "Müller & Söhne"."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from html.entities import name2codepoint

from salesdesk.domain.sheets import Cell, CellError

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,9});")
_NAMES = frozenset({*name2codepoint, "apos"})
_TWICE = 2  # a program that exports may have escaped what a page had escaped already


def unescaped(text: str) -> str:
    """The text with the names of HTML 4 and with numbers for characters as characters. Other signs of that form stay:
    "R&D;" says what it says."""
    for _ in range(_TWICE):
        before, text = text, _ENTITY.sub(_character, text)
        if text == before:
            break
    return text


def _character(match: re.Match[str]) -> str:
    entity = match.group()
    return html.unescape(entity) if entity[1] == "#" or entity[1:-1] in _NAMES else entity


def without_entities(rows: Iterator[Sequence[Cell | CellError]]) -> Iterator[Sequence[Cell | CellError]]:
    """Records whose cells may hold such names, without them."""
    return Entities().without(rows)


class Entities:
    """Takes such names out of records that are walked over again and again, always the same: those that hold none are
    looked through once."""

    def __init__(self) -> None:
        self._none = False

    def without(self, rows: Iterator[Sequence[Cell | CellError]]) -> Iterator[Sequence[Cell | CellError]]:
        """All records, without them."""
        return rows if self._none else self._looked_through(rows)

    def _looked_through(
        self, rows: Iterator[Sequence[Cell | CellError]]
    ) -> Iterator[Sequence[Cell | CellError]]:
        found = False
        for row in rows:
            for cell in row:
                if cell.__class__ is str and "&" in cell and ";" in cell:
                    row = [unescaped(cell) if isinstance(cell, str) and "&" in cell else cell for cell in row]
                    found = True
                    break
            yield row
        self._none = not found  # known when the last one has come
