"""Checking a database of a server: that its tables, columns, rules and indexes are those of this version, that no history
is missing, and that the search index is what one made afresh would be. The server itself looks after its disk."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from peewee import Case, fn

from salesdesk.domain.checking import Checked, CheckReport, CheckStep, Fault, FaultKind
from salesdesk.phrases import phrase
from salesdesk.store.checking import record_check
from salesdesk.store.engine import server_comparison
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.engine.words import number_of_rows
from salesdesk.store.journal import schema
from salesdesk.store.models.by_table import model_of
from salesdesk.store.models.journal import ChangeEntry
from salesdesk.store.records import attachments
from salesdesk.store.search import tsvector, tsvector_check

if TYPE_CHECKING:
    from salesdesk.domain.progress import Work
    from salesdesk.store.engine.postgresql import ServerDatabase

_STEPS = (CheckStep.SCHEMA, CheckStep.ROWS, CheckStep.FILES, CheckStep.SEARCH)
_NEEDED = tuple(phrase(f"checking.object.{what}") for what in ("table", "column", "function"))
"""What a table cannot be looked at without."""


def check(database: ServerDatabase, work: Work | None = None, *, repairing: bool = False) -> CheckReport:
    """Look at the tables, their rows and the search index; with ``repairing`` indexes that are missing or differ and the
    search index are made again. ``work`` hears of each step and may stop before it."""
    checked: list[Checked] = []
    found: list[Fault] = []
    with database.snapshot():
        for done, step in enumerate(_STEPS):
            if work is not None:
                work.check()
                work.report(done, len(_STEPS), step.value)
            start = perf_counter()
            gone = {
                one.table.partition(".")[0]
                for one in found
                if one.kind is FaultKind.MISSING and one.detail in _NEEDED
            }
            count, faults = _CHECKS[step](database, gone)
            found += faults
            checked.append(Checked(step, count, perf_counter() - start))
    repaired: list[Fault] = []
    if repairing and not database.read_only:
        for fault in [one for one in found if one.repairable]:
            if fault.kind is not FaultKind.SEARCH:
                if not server_comparison.repair(database, fault):
                    continue
            else:
                with database.transaction():
                    database.search.refill(tsvector.tables()[fault.table])
            repaired.append(fault)
    return CheckReport(tuple(checked), tuple(one for one in found if one not in repaired), tuple(repaired))


def _schema(database: ServerDatabase, _gone: Collection[str]) -> tuple[int, list[Fault]]:
    return len(schema.tables()), list(server_comparison.faults(database))


def _rows(database: ServerDatabase, gone: Collection[str]) -> tuple[int, list[Fault]]:
    """Every row that the journal says was made and not removed is there, and no other one. Of what is ``gone``, tables or
    parts of them, nothing more is said."""
    count, faults = 0, []
    for name in () if "change_entry" in gone else schema.tables():
        if name in gone:
            continue
        model = model_of(name)
        counted = database.shaped(("number of rows", name), partial(model.select, number_of_rows()))
        rows = int(database.single(counted))
        noted = database.first(_noted, table=name)
        assert noted is not None
        made, removed = noted.made, noted.gone
        count += rows
        if rows != made - removed:
            detail = phrase("checking.rows_and_history", rows=rows, made=made - removed)
            faults.append(Fault(FaultKind.JOURNAL, name, detail, (1, max(rows, made))))
    return count, faults


def _files(database: ServerDatabase, gone: Collection[str]) -> tuple[int, list[Fault]]:
    if not {"attachment", "file_piece"}.isdisjoint(gone):
        return 0, []
    return attachments.count_files(database), list(record_check.wrong_files(database))


def _search(database: ServerDatabase, gone: Collection[str]) -> tuple[int, list[Fault]]:
    count, faults = 0, list[Fault]()
    if gone:  # what the index is made of, perhaps
        return count, faults
    for table in tsvector.tables():
        count += tsvector_check.entry_count(database, table)
        if tsvector_check.differs(database, table):
            faults.append(Fault(FaultKind.SEARCH, table, phrase("checking.words_differ"), repairable=True))
    return count, faults


@Statement
def _noted(table: Slot) -> Query:
    """How many rows of a table the journal says were made, and how many removed."""
    entry = ChangeEntry
    created = entry.before.is_null()
    removed = entry.after.is_null() & entry.before.is_null(False)
    made = fn.SUM(Case(None, ((created, entry.last_row - entry.row + 1),), 0))
    gone = fn.SUM(Case(None, ((removed, 1),), 0))
    columns = (fn.COALESCE(made, 0).alias("made"), fn.COALESCE(gone, 0).alias("gone"))
    return entry.select(*columns).where(entry.table == table)


_CHECKS = {
    CheckStep.SCHEMA: _schema,
    CheckStep.ROWS: _rows,
    CheckStep.FILES: _files,
    CheckStep.SEARCH: _search,
}
