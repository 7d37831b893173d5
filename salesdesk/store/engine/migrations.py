"""The schema's versions. A new file is made at the newest one; an older file is backed up, then brought up
step by step, each step one transaction. What a file is, ``state`` says before anything is done to it. A database on a
server takes the same steps, see ``server_schema``.

The version stands twice in a file: in the header (``user_version``) and, since version 2, in its identity. A file in
which the two differ, or that has tables and no version, is damaged and must not be taken for a new or a newer one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from functools import cache, partial
from itertools import count, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities
from salesdesk.phrases import Phrase, phrase
from salesdesk.store.engine import file_identity, row_digests
from salesdesk.store.engine.indexes import all_indexes, indexes_since
from salesdesk.store.journal import schema
from salesdesk.store.models import versions
from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from peewee import Model

    from salesdesk.store.engine.database import Database
    from salesdesk.store.engine.sqlite import FileDatabase

SCHEMA_VERSION = versions.VERSION


class Stage(Enum):
    """How a file's schema stands to this program's."""

    BLANK = "blank"  # no tables and no version: new, or its maker was ended before they were there
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class State:
    """``version`` is what the header says; ``why`` (DAMAGED only) continues the sentence "NAME is damaged: "."""

    stage: Stage
    version: int
    why: Phrase | None = None


def state(database: FileDatabase) -> State:
    """How the file's schema stands to this program's; reads only."""
    version = database.schema_version
    tables = {name for (name,) in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return (
            State(Stage.BLANK, version)
            if version == 0
            else _damaged(version, phrase("opening.why.no_tables"))
        )
    if version <= 0:
        return _damaged(version, phrase("opening.why.no_version"))
    identity = file_identity.read(database) if file_identity.TABLE in tables else None
    if identity is None and version > 1:
        return _damaged(version, phrase("opening.why.identity_changed"))
    if identity is not None and identity.schema_version != version:
        return _damaged(
            version, phrase("opening.why.two_versions", version=version, other=identity.schema_version)
        )
    if version > SCHEMA_VERSION:
        return State(Stage.NEWER, version)
    return State(Stage.OLDER if version < SCHEMA_VERSION else Stage.CURRENT, version)


def _damaged(version: int, why: Phrase) -> State:
    return State(Stage.DAMAGED, version, why)


def create(database: FileDatabase) -> None:
    """Build the newest schema in an empty file, in one transaction; nothing when another program just did."""
    from salesdesk.store.models import JOURNAL, records

    models = (*records(), *JOURNAL)

    with database.transaction():
        if database.schema_version:
            return
        _make_tables(database, models)
        database.search.create(entities().searched)
        file_identity.create(database, SCHEMA_VERSION)
        row_digests.create(database)
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def add_entity(database: FileDatabase, kind: EntityKind) -> None:
    """Give an older file the tables of an entity and of its parts, with their indexes and their place in the search: what
    the step of the version that brings an entity does. Part of the caller's transaction."""
    from salesdesk.store.models import records

    tables = {kind.value, *(part.name for part in schema.parts_of(kind.value))}
    _make_tables(database, [model for model in records() if model._meta.table_name in tables])
    if entities()[kind].searched:
        database.search.create([kind])


def _make_tables(database: FileDatabase, models: Sequence[type[Model]]) -> None:
    for statement in _definitions(tuple(models)):
        database.execute(statement)
    made = {model._meta.table_name for model in models}
    _make_indexes(database, (index for index in all_indexes() if index[0] in made))


@cache
def _definitions(models: tuple[type[Model], ...]) -> tuple[str, ...]:
    """The statements that make the tables of models. To word them takes twice as long as to run them, and a process that
    makes several files needs them again."""
    from peewee import SqliteDatabase

    class Words(SqliteDatabase):
        """Keeps what it is told to run."""

        def execute_sql(self, sql: str, _parameters: object = None) -> None:
            said.append(sql)

    said: list[str] = []
    words = Words(None)
    with words.bind_ctx(models, bind_refs=False, bind_backrefs=False):
        words.create_tables(models)
    return tuple(said)


def _make_indexes(database: FileDatabase, wanted: Iterable[tuple[str, str, str]]) -> None:
    for table, columns, condition in wanted:
        name = f"ix_{table}_" + "_".join(c.strip() for c in columns.split(","))
        where = f" WHERE {condition}" if condition else ""
        database.execute(f'CREATE INDEX IF NOT EXISTS "{name}" ON "{table}" ({columns}){where}')


