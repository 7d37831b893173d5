"""Writing far more rows than a table holds: its indexes step aside and are built again in one sorted pass.

Adding a row to an index costs a search for its place; sorting all new keys once costs a fraction of that. Both
happen inside the caller's transaction, so a failure brings the indexes back with everything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    aside = list(_drop(database, asked, chosen))
    yield
    for statement in aside:
        database.execute(statement)


def _drop(database: Database, asked: str, tables: Iterable[str]) -> Iterator[str]:
    for table in tables:
        for name, statement in database.rows(asked, (table,)):
            database.execute(f'DROP INDEX "{name}"')
            yield statement
