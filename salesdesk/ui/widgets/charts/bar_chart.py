"""Charts from plain series: bars beside each other, and any kind that a report draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from salesdesk.domain.charts import Box, ChartData, ChartSeries, Drawing, Label, drawn
from salesdesk.domain.reports import ChartKind
from salesdesk.ui.theme import CHART_ROLES, Theme
from salesdesk.ui.widgets.charts.chart import Chart, number_text
from salesdesk.ui.widgets.charts.painting import rectangle


@dataclass(frozen=True, slots=True)
class Series:
    """One series: a value per category. ``role`` "" takes the next of the theme's chart roles; ``texts`` says each value in
    full and in short, where its number alone does not tell it."""

    name: str
    values: Sequence[float]
    role: str = ""
    texts: Sequence[tuple[str, str]] = ()


_LOWEST, _ROW = 140, 26
_UPRIGHT = 80
"""How much higher a chart is whose names stand upright, so that its bars are not low."""
_USUAL = QSize(420, 220)


class PlotChart(Chart):
    """A chart of any kind. Pressing a value emits ``(series index, category index)``."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._data = ChartData(ChartKind.BARS, (), ())
        self._least = _LOWEST
        self._keep_height()

    def set_chart(self, data: ChartData) -> None:
        """Show this."""
        self._data = data
        self.relayout()
        self._keep_height()

    def set_least_height(self, height: int) -> None:
        """Be no lower than this, and higher where names stand upright."""
        self._least = height
        self._keep_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_height()

    def _keep_height(self) -> None:
        rows = _ROW * len(self._data.categories) if self._data.kind is ChartKind.FUNNEL else 0
        upright = any(label.turned for label in self.drawing.labels)
        self.setMinimumHeight(max(self._least + (_UPRIGHT if upright else 0), rows))

    def laid_out(self, width: float, height: float) -> Drawing:
        return drawn(self._data, width, height, self.measured)

    def sizeHint(self) -> QSize:
        return _USUAL

    def value_labels(self) -> list[tuple[QRectF, str]]:
        """The values that are written over the bars, and where they stand."""
        texts = {text for one in self._data.series for said in (*one.texts, one.brief) for text in said}
        return [
            (rectangle(_as_box(label)), label.text) for label in self.drawing.labels if label.text in texts
        ]


class BarChart(PlotChart):
    """Grouped bars without an axis, for example replies by day.

    ``text`` makes the words of a value for tips; ``shaded`` paints a single series stronger where it is higher;
    ``show_values`` writes the values over the bars where they fit.
    """

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        text: Callable[[float], str] = number_text,
        shaded: bool = False,
        show_values: bool = False,
        legend: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, parent)
        self._text, self._shaded, self._show_values, self._legend = text, shaded, show_values, legend

    def set_data(self, categories: Sequence[str], series: Sequence[Series]) -> None:
        """Show these series; every series has one value per category."""
        made = tuple(self._series(one, place) for place, one in enumerate(series))
        self.set_chart(
            ChartData(
                ChartKind.BARS,
                tuple(categories),
                made,
                shaded=self._shaded,
                labelled=self._show_values,
                legend=self._legend,
            )
        )

    def sizeHint(self) -> QSize:
        return QSize(420, 180)

    def _series(self, one: Series, place: int) -> ChartSeries:
        texts = tuple(one.texts) or tuple((text, text) for text in map(self._text, one.values))
        role = one.role or CHART_ROLES[place % len(CHART_ROLES)]
        return ChartSeries(one.name, tuple(one.values), texts, role)


def _as_box(label: Label) -> Box:
    return Box(label.x, label.y, label.width, label.height, label.role)
