"""Which record each row of earlier imports became. It stands beside the journal: an import that is taken back loses its row
of ``import_batch``, and what was remembered of it counts no more; done again, it counts again."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from peewee import JOIN

from salesdesk.domain.changes import Cause, EntityKind
from salesdesk.domain.entities import entities, entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.row_memory import packed, unpacked
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.beside import ImportedRows
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.imports import ImportBatch
from salesdesk.store.models.journal import ChangeBatch, ChangeEntry

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_CHUNK = 20_000


@Statement
def _merges(table: Slot, wanted: Slot) -> Query:
    """What merges that still stand, done again ones among them, changed of some records, the oldest first."""
    entry = ChangeEntry
    return (
        entry.select(entry.row, entry.batch.alias("step"), entry.after)
        .join(ChangeBatch, on=entry.batch == ChangeBatch.id)
        .where(
            entry.table == table,
            one_of(entry.row, wanted),
            entry.after.is_null(False),
            (ChangeBatch.cause == Cause.MERGE.value) | (ChangeBatch.cause == Cause.REDO.value),
            ChangeBatch.undone_by.is_null(),
        )
        .order_by(entry.id)
    )


@Statement
def _of_batches(table: Slot, wanted: Slot) -> Query:
    """What some steps changed of the records of a table."""
    entry = ChangeEntry
    changed = entry.select(entry.row, entry.batch.alias("step"), entry.after)
    return changed.where(entry.table == table, one_of(entry.batch, wanted), entry.after.is_null(False))


def _is_trashing(after: str) -> bool:
    return json.loads(after).get("deleted_at") is not None


@Statement
def _all() -> Query:
    known = ImportedRows
    return (
        known.select(known.id, known.digests, known.numbers, ImportBatch.batch_id)
        .join(ImportBatch, JOIN.LEFT_OUTER, on=known.import_id == ImportBatch.id)
        .order_by(known.id)
    )


@Statement
def _remember(number: Slot, digests: Slot, numbers: Slot) -> Query:
    known = ImportedRows
    return known.update({known.digests: digests, known.numbers: numbers}).where(known.id == number)


@Statement
def _made(batch: Slot, table: Slot, row: Slot) -> Query:
    entry = ChangeEntry
    same = (entry.table == table) & (entry.row <= row) & (entry.last_row >= row)
    return entry.select(entry.id).where(entry.batch == batch, same).limit(1)


def _is_imported(table: str) -> bool:
    spec = entities().get(EntityKind(table))
    return spec is not None and spec.imported


def _tables_of(number: int) -> tuple[str, ...]:
    """The tables that a remembered number may mean a record of; below 0 it is a company's."""
    if number < 0:
        return (EntityKind.COMPANY.value,)
    return tuple(kind.value for kind, spec in entities().items() if spec.imported)


def _may_be(number: int, wanted: Mapping[str, Collection[int]]) -> bool:
    return any(abs(number) in wanted.get(table, ()) for table in _tables_of(number))


@Statement
def _of_layout(layout: Slot) -> Query:
    known = ImportedRows
    return (
        known.select(known.digests, known.numbers)
        .join(ImportBatch, on=known.import_id == ImportBatch.id)
        .where(known.layout == layout)
        .order_by(known.id)
    )


class RowMemory:
    """Remembers rows and finds them again."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @writes
    def remember(
        self, uow: UnitOfWork, import_id: int, layout: str, digests: array[int], numbers: array[int]
    ) -> None:
        """Keep what the rows of a sheet became: ``digests`` (type "Q") of rows and ``numbers`` (type "q") of records, one
        for one; below 0 the number of a company."""
        uow.keep(
            ImportedRows,
            {
                "import_id": import_id,
                "layout": layout,
                "digests": packed(digests),
                "numbers": packed(numbers),
            },
        )

    @writes
    def forget(self, uow: UnitOfWork, gone: Mapping[str, Collection[int]]) -> None:
        """Remember nothing of records that are gone for good, by table."""
        wanted = {table: set(numbers) for table, numbers in gone.items() if numbers and _is_imported(table)}
        if not wanted:
            return
        for row in self._database.select(_all):
            digests, numbers = unpacked(row.digests, "Q"), unpacked(row.numbers)
            doubtful = {place for place, number in enumerate(numbers) if _may_be(number, wanted)}
            places = {place for place in doubtful if self._is_one(row.batch_id, numbers[place], wanted)}
            if places:
                kept = [place for place in range(len(numbers)) if place not in places]
                uow.digests.touch("imported_rows", [row.id])
                self._database.run(
                    _remember,
                    number=row.id,
                    digests=packed(array("Q", [digests[place] for place in kept])),
                    numbers=packed(array("q", [numbers[place] for place in kept])),
                )

    def _is_one(self, batch: int | None, number: int, wanted: Mapping[str, Collection[int]]) -> bool:
        """Whether a remembered number means a record that is gone: what it is a number of is told by what the import made.
        Where nothing tells, it is taken to mean it, for a row too few is remembered rather than one too many."""
        tables = _tables_of(number)
        made = {
            table
            for table in tables
            if self._database.first(_made, batch=batch, table=table, row=abs(number))
        }
        return any(abs(number) in wanted.get(table, ()) for table in made or tables)

    def known(self, layout: str) -> Iterator[tuple[array[int], array[int]]]:
        """(digests, numbers) of every import of such a sheet that still stands, the oldest first."""
        for row in self._database.select(_of_layout, layout=layout):
            yield unpacked(row.digests, "Q"), unpacked(row.numbers)

    def merged_into(self, kind: RecordKind, numbers: Collection[int]) -> dict[int, int]:
        """The records that some that are gone were merged into, and that are there themselves."""
        found: dict[int, int] = {}
        table, asked = entity_of(kind).table, set(numbers)
        while asked:
            kept = self._kept(table, asked)
            found = {loser: kept.get(number, number) for loser, number in found.items()}
            found |= {number: into for number, into in kept.items() if number in numbers}
            asked = set(kept.values()) - self.present(kind, kept.values())
        there = self.present(kind, found.values())
        return {loser: into for loser, into in found.items() if into in there}

    def _kept(self, table: str, numbers: Collection[int]) -> dict[int, int]:
        """The record each was merged into at last."""
        batches: dict[int, int] = {}
        for row in self._database.select(_merges, table=table, wanted=list(numbers)):
            if _is_trashing(row.after):
                batches[row.row] = row.step
        into: dict[int, int] = {}
        for row in self._database.select(_of_batches, table=table, wanted=list(set(batches.values()))):
            if not _is_trashing(row.after):
                into[row.step] = row.row
        return {number: into[batch] for number, batch in batches.items() if batch in into}

    def present(self, kind: RecordKind, numbers: Collection[int]) -> set[int]:
        """Those of some records that are there and not in the trash."""
        table, wanted = entity_of(kind).table, list(numbers)
        statement = self._database.shaped(("present", table), partial(_outside_trash, table))
        found: set[int] = set()
        for start in range(0, len(wanted), _CHUNK):
            found.update(self._database.column(statement, wanted[start : start + _CHUNK]))
        return found


def _outside_trash(table: str) -> Query:
    model = model_of(table)
    found = model.select(model.id).where(one_of(model.id, Slot(0)))
    return (
        found.where(column_of(table, "deleted_at").is_null())
        if "deleted_at" in model._meta.columns
        else found
    )
