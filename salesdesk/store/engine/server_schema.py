"""The tables on a PostgreSQL server, made from the same models as those in a file.

What differs from what peewee would make: text compares by its characters' numbers as in a file (``COLLATE "C"``), every
whole number has 64 bits and truth is 0 or 1, so that rows and the journal's images of them are the same in both. An
index entry holds 2,700 bytes at most, so text of any length is indexed by its hash or by how it begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from peewee import AutoField, BooleanField, Field, FloatField, ForeignKeyField, Model, TextField

from salesdesk.domain.entities import entities
from salesdesk.errors import StoreDamaged, StoreTooNew, StoreTooOld
from salesdesk.phrases import phrase
from salesdesk.store.engine import file_identity, migrations, server_folding
from salesdesk.store.engine.indexes import all_indexes, indexes_since
from salesdesk.store.engine.migrations import SCHEMA_VERSION
from salesdesk.store.models import JOURNAL, records
from salesdesk.store.models.versions import columns_since, tables_since

if TYPE_CHECKING:
    from salesdesk.store.engine.postgresql import ServerDatabase

_SHORT = ("_key", "_at", "_stage", "_name")
_SHORT_TOO = ("at", "key")
"""Endings and names of columns whose text is never long."""
_PATIENCE = 120.0  # seconds to wait for another program that brings the tables up to date
_BEGINNING = 200  # characters of other text that an index holds


def create(database: ServerDatabase) -> None:
    """Make everything in an empty database. Part of the caller's transaction."""
    for statement in statements():
        database.execute(statement)
    database.execute(
        f"INSERT INTO {file_identity.TABLE} (id, uuid, schema_version, batch) VALUES (1, ?, ?, 0)",
        (str(uuid4()), SCHEMA_VERSION),
    )
    database.search.create(entities().searched)


def make_current(database: ServerDatabase) -> str:
    """Bring an older database to the newest version, in one transaction; of several programs that open it one does, and
    the others wait for it. Returns the database's uuid. Raises ``StoreTooNew`` for one of a newer program and
    ``StoreTooOld`` where whoever opens it may not change its tables."""
    name, (uuid, version) = database.name, _identity(database)
    if version > SCHEMA_VERSION:
        raise StoreTooNew("server.newer", name=name, version=version, known=SCHEMA_VERSION)
    if version == SCHEMA_VERSION:
        return uuid
    owner = database.value(
        "SELECT min(tableowner) FROM pg_tables WHERE schemaname = current_schema() AND NOT pg_has_role(tableowner, 'USAGE')"
    )
    if database.read_only or owner is not None:
        who = (
            phrase("server.a_writer") if owner is None else phrase("server.owner_of_tables", owner=str(owner))
        )
        raise StoreTooOld("server.older", name=name, version=version, known=SCHEMA_VERSION, who=who)
    before = database.busy_seconds
    database.busy_seconds = max(before, _PATIENCE)
    try:
        with database.translated(), database.transaction():
            for step in range(_identity(database)[1], SCHEMA_VERSION):  # another program may have been faster
                migrations.STEPS[step](database, partial(_add, database))
                file_identity.set_schema_version(database, step + 1)
    finally:
        database.busy_seconds = before
    return uuid


def _identity(database: ServerDatabase) -> tuple[str, int]:
    """The uuid and the version of the tables."""
    found = database.rows(f"SELECT uuid, schema_version FROM {file_identity.TABLE}")
    if not found:
        raise StoreDamaged("server.identity_lost", name=database.name)
    return found[0][0], found[0][1]


def _add(database: ServerDatabase, version: int) -> None:
    made = {model._meta.table_name for model in tables_since(version)}
    for model in tables_since(version):
        database.execute(_table(model))  # first: columns may refer to them
    for field in columns_since(version):
        # A table that came with an earlier step of the same upgrade was made as it is now.
        table = field.model._meta.table_name
        database.execute(f'ALTER TABLE "{table}" ADD COLUMN IF NOT EXISTS {_column(field)}')
    wanted = (*(index for index in all_indexes() if index[0] in made), *indexes_since(version))
    # No index can be made on a table with rows of this transaction that are still to be compared with what they name.
    database.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for statement in indexes(wanted):
        database.execute(statement)
    database.execute("SET CONSTRAINTS ALL DEFERRED")


