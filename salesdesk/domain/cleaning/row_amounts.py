"""The amounts of one row: read in its own currency, and all in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesdesk.domain.cleaning import readers
from salesdesk.domain.cleaning.field_readers import FieldReaders, too_long
from salesdesk.domain.cleaning.memo import LONG, Memo
from salesdesk.domain.cleaning.readers import Odd, Reader, Value
from salesdesk.domain.cleaning.text import LONGEST_VALUE, cell_text, one_line
from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import Money, RoundedMinor, rescaled
from salesdesk.domain.sheets import Cell, CellError
from salesdesk.phrases import phrase


@dataclass(frozen=True, slots=True)
class RowColumn:
    """One column of a sheet: where it stands, its field, its place in a draft, how it is read."""

    index: int
    header: str
    field: str
    slot: int
    read: Reader
    memo: Memo | None

    def remembered(self, cell: Cell) -> Value | Odd:
        """What a cell is read as, which is remembered of a text."""
        if self.memo is None or not isinstance(cell, str):
            return self.read(cell)
        value = self.memo.get(cell)
        if value is None:
            value = self.read(cell)
            if len(self.memo) < self.memo.room and len(cell) < LONG:
                self.memo[cell] = value
        return value


OddCell = tuple[RowColumn, Odd, Cell | CellError]
"""A cell that holds more, or less, than one plain value."""


@dataclass(frozen=True, slots=True)
class RowAmounts:
    """``slots`` are the places of the amounts in a draft, ``currency_slot`` that of the row's currency, ``currency`` the
    sheet's (ISO 4217)."""

    slots: tuple[int, ...]
    currency_slot: int
    currency: str | None
    readers: FieldReaders

    def read_by_currency(
        self,
        columns: Sequence[RowColumn],
        draft: list[Value],
        cells: Sequence[Cell | CellError],
        odd: list[OddCell],
    ) -> None:
        """Amounts, with the decimal places of the row's own currency."""
        own = draft[self.currency_slot]
        currency = own if isinstance(own, str) else self.currency
        unknown = next((one.keep for column, one, _ in odd if column.field == "currency" and one.keep), None)
        for column in columns:
            cell = cells[column.index] if column.index < len(cells) else None
            if cell is None or cell == "":
                continue
            value = self._read(column, cell, currency)
            if unknown is not None:
                value = _of_unknown_currency(cell, value, unknown)
            if isinstance(value, Odd):
                odd.append((column, value, cell))
                value = value.value
            draft[column.slot] = value

    def _read(self, column: RowColumn, cell: Cell | CellError, currency: str | None) -> Value | Odd:
        if isinstance(cell, CellError):
            return error_cell(cell)
        if isinstance(cell, str) and len(cell) > LONGEST_VALUE:
            return too_long(cell, FieldType.MONEY)
        marks = self.readers.marks_of(column.index)
        unclear = readers.unclear(cell, marks, FieldType.MONEY, currency)
        return unclear or readers.read_money(cell, marks, currency, column.field, always=len(self.slots) > 1)

    def in_one_currency(self, draft: list[Value], odd: list[OddCell]) -> list[OddCell]:
        """A row has one currency: the one it names, else the first its amounts show. An amount that shows another is not
        taken for one of it; those that show none are the same number of it."""
        if not self.slots:
            return odd
        own, named = draft[self.currency_slot], draft[self.currency_slot] is not None
        showing: set[int] = set()
        taken: list[OddCell] = []
        for column, found, cell in odd:
            shown = dict(found.extras).get("currency") if column.slot in self.slots else None
            own = own or shown
            if shown is not None and shown != own:
                draft[column.slot] = None
                text = one_line(cell_text(cell))
                short = readers.short(text)
                reason = phrase("problems.two_currencies", text=short, shown=str(shown), other=str(own))
                found = Odd(reason=reason, keep=text)
            elif shown is not None:
                showing.add(column.slot)
            taken.append((column, found, cell))
        if isinstance(own, str) and not named and own != self.currency:
            for slot in self.slots:
                amount = draft[slot]
                if slot not in showing and isinstance(amount, int):
                    draft[slot] = rescaled(amount, self.currency or "EUR", own)
        return [self._told(draft, own, *one) for one in taken]

    def _told(
        self,
        draft: Sequence[Value],
        own: Value,
        column: RowColumn,
        found: Odd,
        cell: Cell | CellError,
    ) -> OddCell:
        """A cell with what is said of it when its amount had to be rounded in the currency of the row."""
        minor = draft[column.slot] if column.slot in self.slots else None
        if not isinstance(minor, RoundedMinor) or found.reason is not None:
            return column, found, cell
        currency = own if isinstance(own, str) else self.currency or "EUR"
        return column, found._replace(reason=readers.rounded(cell, Money(int(minor), currency))), cell


def _of_unknown_currency(cell: Cell | CellError, value: Value | Odd, sign: str) -> Value | Odd:
    """An amount whose currency the row names in a way nobody understands is not taken for one of the sheet's."""
    shown = isinstance(value, Odd) and dict(value.extras).get("currency")
    if shown or (value.value if isinstance(value, Odd) else value) is None:
        return value
    text = f"{one_line(cell_text(cell))} {sign}"
    return Odd(reason=phrase("problems.unknown_sign", text=readers.short(text), sign=sign), keep=text)


def error_cell(cell: Cell | CellError) -> Odd:
    """What is made of a cell that holds an error instead of a value."""
    return Odd(reason=phrase("problems.cell_error", error=cell_text(cell)))
