"""Checking a database of a server: that its tables are those of this version, that no history is missing, and that the
search index is what one made afresh would be. The server itself looks after its disk."""

from __future__ import annotations

from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from peewee import Case, fn

from salesdesk.domain.checking import Checked, CheckReport, CheckStep, Fault, FaultKind
from salesdesk.store.engine.server_inspection import columns_by_table
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.engine.words import number_of_rows
from salesdesk.store.journal import schema
from salesdesk.store.models.by_table import model_of
from salesdesk.store.models.journal import ChangeEntry
from salesdesk.store.search import tsvector, tsvector_check

if TYPE_CHECKING:
    from salesdesk.domain.progress import Work
    from salesdesk.store.engine.database import Database

_STEPS = (CheckStep.SCHEMA, CheckStep.ROWS, CheckStep.SEARCH)


def check(database: Database, work: Work | None = None, *, repairing: bool = False) -> CheckReport:
    """Look at the tables, their rows and the search index; with ``repairing`` the search index is made again where it
    differs. ``work`` hears of each step and may stop before it."""
    checked: list[Checked] = []
    found: list[Fault] = []
    with database.snapshot():
        for done, step in enumerate(_STEPS):
            if work is not None:
                work.check()
                work.report(done, len(_STEPS), step.value)
            start = perf_counter()
            count, faults = _CHECKS[step](database)
            found += faults
            checked.append(Checked(step, count, perf_counter() - start))
    repaired: list[Fault] = []
    if repairing and not database.read_only:
        for fault in [one for one in found if one.repairable and one.table in tsvector.TABLES]:
            with database.transaction():
                database.search.refill(tsvector.TABLES[fault.table])
            repaired.append(fault)
    return CheckReport(tuple(checked), tuple(one for one in found if one not in repaired), tuple(repaired))


def _schema(database: Database) -> tuple[int, list[Fault]]:
    present = columns_by_table(database)
    faults = []
    for name, table in schema.tables().items():
        if name not in present:
            faults.append(Fault(FaultKind.MISSING, name, "table"))
        elif not set(table.columns) <= present[name]:
            faults.append(Fault(FaultKind.CHANGED, name, "table"))
    return len(present), faults


def _rows(database: Database) -> tuple[int, list[Fault]]:
    """Every row that the journal says was made and not removed is there, and no other one."""
    count, faults = 0, []
    for name in schema.tables():
        model = model_of(name)
        counted = database.shaped(("number of rows", name), partial(model.select, number_of_rows()))
        rows = int(database.single(counted))
        noted = database.first(_noted, table=name)
        assert noted is not None
        made, gone = noted.made, noted.gone
        count += rows
        if rows != made - gone:
            detail = f"there are {rows} rows, but {made - gone} were made and not removed"
            faults.append(Fault(FaultKind.JOURNAL, name, detail, (1, max(rows, made))))
    return count, faults


def _search(database: Database) -> tuple[int, list[Fault]]:
    count, faults = 0, []
    for table in tsvector.TABLES:
        count += tsvector_check.entry_count(database, table)
        if tsvector_check.differs(database, table):
            faults.append(Fault(FaultKind.SEARCH, table, "its words differ", repairable=True))
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


_CHECKS = {CheckStep.SCHEMA: _schema, CheckStep.ROWS: _rows, CheckStep.SEARCH: _search}
