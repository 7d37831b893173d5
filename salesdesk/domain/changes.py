"""What a write changed: announced once after each commit, and listed in the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields, is_dataclass
from enum import Enum, StrEnum, auto
from types import MappingProxyType
from typing import Any, ClassVar, Final

from salesdesk.domain.open_names import OpenName
from salesdesk.phrases import Phrase
from salesdesk.value_classes import dataclass


class EntityKind(OpenName):
    """The records a view can show: the name of the table of the record itself. Those named here are the ones that code
    asks for by name; every record with a table of its own has one."""

    __slots__ = ()
    CONTACT: ClassVar[EntityKind]
    COMPANY: ClassVar[EntityKind]
    DEAL: ClassVar[EntityKind]
    ACTIVITY: ClassVar[EntityKind]
    ACTIVITY_KIND: ClassVar[EntityKind]
    ACTIVITY_OUTCOME: ClassVar[EntityKind]
    CLOSING_WORD: ClassVar[EntityKind]
    CAMPAIGN: ClassVar[EntityKind]
    CALL_ROUND: ClassVar[EntityKind]
    SEQUENCE: ClassVar[EntityKind]
    MEETING: ClassVar[EntityKind]
    MEETING_TEMPLATE: ClassVar[EntityKind]
    PIPELINE: ClassVar[EntityKind]
    STAGE: ClassVar[EntityKind]
    TAG: ClassVar[EntityKind]
    OWNER: ClassVar[EntityKind]
    SOURCE: ClassVar[EntityKind]
    CUSTOM_FIELD: ClassVar[EntityKind]
    SAVED_VIEW: ClassVar[EntityKind]
    IMPORT: ClassVar[EntityKind]
    SETTING: ClassVar[EntityKind]
    DUPLICATE: ClassVar[EntityKind]
    TEMPLATE: ClassVar[EntityKind]
    TARGET: ClassVar[EntityKind]
    OWN_REPORT: ClassVar[EntityKind]


EntityKind.CONTACT = EntityKind("contact")
EntityKind.COMPANY = EntityKind("company")
EntityKind.DEAL = EntityKind("deal")
EntityKind.ACTIVITY = EntityKind("activity")
EntityKind.ACTIVITY_KIND = EntityKind("activity_kind")
EntityKind.ACTIVITY_OUTCOME = EntityKind("activity_outcome")
EntityKind.CLOSING_WORD = EntityKind("closing_word")
EntityKind.CAMPAIGN = EntityKind("campaign")
EntityKind.CALL_ROUND = EntityKind("call_round")
EntityKind.SEQUENCE = EntityKind("sequence")
EntityKind.MEETING = EntityKind("meeting")
EntityKind.MEETING_TEMPLATE = EntityKind("meeting_template")
EntityKind.PIPELINE = EntityKind("pipeline")
EntityKind.STAGE = EntityKind("stage")
EntityKind.TAG = EntityKind("tag")
EntityKind.OWNER = EntityKind("owner")
EntityKind.SOURCE = EntityKind("source")
EntityKind.CUSTOM_FIELD = EntityKind("custom_field")
EntityKind.SAVED_VIEW = EntityKind("saved_view")
EntityKind.IMPORT = EntityKind("import_batch")
EntityKind.SETTING = EntityKind("setting")
EntityKind.DUPLICATE = EntityKind("duplicate_decision")
EntityKind.TEMPLATE = EntityKind("message_template")
EntityKind.TARGET = EntityKind("target")
EntityKind.OWN_REPORT = EntityKind("own_report")


class Cause(StrEnum):
    """Why a batch was written; undo and redo are batches like any other."""

    EDIT = "edit"
    BULK_EDIT = "bulk_edit"
    IMPORT = "import"
    MERGE = "merge"
    DEMO = "demo"
    CLEAR = "clear"
    """The demonstration data was taken away."""
    SETUP = "setup"
    UNDO = "undo"
    REDO = "redo"
    ERASE = "erase"
    """It removed something for good, or all it was about was removed so: it cannot be taken back."""


class Unchanged(Enum):
    """Stands in a change for what stays as it is, where None would empty it."""

    UNCHANGED = auto()


UNCHANGED: Final = Unchanged.UNCHANGED


def named(change: object) -> dict[str, Any]:
    """What a change names, by field: all of it that is not ``UNCHANGED``."""
    assert is_dataclass(change)
    found = {field.name: getattr(change, field.name) for field in fields(change)}
    return {name: value for name, value in found.items() if value is not UNCHANGED}


def _none() -> Mapping[EntityKind, frozenset[int]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Records created, updated and deleted by one unit of work; ``batch`` is its number in the journal, None
    when nothing was written. ``origin`` is the caller's own mark, so that a view can recognise its own edit."""

    batch: int | None = None
    created: Mapping[EntityKind, frozenset[int]] = field(default_factory=_none)
    updated: Mapping[EntityKind, frozenset[int]] = field(default_factory=_none)
    deleted: Mapping[EntityKind, frozenset[int]] = field(default_factory=_none)
    origin: object = None

    def touched(self, kind: EntityKind) -> frozenset[int]:
        """Every record of ``kind`` that was created, updated or deleted."""
        nothing: frozenset[int] = frozenset()
        return (
            self.created.get(kind, nothing)
            | self.updated.get(kind, nothing)
            | self.deleted.get(kind, nothing)
        )

    def concerns(self, *kinds: EntityKind) -> bool:
        """Whether any record of one of ``kinds`` was touched."""
        return any(self.touched(kind) for kind in kinds)


@dataclass(frozen=True, slots=True)
class Batch:
    """One unit of work in the journal. ``at`` is UTC, ISO 8601; ``told`` what it did; ``undone_by`` the batch that undid it;
    ``undoes`` the batch this one undid; ``entries`` how many row changes it recorded."""

    id: int
    at: str
    actor: str
    cause: Cause
    told: Phrase
    undoes: int | None
    undone_by: int | None
    entries: int = 0

    @property
    def can_be_undone(self) -> bool:
        """Whether it still stands and can be taken back."""
        return self.undone_by is None and self.cause not in (Cause.SETUP, Cause.ERASE)


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row an undo left alone. ``reason`` is "changed", "referenced", "missing" or "owner_kept"; ``columns``
    the columns that were changed since (empty when the whole row was kept)."""

    table: str
    row: int
    reason: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What an undo or redo did: its own change set and the rows it left alone because they moved on since."""

    told: Phrase
    changes: ChangeSet
    kept: tuple[KeptRow, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One change of one field of a record, for its history."""

    batch: int
    at: str
    actor: str
    cause: Cause
    told: Phrase
    column: str
    before: object
    after: object
