"""The tables, columns, rules, indexes and functions of a database on a server beside those that this version makes.

What this version makes is made anew, as temporary tables of the check's own, and both are described by the server in
its own words. Whoever may make no temporary tables has only names compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import psycopg

from salesdesk.domain.checking import Fault, FaultKind
from salesdesk.domain.entities import entities
from salesdesk.errors import StoreError
from salesdesk.phrases import Phrase, phrase
from salesdesk.store.engine import server_schema
from salesdesk.store.models import JOURNAL, records
from salesdesk.store.search import tsvector

if TYPE_CHECKING:
    from salesdesk.store.engine.postgresql import ServerDatabase

Described = dict[tuple[str, str, str], str]
"""How a thing is made, by what it is ("table", "column", "rule", "index", "function"), its table and its name."""

_QUERIES = (
    "SELECT 'table', c.relname, c.relname, '' FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = {space}",
    "SELECT 'column', c.relname, c.relname || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod), "
    "(SELECT collname FROM pg_collation o WHERE o.oid = a.attcollation), a.attnotnull, a.attidentity, "
    "pg_get_expr(d.adbin, d.adrelid)) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
    "LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum "
    "WHERE c.relkind = 'r' AND c.relnamespace = {space} AND a.attnum > 0 AND NOT a.attisdropped",
    "SELECT 'rule', c.relname, n.conname, concat_ws(' ', pg_get_constraintdef(n.oid), "
    "CASE WHEN NOT n.convalidated THEN 'not valid' END) FROM pg_class c "
    "JOIN pg_constraint n ON n.conrelid = c.oid WHERE c.relnamespace = {space}",
    "SELECT 'index', c.relname, i.relname, concat_ws(' ', pg_get_indexdef(i.oid), CASE WHEN NOT x.indisvalid THEN 'not valid' END) "
    "FROM pg_class c JOIN pg_index x ON x.indrelid = c.oid JOIN pg_class i ON i.oid = x.indexrelid WHERE c.relnamespace = {space} "
    "AND NOT EXISTS (SELECT 1 FROM pg_constraint n WHERE n.conindid = i.oid AND n.contype IN ('p', 'u', 'x'))",
)


def faults(database: ServerDatabase) -> Iterator[Fault]:
    """What is missing or different, and what our own tables have that is not ours. Indexes can be made again. To be
    asked within a snapshot; nothing of it stays."""
    there, wanted, exact = _both(database)
    tables = {table for what, table, _ in wanted if what == "table"}
    missing = {table for table in tables if ("table", table, table) not in there}
    for key, made_as in sorted(wanted.items()):
        what, table, name = key
        if table in missing and what != "table":
            continue  # said with its table
        if key not in there:
            yield Fault(FaultKind.MISSING, name, _called(what), repairable=what == "index")
        elif exact and there[key] != made_as:
            yield Fault(FaultKind.CHANGED, name, _called(what), repairable=what == "index")
    for what, table, name in sorted(there.keys() - wanted.keys()):
        # another index, or another table, is the business of whoever looks after the server
        if exact and table in tables and what in ("column", "rule"):
            yield Fault(FaultKind.UNKNOWN, name, _called(what))


def _called(what: str) -> Phrase:
    return phrase(f"checking.object.{what}")


def repair(database: ServerDatabase, fault: Fault) -> bool:
    """Make an index anew that is missing or different; whether that could be done."""
    made = {_named(statement): statement for statement in _indexes(database)}
    if fault.table not in made:
        return False
    try:
        with database.translated(), database.transaction():
            database.execute(f'DROP INDEX IF EXISTS "{fault.table}"')
            database.execute(made[fault.table])
    except StoreError:
        return False
    return True


def _both(database: ServerDatabase) -> tuple[Described, Described, bool]:
    """What is there, what this version makes, and whether that is more than names."""
    space = str(database.value("SELECT quote_ident(current_schema())"))
    functions = {
        name
        for (name,) in database.rows(
            "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
        )
    }
    execute = database.execute
    execute("SAVEPOINT compared")
    try:
        execute(f"SET LOCAL search_path = pg_temp, {space}")
        for statement in (*server_schema.tables(), *tsvector.made(entities().searched), *_indexes(database)):
            execute(statement)
        if "next_batch" in functions:
            execute(server_schema.NUMBERED)
        own = str(database.value("SELECT pg_my_temp_schema()::regnamespace::text"))
        there, wanted = _described(database, space), _described(database, own)
    except psycopg.Error as error:
        if error.sqlstate not in ("42501", "25006"):  # not permitted, or nothing may be written at all
            raise
        execute("ROLLBACK TO SAVEPOINT compared")
        return _described(database, space), _names(), False
    execute("ROLLBACK TO SAVEPOINT compared")
    for found, present in ((there, functions), (wanted, server_schema.FUNCTIONS)):
        found |= {("function", name, name): "" for name in present if name in server_schema.FUNCTIONS}
    return there, wanted, True


def _described(database: ServerDatabase, space: str) -> Described:
    found: Described = {}
    for query in _QUERIES:
        for what, table, name, made_as in database.rows(query.format(space=f"'{space}'::regnamespace")):
            found[what, table, name] = made_as.replace(f"{space}.", "").replace("pg_temp.", "")
    return found


def _names() -> Described:
    found: Described = {}
    for model in (*records(), *JOURNAL):
        table = model._meta.table_name
        found["table", table, table] = ""
        for field in model._meta.sorted_fields:
            found["column", table, f"{table}.{field.column_name}"] = ""
    for table in tsvector.tables():
        found["table", table, table] = ""
    for statement in server_schema.indexes():
        _, _, after = statement.partition(' ON "')
        found["index", after.partition('"')[0], _named(statement)] = ""
    return found


def _indexes(database: ServerDatabase) -> list[str]:
    """What makes all indexes, those of the search tables among them."""
    has_digits = database.value("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
    return [
        *server_schema.indexes(),
        *tsvector.word_indexes(entities().searched),
        *(tsvector.digit_indexes() if has_digits else ()),
    ]


def _named(statement: str) -> str:
    """The name of the index that a statement makes."""
    return statement.removeprefix("CREATE INDEX ").removeprefix("IF NOT EXISTS ").split(" ")[0].strip('"')
