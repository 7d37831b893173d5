"""Stages side by side, each as wide as what passed through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.ui import fonts
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.charts.chart import Chart, Spot

_BAR = 34
_GAP = 6
_TEXT = 20


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One stage: ``note`` stands in quiet ink behind or below its name ("71 → 63 % · 9 d")."""

    label: str
    value: float
    note: str = ""
    role: str = "accent"
    key: object = None


class FunnelChart(Chart):
    """Segments in a row, the wider the larger their value, paler from left to right; the last one is strong
    again when ``last_is_goal``. Pressing a segment emits its key (None: its index)."""

    def __init__(
        self, theme: Theme, name: str, *, last_is_goal: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, parent)
        self._goal = last_is_goal
        self._steps: list[FunnelStep] = []
        self._label_font = fonts.font(fonts.SECONDARY, QFont.Weight.Medium)
        self._label_metrics = QFontMetricsF(self._label_font)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_steps(self, steps: Sequence[FunnelStep]) -> None:
        """Show these stages."""
        self._steps = list(steps)
        self.relayout()

    def sizeHint(self) -> QSize:
        return QSize(480, _BAR + 8 + 2 * _TEXT)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    def layout_spots(self) -> list[Spot]:
        count = len(self._steps)
        if not count:
            return []
        room = self.width() - _GAP * (count - 1)
        least = min(78.0, room / count)
        total = sum(max(0.0, step.value) for step in self._steps) or 1.0
        spare = room - least * count
        spots = []
        x = 0.0
        for number, step in enumerate(self._steps):
            width = least + spare * max(0.0, step.value) / total
            strength = 1.0 - 0.6 * number / max(1, count - 1)
            if self._goal and number == count - 1:
                strength = 0.95
            spots.append(
                Spot(
                    QRectF(x, 0, width, _BAR),
                    QRectF(x, 0, width, self.height()),
                    self.shade(step.role, strength),
                    number if step.key is None else step.key,
                    f"{step.label}: {step.note}" if step.note else step.label,
                )
            )
            x += width + _GAP
        return spots

    def paint_texts(self, painter: QPainter) -> None:
        for spot, step in zip(self.spots(), self._steps, strict=True):
            place = QRectF(spot.bar.left(), _BAR + 6, spot.bar.width(), _TEXT)
            painter.setFont(self._label_font)
            painter.setPen(self.theme.color("ink"))
            label = self._label_metrics.elidedText(step.label, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, label)
            painter.setFont(self.body_font)
            painter.setPen(self.theme.color("ink_3"))
            used = self._label_metrics.horizontalAdvance(label) + 6
            if used + self.metrics.horizontalAdvance(step.note) <= place.width():
                place.setLeft(place.left() + used)
            else:
                place.translate(0, _TEXT - 3)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.elided(step.note, place.width()))
