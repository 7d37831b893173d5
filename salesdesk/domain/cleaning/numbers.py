"""Numbers, amounts of money and percentages with any grouping, decimal mark, currency and sign."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import cache

from salesdesk.domain.cleaning.locale_names import tender
from salesdesk.domain.cleaning.text import is_empty_word, one_line
from salesdesk.domain.money import in_minor, minor_digits
from salesdesk.domain.sheets import Cell, CellError, CurrencyNumber
from salesdesk.value_classes import dataclass

_SYMBOLS = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₩": "KRW",
    "₪": "ILS",
    "₫": "VND", "₦": "NGN", "฿": "THB", "₱": "PHP", "₡": "CRC", "₲": "PYG", "₸": "KZT", "₼": "AZN",
    "₾": "GEL",
    "$": "USD", "us$": "USD", "$us": "USD", "usd$": "USD", "c$": "CAD", "ca$": "CAD", "cad$": "CAD",
    "a$": "AUD", "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "nt$": "TWD", "r$": "BRL",
    "mx$": "MXN", "fr.": "CHF", "sfr": "CHF", "sfr.": "CHF", "fr": "CHF", "kč": "CZK", "zł": "PLN",
    "zl": "PLN",
    "ft": "HUF", "лв": "BGN", "lei": "RON", "din": "RSD", "rs": "INR", "rs.": "INR", "rm": "MYR", "rp": "IDR",
    "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pounds": "GBP", "pound": "GBP",
    "franken": "CHF", "yen": "JPY", "円": "JPY", "원": "KRW", "元": "CNY", "rmb": "CNY", "cn¥": "CNY", "руб": "RUB",
    "руб.": "RUB", "tl": "TRY", "ntd": "TWD", "stg": "GBP", "eur.": "EUR",
}  # fmt: skip
# "kr" is the money of four countries and "$" of twenty: the sheet's own currency decides where it is one
# of them.
_SHARED_SYMBOLS = {
    "$": frozenset("USD CAD AUD NZD HKD SGD MXN ARS CLP COP TWD BSD BBD JMD TTD XCD FJD NAD".split()),
    "kr": frozenset("SEK NOK DKK ISK".split()), "kr.": frozenset("SEK NOK DKK ISK".split()),
    "¥": frozenset({"JPY", "CNY"}), "£": frozenset({"GBP", "EGP", "LBP", "GIP", "FKP", "SHP"}),
    "rs": frozenset({"INR", "PKR", "LKR", "NPR", "MUR"}), "rs.": frozenset({"INR", "PKR", "LKR", "NPR",
    "MUR"}),
}  # fmt: skip
_FURTHER_CURRENCIES = frozenset("CNH XAU BTC BGN HRK LTL LVL DEM ANG CUC SLL ZWL".split())
"""What people still write, though it is tender nowhere, or not any more."""
_LARGEST = 10**15  # beyond it, minor units would not fit the integers a database keeps
_UNNAMED = frozenset({"kr", "kr."})  # crowns: of which country the sheet must tell
_WORDS_TOO = frozenset("ALL BOB CUP DOP GEL LAK MAD MOP PEN SOS TOP TRY WST".split())
"""Codes that are words as well, or ends of words, unless they stand in capitals."""
_FACTORS = {
    "k": 10**3, "tsd": 10**3, "tsd.": 10**3, "thousand": 10**3, "mille": 10**3, "mil": 10**3, "t": 10**3,
    "m": 10**6, "mm": 10**6, "mn": 10**6, "mio": 10**6, "mio.": 10**6, "million": 10**6, "millions": 10**6,
    "mln": 10**6, "millionen": 10**6, "millones": 10**6, "b": 10**9, "bn": 10**9, "billion": 10**9,
    "mrd": 10**9, "mrd.": 10**9, "md": 10**9, "milliarden": 10**9, "milliards": 10**9, "mld": 10**9,
    "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "crore": 10**7, "crores": 10**7, "cr": 10**7,
    "万": 10**4, "億": 10**8,
}  # fmt: skip

_BARE = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?")
NUMBER = re.compile(r"\d(?:[\d.,' ]*\d)?|[.,]\d+")
GROUPED = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ".,' "}
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")
INTERNET = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.|\Z)){4}")  # 192.168.178.101 is no number
_SCIENTIFIC = re.compile(r"([+-]?\d+(?:[.,]\d+)?)[eE]([+-]?\d{1,2})")
_RANGE = re.compile(
    r"^([^\d]*\d[\d.,' ]*[kKmM]?)\s*(?:-|–|—|to|bis|à|a|until|\.\.)\s*\D{0,3}\d[\d.,' ]*\s*([kKmM]?)(?![a-z])\D*$"
)
_LOOSE_WORDS = re.compile(
    r"^(?:approx\.?|approximately|about|around|circa|ca\.?|c\.|etwa|env\.?|environ|>=?|<=?|≥|≤|~|≈|over|mehr als|über|min\.?|"
    r"up to|bis zu|bis|from|ab|von)\s*",
    re.IGNORECASE,
)
NARROW = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "`": "'", "´": "'",
"ʼ": "'", "−": "-",
                         "–": "-", "—": "-", "﹣": "-", "－": "-", "_": " "})  # fmt: skip


@cache
def _currency_codes() -> frozenset[str]:
    return tender() | _FURTHER_CURRENCIES


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """A number as written: exact ``value``, ISO ``currency`` when one is shown, ``percent`` with a % sign,
    ``bounded`` True when the text was a range or a bound of which ``value`` is the lower end, ``spread`` when it was a
    range; ``factor`` is what it was multiplied by ("12k"), 0 without one; ``unnamed`` a sign of several currencies, none of which is
    the sheet's ("kr")."""

    value: Decimal
    currency: str | None = None
    percent: bool = False
    bounded: bool = False
    spread: bool = False
    factor: int = 0
    unnamed: str = ""


