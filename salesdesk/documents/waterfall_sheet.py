"""The numbers that waterfalls are made of in a workbook: feet that nobody sees, and on them what adds and what takes away.

They are formulas over the table of the report, so that the chart follows an edit.
"""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.domain.fields import FieldType
from salesdesk.exchange.writing.formulas import Formula
from salesdesk.exchange.writing.layout import address, column_letters
from salesdesk.exchange.writing.sheets import OutChart, OutPage, Placed
from salesdesk.exchange.writing.styles import Look
from salesdesk.phrases import Words, phrase

_LEVEL, _UP, _DOWN = "0F766E", "2F7D32", "B42318"
_UNSEEN = ""
_SERIES = (_UNSEEN, _UNSEEN, _LEVEL, _UP, _UP, _DOWN, _DOWN)
_NAMES, _BEGUN, _ENDED, _FIRST = 1, 2, 3, 4
"""Columns of the page: the names, where a step begins and ends, and the first of the series."""
_GREY = "5B6068"


class Waterfalls:
    """Collects the waterfalls of a workbook on one page."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._cells: list[Placed] = []
        self._row = 4

    def __bool__(self) -> bool:
        return bool(self._cells)

    def page(self, title: str) -> OutPage:
        """The page, when all are there."""
        head = Placed(1, 1, title, Look(bold=True, size=14))
        told = Placed(2, 1, self._words(phrase("report_files.chart_data_told")), Look(colour=_GREY))
        return OutPage(title, (head, told, *self._cells), (182, *[98] * 9))

    def add(
        self, title: str, names: Sequence[str], values: Sequence[float], column: tuple[str, int], number: str
    ) -> OutChart:
        """A waterfall of the ``values`` that stand in a ``column`` (sheet, place from 0) from its second row; returns the
        chart, still without its place and its sheet."""
        top = self._row + 1
        self._cells.append(Placed(self._row, 1, title, Look(bold=True)))
        heads = [self._words(phrase(f"report_files.waterfall.{key}")) for key in ("step", "from", "to", "foot", "foot_below", "level", "more", "more_below", "less", "less_below")]  # fmt: skip
        grey = Look(bold=True, colour=_GREY)
        self._cells += [Placed(top, place, head, grey) for place, head in enumerate(heads, 1)]
        level = 0.0
        last = len(values) - 1
        below = False
        for place, (name, value) in enumerate(zip(names, values, strict=True)):
            row = top + 1 + place
            whole = place in (0, last)
            begun = 0.0 if whole else level
            level = round(begun + value, 6)
            below |= min(begun, level) < 0
            source = address(column[0], f"{column_letters(column[1] + 1)}{2 + place}")
            self._cells += self._step(row, name, begun, level, source, whole=whole)
        self._row = top + len(values) + 2
        series = tuple(
            (_FIRST - 1 + place, colour)
            for place, colour in enumerate(_SERIES)
            if below or place in (0, 2, 3, 5)  # what hangs below nought only where anything does
        )
        return OutChart(title, "", len(values), 0, series, "", top=top, kind="waterfall", number=number)

    def _step(
        self, row: int, name: str, begun: float, ended: float, source: str, *, whole: bool
    ) -> list[Placed]:
        b, e = f"$B{row}", f"$C{row}"
        rises = f"{e}>={b}"
        moves = 0.0 if whole else 1.0
        up, down = (ended >= begun), (ended < begun)
        # where a step begins, where it ends, then the series
        said: list[tuple[str, float]] = [
            ("0" if whole else f"$C{row - 1}", begun),
            (f"{b}+{source}", ended),
            ("0" if whole else f"MAX(0,MIN({b},{e}))", moves * max(0.0, min(begun, ended))),
            ("0" if whole else f"MIN(0,MAX({b},{e}))", moves * min(0.0, max(begun, ended))),
            (e if whole else "0", ended if whole else 0.0),
        ]
        over = max(0.0, ended) - max(0.0, begun)
        under = min(0.0, ended) - min(0.0, begun)
        over_text, under_text = f"MAX(0,{e})-MAX(0,{b})", f"MIN(0,{e})-MIN(0,{b})"
        said += [
            ("0" if whole else f"IF({rises},{over_text},0)", moves * over * up),
            ("0" if whole else f"IF({rises},-({under_text}),0)", -moves * under * up),
            ("0" if whole else f"IF({rises},0,-({over_text}))", -moves * over * down),
            ("0" if whole else f"IF({rises},0,{under_text})", moves * under * down),
        ]
        cells = [Placed(row, _NAMES, name)]
        for place, (text, value) in enumerate(said, _BEGUN):
            cells.append(
                Placed(
                    row, place, Formula(text, round(value, 6) + 0.0), type=FieldType.NUMBER, number="#,##0.##"
                )
            )
        return cells
