"""Two fields in one header: what they are together."""

from __future__ import annotations

import re

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.exchange.mapping.header_parts import PHONES, SOCIAL, Part
from salesdesk.exchange.mapping.words import Entry

MONEY = frozenset({"deal_value", "order_total", "price", "annual_revenue", "head.amount", "head.total"})
_IN = re.compile(r"\b(?:in|en|em)\b")


def by_weight(fields: list[Entry]) -> tuple[Entry, ...]:
    """Meanings, the likeliest first."""
    return tuple(sorted(fields, key=lambda entry: -entry.weight))


def with_rival(
    senses: tuple[Entry, ...], rivals: list[Part], weight: float, header: str
) -> tuple[tuple[Entry, ...], float]:
    """Two fields in one header: first and last name make a full name, anything else is doubtful."""
    either = "/" in header
    named = {sense.meaning for sense in senses} | {entry.meaning for part in rivals for entry in part.fields}
    if named <= {*PHONES} or (named & SOCIAL and named - SOCIAL == {"website"}):
        return tuple(sense for sense in senses if sense.meaning != "website") or senses, weight
    if either and "company" in named and named <= {"company", "last_name", "full_name"}:
        # "Company / Last name": firms, and people where there is no firm
        language = next(
            entry.language for entry in (*senses, *rivals[0].fields) if entry.meaning == "company"
        )
        return (Entry("company", language, 1.0, False),), weight * 0.85
    if {"first_name", "last_name"} <= named:
        return (Entry("full_name", senses[0].language, 1.0, False),), weight
    if named == {"country", "region"}:  # "Country/Region", in whatever order and language
        language = next(e.language for e in (*senses, *rivals[0].fields) if e.meaning == "country")
        return (Entry("country", language, 1.0, False),), weight
    place = not either and senses[0].meaning == "city"
    if place and named == {"city", "street"}:  # "Premises street": the first word is the title of an address
        return by_weight(rivals[0].fields), weight * 0.85
    if named == {"postal_code", "city"} and place:  # the same, or both in one cell: the values tell
        code = next(e.language for e in rivals[0].fields if e.meaning == "postal_code")
        return (*senses, Entry("postal_code", code, senses[0].weight * 0.95, False)), weight * 0.85
    if named == {"postal_code", "city"}:  # "ZIP/City" in one cell: the town is what people look for
        language = next(e.language for e in (*senses, *rivals[0].fields) if e.meaning == "city")
        return (Entry("city", language, 1.0, False),), weight * 0.85
    if "currency" in named and named & MONEY:
        return _money_or_currency(senses, rivals, weight, header)
    if "full_name" in named:
        return senses, weight * 0.6
    return senses, weight * 0.4


def _money_or_currency(
    senses: tuple[Entry, ...], rivals: list[Part], weight: float, header: str
) -> tuple[tuple[Entry, ...], float]:
    """ "Amount currency" and "Currency of amount" are the currency beside the amount, "Amount in company currency" and
    "Value (currency)" are an amount."""
    meant = (*senses, *(entry for part in rivals for entry in part.fields))
    currency = tuple(entry for entry in meant if entry.meaning == "currency")
    money = tuple(entry for entry in meant if entry.meaning in MONEY)
    if _IN.search(fold_key(header)) or any(part.span.remark for part in rivals):
        return money, weight * 0.85
    return currency, weight * 0.95
