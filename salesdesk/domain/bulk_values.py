"""What many records hold in one field, before all of them are given another value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class HeldValues:
    """``counts`` are the values as lists hold them with how many records have each, the most frequent first and None for
    records without one; ``others`` how many records have one that is not among these; ``first`` some of the records, as
    (name, value)."""

    records: int
    counts: tuple[tuple[Any, int], ...]
    others: int = 0
    first: tuple[tuple[str, Any], ...] = ()
