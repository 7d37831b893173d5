"""How one sheet writes its dates, numbers and phones, found from all of its values."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from salesdesk.domain.cleaning.amount_units import header_unit
from salesdesk.domain.cleaning.countries import country_from_tld, currency_of, parse_country
from salesdesk.domain.cleaning.dates import MONTH_FIRST, YEAR_FIRST, detect_date_order
from salesdesk.domain.cleaning.decimal_marks import (
    Marks,
    detect_decimal,
    detect_money_decimal,
    marks_of,
    written_as_fractions,
)
from salesdesk.domain.cleaning.numbers import currency_code, number_of
from salesdesk.domain.cleaning.phone_rules import read_plain
from salesdesk.domain.cleaning.place_readers import keeps_zero
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.cleaning.towns import split_town
from salesdesk.domain.fields import FIELD, FieldType
from salesdesk.domain.sheets import Cell, SheetSettings

_SAMPLE = 3000
_CLEAR = 0.8  # share of the amounts with a currency that show one and the same
_NOT_DIALLED = str.maketrans("", "", " ().-/\u00a0")
# Grouped three, three, four with brackets, hyphens or points; invented numbers (123-4567) included.
_NORTH_AMERICAN = re.compile(
    r"(?:1[ .-]?)?(?:\([2-9]\d\d\)[ -]?\d{3}[ .-]|[2-9]\d\d[.-]\d{3}[.-])\d{4}(?!\d)"
)

# Header words that only one language uses, and the country such a file most often comes from.
_HEADER_WORDS = {
    "DE": "vorname nachname firma telefon strasse plz ort anrede land notizen mobil ansprechpartner geburtstag unternehmen",
    "FR": "prenom societe telephone adresse ville pays entreprise courriel rue naissance cp",
    "ES": "nombre apellido apellidos empresa telefono correo direccion ciudad pais movil provincia",
    "IT": "cognome azienda telefono indirizzo citta paese cellulare provincia",
    "NL": "voornaam achternaam bedrijf telefoon plaats straat bedrijfsnaam",
    "BR": "sobrenome telefone endereco cidade celular estado cep",
    "PL": "imie nazwisko firma miasto ulica telefon kraj",
    "SE": "fornamn efternamn foretag gata ort postnummer",
    "DK": "fornavn efternavn virksomhed postnr adresse telefon",
    "NO": "fornavn etternavn bedrift postnummer",
    "FI": "etunimi sukunimi yritys puhelin osoite",
    "CZ": "jmeno prijmeni spolecnost mesto ulice psc",
}  # fmt: skip
_HEADER_SETS = {country: frozenset(words.split()) for country, words in _HEADER_WORDS.items()}
_CODE_DIGITS = {
    "DE": 5,
    "FR": 5,
    "ES": 5,
    "IT": 5,
    "BR": 8,
    "PL": 5,
    "SE": 5,
    "DK": 4,
    "NO": 4,
    "FI": 5,
    "CZ": 5,
    "NL": 4,
}
"""How many digits a postal code of the country has: tells it from its neighbours of the same language."""
_US_HEADERS = frozenset("zip zipcode ssn".split())
_COMMA = frozenset(
    "DE AT CH FR ES IT NL BE PT BR PL SE DK NO FI CZ SK HU RO GR TR RU UA BG HR SI RS LT LV EE AR CL CO UY PY VE EC BO ID VN ZA".split()
) - {"CH"}


def customs_of(country: str | None) -> tuple[str, str]:
    """(decimal mark, date order) people of a country write, both "" without one."""
    if country is None:
        return "", ""
    order = "MDY" if country in MONTH_FIRST else "YMD" if country in YEAR_FIRST else "DMY"
    return "," if country in _COMMA else ".", order


@dataclass(frozen=True, slots=True)
class DetectedSettings:
    """What was found, and how surely. ``country`` may be None; ``currency`` is the one in which nearly all amounts are written,
    ``bare_currency`` that of amounts that show none, each None where the sheet does not tell it; ``marks`` are the ways of the columns, by their 0-based index, that write their numbers otherwise than the sheet. A part that is not sure is a custom of the country or a default."""

    date_order: str = "DMY"
    date_order_sure: bool = False
    decimal: str = "."
    decimal_sure: bool = False
    country: str | None = None
    country_sure: bool = False
    currency: str | None = None
    marks: Mapping[int, Marks] = field(default_factory=dict)
    bare_currency: str | None = None

    def marks_for(self, decimal: str) -> Mapping[int, Marks]:
        """The ways of the columns in a sheet read with a decimal mark: one that a person chose instead of the one found is
        that of all columns, and what could be read in two ways is read with it."""
        if decimal == self.decimal:
            return self.marks
        return {
            index: Marks(
                decimal, False, True, marks.fractions, marks.mixed_fractions, marks.scale, marks.codes
            )
            for index, marks in self.marks.items()
        }

    def onto(self, settings: SheetSettings) -> SheetSettings:
        """The sheet's settings with date order, decimal mark and country filled in."""
        return replace(settings, date_order=self.date_order, decimal=self.decimal, country=self.country)


