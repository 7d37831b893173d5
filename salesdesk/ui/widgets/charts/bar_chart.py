"""Upright bars: one or several series over categories."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from salesdesk.ui.theme import CHART_ROLES, Theme
from salesdesk.ui.widgets.charts.chart import Chart, Spot, number_text


@dataclass(frozen=True, slots=True)
class Series:
    """One series: a value per category. ``role`` "" takes the next of the theme's chart roles; ``texts`` says each value in
    full and in short, where its number alone does not tell it."""

    name: str
    values: Sequence[float]
    role: str = ""
    texts: Sequence[tuple[str, str]] = ()


_FOOT = 24
_HEAD = 20
_LEGEND = 24


_FEW, _LONGEST = 14, 80
"""Up to how many categories are all named, and the pixels of a name that stands upright."""


class BarChart(Chart):
    """Grouped bars, for example won beside target. Pressing one emits ``(series index, category index)``.

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
        self._text = text
        self._shaded = shaded
        self._show_values = show_values
        self._legend = legend
        self._categories: list[str] = []
        self._series: list[Series] = []
        self.setMinimumHeight(140)

    def set_data(self, categories: Sequence[str], series: Sequence[Series]) -> None:
        """Show these series; every series has one value per category."""
        self._categories = list(categories)
        self._series = [
            replace(one, role=one.role or CHART_ROLES[number % len(CHART_ROLES)])
            for number, one in enumerate(series)
        ]
        self.relayout()

    def sizeHint(self) -> QSize:
        return QSize(420, 180)

    def layout_spots(self) -> list[Spot]:
        plot = self._plot()
        top = max((value for one in self._series for value in one.values), default=0) or 1
        slot = plot.width() / max(1, len(self._categories))
        count = max(1, len(self._series))
        gap = 4 if count > 1 else 0
        width = max(
            3.0, min(26.0 if count > 1 else 48.0, (slot * (0.6 if count > 1 else 0.82) - gap) / count)
        )
        spots = []
        for number, one in enumerate(self._series):
            for at, value in enumerate(one.values):
                left = plot.left() + slot * at + (slot - count * width - gap * (count - 1)) / 2
                height = max(2.0 if value > 0 else 1.0, plot.height() * max(0.0, value) / top)
                x = left + number * (width + gap)
                color = self.theme.color(one.role)
                if self._shaded and count == 1:
                    color = self.shade(one.role, 0.4 + 0.6 * max(0.0, value) / top)
                spots.append(
                    Spot(
                        QRectF(x, plot.bottom() - height, width, height),
                        QRectF(x - gap / 2, plot.top(), width + gap, self.height() - plot.top()),
                        color,
                        (number, at),
                        f"{self._categories[at]}, {one.name}: {self._texts(one, at)[0]}",
                    )
                )
        return spots

    def paint_texts(self, painter: QPainter) -> None:
        plot = self._plot()
        painter.setPen(QPen(self.theme.color("line_soft"), 1))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        painter.setFont(self.body_font)
        painter.setPen(self.theme.color("ink_3"))
        slot = plot.width() / max(1, len(self._categories))
        step = self._step()
        if self._stands():
            for at, name in enumerate(self._categories):
                painter.save()
                painter.translate(plot.left() + slot * (at + 0.5) - 9, plot.bottom() + 6 + _LONGEST)
                painter.rotate(-90)
                place = QRectF(0, 0, _LONGEST, 18)
                right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(place, right, self.elided(name, _LONGEST))
                painter.restore()
        for at in range(0, 0 if self._stands() else len(self._categories), step):
            place = QRectF(
                plot.left() + slot * at - slot * (step - 1) / 2, plot.bottom() + 6, slot * step, 18
            )
            shown = self.elided(self._categories[at], place.width() - 2)
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, shown)
        if self._show_values:
            self._paint_values(painter)
        if self._has_legend():
            self._paint_legend(painter)

    def _step(self) -> int:
        """Of how many names one is written where they do not fit beside each other."""
        if not self._categories:
            return 1
        slot = self.width() / len(self._categories)
        widest = max(self.metrics.horizontalAdvance(name) for name in self._categories)
        return max(1, int(-(-(min(widest, 72) + 6) // slot)))

    def _stands(self) -> bool:
        """Whether the names stand upright: few of them are all written, since none can be guessed from its neighbours as
        days can."""
        return self._step() > 1 and len(self._categories) <= _FEW

    def _texts(self, series: Series, at: int) -> tuple[str, str]:
        """A value in full and in short."""
        if series.texts:
            return series.texts[at]
        text = self._text(series.values[at])
        return text, text

    def value_labels(self) -> list[tuple[QRectF, str]]:
        """The values over the bars and where they stand, the highest first: none over another one or over a bar that is
        not its own."""
        values = [
            (value, self._texts(one, at)) for one in self._series for at, value in enumerate(one.values)
        ]
        bars = [spot.bar for spot in self.spots()]
        room = self._plot().width() / max(1, len(self._categories))
        order = sorted(range(len(bars)), key=lambda place: (-values[place][0], place))
        labels: list[tuple[QRectF, str]] = []
        for place in order:
            bar, texts = bars[place], values[place][1]
            others = [one for number, one in enumerate(bars) if number != place]
            for text in dict.fromkeys(texts):
                width = self.metrics.horizontalAdvance(text) + 4
                left = max(0.0, min(bar.center().x() - width / 2, self.width() - width))
                spot = QRectF(left, bar.top() - 18, width, 16)
                taken = any(spot.intersects(one) for one in others)
                if width <= room and not taken and not any(spot.intersects(one) for one, _ in labels):
                    labels.append((spot, text))
                    break
        return labels

    def _paint_values(self, painter: QPainter) -> None:
        painter.setPen(self.theme.color("ink_2"))
        for place, text in self.value_labels():
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_legend(self, painter: QPainter) -> None:
        x = float(self.width())
        for number in range(len(self._series) - 1, -1, -1):
            one = self._series[number]
            width = self.metrics.horizontalAdvance(one.name)
            x -= width
            painter.setPen(self.theme.color("ink_2"))
            painter.drawText(QRectF(x, 0, width + 2, 18), Qt.AlignmentFlag.AlignVCenter, one.name)
            x -= 16
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color(one.role))
            # Shape as well as colour: the first series is a square, the others discs.
            if number == 0:
                painter.drawRoundedRect(QRectF(x, 4, 10, 10), 2, 2)
            else:
                painter.drawEllipse(QRectF(x, 4, 10, 10))
            x -= 14

    def _has_legend(self) -> bool:
        return self._legend and len(self._series) > 1

    def _plot(self) -> QRectF:
        head = (_HEAD if self._show_values else 4) + (_LEGEND if self._has_legend() else 0)
        foot = _LONGEST + 10 if self._stands() else _FOOT if any(self._categories) else 4
        return QRectF(0, head, self.width(), max(1, self.height() - head - foot))
