"""Titles before, behind and between names: "Herr", "Dr. med.", "Dr. h.c."."""

from __future__ import annotations

import re

from salesdesk.domain.cleaning import name_words as words_of
from salesdesk.domain.cleaning.text import fold_key

_INITIALS = re.compile(r"(?:[A-Z]\.){2,}")  # "D.R. Smith" is no doctor

_AND = ("&", "and", "und", "u.", "u", "et", "e", "y", "en", "og", "och")
_SHORT_MEN = frozenset({"M.", "M", "Hr.", "Hr", "Sr.", "Sr", "H.", "Dhr.", "Mr.", "Mr"})
"""Before "and" and a woman's form of address they are one too, not an initial: "M. et Mme"."""
_WRITTEN_SO = frozenset(("RA", "RAin", "RAe", "DI", "StB", "StBin", "WP"))
"""Titles only in these letters, before a whole name that is not in capitals itself."""


def _key(word: str) -> str:
    return fold_key(word).replace(" ", "")


def is_title(word: str, following: int) -> bool:
    """Whether a word is a title when so many words of a name follow it."""
    key = _key(word)
    if key not in words_of.HONORIFICS or _INITIALS.fullmatch(word):
        return False
    if key in words_of.AMBIGUOUS_HONORIFICS:
        return word.endswith(".") or (following >= 2 and len(key) > 2)
    return True


def _ends_title(words: list[str], at: int) -> int:
    """How many words from ``at`` only belong to a title before them: "h.c.", "h. c.", "e.h."."""
    if words[at].islower() and _key(words[at]) in words_of.TITLE_ENDINGS:
        return 1
    if words[at] in _IN_BRACKETS:
        return 1
    pair = "".join(words[at : at + 2])
    return 2 if pair in ("h.c.", "e.h.", "E.h.") and len(words) > at + 1 else int(words[at] == "E.h.")


def leading_titles(words: list[str]) -> tuple[str, list[str]]:
    """(titles, the words after them); at least one word is left."""
    taken = 0
    if len(words) > 3 and words[0] in _SHORT_MEN and words[1] in _AND and _key(words[2]) in _ANY_WOMAN:
        taken = 3
    while taken < len(words) - 1:
        if _is_written_so(words[taken : taken + 2], len(words) - taken) or is_title(
            words[taken], len(words) - taken - 1
        ):
            taken += 1
        elif taken and (more := _ends_title(words, taken)) and taken + more < len(words):
            taken += more
        elif taken and taken < len(words) - 2 and words[taken] in _AND and is_title(words[taken + 1], 2):
            taken += 1
        else:
            break
    return " ".join(words[:taken]), words[taken:]


_IN_BRACKETS = frozenset(("(FH)", "(TU)", "(BA)", "(DH)", "(TH)", "(Uni)", "(Univ.)", "(F.H.)", "(DHBW)"))
_ANY_WOMAN = words_of.WOMEN | words_of.OTHER_WOMEN | {"fr", "mevrouw", "mw"}


def _is_written_so(words: list[str], left: int) -> bool:
    return left > 2 and words[0] in _WRITTEN_SO and not words[1].isupper()


def are_titles(words: list[str]) -> bool:
    """Whether words are nothing but a title: they begin as only titles do, and go on as titles."""
    if not words or not _is_sure(words[0]):
        return False
    at = 1
    while at < len(words):
        more = 1 if is_title(words[at], 0) else _ends_title(words, at)
        if not more:
            return False
        at += more
    return True


def _is_sure(word: str) -> bool:
    return _key(word) in words_of.SURE_TITLES and not _INITIALS.fullmatch(word)


def trailing_titles(words: list[str]) -> tuple[str, list[str]]:
    """(titles, the words before them) of "Meier Dr."; at least one word is left."""
    for start in range(1, len(words)):
        if are_titles(words[start:]):
            return " ".join(words[start:]), [*words[: start - 1], words[start - 1].rstrip(",")]
    return "", words


def title_of_part(text: str, *, family: bool = False) -> tuple[str, str]:
    """(titles, the rest) of a first- or last-name column; only what no name begins or ends with is taken.

    A form of address alone is none in a ``family`` column: Herr is a surname.
    """
    words = text.split()
    if are_titles(words):
        alone = len(words) > 1 or text.endswith(".") or (not family and _key(text) in words_of.ADDRESSES)
        return (text, "") if alone else ("", text)
    before = ""
    if words and _is_sure(words[0]):
        before, words = leading_titles(words)
    behind, words = trailing_titles(words)
    return " ".join(part for part in (before, behind) if part), " ".join(words)


def join_titles(own: str, more: str) -> str:
    """Two statements of one person's title as one: "Frau" and "Dr. med." are "Frau Dr. med.".

    What both say stands once, and the form of address comes first. A second form of address of the same kind is left
    out ("Herr", "Mr Dr."). Joined again with either of them the result is itself.
    """
    ours, theirs = own.split(), more.split()
    mine, others = _keys(ours), _keys(theirs)
    if _contains(mine, others):
        return own
    if _contains(others, mine):
        return more
    kinds = {_kind_of_address(key) for key in mine} - {""}
    theirs = [word for word in theirs if _kind_of_address(_key(word)) not in kinds]
    others = _keys(theirs)
    if _contains(mine, others):
        return own
    head = 0
    while not kinds and head < len(others) and (others[head] in words_of.ADDRESSES or theirs[head] in _AND):
        head += 1
    same = max(
        size
        for size in range(len(others) - head + 1)
        if mine[len(mine) - size :] == others[head : head + size]
    )
    return " ".join(theirs[:head] + ours + theirs[head + same :])


def form_of_address(title: str) -> str:
    """Whom a title addresses: "man", "woman", "several" (a couple, a family), "" when it does not say."""
    kinds = {_addressed(word) for word in title.split()} - {""}
    return "several" if len(kinds) > 1 else next(iter(kinds), "")


def _addressed(word: str) -> str:
    key = _key(word)
    if key in words_of.FAMILIES:
        return "several"
    if key in words_of.WOMEN or key in words_of.OTHER_WOMEN:
        return "woman"
    return "man" if key in words_of.ADDRESSES or key in words_of.OTHER_MEN else ""


def title_words(title: str) -> frozenset[str]:
    """The words of a title, folded."""
    return frozenset(_keys(title.split()))


def _keys(words: list[str]) -> list[str]:
    return [_key(word) for word in words]


def _contains(words: list[str], part: list[str]) -> bool:
    """Whether all of ``part`` stands in ``words``, in its order."""
    rest = iter(words)
    return all(word in rest for word in part)


def _kind_of_address(key: str) -> str:
    if key in words_of.WOMEN:
        return "woman"
    return "man" if key in words_of.ADDRESSES else ""
