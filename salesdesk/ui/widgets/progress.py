"""Progress: a thin bar, and the line that accompanies long work."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from salesdesk.ui.value_texts import amount_text
from salesdesk.ui.widgets.buttons import button
from salesdesk.ui.widgets.text import ElidedLabel, label, set_look

_STEPS = 1000


class MiniProgress(QProgressBar):
    """A thin bar without text, showing a share of 0..1."""

    def __init__(self, share: float = 0.0, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, _STEPS)
        self.setTextVisible(False)
        self.setAccessibleName("Progress")
        self.setFixedHeight(6)
        self.set_share(share, tone)

    def set_share(self, share: float, tone: str = "") -> None:
        """Fill the bar to ``share``, cut to 0..1."""
        self.setValue(round(min(1.0, max(0.0, share)) * _STEPS))
        if (self.property("tone") or "") != tone:
            set_look(self, tone=tone)


def time_left(seconds: float) -> str:
    """A rough wait in words: "a few seconds left", "about 40 s left", "about 3 min left"."""
    if seconds < 3:
        return "a few seconds left"
    if seconds < 90:
        return f"about {max(5, round(seconds / 5) * 5)} s left"
    return f"about {round(seconds / 60)} min left"


class ProgressLine(QFrame):
    """What runs, how many of how many, the time left and Cancel. Hidden while nothing runs."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(12)
        self.what = ElidedLabel("", "strong")
        self.bar = MiniProgress()
        self.bar.setMinimumWidth(80)
        self.count = label("", "secondary")
        self.left = label("", "note")
        self.cancel = button("Cancel", self.cancel_requested.emit)
        layout.addWidget(self.what)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.count)
        layout.addWidget(self.left)
        layout.addWidget(self.cancel)
        self._clock = QElapsedTimer()
        self.setVisible(False)

    def start(self, what: str, *, cancellable: bool = True) -> None:
        """Show the line for work that begins now."""
        self._clock.start()
        self.cancel.setVisible(cancellable)
        self.cancel.setEnabled(True)
        self.cancel.setText("Cancel")
        self.report(0, 0, what)
        self.setVisible(True)

    def report(self, done: int, total: int, what: str = "", unit: str = "") -> None:
        """Show ``done`` of ``total``; a total of 0 means it is not known yet. ``unit`` is what is counted, see
        ``Work.report``."""
        if what:
            self.what.setText(what)
        said = amount_text(done, total, unit)
        self.count.setText(said)
        if total <= 0:
            self.bar.setRange(0, 0)
            self.left.setText("")
            return
        self.bar.setRange(0, _STEPS)
        self.bar.set_share(done / total)
        self.bar.setAccessibleDescription(said)
        elapsed = self._clock.elapsed() / 1000 if self._clock.isValid() else 0.0
        known = elapsed > 1.0 and 0 < done < total
        self.left.setText(time_left(elapsed * (total - done) / done) if known else "")

    def cancelling(self) -> None:
        """Say that the cancel was understood."""
        self.cancel.setEnabled(False)
        self.cancel.setText("Cancelling…")

    def finish(self) -> None:
        """Hide the line."""
        self.setVisible(False)
