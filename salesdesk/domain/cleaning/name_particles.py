"""Last names of several words: "van der Berg", "de Gaulle", "Freiherr von Stein"."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.domain.cleaning import name_words as words_of
from salesdesk.domain.cleaning.text import fold_key

_NOT_IN_FRONT = words_of.JOINING_PARTICLES | {"t", "in"}
_STOPS = words_of.PARTICLES | words_of.COUPLES | words_of.MAIDEN | words_of.SUFFIXES | words_of.HONORIFICS


def is_noble(keys: Sequence[str], index: int) -> bool:
    """Whether a word is a title of nobility before a particle and a name, and so begins a last name."""
    return keys[index] in words_of.NOBLE and index + 2 < len(keys) and keys[index + 1] in words_of.PARTICLES


def family_in_front(words: Sequence[str]) -> int:
    """How many words at the front are a last name that a particle opens, 0 when that is not sure.

    "van der Berg J.P." has three, "de Gaulle Charles" two. Van Morrison and Le Van Thanh have none: written large,
    most particles are given names too.
    """
    keys = [fold_key(word) for word in words]
    if len(words) < 2 or keys[0] in _NOT_IN_FRONT:
        return 0
    noble = int(is_noble(keys, 0))
    end = noble
    while end < len(words) - 1 and _goes_on(words, keys, end):
        end += 1
    if end == noble or not (noble or _opens(words, keys)):
        return 0
    return end + 1 if _STOPS.isdisjoint(keys[end:]) else 0


def _opens(words: Sequence[str], keys: Sequence[str]) -> bool:
    pair = keys[0] in words_of.OPENING and keys[1] in words_of.ARTICLES
    return words[0].islower() or keys[0] in words_of.NEVER_GIVEN or (pair and len(words) > 2)


def _goes_on(words: Sequence[str], keys: Sequence[str], at: int) -> bool:
    """Whether the word at a place is one more particle in front."""
    key = keys[at]
    if words[at].islower():
        return key in words_of.PARTICLES or key in words_of.LOWER_PARTICLES
    return (at == 0 and key in words_of.PARTICLES) or (
        at > 0 and key in words_of.ARTICLES and keys[at - 1] in words_of.OPENING
    )
