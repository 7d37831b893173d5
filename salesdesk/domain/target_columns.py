"""A spreadsheet of targets: which of its columns say whose, what, when and how much, and how a period is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.targets import FIRST_YEAR, LAST_YEAR, Measure, Period, month_of


class Column(StrEnum):
    """What a column of a spreadsheet of targets says."""

    OWNER = "owner"
    PERIOD = "period"
    YEAR = "year"
    MEASURE = "measure"
    VALUE = "value"
    CURRENCY = "currency"


_HEADS: Mapping[Column, str] = {
    Column.OWNER: "owner|person|name|salesperson|sales rep|rep|who|besitzer|verantwortlich|proprietaire|propietario",
    Column.PERIOD: "period|month|quarter|when|monat|quartal|zeitraum|mois|trimestre|periode|mes|periodo",
    Column.YEAR: "year|jahr|annee|ano",
    Column.MEASURE: "target|kind|measure|type|goal|what|art|ziel|objectif|objetivo|tipo",
    Column.VALUE: "amount|value|number|target amount|target value|betrag|wert|anzahl|zahl|montant|valeur|nombre|importe|valor|numero",
    Column.CURRENCY: "currency|amount currency|wahrung|waehrung|devise|moneda",
}
_MEASURES: Mapping[Measure, str] = {
    Measure.REVENUE: "revenue|revenue won|won|sales|turnover|umsatz|chiffre d'affaires|ventes|ingresos|ventas",
    Measure.DEALS: "deals|deals won|won deals|abschlusse|abschluesse|affaires|negocios",
    Measure.LEADS: "leads|qualified leads|qualifizierte leads|prospects",
    Measure.ACTIVITIES: "activities|activity|aktivitaten|aktivitaeten|activites|actividades",
}
_AMOUNTS = ("target", "goal", "ziel", "objectif", "objetivo")
_LANGUAGES = ("en", "de", "fr", "es")
_QUARTER = re.compile(r"(?:q|quarter|quartal|trimestre|t)\s*([1-4])", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[./-]\s*(\d{1,2})(?:-01)?")


def columns_of(heads: Sequence[object]) -> dict[Column, list[int]]:
    """Where the columns stand under these heads, the first of each kind first; empty unless they say whose, when and how
    much."""
    found: dict[Column, list[int]] = {}
    for place, head in enumerate(heads):
        key = fold_key(head) if isinstance(head, str) else ""
        for column, words in _HEADS.items():
            if key and key in words.split("|"):
                found.setdefault(column, []).append(place)
    if Column.VALUE not in found:  # "Target" is the amount where no other column is
        said = [place for place in found.get(Column.MEASURE, ()) if fold_key(str(heads[place])) in _AMOUNTS]
        if said:
            found[Column.VALUE] = said
            found[Column.MEASURE] = [place for place in found[Column.MEASURE] if place not in said]
    enough = (Column.OWNER in found or Column.MEASURE in found) and Column.VALUE in found
    return found if enough and (Column.PERIOD in found or Column.YEAR in found) else {}


def measure_of(text: str) -> Measure | None:
    """What a word for a target means."""
    key = fold_key(text)
    return next((measure for measure, words in _MEASURES.items() if key in words.split("|")), None)


def period_of(cell: object, year: object = None) -> Period | None:
    """The period that a cell names, of ``year`` where it names none itself; None where it is none."""
    if isinstance(cell, datetime | date):
        return month_of(cell.year, cell.month) if FIRST_YEAR <= cell.year <= LAST_YEAR else None
    text = _written(cell)
    if not text and year is not None:
        return Period.read(_written(year))
    own = Period.read(text)
    if own is not None:
        return own
    if (found := _MONTH_FIRST.fullmatch(text)) is not None:
        return _month(int(found[2]), int(found[1]))
    if (found := _YEAR_FIRST.fullmatch(text)) is not None:
        return _month(int(found[1]), int(found[2]))
    said = _YEAR.search(text)
    number = int(said[1]) if said is not None else int(_written(year)) if _written(year).isdigit() else 0
    if not FIRST_YEAR <= number <= LAST_YEAR:
        return None
    rest = _YEAR.sub("", text).strip(" .,-/'")
    if (found := _QUARTER.fullmatch(rest)) is not None:
        return Period(number, int(found[1]))
    if rest.isdigit():
        return _month(number, int(rest))
    month = _months().get(fold_key(rest).rstrip("."))
    return None if month is None else month_of(number, month)


def _written(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _month(year: int, month: int) -> Period | None:
    return month_of(year, month) if 1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR else None


@cache
def _months() -> Mapping[str, int]:
    """The names of the months, long and short, in the languages that are read."""
    from babel.dates import get_month_names  # nobody waits for it who reads no file of targets

    found: dict[str, int] = {}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    found.setdefault(fold_key(name).rstrip("."), int(number))
    return found
