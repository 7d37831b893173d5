"""A typed line cut into words, numbers and signs, with what must not be read as a day or an hour left out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

_TOKEN = re.compile(
    r"""
    (?P<closed>
        https?://\S+ | www\.\S+ | \S+@\S+\.\w+
      | @[^\W\d_]\w* | \#\w+                                 # a person, a deal
      | (?<!\w)(?:\+|00)\d[\d\s()./-]{5,}\d               # a number to dial
      | (?<![\w.])\(?0\d{2,5}\)?[\s/-]+\d[\d\s/-]{3,}\d
      | ["“„«»][^"“”„«»]{1,60}["”“«»]                     # what stands in quotation marks is a name
    )
  | (?P<run>\d{4}-\d{1,2}-\d{1,2} | \d{1,2}-\d{1,2}-(?:\d{4}|\d{2})(?!\d) | \d+(?:[.:/,]\d+)*)
  | (?P<word>[^\W\d_½¼¾²³]+)
  | (?P<sign>\S)
    """,
    re.VERBOSE,
)
_JOINING = "-‐‑'’"


class Shape(Enum):
    """What a token is: letters, digits with signs between them, one sign, or something that is not looked into."""

    WORD = auto()
    RUN = auto()
    SIGN = auto()
    CLOSED = auto()


@dataclass(slots=True)
class Token:
    """A part of the line from ``start`` to ``end``. ``key`` is its text in small letters, ``plain`` also without
    accents. ``glued`` when nothing parts it from the token before it."""

    text: str
    start: int
    end: int
    shape: Shape
    key: str
    plain: str
    glued: bool

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def is_joint(self) -> bool:
        """Whether it is a hyphen or apostrophe within a word."""
        return self.shape is Shape.SIGN and self.glued and self.text in _JOINING


@lru_cache(maxsize=4096)
def plain_key(word: str) -> str:
    """A word in small letters without accents, "ß" as "ss"."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def cut(line: str) -> list[Token]:
    """The tokens of a line, in order."""
    found: list[Token] = []
    last = -1
    for match in _TOKEN.finditer(line):
        text = match.group()
        start, end = match.span()
        shape = _SHAPES[match.lastgroup or "sign"]
        if shape is Shape.WORD:
            key, plain = text.lower(), plain_key(text)
        else:
            key = plain = text
        found.append(Token(text, start, end, shape, key, plain, start == last))
        last = end
    return found


_SHAPES = {"closed": Shape.CLOSED, "run": Shape.RUN, "word": Shape.WORD, "sign": Shape.SIGN}
