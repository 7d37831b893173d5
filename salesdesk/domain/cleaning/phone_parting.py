"""Several phone numbers in one cell: what parts them, and what only parts an area code from its number."""

from __future__ import annotations

import re
import unicodedata

LEAST_OF_NUMBER = 6
"""Digits from which on a part of a text is a number of its own."""
_STRONG = re.compile(r"\s{0,9}(?::::|[|\n]|;(?!\s{0,9}ext=))\s{0,9}")
_WEAK = re.compile(
    r"\s{0,9}[,/&]\s{0,9}|\s{1,9}(?:or|and|oder|und|ou|et|o|y|e|of|en|lub|i|eller|och|og|bzw\.?)\s{1,9}|\s{1,9}(?=\+\d)"
)
_BEGUN = re.compile(r"[^\d+]*([+0])")
_GOES_ON = re.compile(r"[^\d+]*[1-9]")
_LEAST_BEHIND_AREA = 4  # "030 1234567 / 08 / 12" has two more extensions and no town
_LONGEST_AREA, _LONGEST_AREA_ABROAD = 6, 7  # "033203", "+49 33203"


def digits_of(text: str) -> str:
    """The digits of a text, of any script, as ASCII."""
    if text.isascii():
        return "".join([char for char in text if "0" <= char <= "9"])
    return "".join([str(unicodedata.digit(char)) for char in text if unicodedata.digit(char, -1) >= 0])


def split_phones(text: str) -> list[str]:
    """The numbers in one cell, in order; a text with one number (or none) comes back alone.

    ";", "|" and line breaks always part; "/", ",", "&", "or" and a space before "+" only where both sides
    have enough digits for a number, so "030/1234567" and "+49 (0)231 / 556677" stay whole.
    """
    return [
        part
        for strong in _STRONG.split(text.strip())
        for called in _parted_by_name(strong)
        for part in _weakly_parted(called)
        if part
    ]


def _parted_by_name(text: str) -> list[str]:
    """The numbers of which all but the first stand behind what they are called: "030 123456 Mobil: 0171 234567". Where a word
    ends the text, the words stand behind their numbers."""
    if text.rstrip(" .)")[-1:].isalpha():
        return [text]
    parts = _CALLED.split(text)
    return parts if all(len(digits_of(part)) >= LEAST_OF_NUMBER for part in parts) else [text]


def fax_beside(text: str) -> tuple[str, str] | None:
    """(the number, that of the fax) of "030/1234-0, Fax -99", which says the last digits of the other only."""
    found = _LAST_OF_FAX.fullmatch(text)
    return (found[1] + found[2] + found[3], found[1] + found[2] + found[4]) if found is not None else None


_CALLED = re.compile(
    r"(?<=\d)[\s(,/]{1,9}(?=(?:(?:tele)?fax|mob(?:ile|il|iel)?|handy|cell(?:ulare|ular|phone)?|gsm|natel|portable|m[oó]vil|"
    r"tel(?:efon|[eé]fono|ephone)?|privat|b[uü]ro|office|home|work|festnetz|fixe?)\b[\s.:]{0,4}[+(\d])",
    re.IGNORECASE,
)
_LAST_OF_FAX = re.compile(
    r"([+(\d][\d ()/.]{4,24})(\s?-\s?)(\d{1,4})[\s,;/(]{1,6}(?:tele)?fax[\s.:]{0,4}-\s?(\d{1,4})\)?",
    re.IGNORECASE,
)


def _weakly_parted(text: str) -> list[str]:
    """The numbers between weak signs: an area code goes with what follows it, last digits with what they follow."""
    marks = list(_WEAK.finditer(text))
    starts, ends = [0, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), len(text)]
    pieces = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    parts: list[list[int]] = []  # first and last piece of each number, and how many digits they have
    for index, piece in enumerate(pieces):
        digits = len(digits_of(piece))
        behind = pieces[index + 1] if index + 1 < len(pieces) else ""
        opens = _is_area(piece, behind) and (not parts or len(digits_of(behind)) >= _LEAST_BEHIND_AREA)
        open_ = parts and _lacks_more(pieces, parts[-1])
        if parts and (open_ or (digits < LEAST_OF_NUMBER and not opens)):
            parts[-1][1] = index
            parts[-1][2] += digits
        else:
            parts.append([index, index, digits])
    return [text[starts[first] : ends[last]].strip() for first, last, _ in parts]


def _lacks_more(pieces: list[str], part: list[int]) -> bool:
    """Whether the pieces of a number are too few, or nothing but its area code, so that the next one belongs to it."""
    first, last, digits = part
    if digits < LEAST_OF_NUMBER:
        return True
    return first == last and last + 1 < len(pieces) and _is_area(pieces[last], pieces[last + 1])


def _is_area(piece: str, behind: str) -> bool:
    """Whether a piece is the code of a country, a town or both, and what follows goes on with it: "+49 (0) 231"."""
    begun = _BEGUN.match(piece)
    if begun is None or not _GOES_ON.match(behind):
        return False
    digits = digits_of(piece.replace("(0)", ""))
    if begun[1] == "0" and not digits.startswith("00"):
        return 2 <= len(digits) <= _LONGEST_AREA
    return 2 <= len(digits.removeprefix("00")) <= _LONGEST_AREA_ABROAD


def numbers_in(text: str) -> list[str]:
    """The parts of a text that each are a number, see ``split_phones``: an extension behind one is none."""
    return [part for part in split_phones(text) if len(digits_of(part)) >= LEAST_OF_NUMBER]