def detect_settings(
    headers: Sequence[str],
    mapping_types: Mapping[int, str],
    columns: Sequence[Sequence[Cell]],
    *,
    fallback_country: str | None = None,
) -> DetectedSettings:
    """Date order, decimal mark, country and currency of a sheet.

    ``columns`` are all values per column, ``mapping_types`` the field name per 0-based column as guessed so far
    (unmapped columns help with dates and decimals). The country comes from country columns, calling codes,
    the form of national numbers, e-mail and web domains, and the language of the headers, in falling weight;
    ``fallback_country`` only when these say nothing.
    """
    country, sure = _country(headers, mapping_types, columns)
    country = country or fallback_country or _american(headers)
    bare, currency = _currencies(headers, mapping_types, columns, country)
    decimal, decimal_sure = _decimal(mapping_types, columns, currency)
    if decimal is None:
        decimal = "," if country in _COMMA else "."
    dates = _dates(mapping_types, columns)
    order, order_sure = detect_date_order(dates, country=country, decimal=decimal)
    marks = _marks(headers, mapping_types, columns, decimal, currency)
    return DetectedSettings(order, order_sure, decimal, decimal_sure, country, sure, currency, marks, bare)


def _marks(
    headers: Sequence[str],
    mapping: Mapping[int, str],
    columns: Sequence[Sequence[Cell]],
    decimal: str,
    currency: str | None,
) -> dict[int, Marks]:
    """How the columns are written that are not written as the sheet is; those of no known field may hold numbers too."""
    found: dict[int, Marks] = {}
    for index, values in enumerate(columns):
        name = mapping.get(index)
        kind = _type_of(name) if name is not None else None
        if kind is FieldType.COUNTRY and _are_codes(values):
            found[index] = Marks(decimal, codes=True)
        if name == "postal_code" and any(map(keeps_zero, values)):
            found[index] = Marks(decimal, codes=True)
        if (name is not None and kind not in _NUMERIC) or not _may_be_numbers(values):
            continue
        own, marks = marks_of(_texts(values), kind, currency)
        marks = replace(marks, decimal=own or decimal)
        if kind is FieldType.PERCENT:
            fractions, both = written_as_fractions(_distinct(values))
            marks = replace(marks, fractions=fractions, mixed_fractions=both)
        if kind is FieldType.MONEY and index < len(headers):
            marks = replace(marks, scale=header_unit(headers[index])[0])
        if marks != Marks(decimal):
            found[index] = marks
    return found


_NUMERIC = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT})


def _are_codes(values: Sequence[Cell]) -> bool:
    """Whether the countries of a column are codes of two letters, "NA" among them or not."""
    texts = {value.strip() for value in values if isinstance(value, str)} - {"", "NA"}
    return bool(texts) and all(len(text) == 2 and text.isupper() and parse_country(text) for text in texts)


