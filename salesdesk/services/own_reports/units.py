"""What the amounts are in by which rows are put together: said once, with the name of the field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from salesdesk.domain.fields import FieldType
from salesdesk.domain.filters import Filter
from salesdesk.domain.grouping import together
from salesdesk.domain.money import SYMBOLS
from salesdesk.domain.rates import Rates
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.own_reports.labels import Columns
from salesdesk.store.lists.reader import ListReader

_NO_RATES = Rates((), "")


def units_of(
    reader: ListReader, keys: Iterable[str], columns: Columns, filter_: Filter, currency: str
) -> dict[str, list[str]]:
    """The currencies, in order, of the amounts of some fields of the rows that pass; of other fields nothing. ``currency`` is
    that of amounts without one."""
    money = [key for key in keys if key in columns and columns[key].type is FieldType.MONEY]
    if not money:
        return {}
    found = together(reader.grouped((), money, filter_, currency=currency, rates=_NO_RATES).values())
    numbers = {key: found.numbers(key) for key in money}
    return {key: sorted({*one.apart, *([currency] if one.filled else [])}) for key, one in numbers.items()}


def in_unit(name: str | Phrase, currencies: Sequence[str]) -> str | Phrase:
    """The name of a field with the unit of its amounts, where all are in one."""
    if len(currencies) != 1:
        return name
    (code,) = currencies
    return phrase("own_reports.in_unit", name=name, unit=SYMBOLS.get(code, code))
