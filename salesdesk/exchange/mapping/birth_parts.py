"""Columns of the day, the month and the year of a birthday, which say it only together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from salesdesk.domain.birthdays import PARTS
from salesdesk.domain.cleaning.text import cell_text, fold_key
from salesdesk.domain.sheets import Cell
from salesdesk.exchange.mapping.header_reading import Reading
from salesdesk.exchange.mapping.words import Entry

_DAY, _MONTH, _YEAR = PARTS
_WORDS = {
    **dict.fromkeys("day tag jour dia giorno dag dzien den dd".split(), _DAY),
    **dict.fromkeys("month monat mois mes mese maand miesiac mesic manad maned mm".split(), _MONTH),
    **dict.fromkeys("year jahr annee ano anno jaar rok ar yyyy jjjj aaaa".split(), _YEAR),
}
_BORN = re.compile(
    r"date of birth|birth ?(?:day|date)|birth|born|dob|bday|geburts?(?:tag|datum)|geburts?|geboren|geb|"
    r"(?:date (?:de )?)?naissance|anniversaire|(?:fecha (?:de )?)?nacimiento|cumpleanos|(?:data (?:di )?)?nascita|compleanno|"
    r"(?:data (?:de )?)?nascimento|geboorte(?:datum|dag)?|verjaardag|urodzenia|urodziny|narozeni|fodsels?|fodelse?"
)
_SMALL = frozenset("of de del du di do the der des am s d l la le".split())
_WHOLE = ""
_LAST_DAY = 31


def with_birth_parts(readings: Sequence[Reading], columns: Sequence[Sequence[Cell]]) -> list[Reading]:
    """Reads "Birth month" beside "Day of birth" as a part of the birthday. A word for the whole of it is its day where a
    column of months stands beside it and no more than days below."""
    parts = [_part_of(reading.header) for reading in readings]
    if parts.count(_MONTH) != 1 or parts.count(_DAY) > 1 or parts.count(_YEAR) > 1:
        return list(readings)
    if _DAY not in parts:
        empty = _YEAR in parts and not any(cell_text(cell).strip() for cells in columns for cell in cells)
        days = [n for n, part in enumerate(parts) if part == _WHOLE and (empty or _are_days(columns, n))]
        if len(days) != 1:
            return list(readings)
        parts[days[0]] = _DAY
    return [
        replace(reading, senses=(Entry(part, "en", 1.0, False),), weight=1.0, noise="", against=())
        if part
        else reading
        for reading, part in zip(readings, parts, strict=True)
    ]


def _part_of(header: str) -> str | None:
    """The part a header names, "" for a birthday as a whole, None for anything else."""
    text = fold_key(header)
    rest, births = _BORN.subn(" ", text)
    if births != 1:
        return None
    words = [word for word in rest.split() if word not in _SMALL]
    if not words:
        return _WHOLE
    return _WORDS.get(words[0]) if len(words) == 1 else None


def _are_days(columns: Sequence[Sequence[Cell]], index: int) -> bool:
    cells = columns[index] if index < len(columns) else ()
    texts = [text for cell in cells if (text := cell_text(cell).strip())]
    return bool(texts) and all(
        len(text) <= 2 and text.isdecimal() and 0 < int(text) <= _LAST_DAY for text in texts
    )