def _may_be_numbers(values: Sequence[Cell]) -> bool:
    """Whether some of the first values have digits in them and little else."""
    return any(
        not isinstance(value, str) or (len(value) <= 30 and any(map(str.isdigit, value)))
        for value in islice((value for value in values if value not in (None, "")), 30)
    )


def _type_of(name: str) -> FieldType | None:
    spec = FIELD.get(name)
    return spec.type if spec is not None else None


def _distinct(values: Iterable[Cell]) -> list[Cell]:
    return list({value: None for value in values if value is not None and value != ""})


def _texts(values: Iterable[Cell]) -> list[str]:
    return list(dict.fromkeys(value for value in values if isinstance(value, str) and value))


def _decimal(
    mapping: Mapping[int, str], columns: Sequence[Sequence[Cell]], currency: str | None
) -> tuple[str | None, bool]:
    numeric = (FieldType.MONEY, FieldType.NUMBER, FieldType.PERCENT)
    known = {index: _type_of(name) for index, name in mapping.items() if index < len(columns)}
    # the mark only decides three digits after it, so amounts are asked before quantities, which may have three
    amounts = [
        text for index, kind in known.items() if kind is FieldType.MONEY for text in _texts(columns[index])
    ]
    of_amounts = detect_decimal(amounts)
    if not of_amounts[1] and (grouped := detect_money_decimal(amounts, currency)) is not None:
        return grouped, False
    numbers = [index for index, kind in known.items() if kind in numeric]
    mark, sure = of_amounts
    if any(known[index] is not FieldType.MONEY for index in numbers):
        mark, sure = detect_decimal(text for index in numbers for text in _texts(columns[index]))
    if mark is not None:
        return mark, sure
    others = [index for index in range(len(columns)) if known.get(index) is None]
    return detect_decimal(text for index in others for text in islice(_texts(columns[index]), _SAMPLE))


def _dates(mapping: Mapping[int, str], columns: Sequence[Sequence[Cell]]) -> list[str]:
    known = [
        index
        for index, name in mapping.items()
        if index < len(columns) and _type_of(name) in (FieldType.DATE, FieldType.DATETIME)
    ]
    texts = [text for index in known for text in _texts(columns[index])]
    if texts:
        return texts
    others = [index for index in range(len(columns)) if _type_of(mapping.get(index, "")) is None]
    return [text for index in others for text in islice(_texts(columns[index]), _SAMPLE) if len(text) < 30]


def _currencies(
    headers: Sequence[str], mapping: Mapping[int, str], columns: Sequence[Sequence[Cell]], country: str | None
) -> tuple[str | None, str | None]:
    """The currency of amounts that show none, and the one in which nearly all are written. The first is the one that the
    header of an amount names, else the one that nearly all amounts show themselves: what a column says of some rows says
    nothing of those that it leaves empty. Where they show several, nothing tells."""
    own = currency_of(country) if country else None
    named: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    bare = 0
    for index, name in mapping.items():
        if index >= len(columns):
            continue
        if name == "currency":
            for text in islice((value for value in columns[index] if isinstance(value, str)), _SAMPLE):
                beside.update(filter(None, [currency_code(text, own)]))
        elif _type_of(name) is FieldType.MONEY:
            for value in islice(_distinct(columns[index]), 200):
                found = number_of(value, ".", own)
                shown.update(filter(None, [found.currency if found else None]))
                bare += found is not None and found.currency is None
            sign = header_unit(headers[index] if index < len(headers) else "")[1]
            named.update(filter(None, [currency_code(sign, own)]))
    if named:
        return (_clear(named), _clear(named))
    return _clear(shown, bare), _clear(shown + beside)


def _clear(counts: Counter[str], others: int = 0) -> str | None:
    """The one that nearly all show; ``others`` show none."""
    most = counts.most_common(1)
    return most[0][0] if most and most[0][1] >= _CLEAR * (counts.total() + others) else None


