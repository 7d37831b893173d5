"""What stands behind a name: junior and senior, degrees, what somebody was called before a wedding."""

from __future__ import annotations

import re

from salesdesk.domain.cleaning import name_words as words_of
from salesdesk.domain.cleaning.name_case import case_words
from salesdesk.domain.cleaning.text import fold_key

_DOTTED_DEGREE = re.compile(r"(?:[A-Za-z]{1,4}\.){1,4}[A-Za-z]{0,4}\.?")


def cased_suffix(word: str) -> str:
    """A suffix of a name that came in one case only, as people write it."""
    key = fold_key(word).replace(" ", "")
    if key in ("jr", "jnr", "sr", "snr", "senior", "junior", "esq", "sen", "jun"):
        return word.capitalize()
    return {"phd": "PhD", "ph.d.": "Ph.D.", "ph.d": "Ph.D"}.get(word.lower(), word.upper())


def is_suffix(word: str, *, sure: bool) -> bool:
    """Whether a word stands behind a name: ``sure`` after a comma, where short words are degrees rather than surnames."""
    key = fold_key(word).replace(" ", "")
    if key not in words_of.SUFFIXES:
        return False
    if key in words_of.SHORT_GENERATIONS and not sure:
        return word.endswith(".")
    if sure or key not in words_of.SHORT_SUFFIXES:
        return True
    return (_DOTTED_DEGREE.fullmatch(word) is not None and word.count(".") > 1) or (
        word.isupper() and len(word) == len(key)
    )


def is_generation(words: list[str], *, alone: bool = False) -> bool:
    """Whether words say which of several of one name somebody is: "sen.", "junior", "der Ältere". ``alone`` where nothing
    else can be meant."""
    if len(words) == 2:
        return fold_key(" ".join(words)) in words_of.GENERATION_PAIRS
    key = fold_key(words[0]) if len(words) == 1 else ""
    if key in words_of.SHORT_GENERATIONS:
        return alone or words[0].endswith(".") or words[0].islower()
    return key in words_of.LONG_GENERATIONS and (alone or words[0].islower())


def maiden_name(words: list[str], one_case: bool) -> tuple[list[str], str]:
    """The words of a whole name without what it was before a wedding, and that: "Julia Maier geb. Sommer"."""
    for at in range(2, len(words) - 1):
        mark = words[at].strip("().")
        if fold_key(mark) in words_of.MAIDEN and (one_case or mark.islower()):
            born = words[at:]
            return words[:at], " ".join(
                [born[0].lower(), case_words(" ".join(born[1:]))] if one_case else born
            )
    return words, ""


def trailing_suffix(words: list[str], one_case: bool) -> tuple[list[str], list[str]]:
    """(the words before the suffixes, those) of a name; ``one_case`` when it came in capitals or small letters only."""
    taken: list[str] = []
    for size in (2, 1):
        last = words[-size:]
        if len(words) > size and is_generation(last) and (not one_case or size == 2 or last[0][-1] == "."):
            words, taken = words[:-size], last
            break
    while len(words) > 2 or (taken and len(words) > 1):
        word = words[-1]
        key = fold_key(word).replace(" ", "")
        if not is_suffix(word, sure=False) or (
            one_case and key in words_of.SHORT_SUFFIXES and "." not in word
        ):
            break
        taken.insert(0, word)
        words = words[:-1]
    return words, taken


def without_generation(text: str) -> tuple[str, str]:
    """(the family name, which of several of that name it is) of a last-name column: "Huber jun.", "Smith, Jr.".

    Written large in full it is a family name of its own in Portuguese: Silva Junior.
    """
    words = text.replace(",", " ").split()
    for size in (2, 1):
        last = words[-size:]
        short = size == 1 and fold_key(last[0]) in words_of.GENERATIONS if words else False
        if len(words) > size and (is_generation(last) or short):
            return text[: text.rindex(last[0])].rstrip(" ,"), " ".join(last)
    return text, ""
