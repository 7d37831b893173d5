"""Names of countries and months in the world's languages, from the Unicode Common Locale Data Repository as Babel ships it.

A language's data takes some milliseconds to load. The ``USUAL`` ones are known at once; a word that is none of theirs is
looked up in every other language that is official somewhere and is written in its script, which are loaded then.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from salesdesk.domain.cleaning.text import fold_key

if TYPE_CHECKING:
    from babel import Locale

USUAL: tuple[str, ...] = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "no", "fi", "cs")
"""Languages of the usual exports; where two languages mean different things by one word, the first one counts."""

_NO_COUNTRIES = frozenset("EU ZZ XA XB AC CP DG TA".split())
_OWN_MONEY = {"HT": "HTG", "PS": "ILS"}  # where the money that came last is a neighbour's
_MONTH_SPELLINGS = {"janner": 1, "jaenner": 1, "feber": 2, "mrz": 3, "maerz": 3, "setiembre": 9, "sett": 9}

_SCRIPTS = {"CYRILLIC": "Cyrl", "ARABIC": "Arab", "GREEK": "Grek", "HEBREW": "Hebr", "LATIN": "Latn"}
_MERGED = {"Hans": "CJK", "Hant": "CJK", "Jpan": "CJK", "Kore": "CJK"}


def territories(language: str) -> dict[str, str]:
    """ISO 3166 alpha-2 code → name in a language. Raises ``KeyError`` for a language that Babel does not know."""
    return {code: name for code, name in _locale(language).territories.items() if len(code) == 2}


def usual_country(key: str) -> str | None:
    """The code of a country by its folded name in one of the ``USUAL`` languages."""
    return _usual_countries().get(key)


def country_in_any_language(key: str) -> str | None:
    """The code of a country by its folded name in a further language."""
    return _further_countries(_script_of(key)).get(key)


def usual_month(key: str) -> int | None:
    """1..12 by a folded month name or its abbreviation in one of the ``USUAL`` languages, or as others write it there."""
    return _MONTH_SPELLINGS.get(key) or _usual_months().get(key)


def month_in_any_language(key: str) -> int | None:
    """1..12 by a folded month name in a further language, None when two of them mean different months by it, and for short
    words of Latin letters, which are a name or a weekday elsewhere."""
    script = _script_of(key)
    return None if script == "Latn" and len(key) < 4 else _further_months(script).get(key)


@cache
def real_territories() -> frozenset[str]:
    """The alpha-2 codes of countries and areas of the world. No ISO 3166 table stands in Babel: it is what has a code of
    three letters, and Kosovo, whose code is by common use; not groups, test codes and what only ISO 3166 reserves."""
    from babel.core import get_global

    long_codes = {
        aliases[0]
        for code, aliases in get_global("territory_aliases").items()
        if len(code) == 3 and code.isalpha() and len(aliases) == 1
    }
    return frozenset(code for code in territories("en") if code in (long_codes - _NO_COUNTRIES) | {"XK"})


@cache
def by_long_code() -> dict[str, str]:
    """ISO 3166 alpha-3 code → alpha-2."""
    from babel.core import get_global

    real = real_territories()
    return {
        code: aliases[0]
        for code, aliases in get_global("territory_aliases").items()
        if len(code) == 3 and code.isalpha() and len(aliases) == 1 and aliases[0] in real
    } | {"XKX": "XK"}


def currency_in(territory: str) -> str | None:
    """ISO 4217 code of the money that is tender in a territory today; of several the one that came last: the others are
    what it replaces or a neighbour's. None for territories without one."""
    from babel.numbers import get_territory_currencies

    found = get_territory_currencies(territory)
    return _OWN_MONEY.get(territory, found[-1]) if found else None


@cache
def tender() -> frozenset[str]:
    """ISO 4217 codes of all money that is tender somewhere today."""
    from babel.numbers import get_territory_currencies

    return frozenset(code for place in real_territories() for code in get_territory_currencies(place))


def _locale(language: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError) as error:
        raise KeyError(language) from error


@cache
def _usual_countries() -> dict[str, str]:
    return _countries(USUAL)


@cache
def _further_countries(script: str) -> dict[str, str]:
    return _countries(_further(script))


def _countries(languages: tuple[str, ...]) -> dict[str, str]:
    real = real_territories()
    names: dict[str, str] = {}
    for language in languages:
        for code, name in territories(language).items():
            if code in real:
                names.setdefault(fold_key(name), code)
    return names


@cache
def _usual_months() -> dict[str, int]:
    months: dict[str, int] = {}
    for language in USUAL:
        for word, number in _month_words(language):
            months.setdefault(word, number)
    return months


@cache
def _further_months(script: str) -> dict[str, int]:
    found: dict[str, set[int]] = {}
    for language in _further(script):
        for word, number in _month_words(language):
            found.setdefault(word, set()).add(number)
    return {word: numbers.pop() for word, numbers in found.items() if len(numbers) == 1}


def _month_words(language: str) -> Iterator[tuple[str, int]]:
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, word in _locale(language).months[form][width].items():
                key = fold_key(word)
                if len(key) > 1 and key.isalpha():
                    yield key, number


@cache
def _further(script: str) -> tuple[str, ...]:
    from babel import localedata
    from babel.core import get_global
    from babel.languages import get_official_languages

    likely = get_global("likely_subtags")
    official = {
        language.split("_")[0]
        for place in real_territories()
        for language in get_official_languages(place, de_facto=True)
    }
    return tuple(
        language
        for language in sorted(official - set(USUAL))
        if localedata.exists(language) and _written_in(likely.get(language, "")) == script
    )


def _written_in(tag: str) -> str:
    script = [*tag.split("_"), ""][1] or "Latn"
    return _MERGED.get(script, script if script in _SCRIPTS.values() else "other")


@cache
def _script_of(text: str) -> str:
    letter = next((char for char in text if char.isalpha()), "a")
    word = unicodedata.name(letter, "LATIN").split()[0]
    return _SCRIPTS.get(word) or ("CJK" if word in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL") else "other")
