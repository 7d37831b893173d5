"""Which tables hold names that must be unique, and whether one is taken: asked by the unit of work before it writes one,
so that every door has the same rule, and by undo before it brings one back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from salesdesk.domain.names import name_taken, same_name
from salesdesk.errors import InputError

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


@dataclass(frozen=True, slots=True)
class NamedTable:
    """``column`` holds the names of ``what``; they are unique within rows of the same ``within``. ``key`` is the column of
    their folded forms where the table has one."""

    what: str
    column: str = "name"
    within: str | None = None
    where: str = ""
    key: str | None = "name_key"


NAMED: dict[str, NamedTable] = {
    "pipeline": NamedTable("pipeline"),
    "stage": NamedTable("stage", within="pipeline_id", where=" in this pipeline"),
    "owner": NamedTable("owner"),
    "source": NamedTable("source"),
    "tag": NamedTable("tag"),
    "custom_field": NamedTable("field", "title", within="kind", key=None),
    "saved_view": NamedTable("view", within="kind", key=None),
}


def taken(database: Database, table: str, row: Mapping[str, Any], own: int = 0) -> InputError | None:
    """The refusal of a row whose name another row than ``own`` has, None when it is free. ``row`` needs the columns
    that ``NAMED`` names only."""
    named = NAMED[table]
    name, conditions, parameters = str(row[named.column]), ["id <> ?"], [own]
    for column in (named.within, named.key):
        if column is not None:
            conditions.append(f'"{column}" = ?')
            parameters.append(row[column])
    rows = database.rows(
        f'SELECT "{named.column}" FROM "{table}" WHERE {" AND ".join(conditions)}', parameters
    )
    if any(named.key is not None or same_name(name, other) for (other,) in rows):
        return name_taken(name, named.what, named.column, named.where)
    return None


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
