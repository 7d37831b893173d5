"""Opening a database by where it lies, and what only a file can do."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.errors import DomainError, NotInAFile
from salesdesk.store.engine.server_address import ServerAddress, read_address
from salesdesk.store.engine.sqlite import FileDatabase

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


def open_database(
    place: Path | ServerAddress, *, password: str = "", read_only: bool = False, busy_seconds: float = 5.0
) -> Database:
    """Open a file (see ``FileDatabase``) or a database of a server (see ``ServerDatabase``)."""
    if isinstance(place, Path):
        return FileDatabase(place, password=password, read_only=read_only, busy_seconds=busy_seconds)
    if find_spec("psycopg") is None:
        raise DomainError("server.driver_missing", name=place.name, host=place.host)
    from salesdesk.store.engine.postgresql import ServerDatabase

    return ServerDatabase(place, password=password, read_only=read_only, busy_seconds=busy_seconds)


def place_of(text: str) -> Path | ServerAddress:
    """What a person named: an address (see ``server_address.read_address``) or a file."""
    if "://" in text:
        return read_address(text)
    return Path(os.path.expanduser(text))  # unlike pathlib's it leaves a home that nobody has as it is


def file_of(place: Path | ServerAddress) -> Path:
    """The file that ``place`` is. Raises ``NotInAFile``."""
    if isinstance(place, Path):
        return place
    raise NotInAFile("server.not_in_a_file_on", name=place.name, host=place.host)


def as_file(database: Database) -> FileDatabase:
    """The database as the file it is. Raises ``NotInAFile``."""
    if isinstance(database, FileDatabase):
        return database
    raise NotInAFile("server.not_in_a_file", name=database.name)