def upgrade(database: FileDatabase, *, backup: Path) -> None:
    """Bring an older file to the newest version. A copy is written first and kept: at ``backup``, or at a numbered
    name beside it when there is a file of that name already."""
    database.backup(_free_name(backup), as_it_is=True)
    for version in range(database.schema_version, SCHEMA_VERSION):
        with database.transaction():
            if database.schema_version != version:  # another program was faster
                continue
            if version == 1:
                _identify(database)
            else:
                STEPS[version](database, partial(_add, database))
            file_identity.set_schema_version(database, version + 1)
            database.execute(f"PRAGMA user_version = {version + 1}")


def _identify(database: FileDatabase) -> None:
    """1 to 2: the file gets its uuid, and its rows their digests."""
    file_identity.create(database, 2)
    row_digests.create(database, 2)


def _add(database: FileDatabase, version: int) -> None:
    _make_tables(database, versions.tables_since(version))  # first: columns may refer to them
    context = database.tables.get_sql_context
    for table, fields in groupby(versions.columns_since(version), lambda one: one.model._meta.table_name):
        # A table that came with an earlier step of the same upgrade was made as it is now.
        there = {column.name for column in database.tables.get_columns(table)}
        with row_digests.widened(database, table, version):
            for field in (one for one in fields if one.column_name not in there):
                column, _ = context().sql(field.ddl(context())).query()
                database.execute(f'ALTER TABLE "{table}" ADD COLUMN {column}')
    _make_indexes(database, indexes_since(version))


Add = Callable[[int], None]
"""Gives a database the columns and tables that came with a version, in the words of the engine."""


def _tell_and_call(database: Database, add: Add) -> None:
    """2 to 3: a batch can tell what it did in code and values, and no fax is a primary phone."""
    from salesdesk.store.engine import primary_phones  # as all of them: a file of today needs no step

    add(3)
    primary_phones.put_right(database)


def _remember(_database: Database, add: Add) -> None:
    """3 to 4: which record each imported row became, and what was exported."""
    add(4)


def _keep_opt_outs(database: Database, add: Add) -> None:
    """4 to 5: opt-outs are kept by address."""
    from salesdesk.store.engine import first_opt_outs

    add(5)
    first_opt_outs.keep(database)


def _find_everything(_database: Database, _add: Add) -> None:
    """5 to 6: whatever a person wrote is found, in whatever way it is written. The last step that brings what is found
    makes the index: it holds columns that are not there yet."""


def _one_entry(_database: Database, add: Add) -> None:
    """6 to 7: steps and appointments are one entity, with place, people and repetition; kinds and outcomes are the
    person's. Columns of the board have an order, and a deal says why it was won."""
    add(7)


def _day_after_day(database: Database, add: Add) -> None:
    """7 to 8: what a day's work leaves behind has its place."""
    from salesdesk.store.engine import told_apart

    add(8)
    told_apart.put_right(database)


def _meet(database: Database, add: Add) -> None:
    """8 to 9: what is agreed on, aimed at and met about has its place, and is found."""
    add(9)
    database.search.renew()


STEPS: dict[int, Callable[[Database, Add], None]] = {
    2: _tell_and_call,
    3: _remember,
    4: _keep_opt_outs,
    5: _find_everything,
    6: _one_entry,
    7: _day_after_day,
    8: _meet,
}
"""``STEPS[n]`` brings a database of either engine from version n to n + 1, within the caller's transaction. On servers the
first version was 2."""


def stand_ins(version: int) -> Iterator[str]:
    """What lets a file of an older version be read as if it had the newest columns and tables, where it is not to be
    changed: a view of each table that lacks some or is not there, seen by one connection alone."""
    lacking: dict[str, list[str]] = {}
    for later in range(version + 1, SCHEMA_VERSION + 1):
        for model in versions.tables_since(later):
            nothing = ", ".join(f'NULL AS "{field.column_name}"' for field in model._meta.sorted_fields)
            yield f'CREATE TEMP VIEW "{model._meta.table_name}" AS SELECT {nothing} WHERE 0'
        for field in versions.columns_since(later):
            if not versions.there_at(field.model._meta.table_name, version):
                continue  # the whole table stands in
            said = f'{_literal(field.default)} AS "{field.column_name}"'
            lacking.setdefault(field.model._meta.table_name, []).append(said)
    for table, columns in lacking.items():
        yield f'CREATE TEMP VIEW "{table}" AS SELECT rowid AS rowid, *, {", ".join(columns)} FROM main."{table}"'


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return "NULL" if value is None else f"'{value}'"


def _free_name(path: Path) -> Path:
    names = (path if n == 1 else path.with_name(f"{path.stem} ({n}){path.suffix}") for n in count(1))
    return next(name for name in names if not name.exists())
