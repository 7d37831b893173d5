"""The schema's versions. A new file is made at the newest one; an older file is backed up, then brought up
step by step, each step one transaction. A newer file is refused before this module is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.store.database import Database

SCHEMA_VERSION = 1

STEPS: dict[int, Callable[[Database], None]] = {}
"""``STEPS[n]`` brings a file from version n to n + 1. Version 1 is the first released schema, so none yet."""


def create(database: Database) -> None:
    """Build the newest schema in an empty file, in one transaction."""
    from salesdesk.store.models import INDEXES, JOURNAL, RECORDS

    with database.transaction():
        with database.create_tables() as peewee_database, peewee_database.bind_ctx(RECORDS + JOURNAL):
            peewee_database.create_tables(RECORDS + JOURNAL)
        for table, columns, condition in INDEXES:
            name = f"ix_{table}_" + "_".join(c.strip() for c in columns.split(","))
            where = f" WHERE {condition}" if condition else ""
            database.execute(f'CREATE INDEX IF NOT EXISTS "{name}" ON "{table}" ({columns}){where}')
        database.search.create()
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def upgrade(database: Database, *, backup: Path) -> None:
    """Bring an older file to the newest version; ``backup`` is written first and kept."""
    database.backup(backup)
    for version in range(database.schema_version, SCHEMA_VERSION):
        with database.transaction():
            STEPS[version](database)
            database.execute(f"PRAGMA user_version = {version + 1}")
