"""The type of a column that means nothing known, guessed from its values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from salesdesk.domain.cleaning.booleans import parse_boolean
from salesdesk.domain.cleaning.dates import is_blank_date, parse_date
from salesdesk.domain.cleaning.numbers import currency_code, read_number
from salesdesk.domain.cleaning.text import cell_text, is_empty_word, one_line
from salesdesk.domain.fields import FieldType
from salesdesk.domain.sheets import Cell, CellError, CurrencyNumber

_LONG = 120
_CHOICE_LENGTH, _CHOICE_COUNT, _CHOICE_USE = 40, 12, 3
_DIGITS_OF_A_CODE = 12
_DIGITS_OF_A_PHONE = 6


def guess_custom_type(
    values: Iterable[Cell | CellError],
    *,
    date_order: str = "DMY",
    decimal: str = ".",
    currency: str | None = None,
) -> FieldType:
    """The narrowest of TEXT, LONG_TEXT, NUMBER, MONEY, DATE, BOOLEAN and CHOICE that fits every value.

    One value that does not fit makes the column text, so that nothing is lost. Codes (leading zeros, twelve digits
    and more) are text. MONEY needs a currency in most cells; CHOICE at most twelve short texts, used three times each on
    average. An empty column is TEXT.
    """
    distinct: dict[Cell | CellError, int] = {}
    total = 0
    for cell in values:
        if cell is None or (isinstance(cell, str) and is_blank_text(cell)):
            continue
        # bool and int share hashes; the type keeps True apart from 1
        key = cell if not isinstance(cell, bool) else ("TRUE" if cell else "FALSE")
        distinct[key] = distinct.get(key, 0) + 1
        total += 1
    cells = list(distinct)
    if not cells:
        return FieldType.TEXT
    if all(_is_date(cell, date_order) for cell in cells):
        return FieldType.DATE
    if _are_booleans(cells):
        return FieldType.BOOLEAN
    numeric = _number_type(cells, decimal, currency)
    if numeric is not None:
        return numeric
    texts = [cell_text(cell) for cell in cells]
    if any(len(text) > _LONG or "\n" in text.strip() for text in texts):
        return FieldType.LONG_TEXT
    fits = all(len(text) <= _CHOICE_LENGTH for text in texts)
    return (
        FieldType.CHOICE
        if fits and 2 <= len(texts) <= _CHOICE_COUNT and total >= _CHOICE_USE * len(texts)
        else FieldType.TEXT
    )


def is_blank_text(text: str) -> bool:
    """Whether a cell of a typed column is empty: nothing, or a word for nothing."""
    bare = one_line(text)
    return not bare or is_empty_word(bare)


def _is_date(cell: Cell | CellError, order: str) -> bool:
    if isinstance(cell, date):
        return True
    if not isinstance(cell, str) or cell.strip().isdigit():
        return False
    return is_blank_date(one_line(cell)) or parse_date(cell, order) is not None


def _are_booleans(cells: list[Cell | CellError]) -> bool:
    if len(cells) > 4 or any(parse_boolean(cell) is None for cell in cells):
        return False
    # 0, 1 and -1, or a lone letter, may as well be a count or a code
    return any(
        isinstance(cell, str) and cell.strip().strip("-.0123456789") != "" and len(cell.strip()) > 1
        for cell in cells
    )


def _number_type(cells: list[Cell | CellError], decimal: str, currency: str | None) -> FieldType | None:
    with_currency = 0
    for cell in cells:
        if isinstance(cell, CurrencyNumber):
            with_currency += currency_code(cell.sign, currency) is not None
            continue
        if isinstance(cell, (int, float)):
            continue
        if not isinstance(cell, str):
            return None
        text = one_line(cell)
        if text.startswith(("+", "(", "00")) and sum(map(str.isdigit, text)) >= _DIGITS_OF_A_PHONE:
            return None  # a phone number
        if text[0] == "0" and text[1:2].isdigit():
            return None
        if text.isdigit() and (len(text) >= _DIGITS_OF_A_CODE or (text[0] == "0" and len(text) > 1)):
            return None
        found = read_number(text, decimal, currency)
        if (
            found is None
            or found.bounded
            or found.percent
            or (any(char.isalpha() for char in text) and found.currency is None)
        ):
            return None
        with_currency += found.currency is not None
    return FieldType.MONEY if with_currency * 2 > len(cells) else FieldType.NUMBER
