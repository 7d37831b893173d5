"""Numbers as words, from the words of their tens and their ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def made_of(
    tens: Mapping[int, str], ones: Mapping[int, str], spellings: Callable[[str, str, int], tuple[str, ...]]
) -> dict[float, str]:
    """The spellings of 21 to 99 as far as there are words for the tens; ``spellings`` are those of a ten with a one behind
    it, whose number is the third value."""
    return {
        ten + one: "|".join(spellings(word, words, one))
        for ten, word in tens.items()
        for one, words in ones.items()
    }
