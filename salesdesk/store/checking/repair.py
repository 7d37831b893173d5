"""Making again what can be made again from the records: indexes and the search index. Nothing of it is journalled,
because it is no change of a record. Records are never touched."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from salesdesk.domain.checking import Fault, FaultKind
from salesdesk.store.checking import schema_check
from salesdesk.store.engine.file_inspection import UNREADABLE, FileInspection
from salesdesk.store.search.fts5 import tables

if TYPE_CHECKING:
    from salesdesk.store.engine.sqlite import FileDatabase


def repair(database: FileDatabase, found: Iterable[Fault]) -> None:
    """Repair what is repairable of what was found, when nothing else is wrong. What does not succeed is left for the
    next look to find."""
    faults = list(found)
    if not all(fault.repairable for fault in faults):
        # Damaged records would only be indexed as they are now; and taking a damaged tree of pages apart could take
        # those of others along.
        return
    search = sorted({table for fault in faults if fault.repairable for table in _search_tables(fault.table)})
    missing = {f.table for f in faults if f.repairable and f.kind is FaultKind.MISSING}
    damaged = {f.table for f in faults if f.repairable and f.kind is FaultKind.INDEX}
    with suppress(*UNREADABLE), database.transaction():
        database.search.rebuild(search)
    inspection = FileInspection(database)
    with suppress(*UNREADABLE), database.transaction():
        for (kind, name), sql in schema_check.expected().items():
            if kind == "index" and name in missing:
                inspection.make(sql)
        for name in damaged:
            inspection.make_again(name)


def _search_tables(name: str) -> list[str]:
    return [table for table in tables() if name == table or name.startswith(f"{table}_")]
