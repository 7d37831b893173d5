"""Every export that was written. They stand beside the journal: undo leaves them alone, and no history tells of them."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from secrets import token_hex
from typing import TYPE_CHECKING

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import records_of
from salesdesk.domain.export_marks import ExportMark, hex_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.row_memory import packed, unpacked
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.journal.beside import keep_alone
from salesdesk.store.models.beside import Export

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


@dataclass(frozen=True, slots=True)
class StoredExport:
    """One export: the journal's newest batch when it was read, its columns in order, and the records in it."""

    mark: ExportMark
    batch: int
    at: str
    actor: str
    columns: tuple[str, ...]
    numbers: frozenset[int]


@Statement
def _named(export: Slot, uuid: Slot) -> Query:
    e = Export
    columns = (e.kind, e.batch, e.at, e.actor, e.columns, e.numbers)
    return e.select(*columns).where(e.export == export, e.uuid == uuid)


@dataclass(frozen=True, slots=True)
class HoldingExport:
    """An export that holds some records: when, by whom, what of and how many it holds in all."""

    at: str
    actor: str
    kind: str
    records: int


@Statement
def _of_kind(kind: Slot) -> Query:
    e = Export
    return e.select(e.at, e.actor, e.kind, e.numbers).where(e.kind == kind).order_by(e.id.desc())


def holding(database: Database, table: str, records: Collection[int]) -> list[HoldingExport]:
    """The exports of records of a table that hold one of some, the newest first."""
    kind, wanted = records_of(EntityKind(table)), set(records)
    found = []
    for row in database.select(_of_kind, kind=kind.value) if kind is not None else ():
        numbers = set(accumulate(unpacked(row.numbers)))
        if numbers & wanted:
            found.append(HoldingExport(row.at, row.actor, row.kind, len(numbers)))
    return found


class ExportRegister:
    """Keeps exports and finds them again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def new_mark(self, kind: RecordKind) -> ExportMark:
        """A mark that no export has yet."""
        return ExportMark(kind, hex_of(self._database.uuid), token_hex(8))

    def keep(
        self,
        mark: ExportMark,
        batch: int,
        at: str,
        actor: str,
        columns: Sequence[str],
        numbers: Collection[int],
    ) -> None:
        """Keep an export. Raises ``StoreError`` where nothing can be written."""
        ordered = sorted(number for number in numbers if 0 < number < 2**63)  # others are no record's
        steps = array("q", [number - former for former, number in zip([0, *ordered], ordered, strict=False)])
        values = {
            "export": mark.export,
            "uuid": mark.uuid,
            "kind": mark.kind.value,
            "batch": batch,
            "at": at,
            "actor": actor,
            "columns": json.dumps(list(columns)),
            "numbers": packed(steps),
        }
        keep_alone(self._database, Export, values)

    def find(self, mark: ExportMark) -> StoredExport | None:
        """The export of a mark, None when this database made no such one."""
        if mark.uuid != hex_of(self._database.uuid):
            return None
        row = self._database.first(_named, export=mark.export, uuid=mark.uuid)
        if row is None or row.kind != mark.kind.value:
            return None
        numbers = frozenset(accumulate(unpacked(row.numbers)))
        return StoredExport(mark, row.batch, row.at, row.actor, tuple(json.loads(row.columns)), numbers)
