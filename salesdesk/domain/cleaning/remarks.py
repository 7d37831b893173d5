"""Sentences that somebody wrote where a record is named: "Please check these! Regards, Tom"."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[!?](?:\s|$)|\w{3}\.(?:\s+[^\W\d_]|$)")
_FEW_WORDS = 5  # with a mark that ends a sentence
_MANY_WORDS = 9  # more than the name of anything has
_EXCLAIMED = re.compile(r"[!?](?:\s|$)")


def is_remark(text: str, *, of_person: bool) -> bool:
    """Whether a text that should name a record reads as a remark to somebody. Nobody's name has an exclamation mark; other
    names may ("Yahoo!"), so that those of a few words are taken for names."""
    words = len(text.split())
    if of_person and words > 1 and _EXCLAIMED.search(text):
        return True
    return words >= _MANY_WORDS or (words >= _FEW_WORDS and _SENTENCE.search(text) is not None)
