"""The list of people in the product's window, as its own program: sorted, scrolled, filtered, with the builder open. A ticker
notes how long the window's thread was held up. Prints one line for each figure: its name, a tab, milliseconds.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from salesdesk import log, paths
from salesdesk.app.desktop import Desktop
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Sort, parse_filter
from salesdesk.domain.grouping import Step
from salesdesk.domain.row_grouping import NO_GROUPS, Grouping, grouping_text
from salesdesk.ui import fonts
from salesdesk.ui.page import Page
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.preferences import THEME, Preferences
from salesdesk.ui.theme import Theme

SORTS = (
    "full_name", "company", "city", "owner", "lifecycle_stage", "created_at", "last_contacted_at", "next_step_at",
)  # fmt: skip
FURTHER = (
    Sort("country"),
    Sort("city", False, (Sort("full_name"),)),
    Sort("lifecycle_stage", True, (Sort("company"),)),
)
FILTERS = (
    "city:Hamburg stage:lead",
    "name~an",
    "activities[kind:call happened:90d]>=1 (country:DE or next_step:?)",
    "",
)
GROUPS = (
    Grouping("country"),
    Grouping("lifecycle_stage"),
    Grouping("city"),
    Grouping("created_at", Step.MONTH, descending=True),
    Grouping("next_step_at", Step.WEEK),
    Grouping("owner"),
)
TICK_MS = 5
LONGEST = 120.0
"""Seconds after which a figure counts as never reached."""


_WAITS = Path("/proc/self/schedstat")
_waits = os.open(_WAITS, os.O_RDONLY) if _WAITS.exists() else None


def _waited() -> float:
    """Seconds for which the machine let the thread of the window wait for a processor; 0 where it does not tell."""
    return 0.0 if _waits is None else int(os.pread(_waits, 100, 0).split()[1]) / 1e9


class Clock:
    """Seconds that this program was at work: of those that went by since the last look, no more than it had of all processors,
    and none for which the machine made the window wait for others."""

    def __init__(self) -> None:
        self._last = self._now()
        self.total = 0.0

    def _now(self) -> tuple[float, float]:
        return time.perf_counter() - _waited(), time.process_time()

    def look(self) -> float:
        """Those since the look before."""
        now = self._now()
        passed = max(0.0, min(now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now
        self.total += passed
        return passed


class Ticker(QObject):
    """The longest work between two ticks of the event loop, and all of it, see `Clock`."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self.begin()

    def begin(self) -> None:
        """Forget what was before."""
        self.longest, self._clock = 0.0, Clock()

    @property
    def worked(self) -> float:
        """Seconds since the beginning."""
        self._tick()
        return self._clock.total

    def _tick(self) -> None:
        self.longest = max(self.longest, self._clock.look())


def wait(met: Callable[[], bool]) -> float:
    """Seconds until something holds, the event loop running meanwhile as it does for a person."""
    started, loop = time.perf_counter(), QEventLoop()
    look = QTimer()
    look.setInterval(1)
    look.timeout.connect(lambda: loop.quit() if met() or time.perf_counter() - started > LONGEST else None)
    look.start()
    loop.exec()
    return time.perf_counter() - started


def tell(name: str, seconds: float) -> None:
    print(f"{name}\t{seconds * 1e3:.3f}", flush=True)


def tell_all(page: ContactsPage, busy: Callable[[], bool], ticker: Ticker) -> None:
    """Print every figure."""
    shown: list[object] = []
    page.model.modelReset.connect(lambda: shown.append(page.model.sorting))

    def rest() -> None:
        wait(lambda: not busy() and page.model.is_whole)

    rest()
    wait(_after(0.5))
    ticker.begin()
    wait(_after(1.0))
    tell("idle", ticker.longest)
    for sort in (*map(Sort, SORTS), *FURTHER):
        rest()
        shown.clear()
        ticker.begin()
        page.model.set_sort(sort)
        wait(lambda: bool(shown))
        page.table.viewport().repaint()
        seconds = ticker.worked
        name = sort.field if not sort.further else "+".join(key.field for key in sort.keys)
        tell(f"sort {name}", seconds)
        rest()
        tell(f"held up, sort {name}", ticker.longest)
    page.model.set_sort(Sort("full_name"))
    rest()
    ticker.begin()
    bar = page.table.verticalScrollBar()
    for place in range(60):
        bar.setValue(bar.maximum() * (place * 37 % 60) // 60)
        wait(_after(0.01))
    tell("held up, scrolling", ticker.longest)
    page.builder.toggle()
    for text in FILTERS:
        rest()
        ticker.begin()
        page.filters.replace_filter(parse_filter(text, filter_fields(RecordKind.CONTACTS)))
        rest()
        tell(f"held up, filter {text or 'taken away'}", ticker.longest)

    rest()
    tell_groups(page, rest, ticker)


def tell_today(page: Page, busy: Callable[[], bool], ticker: Ticker) -> None:
    """Print how long the day takes until it is painted with its steps, and what the rest of it holds up."""
    wait(lambda: not busy())
    ticker.begin()
    page.stale = True
    page.catch_up()
    page.repaint()
    tell("today", ticker.worked)
    wait(lambda: not busy())
    tell("held up, today", ticker.longest)


def tell_groups(page: ContactsPage, rest: Callable[[], None], ticker: Ticker) -> None:
    """Print when the headings of a grouped list are there, and what grouping, opening and scrolling hold up."""
    for grouping in GROUPS:
        headings: list[object] = []
        noted = page.model.modelReset.connect(lambda found=headings: found.append(page.model.groups.by))
        ticker.begin()
        page.groups.apply(grouping)
        wait(lambda found=headings, by=grouping: by in found)  # type: ignore[misc]
        page.table.viewport().repaint()
        tell(f"group {grouping_text(grouping)}", ticker.worked)
        rest()
        page.model.disconnect(noted)
        tell(f"held up, group {grouping_text(grouping)}", ticker.longest)
    ticker.begin()
    for row in (page.model.rowCount() - 1, 0):
        page.model.toggle(row)
        page.model.toggle(row)
    wait(_after(0.05))
    tell("held up, opening groups", ticker.longest)
    page.groups.apply(NO_GROUPS)
    rest()


def _after(seconds: float) -> Callable[[], bool]:
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() > end


def main(file: Path) -> int:
    """Measure the list of ``file``."""
    log.start(paths.log_folder())
    application = QApplication(sys.argv[:1])
    fonts.load_fonts()
    preferences = Preferences(paths.config_folder() / "window.ini")
    theme = Theme()
    theme.apply(application, preferences.get(THEME))
    desktop = Desktop(application, theme, preferences)
    desktop.open(file)
    window = desktop.window
    assert window is not None
    ticker = Ticker()
    today = window.page("today")
    tell_today(today, lambda: today.context.tasks.is_busy, ticker)
    window.show_page("contacts")
    page = window.page("contacts")
    assert isinstance(page, ContactsPage)
    try:
        wait(lambda: page.model.rowCount() > 0)
        tell_all(page, lambda: page.context.tasks.is_busy, ticker)
        return 0
    finally:
        desktop.close()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
