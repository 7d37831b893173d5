"""What somebody may have meant who mistyped one letter: one too many, one too few, a wrong one, or two in the wrong
order. (Damerau: A technique for computer detection and correction of spelling errors, 1964: four of five slips are one of
these.)"""

from __future__ import annotations

from string import ascii_lowercase

from salesdesk.domain.search_words import Chunk, Term

LEAST = 4
"""Letters of a word that is taken for mistyped; of a shorter one nearly everything is one letter away."""
_LONGEST = 20
_BEGINNING = 6  # letters from which on a word is looked for as a beginning too


def variants(word: str) -> tuple[str, ...]:
    """What is one slip away from a folded word, each once, without the word itself."""
    found: dict[str, None] = {}
    for place in range(len(word)):
        before, letter, after = word[:place], word[place], word[place + 1 :]
        found[before + after] = None
        if after:
            found[before + after[0] + letter + after[1:]] = None
        for other in ascii_lowercase:
            found[before + other + after] = None
    for place in range(len(word) + 1):
        for other in ascii_lowercase:
            found[word[:place] + other + word[place:]] = None
    found.pop(word, None)
    return tuple(found)


def one_slip(chunks: tuple[Chunk, ...]) -> list[tuple[Chunk, ...]]:
    """What was typed with one word of it changed by one slip, a query for each word that may be mistyped."""
    found = []
    for place, chunk in enumerate(chunks):
        word = _word_of(chunk)
        if word:
            meant = tuple(
                (Term(one, whole=len(word) < _BEGINNING or place < len(chunks) - 1),)
                for one in variants(word)
            )
            found.append((*chunks[:place], meant, *chunks[place + 1 :]))
    return found


def _word_of(chunk: Chunk) -> str:
    """The one word that a chunk is, "" where it is several or holds more than letters."""
    words = {term.word for spelling in chunk for term in spelling if len(spelling) == 1}
    word = min(words, key=len, default="")
    return word if word.isascii() and word.isalpha() and LEAST <= len(word) <= _LONGEST else ""
