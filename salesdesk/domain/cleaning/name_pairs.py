"""Two people in one cell of names: "Anna & Peter Schmidt" share a name, "Anna Schmidt & Peter Müller" do not."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.domain.cleaning import name_words as words_of


def joining_places(words: Sequence[str]) -> list[int]:
    """Where words stand that join two people; the "und" of "von und zu" joins two particles of one name."""
    return [
        at
        for at, word in enumerate(words)
        if word.lower() in words_of.COUPLES and not _is_of_particles(words, at)
    ]


def _is_of_particles(words: Sequence[str], at: int) -> bool:
    if not 0 < at < len(words) - 1:
        return False
    return words[at - 1].lower() in words_of.PARTICLES and words[at + 1].lower() in words_of.PARTICLES


def share_their_name(words: Sequence[str], places: Sequence[int]) -> bool:
    """Whether people are given names with one family name behind them all; who has a family name of his own has more than
    one word."""
    return places[0] == 1 and 0 < places[-1] < len(words) - 2


def particle_word(word: str) -> bool:
    """Whether a word is a particle shortened, as only small letters with a stop do it: "v.", "v.d.", "v/d"."""
    return word in _SHORT_PARTICLES


_SHORT_PARTICLES = frozenset(("v.", "v.d.", "v/d", "v.de", "v.d", "vd.", "v.der"))
