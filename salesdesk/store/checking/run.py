"""A check, step by step, and the repairs that follow."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter
from typing import TYPE_CHECKING

from salesdesk.domain.checking import Checked, CheckReport, CheckStep, Fault, FaultKind
from salesdesk.store.checking import pages, record_check, repair, schema_check
from salesdesk.store.engine import row_digests
from salesdesk.store.engine.file_inspection import UNREADABLE, FileInspection, driver_words
from salesdesk.store.journal import schema
from salesdesk.store.models import versions
from salesdesk.store.records import attachments
from salesdesk.store.search import fts5_check
from salesdesk.store.search.fts5 import tables

if TYPE_CHECKING:
    from salesdesk.domain.progress import Work
    from salesdesk.store.engine.sqlite import FileDatabase


def check(database: FileDatabase, work: Work | None = None, *, repairing: bool = False) -> CheckReport:
    """Look at everything in the file, and with ``repairing`` make again what can be made again from the records;
    only what was found then counts as fault or as repaired. ``work`` hears of each step (of how many, its code) and
    may stop before it. Nothing is repaired in a file that is open for reading only."""
    checked, found = _look(database, work)
    repaired: list[Fault] = []
    if repairing and not database.read_only and any(fault.repairable for fault in found):
        repair.repair(database, found)
        again, left = _look(database, work)
        checked = [
            Checked(one.step, one.count, one.seconds + other.seconds)
            for one, other in zip(checked, again, strict=True)
        ]
        repaired, found = [fault for fault in found if fault not in left], left
    return CheckReport(tuple(checked), tuple(found), tuple(repaired))


def _look(database: FileDatabase, work: Work | None) -> tuple[list[Checked], list[Fault]]:
    checked: list[Checked] = []
    found: list[Fault] = []
    # one state of the file for all steps, whoever writes meanwhile
    with database.snapshot():
        for done, step in enumerate(CheckStep):
            if work is not None:
                work.check()
                work.report(done, len(CheckStep), step.value)
            start = perf_counter()
            count = 0
            try:
                count, faults = _STEPS[step](database)
                found += faults
            except UNREADABLE as error:  # what it counts with cannot be read
                found.append(Fault(FaultKind.PAGE, "", driver_words(error)))
            checked.append(Checked(step, count, perf_counter() - start))
    return checked, list(dict.fromkeys(found))


def _all(faults: Iterator[Fault]) -> list[Fault]:
    """All faults; what cannot be read at all is one, too."""
    found: list[Fault] = []
    try:
        found += faults
    except UNREADABLE as error:
        found.append(Fault(FaultKind.PAGE, "", driver_words(error)))
    return found


def _pages(database: FileDatabase) -> tuple[int, list[Fault]]:
    return FileInspection(database).page_count(), _all(pages.faults(database))


def _schema(database: FileDatabase) -> tuple[int, list[Fault]]:
    return len(schema_check.present(database)), _all(schema_check.faults(database))


def _rows(database: FileDatabase) -> tuple[int, list[Fault]]:
    tables = {name for _, name in schema_check.present(database)}
    if row_digests.TABLE not in tables:
        return 0, []  # an older file, opened for reading only
    count = 0
    found: list[Fault] = []
    for table in row_digests.digested():
        if table in tables:
            count += sum(rows for rows, _ in row_digests.stored(database, table).values())
            found += _all(record_check.wrong_rows(database, table))
    return count, found


def _references(database: FileDatabase) -> tuple[int, list[Fault]]:
    count = sum(len(table.references) for table in schema.tables().values())
    return count, _all(record_check.missing_targets(database))


def _journal(database: FileDatabase) -> tuple[int, list[Fault]]:
    return record_check.batch_count(database), _all(record_check.journal_faults(database))


def _values(database: FileDatabase) -> tuple[int, list[Fault]]:
    return record_check.value_rules(), _all(record_check.wrong_values(database))


def _files(database: FileDatabase) -> tuple[int, list[Fault]]:
    tables = {name for _, name in schema_check.present(database)}
    if not {"attachment", "file_piece"} <= tables:
        return 0, []  # an older file, opened for reading only
    return attachments.count_files(database), _all(record_check.wrong_files(database))


def _search(database: FileDatabase) -> tuple[int, list[Fault]]:
    if database.schema_version < versions.SEARCH_SINCE:
        return 0, []  # an older file, opened for reading only: its index is as it was made then
    return len(tables()), _all(fts5_check.faults(database))


_STEPS = {
    CheckStep.PAGES: _pages,
    CheckStep.SCHEMA: _schema,
    CheckStep.ROWS: _rows,
    CheckStep.REFERENCES: _references,
    CheckStep.JOURNAL: _journal,
    CheckStep.VALUES: _values,
    CheckStep.FILES: _files,
    CheckStep.SEARCH: _search,
}
