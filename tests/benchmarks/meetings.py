"""Meetings over 100,000 people, 300,000 entries and 20,000 deals: what one looks at, its pack, and a decision that is typed.
Beside them one look at every entry."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from salesdesk.services.commands import Commands
from salesdesk.services.meetings.figures import MeetingFigureService
from salesdesk.services.meetings.pack import MeetingPackService
from salesdesk.services.meetings.service import MeetingService
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.benchmarks.product_file import product_file
from tests.benchmarks.reports import fill
from tests.benchmarks.result import Result, Settings

TRIES = 3


def measure(settings: Settings) -> list[Result]:
    file = product_file(settings, settings.rows)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "meetings.salesdesk")
        shutil.copyfile(file, copy)
        store = Store(copy)
        fill(store, settings.rows)
        try:
            return _measured(store, Path(folder))
        finally:
            store.close()


def _measured(store: Store, folder: Path) -> list[Result]:
    commands, today = Commands(store), date.fromisoformat(store.today())
    meetings = MeetingService(store, commands)
    meetings.start("weekly", today - timedelta(days=28), "Pipeline review")
    number, _ = meetings.start("weekly", today, "Pipeline review")
    view, pack = meetings.view(number), MeetingPackService(store, commands)
    figures = MeetingFigureService(store)
    reading = meetings.decisions.reading("en")
    bare = _median(lambda: store.database.value("SELECT count(*) FROM activity WHERE duration_minutes = 3"))
    beside = "one look at every entry"
    line = "! Mia calls Henrik about the cranes by wed"
    return [
        Result(
            "what a meeting looks at",
            _median(lambda: figures.read(view.meeting, view.before)),
            "ms",
            beside,
            bare,
        ),
        Result(
            "pack of a meeting",
            _median(lambda: pack.make(number, folder, worded)),
            "ms",
            beside,
            bare,
            "≤ 3 s",
        ),
        Result(
            "names of decisions, once", _median(lambda: meetings.decisions.reading("en")), "ms", beside, bare
        ),
        Result("a decision read at each key", _median(lambda: reading.read(line)), "ms", limit="≤ 16 ms"),
    ]


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(TRIES):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)
