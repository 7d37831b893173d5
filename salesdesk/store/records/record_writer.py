"""What the writers of records have in common: trash and erasing, of many of them owner and source, for any number
of records at once. The caller cuts them into chunks to show progress."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import records_of
from salesdesk.domain.fields import RecordKind
from salesdesk.store.engine.statements import Compiled, Query, Slot, one_of
from salesdesk.store.journal import schema
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.contacts import DuplicateDecision
from salesdesk.store.records.attachments import AttachmentWriter
from salesdesk.store.records.parts import rows_of

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


class RecordWriter:
    """Writes records of one kind within one unit of work."""

    kind: ClassVar[RecordKind]
    table: ClassVar[str]

    @writes
    def __init__(self, uow: UnitOfWork) -> None:
        self._uow, self._database = uow, uow.database

    def existing(self, ids: Collection[int]) -> list[int]:
        """Those of some ids that exist, in the trash or not, in order of creation."""
        return self._database.column(rows_of(self._database, self.table, "id"), list(ids))

    def trash(self, ids: Collection[int]) -> set[int]:
        """Put records into the trash; those there already stay as they are. Their links stay too."""
        gone = {"deleted_at": self._uow.at}
        return self._uow.update_many(self.table, dict.fromkeys(self._there(ids, trashed=False), gone))

    def restore(self, ids: Collection[int]) -> set[int]:
        """Bring records back from the trash, with what a merge took from them."""
        from salesdesk.store.records.merged_parts import give_back  # it writes contacts itself

        wanted, back = self._there(ids, trashed=True), {"deleted_at": None}
        give_back(self._uow, self.table, wanted)
        return self._uow.update_many(self.table, dict.fromkeys(wanted, back))

    def _there(self, ids: Collection[int], *, trashed: bool) -> list[int]:
        def build() -> Query:
            model = model_of(self.table)
            among = model.select(model.id).where(one_of(model.id, Slot(0))).order_by(model.id)
            return among.where(column_of(self.table, "deleted_at").is_null(not trashed))

        return self._database.column(
            self._database.shaped(("in the trash", self.table, trashed), build), list(ids)
        )

    def purge(self, ids: Collection[int]) -> None:
        """Erase records, removing them for good with all that is only theirs; what others share loses the link."""
        purge(self._uow, self.table, self.existing(ids))
        AttachmentWriter(self._uow).sweep()


def purge(uow: UnitOfWork, table: str, records: Collection[int]) -> None:
    """Remove records of a table, whatever writes it: see ``RecordWriter.purge``."""
    if not records:
        return
    database, kind = uow.database, records_of(EntityKind(table))
    for reference in schema.references_to(table):
        of, column = reference.table, reference.column
        info = schema.tables()[of]
        if reference == info.owner or not reference.optional:
            purge(uow, of, database.column(rows_of(database, of, column), records))
            continue
        if reference in info.homes:  # it lives on where it has another home
            shared = tuple(home.column for home in info.homes if home != reference)
            purge(uow, of, database.column(_alone(database, of, column, shared), records))
        rows = database.column(rows_of(database, of, column), records)
        uow.update_many(of, {row: {column: None} for row in rows})
    for column in ("first_id", "second_id"):
        if kind is None:
            break
        decided = database.column(_decisions(database, column), kind.value, records)
        uow.delete_many("duplicate_decision", decided)
    uow.delete_many(table, records)


class OwnedWriter(RecordWriter):
    """The same of records that have an owner and a source."""

    def set_owner(self, ids: Collection[int], owner: int | None) -> set[int]:
        """Give many records an owner, or none; ids that do not exist any more are left out."""
        return self._set(ids, {"owner_id": owner})

    def set_source(self, ids: Collection[int], source: int | None) -> set[int]:
        """Give many records a source, or none; ids that do not exist any more are left out."""
        return self._set(ids, {"source_id": source})

    def _set(self, ids: Collection[int], values: Mapping[str, Any]) -> set[int]:
        stamped = {**values, "updated_at": self._uow.at}
        return self._uow.update_many(self.table, dict.fromkeys(self.existing(ids), stamped))


class SalesWriter(OwnedWriter, ABC):
    """The same of people and companies, who have a stage of the lifecycle too."""

    @abstractmethod
    def set_lifecycle(self, ids: Collection[int], stage: str) -> set[int]:
        """Move records to a lifecycle stage (a code), and keep that where the kind has a history of it; ids that do not
        exist any more are left out. Returns those that moved."""


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
