"""Lying bars: one row per value, with the value and a share at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from salesdesk.domain import charts
from salesdesk.domain.charts import ChartData, ChartSeries, Drawing, drawn
from salesdesk.domain.charts.rows import ROW
from salesdesk.domain.reports import ChartKind
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.charts.chart import Chart, number_text


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. ``text`` is the value in words ("" = the number), ``share`` what stands behind it ("51 %");
    ``target`` draws a mark at that value; ``key`` is emitted when pressed (None = the row's index)."""

    label: str
    value: float
    text: str = ""
    share: str = ""
    target: float | None = None
    key: object = None


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
        return QSize(360, round(max(1, len(self._bars)) * ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    def laid_out(self, width: float, height: float) -> Drawing:
        texts = tuple((text, text) for text in (bar.text or number_text(bar.value) for bar in self._bars))
        data = ChartData(
            ChartKind.FUNNEL,
            tuple(bar.label for bar in self._bars),
            (ChartSeries("", tuple(bar.value for bar in self._bars), texts, "accent"),),
            shaded=self._fading,
            shares=tuple(bar.share for bar in self._bars),
            marks=tuple(bar.target for bar in self._bars),
            centred=False,
        )
        return drawn(data, width, height, self.measured)

    def key_of(self, spot: charts.Spot) -> object:
        key = self._bars[spot.category].key
        return spot.category if key is None else key
