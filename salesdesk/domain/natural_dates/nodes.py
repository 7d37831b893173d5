"""A line as its words with their senses: what the grammar reads."""

from __future__ import annotations

import re
from dataclasses import dataclass

from salesdesk.domain.matching.given_names import is_given_name
from salesdesk.domain.natural_dates.lexicon import Lexicon
from salesdesk.domain.natural_dates.senses import UNITS, Sense, Unit
from salesdesk.domain.natural_dates.tokens import Shape, Token, cut

_WHOLE = re.compile(r"\d{1,4}")
_DECIMAL = re.compile(r"(\d{1,3})[.,](\d{1,2})")
_SEPARATORS = frozenset(",.;:!?()[]{}·•|–—-/→>…&\"'«»“”„")
_DASHES = frozenset("-–—‑‐~")
_NO_SENSES: dict[Sense, float] = {}
HALF = "½"
_HALF_DAY = {"am": 0, "pm": 12}


@dataclass(slots=True)
class Node:
    """One or several words that belong together, with their senses, or a number or a sign of its own."""

    tokens: list[Token]
    senses: dict[Sense, float]

    @property
    def first(self) -> Token:
        """Its first token."""
        return self.tokens[0]

    @property
    def start(self) -> int:
        """Where it begins in the line."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Behind its last letter."""
        return self.tokens[-1].end

    @property
    def is_run(self) -> bool:
        """Whether it is digits."""
        return self.tokens[0].shape is Shape.RUN and len(self.tokens) == 1

    @property
    def is_word(self) -> bool:
        """Whether it is letters."""
        return self.tokens[0].shape is Shape.WORD

    @property
    def run(self) -> str:
        """Its digits and the signs between them, "" when it is none."""
        return self.tokens[0].text if self.is_run else ""

    @property
    def sign(self) -> str:
        """The sign it is, "" when it is none."""
        return self.tokens[0].text if self.tokens[0].shape is Shape.SIGN else ""

    @property
    def is_dash(self) -> bool:
        """Whether it may stand for "to"."""
        return self.sign in _DASHES and bool(self.sign)

    @property
    def whole(self) -> int | None:
        """The number of one to four digits that it is."""
        return int(self.tokens[0].text) if self.is_run and _WHOLE.fullmatch(self.tokens[0].text) else None

    def says(self, *senses: Sense) -> bool:
        """Whether it has one of these senses."""
        return any(sense in self.senses for sense in senses)


class Line:
    """The nodes of a line, and what stands where in it. Places behind the end hold nothing."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.nodes = _nodes(cut(text), lexicon)

    def __len__(self) -> int:
        return len(self.nodes)

    def at(self, place: int) -> Node | None:
        """The node there, None outside the line."""
        return self.nodes[place] if 0 <= place < len(self.nodes) else None

    def says(self, place: int, *senses: Sense) -> bool:
        """Whether the node there has one of these senses."""
        return 0 <= place < len(self.nodes) and self.nodes[place].says(*senses)

    def value(self, place: int, sense: Sense) -> int | None:
        """The number that the node there has with this sense."""
        if 0 <= place < len(self.nodes):
            found = self.nodes[place].senses.get(sense)
            return int(found) if found is not None else None
        return None

    def sign(self, place: int) -> str:
        """The sign there, "" when there is none."""
        return self.nodes[place].sign if 0 <= place < len(self.nodes) else ""

    def is_glued(self, place: int) -> bool:
        """Whether nothing parts the node there from the one before."""
        return 0 < place < len(self.nodes) and self.nodes[place].first.glued

    def past_dot(self, place: int) -> int:
        """The place behind a full stop there that belongs to what is before it."""
        return place + 1 if self.sign(place) == "." and self.is_glued(place) else place

    def is_labelled(self, place: int, *, sure: bool = False) -> bool:
        """Whether the word before numbers something: "room 10", "Nr. 27.11", "Kap. 3.4". A number which is ``sure`` to be a
        day is none of a document's: "invoice 5 Dec"."""
        before = self.at(place - 1)
        if before is not None and before.sign == "." and before.first.glued:
            word = self.at(place - 2)
            return (
                word is not None
                and word.is_word
                and len(word.first.text) <= 4
                and not word.says(*_SAYS_A_TIME)
            )
        label = self.value(place - 1, Sense.LABEL)
        return label == 0 or (label is not None and not sure)

    def ends(self, place: int) -> bool:
        """Whether nothing stands there that what is before it could say something about: "at 10" is an hour in
        "at 10 with Bob", not in "at 10 Downing Street"."""
        node = self.at(place)
        if node is None:
            return True
        if node.first.shape is Shape.CLOSED:
            return node.first.text[0] in "@#"
        if node.sign:
            following = self.at(place + 1)
            return node.sign in _SEPARATORS and not (following is not None and following.first.glued)
        return node.says(*_ENDING)

    def goes_on(self, place: int) -> bool:
        """Whether what is before has ended there, or something is done there with it: "at 10 call Bob"."""
        return self.ends(place) or self.says(place, Sense.OBJECT_VERB, Sense.ACTIVITY)

    def is_given_name(self, place: int) -> bool:
        """Whether somebody's given name stands there."""
        node = self.at(place)
        if node is None or not node.is_word or node.senses or not node.first.is_capital:
            return False
        return is_given_name(node.first.plain)

    def number(self, place: int) -> tuple[float, int] | None:
        """A number in digits or as a word, and the place behind it."""
        node = self.at(place)
        if node is None:
            return None
        if node.sign == HALF:
            return 0.5, place + 1
        found: float | None = node.whole
        if found is None and node.is_run and (parts := _DECIMAL.fullmatch(node.run)):
            found = float(f"{parts[1]}.{parts[2]}")
        if found is None:
            found = node.senses.get(Sense.NUMBER)
        elif self.sign(place + 1) == HALF:
            return found + 0.5, place + 2
        return (found, place + 1) if found is not None else None

    def unit(self, place: int) -> Unit | None:
        """The unit of time there."""
        found = self.value(place, Sense.UNIT)
        return UNITS[found] if found is not None else None

    def half_day(self, place: int) -> int | None:
        """0 for "am" there, 12 for "pm", as everybody writes them behind digits."""
        node = self.at(place)
        if node is not None and node.first.key in _HALF_DAY:
            following = self.at(place + 1)
            if node.first.glued or not node.says(Sense.ON) or following is None or following.sign:
                return _HALF_DAY[node.first.key]
            return None
        return self.value(place, Sense.HALF_DAY)


