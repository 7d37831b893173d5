"""What hangs on the rows of a list and can be counted there by a filter: "activities[kind:call at:30d]>=2"."""

from __future__ import annotations

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import FieldType, RecordKind

MEMBERSHIP: dict[str, FieldType] = {
    "campaign": FieldType.CHOICE,
    "response": FieldType.CHOICE,
    "responded_at": FieldType.DATETIME,
    "added_at": FieldType.DATETIME,
}
"""What can be asked of somebody's place in a campaign; ``response`` is the furthest that came of it."""
_LISTS = {
    "activities": RecordKind.ACTIVITIES,
    "deals": RecordKind.DEALS,
    "contacts": RecordKind.CONTACTS,
}
_HANGS = {
    RecordKind.CONTACTS: ("activities", "deals", "campaigns"),
    RecordKind.COMPANIES: ("activities", "deals", "contacts"),
    RecordKind.DEALS: ("activities",),
}


def list_of(counted: str) -> RecordKind | None:
    """The list whose records are counted under a name, None for places in campaigns, which are no list."""
    return _LISTS.get(counted)


def countable(kind: RecordKind) -> tuple[str, ...]:
    """What hangs on records of a kind."""
    return _HANGS.get(kind, ())


def countable_fields(counted: str) -> frozenset[str]:
    """The fields a filter over what is counted may name."""
    kind = list_of(counted)
    return frozenset(MEMBERSHIP) if kind is None else filter_fields(kind)
