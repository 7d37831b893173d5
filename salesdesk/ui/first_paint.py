"""What waits until something is on screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

LONGEST_MS = 1_000
"""Nothing waits longer than that: a window that is minimised is not painted."""


def start_after_paint(timer: QTimer, widget: QWidget) -> None:
    """Start a timer when ``widget`` has painted itself, at the latest after a while. Stopping it stops it for good."""
    interval = timer.interval()
    timer.start(LONGEST_MS)
    timer.setInterval(LONGEST_MS)
    _FirstPaint(timer, interval, widget)


class AfterPaint(QObject):
    """Runs something once a widget was painted: at once where it has been, else after its first painting."""

    def __init__(self, widget: QWidget, run: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget, self._run = widget, run
        self._painted = self._wanted = False
        widget.installEventFilter(self)

    def begin(self) -> None:
        """Run it now or then; several beginnings before the first painting are one."""
        self._wanted = not self._painted
        if self._painted:
            self._run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._end)  # after the painting that begins now
        return False

    def _end(self) -> None:
        if not self._widget.isVisible():  # it went meanwhile, maybe with its file
            self._widget.installEventFilter(self)
            return
        self._painted = True
        if self._wanted:
            self.begin()


class _FirstPaint(QObject):
    def __init__(self, timer: QTimer, interval: int, widget: QWidget) -> None:
        super().__init__(widget)
        self._timer, self._interval = timer, interval
        timer.timeout.connect(self._end)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._painted)  # after the painting that begins now
            watched.removeEventFilter(self)
        return False

    def _painted(self) -> None:
        if self._timer.isActive():
            self._timer.start(self._interval)
        self._end()

    def _end(self) -> None:
        self._timer.setInterval(self._interval)
        self.deleteLater()
