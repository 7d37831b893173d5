"""What text every engine keeps."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

KEY_LENGTH = 200
"""Characters of a ``*_key`` column; two names that differ only behind them count as one."""

_AT_ONCE = 500  # rows

_NOWHERE = re.compile("[\0\ud800-\udfff]")
"""The character number 0 and halves of characters, which PostgreSQL refuses and which show nothing."""


def storable(text: str) -> str:
    """The text without what no engine keeps; itself when there is nothing of that."""
    if text.isascii():
        return text if "\0" not in text else text.replace("\0", "")
    return text if _NOWHERE.search(text) is None else _NOWHERE.sub("", text)


def storable_rows(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
    """Rows of ``columns`` as every engine keeps them: text without what none keeps, keys not longer than keys are."""
    keys = [place for place, column in enumerate(columns) if column.endswith("_key")]
    if all(_fit(rows[start : start + _AT_ONCE], keys) for start in range(0, len(rows), _AT_ONCE)):
        return rows
    return [row if _fits(row, keys) else _fitting(row, keys) for row in rows]


def storable_values(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Values by column as every engine keeps them."""
    (row,) = storable_rows(tuple(values), [tuple(values.values())])
    return dict(zip(values, row, strict=True))


def _fit(rows: Sequence[tuple[Any, ...]], keys: Sequence[int]) -> bool:
    """Whether all of some rows do, which is seen sooner of all their texts together than of each."""
    text = "".join([value for row in rows for value in row if type(value) is str])
    if "\0" in text or not _is_whole(text):
        return False
    return all(len(row[place]) <= KEY_LENGTH for place in keys for row in rows if isinstance(row[place], str))


def _is_whole(text: str) -> bool:
    """Whether there is no half of a character in it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _fits(row: Sequence[Any], keys: Sequence[int]) -> bool:
    for value in row:
        if type(value) is str and ("\0" in value or not (value.isascii() or _NOWHERE.search(value) is None)):
            return False
    return all(not isinstance(row[place], str) or len(row[place]) <= KEY_LENGTH for place in keys)


def _fitting(row: Sequence[Any], keys: Sequence[int]) -> tuple[Any, ...]:
    found = [storable(value) if isinstance(value, str) else value for value in row]
    for place in keys:
        if isinstance(found[place], str):
            found[place] = found[place][:KEY_LENGTH]
    return tuple(found)
