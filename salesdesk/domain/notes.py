"""Notes that come from more than one place: what a second one says stands behind the first, and nothing stands twice."""

from __future__ import annotations


def with_note(known: str, more: str) -> str:
    """Notes with further ones behind them; what is there already is not added again."""
    if _words(more) in _words(known):
        return known
    if _words(known) in _words(more):
        return more
    return f"{known}\n{more}"


def _words(text: str) -> str:
    return f" {' '.join(text.split())} "