_SAYS_A_TIME = (
    Sense.WEEKDAY, Sense.SHORT_WEEKDAY, Sense.TINY_WEEKDAY, Sense.MONTH, Sense.MONTH_FIRST, Sense.AT, Sense.ON, Sense.HALF_DAY,
    Sense.OBJECT_VERB, Sense.UNIT, Sense.STOP,
)  # fmt: skip
_ENDING = (
    Sense.STOP,
    Sense.NEXT, Sense.ON, Sense.AT, Sense.BY, Sense.OFFSET, Sense.WEEKDAY, Sense.MONTH, Sense.PART, Sense.SAID_PART, Sense.NOON,
    Sense.GLUE, Sense.LASTING, Sense.FROM, Sense.THEN, Sense.WEEKDAY_PART, Sense.PART_TODAY, Sense.RIVAL,
)  # fmt: skip


def _nodes(tokens: list[Token], lexicon: Lexicon) -> list[Node]:
    found: list[Node] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token.shape is Shape.WORD or token.shape is Shape.RUN:
            senses, end = _longest(tokens, place, lexicon)
            if (
                len(token.text) == 1
                and end == place + 1
                and end < len(tokens)
                and tokens[end].is_joint
                and tokens[end].text in "'’"
            ):
                end += 1  # "l'", "d'"
            found.append(Node(tokens[place:end], senses))
            place = end
        else:
            found.append(Node([token], _NO_SENSES))
            place += 1
    return found


def _longest(tokens: list[Token], place: int, lexicon: Lexicon) -> tuple[dict[Sense, float], int]:
    token = tokens[place]
    best: tuple[dict[Sense, float], int] = (_NO_SENSES, place + 1)
    length = 0
    for first in (token.key,) if token.key == token.plain else (token.key, token.plain):
        for words, senses in lexicon.phrases.get(first, ()):
            if len(words) <= length:
                break
            end = _match(tokens, place, words)
            if end:
                best, length = (senses, end), len(words)
                break
    return best


def _match(tokens: list[Token], place: int, words: tuple[str, ...]) -> int:
    """The place behind these words if they stand there, hyphens and apostrophes between them passed over; else 0."""
    at = place + 1
    for word in words[1:]:
        while at < len(tokens) and (
            tokens[at].is_joint or (tokens[at].text == "." and tokens[at].glued and len(word) == 1)
        ):
            at += 1
        if at >= len(tokens) or (tokens[at].key != word and tokens[at].plain != word):
            return 0
        at += 1
    return at
