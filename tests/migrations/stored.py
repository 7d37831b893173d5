"""The stored files of former schemas. They were written by the programs of their time, through its services, and are
never made anew. Each is packed, because an empty file of a hundred tables and indexes is half a megabyte of zeros. What is
called ``.server.sql`` is the same on a PostgreSQL server, copied there by the program of its time (``salesdesk copy``) and
written by ``pg_dump --no-owner --inserts``.
"""

from __future__ import annotations

import lzma
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.store.engine.server_address import ServerAddress
    from tests.postgres import Server

FOLDER = Path(__file__).resolve().parent.parent / "data" / "migrations"


STORED = {
    "version1": 1,
    "version2": 2,
    "version2.faxes": 2,
    "version2.later": 2,
    "version3": 3,
    "version3.refused": 3,
    "version3.written": 3,
    "version6": 6,
    "version7": 7,
    "version8": 8,
}
"""The stored files by name, with the version of the schema of each."""


def stored_file(stored: int | str, folder: Path, name: str = "old.salesdesk") -> Path:
    """An unpacked copy, in ``folder``, of a stored file: of the first of a schema version, or of one of ``STORED``."""
    path = folder / name
    chosen = stored if isinstance(stored, str) else f"version{stored}"
    path.write_bytes(lzma.decompress((FOLDER / f"{chosen}.salesdesk.xz").read_bytes()))
    return path


_numbers = count(1)


@contextmanager
def stored_database(stored: str, server: Server) -> Iterator[ServerAddress]:
    """A database of the test's own with what is stored of a server's, removed afterwards."""
    from salesdesk.store.engine.server_address import read_address

    text = lzma.decompress((FOLDER / f"{stored}.server.sql.xz").read_bytes()).decode()
    # what begins with a backslash is for psql
    script = "\n".join(line for line in text.splitlines() if not line.startswith("\\"))
    name = f"stored_{os.getpid()}_{next(_numbers)}"
    server.run(f"CREATE DATABASE {name}")
    try:
        server.run(script, database=name)
        yield read_address(server.url(name))
    finally:
        server.run(f"DROP DATABASE {name} WITH (FORCE)")
