"""The head of a month: a bar of what was won and what is weighted, and the sums in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from salesdesk.domain.forecast import ForecastColumn, Span
from salesdesk.ui.pages.forecast.texts import best_text, note_text, open_text, place_text, tr, weighted_text
from salesdesk.ui.theme import Theme
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.beside_or_below import BesideOrBelow
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.text import ElidedLabel, PartedLabel, label, line, plain_tip, set_look

BAR_WIDTH, BAR_HEIGHT, CHIP_HEIGHT = 40, 68, 22
_LIGHTER = 0.5
"""How much of its colour what is not won yet has."""


class MonthBar(QWidget):
    """What was won at the bottom, above it what is weighted, lighter; what is overdue is hatched. The frame around it is the
    best case. All are shares of the height, 0..1."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._won = self._weighted = self._best = 0.0
        self._overdue = False
        self.setFixedSize(BAR_WIDTH, BAR_HEIGHT)
        theme.changed.connect(self.update)

    def show_shares(self, won: float, weighted: float, best: float, *, overdue: bool) -> None:
        """Show other shares."""
        self._won, self._weighted, self._best, self._overdue = won, weighted, best, overdue
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._theme.color("warn" if self._overdue else "accent")
        height = self.height() - 2
        won, weighted, best = (
            round(height * share) if not share or share * height >= 1 else 1
            for share in (self._won, self._weighted, self._best)
        )
        bottom = self.height()
        if best > won + weighted:
            pen = QPen(color, 1, Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(0.5, bottom - best + 0.5, BAR_WIDTH - 1, best + 4), 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)
        if weighted:
            area = QRectF(0, bottom - won - weighted, BAR_WIDTH, weighted)
            if self._overdue:
                painter.setBrush(self._theme.color("warn_bg"))
                painter.drawRect(area)
                painter.setBrush(QBrush(color, Qt.BrushStyle.BDiagPattern))
            else:
                lighter = self._theme.color("accent")
                lighter.setAlphaF(_LIGHTER)
                painter.setBrush(lighter)
            painter.drawRect(area)
        if won:
            painter.setBrush(color)
            painter.drawRect(QRectF(0, bottom - won, BAR_WIDTH, won))


class MonthHead(QWidget):
    """The head of a column. A click or Enter asks for the deals it counts."""

    opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.bar = MonthBar(theme)
        self._sum = PartedLabel("", "strong")
        self._what = ElidedLabel("", "caption")
        self._name = ElidedLabel("", "section")
        self._name.setMinimumHeight(CHIP_HEIGHT)  # so that the heads with a chip are no higher
        self._count = label("", "note")
        self._chip = Chip()
        self._amount = PartedLabel("", "secondary")
        self._best = PartedLabel("", "caption")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._sum)
        words.addWidget(self._what)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.bar)
        top.addLayout(words, 1)
        named = QWidget()
        name = QHBoxLayout(named)
        name.setContentsMargins(0, 0, 0, 0)
        name.setSpacing(6)
        name.addWidget(self._name)
        name.addWidget(self._count)
        name.addStretch(1)
        asked = QHBoxLayout()
        asked.addWidget(self._chip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(line("full"))
        layout.addSpacing(4)
        self._named = BesideOrBelow(named, asked)
        layout.addWidget(self._named)
        layout.addWidget(self._amount)
        layout.addWidget(self._best)
        layout.addStretch(1)

    def show_column(self, column: ForecastColumn, largest: int, currency: str, today: date) -> None:
        """Show the sums of a column; ``largest`` is what fills a bar, in minor units."""
        added, won, overdue = column.open, column.won, column.place.span is Span.OVERDUE
        name, best = place_text(column.place, today), best_text(added, currency)
        weighted = weighted_text(added, currency, won.amount)
        what = tr("won + weighted") if won.count else tr("weighted")
        note = note_text(column, today)
        amount = " · ".join(part for part in (open_text(added, currency), note) if part)
        self._sum.setText(weighted)
        self._what.setText(what)
        self._name.setText(name)
        set_look(self._name, tone="bad" if overdue and added.count else "")
        self._count.setText(number_text(added.count))
        self._chip.setVisible(overdue and bool(added.count))
        self._chip.set_state(tr("set a date"), "bad")
        self._named.fit()
        self._amount.setText(amount)
        self._best.setText(best)
        full = max(1, largest)
        self.bar.show_shares(
            won.amount / full, added.weighted / full, (won.amount + added.best) / full, overdue=overdue
        )
        said = ", ".join((f"{weighted} {what}", amount, best))
        self.setAccessibleName(f"{name}: {number_text(added.count)}")
        self.setAccessibleDescription(said)
        self.setToolTip(plain_tip(f"{name}\n{said}"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("accent"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
