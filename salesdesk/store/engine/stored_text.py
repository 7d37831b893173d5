"""What text every engine keeps."""

from __future__ import annotations

import re

KEY_LENGTH = 200
"""Characters of a ``*_key`` column; two names that differ only behind them count as one."""

_NOWHERE = re.compile("[\0\ud800-\udfff]")
"""The character number 0 and halves of characters, which PostgreSQL refuses and which show nothing."""


def storable(text: str) -> str:
    """The text without what no engine keeps; itself when there is nothing of that."""
    if text.isascii():
        return text if "\0" not in text else text.replace("\0", "")
    return text if _NOWHERE.search(text) is None else _NOWHERE.sub("", text)
