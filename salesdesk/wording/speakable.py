"""What may stand in a sentence that quotes people and files."""

from __future__ import annotations

import re
import unicodedata

_QUOTED = re.compile(r"(?<=[“«])[^“”«»]{101,}(?=[”»])")
_LONG_WORD = re.compile(r"\S{101,}")
_LONGEST = 1_000  # characters of a whole sentence that nobody minds


def speakable(message: str) -> str:
    """One printable line. A sentence may quote what somebody typed or what a file is called, and that may hold line
    breaks, control characters, halves of characters, marks that turn the reading direction, or a whole page."""
    if message.isprintable() and len(message) <= 100:
        return message
    if not message.isprintable():
        message = "".join(map(_shown, message))
    message = _QUOTED.sub(_begun, message)
    return _LONG_WORD.sub(_begun, message) if len(message) > _LONGEST else message


def _begun(match: re.Match[str]) -> str:
    return f"{match[0][:60]}…"


def _shown(char: str) -> str:
    if char.isprintable() or char in "\u200c\u200d":  # those two hold letters and emoji together
        return char
    if char.isspace():
        return " "
    return "" if unicodedata.category(char) == "Cf" else "\ufffd"
