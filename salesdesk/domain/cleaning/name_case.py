"""Capitals and small letters in names that came in one case only."""

from __future__ import annotations

import re

from salesdesk.domain.cleaning.name_words import (
    GENERATIONS,
    MAC_NAMES,
    SHORT_NAMES,
    WRITTEN_LOWER,
)

_PARTS = re.compile(r"([-–'’ʼ.])")
_ROMAN = re.compile(r"(?:II|III|IV|VI{0,3})", re.IGNORECASE)
_VOWELS = frozenset("aeiouyäöüåæøáéíóúàèìòùâêîôûãõı")


def is_one_case(text: str) -> bool:
    """Whether a text of at least two letters has capitals only or small letters only."""
    if not (text.isupper() or text.islower()):
        return False
    return sum(char.isalpha() for char in text) > 1


def _lower(text: str) -> str:
    # the Turkish capital with dot would leave a combining dot behind
    return text.replace("İ", "i").lower()


def _capital(part: str) -> str:
    lower = _lower(part)
    if not lower:
        return part
    head = lower[0].upper()
    return (head if len(head) == 1 else lower[0]) + lower[1:]


def _word(word: str) -> str:
    """One space-separated word of a name in the case people write it."""
    lower = _lower(word)
    bare = lower.strip(".,")
    if bare in GENERATIONS and _ROMAN.fullmatch(bare):
        return word.upper()
    if (
        len(bare) == 2
        and bare.isalpha()
        and word.isupper()
        and bare not in SHORT_NAMES
        and bare[1] not in _VOWELS
    ):
        return word  # initials such as JP or AJ
    if len(bare) > 2 and bare.isalpha() and word.isupper() and not _VOWELS & set(bare) and bare.isascii():
        return word
    if bare in MAC_NAMES:
        return "Mac" + _capital(lower[3:])
    if lower.startswith("mc") and len(bare) > 4 and bare.isalpha():
        return "Mc" + _capital(lower[2:])
    pieces = _PARTS.split(word)
    for index, piece in enumerate(pieces):
        if index and pieces[index - 1] in "'’ʼ" and (len(pieces[index - 2]) != 1 or len(piece) < 2):
            pieces[index] = _lower(piece)  # "Jones's", but "O'Neill" and "D'Angelo"
        elif index % 2 == 0:
            pieces[index] = _capital(piece)
    return "".join(pieces)


def repair_case(text: str, *, surname: bool = False) -> str:
    """A name in capitals or small letters only as people write it; mixed case is left alone.

    "MCDONALD" → "McDonald", "o'neill-smith" → "O'Neill-Smith", "LUDWIG VAN BEETHOVEN" → "Ludwig van Beethoven". In a
    ``surname`` a particle stays small also at the start.
    """
    return case_words(text, surname=surname) if is_one_case(text) else text


def case_words(text: str, *, surname: bool = False) -> str:
    """``repair_case`` whatever the case is now."""
    words = text.split(" ")
    done: list[str] = []
    for index, word in enumerate(words):
        lower = _lower(word)
        is_last = index == len(words) - 1
        if (
            lower in WRITTEN_LOWER
            and not is_last
            and (index or surname)
            and (lower != "la" or (done and done[-1].islower()))
        ):
            done.append(lower)
        else:
            done.append(_word(word))
    return " ".join(done)
