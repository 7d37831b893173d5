"""Columns that complete the one beside them: the house number, the second of two family names, the area code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from salesdesk.domain.cleaning.text import cell_text, fold_key
from salesdesk.domain.sheets import Cell
from salesdesk.exchange.mapping.header_reading import Reading
from salesdesk.exchange.mapping.words import Entry

_NUMBER = r"(?:number|nr|no|num|numero|nummer|n)"
_HOUSE = re.compile(
    rf"haus ?{_NUMBER}|hnr|house ?{_NUMBER}|(?:street|building) {_NUMBER}|{_NUMBER} (?:de )?(?:la )?(?:rue|voie|calle)|"
    rf"{_NUMBER} (?:exterior|civico)|huis ?{_NUMBER}|hus ?{_NUMBER}"
)
_SECOND = re.compile(
    r"(?:segundo|2|2o) apellidos?|apellido (?:2|materno)|apellidos? materno|second (?:last name|surname)"
)
_PREFIX = re.compile(
    r"(?:orts|landes|lander|telefon)?vorwahl|area code|(?:phone )?prefix|dial(?:l?ing)? code|indicatif(?: pays)?|prefijo|lada|prefisso|"
    r"(?:phone )?country code"
)
_STREETS = ("street", "head.address")
_PHONES = ("phone", "mobile")
_CODE = re.compile(r"(?:\+|00?)?[\d ()/-]{1,8}")
_MOST = 0.9


def with_completing(readings: Sequence[Reading], columns: Sequence[Sequence[Cell]]) -> list[Reading]:
    """Reads a column that completes another as what it completes; only where that one is there and nothing tells of
    several."""
    keys = [fold_key(reading.header) for reading in readings]
    result = list(readings)
    for field, words in (("house_number", _HOUSE), ("second_last_name", _SECOND), ("phone_prefix", _PREFIX)):
        found = [n for n, key in enumerate(keys) if words.fullmatch(key)]
        if len(found) == 1 and _completes(field, found[0], readings, columns):
            said = (Entry(field, "en", 1.0, False),)
            result[found[0]] = replace(
                readings[found[0]],
                senses=said,
                weight=1.0,
                noise="",
                against=(),
                blocks=frozenset(),
                group=None,
                line=None,
            )
    return result


def _completes(
    field: str, index: int, readings: Sequence[Reading], columns: Sequence[Sequence[Cell]]
) -> bool:
    others = [reading for number, reading in enumerate(readings) if number != index]
    if field == "house_number":
        return sum(other.means(*_STREETS) for other in others) == 1
    if field == "second_last_name":
        return sum(other.means("last_name") for other in others) == 1
    following = readings[index + 1 : index + 2]
    return any(other.means(*_PHONES) for other in following) and _are_codes(columns, index)


def _are_codes(columns: Sequence[Sequence[Cell]], index: int) -> bool:
    cells = columns[index] if index < len(columns) else ()
    texts = [text for cell in cells if (text := cell_text(cell).strip())]
    return bool(texts) and sum(bool(_CODE.fullmatch(text)) for text in texts) >= _MOST * len(texts)
