"""Postal code and town that stand in one cell ("70173 Stuttgart", "Austin, TX 78701"), and addresses in one cell.

The patterns are the national ways of writing the line of the town, after the Universal Postal Union's country
sheets: the code before the town in most of Europe, after it in the British Isles and North America.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from salesdesk.domain.cleaning.countries import parse_country

_CODE_FIRST = re.compile(
    r"(?:(?P<sign>[A-Z]{1,3})[-–\s]\s?)?"
    r"(?P<code>\d{4}\s?[A-Z]{2}(?=\s)|\d{5}-\d{3}|\d{4}-\d{3}|\d{2}-\d{3}|\d{3}\s\d{2}|\d{4,6})"
    r",?\s+(?P<town>[^\W\d_].*)",
)
_CODE_LAST = re.compile(
    r"(?P<town>[^\W\d_][^\d,]+?),?\s+(?:(?P<region>[A-Z]{2}),?\s+)?"
    r"(?P<code>[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{5}(?:-\d{4})?)"
)
_SIGNS = {"D": "DE", "A": "AT", "F": "FR", "I": "IT", "B": "BE", "L": "LU", "E": "ES", "S": "SE", "N": "NO",
          "H": "HU", "P": "PT", "FIN": "FI", "FL": "LI", "SLO": "SI", "EST": "EE"}  # fmt: skip
"""The signs of cars, which stand before codes in Europe besides the two letters of ISO 3166."""
_STATE = re.compile(r"[A-Z]{2}")
_SEPARATOR = re.compile(r"\s{0,3}[,;\n]\s{0,3}|\s[|•·]\s")


class Town(NamedTuple):
    """What a cell says of a place; "" where it says nothing. ``country`` is ISO 3166 alpha-2."""

    city: str
    postal_code: str = ""
    region: str = ""
    country: str = ""


class Address(NamedTuple):
    """An address taken apart; ``street`` is everything before the town."""

    street: str
    town: Town


def split_town(text: str) -> Town:
    """The town without the postal code that stands before or after it; as it was where there is none."""
    if not any(char.isdigit() for char in text):
        return Town(text)
    first = _CODE_FIRST.fullmatch(text)
    if first is not None:
        country = _country(first["sign"] or "")
        if country is not None:
            return Town(first["town"].strip(), " ".join(first["code"].split()), "", country)
        return Town(text)
    last = _CODE_LAST.fullmatch(text)
    if last is not None and not _STATE.fullmatch(last["town"]):
        return Town(last["town"].strip(), " ".join(last["code"].split()), last["region"] or "")
    return Town(text)


def split_address(text: str) -> Address | None:
    """Street and town of "Hauptstr. 5, 70173 Stuttgart" or "1 High St, Austin, TX 78701, USA"; None where no part
    is unmistakably the line of the town."""
    parts = [part.strip() for part in _SEPARATOR.split(text) if part.strip()]
    country = ""
    if len(parts) > 2 and not any(char.isdigit() for char in parts[-1]):
        country = parse_country(parts[-1]) or ""
        if not country:
            return None
        parts = parts[:-1]
    for count in (
        1,
        2,
        3,
    ):  # "Austin, TX 78701" and "London, SW1A 2AA" are two parts; "Reno, NV, 89501" three
        if len(parts) <= count:
            return None
        line = parts[-count] if count == 1 else ", ".join(parts[-count:])
        town = split_town(line if count < 3 else _without_comma(parts))
        if town.postal_code:
            street = ", ".join(parts[:-count])
            return Address(street, town._replace(country=town.country or country))
    return None


def _without_comma(parts: list[str]) -> str:
    return f"{parts[-3]}, {parts[-2]} {parts[-1]}"


def _country(sign: str) -> str | None:
    """The country of a sign before a code: "" for no sign, None for a word that is none."""
    if not sign:
        return ""
    return _SIGNS.get(sign) or (parse_country(sign) if len(sign) == 2 else None)
