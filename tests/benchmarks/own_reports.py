"""Reports of one's own over many people, beside the bare SQL that groups the same column."""

from __future__ import annotations

import time

import sqlcipher3

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.grouping import GroupBy, Step
from salesdesk.domain.own_reports import BY_NAME, Calc, Design, MeasureOf
from salesdesk.services.services import build_services
from salesdesk.store.store import Store
from tests.benchmarks.product_file import product_file
from tests.benchmarks.result import Result, Settings

_PEOPLE = 100_000
_TRIES = 3
_LIMIT = "≤ 300 ms"
_COUNT = MeasureOf()
_DESIGNS = {
    "by stage and owner": Design(
        RecordKind.CONTACTS, groups=(GroupBy("lifecycle_stage"), GroupBy("owner")), measures=(_COUNT,)
    ),
    "by month of creation": Design(
        RecordKind.CONTACTS, groups=(GroupBy("created_at", Step.MONTH),), measures=(_COUNT,), sort=BY_NAME
    ),
    "by city, with a median": Design(
        RecordKind.CONTACTS,
        groups=(GroupBy("city"),),
        measures=(_COUNT, MeasureOf(Calc.MEDIAN, "open_deals")),
    ),
    "by company": Design(RecordKind.CONTACTS, groups=(GroupBy("company"),), measures=(_COUNT,)),
}


def measure(settings: Settings) -> list[Result]:
    people = min(_PEOPLE, settings.contacts)
    file = product_file(settings, people, written=False)
    bare = _bare(str(file)) * 1e3
    store = Store(file, read_only=True)
    try:
        service, results = build_services(store).own_reports, []
        for name, design in _DESIGNS.items():
            took = []
            for _ in range(_TRIES):
                started = time.perf_counter()
                service.make(design)
                took.append((time.perf_counter() - started) * 1e3)
            figure = f"own report {name}, {people:,} contacts"
            results.append(Result(figure, min(took), "ms", "bare SQL, grouped by one column", bare, _LIMIT))
    finally:
        store.close()
    return results


def _bare(file: str) -> float:
    """Seconds the database takes to count everybody by a column."""
    connection = sqlcipher3.connect(file)
    try:
        started = time.perf_counter()
        connection.execute(
            "select lifecycle_stage, count(*) from contact where deleted_at is null group by lifecycle_stage"
        ).fetchall()
        return time.perf_counter() - started
    finally:
        connection.close()
