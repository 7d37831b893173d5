"""What the signs of a written name say beyond its letters: tone marks of Vietnamese, Chinese signs, Korean syllables, umlauts.

Two names that sound alike are two names where their owners write them with other signs: Hoa and Hòa, 王芳 and 王方. Whoever
leaves the signs away (Nguyen Thi Hoa) says nothing about them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.matching.romanize import romanized

_EAST = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af々]")
_VIETNAMESE = re.compile("[ăĂđĐơƠưƯạ-ỹẠ-Ỹ]")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Signs:
    """``east`` are the Chinese, Japanese and Korean signs, sorted; ``toned`` the words of a Vietnamese name by their letters
    without tone; ``written`` is given and family name in Latin letters, umlauts as two of them."""

    east: str
    toned: tuple[tuple[str, str], ...]
    written: str


def signs_of(first: str, middle: str, last: str) -> Signs:
    """The signs of a name."""
    whole = unicodedata.normalize("NFC", f"{first} {middle} {last}")
    east = "".join(
        sorted(_hiragana(char) for char in unicodedata.normalize("NFKC", whole) if _EAST.match(char))
    )
    toned = tuple(map(_parted, whole.lower().split())) if _VIETNAMESE.search(whole) else ()
    written = umlauts_apart(f"{first} {last}")
    return Signs(east, toned, romanized(fold_key(written)).replace(" ", ""))


def umlauts_apart(text: str) -> str:
    """A name in small letters with its umlauts written as two letters: "Gräf" and "Graef" are one, "Graf" is another."""
    return unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)


def told_apart(one: Signs, other: Signs) -> bool:
    """Whether the signs of two names that both have some are those of two names."""
    if one.east and other.east and _kind(one.east) == _kind(other.east):
        return one.east != other.east
    if one.toned and other.toned:
        return _tones_apart(one.toned, other.toned)
    return False


def _kind(east: str) -> bool:
    """Whether signs are Korean syllables: the same name may be written with them and in Chinese signs."""
    return any("\uac00" <= char <= "\ud7af" for char in east)


def _tones_apart(one: tuple[tuple[str, str], ...], other: tuple[tuple[str, str], ...]) -> bool:
    """Whether a word that both have is written with another tone, each spoken as often."""
    mine, theirs = Counter(one), Counter(other)
    left, right = mine - theirs, theirs - mine
    bare = {_plain(letters) for letters, _ in left}
    return any(_plain(letters) in bare for letters, _ in right)


def _plain(letters: str) -> str:
    decomposed = unicodedata.normalize("NFD", letters)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).replace("đ", "d")


def _parted(word: str) -> tuple[str, str]:
    """(letters, tones) of a word: on which of two vowels the tone is written is a matter of taste."""
    decomposed = unicodedata.normalize("NFD", word)
    letters = "".join(char for char in decomposed if char not in _TONES)
    return unicodedata.normalize("NFC", letters), "".join(char for char in decomposed if char in _TONES)


def _hiragana(char: str) -> str:
    return chr(ord(char) - 0x60) if "\u30a1" <= char <= "\u30f6" else char
