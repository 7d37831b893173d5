"""How far one is in one period, in large: which part is reached, what is to go, and what it comes to at this pace."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.domain.target_standing import Standing, TargetGrid
from salesdesk.domain.targets import Measure
from salesdesk.ui import fonts
from salesdesk.ui.pages.targets.texts import full, measure_title, missing_text, owner_name, period_name, tr
from salesdesk.ui.theme import Theme
from salesdesk.ui.value_texts import DASH, number_text, percent_text
from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.text import ElidedLabel, label

_BAR, _GAP = 20, 4


class PaceBar(QWidget):
    """Won and weighted in one bar, with the target above it and the pace below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cell: Standing | None = None
        self._currency = ""
        self._small = fonts.font(fonts.CAPTION)
        self._strong = fonts.font(fonts.CAPTION, QFont.Weight.DemiBold)
        self.setMinimumSize(180, 66)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Progress"))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(420, 66)

    def show_standing(self, cell: Standing, grid: TargetGrid) -> None:
        """Show one period."""
        self._cell, self._currency = cell, grid.currency
        self.setAccessibleDescription("; ".join(text for _, text, _ in self._texts(cell)))
        self.update()

    def _texts(self, cell: Standing) -> list[tuple[str, str, float]]:
        """(what, in words, value) of all that stands at the bar."""
        measure, currency = cell.place.measure, self._currency
        found = [("won", tr("won {0}").format(full(cell.actual, measure, currency)), float(cell.actual))]
        if measure is not Measure.REVENUE:
            found = [
                ("won", tr("{0} so far").format(full(cell.actual, measure, currency)), float(cell.actual))
            ]
        if cell.weighted:
            text = tr("weighted {0}").format(full(cell.weighted, measure, currency))
            found.append(("weighted", text, float(cell.weighted)))
        if cell.goal is not None and not cell.goal.apart:
            text = tr("target {0}").format(full(cell.goal.amount, measure, currency))
            found.append(("goal", text, float(cell.goal.amount)))
        if cell.pace is not None:
            found.append(
                ("pace", tr("on pace for {0}").format(full(cell.pace, measure, currency)), float(cell.pace))
            )
        return found

    def paintEvent(self, event: object) -> None:
        cell = self._cell
        if cell is None:
            return
        texts = {what: (text, value) for what, text, value in self._texts(cell)}
        goal, at_pace = texts.get("goal", ("", 0.0))[1], texts.get("pace", ("", 0.0))[1]
        top = max(cell.actual + cell.weighted, goal, at_pace, 1) * 1.04
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRectF(0, (self.height() - _BAR) / 2, self.width(), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("line_soft"))
        painter.drawRoundedRect(bar, 4, 4)
        left = bar.left()
        for what, value in (("won", max(0, cell.actual)), ("weighted", max(0, cell.weighted))):
            part = QRectF(left, bar.top(), bar.width() * value / top, bar.height())
            if part.width() >= 1:
                painter.setBrush(self._color(what))
                painter.drawRoundedRect(part, 4, 4)
                self._inside(painter, part, texts[what][0], what, bar.width() * goal / top)
            left = part.right()
        if goal:
            at = bar.width() * goal / top
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("ink"))
            painter.drawRect(QRectF(at - 1, bar.top() - 5, 2, bar.height() + 10))
            self._beside(painter, at, 0, texts["goal"][0], self._strong, "ink")
        if at_pace:
            at = bar.width() * at_pace / top
            role = "good" if goal and at_pace >= goal else "warn" if goal else "ink_2"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(role))
            foot = bar.bottom() + 3
            painter.drawPolygon(
                QPolygonF([QPointF(at, foot), QPointF(at - 4, foot + 5), QPointF(at + 4, foot + 5)])
            )
            self._beside(painter, at, bar.bottom() + 8, texts["pace"][0], self._small, role)
        painter.end()

    def _color(self, what: str) -> QColor:
        if what == "won":
            return self._theme.color("accent")
        full_color, panel = self._theme.color("accent"), self._theme.color("panel")
        mixed = [
            (one + two) / 2
            for one, two in zip(full_color.getRgbF()[:3], panel.getRgbF()[:3], strict=True)  # type: ignore[index]
        ]
        return QColor.fromRgbF(*mixed)

    def _inside(self, painter: QPainter, part: QRectF, text: str, what: str, tick: float) -> None:
        """The words of a part where they fit in it."""
        room = part.adjusted(8, 0, -8, 0)
        wide = QFontMetricsF(self._small).horizontalAdvance(text)
        if wide > room.width():
            return
        painter.setFont(self._small)
        painter.setPen(self._theme.color("on_accent" if what == "won" else "ink"))
        crossed = room.right() - wide - 4 < tick < room.right() + 4
        side = Qt.AlignmentFlag.AlignLeft if what == "won" or crossed else Qt.AlignmentFlag.AlignRight
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _beside(self, painter: QPainter, at: float, top: float, text: str, font: QFont, role: str) -> None:
        """Words centred at a place of the bar, within the width."""
        painter.setFont(font)
        painter.setPen(self._theme.color(role))
        wide = QFontMetricsF(font).horizontalAdvance(text) + 2
        left = max(0.0, min(at - wide / 2, self.width() - wide))
        painter.drawText(QRectF(left, top, wide, 16), Qt.AlignmentFlag.AlignCenter, text)


