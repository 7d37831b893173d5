"""Python's search for unreachable cycles, held in the thread of the window."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 400
"""How often to look whether a collection is due."""


class CycleCollector(QObject):
    """Collects where the widgets live, for as long as workers run beside the window.

    Python collects in whichever thread happens to allocate. In a worker it would destroy widgets and timers that
    wait in a cycle, and Qt allows that in the thread of the window only: it crashes, rarely and elsewhere.
    """

    _running = 0

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        CycleCollector._running += 1
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start(LOOK_MS)

    def collect_due(self) -> None:
        """Collect the generations whose thresholds are reached, as Python would have done by itself."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [at for at, threshold in enumerate(thresholds) if threshold and counts[at] > threshold]
        if due:
            gc.collect(due[-1])

    def close(self) -> None:
        """Stop looking; Python collects by itself again once the last one stopped."""
        if self._closed:
            return
        self._closed = True
        self._timer.stop()
        CycleCollector._running -= 1
        if not CycleCollector._running:
            gc.enable()
