"""A named list: its filter, its order and its columns."""

from __future__ import annotations

from dataclasses import dataclass

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort


@dataclass(frozen=True, slots=True)
class SavedView:
    """``columns`` are column keys; empty means the list's own."""

    id: int
    kind: RecordKind
    name: str
    filter: Filter
    sort: Sort
    columns: tuple[str, ...] = ()
    position: int = 0


def sort_text(sort: Sort) -> str:
    """The stored form of an order: the field, with a leading "-" when descending."""
    return ("-" if sort.descending else "") + sort.field


def parse_sort(text: str) -> Sort:
    """What ``sort_text`` wrote."""
    return Sort(text.removeprefix("-"), text.startswith("-"))
