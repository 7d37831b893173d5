"""What became different of a record, by its fields: values to be worded by whoever shows them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import records_of
from salesdesk.domain.fields import FieldType, Kept, declared
from salesdesk.domain.money import Money
from salesdesk.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, values as lists have them: text, number, `Money`, stored days, of a part a `Phrase` where it
    says a word of ours; None for nothing.
    ``field`` is the key of ``domain.fields``, or the name of the stored value where it is no field."""

    field: str
    type: FieldType
    before: Any
    after: Any


class RecordEvent(StrEnum):
    """What a change did with a record as a whole."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What one change did with one record: ``name`` is what it was called then, "" where it is called nothing; ``label``
    is a code that stands in for it. ``opens`` is the record whose page shows it, None when it is not in the file now or
    lies in its trash."""

    kind: EntityKind
    number: int
    name: str
    label: str
    event: RecordEvent
    changes: tuple[FieldChange, ...]
    opens: tuple[EntityKind, int] | None


@dataclass(frozen=True, slots=True)
class BatchChanges:
    """The first records a change was about; ``total`` of how many."""

    records: tuple[RecordChange, ...]
    total: int


_SHOWN_ELSEWHERE = frozenset({"version", "position", "lifecycle_stage"})
"""Values that are technical or an order by hand, or whose changes stand in the timeline as moves of their own."""
_TECHNICAL = ("_key", "_id", "_at")


def changes_of_row(
    kind: EntityKind, old: Mapping[str, Any], new: Mapping[str, Any], currencies: tuple[str, str]
) -> tuple[FieldChange, ...]:
    """The changed fields of a record's own row: ``old`` and ``new`` hold what became different as it is stored,
    ``currencies`` are those of its amounts before and after."""
    records = records_of(kind)
    fields = None if records is None else declared().of(records)
    found = []
    for name in new:
        spec = None if fields is None else fields.of_column(name)
        if name in _SHOWN_ELSEWHERE:
            continue
        if spec is None or fields is None:
            if not name.endswith(_TECHNICAL):
                found.append(FieldChange(name, FieldType.TEXT, old[name], new[name]))
            continue
        use = fields[spec.key][1]
        if name != fields.columns(spec.key)[0] or not use.typed:
            continue  # it goes with another value, or nobody types it
        if use.kept is Kept.OWN and name.endswith(_TECHNICAL) and name != spec.key:
            continue  # the number of another record
        before, after = old[name], new[name]
        if spec.type is FieldType.MONEY:
            currency = spec.currency(fields.kind)
            before = _money(before, old.get(currency) or currencies[0])
            after = _money(after, new.get(currency) or currencies[1])
        found.append(FieldChange(spec.key, spec.type, before, after))
    return tuple(found)


def _money(minor: Any, currency: str) -> Money | None:
    return Money(minor, currency) if isinstance(minor, int) else None
