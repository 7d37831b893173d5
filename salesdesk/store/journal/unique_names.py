"""Which tables hold names that must be unique, and whether one is taken: asked by the unit of work before it writes one,
so that every door has the same rule, and by undo before it brings one back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from salesdesk.domain.names import name_taken, same_name
from salesdesk.errors import InputError
from salesdesk.store.engine.statements import Query, Slot
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


@dataclass(frozen=True, slots=True)
class NamedTable:
    """``column`` holds the names of ``what``; they are unique within rows of the same ``within``. ``key`` is the column of
    their folded forms where the table has one; ``told_within`` says what ``within`` is to a person."""

    what: str
    column: str = "name"
    within: str | None = None
    told_within: str = ""
    key: str | None = "name_key"

    @property
    def compared(self) -> tuple[str, ...]:
        """The columns whose values are compared as they are."""
        return tuple(column for column in (self.within, self.key) if column is not None)


NAMED: dict[str, NamedTable] = {
    "pipeline": NamedTable("pipeline"),
    "stage": NamedTable("stage", within="pipeline_id", told_within="pipeline"),
    "owner": NamedTable("owner"),
    "source": NamedTable("source"),
    "tag": NamedTable("tag"),
    "custom_field": NamedTable("field", "title", within="kind", key=None),
    "message_template": NamedTable("template"),
    "own_report": NamedTable("report"),
    "saved_view": NamedTable("view", within="kind", key=None),
}


def taken(database: Database, table: str, row: Mapping[str, Any], own: int = 0) -> InputError | None:
    """The refusal of a row whose name another row than ``own`` has, None when it is free. ``row`` needs the columns
    that ``NAMED`` names only."""
    named = NAMED[table]
    name = str(row[named.column])
    statement = database.shaped(("taken", table), partial(_alike, table))
    alike = database.column(statement, own, *(row[column] for column in named.compared))
    if any(named.key is not None or same_name(name, other) for other in alike):
        return name_taken(name, named.what, named.column, named.told_within)
    return None


def _alike(table: str) -> Query:
    """The names of other rows than the first value that may be the same."""
    named, model = NAMED[table], model_of(table)
    query = model.select(column_of(table, named.column)).where(model.id != Slot(0))
    for place, column in enumerate(named.compared, 1):
        query = query.where(column_of(table, column) == Slot(place))
    return query


def refuse_taken_new(
    database: Database, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Refuse new rows whose name is taken. Raises ``InputError``."""
    for row in rows:
        if refusal := taken(database, table, dict(zip(columns, row, strict=True))):
            raise refusal


def refuse_taken_change(
    database: Database,
    table: str,
    row_id: int,
    values: Mapping[str, Any],
    whole: Callable[[], Mapping[str, Any]],
) -> None:
    """Refuse ``values`` for a row that give it the name of another. ``whole`` reads the row as it is."""
    if NAMED[table].column in values and (refusal := taken(database, table, {**whole(), **values}, row_id)):
        raise refusal
