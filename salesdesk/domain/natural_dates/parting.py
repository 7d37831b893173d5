"""What happened and what is next, parted in one text by "then", "dann", "puis", "luego"."""

from __future__ import annotations

from dataclasses import dataclass

from salesdesk.domain.natural_dates.lexicon import known_lexicon
from salesdesk.domain.natural_dates.nodes import Line
from salesdesk.domain.natural_dates.senses import Sense

_ENDS = frozenset(".;,:!?–—-·•|/…)")
_ARROWS = ("→", "⇒", "»", "->", "=>", ">>", "-->")


@dataclass(frozen=True, slots=True)
class Parted:
    """``happened`` is what stands before the word that parts, ``next`` what stands behind it from the letter ``next_from`` on;
    the word itself, with its colon, are the letters ``start`` to ``next_from``. Without such a word everything happened
    and ``start`` and ``next_from`` are the end of the text."""

    happened: str
    next: str
    start: int
    next_from: int


def part(text: str, language: str = "en") -> Parted:
    """The text in two at the first word that says that something follows.

    That is one at the beginning of a line or a clause, or with a colon behind it, or in the middle of a sentence where
    it only joins ("spoke to Ann and then …"): not "by then", "hasta luego", "wenn … dann".
    """
    start = 0
    for piece in text.splitlines(keepends=True):
        found = _in_line(piece, language)
        if found is not None:
            return _parted(text, start + found[0], start + found[1])
        start += len(piece)
    return Parted(text.strip(), "", len(text), len(text))


def _parted(text: str, start: int, end: int) -> Parted:
    while end < len(text) and text[end].isspace():
        end += 1
    return Parted(text[:start].strip().rstrip(",;–—-·•|").rstrip(), text[end:].strip(), start, end)


def _in_line(piece: str, language: str) -> tuple[int, int] | None:
    """The first and the last letter but one of what parts a line."""
    arrows = [(at, at + len(arrow)) for arrow in _ARROWS if (at := piece.find(arrow)) >= 0]
    arrow = min(arrows, default=None)
    line = Line(piece, known_lexicon(language))
    condition = False
    for place, node in enumerate(line.nodes):
        condition = condition or node.says(Sense.CONDITION)
        if node.sign in (".", "!", "?", ";"):
            condition = False
        needs_colon = node.senses.get(Sense.THEN)
        if needs_colon is None or (arrow is not None and arrow[0] < node.start):
            continue
        colon = line.sign(place + 1) == ":"
        if colon or (not needs_colon and not condition and _follows(line, place)):
            end = line.nodes[place + 1].end if colon or line.sign(place + 1) == "," else node.end
            begins = line.nodes[place - 1].start if line.says(place - 1, Sense.BEFORE_THEN) else node.start
            if piece[end:].strip() or colon:
                return begins, end
    return arrow


def _follows(line: Line, place: int) -> bool:
    """Whether the word there begins a clause that goes on; "después de" goes on with what it is after."""
    if line.says(place + 1, Sense.GLUE, Sense.NOT_THEN, Sense.ON) and not line.says(
        place + 1, Sense.WEEKDAY, Sense.OFFSET
    ):
        return (
            line.says(place, Sense.THEN)
            and line.nodes[place].first.plain not in ("despues", "luego")
            and _is_open(line, place)
        )
    return _is_open(line, place)


def _is_open(line: Line, place: int) -> bool:
    before = line.at(place - 1)
    if before is None or (before.sign in _ENDS and before.sign):
        return True
    if before.says(Sense.BEFORE_THEN):
        return not line.says(place - 2, Sense.NOT_THEN)
    return not before.says(Sense.NOT_THEN, Sense.EVERY)
