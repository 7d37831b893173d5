"""The first sheet of an exported workbook: how many rows each table has, and figures that follow an edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from salesdesk.domain.columns import RECORD_CURRENCY, RECORD_ID, ListColumn
from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import Money
from salesdesk.exchange.writing.formulas import Formula, column_of, quoted
from salesdesk.exchange.writing.layout import UPRIGHT_ROWS, UPRIGHT_WIDTH, column_letters
from salesdesk.exchange.writing.sheets import OutChart, OutPage, Placed, table_heads
from salesdesk.exchange.writing.styles import GREY, HEAD_FILL, HEAD_TEXT, Look
from salesdesk.phrases import Words, phrase
from salesdesk.services.exports.choices import LiveChoices
from salesdesk.services.exports.sheets import Listed

_FIRST_WIDTH, _WIDTH = 230, 120  # pixels
_COLOURS = ("0F766E", "2B5FA8", "B45309")
_MOST_GROUPS, _MOST_DRAWN = 40, 3
_CHART_ROWS = 19  # that a chart below its figures takes
_CHARACTER = 7  # pixels
_WILD = ("*", "?", "~")
_HEAD = Look(bold=True, colour=HEAD_TEXT, fill=HEAD_FILL)
_HEAD_RIGHT = Look(bold=True, colour=HEAD_TEXT, fill=HEAD_FILL, align="right")
_BOLD, _TOLD = Look(bold=True), Look(colour=GREY)
_LINK = Look(colour="0F766E", underlined=True)


class Summary:
    """Makes the page when all its tables have been written."""

    def __init__(self, title: str, heading: str, words: Words, choices: LiveChoices, at: datetime) -> None:
        self.title = title
        self._heading, self._words, self._choices, self._at = heading, words, choices, at

    def page(self, tables: Sequence[Listed], parts: Mapping[str, Sequence[str]]) -> OutPage:
        """The page about tables; ``parts`` are the tables that each was written to."""
        words = self._words
        cells = [
            Placed(1, 1, self._heading, Look(bold=True, size=18)),
            Placed(2, 1, words(phrase("exports.summary_made", at=self._at)), _TOLD),
            Placed(4, 1, words(phrase("exports.sheet")), _HEAD),
            Placed(4, 2, words(phrase("exports.rows")), _HEAD_RIGHT),
        ]
        row = 5
        for table in tables:
            cells.append(Placed(row, 1, table.title, _LINK, link=table.title))
            cells.append(
                Placed(
                    row,
                    2,
                    Formula(_rows(table, parts[table.table]), table.tally.count),
                    type=FieldType.INTEGER,
                )
            )
            row += 1
        charts, wide, ends = [], [_FIRST_WIDTH, _WIDTH], [row]
        for table in tables:
            if table.tally.group is None or not table.tally.count:
                continue
            block = _Block(self.title, table, parts[table.table], row + 1, words, self._choices)
            cells += block.cells()
            charts.append(block.chart(f"A{block.end + 1}"))
            wide += [_WIDTH] * (block.columns - len(wide))
            for place, head in enumerate(block.heads, 1):
                wide[place] = max(wide[place], _CHARACTER * (len(head) + 3))
            row = block.end + _CHART_ROWS
            ends.append(row)
        return OutPage(self.title, tuple(cells), tuple(wide), tuple(charts), _breaks(ends, sum(wide)))


def _breaks(ends: Sequence[int], width: int) -> tuple[int, ...]:
    """Behind which rows a printed page ends, so that figures stay with their chart; ``ends`` are the last rows of the
    blocks."""
    room = UPRIGHT_ROWS * max(1, width / UPRIGHT_WIDTH)
    breaks, begun = [], 0
    for before, end in pairwise(ends):
        if end - begun > room and before > begun:
            breaks.append(before)
            begun = before
    return (*breaks, ends[-1])


def _rows(table: Listed, parts: Sequence[str]) -> str:
    """How many rows a table has; an empty one has a blank row all the same."""
    head = table_heads([table.columns[0].title])[0]

    def of_part(part: str) -> str:
        first, numbers = column_of(part, head), column_of(part, RECORD_ID)
        return f"IF(COUNTA({first})+COUNT({numbers})=0,0,ROWS({first}))"

    return "+".join(map(of_part, parts))


class _Block:
    """The rows of one table by group."""

    def __init__(
        self,
        page: str,
        table: Listed,
        parts: Sequence[str],
        row: int,
        words: Words,
        choices: LiveChoices,
    ) -> None:
        assert table.tally.group is not None
        self._parts = parts
        self._page, self._table, self._row, self._words = page, table, row, words
        tally = table.tally
        self._currencies = [code for code, _ in tally.currencies.most_common()]
        heads = table_heads([column.title for column in table.columns])
        self._heads = {column.key: head for column, head in zip(table.columns, heads, strict=True)}
        self._sums = [(column, code) for column in tally.amounts for code in self._currencies]
        self._groups = self._found(choices)
        self.columns = 2 + len(self._sums)
        self.end = row + 4 + len(self._groups)

    def _found(self, choices: LiveChoices) -> list[str]:
        """The groups in order: what the list offers, and what rows say besides."""
        tally = self._table.tally
        assert tally.group is not None
        offered = choices.of(self._table.kind, tally.group)
        if len(offered) > _MOST_GROUPS:
            offered = ()
        known = {text.casefold(): text for text in offered}
        others = [text for folded, text in tally.spelled.items() if folded and folded not in known]
        return [*known.values(), *others][: 2 * _MOST_GROUPS]

    def cells(self) -> list[Placed]:
        """Heading, heads, a row for each group, what is in none of them, and the total."""
        tally, words, table = self._table.tally, self._words, self._table
        assert tally.group is not None
        head = self._row + 1
        heading = words(phrase("exports.by", what=table.title, group=tally.group.title))
        cells = [
            Placed(self._row, 1, heading, Look(bold=True, size=13)),
            Placed(head, 1, tally.group.title, _HEAD),
            Placed(head, 2, table.title, _HEAD_RIGHT),
        ]
        cells += [
            Placed(head, 3 + place, self._title(column, code), _HEAD_RIGHT)
            for place, (column, code) in enumerate(self._sums)
        ]
        first, last = head + 1, head + len(self._groups)
        for row, group in enumerate(self._groups, first):
            criterion = criterion_of(group, row)
            folded = group.casefold()
            cells.append(Placed(row, 1, group))
            cells.append(_count(row, self._counted(criterion), tally.groups[folded]))
            for place, (column, code) in enumerate(self._sums):
                formula = self._added(column, code, criterion)
                cells.append(_amount(row, 3 + place, formula, tally.sums[folded, column.key, code], code))
        other, total = last + 1, last + 2
        named = {group.casefold() for group in self._groups}
        told = words(phrase("exports.other"))
        rest = sum(number for folded, number in tally.groups.items() if folded not in named)
        cells.append(Placed(other, 1, told, _TOLD))
        cells.append(_count(other, f"B{total}-SUM(B{first}:B{last})", rest, _TOLD))
        cells.append(Placed(total, 1, words(phrase("exports.total")), _BOLD))
        cells.append(_count(total, _rows(table, self._parts), tally.count, _BOLD))
        for place, (column, code) in enumerate(self._sums):
            letter = column_letters(3 + place)
            sums = {folded: n for (folded, key, c), n in tally.sums.items() if (key, c) == (column.key, code)}
            rest = sum(number for folded, number in sums.items() if folded not in named)
            beside = f"{letter}{total}-SUM({letter}{first}:{letter}{last})"
            cells.append(_amount(other, 3 + place, beside, rest, code, _TOLD))
            whole = self._added(column, code)
            cells.append(_amount(total, 3 + place, whole, sum(sums.values()), code, _BOLD))
        return cells

    def _title(self, column: ListColumn, code: str) -> str:
        return f"{column.title} {code}".strip() if len(self._currencies) > 1 else column.title

    def _counted(self, criterion: str) -> str:
        """How many rows are in a group."""
        assert self._table.tally.group is not None
        head = self._heads[self._table.tally.group.key]
        return "+".join(f"COUNTIFS({column_of(part, head)},{criterion})" for part in self._parts)

    def _added(self, column: ListColumn, code: str, criterion: str = "") -> str:
        """The sum of amounts in a currency, of all rows or those of a group."""
        assert self._table.tally.group is not None
        group = self._heads[self._table.tally.group.key]

        def of_part(part: str) -> str:
            terms = [column_of(part, self._heads[column.key])]
            if criterion:
                terms += [column_of(part, group), criterion]
            if len(self._currencies) > 1:
                terms += [column_of(part, RECORD_CURRENCY), quoted(code)]
            return f"{'SUMIFS' if len(terms) > 1 else 'SUM'}({','.join(terms)})"

        return "+".join(map(of_part, self._parts))

    @property
    def heads(self) -> list[str]:
        """What stands above its numbers."""
        return [self._table.title, *(self._title(column, code) for column, code in self._sums)]

    def chart(self, at: str) -> OutChart:
        """The chart of the groups, at a cell."""
        first = self._currencies[0] if self._currencies else ""
        drawn = [place for place, (_, code) in enumerate(self._sums) if code == first][:_MOST_DRAWN]
        series = tuple((2 + place, colour) for place, colour in zip(drawn, _COLOURS, strict=False))
        tally = self._table.tally
        assert tally.group is not None
        title = self._words(phrase("exports.by", what=self._table.title, group=tally.group.title))
        return OutChart(
            title, self._page, len(self._groups), 0, series or ((1, _COLOURS[0]),), at, self._row + 1
        )


def criterion_of(group: str, row: int) -> str:
    """The condition that cells say what stands in column A of a row."""
    if not any(sign in group for sign in _WILD) and not group.startswith(("=", "<", ">")):
        return f"A{row}"
    said = f"A{row}"
    for sign in reversed(_WILD):
        said = f'SUBSTITUTE({said},"{sign}","~{sign}")'
    return f'"="&{said}'


def _count(row: int, formula: str, value: int, look: Look | None = None) -> Placed:
    return Placed(row, 2, Formula(formula, value), look, FieldType.INTEGER)


def _amount(
    row: int, column: int, formula: str, minor: int, currency: str, look: Look | None = None
) -> Placed:
    return Placed(row, column, Formula(formula, Money(minor, currency)), look, FieldType.MONEY)
