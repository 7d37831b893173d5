"""Given names of the world and their forms: whether two of them can be one person's.

The tables are ``resources/names/given.txt`` (which words are given names) and ``resources/names/forms.txt`` (short forms, pet
forms, spellings and forms of other languages); their sources and licences stand in them. Names come folded and in
Latin letters (``romanize.romanized``). A name that is in neither table proves nothing.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.matching.east import unlike_scripts
from salesdesk.domain.matching.romanize import romanized, skeleton, spelling_key
from salesdesk.paths import resource_text

_edits = OSA.distance
_VOWEL = frozenset("aeiou")
_SLIP_LETTERS = 5  # of a name so long one letter may be mistyped


class NameMatch(IntEnum):
    """APART: two people's. OPEN: nothing can be said. MEET: may well be one person's (a short form, an initial, a part, or
    one is missing). SAME: the same name, whatever the alphabet and the umlauts."""

    APART = 0
    OPEN = 1
    MEET = 2
    SAME = 3


def _table(name: str) -> list[list[str]]:
    lines = resource_text(f"names/{name}.txt").splitlines()
    return [line.split() for line in lines if line and line[0] != "#"]


@cache
def _forms() -> dict[str, frozenset[int]]:
    """Given name -> numbers of the lines it stands on."""
    lines: dict[str, set[int]] = {}
    for number, line in enumerate(_table("forms")):
        for name in line:
            lines.setdefault(name if name.isascii() else romanized(fold_key(name)), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in lines.items()}


@cache
def _initials() -> dict[int, frozenset[str]]:
    """The first letters of the forms of each line."""
    letters: dict[int, set[str]] = {}
    for name, numbers in _forms().items():
        for number in numbers:
            letters.setdefault(number, set()).add(name[0])
    return {number: frozenset(found) for number, found in letters.items()}


@cache
def _names() -> frozenset[str]:
    return frozenset([name for line in _table("given") for name in line])


def is_given_name(name: str) -> bool:
    """Whether a word is known as a given name somewhere. A short one only when it stands among the forms: any other
    may be the rest of a longer name."""
    return name in _forms() or (len(name) > 3 and name in _names())


def are_forms(one: str, other: str) -> bool:
    """Whether two words are forms of one given name: Bill and William."""
    lines, others = _forms().get(one), _forms().get(other)
    return bool(lines and others) and not lines.isdisjoint(others)  # type: ignore[union-attr,arg-type]


@lru_cache(maxsize=65536)
def match_words(one: str, other: str) -> NameMatch:
    """How two single given names stand to each other."""
    if one == other or plain_vowels(one) == plain_vowels(other):
        return NameMatch.SAME
    if unlike_scripts(one, other):
        return NameMatch.OPEN
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) == 1:
        return _initial(short, long)
    if are_forms(one, other):
        return NameMatch.MEET
    if spelling_key(one) == spelling_key(other):
        return NameMatch.MEET
    if is_bare(one) != is_bare(other):
        bones = skeleton(one)
        return NameMatch.MEET if len(bones) > 1 and bones == skeleton(other) else NameMatch.OPEN
    known, other_known = is_given_name(one), is_given_name(other)
    if known and other_known:
        # two letters changed places: rather a slip, unless both names are in common use
        swapped = sorted(one) == sorted(other) and _edits(one, other, score_cutoff=1) == 1
        return NameMatch.OPEN if swapped and not _forms().keys() >= {one, other} else NameMatch.APART
    if known != other_known and len(short) >= _SLIP_LETTERS - 1 and len(long) >= _SLIP_LETTERS:
        ends = one[0] == other[0] and one[-1] == other[-1]  # the other sex's form differs at the end
        return NameMatch.MEET if ends and _edits(one, other, score_cutoff=1) == 1 else NameMatch.OPEN
    return NameMatch.OPEN


def is_bare(name: str) -> bool:
    """Whether a name has no vowels, as Arabic and Hebrew write it."""
    return name.isascii() and _VOWEL.isdisjoint(name)


def _initial(letter: str, name: str) -> NameMatch:
    if name[0] == letter:
        return NameMatch.MEET
    if any(letter in _initials()[number] for number in _forms().get(name, ())):
        return NameMatch.OPEN  # B. for Bill, who is William
    return NameMatch.APART


def match_given(one: tuple[str, ...], other: tuple[str, ...]) -> NameMatch:
    """How two given names of one or more words stand to each other: each word of the shorter one must find its like."""
    if not one or not other:
        return NameMatch.MEET
    if len(one) == 1 and len(other) == 1:
        return match_words(one[0], other[0])
    if plain_vowels("".join(one)) == plain_vowels("".join(other)):
        return NameMatch.SAME
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    left = list(many)
    worst = NameMatch.SAME
    for word in few:
        best, found = NameMatch.APART, ""
        for candidate in left:
            match = match_words(word, candidate)
            if not found or match > best:
                best, found = match, candidate
        worst = min(worst, best)
        if best >= NameMatch.MEET:
            left.remove(found)
    return min(worst, NameMatch.MEET) if left else worst


def plain_vowels(text: str) -> str:
    """A Latin name with umlauts written with and without e as one."""
    return text.replace("ae", "a").replace("oe", "o").replace("ue", "u")
