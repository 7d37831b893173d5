"""The unit that the header of a column of amounts names: "Betrag (T€)", "Deal size ($K)", "Umsatz in Mio. EUR"."""

from __future__ import annotations

import re

from salesdesk.domain.cleaning.numbers import currency_code

_THOUSAND, _MILLION, _BILLION = 10**3, 10**6, 10**9
_WORDS = {
    **dict.fromkeys(
        ("tsd", "tausend", "thousand", "thousands", "thsd", "\'000", "000s", "\'000s", "000\'s", "milliers", "mille",
         "miles", "millares", "migliaia", "mila", "duizend", "duizenden", "tys", "milhares", "tusen", "tusind"), _THOUSAND
    ),
    **dict.fromkeys(
        ("mio", "million", "millions", "millionen", "millones", "milioni", "milhoes", "milhões", "miljoen", "mln", "mn",
         "miljoner", "millioner"), _MILLION
    ),
    **dict.fromkeys(("mrd", "bn", "billion", "billions", "milliarden", "milliards", "miliardi", "mld", "miljard"), _BILLION),
}  # fmt: skip
_EXACTLY = {"000": _THOUSAND, "MM": _MILLION, "mill.": _MILLION, "Mill.": _MILLION}
_LETTERS = {
    "T": _THOUSAND,
    "t": _THOUSAND,
    "k": _THOUSAND,
    "K": _THOUSAND,
    "M": _MILLION,
    "m": _MILLION,
    "B": _BILLION,
}
_SIGN = r"[€$£¥₹]|[A-Z]{2,3}\$|[A-Z]{3}"
_BEFORE = re.compile(rf"([TtkKMm])({_SIGN})")
_BEHIND = re.compile(rf"({_SIGN})([kKMmB])")
_ALONE = re.compile(_SIGN)
_PARTS = re.compile(r"[\s/,:;|]+")
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]{0,40})[)\]}]")


def header_unit(header: str) -> tuple[int, str]:
    """(what amounts in the column are to be multiplied by, the sign or code of their currency or "") as its header says.

    A letter alone is a unit only in brackets or beside a currency: "Value M" may be anything.
    """
    scale, sign = 1, ""
    for text, bracketed in _texts(header):
        words = [word for word in _PARTS.split(text) if word]
        for place, word in enumerate(words):
            found, shown = _unit(word)
            if found == 1 and not shown and word in _LETTERS:
                beside = words[place - 1 : place] + words[place + 1 : place + 2]
                if (bracketed and len(words) == 1 and word not in "Tt") or any(map(_ALONE.fullmatch, beside)):
                    found = _LETTERS[word]
            scale = scale if scale > 1 else found
            sign = sign or shown
    return scale, sign


def without_unit(header: str) -> str:
    """A header without the unit of its amounts ("Betrag in T€" is "Betrag"), as it stands where it names none."""
    opened = _BRACKETS.sub(_open, header)
    if header_unit(header)[0] == 1 or not any(map(_is_scale, opened.split())):
        return header
    words = [word for word in opened.split() if not _is_unit(word)]
    if words and words[-1].lower() in _IN:
        words.pop()
    return " ".join(words) or header


def _open(brackets: re.Match[str]) -> str:
    """What stands in brackets, without them where it is a unit."""
    return f" {brackets[1]} " if any(map(_is_scale, brackets[1].split())) else brackets[0]


def _is_scale(word: str) -> bool:
    return _unit(word)[0] > 1


def _is_unit(word: str) -> bool:
    scale, sign = _unit(word)
    return scale > 1 or (bool(sign) and word == sign)


_IN = frozenset({"in", "en", "im", "em", "i", "w"})


def _texts(header: str) -> list[tuple[str, bool]]:
    """The parts of a header, those in brackets first, and whether they stood in brackets."""
    return [(inner, True) for inner in _BRACKETS.findall(header)] + [(_BRACKETS.sub(" ", header), False)]


def _unit(word: str) -> tuple[int, str]:
    """(factor, currency) of one word, (1, "") of any other."""
    scale = _EXACTLY.get(word) or _WORDS.get(word.rstrip(".").lower())
    if scale is not None:
        return scale, ""
    if before := _BEFORE.fullmatch(word):
        return _LETTERS[before[1]], before[2]
    if _ALONE.fullmatch(word):
        return 1, word if currency_code(word) else ""
    if behind := _BEHIND.fullmatch(word):
        return _LETTERS[behind[2]], behind[1]
    return 1, ""