def _country(
    headers: Sequence[str], mapping: Mapping[int, str], columns: Sequence[Sequence[Cell]]
) -> tuple[str | None, bool]:
    weights: dict[str, float] = defaultdict(float)
    evidence = 0
    for index, name in mapping.items():
        if index >= len(columns):
            continue
        kind = _type_of(name)
        values = columns[index]
        if kind is FieldType.COUNTRY:
            evidence += _add(weights, _named(values), 6.0)
        elif kind is FieldType.PHONE:
            evidence += _add(weights, _dialled(values), 3.0)
        elif kind is FieldType.EMAIL or name == "website":
            evidence += _add(weights, _domains(values), 2.0)
    folded = {word for header in headers for word in fold_key(header).split()}
    by_language = {country: len(folded & words) for country, words in _HEADER_SETS.items()}
    best = max(by_language.values())
    if best >= 2 or (best and not evidence and len(folded) < 4):
        # a shared language is worth little beside what the values say
        leaders = [country for country, count in by_language.items() if count == best]
        weights[leaders[0]] += _by_codes(leaders[0], mapping, columns)
    if not weights:
        return None, False
    ranked = sorted(weights.items(), key=lambda item: -item[1])[:2]
    ahead = ranked[0][1] >= 1.5 * ranked[1][1] if len(ranked) > 1 else True
    return ranked[0][0], bool(evidence) and ahead


def _by_codes(country: str, mapping: Mapping[int, str], columns: Sequence[Sequence[Cell]]) -> float:
    """What the language of the headers weighs, after the postal codes: Swiss and Austrian lists are in German too."""
    lengths: Counter[int] = Counter()
    for index, name in mapping.items():
        if index < len(columns) and name in ("postal_code", "city"):
            for value in islice(_distinct(columns[index]), _SAMPLE):
                text = str(value) if not isinstance(value, float) else f"{value:.0f}"
                code = text if name == "postal_code" else split_town(text.strip()).postal_code
                lengths[sum(char.isdigit() for char in code)] += 1
    del lengths[0]
    if not lengths:
        return 1.0
    usual, count = lengths.most_common(1)[0]
    if count < 0.6 * lengths.total():
        return 1.0
    return 2.5 if usual == _CODE_DIGITS[country] else 0.3


def _american(headers: Sequence[str]) -> str | None:
    """English headers are everybody's; only a ZIP code points somewhere."""
    words = {word for header in headers for word in fold_key(header).split()}
    return "US" if words & _US_HEADERS else None


def _add(weights: dict[str, float], found: Counter[str], weight: float) -> int:
    """Shares of one column's evidence, worth less when there is little of it."""
    total = sum(found.values())
    if total:
        scale = weight * min(1.0, total / 3 + 0.34)
        for country, count in found.items():
            weights[country] += scale * count / total
    return total


def _named(values: Sequence[Cell]) -> Counter[str]:
    found: Counter[str] = Counter()
    for text, count in Counter(value for value in values if isinstance(value, str) and value).items():
        country = parse_country(text)
        if country is not None:
            found[country] += count
    return found


def _dialled(values: Sequence[Cell]) -> Counter[str]:
    found: Counter[str] = Counter()
    for text in islice(_texts(values), _SAMPLE):
        digits = text.strip().translate(_NOT_DIALLED)
        if digits.startswith(("+", "00")):
            number = (
                read_plain(digits.lstrip("+0"), international=True, country=None)
                if digits.lstrip("+0").isdigit()
                else None
            )
            if number is not None:
                found[number.region] += 1
        elif _NORTH_AMERICAN.match(text.strip()):
            found["US"] += 1
    return found


def _domains(values: Sequence[Cell]) -> Counter[str]:
    found: Counter[str] = Counter()
    for text in islice(_texts(values), _SAMPLE):
        host = text.strip().rpartition("@")[2].partition("://")[2] or text.strip().rpartition("@")[2]
        country = country_from_tld(re.split(r"[/?#:>]", host, maxsplit=1)[0])
        if country is not None:
            found[country] += 1
    return found
