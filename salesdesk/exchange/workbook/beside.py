"""What is told of a sheet beside what calamine reads of it."""

from __future__ import annotations

from typing import NamedTuple

Formats = dict[tuple[int, int], str]
"""What the formats of cells mean ("$:USD"), by 0-based (row, column)."""


class Beside(NamedTuple):
    """The currencies of a sheet's cells, and its 0-based rows that are hidden or filtered away."""

    formats: Formats
    hidden: frozenset[int]
