"""What contacts and companies have in common below the interface: values in bulk, trash, erasing."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.errors import ConflictError
from salesdesk.store.journal import schema
from salesdesk.store.lists.reader import ListReader

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_JOINED = {
    # a timeline entry or deal of an erased record lives on when another record has it too
    "activity": ("contact_id", "company_id", "deal_id", "campaign_id"),
}


class RecordRepository(ListReader):
    """The list of one kind with the writes every record has. Bulk methods take any number of ids; the caller
    cuts them into chunks to show progress."""

    def set_values(self, uow: UnitOfWork, changes: Mapping[int, Mapping[str, Any]]) -> set[int]:
        """Change columns of records by id. Returns the ids that did change; unknown ids are refused."""
        stamped = {row: {**values, "updated_at": uow.at} for row, values in changes.items() if values}
        return uow.update_many(self.table, stamped)

    def set_value(self, uow: UnitOfWork, ids: Collection[int], column: str, value: Any) -> set[int]:
        """Give many records the same value in one column; ids that do not exist any more are left out."""
        values = {column: value}
        return self.set_values(uow, dict.fromkeys(self.existing(uow, ids), values))

    def existing(self, uow: UnitOfWork, ids: Collection[int]) -> list[int]:
        """Those of some ids that exist, in the trash or not, in order of creation."""
        return self._where(uow, ids, "1")

    def trash(self, uow: UnitOfWork, ids: Collection[int]) -> set[int]:
        """Put records into the trash; those there already stay as they are. Their links stay too."""
        gone = {"deleted_at": uow.at}
        return uow.update_many(self.table, dict.fromkeys(self._where(uow, ids, "deleted_at IS NULL"), gone))

    def restore(self, uow: UnitOfWork, ids: Collection[int]) -> set[int]:
        """Bring records back from the trash."""
        back = {"deleted_at": None}
        return uow.update_many(
            self.table, dict.fromkeys(self._where(uow, ids, "deleted_at IS NOT NULL"), back)
        )

    def trashed(self) -> list[tuple[int, str]]:
        """Ids of the trash with the moment they came there, newest first."""
        return self._database.rows(
            f"SELECT id, deleted_at FROM {self.table} WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC"
        )

    def _where(self, uow: UnitOfWork, ids: Collection[int], condition: str) -> list[int]:
        rows = uow.query(
            f"SELECT id FROM {self.table} WHERE id IN (SELECT value FROM json_each(?)) AND {condition} ORDER BY id",
            (json.dumps(list(ids)),),
        )
        return [row for (row,) in rows]

    def _erase(self, uow: UnitOfWork, ids: Collection[int]) -> None:
        """Remove records for good with all that is only theirs; what others share loses the link."""
        wanted = json.dumps(list(ids))
        for reference in schema.references_to(self.table):
            owner = schema.tables()[reference.table].owner
            inside = f"{reference.column} IN (SELECT value FROM json_each(?))"
            if owner is not None or reference.table == "contact_company":
                self._delete_where(uow, reference.table, inside, wanted)
                continue
            shared = [column for column in _JOINED.get(reference.table, ()) if column != reference.column]
            if shared:
                alone = " AND ".join(f"{column} IS NULL" for column in shared)
                self._delete_where(uow, reference.table, f"{inside} AND {alone}", wanted)
            rows = uow.query(f"SELECT id FROM {reference.table} WHERE {inside}", (wanted,))
            uow.update_many(reference.table, {row: {reference.column: None} for (row,) in rows})
        for column in ("first_id", "second_id"):
            self._delete_where(
                uow,
                "duplicate_decision",
                f"kind = '{self.kind.value}' AND {column} IN (SELECT value FROM json_each(?))",
                wanted,
            )
        uow.delete_many(self.table, ids)

    @staticmethod
    def _delete_where(uow: UnitOfWork, table: str, condition: str, wanted: str) -> None:
        uow.delete_many(
            table, [row for (row,) in uow.query(f"SELECT id FROM {table} WHERE {condition}", (wanted,))]
        )


def synchronise(
    uow: UnitOfWork,
    table: str,
    owner: tuple[str, int],
    columns: Sequence[str],
    present: Iterable[int],
    wanted: Sequence[tuple[int, tuple[Any, ...]]],
) -> None:
    """Make the part rows of one owner those ``wanted``: (row id or 0 for a new one, values of ``columns``). A row that
    is not one of those ``present``, gone or another owner's, is refused with ``ConflictError``."""
    kept, there = {row for row, _ in wanted if row}, set(present)
    if not kept <= there:
        raise ConflictError(
            "Changed meanwhile",
            "One of these entries is not there any more. Look at the record again, then change it.",
        )
    uow.delete_many(table, sorted(there - kept))
    uow.update_many(table, {row: dict(zip(columns, values, strict=True)) for row, values in wanted if row})
    uow.insert_many(table, (owner[0], *columns), [(owner[1], *values) for row, values in wanted if not row])
