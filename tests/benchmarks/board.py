"""The board and the forecast with 5,000 open deals: until they are shown, until a card that was moved is shown in its place,
and the longest that a drawn window stands still meanwhile. Beside them the bare query of the same cards."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from salesdesk.domain.deals import DealDraft
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.records.deal_writer import DealWriter
from salesdesk.store.store import Store
from tests.benchmarks.result import Result, Settings

OPEN_DEALS = 5_000
TRIES = 9


def measure(settings: Settings) -> list[Result]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    count = min(OPEN_DEALS, max(20, settings.rows // 20))
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder, "office.salesdesk"), count)
        return _measured(Path(folder), count)


def fill(path: Path, count: int) -> None:
    """A file with so many open deals, two thirds of them with a next step."""
    store = Store(path)
    set_up(store)
    services = build_services(store)
    today = date.fromisoformat(store.today())
    stages = [stage for stage in store.pipelines.all()[0].stages if stage.kind.value == "open"]
    drafts = [
        DealDraft(
            f"Deal {number} with a longer name",
            stages[number % len(stages)],
            amount=(number * 7919) % 5_000_000,
            currency="EUR",
            expected_close=(today + timedelta(days=number % 200 - 20)).isoformat(),
        )
        for number in range(count)
    ]
    services.commands.run(_told(), lambda uow: DealWriter(uow).add_many(drafts))
    _plan(services, store, today)
    store.close()


def _told() -> object:
    from salesdesk.phrases import phrase

    return phrase("changes.add_deal", title="deals")


def _plan(services: Services, store: Store, today: date) -> None:
    from salesdesk.domain.activities import ActivityDraft
    from salesdesk.store.records.activity_writer import ActivityWriter

    planned = [
        ActivityDraft(
            kind="call",
            subject="Call",
            deal_id=deal,
            due_at=(today + timedelta(days=deal % 30 - 5)).isoformat(),
        )
        for deal in store.deals.ids()
        if deal % 3
    ]
    services.commands.run(_told(), lambda uow: ActivityWriter(uow).add_many(planned))


def _measured(folder: Path, count: int) -> list[Result]:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    from salesdesk.ui.pages.deals.page import PipelinePage
    from salesdesk.ui.pages.forecast.page import ForecastPage
    from tests.ui.pages.office import open_office

    office = open_office(folder)
    try:
        bare = _median(lambda: _read_bare(office.store))
        board = PipelinePage(office.context)
        forecast = ForecastPage(office.context)
        results = []
        for page, name in ((board, "board"), (forecast, "forecast")):
            page.resize(1240, 800)
            page.show()
            app.processEvents()
            shown = _median(lambda page=page: (page.refresh(), app.processEvents()))
            results.append(_line(f"{name} of {count:,} open deals shown", shown, bare))
        board.hide()
        forecast.hide()
        board.show()
        office.context.notifier.changed.connect(board.on_changed)
        app.processEvents()
        results.append(
            _line("a card moved to another stage and shown there", _moving(office, board, app), bare)
        )
        scrolled = board.board.columns[0].cards
        bar = scrolled.verticalScrollBar()
        steps = [
            _timed(lambda at=at: (bar.setValue(bar.maximum() * at // 40), app.processEvents()))
            for at in range(40)
        ]
        results.append(
            _line("a step of scrolling its longest column, the slowest", max(steps), bare, "≤ 50 ms")
        )
        board.hide()
        board.deleteLater()
        forecast.deleteLater()
        app.processEvents()
        return results
    finally:
        office.close()


def _moving(office: object, board: object, app: object) -> float:
    stages = [column.stage.id for column in board.board.columns]  # type: ignore[attr-defined]
    first = [card.id for card in board.board.columns[0].model.cards][:TRIES]  # type: ignore[attr-defined]

    def move(deal: int) -> None:
        board.board.deal_move_requested.emit(deal, stages[1], None)  # type: ignore[attr-defined]
        while board.board.stage_of(deal) != stages[1]:  # type: ignore[attr-defined]
            app.processEvents()  # type: ignore[attr-defined]
        app.processEvents()  # type: ignore[attr-defined]

    return statistics.median(_timed(lambda deal=deal: move(deal)) for deal in first)


def _read_bare(store: Store) -> int:
    rows = store.database.rows(
        "SELECT d.id, d.title, d.amount, d.currency, d.stage_id, d.probability, d.position, d.expected_close, d.stage_since,"
        " (SELECT a.due_at FROM activity a WHERE a.deal_id = d.id AND a.due_at IS NOT NULL AND a.done_at IS NULL"
        " AND a.deleted_at IS NULL ORDER BY a.due_at LIMIT 1),"
        " (SELECT MAX(COALESCE(b.done_at, b.at)) FROM activity b WHERE b.deal_id = d.id AND b.deleted_at IS NULL)"
        " FROM deal d WHERE d.deleted_at IS NULL"
    )
    return len(list(rows))


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_timed(work) for _ in range(TRIES))


def _line(figure: str, value: float, bare: float, limit: str = "") -> Result:
    return Result(figure, value, "ms", "bare query of the cards", bare, limit)
