"""Python's search for unreachable cycles, held in the thread of the window."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 400
"""How often to look whether a collection is due."""
PATIENCE = 10.0
"""Seconds for which a collection waits while a worker is busy: a worker may hold a million rows, none of them in a cycle, and
looking through these would hold up the window."""
_SHARE = 50  # a collection that took so long is followed by so many times that without one


def _never() -> bool:
    return False


class CycleCollector(QObject):
    """Collects where the widgets live, for as long as workers run beside the window.

    Python collects in whichever thread happens to allocate. In a worker it would destroy widgets and timers that
    wait in a cycle, and Qt allows that in the thread of the window only: it crashes, rarely and elsewhere.
    """

    _running: ClassVar[list[CycleCollector]] = []
    _waits_since: float | None = None
    _rests_until = 0.0

    def __init__(self, parent: QObject | None = None, is_busy: Callable[[], bool] = _never) -> None:
        super().__init__(parent)
        self._closed, self._is_busy = False, is_busy
        CycleCollector._running.append(self)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start(LOOK_MS)

    def collect_due(self) -> None:
        """Collect the generations whose thresholds are reached, as Python would have done by itself."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [at for at, threshold in enumerate(thresholds) if threshold and counts[at] > threshold]
        if due and not self._waits(time.monotonic()):
            started = time.monotonic()
            gc.collect(due[-1])
            ended = time.monotonic()
            CycleCollector._waits_since, CycleCollector._rests_until = (
                None,
                ended + _SHARE * (ended - started),
            )

    @classmethod
    def _waits(cls, now: float) -> bool:
        if now < cls._rests_until:
            return True
        if not any(collector._is_busy() for collector in cls._running):
            return False
        if cls._waits_since is None:
            cls._waits_since = now
        return now < cls._waits_since + PATIENCE

    def close(self) -> None:
        """Stop looking; Python collects by itself again once the last one stopped."""
        if self._closed:
            return
        self._closed = True
        self._timer.stop()
        CycleCollector._running.remove(self)
        if not CycleCollector._running:
            gc.enable()
