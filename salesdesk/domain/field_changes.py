"""What became different of a record, by its fields: values to be worded by whoever shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.fields import FIELD, FieldType
from salesdesk.domain.money import Money


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, values as lists have them: text, number, `Money`, stored days; None for nothing.
    ``field`` is the key of ``domain.fields``, or the name of the stored value where it is no field."""

    field: str
    type: FieldType
    before: Any
    after: Any


_FIELD_OF = {
    (EntityKind.DEAL, "title"): "deal_title",
    (EntityKind.DEAL, "amount"): "deal_value",
    (EntityKind.COMPANY, "name"): "company",
}
_SHOWN_ELSEWHERE = frozenset(
    {"version", "position", "lifecycle_stage", "stage_since", "phone_digits", "domain", "currency"}
)
"""Values that are technical, or whose changes stand in the timeline as moves of their own."""


def changes_of_row(
    kind: EntityKind, old: Mapping[str, Any], new: Mapping[str, Any], currencies: tuple[str, str]
) -> tuple[FieldChange, ...]:
    """The changed fields of a record's own row: ``old`` and ``new`` hold what became different as it is stored,
    ``currencies`` are those of its amounts before and after."""
    found = []
    for name in new:
        if name in _SHOWN_ELSEWHERE or (name.endswith(("_key", "_id", "_at")) and name != "external_id"):
            continue
        key = _FIELD_OF.get((kind, name), name)
        shape = FIELD[key].type if key in FIELD else FieldType.TEXT
        before, after = old[name], new[name]
        if shape is FieldType.MONEY:
            before, after = _money(before, currencies[0]), _money(after, currencies[1])
        found.append(FieldChange(key, shape, before, after))
    return tuple(found)


def _money(minor: Any, currency: str) -> Money | None:
    return Money(minor, currency) if isinstance(minor, int) else None
