"""Figures of a report as formulas over the rows that stand behind them in the same workbook.

A formula is written only where it gives exactly our figure: amounts that a rate converted, or of a period that no
sheet holds, stay plain numbers. So an edited row changes what follows from it, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from salesdesk.domain.columns import RECORD_ID
from salesdesk.domain.filters import Condition, Op
from salesdesk.domain.money import Money, minor_digits
from salesdesk.domain.reports import Cell, Figure, Rows, ValueType
from salesdesk.exchange.writing.formulas import Formula, column_of, quoted
from salesdesk.exchange.writing.sheets import OutSheet, table_heads

_WILD = frozenset("*?~")
_COMPARING = ("=", "<", ">")
_BLANK = quoted("=")
_KIND_OF_STAGE, _STAGE = "stage_kind", "stage"


@dataclass(frozen=True, slots=True)
class DetailSheet:
    """The rows behind figures as a sheet: ``keys`` are its first columns, after them that of the currency where
    ``currency_of`` names one. Only a sheet whose rows are a list can be calculated with."""

    sheet: OutSheet
    rows: Rows
    keys: tuple[str, ...]
    currency_of: str | None = None


@dataclass(frozen=True, slots=True)
class _Sum:
    """A number of rows and what their columns of money add up to, by the place of the column."""

    count: int
    minor: dict[int, int]


class DetailTable:
    """A sheet of details as formulas see it, in a workbook in which its table is called ``name``."""

    def __init__(self, detail: DetailSheet, name: str, currency: str) -> None:
        self._detail, self._name, self._currency = detail, name, currency
        self._heads = table_heads([column.title for column in detail.sheet.columns])
        self._values: Sequence[Sequence[Any]] | None = (
            detail.sheet.rows if isinstance(detail.sheet.rows, (list, tuple)) else None
        )
        self._sums: dict[tuple[int, ...], dict[tuple[str, ...], _Sum]] = {}

    @property
    def count(self) -> int | None:
        """How many rows it has."""
        return self._detail.sheet.expected

    @property
    def rows(self) -> Rows:
        """Which rows it has."""
        return self._detail.rows

    def counted(self) -> str:
        """The number of its rows."""
        return f"COUNT({column_of(self._name, RECORD_ID)})"

    def all_of(self, rows: Rows) -> bool:
        """Whether these are exactly its rows."""
        return rows.kind is self.rows.kind and set(rows.filter.parts) == set(self.rows.filter.parts)

    def formula(
        self, cell: Cell, type_: ValueType, key: str, label: tuple[str, str] | None = None
    ) -> str | None:
        """A count or an amount of the rows of a cell; ``label`` is what its line is called and the address of the cell
        that says so. None where the sheet does not have the rows, or they give another value."""
        chosen = self._chosen(cell.rows, label)
        if chosen is None or type_ not in (ValueType.COUNT, ValueType.MONEY):
            return None
        if self._values is None:
            own = type_ is ValueType.COUNT and not chosen and self.count == cell.value
            return self.counted() if own else None
        places = tuple(place for place, _, _ in chosen)
        known = self._summed(places).get(tuple(text for _, text, _ in chosen), _Sum(0, {}))
        criteria = "".join(f",{self._column(place)},{said}" for place, _, said in chosen)
        if type_ is ValueType.COUNT:
            if known.count != cell.value:
                return None
            return f"COUNTIFS({criteria[1:]})" if criteria else self.counted()
        for place in self._amounts(key):
            if known.minor.get(place, 0) == cell.value:
                return f"SUMIFS({self._column(place)},{self._in_currency}{criteria})"
        return None

    # -- which rows -------------------------------------------------------------------------------------------

    def _chosen(self, rows: Rows | None, label: tuple[str, str] | None) -> list[tuple[int, str, str]] | None:
        """The columns that choose the rows of a cell among those of the sheet: their place, the text that is looked for
        and the criterion. None where the rows are not among them."""
        if rows is None or rows.kind is not self.rows.kind:
            return None
        own, wanted = self.rows.filter.parts, rows.filter.parts
        further = [part for part in wanted if part not in own]
        missing = [part for part in own if part not in wanted]
        found = []
        for part in further:
            if (
                not isinstance(part, Condition)
                or part.op is not Op.IS
                or part.negated
                or len(part.values) != 1
            ):
                return None
            if part.field not in self._detail.keys:
                return None
            criterion = self._criterion(part.values[0], label)
            if criterion is None:
                return None
            found.append((self._detail.keys.index(part.field), *criterion))
        fields = {part.field for part in further if isinstance(part, Condition)}
        if any(not isinstance(part, Condition) or part.field != _KIND_OF_STAGE for part in missing):
            return None
        return None if missing and _STAGE not in fields else found

    def _criterion(self, value: str, label: tuple[str, str] | None) -> tuple[str, str] | None:
        """The text that is looked for, and how a formula says it."""
        if value == "":
            return "", _BLANK
        if value.startswith("#"):  # a record by its number: the line is called after it
            if label is None:
                return None
            value = label[0]
        if set(value) & _WILD or value.startswith(_COMPARING):
            return None
        at = label[1] if label is not None and label[0] == value else quoted(value)
        return value.strip().casefold(), at

    # -- what they are ----------------------------------------------------------------------------------------

    @property
    def _currency_place(self) -> int:
        return len(self._detail.keys)

    def _column(self, place: int) -> str:
        return column_of(self._name, self._heads[place])

    def _amounts(self, key: str) -> list[int]:
        """The columns of money, the one of the same name first, then that of the amounts."""
        if self._detail.currency_of is None:
            return []
        keys = self._detail.keys
        places = set(self._whole.minor) | {keys.index(self._detail.currency_of)}
        return sorted(
            places, key=lambda place: (keys[place] != key, keys[place] != self._detail.currency_of, place)
        )

    @property
    def _whole(self) -> _Sum:
        return self._summed(()).get((), _Sum(0, {}))

    def mean(self, value: int) -> str | None:
        """An average amount over all rows, rounded to the smallest unit."""
        count = self._whole.count
        for place in self._amounts(""):
            total = self._whole.minor.get(place, 0)
            half = (
                count and (2 * total) % count == 0 and (2 * total // count) % 2
            )  # which each program rounds its own way
            if count and not half and round(total / count) == value:
                money = f"SUMIFS({self._column(place)},{self._in_currency})"
                return f"ROUND({money}/{self.counted()},{minor_digits(self._currency)})"
        return None

    @property
    def _in_currency(self) -> str:
        return f"{self._column(self._currency_place)},{quoted(self._currency)}"

    def _summed(self, places: tuple[int, ...]) -> dict[tuple[str, ...], _Sum]:
        """The rows by what stands in some columns, added up once."""
        found = self._sums.get(places)
        if found is not None:
            return found
        found = {}
        # which columns hold money the first look tells
        looked_at = sorted(self._whole.minor) if places else range(len(self._detail.keys))
        for row in self._values or ():
            by = tuple(_said(row[place]) for place in places)
            held = found.get(by) or _Sum(0, {})
            minor = held.minor
            for place in looked_at:
                value = row[place]
                if isinstance(value, Money) and row[self._currency_place] == value.currency == self._currency:
                    minor[place] = minor.get(place, 0) + value.minor
            found[by] = _Sum(held.count + 1, minor)
        self._sums[places] = found
        return found


def _said(value: Any) -> str:
    return "" if value is None else str(value).strip().casefold()


class FigureFormulas:
    """The key figures as formulas over the details."""

    def __init__(self, details: Sequence[DetailTable], currency: str) -> None:
        self._details, self._currency = details, currency

    def of(self, figure: Figure, shown: Callable[[], Any]) -> Any:
        """The figure as a formula, or what is ``shown`` of it where no sheet has its rows."""
        text = self._text(figure)
        value = shown()
        return value if text is None or value is None else Formula(text, value)

    def count_of(self, figure: Figure) -> Any:
        """How many records a figure stands for."""
        rows = figure.value.rows
        for detail in self._details:
            if (
                rows is not None
                and figure.count is not None
                and detail.all_of(rows)
                and detail.count == figure.count
            ):
                return Formula(detail.counted(), figure.count)
        return figure.count

    def cell(self, cell: Cell, type_: ValueType, key: str, label: tuple[str, str] | None) -> str | None:
        """A cell of a table as a formula."""
        return first(detail.formula(cell, type_, key, label) for detail in self._details)

    def _text(self, figure: Figure) -> str | None:
        if figure.type in (ValueType.COUNT, ValueType.MONEY):
            found = self.cell(figure.value, figure.type, figure.key, None)
            return found or self._mean(figure)
        return self._share(figure) if figure.type is ValueType.PERCENT else None

    def _mean(self, figure: Figure) -> str | None:
        """An average amount: the sum of the rows by their number."""
        value, rows, count = figure.value.value, figure.value.rows, figure.count
        if figure.type is not ValueType.MONEY or rows is None or not count or not isinstance(value, int):
            return None
        return first(
            detail.mean(value) for detail in self._details if detail.all_of(rows) and detail.count == count
        )

    def _share(self, figure: Figure) -> str | None:
        """One of two groups that are all of the rows together: won of won and lost."""
        value, rows, count = figure.value.value, figure.value.rows, figure.count
        if rows is None or not count or not isinstance(value, float):
            return None
        for one in self._details:
            for other in self._details:
                if one is other or one.count is None or other.count is None:
                    continue
                adds_up = one.count + other.count == count and one.count / count == value
                if adds_up and _are_halves(rows, one.rows, other.rows):
                    return f"{one.counted()}/({one.counted()}+{other.counted()})"
        return None


def _are_halves(whole: Rows, one: Rows, other: Rows) -> bool:
    """Whether two groups differ in the kind of their stage alone, and are all of ``whole`` together."""
    kinds = []
    others = []
    for rows in (whole, one, other):
        held = [p for p in rows.filter.parts if isinstance(p, Condition) and p.field == _KIND_OF_STAGE]
        if len(held) != 1 or rows.kind is not whole.kind:
            return False
        kinds.append(set(held[0].values))
        others.append(set(rows.filter.parts) - set(held))
    return kinds[0] == kinds[1] | kinds[2] and not kinds[1] & kinds[2] and others[0] == others[1] == others[2]


def first(found: Iterable[str | None]) -> str | None:
    """The first that there is."""
    return next((text for text in found if text is not None), None)
