"""What a batch did, as it is kept: in code and values, to be worded when it is shown.

Only what was said in words is kept in words: the batches of former versions, and those that undo them.
"""

from __future__ import annotations

from salesdesk.phrases import Phrase, from_json, said, to_json

_SAID = said("").code


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
