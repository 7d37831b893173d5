"""Keys of names that signs tell apart: "C++" had the key of "C", and is found by its own now (``domain.names.name_key``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.domain.names import name_key
from salesdesk.store.engine.stored_text import KEY_LENGTH

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_VERSION = 8  # that the file has the columns of
_TABLES = ("owner", "source", "tag", "pipeline", "stage")


def put_right(database: Database) -> None:
    """Give every entry of the lists of names its key; part of the caller's transaction."""
    digests = database.digests(_VERSION)
    for table in _TABLES:
        rows = database.rows(f'SELECT id, name, name_key FROM "{table}" ORDER BY id')
        wrong = [
            (key, number) for number, name, known in rows if (key := name_key(name)[:KEY_LENGTH]) != known
        ]
        if wrong:
            digests.touch(table, [number for _, number in wrong])
            database.execute_many(f'UPDATE "{table}" SET name_key = ? WHERE id = ?', wrong)
    digests.write()
