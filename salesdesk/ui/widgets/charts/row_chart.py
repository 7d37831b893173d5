"""Lying bars: one row per value, with the value and a share at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.charts.chart import Chart, Spot, number_text


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. ``text`` is the value in words ("" = the number), ``share`` what stands behind it ("51 %");
    ``target`` draws a mark at that value; ``key`` is emitted when pressed (None = the row's index)."""

    label: str
    value: float
    text: str = ""
    share: str = ""
    role: str = "accent"
    target: float | None = None
    key: object = None


_ROW = 31
_BAR = 22


class HBarChart(Chart):
    """Rows of label, bar, value and share. ``fading`` lets the bars grow paler downwards, as in a funnel."""

    def __init__(
        self, theme: Theme, name: str, *, fading: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, parent)
        self._fading = fading
        self._bars: list[Bar] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show these rows."""
        self._bars = list(bars)
        self.updateGeometry()
        self.relayout()

    def sizeHint(self) -> QSize:
        return QSize(360, max(1, len(self._bars)) * _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    def layout_spots(self) -> list[Spot]:
        left, right = self._edges()
        top = max([bar.value for bar in self._bars] + [bar.target or 0 for bar in self._bars], default=0) or 1
        spots = []
        for number, bar in enumerate(self._bars):
            y = number * _ROW + (_ROW - _BAR) / 2
            width = max(3.0, (right - left) * max(0.0, bar.value) / top)
            color = self.theme.color(bar.role)
            if self._fading and len(self._bars) > 1:
                color = self.shade(bar.role, 1.0 - 0.6 * number / (len(self._bars) - 1))
            tip = f"{bar.label}: {self._value_text(bar)}" + (f", {bar.share}" if bar.share else "")
            spots.append(
                Spot(
                    QRectF(left, y, width, _BAR),
                    QRectF(0, number * _ROW, self.width(), _ROW),
                    color,
                    number if bar.key is None else bar.key,
                    tip,
                )
            )
        return spots

    def paint_texts(self, painter: QPainter) -> None:
        left, right = self._edges()
        top = max([bar.value for bar in self._bars] + [bar.target or 0 for bar in self._bars], default=0) or 1
        share_width = self._share_width()
        for number, bar in enumerate(self._bars):
            y = number * _ROW
            painter.setFont(self.body_font)
            painter.setPen(self.theme.color("ink_2"))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, y, left - 12, _ROW), middle, self.elided(bar.label, left - 12))
            if bar.target is not None:
                x = left + (right - left) * bar.target / top
                painter.fillRect(QRectF(x - 1, y + 2, 2, _ROW - 4), self.theme.color("ink_3"))
            painter.setPen(self.theme.color("ink_3"))
            end = Qt.AlignmentFlag.AlignRight | middle
            painter.drawText(QRectF(self.width() - share_width, y, share_width, _ROW), end, bar.share)
            painter.setFont(self.strong_font)
            painter.setPen(self.theme.color("ink"))
            value_right = self.width() - share_width - (12 if share_width else 0)
            painter.drawText(QRectF(right, y, value_right - right, _ROW), end, self._value_text(bar))

    def _value_text(self, bar: Bar) -> str:
        return bar.text or number_text(bar.value)

    def _share_width(self) -> float:
        return max((self.metrics.horizontalAdvance(bar.share) for bar in self._bars), default=0)

    def _edges(self) -> tuple[float, float]:
        """Where the bars begin and where the longest ends."""
        label = max((self.metrics.horizontalAdvance(bar.label) for bar in self._bars), default=0) + 14
        value = max(
            (self.strong_metrics.horizontalAdvance(self._value_text(b)) for b in self._bars), default=0
        )
        share = self._share_width()
        left = min(label, self.width() * 0.34)
        right = self.width() - value - 12 - (share + 12 if share else 0)
        return left, max(left + 20, right)