def currency_code(text: str, preferred: str | None = None) -> str | None:
    """ISO 4217 code of a symbol, code or word ("€", "us$", "CHF", "kr"), None when it is none.

    Signs of several currencies ("$", "kr") mean ``preferred`` when that is one of them.
    """
    word = text.strip().lower()
    if not word:
        return None
    shared = _SHARED_SYMBOLS.get(word)
    if shared is not None and preferred in shared:
        return preferred
    if word in _SYMBOLS:
        return _SYMBOLS[word]
    code = word.upper()
    if code in _currency_codes() and (code not in _WORDS_TOO or text.strip() == code):
        return code
    words = [found for part in re.split(r"[\s()/,-]+", text.strip()) if part and (found := _one_word(part))]
    return words[0] if words and len(set(words)) == 1 else None


def _one_word(word: str) -> str | None:
    code = word.upper()
    known = code in _currency_codes() and (code not in _WORDS_TOO or word == code)
    return _SYMBOLS.get(word.lower()) or (code if known else None)


def plain_digits(number: str, decimal: str) -> str | None:
    """The number with "." as decimal mark and no grouping; None when the separators make no sense."""
    marks = [char for char in number if not char.isdigit()]
    if not marks:
        return number
    last = marks[-1]
    kinds = set(marks)
    if kinds <= {" ", "'"}:
        return (
            number.replace(" ", "").replace("'", "")
            if _well_grouped(number, last) or " " not in kinds
            else None
        )
    if len(kinds) == 1:
        mark = last
        if len(marks) > 1:
            if mark == "," and _INDIAN.fullmatch(number):
                return number.replace(",", "")
            return number.replace(mark, "") if GROUPED[mark].fullmatch(number) else None
        head, _, tail = number.partition(mark)
        if mark != decimal and len(tail) == 3 and 1 <= len(head) <= 3 and head != "0":
            return head + tail  # "1,234" where "." is the decimal mark
        return f"{head or '0'}.{tail}"
    if last not in ".,":
        return None
    whole, _, fraction = number.rpartition(last)
    group = next(iter(kinds - {last})) if len(kinds) == 2 else None
    if last in whole:
        return None if group is None else _regrouped(number)
    if group is None or not (GROUPED[group].fullmatch(whole) or _INDIAN.fullmatch(whole)):
        return None
    return f"{whole.replace(group, '')}.{fraction}"


