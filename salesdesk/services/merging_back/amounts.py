"""The value of a deal and its currency, which stand in two columns and are one value."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from salesdesk.domain.merging_back import MergeCell, Result
from salesdesk.domain.money import Money
from salesdesk.domain.sheets import Cell, CellError, CurrencyNumber
from salesdesk.errors import InputError
from salesdesk.services.merging_back.cells import NUMBERS_OF_PHONES, CellReader, StatedCurrency
from salesdesk.services.merging_back.placed import country_told
from salesdesk.services.merging_back.sheet_rows import KnownRow

AMOUNT, CURRENCY = "deal_value", "currency"
_COUNTRY = "country"


def read_cell(
    row: KnownRow, reader: CellReader, cell: Cell | CellError, base: Any, keys: Collection[str]
) -> Any:
    """What a cell of a row means (``CellReader.read``); ``keys`` are the fields that the sheet has. The sign that the format
    of a number shows is no currency where the row has one in a column; where it has none, another sign than that of the
    amount before is refused, as are two currencies in one row."""
    if reader.key == AMOUNT:
        return _amount(row, reader, cell, base, CURRENCY in keys)
    theirs = reader.read(cell, base, _home(row) if reader.key in NUMBERS_OF_PHONES else None)
    if isinstance(base, Money) and isinstance(theirs, Money):
        _refuse_sign(reader, cell, theirs, base.currency)
    return theirs


def _home(row: KnownRow) -> str | None:
    """The country that a row says it is in, as it is in the workbook or, where that has none, here."""
    cell = row.cells.get(_COUNTRY)
    if isinstance(cell, str):
        return country_told(cell)
    if _COUNTRY in row.cells or _COUNTRY not in row.export.readers:
        return None
    if _COUNTRY in row.then:
        return country_told(row.then[_COUNTRY])
    return country_told(row.export.now([row.now.id], [_COUNTRY])[row.now.id][_COUNTRY])


def without_sign(cell: Cell | CellError) -> Cell | CellError:
    """A number without the currency that its format shows."""
    if isinstance(cell, CurrencyNumber) and not isinstance(cell, StatedCurrency):
        return float(cell)
    return cell


def _amount(row: KnownRow, reader: CellReader, cell: Cell | CellError, base: Any, has_column: bool) -> Any:
    before = base.currency if isinstance(base, Money) else row.then.get(CURRENCY)
    code = row.cells.get(CURRENCY)
    said = row.export.readers[CURRENCY].read(code, None) if code is not None else None
    theirs = reader.read(
        without_sign(cell) if has_column else cell, Money(0, before) if isinstance(before, str) else base
    )
    if not isinstance(theirs, Money):
        return theirs
    named = reader.currency_named(cell) if isinstance(cell, str) else None
    if said is not None:
        if named not in (None, said):
            raise _two(reader, named, said)
        return Money.of(theirs.amount, said)
    if isinstance(before, str):
        _refuse_sign(reader, cell, theirs, before)
    return theirs


def _refuse_sign(reader: CellReader, cell: Cell | CellError, theirs: Money, before: str) -> None:
    """Refuse another currency that the format of a number, or a mere sign, shows: a code that somebody wrote counts."""
    if theirs.currency == before or isinstance(cell, StatedCurrency):
        return
    if isinstance(cell, CurrencyNumber) or (
        isinstance(cell, str) and not re.search(theirs.currency, cell, re.IGNORECASE)
    ):
        raise _two(reader, theirs.currency, before)


def _two(reader: CellReader, one: str | None, other: str) -> InputError:
    return InputError(
        "merging_back.two_currencies", field=reader.key, title=reader.column.title, one=one, other=other
    )


def as_one_value(row: KnownRow, cells: Sequence[MergeCell], refused: Collection[str]) -> list[MergeCell]:
    """The cells of a row without half a value: where either of the amount and the currency is ``refused`` the other is not
    taken; where both sides changed them, in whichever column, there is one question of both."""
    pair = {cell.field: cell for cell in cells if cell.field in (AMOUNT, CURRENCY)}
    rest = [cell for cell in cells if cell.field not in pair]
    if AMOUNT in refused or CURRENCY in refused:
        return [*rest, *(cell for cell in pair.values() if not cell.is_open)]
    base, ours = row.then.get(AMOUNT), row.now.values.get(AMOUNT)
    changed, own = pair.get(CURRENCY), pair.get(AMOUNT)
    if changed is None or not changed.is_open:
        return [_asked(row, cell) if cell is own and ours is None else cell for cell in cells]
    if not isinstance(ours, Money):
        return list(cells)
    moved = Money.of((base if isinstance(base, Money) else ours).amount, changed.theirs)
    theirs = own.theirs if own is not None and own.is_open else moved
    if ours in (base, theirs) or theirs == base:
        return list(cells)
    column = row.export.readers[AMOUNT].column
    made = replace(
        own or changed,
        field=AMOUNT,
        title=column.title,
        type=column.type,
        base=base,
        ours=ours,
        theirs=theirs,
    )
    return [*rest, replace(made, result=Result.CONFLICT, mark=changed.mark)]


def _asked(row: KnownRow, cell: MergeCell) -> MergeCell:
    """The amount of a deal that has none, asked about where its currency became another one here."""
    now, then, theirs = row.now.values.get(CURRENCY), row.then.get(CURRENCY), cell.theirs
    if cell.is_open and isinstance(theirs, Money) and now and now not in (then, theirs.currency):
        return replace(cell, result=Result.CONFLICT)
    return cell
