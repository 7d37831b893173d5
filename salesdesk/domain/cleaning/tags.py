"""Tags in one cell, however they are divided."""

from __future__ import annotations

import re

from salesdesk.domain.cleaning.text import is_empty_word, one_line, unquoted
from salesdesk.domain.names import name_key

_STRONG = re.compile(r"[;|\n]|:::")
_WEAK = re.compile(r"[;|,\n]")
_HASHES = re.compile(r"(?:#\w[\w-]*+\s*+)+")


def split_tags(text: str) -> tuple[str, ...]:
    """The tags of a cell in order, tidied, each once regardless of case and accents.

    Divided by ";", ",", "|", ":::" and line breaks, or written "#one #two". Leading marks that group exports
    write ("* myContacts", "#vip") go.
    """
    if _HASHES.fullmatch(text.strip()):
        parts = text.split()
    else:
        parts = [part for strong in _STRONG.split(text) for part in _WEAK.split(strong)]
    seen: dict[str, str] = {}
    for part in parts:
        tag, marked = one_line(part), ""
        while tag != marked:
            tag, marked = unquoted(tag.strip("[] ")).lstrip("#* ").strip(), tag
        if tag and not is_empty_word(tag):
            seen.setdefault(name_key(tag), tag)
    return tuple(seen.values())
