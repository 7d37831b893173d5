"""What a batch did, as it is kept: in code and values, to be worded when it is shown.

Only what was said in words is kept in words: the batches of former versions, and those that undo them.
"""

from __future__ import annotations

from salesdesk.domain.cleaning.text import one_line
from salesdesk.phrases import Phrase, Value, from_json, said, to_json

_SAID = said("").code
_LONGEST_TEXT = 300


def history_text(text: str) -> str:
    """A name or a text of the history: one line, not longer than a menu can show."""
    line = one_line(text)
    return line if len(line) <= _LONGEST_TEXT else f"{line[: _LONGEST_TEXT - 1]}…"


def kept_phrase(told: Phrase) -> Phrase:
    """A phrase as the history keeps it: each text in it is one that the history can show."""
    return Phrase(told.code, {name: _kept(held) for name, held in told.values.items()})


def _kept(value: Value) -> Value:
    match value:
        case str():
            return history_text(value)
        case Phrase():
            return kept_phrase(value)
        case tuple():
            return tuple(map(_kept, value))
        case _:
            return value


def stored_phrase(told: Phrase) -> tuple[str, str]:
    """The columns ``text`` and ``told`` of a batch; one of them is empty. No reader needs both: who opens a file of this
    version words the values, and earlier programs refuse it."""
    return (str(told.values["text"]), "") if told.code == _SAID else ("", to_json(told))


def phrase_of(text: str, told: str) -> Phrase:
    """What ``stored_phrase`` kept. What cannot be read, in a damaged file, is told as it stands."""
    try:
        return from_json(told) if told else said(text)
    except (ValueError, RecursionError):
        return said(told)
