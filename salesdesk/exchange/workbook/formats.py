"""What the number format of a cell says about the number itself: leading zeros, percent, a currency.

A format is a pattern such as ``_-* #,##0.00\\ [$€-407]_-;[Red]-0``: placeholders, literal text in quotes or behind a
backslash, a currency with the Windows number of a locale in brackets ([MS-LCID], [MS-OI29500] 18.8.31).
"""

from __future__ import annotations

import re
from functools import lru_cache
from locale import windows_locale

from salesdesk.domain.cleaning.countries import currency_of
from salesdesk.domain.cleaning.numbers import currency_code

CURRENCY = "$:"
"""What the meaning of a format with a currency begins with; an ISO 4217 code or a sign of several currencies follows."""
LONGEST_FORMAT = 255  # characters of a number format Excel takes
BUILT_IN = {
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((5, 6, 7, 8, 42, 44), '"$"#,##0.00'),
}
"""Formats a workbook may use by number without writing them (ECMA-376 18.8.30)."""

_QUIET = re.compile(r'"[^"]*+"|\\.|_.|\*.|\[[^\[\]]*+\]')
_SIGN = re.compile(r"\[\$([^\[\]-]*+)(?:-([^\[\]]*+))?+\]")
_WRITTEN = re.compile(r'"([^"]*+)"|\\(.)|_.|\*.|\[[^\[\]]*+\]|([^\s\d#?.,;:/()+\-%@])')
_DATE = re.compile(r"(?i)[ymdhs]")
_BARE_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_CODE = re.compile(r"[A-Z]{3}")
# words of currencies that people write into formats; others ("pounds", "ft", "rm") measure something else as well
_WORDS = frozenset(
    (
        "kr kr. Kč zł Ft Fr. Fr SFr. SFr Rs Rs. RM Rp TL лв лв. руб руб. lei din din. Euro Euros euro "
        "euros EUR. Franken Yen"
    ).split()
)


@lru_cache(maxsize=1024)
def format_meaning(code: str) -> str:
    """What a number format says about the number: "0:5" (padded to five digits), "%", "$:USD" (an amount of US dollars),
    "$:kr" (an amount in a currency of that sign) or "" (nothing)."""
    section = code[:LONGEST_FORMAT].split(";", 1)[0]
    plain = _QUIET.sub("", section).strip()
    if re.fullmatch(r"0{2,18}", plain):
        return f"0:{len(plain)}"
    if re.fullmatch(r"[#0.,]+ ?%", plain):
        return "%"
    letters = _BARE_CODE.sub("", plain)
    if not re.search(r"[#0?]", plain) or _DATE.search(letters) or "%" in plain:
        return ""
    sign = _bracketed(section) or _literal(section)
    return f"{CURRENCY}{sign}" if sign else ""


def _bracketed(section: str) -> str | None:
    """The currency of ``[$$-409]``; its locale tells which of the currencies of one sign is meant."""
    for sign, locale in _SIGN.findall(section):
        if sign.strip():
            return _code_of(sign, _country(locale)) or None
    return None


def _literal(section: str) -> str | None:
    """The currency written out in a format: in quotes, behind a backslash or as it stands."""
    text = "".join(_literal_part(match) for match in _WRITTEN.finditer(section))
    for word in text.split():
        if _CODE.fullmatch(word) or word in _WORDS or any(not char.isalpha() for char in word.rstrip(".")):
            found = _code_of(word, None)
            if found:
                return found
    return None


def _literal_part(match: re.Match[str]) -> str:
    quoted, escaped, bare = match.groups()
    if quoted is not None:
        return f" {quoted} "
    return escaped or bare or " "


def _code_of(sign: str, country: str | None) -> str | None:
    """The ISO 4217 code of a sign, the sign itself where it is that of several currencies and no country tells."""
    sign = sign.strip()
    of_country = currency_of(country) if country else None
    found = currency_code(sign, of_country)
    if of_country is None and (sign in _CROWNS or (found is not None and _is_shared(sign))):
        return sign  # the sheet knows better which one
    return found or of_country


_CROWNS = frozenset({"kr", "kr."})


def _is_shared(sign: str) -> bool:
    return len({currency_code(sign, own) for own in ("USD", "CAD", "JPY", "CNY", "EGP", "GBP", "PKR")}) > 1


def _country(locale: str) -> str | None:
    """The country of "409" (a Windows locale, hexadecimal) or "en-US"; None of what names none."""
    named = re.fullmatch(r"(?i)[a-z]{2,3}[-_](?:[a-z]{4}[-_])?([a-z]{2})", locale)
    if named:
        return named[1].upper()
    try:
        name = windows_locale.get(int(locale, 16) & 0xFFFF, "")
    except ValueError:
        return None
    return name.rpartition("_")[2] if "_" in name else None
