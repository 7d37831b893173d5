"""Countries as ISO 3166 alpha-2 codes, from names in many languages, codes, flags, phones and domains."""

from __future__ import annotations

import re
from functools import cache

from salesdesk.domain.cleaning.country_spellings import SPELLINGS
from salesdesk.domain.cleaning.locale_names import (
    by_long_code,
    country_in_any_language,
    currency_in,
    real_territories,
    territories,
    usual_country,
)
from salesdesk.domain.cleaning.text import fold_key, is_empty_word

_LEADING = re.compile(
    r"^(?:the |la |le |les |el |los |il |i |os |de |die |het )?"
    r"(?:(?:federal |federative |democratic |islamic |people s |peoples |socialist )*(?:republic|kingdom|"
    r"state|commonwealth|principality|sultanate|grand duchy|union|federation) of (?:the )?|"
    r"republik |republique (?:de |du |d)|republica (?:de |del |da |do )|konigreich |royaume (?:de |du ))?"
)
_PARTS = re.compile(r"[()/|,;\[\]]|\s[-–—]\s|\s:\s")
_FLAG_A = 0x1F1E6

# Country-code domains that the world uses for other reasons; they say nothing about the owner's country.
_NO_HINT_TLDS = frozenset(
    "ai am as bz cc co cx dj eu fm gg io is la ly me mn ms mu nu sc sh st tk tm to tv vc vg ws su im".split()
)
_TLD_EXTRA = {"uk": "GB", "рф": "RU", "gov": "US", "mil": "US", "berlin": "DE", "koeln": "DE",
              "cologne": "DE", "hamburg": "DE", "bayern": "DE", "wien": "AT", "tirol": "AT", "swiss": "CH",
              "zuerich": "CH",
              "paris": "FR", "bzh": "FR", "london": "GB", "scot": "GB", "wales": "GB", "cymru": "GB",
              "cat": "ES", "madrid": "ES", "eus": "ES", "gal": "ES", "amsterdam": "NL", "frl": "NL",
              "brussels": "BE", "vlaanderen": "BE", "gent": "BE", "nyc": "US", "vegas": "US", "boston": "US",
              "quebec": "CA", "tokyo": "JP", "sydney": "AU", "melbourne": "AU", "istanbul": "TR",
              "moscow": "RU", "москва": "RU", "stockholm": "SE", "helsinki": "FI", "irish": "IE"}  # fmt: skip

_SHORT = {"HK": "Hong Kong", "MO": "Macao"}
"""Names that people use; those of Babel are the official ones."""


@cache
def _spellings() -> dict[str, str]:
    """Folded spelling that is no name in Babel, or a code of three letters → code."""
    keys = {code.lower(): place for code, place in by_long_code().items()}
    for line in SPELLINGS.splitlines():
        iso2, _, spellings = line.partition(" ")
        for spelling in (*spellings.split(";"), _SHORT.get(iso2, "")):
            if key := fold_key(spelling):
                keys.setdefault(key, iso2)
                keys.setdefault(key.replace(" ", ""), iso2)
    return keys


def _lookup(text: str) -> str | None:
    key = fold_key(text)
    if not key:
        return None
    if len(key) == 2 and text.isascii() and key.upper() in real_territories():  # "Áo" is a name and no code
        return key.upper()
    spellings = (key, _LEADING.sub("", key), key.replace(" ", ""))
    for spelling in spellings:
        found = usual_country(spelling) or _spellings().get(spelling)
        if found is not None:
            return found
    return next((found for spelling in spellings if (found := country_in_any_language(spelling))), None)


def parse_country(text: str) -> str | None:
    """ISO 3166 alpha-2 code of a country written in one of many languages, by code or as a flag.

    "Deutschland", "D", "DEU", "Germany (DE)", "The Netherlands", "Côte d’Ivoire", "日本", "🇫🇷". None when the
    text names no country or two different ones.
    """
    text = text.strip()
    if not text or len(text) > 80 or (is_empty_word(text) and text != "NA"):  # NA is Namibia
        return None
    if len(text) == 2 and text.isascii():
        upper = text.upper()
        return upper if upper in real_territories() else {"UK": "GB", "EL": "GR"}.get(upper)
    if len(text) == 2 and all(0 <= ord(char) - _FLAG_A < 26 for char in text):
        flag = "".join(chr(65 + ord(char) - _FLAG_A) for char in text)
        return flag if flag in real_territories() else None
    found = _lookup(text)
    if found is not None:
        return found
    named = {code for part in _PARTS.split(text) if part.strip() and (code := _lookup(part)) is not None}
    return named.pop() if len(named) == 1 else None


@cache
def _names(language: str) -> dict[str, str]:
    try:
        return territories(language) | (_SHORT if language == "en" else {})
    except KeyError:
        return _names("en")


def country_name(iso2: str, language: str = "en") -> str:
    """The country's name in a language (English where Babel does not know it); the code itself when it is unknown."""
    code = iso2.upper()
    return _names(language[:2]).get(code, iso2) if code in real_territories() else iso2


def country_codes() -> tuple[str, ...]:
    """Every known ISO 3166 alpha-2 code, sorted."""
    return tuple(sorted(real_territories()))


def currency_of(iso2: str) -> str | None:
    """ISO 4217 code of the money used in a country, None when unknown."""
    return currency_in(iso2) if iso2 in real_territories() else None


def country_from_tld(domain: str) -> str | None:
    """The country of a top-level domain; None for .com and for endings used everywhere (.io, .me)."""
    tld = domain.rpartition("@")[2].strip().rstrip(".").lower().rpartition(".")[2]
    if tld in _NO_HINT_TLDS:
        return None
    if tld in _TLD_EXTRA:
        return _TLD_EXTRA[tld]
    code = tld.upper()
    return code if len(tld) == 2 and code in real_territories() else None
