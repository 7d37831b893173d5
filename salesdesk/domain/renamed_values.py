"""Filters that name something by a name it no longer has."""

from __future__ import annotations

from dataclasses import replace

from salesdesk.domain.filter_tree import Condition, Counted, Filter, Group, Part
from salesdesk.domain.names import name_key


def with_renamed(filter_: Filter, fields: frozenset[str], before: str, after: str) -> Filter:
    """The filter with another name wherever one of the fields is compared with the former one."""
    return replace(filter_, parts=tuple(_part(part, fields, before, after) for part in filter_.parts))


def _part(part: Part, fields: frozenset[str], before: str, after: str) -> Part:
    if isinstance(part, Group):
        return replace(part, parts=tuple(_part(one, fields, before, after) for one in part.parts))
    if isinstance(part, Counted):
        return replace(part, filter=with_renamed(part.filter, fields, before, after))
    if isinstance(part, Condition) and part.field in fields:
        key = name_key(before)
        values = (after if name_key(value) == key else value for value in part.values)
        return replace(part, values=tuple(dict.fromkeys(values)))
    return part
