"""How the texts of phrases are written down."""

from __future__ import annotations

from collections.abc import Callable

from salesdesk.value_classes import dataclass

Translate = Callable[[str], str]
"""An English source text to the same in the reader's language."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A text that depends on how many there are: the value ``by`` of the phrase, a whole number."""

    one: str
    many: str
    by: str = "count"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What an error says: a heading of a few words, and the whole sentence (what happened, where, what to do)."""

    title: str
    sentence: str | Counted


Text = str | Counted | Refusal
"""A template in the words of ``str.format``: ``{name}`` stands for the value of that name, ``{count:,}`` for a number with
its thousands set apart. A value that is a phrase is worded first; a tuple becomes "one, two, three"; nothing is ""."""
