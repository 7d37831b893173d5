"""What deals are closed with: reasons to win, reasons to lose, and competitors; and what people are in a deal. Deals hold
the words themselves; the lists say which are offered, in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.pipelines import DEAL_ROLES, LOST_REASONS, WON_REASONS


class ClosingList(StrEnum):
    """A list; its value is the field of a deal that holds one of its words, or several."""

    WON_REASON = "won_reason"
    LOST_REASON = "lost_reason"
    COMPETITOR = "competitor"
    DEAL_ROLE = "deal_roles"


DEFAULTS: Mapping[ClosingList, tuple[str, ...]] = {
    ClosingList.WON_REASON: WON_REASONS,
    ClosingList.LOST_REASON: LOST_REASONS,
    ClosingList.COMPETITOR: (),
    ClosingList.DEAL_ROLE: DEAL_ROLES,
}
"""What a list offers until a person changes it."""


@dataclass(frozen=True, slots=True)
class StoredWord:
    """A word as the file has it; one that was removed stays, so that a list of which everything was removed is empty and
    not what it was from the start."""

    id: int
    name: str
    position: int
    is_removed: bool


@dataclass(frozen=True, slots=True)
class ClosingWord:
    """A word with the number of deals that have it, the trash left out. ``is_listed`` is False for what deals alone say."""

    name: str
    deals: int
    is_listed: bool


def listed(of: ClosingList, stored: Sequence[StoredWord]) -> list[str]:
    """The words a list offers, in order."""
    if not stored:
        return list(DEFAULTS[of])
    kept = sorted((word for word in stored if not word.is_removed), key=lambda word: (word.position, word.id))
    return [word.name for word in kept]


def with_counts(words: Sequence[str], said: Sequence[tuple[str, int]]) -> list[ClosingWord]:
    """The words of a list with how often each is said, then those that are said and not in it, the commonest first.
    ``said`` are spellings with their number; those that differ in nothing but case and accents are one."""
    counts: dict[str, int] = {}
    spelled: dict[str, str] = {}
    for text, number in sorted(said, key=lambda one: -one[1]):
        key = fold_key(text) or text
        counts[key] = counts.get(key, 0) + number
        spelled.setdefault(key, text)
    keys = [fold_key(word) or word for word in words]
    found = [ClosingWord(word, counts.get(key, 0), True) for word, key in zip(words, keys, strict=True)]
    others = sorted((key for key in counts if key not in set(keys)), key=lambda key: (-counts[key], key))
    return found + [ClosingWord(spelled[key], counts[key], False) for key in others]
