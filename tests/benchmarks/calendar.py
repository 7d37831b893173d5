"""A week of 1,000 events beside a long past: until its days stand, until all of it is read and shown, and the longest that the
window stands still while it is scrolled and walked through. Beside them the bare query of the same entries."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from salesdesk.domain.activities import ActivityDraft
from salesdesk.phrases import phrase
from salesdesk.services.services import build_services
from salesdesk.services.setup import set_up
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.store import Store
from tests.benchmarks.result import Result, Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from salesdesk.ui.pages.today.calendar.view import CalendarView

EVENTS = 1_000
PAST = 300_000
TRIES = 9


def measure(settings: Settings) -> list[Result]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    count = min(EVENTS, max(30, settings.rows // 100))
    past = min(PAST, settings.rows * 3)
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder, "office.salesdesk"), count, past)
        return _measured(Path(folder), count, past)


def fill(path: Path, count: int, past: int) -> None:
    """A file with so many events in this week, and others before it, half of them planned and done."""
    store = Store(path)
    set_up(store)
    monday = _monday(store)
    drafts = [
        ActivityDraft(
            "meeting", f"Meeting number {n}", due_at=_text(at), end_at=_text(at + timedelta(minutes=40))
        )
        for n in range(count)
        if (at := monday + timedelta(days=n % 7, hours=6, minutes=n // 7 * 6 % 900))
    ]
    for n in range(past):
        at = _text(monday - timedelta(days=8, minutes=n * 10))
        drafts.append(
            ActivityDraft("call", "Call", at=at)
            if n % 2
            else ActivityDraft("call", "Call", due_at=at, done_at=at)
        )

    def write(uow: object) -> None:
        writer = ActivityWriter(uow)  # type: ignore[arg-type]
        for first in range(0, len(drafts), 20_000):
            writer.add_many(drafts[first : first + 20_000], touches=False)

    build_services(store).commands.run(phrase("changes.demo", count=0), write)
    store.close()


def _monday(store: Store) -> datetime:
    today = date.fromisoformat(store.today())
    return datetime.combine(today - timedelta(days=today.weekday()), datetime.min.time(), UTC)


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _measured(folder: Path, count: int, past: int) -> list[Result]:
    from PySide6.QtWidgets import QApplication

    from salesdesk.domain.calendar.spans import View
    from salesdesk.ui.pages.today.calendar.view import CalendarView
    from tests.ui.pages.office import open_office

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    office = open_office(folder)
    office.now = datetime.now(UTC)
    try:
        bare = statistics.median(_timed(lambda: _read_bare(office.store)) for _ in range(TRIES))
        view = CalendarView(office.context)
        view.resize(1184, 720)
        view.show()
        whole, still = [], []
        for _ in range(TRIES):
            view.day += timedelta(days=7)
            view.show_view(View.WEEK)
            _until(app, view, 0)
            view.day -= timedelta(days=7)
            begun = time.perf_counter()
            still.append(_timed(lambda: view.show_view(View.WEEK)))
            _until(app, view, count)
            whole.append((time.perf_counter() - begun) * 1000)
        steps = _walking(app, view)
        view.hide()
        for part in (view.head, view.files.button, view):  # a page would hold its parts
            part.deleteLater()
        app.processEvents()
        return [
            _line(f"a week of {count:,} events, {past:,} before it, shown", statistics.median(whole), bare),
            _line("  its days stand after", statistics.median(still), bare, "≤ 50 ms"),
            _line("  a step of scrolling or walking in it, the slowest", max(steps), bare, "≤ 50 ms"),
        ]
    finally:
        office.close()


def _until(app: QApplication, view: CalendarView, count: int) -> None:
    """Let the window go on until the view shows so many events."""
    end = time.perf_counter() + 60
    while len(view.grid.events) != count:
        app.processEvents()
        assert time.perf_counter() < end, "the events never came"
    app.processEvents()


def _walking(app: QApplication, view: CalendarView) -> list[float]:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    bar = view.grid.verticalScrollBar()
    steps = [
        _timed(lambda at=at: (bar.setValue(bar.maximum() * at // 40), app.processEvents()))
        for at in range(41)
    ]
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right) * 10:
        steps.append(_timed(lambda key=key: (QTest.keyClick(view.grid, key), app.processEvents())))
    return steps


def _read_bare(store: Store) -> int:
    monday = _monday(store)
    first, last = (_text(monday + timedelta(days=days))[:10] for days in (0, 7))
    rows = store.database.rows(
        "SELECT a.id, a.kind, a.subject, a.due_at, a.end_at, c.full_name FROM activity a"
        " LEFT JOIN contact c ON c.id = a.contact_id"
        f" WHERE a.due_at >= '{first}' AND a.due_at < '{last}' AND a.done_at IS NULL AND a.deleted_at IS NULL"
    )
    return len(list(rows))


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _line(figure: str, value: float, bare: float, limit: str = "") -> Result:
    return Result(figure, value, "ms", "bare query of the events", bare, limit)
