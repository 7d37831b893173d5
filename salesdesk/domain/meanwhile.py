"""What somebody else wrote between the plan of an import and its carrying out, and what a person answers to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from salesdesk.domain.conflicts import NOBODY, WrittenBy
from salesdesk.domain.fields import RecordKind
from salesdesk.errors import ConflictError

FieldOf = tuple[RecordKind, int, str]
"""One field of one record."""


@dataclass(frozen=True, slots=True)
class KeptValue:
    """A value that somebody else wrote between the plan and the import, and that stays: ``planned`` stood there when the
    plan was made, ``stored`` stands there now, and ``given`` is what the file says. All are as in a ``CellChange``."""

    kind: RecordKind
    record: int
    name: str
    field: str
    planned: Any
    stored: Any
    given: Any
    by: WrittenBy = NOBODY

    @property
    def place(self) -> FieldOf:
        """Which field of which record it is."""
        return self.kind, self.record, self.field


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What an import leaves alone because somebody else was there first: values, and the names of records that they
    deleted, whose rows are left out."""

    kept: tuple[KeptValue, ...] = ()
    deleted: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.kept or self.deleted)


UNTOUCHED = Meanwhile()
"""Nobody else was there."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person decided about values and deleted records. ``values`` says of a field which value of somebody else was
    seen, and whether the file's is to take its place; written once more since, it is asked about once more.
    ``anew`` says by name whether a deleted record is made anew from its row."""

    values: Mapping[FieldOf, tuple[Any, bool]] = field(default_factory=lambda: MappingProxyType({}))
    anew: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, place: FieldOf, stored: Any) -> bool | None:
        """Whether the file's value is to be written over ``stored``; None where that was not asked."""
        seen, wins = self.values.get(place, (None, None))
        return wins if wins is not None and seen == stored else None

    def with_value(self, kept: KeptValue, file_wins: bool) -> Answers:
        """These answers and one more about a value."""
        return Answers({**self.values, kept.place: (kept.stored, file_wins)}, self.anew)

    def with_deleted(self, name: str, anew: bool) -> Answers:
        """These answers and one more about a deleted record."""
        return Answers(self.values, {**self.anew, name: anew})


NO_ANSWERS = Answers()
"""Somebody is there to be asked, and was not asked yet."""


class ImportClash(ConflictError):
    """Somebody else changed or deleted meanwhile what an import would change; nothing was written. ``meanwhile`` is what
    is to be asked."""

    def __init__(self, meanwhile: Meanwhile) -> None:
        self.meanwhile = meanwhile
        super().__init__("imports.changed_meanwhile", count=len(meanwhile.kept) + len(meanwhile.deleted))
