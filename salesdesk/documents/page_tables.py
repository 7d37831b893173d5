"""Tables as a page holds them: how wide each column is, in which size, and what goes into a second table because the page
is too narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from salesdesk.documents.typeface import text_width

SIZES = (8.5, 7.5, 6.5)
"""The sizes of letters that are tried, in points."""
_GAP = 12.0
_LONGEST, _WORD, _NARROWEST = 210.0, 92.0, 46.0
"""Points: what a text column asks for, up to which width a word stays whole, and what it can do with."""
_HEAD = 0.88  # the letters of heads beside those of cells
_SLACK = 1.5  # what our measure of the letters may be wrong by
_BREAK = "\u200b"


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell in words. A ``stressed`` one is printed red, and its text says why; ``box`` draws a box to tick before it,
    ticked or not; ``faint`` ones are not the matter."""

    text: str
    stressed: bool = False
    box: bool | None = None
    faint: bool = False

    def data(self) -> dict[str, Any]:
        """For the template."""
        said: dict[str, Any] = {"text": self.text}
        if self.stressed:
            said["stressed"] = True
        if self.faint:
            said["faint"] = True
        if self.box is not None:
            said["box"] = self.box
        return said


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table in words. ``right`` says which columns stand on the right; ``more`` is a line below the rows that says how
    many are left out."""

    heads: tuple[str, ...]
    right: tuple[bool, ...]
    rows: tuple[tuple[PageCell, ...], ...]
    total: tuple[PageCell, ...] = ()
    more: str = ""

    def only(self, places: Sequence[int]) -> PageTable:
        """The same with these columns."""

        def chosen(cells: tuple[Any, ...]) -> tuple[Any, ...]:
            return tuple(cells[place] for place in places) if cells else ()

        return PageTable(
            chosen(self.heads),
            chosen(self.right),
            tuple(chosen(row) for row in self.rows),
            chosen(self.total),
            self.more,
        )


def fitted(table: PageTable, room: float) -> list[dict[str, Any]]:
    """The table for the template, in ``room`` points; as several tables that each begin with the first column where the
    columns do not fit beside each other in the smallest letters."""
    for word in (_WORD, _NARROWEST):
        for size in SIZES:
            widths = _widths(table, room, size, word)
            if widths is not None:
                return [_data(table, widths, size)]
    count = len(table.heads)
    if count <= 2:
        size = SIZES[-1]
        inner = (room - _GAP * (count - 1)) / count
        return [_data(table, [inner + _GAP * (0.5 if count > 1 else 0)] * count, size)]
    half = (count + 2) // 2
    first, second = range(half), (0, *range(half, count))
    return fitted(table.only(first), room) + fitted(table.only(second), room)


def _widths(table: PageTable, room: float, size: float, longest: float) -> list[float] | None:
    """The width of every column with its gaps; None where they do not fit with words whole up to ``longest`` points."""
    count = len(table.heads)
    wants = [_wanted(table, place, size, longest) for place in range(count)]
    free = room - _GAP * (count - 1)
    least = [least for least, _ in wants]
    natural = [natural for _, natural in wants]
    if sum(least) > free:
        return None
    if sum(natural) <= free:
        spare = (free - sum(natural)) / count
        inner = [width + spare for width in natural]
    else:
        share = (free - sum(least)) / max(1e-9, sum(natural) - sum(least))
        inner = [low + (high - low) * share for low, high in wants]
    return [
        width + _GAP * (0.5 * (place > 0) + 0.5 * (place < count - 1)) for place, width in enumerate(inner)
    ]


def _wanted(table: PageTable, place: int, size: float, longest: float) -> tuple[float, float]:
    """What a column needs at least, and what it would have where there is room."""
    cells = [(row[place].text, False) for row in table.rows]
    if table.total:
        cells.append((table.total[place].text, True))
    boxed = 11.0 if any(row[place].box is not None for row in table.rows) else 0.0
    whole = max((text_width(text, size, bold=bold) for text, bold in cells), default=0.0)
    word = max(
        (text_width(word, size, bold=bold) for text, bold in cells for word in text.split(" ")), default=0.0
    )
    head = text_width(table.heads[place], size * _HEAD)
    head_word = max((text_width(word, size * _HEAD) for word in table.heads[place].split(" ")), default=0.0)
    if table.right[place]:
        least = max(word, min(head_word, _NARROWEST * 1.6))
        return least + _SLACK, max(least, whole, min(head, _LONGEST / 2)) + _SLACK
    least = min(max(word, head_word), longest) + boxed
    return least + _SLACK, max(least, min(max(whole, head) + boxed, _LONGEST)) + _SLACK


def _data(table: PageTable, widths: Sequence[float], size: float) -> dict[str, Any]:
    count = len(widths)
    inner = [
        width - _GAP * (0.5 * (place > 0) + 0.5 * (place < count - 1)) - 0.5
        for place, width in enumerate(widths)
    ]

    def broken(row: Sequence[PageCell], *, bold: bool = False) -> list[dict[str, Any]]:
        return [
            replace(
                cell,
                text=with_breaks(
                    cell.text, size, inner[place] - (11 if cell.box is not None else 0), bold=bold
                ),
            ).data()
            for place, cell in enumerate(row)
        ]

    return {
        "kind": "table",
        "size": size,
        "gap": _GAP,
        "widths": list(widths),
        "right": list(table.right),
        "heads": [with_breaks(head, size * _HEAD, inner[place]) for place, head in enumerate(table.heads)],
        "rows": [broken(row) for row in table.rows],
        "total": broken(table.total, bold=True),
        "more": table.more,
    }


def with_breaks(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """``text`` with unseen places to break in the words that are longer than a line."""
    if text_width(text, size, bold=bold) <= room:
        return text
    return " ".join(
        word if text_width(word, size, bold=bold) <= room else _broken(word, size, room, bold=bold)
        for word in text.split(" ")
    )


def _broken(word: str, size: float, room: float, *, bold: bool) -> str:
    parts, part, taken = [], "", 0.0
    for letter in word:
        width = text_width(letter, size, bold=bold)
        # letters that hang on the one before are never torn from it
        if part and taken + width > room * 0.97 and width > 0 and part[-1] != "\u200d":
            parts.append(part)
            part, taken = "", 0.0
        part += letter
        taken += width
    return _BREAK.join([*parts, part])
