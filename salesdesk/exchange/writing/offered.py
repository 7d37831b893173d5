"""The hidden sheet with what cells offer: each list once, however many columns offer it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesdesk.exchange.writing.layout import address, column_letters
from salesdesk.exchange.writing.sheets import LISTS, OutColumn


class OfferedLists:
    """The lists of one workbook."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, ...], int] = {}
        self._heads: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._places)

    def place(self, column: OutColumn) -> str:
        """Where the choices of a column stand, as a formula; "" when it offers nothing."""
        if not column.choices:
            return ""
        if column.choices not in self._places:
            self._places[column.choices] = len(self._places) + 1
            self._heads.append(column.title)
        letter = column_letters(self._places[column.choices])
        return address(LISTS, f"${letter}$2:${letter}${len(column.choices) + 1}")

    def rows(self) -> Iterator[Sequence[str | None]]:
        """The rows of the sheet: heads, then values."""
        yield self._heads
        longest = max(map(len, self._places), default=0)
        for place in range(longest):
            yield [choices[place] if place < len(choices) else None for choices in self._places]
