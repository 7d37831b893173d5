"""A named list: its filter, its order, its columns and its groups."""

from __future__ import annotations

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filter_tree import Filter, Sort, sort_by
from salesdesk.domain.row_grouping import NO_GROUPS, Grouping
from salesdesk.value_classes import dataclass


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
    grouping: Grouping = NO_GROUPS


def sort_text(sort: Sort) -> str:
    """The stored form of an order: its fields with commas between, each with a leading "-" when descending."""
    return ",".join(("-" if key.descending else "") + key.field for key in sort.keys)


def parse_sort(text: str) -> Sort:
    """What ``sort_text`` wrote."""
    fields = [field.strip() for field in text.split(",") if field.strip()]
    return sort_by(Sort(field.removeprefix("-"), field.startswith("-")) for field in fields)
