"""Long texts in one line of a terminal."""

from __future__ import annotations

_LONGEST = 160  # characters
_BEFORE = 40  # characters shown before the first one that differs


def side_by_side(one: str, other: str) -> tuple[str, str]:
    """Two texts, each in one line and of long ones the part from shortly before where they differ."""
    texts = " ".join(one.split()), " ".join(other.split())
    if max(map(len, texts)) <= _LONGEST:
        return texts
    pairs = enumerate(zip(*texts, strict=False))
    alike = next((place for place, (a, b) in pairs if a != b), min(map(len, texts)))
    first = max(0, min(alike - _BEFORE, max(map(len, texts)) - _LONGEST))
    return _part(texts[0], first), _part(texts[1], first)


def _part(text: str, first: int) -> str:
    shown = text[first : first + _LONGEST]
    if not text:
        return ""
    return f"{'…' if first else ''}{shown}{'…' if first + _LONGEST < len(text) else ''}"
