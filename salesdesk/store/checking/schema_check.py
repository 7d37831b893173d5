"""The tables, indexes and search tables of a file beside those that this version makes in a new one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from playhouse.sqlcipher_ext import SqlCipherDatabase

from salesdesk.domain.checking import Fault, FaultKind
from salesdesk.phrases import phrase
from salesdesk.store.engine import migrations as migrate
from salesdesk.store.engine.file_inspection import FileInspection
from salesdesk.store.engine.sqlite import FileDatabase
from salesdesk.store.models import Models, records
from salesdesk.store.search.fts5 import Fts5Index, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

Named = dict[tuple[str, str], str]
"""The statement that makes it, by (type, name)."""


class _Blank(FileDatabase):
    """A new file that is only in memory."""

    def __init__(self) -> None:
        self.path, self.read_only_reason, self._guard = Path(":memory:"), None, None
        self._peewee = self.tables = SqlCipherDatabase(":memory:", passphrase="")
        self.search = Fts5Index(self)


def expected() -> Named:
    """What a new file has."""
    return _expected(records())


@cache
def _expected(models: Models) -> Named:
    blank = _Blank()
    migrate.create(blank)
    found = present(blank)
    blank._peewee.close()
    return found


def present(database: FileDatabase) -> Named:
    """What a file has, without what SQLite makes by itself."""
    return FileInspection(database).made()


def faults(database: FileDatabase) -> Iterator[Fault]:
    """What is missing, different or unknown. Indexes and search tables can be made again."""
    if database.schema_version != migrate.SCHEMA_VERSION:
        return  # an older file, opened for reading only
    encoding = FileInspection(database).encoding()
    if encoding != "UTF-8":
        yield Fault(FaultKind.CHANGED, "", phrase("checking.object.encoding", encoding=encoding))
    wanted, there = expected(), present(database)
    for key in wanted.keys() | there.keys():
        kind, name = key
        if wanted.get(key) == there.get(key):
            continue
        what = (
            FaultKind.MISSING
            if key not in there
            else FaultKind.CHANGED
            if key in wanted
            else FaultKind.UNKNOWN
        )
        yield Fault(
            what,
            name,
            phrase(f"checking.object.{kind}"),
            repairable=what is FaultKind.MISSING and _derived(key),
        )


def _derived(key: tuple[str, str]) -> bool:
    """Whether an index or (part of) a search table, which can be made again from the records."""
    kind, name = key
    return kind == "index" or any(name == table or name.startswith(f"{table}_") for table in tables())