def _regrouped(number: str) -> str | None:
    """Two marks of which the last repeats: "1 234.567.890" is nonsense, so nothing is guessed."""
    bare = number.replace(" ", "").replace("'", "")
    marks = {char for char in bare if not char.isdigit()}
    return (
        bare.replace(next(iter(marks)), "")
        if len(marks) == 1 and GROUPED[next(iter(marks))].fullmatch(bare)
        else None
    )


def _well_grouped(number: str, mark: str) -> bool:
    return GROUPED[mark].fullmatch(number) is not None


def read_number(text: str, decimal: str, preferred: str | None = None) -> ParsedNumber | None:
    """A number with whatever people write around it; None when the text is not one number.

    ``decimal`` ("." or ",") only decides what the marks themselves leave open, as in "1,234". Understood:
    grouping by
    point, comma, space, apostrophe and the Indian way; currency signs,
    codes and words on either side; "(1)", "1-" and
    "−1"; "12k", "1.5M", "3 Mio."; "%"; "~5", ">5", "5+", "5-10" (its lower end).
    """
    text = one_line(text).translate(NARROW)
    if not text or is_empty_word(text) or len(text) > 60:
        return None
    if _BARE.fullmatch(text) and (decimal == "." or "." not in text or len(text.rpartition(".")[2]) != 3):
        return ParsedNumber(Decimal(text))
    exponent = _SCIENTIFIC.fullmatch(text)
    if exponent is not None:
        return ParsedNumber(Decimal(exponent[1].replace(",", ".")).scaleb(int(exponent[2])))
    bounded = False
    spread = _RANGE.match(text)
    if spread is not None:
        lower, upper = spread[1].strip(), spread[2]
        # "10-20k" starts at ten thousand
        text = f"{lower}{upper}" if upper and lower[-1:].isdigit() else lower
        bounded = True
    shorter = _LOOSE_WORDS.sub("", text)
    if shorter != text:
        text, bounded = shorter, True
    negative = text.startswith("(") and text.endswith(")")
    if negative:
        text = text[1:-1].strip()
    match = NUMBER.search(text)
    if match is None or NUMBER.search(text, match.end()) or INTERNET.fullmatch(match[0]):
        return None
    before, after = text[: match.start()].strip(), text[match.end() :].strip()
    if before[-1:] in "+-" or before[:1] in "+-":
        negative ^= "-" in before
        before = before.strip("+- ")
    if after[-1:] == "-" or after[:1] == "-":
        # "12,-" and "12.-" are whole amounts, "12-" is an accountant's minus
        whole_amount = re.fullmatch(r"[.,]?\s*-{1,2}\s*(.*)", after)
        negative ^= text[match.end() : match.end() + 1] not in ".,"
        after = (whole_amount[1] if whole_amount else after).strip("- ")
    elif after[:1] in ".," and after:
        after = re.sub(r"^[.,]\s*-*\s*", "", after)
    if after[:1] == "+":
        after, bounded = after[1:].strip(), True
    digits = plain_digits(match[0], decimal)
    if digits is None:
        return None
    value = Decimal(digits)
    percent = after.startswith("%") or before == "%"
    after = after.lstrip("% ")
    before = before.strip("% ")
    factor, after = _factor(after)
    signs = [part for part in (before, after) if part]
    unnamed = next(
        (part for part in signs if part.lower() in _UNNAMED and not currency_code(part, preferred)), ""
    )
    currencies = [currency_code(part, preferred) for part in signs if part != unnamed]
    if None in currencies or len(set(currencies)) > 1:
        return None
    value = value * (factor or 1)
    return ParsedNumber(
        -value if negative else value,
        currencies[0] if currencies else None,
        percent,
        bounded,
        spread is not None,
        factor,
        unnamed,
    )