def statements() -> Iterator[str]:
    """What makes the tables, their indexes and the functions they need."""
    yield from tables()
    # one writer at a time: the numbers have no gaps, as in a file
    yield (
        "CREATE FUNCTION next_batch() RETURNS BIGINT LANGUAGE sql AS "
        "$$ SELECT coalesce(max(id), 0) + 1 FROM change_batch $$"
    )
    yield NUMBERED
    yield from indexes()
    yield from server_folding.statements()


NUMBERED = "ALTER TABLE change_batch ALTER COLUMN id SET DEFAULT next_batch()"
FUNCTIONS = ("fold", "fold_any", "next_batch")


def tables() -> Iterator[str]:
    """What makes the tables alone."""
    for model in (*records(), *JOURNAL):
        yield _table(model)
    yield (
        f"CREATE TABLE {file_identity.TABLE} (id BIGINT PRIMARY KEY CHECK (id = 1), uuid TEXT NOT NULL, "
        "schema_version BIGINT NOT NULL, batch BIGINT NOT NULL)"
    )
    yield "ALTER TABLE change_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY"


def indexes(only: Iterable[tuple[str, str, str]] | None = None) -> Iterator[str]:
    """What makes the indexes that a list or a search needs, all of them or ``only`` some, as ``engine.indexes`` says them."""
    kinds = {
        m._meta.table_name: {f.column_name: f for f in m._meta.sorted_fields} for m in (*records(), *JOURNAL)
    }
    for table, listed, condition in all_indexes() if only is None else only:
        columns = [column.strip() for column in listed.split(",")]
        name = f"ix_{table}_" + "_".join(columns)
        where = f" WHERE {condition}" if condition else ""
        long = [column for column in columns if _may_be_long(kinds[table][column])]
        if long and len(columns) == 1:
            yield f'CREATE INDEX "{name}" ON "{table}" USING hash ("{columns[0]}"){where}'
        else:
            keys = (f'left("{c}", {_BEGINNING})' if c in long else f'"{c}"' for c in columns)
            yield f'CREATE INDEX "{name}" ON "{table}" ({", ".join(keys)}){where}'


def _may_be_long(field: Field[Any]) -> bool:
    name = field.column_name
    return isinstance(field, TextField) and not name.endswith(_SHORT) and name not in _SHORT_TOO


def column_type(field: Field[Any]) -> str:
    """What a column holds."""
    if isinstance(field, TextField):
        return 'TEXT COLLATE "C"'
    if isinstance(field, FloatField):
        return "DOUBLE PRECISION"
    if isinstance(field, BooleanField):
        return "SMALLINT"
    return "BIGINT"


def _column(field: Field[Any]) -> str:
    """What makes a column."""
    column = f'"{field.column_name}" {column_type(field)}'
    if field.primary_key or isinstance(field, AutoField):
        column += " PRIMARY KEY"
    elif not field.null:
        column += " NOT NULL"
    column += "".join(f" {said.sql}" for said in field.constraints or ())
    if field.unique and not field.primary_key:
        column += " UNIQUE"
    if isinstance(field, ForeignKeyField):
        column += f' REFERENCES "{field.rel_model._meta.table_name}" DEFERRABLE INITIALLY DEFERRED'
    return column


def _table(model: type[Model]) -> str:
    meta = model._meta
    parts = [_column(field) for field in meta.sorted_fields]
    for names, unique in getattr(meta, "indexes", ()):
        if unique:
            columns = ", ".join(f'"{meta.fields[name].column_name}"' for name in names)
            parts.append(f"UNIQUE ({columns})")
    return f'CREATE TABLE "{meta.table_name}" ({", ".join(parts)})'
