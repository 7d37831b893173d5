"""What contacts and companies have in common below the interface: values in bulk, trash, erasing, parts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.errors import ConflictError
from salesdesk.store.engine.statements import Compiled, Query, Slot, one_of
from salesdesk.store.journal import schema
from salesdesk.store.journal.writing import writes
from salesdesk.store.lists.reader import ListReader
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.contacts import DuplicateDecision

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_JOINED = {
    # a timeline entry or deal of an erased record lives on when another record has it too
    "activity": ("contact_id", "company_id", "deal_id", "campaign_id"),
}


def rows_of(database: Database, table: str, column: str) -> Compiled:
    """Statement: the ids of the rows of ``table`` whose ``column`` is in a list, in order of creation."""

    def build() -> Query:
        model = model_of(table)
        return model.select(model.id).where(one_of(column_of(table, column), Slot(0))).order_by(model.id)

    return database.shaped(("rows of", table, column), build)


class RecordRepository(ListReader):
    """The list of one kind with the writes every record has. Bulk methods take any number of ids; the caller
    cuts them into chunks to show progress."""

    @writes
    def existing(self, uow: UnitOfWork, ids: Collection[int]) -> list[int]:
        """Those of some ids that exist, in the trash or not, in order of creation."""
        return uow.database.column(rows_of(uow.database, self.table, "id"), list(ids))

    @writes
    def set_owner(self, uow: UnitOfWork, ids: Collection[int], owner: int | None) -> set[int]:
        """Give many records an owner, or none; ids that do not exist any more are left out."""
        return self._set(uow, ids, {"owner_id": owner})

    @writes
    def set_source(self, uow: UnitOfWork, ids: Collection[int], source: int | None) -> set[int]:
        """Give many records a source, or none; ids that do not exist any more are left out."""
        return self._set(uow, ids, {"source_id": source})

    @writes
    def trash(self, uow: UnitOfWork, ids: Collection[int]) -> set[int]:
        """Put records into the trash; those there already stay as they are. Their links stay too."""
        gone = {"deleted_at": uow.at}
        return uow.update_many(self.table, dict.fromkeys(self._there(uow, ids, trashed=False), gone))

    @writes
    def restore(self, uow: UnitOfWork, ids: Collection[int]) -> set[int]:
        """Bring records back from the trash."""
        back = {"deleted_at": None}
        return uow.update_many(self.table, dict.fromkeys(self._there(uow, ids, trashed=True), back))

    def _set(self, uow: UnitOfWork, ids: Collection[int], values: Mapping[str, Any]) -> set[int]:
        stamped = {**values, "updated_at": uow.at}
        return uow.update_many(self.table, dict.fromkeys(self.existing(uow, ids), stamped))

    def _there(self, uow: UnitOfWork, ids: Collection[int], *, trashed: bool) -> list[int]:
        def build() -> Query:
            model = model_of(self.table)
            among = model.select(model.id).where(one_of(model.id, Slot(0))).order_by(model.id)
            return among.where(column_of(self.table, "deleted_at").is_null(not trashed))

        return uow.database.column(
            uow.database.shaped(("in the trash", self.table, trashed), build), list(ids)
        )

    def _erase(self, uow: UnitOfWork, ids: Collection[int]) -> None:
        """Remove records for good with all that is only theirs; what others share loses the link."""
        wanted = list(ids)
        for reference in schema.references_to(self.table):
            table, column = reference.table, reference.column
            owner = schema.tables()[table].owner
            if owner is not None or table == "contact_company":
                uow.delete_many(table, uow.database.column(rows_of(uow.database, table, column), wanted))
                continue
            shared = tuple(other for other in _JOINED.get(table, ()) if other != column)
            if shared:
                uow.delete_many(
                    table, uow.database.column(_alone(uow.database, table, column, shared), wanted)
                )
            rows = uow.database.column(rows_of(uow.database, table, column), wanted)
            uow.update_many(table, {row: {column: None} for row in rows})
        for column in ("first_id", "second_id"):
            decided = uow.database.column(_decisions(uow.database, column), self.kind.value, wanted)
            uow.delete_many("duplicate_decision", decided)
        uow.delete_many(self.table, ids)


def _alone(database: Database, table: str, column: str, shared: tuple[str, ...]) -> Compiled:
    """Statement: the rows of ``table`` that belong to a record of the list by ``column`` and to no other."""

    def build() -> Query:
        model = model_of(table)
        found = model.select(model.id).where(one_of(column_of(table, column), Slot(0))).order_by(model.id)
        for other in shared:
            found = found.where(column_of(table, other).is_null())
        return found

    return database.shaped(("alone", table, column), build)


def _decisions(database: Database, column: str) -> Compiled:
    """Statement: the decisions about one kind (first value) that name a record of the list (second value)."""

    def build() -> Query:
        named = one_of(column_of("duplicate_decision", column), Slot(1))
        return DuplicateDecision.select(DuplicateDecision.id).where(DuplicateDecision.kind == Slot(0), named)

    return database.shaped(("decisions", column), build)


def synchronise(
    uow: UnitOfWork,
    table: str,
    owner_column: str,
    columns: Sequence[str],
    present: Iterable[int],
    wanted: Iterable[tuple[int, int, tuple[Any, ...]]],
) -> None:
    """Make the part rows of some owners those ``wanted``: (owner, row id or 0 for a new one, values of ``columns``).
    ``present`` are the rows these owners have now. A row that is not one of them, gone or another owner's, is refused
    with ``ConflictError``."""
    rows = list(wanted)
    kept, there = {row for _, row, _ in rows if row}, set(present)
    if not kept <= there:
        raise ConflictError(
            "Changed meanwhile",
            "One of these entries is not there any more. Look at the record again, then change it.",
        )
    uow.delete_many(table, sorted(there - kept))
    uow.update_many(table, {row: dict(zip(columns, values, strict=True)) for _, row, values in rows if row})
    uow.insert_many(
        table, (owner_column, *columns), [(owner, *values) for owner, row, values in rows if not row]
    )
