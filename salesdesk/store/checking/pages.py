"""SQLite's own check of pages and indexes, read as faults of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from salesdesk.domain.checking import Fault, FaultKind
from salesdesk.store.engine.file_inspection import UNREADABLE, FileInspection, driver_words
from salesdesk.store.search.fts5_beside import PARTS

if TYPE_CHECKING:
    from salesdesk.store.engine.sqlite import FileDatabase

_MOST = 100
_INDEX = re.compile(r"(?:missing from|entries in|entry in) index (?P<name>\S+)$")
_SEARCH = re.compile(rf"\b(?P<name>(?:search|phone)_[a-z]+)(?:_(?:{'|'.join(PARTS)}))?\b")


def faults(database: FileDatabase) -> Iterator[Fault]:
    """What SQLite complains of. A fault in an index's entries or in the search index is repairable."""
    seen: set[tuple[FaultKind, str]] = set()
    for line in _said(database):
        fault = _fault(line)
        if fault.kind is FaultKind.PAGE or (fault.kind, fault.table) not in seen:
            seen.add((fault.kind, fault.table))
            yield fault


def _said(database: FileDatabase) -> list[str]:
    inspection = FileInspection(database)
    try:
        return inspection.complaints(_MOST)
    except UNREADABLE:
        pass  # it stops at a search table that cannot be opened, without a name; table by table it need not
    found = []
    for table in inspection.tables():
        try:
            found += inspection.complaints_of(table)
        except UNREADABLE as error:
            found.append(f"{table}: {driver_words(error)}")
    return found


def _fault(line: str) -> Fault:
    line = line.rstrip(".")
    if index := _INDEX.search(line):
        return Fault(FaultKind.INDEX, index["name"], line, repairable=True)
    if search := _SEARCH.search(line):
        return Fault(FaultKind.SEARCH, search["name"], line, repairable=True)
    return Fault(FaultKind.PAGE, "", " ".join(line.split()))
