"""One cell about a place to its stored values: countries, towns and codes; see ``readers``."""

from __future__ import annotations

from salesdesk.domain.cleaning.countries import parse_country
from salesdesk.domain.cleaning.readers import Odd, Value, read_long_text, read_plain_text, short
from salesdesk.domain.cleaning.text import cell_text, is_empty_word, one_line
from salesdesk.domain.cleaning.towns import Town, split_address, split_town
from salesdesk.domain.sheets import Cell, CellError
from salesdesk.phrases import phrase

_POSTAL_LENGTH = {
    "DE": 5,
    "US": 5,
    "FR": 5,
    "IT": 5,
    "ES": 5,
    "FI": 5,
    "EE": 5,
    "MX": 5,
    "TR": 5,
    "HR": 5,
    "UA": 5,
}


def read_country(cell: Cell | CellError, codes: bool = False) -> Value | Odd:
    """ISO alpha-2 code. "NA" is Namibia in a column of ``codes``, elsewhere "not available"."""
    text = one_line(cell_text(cell))
    if text == "NA" and codes:
        return text
    if not text or is_empty_word(text):
        return None
    return parse_country(text) or Odd(reason=phrase("problems.country", text=short(text)), keep=text)


def read_postal_code(cell: Cell | CellError, country: str | None) -> Value | Odd:
    """Text; a leading zero that a spreadsheet dropped is put back where codes have a fixed length."""
    text = read_plain_text(cell)
    length = _POSTAL_LENGTH.get(country or "")
    if length and isinstance(text, str) and len(text) == length - 1 and text.isdigit():
        return "0" + text
    return text


def keeps_zero(cell: Cell | CellError) -> bool:
    """Whether a postal code of five figures has the zero in front that a spreadsheet drops."""
    return isinstance(cell, str) and len(cell) == 5 and cell.isdigit() and cell[0] == "0"


def is_of_elsewhere(cell: Cell | CellError, home: str | None) -> bool:
    """Whether a postal code of a column that keeps its zeros is too short for the country of the file."""
    text = read_plain_text(cell) if cell not in (None, "") else None
    length = _POSTAL_LENGTH.get(home or "")
    return length is not None and isinstance(text, str) and text.isdigit() and len(text) == length - 1


def read_city(cell: Cell | CellError) -> Value | Odd:
    """A town; a postal code beside it, and a state or country with that, go to their own fields."""
    text = read_plain_text(cell)
    if not isinstance(text, str) or not any(char.isdigit() for char in text):
        return text
    town = split_town(text)
    return Odd(value=town.city, extras=_parts_of(town)) if town.postal_code else text


def read_address(cell: Cell | CellError) -> Value | Odd:
    """A street, of a sheet without a column for the town: code and town behind it go to their own fields."""
    text = read_long_text(cell)
    address = split_address(text) if isinstance(text, str) else None
    if address is None:
        return one_line(text) if isinstance(text, str) else text
    return Odd(value=address.street, extras=(("city", address.town.city), *_parts_of(address.town)))


def _parts_of(town: Town) -> tuple[tuple[str, Value], ...]:
    parts = ("postal_code", town.postal_code), ("region", town.region), ("country", town.country)
    return tuple((field, value) for field, value in parts if value)
