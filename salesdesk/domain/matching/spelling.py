"""Which known name a misspelt one probably means."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import DamerauLevenshtein

from salesdesk.domain.cleaning.text import fold_key

_SHORTEST = 4
_LETTERS_PER_SLIP = 4


def closest_name(name: str, known: Iterable[str]) -> str | None:
    """The known name that ``name`` is with a letter or two mistyped, left out or swapped; None when there is none.

    One slip is allowed for every four letters, so that short names are not taken for others."""
    key = fold_key(name)
    if len(key) < _SHORTEST:
        return None
    most = max(1, len(key) // _LETTERS_PER_SLIP)
    found = [(DamerauLevenshtein.distance(key, fold_key(other)), other) for other in known]
    near = [pair for pair in found if 0 <= pair[0] <= most]
    return min(near)[1] if near else None
