"""Writing far more rows than a table holds, or removing most of them: its indexes step aside and are built again in one
sorted pass.

Adding a row to an index or taking it out costs a search for its place; sorting all keys once costs a fraction of that.
Both happen inside the caller's transaction, so a failure brings the indexes back with everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

from salesdesk.store.engine.database import Database

_WORTH_IT = 5_000  # fewer new rows than this go in faster one by one


@contextmanager
def without_indexes(database: Database, expected: dict[str, int]) -> Iterator[None]:
    """Set aside the indexes of tables that will more than double; ``expected`` is new rows by table.

    Uniqueness is checked again when the indexes are built. Reading one of these tables by anything but its id
    is slow meanwhile.
    """
    asked = database.dialect.indexes_to_set_aside
    if not asked:
        yield
        return
    chosen = [
        table
        for table, rows in expected.items()
        if rows >= _WORTH_IT and rows >= int(database.value(f'SELECT count(*) FROM "{table}"'))
    ]
    aside = [made for table in chosen for made in _drop(database, asked, table, ())]
    yield
    for statement in aside:
        database.execute(statement)


@contextmanager
def while_most_go(
    database: Database, going: Mapping[str, int], referring: Callable[[str], Collection[str]]
) -> Iterator[None]:
    """Set aside the indexes of tables of which more rows go than stay; ``going`` is rows by table. Those stay that begin
    with one of the columns that are ``referring`` of the table: whoever removes a record is asked whether one names it;
    and those by which no two rows may be the same: what is written meanwhile is still refused."""
    asked = database.dialect.indexes_to_set_aside
    if not asked:
        yield
        return
    aside: list[str] = []
    for table, rows in going.items():
        if rows >= _WORTH_IT and 2 * rows > int(database.value(f'SELECT count(*) FROM "{table}"')):
            aside += _drop(database, asked, table, referring(table), unique=False)
    yield
    for statement in aside:
        database.execute(statement)


def _drop(
    database: Database, asked: str, table: str, kept: Collection[str], *, unique: bool = True
) -> Iterator[str]:
    """Drop the indexes of a table but those that begin with one of the columns ``kept``, with or without ``unique`` ones."""
    for name, statement in database.rows(asked, (table,)):
        if not unique and statement.upper().startswith("CREATE UNIQUE"):
            continue
        columns = database.rows(f'PRAGMA index_info("{name}")')
        if columns[0][2] not in kept:
            database.execute(f'DROP INDEX "{name}"')
            yield statement