class PaceCard(Card):
    """One standing in large. ``rows_requested`` carries the Rows that a text was pressed for."""

    rows_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(padding=16, parent=parent)
        self._cell: Standing | None = None
        self.caption = ElidedLabel("", "note")
        self.value = label("", "figure")
        self.to_go = label("", "secondary", wrap=True)
        left = QVBoxLayout()
        left.setSpacing(2)
        for one in (self.caption, self.value, self.to_go):
            left.addWidget(one)
        holder = QWidget()
        holder.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        holder.setFixedWidth(230)
        self.bar = PaceBar(theme)
        self.partly = label("", "secondary", "warn", wrap=True)
        self.reach_title = label(tr("To reach it"), "note")
        self.reach = link_button("", self._ask, flush=True, elided=True)
        self.reach_note = label("", "secondary", wrap=True)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.setContentsMargins(0, 0, 0, 0)
        for widget in (self.reach_title, self.reach, self.reach_note):
            right.addWidget(widget)
        right.addStretch(1)
        self._right = QWidget()
        self._right.setLayout(right)
        self._right.setFixedWidth(200)
        self._right.hide()  # until something is to be reached
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(holder)
        row.addWidget(self.bar, 1)
        row.addWidget(self._right)
        self.add(row)
        self.add(self.partly)
        self.partly.hide()

    def show_standing(self, cell: Standing, grid: TargetGrid) -> None:
        """Show one cell of the grid."""
        self._cell = cell
        period, measure = cell.place.period, cell.place.measure
        who = owner_name(grid, cell.place.owner)
        what = "" if measure is Measure.REVENUE else f" · {measure_title(measure, grid.currency)}"
        self.caption.setText(f"{who} · {period_name(period)}{what}")
        self.value.setText(DASH if cell.reached is None else percent_text(cell.reached))
        self.to_go.setText(self._to_go(cell, grid))
        goal = cell.goal
        self.partly.setText(missing_text(goal) if goal is not None and goal.missing else "")
        self.partly.setVisible(bool(self.partly.text()))
        self.bar.show_standing(cell, grid)
        self._right.setVisible(cell.open_rows is not None and cell.left > 0 and period.last >= grid.today)
        self.reach.setText(tr("Open deals that close by then"))
        self.reach_note.setText("")

    def show_reach(self, title: str, note: str) -> None:
        """Say which deal alone would fill what is left."""
        self.reach.setText(title)
        self.reach_note.setText(note)

    def _to_go(self, cell: Standing, grid: TargetGrid) -> str:
        if cell.goal is None:
            return tr("No target yet: type one below")
        if cell.goal.apart:
            return tr("The target is in another currency, and no rate is known")
        measure = cell.place.measure
        if cell.left <= 0:
            over = cell.actual - cell.goal.amount
            return (
                tr("reached, {0} more").format(full(over, measure, grid.currency)) if over else tr("reached")
            )
        text = tr("{0} to go").format(full(cell.left, measure, grid.currency))
        days = grid.days_left(cell.place.period)
        if cell.place.period.last < grid.today:
            return tr("{0} missed").format(full(cell.left, measure, grid.currency))
        left = tr("1 working day") if days == 1 else tr("{0} working days").format(number_text(days))
        return f"{text} · {left}"

    def _ask(self) -> None:
        if self._cell is not None and self._cell.open_rows is not None:
            self.rows_requested.emit(self._cell.open_rows)
