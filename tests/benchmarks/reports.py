"""Each report over 100,000 people, 300,000 entries and 20,000 deals, of the running week, month, quarter and year, in processor
time. Beside them one look at every entry."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from salesdesk.domain.reports import Period, ReportName, ReportSpec, period_days
from salesdesk.services.reports.service import ReportService
from salesdesk.store.store import Store
from tests.benchmarks.product_file import product_file
from tests.benchmarks.result import Result, Settings

DEALS_PER_PERSON, ENTRIES_PER_PERSON = 0.2, 3.0
LIMIT = "≤ 300 ms"
TRIES = 5


def measure(settings: Settings) -> list[Result]:
    file = product_file(settings, settings.rows)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "reports.salesdesk")
        shutil.copyfile(file, copy)
        store = Store(copy)
        fill(store, settings.rows)
        try:
            return _measured(store)
        finally:
            store.close()


def _measured(store: Store) -> list[Result]:
    today = date.fromisoformat(store.today())
    service = ReportService(store)
    bare = _median(lambda: store.database.value("SELECT count(*) FROM activity WHERE duration_minutes = 3"))
    results = []
    for name in ReportName:
        for period in (Period.THIS_WEEK, Period.THIS_MONTH, Period.THIS_QUARTER, Period.THIS_YEAR):
            spec = ReportSpec(name, *period_days(period, today))
            taken = _median(lambda spec=spec: service.run(spec))
            figure = f"report {name.value}, {period.value.replace('_', ' ')}"
            results.append(Result(figure, taken, "ms", "one look at every entry", bare, LIMIT))
    return results


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(TRIES):
        begun = time.process_time()
        work()
        times.append((time.process_time() - begun) * 1000)
    return statistics.median(times)


def fill(store: Store, people: int) -> None:
    """Give the file as many deals and entries as it is to have, each a copy of one that is there, some weeks earlier."""
    database = store.database
    entries = int(database.value("SELECT count(*) FROM activity"))
    deals = int(database.value("SELECT count(*) FROM deal"))
    with database.transaction():
        copies = max(0, round(people * ENTRIES_PER_PERSON) - entries)
        while copies > 0:
            part = min(copies, entries)
            _copy(store, "activity", part, "at")
            copies -= part
        wanted = max(0, round(people * DEALS_PER_PERSON) - deals)
        if wanted:
            first = int(database.value("SELECT max(id) FROM deal")) + 1
            oldest = int(database.value("SELECT min(id) FROM deal"))
            _copy(store, "deal", min(wanted, deals), "updated_at")
            _copy_ways(store, first - oldest, min(wanted, deals))


def _columns(store: Store, table: str) -> list[str]:
    return [str(row[1]) for row in store.database.rows(f"PRAGMA table_info({table})")]


def _copy(store: Store, table: str, count: int, earlier: str) -> None:
    """Copy the first rows of a table; the moment in the column ``earlier`` lies a month or more before that of the row."""
    columns = [column for column in _columns(store, table) if column != "id"]
    moment = f"strftime('%Y-%m-%dT%H:%M:%SZ', {earlier}, '-' || (31 + id % 90) || ' days')"
    values = [moment if column == earlier else f'"{column}"' for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    store.database.execute(
        f"INSERT INTO {table} (id, {names}) SELECT id + (SELECT max(id) - min(id) + 1 FROM {table}), {', '.join(values)}"
        f" FROM {table} ORDER BY id LIMIT {count}"
    )


def _copy_ways(store: Store, apart: int, count: int) -> None:
    """The history of stages of the deals that were copied, each ``apart`` from the number of the one it is a copy of."""
    columns = [column for column in _columns(store, "stage_event") if column not in ("id", "deal_id")]
    names = ", ".join(f'"{column}"' for column in columns)
    store.database.execute(
        f"INSERT INTO stage_event (id, deal_id, {names}) SELECT id + (SELECT max(id) FROM stage_event), deal_id + {apart},"
        f" {names} FROM stage_event WHERE deal_id IN (SELECT id FROM deal ORDER BY id LIMIT {count})"
    )