def _factor(after: str) -> tuple[int, str]:
    word, _, rest = after.partition(" ")
    factor = _FACTORS.get(word.lower())
    if factor is not None:
        return factor, rest.strip()
    sign = word[1:]
    # "kEUR" and "M€", but no word that happens to end like a code, as "MwSt" does
    if (
        word[:1] in "kKmMT"
        and sign == sign.upper()
        and currency_code(word) is None
        and currency_code(sign) is not None
    ):
        return _FACTORS[word[0].lower()], after[1:].strip()
    return 0, after


def number_of(cell: Cell | CellError, decimal: str, preferred: str | None = None) -> ParsedNumber | None:
    if isinstance(cell, str):
        return read_number(cell, decimal, preferred)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return None
    try:
        value = Decimal(cell) if isinstance(cell, int) else Decimal(repr(float(cell)))
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    if not isinstance(cell, CurrencyNumber):
        return ParsedNumber(value)
    code = currency_code(cell.sign, preferred)
    return ParsedNumber(value, code, unnamed="" if code or not cell.sign else cell.sign)


def parse_number(cell: Cell | CellError, decimal: str) -> float | None:
    """The number of a cell, None when there is none. A percent sign is ignored ("25 %" → 25.0)."""
    if type(cell) is float and cell - cell == 0:
        return cell
    found = number_of(cell, decimal)
    return float(found.value) if found is not None else None


def parse_integer(cell: Cell | CellError, decimal: str) -> int | None:
    """The whole number of a cell, rounded; of a range or bound ("11-50", "500+") its lower end."""
    found = number_of(cell, decimal)
    return int(found.value.to_integral_value()) if found is not None and abs(found.value) < _LARGEST else None


def parse_money(
    cell: Cell | CellError, decimal: str, currency: str | None = None, scale: int = 1
) -> tuple[int, str | None] | None:
    """(minor units, currency shown) of an amount, None when the cell holds none: a range has no amount, nor have crowns of
    nobody knows which country.

    ``currency`` is the sheet's: it decides what "$" or "kr" means and how many decimal places an amount without a sign
    has. ``scale`` is the unit of the column ("in T€" is 1000), for what says no unit itself. The second part is None when
    the cell shows no currency.
    """
    if isinstance(cell, str) and scale == 1:
        quick = _quick_money(cell, decimal, currency)
        if quick is not None:
            return quick
    found = number_of(cell, decimal, currency)
    if found is None or found.percent or found.spread or found.unnamed:
        return None
    value = found.value if found.factor else found.value * scale
    if abs(value) >= _LARGEST:
        return None
    return in_minor(value, found.currency or currency or "EUR"), found.currency


_AMOUNT = re.compile(
    r"([€$£]|[A-Z]{3})? ?(-?)(\d{1,3}(?:([.,' ])\d{3})(?:\4\d{3})*|\d+)(?:([.,])(\d{1,2}))? ?([€$£]|[A-Z]{3})?"
)


def _quick_money(text: str, decimal: str, currency: str | None) -> tuple[int, str | None] | None:
    """The everyday forms of an amount with at most two decimal places; None leaves it to ``read_number``."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    before, minus, whole, group, mark, cents, after = match.groups()
    if (before and after) or (group is not None and (group == mark or (mark is None and group == decimal))):
        return None
    sign = before or after
    code = currency_code(sign, currency) if sign else None
    if sign and code is None:
        return None
    places = minor_digits(code or currency or "EUR")
    if places != 2:
        return None
    if group is not None:
        whole = whole.replace(group, "")
    if len(whole) > 15:
        return None
    minor = int(whole) * 100 + (int(cents.ljust(2, "0")) if cents else 0)
    return -minor if minus else minor, code


def parse_percent(cell: Cell | CellError, decimal: str, *, fractions: bool = False) -> int | None:
    """A percentage 0..100 from "25 %", 25 or, in a column of ``fractions``, 0.25; None outside that range."""
    found = number_of(cell, decimal)
    if found is None:
        return None
    value = found.value * 100 if fractions and not found.percent and abs(found.value) <= 1 else found.value
    return int(value.to_integral_value()) if 0 <= value <= 100 else None
