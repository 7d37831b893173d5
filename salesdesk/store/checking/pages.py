"""SQLite's own check of pages and indexes, read as faults of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from salesdesk.domain.checking import Fault, FaultKind
from salesdesk.store.checking.unreadable import UNREADABLE, driver_words
from salesdesk.store.search import TABLES

if TYPE_CHECKING:
    from salesdesk.store.database import Database

_MOST = 100
_INDEX = re.compile(r"(?:missing from|entries in|entry in) index (?P<name>\S+)$")
_SEARCH = re.compile(r"(?:FTS5 table main\.|table )(?P<name>(?:search|phone)_[a-z]+)")


def faults(database: Database) -> Iterator[Fault]:
    """What ``PRAGMA integrity_check`` says. A fault in an index's entries or in the search index is repairable."""
    seen: set[tuple[FaultKind, str]] = set()
    for line in _said(database):
        fault = _fault(line)
        if fault.kind is FaultKind.PAGE or (fault.kind, fault.table) not in seen:
            seen.add((fault.kind, fault.table))
            yield fault


def _said(database: Database) -> list[str]:
    try:
        return [str(line) for (line,) in database.rows(f"PRAGMA integrity_check({_MOST})") if line != "ok"]
    except UNREADABLE as error:
        broken = _broken_search_tables(database)
        if not broken:
            return [driver_words(error)]
        # the check as a whole stops at a search table that cannot be opened; table by table it need not
        found = [f"FTS5 table main.{table}: {why}" for table, why in broken.items()]
        for (table,) in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
            if table not in broken:
                found += [
                    str(line)
                    for (line,) in database.rows(f"PRAGMA integrity_check('{table}')")
                    if line != "ok"
                ]
        return found


def _broken_search_tables(database: Database) -> dict[str, str]:
    found = {}
    for table in TABLES:
        try:
            database.rows(f"SELECT rowid FROM {table} LIMIT 1")
        except UNREADABLE as error:
            found[table] = driver_words(error)
    return found


def _fault(line: str) -> Fault:
    line = line.rstrip(".")
    if index := _INDEX.search(line):
        return Fault(FaultKind.INDEX, index["name"], line, repairable=True)
    if search := _SEARCH.search(line):
        return Fault(FaultKind.SEARCH, search["name"], line, repairable=True)
    return Fault(FaultKind.PAGE, "", " ".join(line.split()))
