"""Cells and cleaned values as the preview of a file shows them."""

from __future__ import annotations

from salesdesk.domain.cleaning.text import cell_text, one_line
from salesdesk.domain.fields import FIELD, FieldType
from salesdesk.domain.money import Money
from salesdesk.exchange.reading.sheet_layout import Record

SAMPLE_LENGTH = 200  # characters of a shown value


def row_text(record: Record) -> str:
    """The beginning of a whole row."""
    return " | ".join(one_line(cell_text(cell)) for cell in record)[:SAMPLE_LENGTH]


def column_letters(index: int) -> str:
    """The letters a spreadsheet shows above a column: 0 is "A", 27 is "AB"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def value_text(value: object, field: str, currency: str | None) -> str:
    """A cleaned value as text for the preview; "" for none."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if (
        isinstance(value, int)
        and not isinstance(value, bool)
        and field in FIELD
        and FIELD[field].type is FieldType.MONEY
    ):
        return f"{Money(value, currency or '').amount} {currency or ''}".strip()
    if isinstance(value, Money):
        return f"{value.amount} {value.currency}"
    return one_line(str(value))
