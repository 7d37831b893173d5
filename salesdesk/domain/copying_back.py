"""Records of a backup beside what they are now, to be copied back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from salesdesk.domain.changes import ChangeSet

UNCOMPARED = frozenset({"updated_at", "last_contacted_at"})
"""Fields that every step changes by itself."""


class Since(StrEnum):
    """What became of a record since a backup was made."""

    DELETED = "deleted"
    """It is not in the file any more, because what made it was taken back."""
    TRASHED = "trashed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class BackupRecord:
    """A record as a backup has it: what it is called there, and what became of it since."""

    id: int
    title: str
    since: Since


@dataclass(frozen=True, slots=True)
class BackupRecords:
    """The records of one kind that are not any more what a backup has, the first of ``total``."""

    records: tuple[BackupRecord, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class RecordSides:
    """The fields of one record that differ, by column key: what they are now and what the backup has. ``now`` is empty
    for a record that is not there."""

    id: int
    title: str
    now: Mapping[str, object]
    then: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CopiedBack:
    """What copying back did: ``copied`` records; ``left`` those that could not be, because what they need is gone."""

    changes: ChangeSet
    copied: tuple[int, ...]
    left: tuple[int, ...]
