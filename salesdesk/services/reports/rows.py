"""The rows behind figures: filters over lists, as reports make them."""

from __future__ import annotations

from collections.abc import Collection

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, Part
from salesdesk.domain.reports import ReportSpec, Rows

MOST_NUMBERED = 30_000
"""So many records a filter may name one by one."""


def within(field: str, spec: ReportSpec) -> tuple[Condition, Condition]:
    """A day or moment lies in the period."""
    return (
        Condition(field, Op.AT_LEAST, (spec.first.isoformat(),)),
        Condition(field, Op.AT_MOST, (spec.last.isoformat(),)),
    )


def is_one(field: str, *values: str) -> Condition:
    """A field is one of some values; "" is none at all."""
    return Condition(field, Op.IS, values)


def owned(spec: ReportSpec, *parts: Part) -> Filter:
    """What holds, and belongs to the owner of the report, where it is about one and nothing else is said of owners."""
    said = any(isinstance(part, Condition) and part.field == "owner" for part in parts)
    if spec.owner is None or said:
        return Filter(parts)
    return Filter((*parts, is_one("owner", spec.owner)))


def numbered(kind: RecordKind, ids: Collection[int]) -> Rows | None:
    """Exactly these records; None where there are none, or more than a filter can name."""
    if not 0 < len(ids) <= MOST_NUMBERED:
        return None
    return Rows(kind, Filter((is_one("id", *(f"#{number}" for number in sorted(ids))),)))
