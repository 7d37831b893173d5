"""By what somebody who is erased is known in the texts of others, in the ways that people write it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

import phonenumbers

TAKEN_OUT = "…"
"""What stands where somebody was named; it is the same in every language."""

_LEAST_NAME = 6  # letters of a name that is looked for in texts; "Max B" stands in too many words
_LEAST_DIGITS = 7
_TOLD_APART = 4  # last digits by which texts are found that may say a number
_DIGRAPHS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"}
"""How letters are written where a keyboard lacks them."""
_SAME = re.compile("ae|oe|ue|ss|aa|[^\\W\\d_]|\\W+|.", re.IGNORECASE)
_STEADY = frozenset("bdfghjkmpqrtvwx")
"""Letters that are written in one way alone."""
_BETWEEN = r"[\s./()\-‐–]{0,3}"
_ENDING = "(?:['’`]?s|['’])?"  # whose it is


@dataclass(frozen=True)
class Words:
    """Whole names, addresses and numbers. ``exact`` are those of ``said`` that in another spelling are somebody else's."""

    said: tuple[str, ...] = ()
    exact: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        names: Iterable[str],
        addresses: Iterable[str],
        numbers: Iterable[str],
        exact: Collection[str] = (),
    ) -> Words:
        """Those of them that mean nobody else: a name of one word, or a short number, could be anything."""
        found = [name for name in names if " " in name.strip() and len(name) >= _LEAST_NAME]
        found += [address for address in addresses if "@" in address]
        found += [number for number in numbers if sum(map(str.isdigit, number)) >= _LEAST_DIGITS]
        ordered = sorted(dict.fromkeys(map(str.strip, found)), key=lambda one: (-len(one), one))
        return cls(tuple(ordered), frozenset(exact))

    def __bool__(self) -> bool:
        return bool(self.said)

    def taken_out_of(self, text: str) -> str:
        """A text without them."""
        return self._pattern.sub(TAKEN_OUT, text) if self.said else text

    def said_in(self, text: str) -> bool:
        """Whether a text says one of them."""
        return bool(self.said and self._pattern.search(text))

    def alike(self, name: str, other: str) -> bool:
        """Whether another name may be a spelling of one of them."""
        return re.fullmatch(_name(name), other, re.IGNORECASE) is not None

    @cached_property
    def likes(self) -> tuple[str, ...]:
        """Patterns (``%`` is anything) of all texts that may say one of them, and of others."""
        return tuple(dict.fromkeys(like for one in self.said for like in _likes(one)))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        ways = (re.escape(one) if one in self.exact else _written(one) for one in self.said)
        return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE)


def _written(said: str) -> str:
    """The ways in which one is written."""
    if "@" in said:
        return re.escape(said)
    if any(map(str.isalpha, said)):
        return _name(said)
    return _number(said)


def _name(name: str) -> str:
    """A name with or without accents, with a hyphen or a blank, the last word first, and as an owner's."""
    *first, last = name.split()
    given = _letters(" ".join(first))
    ways = [rf"{given}\s+{_letters(last)}{_ENDING}", rf"{_letters(last)},?\s+{given}"]
    return "|".join(ways if first else [_letters(last) + _ENDING])


def _letters(text: str) -> str:
    return "".join(map(_letter, _SAME.findall(unicodedata.normalize("NFC", text))))


def _letter(part: str) -> str:
    """The ways in which a letter, or two that stand for one, are written."""
    low = part.lower()
    if not low[0].isalpha():
        return r"[\s\-‐–]+" if low.strip(" -‐–") == "" else rf"{re.escape(part)}\s*"
    written = {low, _DIGRAPHS.get(low, low), _plain(low)}
    written |= {letter for letter, two in _DIGRAPHS.items() if two == low}
    if len(low) == 1 and low.isascii():
        return low if low in _STEADY else rf"(?:{low}[\u0300-\u036f]?|[{_accented(low)}])"
    if low.isascii():  # two letters that may stand for one, or for themselves
        return f"(?:{'|'.join(sorted(map(re.escape, written)))}|{''.join(map(_letter, low))})"
    return (
        f"(?:{'|'.join(sorted(map(re.escape, written), key=lambda one: (-len(one), one)))})[\\u0300-\\u036f]?"
    )


def _plain(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))


_ACCENTED: dict[str, str] = {}
for _code in range(0xC0, 0x250):
    _base = _plain(chr(_code)).lower()
    if len(_base) == 1 and _base.isascii() and chr(_code).islower():
        _ACCENTED[_base] = _ACCENTED.get(_base, "") + chr(_code)


def _accented(letter: str) -> str:
    return _ACCENTED.get(letter, "") or letter


def _number(number: str) -> str:
    """A number with or without its country, whatever stands between its digits."""
    digits = "".join(filter(str.isdigit, number))
    ways = [rf"(?:\+|00)?{_BETWEEN.join(digits)}", re.escape(number)]
    try:
        parsed = phonenumbers.parse(number if number.startswith("+") else f"+{digits}")
    except phonenumbers.NumberParseException:
        return "|".join(ways)
    code = str(parsed.country_code)
    national = phonenumbers.national_significant_number(parsed)
    ways.insert(0, rf"(?:\+|00){_BETWEEN}{code}{_BETWEEN}\(?0?\)?{_BETWEEN}{_BETWEEN.join(national)}")
    at_home = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    at_home = "".join(filter(str.isdigit, at_home))
    if len(at_home) >= _LEAST_DIGITS:
        ways.append(rf"\(?{_BETWEEN.join(at_home)}")
    return "|".join(ways)


def _likes(said: str) -> list[str]:
    if "@" in said:
        escaped = said.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return [f"%{escaped}%"]
    if any(map(str.isalpha, said)):
        words = said.split()
        return [_steady(words), *([_steady([words[-1], *words[:-1]])] if len(words) > 1 else [])]
    digits = "".join(filter(str.isdigit, said))
    return [f"%{'%'.join(digits[-_TOLD_APART:])}%"]


def _steady(words: Iterable[str]) -> str:
    kept = "".join(char if char in _STEADY else "%" for char in " ".join(words).lower())
    return f"%{re.sub('%+', '%', kept).strip('%')}%"
