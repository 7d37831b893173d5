"""Reading a file that may be damaged: what the driver says is the finding, and nothing for the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import peewee
from sqlcipher3 import dbapi2 as driver

from salesdesk.errors import StoreDamaged

if TYPE_CHECKING:
    from salesdesk.store.engine.sqlite import FileDatabase

UNREADABLE: tuple[type[Exception], ...] = (StoreDamaged, driver.Error, peewee.DatabaseError)
"""What is raised where the file cannot be read."""


def rows(database: FileDatabase, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All rows of a query. Raises one of ``UNREADABLE``."""
    return list(database.execute(sql, parameters).fetchall())


def value(database: FileDatabase, sql: str, parameters: Sequence[Any] = ()) -> Any:
    """The first column of the first row, None without a row. Raises one of ``UNREADABLE``."""
    found = rows(database, sql, parameters)
    return found[0][0] if found else None


def driver_words(error: BaseException) -> str:
    """What the driver said, without a full stop."""
    return str(error.__cause__ or error).rstrip(".")
