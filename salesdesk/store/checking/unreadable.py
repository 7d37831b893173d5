"""What is raised when a damaged file cannot be read, wherever the driver's own errors were last translated."""

from __future__ import annotations

import peewee
from sqlcipher3 import dbapi2 as driver

from salesdesk.errors import StoreDamaged

UNREADABLE: tuple[type[Exception], ...] = (StoreDamaged, driver.Error, peewee.DatabaseError)


def driver_words(error: BaseException) -> str:
    """What the driver said, without a full stop."""
    return str(error.__cause__ or error).rstrip(".")
