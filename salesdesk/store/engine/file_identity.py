"""Which file this is and how far it has come: one row, written anew by every unit of work.

The row's page is so part of every commit, which lets a file, its write-ahead log and the mark beside them be compared:
the uuid tells whether they belong together, the batch which of them is older. Backups keep the uuid of their file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

TABLE = "file_identity"
_SQL = (
    f"CREATE TABLE {TABLE} (id INTEGER PRIMARY KEY CHECK (id = 1), uuid TEXT NOT NULL, "
    "schema_version INTEGER NOT NULL, batch INTEGER NOT NULL)"
)


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """``batch`` is the newest batch of the journal, 0 without any."""

    uuid: str
    schema_version: int
    batch: int


def create(database: Database, schema_version: int) -> None:
    """Give the file its uuid; part of the caller's transaction."""
    database.execute(_SQL)
    database.execute(
        f"INSERT INTO {TABLE} SELECT 1, ?, ?, coalesce(max(id), 0) FROM change_batch",
        (str(uuid4()), schema_version),
    )


def read(database: Database) -> FileIdentity | None:
    """The file's identity; None in a file of version 1, which has none."""
    if not database.value("SELECT count(*) FROM sqlite_master WHERE name = ?", (TABLE,)):
        return None
    found = database.rows(f"SELECT uuid, schema_version, batch FROM {TABLE} WHERE id = 1")
    return FileIdentity(*found[0]) if found else None


def known_uuid(database: Database) -> str:
    """The uuid of a file at the newest version."""
    return str(database.value(f"SELECT uuid FROM {TABLE}"))


def set_batch(database: Database, batch: int) -> None:
    """Note the newest batch; part of the caller's transaction."""
    database.execute(f"UPDATE {TABLE} SET batch = ? WHERE id = 1", (batch,))


def set_uuid(database: Database, uuid: str) -> None:
    """Make it a copy of another one; part of the caller's transaction."""
    database.execute(f"UPDATE {TABLE} SET uuid = ? WHERE id = 1", (uuid,))


def set_schema_version(database: Database, version: int) -> None:
    """Note a migration step; part of the caller's transaction."""
    database.execute(f"UPDATE {TABLE} SET schema_version = ? WHERE id = 1", (version,))
