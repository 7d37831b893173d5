"""Parts of records: the rows of some owners, and making them those that are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.errors import ConflictError
from salesdesk.store.engine.statements import Compiled, Query, Slot, one_of
from salesdesk.store.models.by_table import column_of, model_of

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


def rows_of(database: Database, table: str, column: str) -> Compiled:
    """Statement: the ids of the rows of ``table`` whose ``column`` is in a list, in order of creation."""

    def build() -> Query:
        model = model_of(table)
        return model.select(model.id).where(one_of(column_of(table, column), Slot(0))).order_by(model.id)

    return database.shaped(("rows of", table, column), build)


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
        raise ConflictError("records.part_gone")
    uow.delete_many(table, sorted(there - kept))
    uow.update_many(table, {row: dict(zip(columns, values, strict=True)) for _, row, values in rows if row})
    uow.insert_many(
        table, (owner_column, *columns), [(owner, *values) for owner, row, values in rows if not row]
    )
