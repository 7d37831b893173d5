"""What tells one row of a file from every other, so that rows which were imported before are known when they come again.

A digest has 64 bits of a row's cleaned values: among a hundred thousand rows and a million known ones two that differ are
taken for the same once in two hundred million imports.
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any

from salesdesk.domain.cleaning.row_layout import DraftLayout
from salesdesk.domain.fields import RecordKind

_blake = hashlib.blake2b
_whole = int.from_bytes


def row_digests(rows: Sequence[tuple[Any, ...]]) -> list[int]:
    """A number below 2 to the 64th of each row of cleaned values."""
    return [
        _whole(_blake(repr(row).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
        for row in rows
    ]


def layout_digest(kind: RecordKind, layout: DraftLayout, currency: str | None) -> str:
    """What the rows of a sheet mean, digested: rows are only the same where this is."""
    said = (kind.value, layout.fields, [(c.header, c.type.value) for c in layout.custom], currency)
    return _blake(repr(said).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def packed(numbers: array[int]) -> str:
    """Whole numbers (an array of type "q" or "Q") as text."""
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return b64encode(zlib.compress(numbers.tobytes(), 1)).decode("ascii")


def unpacked(text: str, typecode: str = "q") -> array[int]:
    """What ``packed`` made the text of."""
    numbers = array(typecode, zlib.decompress(b64decode(text)))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
