"""Checking a database of a server: that its tables are those of this version, that no history is missing, and that the
search index is what one made afresh would be. The server itself looks after its disk."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from salesdesk.domain.checking import Checked, CheckReport, CheckStep, Fault, FaultKind
from salesdesk.store.journal import schema
from salesdesk.store.search import tsvector

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
    present: dict[str, set[str]] = {}
    for table, column in database.rows(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    ):
        present.setdefault(table, set()).add(column)
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
        rows = int(database.value(f'SELECT count(*) FROM "{name}"'))
        made, gone = database.rows(
            "SELECT coalesce(sum(CASE WHEN before IS NULL THEN last_row - row + 1 END), 0), "
            "coalesce(sum(CASE WHEN after IS NULL AND before IS NOT NULL THEN 1 END), 0) FROM change_entry "
            "WHERE table_name = ?",
            (name,),
        )[0]
        count += rows
        if rows != made - gone:
            detail = f"there are {rows} rows, but {made - gone} were made and not removed"
            faults.append(Fault(FaultKind.JOURNAL, name, detail, (1, max(rows, made))))
    return count, faults


def _search(database: Database) -> tuple[int, list[Fault]]:
    count, faults = 0, []
    for table, kind in tsvector.TABLES.items():
        afresh = tsvector.entries(kind)
        kept = f"SELECT id, words, digits FROM {table}"
        count += int(database.value(f"SELECT count(*) FROM {table}"))
        differ = f"SELECT count(*) FROM ((({kept}) EXCEPT ({afresh})) UNION ALL (({afresh}) EXCEPT ({kept}))) AS differing"
        if database.value(differ):
            faults.append(Fault(FaultKind.SEARCH, table, "its words differ", repairable=True))
    return count, faults


_CHECKS = {CheckStep.SCHEMA: _schema, CheckStep.ROWS: _rows, CheckStep.SEARCH: _search}
