"""The numbers beside the pages in the rail, counted on the worker."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from salesdesk.domain.progress import Work
from salesdesk.ui.context import Context
from salesdesk.ui.first_paint import start_after_paint
from salesdesk.ui.page import PageEntry
from salesdesk.ui.task_runner import unasked
from salesdesk.ui.window.navigation_rail import NavigationRail

COUNTS_DELAY_MS = 60


class PageCounts(QObject):
    """Counts when the window is at rest: after it was shown and after changes. Of several counts that are asked for while
    one waits for the worker, one is made."""

    def __init__(
        self, context: Context, entries: Iterable[PageEntry], rail: NavigationRail, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context, self._rail = context, rail
        self._entries = [(entry, entry.count) for entry in entries if entry.count is not None]
        self._counting = self._again = False
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(COUNTS_DELAY_MS)
        self._delay.timeout.connect(self._count)

    def begin(self, page: QWidget | None = None) -> None:
        """Count in a moment, where ``page`` is given after it is on screen."""
        if page is None:
            self._delay.start()
        else:
            start_after_paint(self._delay, page)

    def stop(self) -> None:
        """Begin no count any more: the file may be closed by then."""
        self._again = False
        self._delay.stop()

    def _count(self) -> None:
        self._again = self._counting
        if self._counting:
            return
        self._counting = True
        entries = self._entries

        def count(work: Work) -> list[tuple[PageEntry, int | None]]:
            found = []
            for entry, counted in entries:
                work.check()
                found.append((entry, counted()))
            return found

        self._context.tasks.run(count, done=self._show, failed=self._failed, owner=self)

    def _show(self, found: list[tuple[PageEntry, int | None]]) -> None:
        for entry, number in found:
            self._rail.set_count(entry.key, number, entry.tone)
        self._end()

    def _failed(self, error: Exception) -> None:
        self._end()
        unasked(error)

    def _end(self) -> None:
        self._counting = False
        if self._again:
            self._delay.start()
