"""Painting events."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from salesdesk.ui import fonts
from salesdesk.ui.pages.today.calendar.looks import Look
from salesdesk.ui.theme import ROLES, Theme

ICON = 14
_MOST_SHORTENED = 5000
_DONE = 0.5  # how strongly what is done is painted


class EventPainter(QObject):
    """Paints events in the colours of the theme; it goes with the widget that it paints on."""

    def __init__(self, widget: QWidget, theme: Theme) -> None:
        super().__init__(widget)
        self._widget, self._theme = widget, theme
        self.title = fonts.font(fonts.SECONDARY, QFont.Weight.Medium)
        self.small = fonts.font(fonts.CAPTION)
        self._metrics = (QFontMetrics(self.small), QFontMetrics(self.title))
        self._shortened: dict[tuple[str, int, int], str] = {}
        self.colors: dict[str, QColor] = {}
        theme.changed.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        """Take the theme's colours of now."""
        self.colors = {role: self._theme.color(role) for role in ROLES}
        self._widget.update()

    def pixmap(self, painter: QPainter, at: QPoint, icon: str, role: str) -> None:
        """An icon with its left upper corner at a point."""
        painter.drawPixmap(at, self._theme.pixmap(icon, role, ICON, self._widget.devicePixelRatioF()))

    def block(self, painter: QPainter, box: QRect, look: Look, *, done: bool, chosen: bool) -> None:
        """An event among the hours: its title beside its picture, below it what it is about where there is room."""
        painter.save()
        self._ground(painter, box, look, done=done, chosen=chosen, edge=True)
        narrow = box.width() < 96
        left = box.left() + 9
        ink = self.colors["ink"]
        if not narrow and box.width() > 40:
            self.pixmap(
                painter, QPoint(left, box.top() + min(6, (box.height() - ICON) // 2)), look.icon, look.tone
            )
            left += ICON + 5
        room = box.right() - left - 5
        painter.setFont(self.title)
        painter.setPen(ink)
        if narrow and box.height() >= 44:
            self._wrapped(painter, QRect(left, box.top() + 4, room, box.height() - 6), look)
        else:
            self._line(
                painter, QRect(left, box.top() + min(4, (box.height() - 16) // 2), room, 17), look.title
            )
            if box.height() >= 40 and look.detail:
                painter.setFont(self.small)
                painter.setPen(self.colors["ink_2"])
                self._line(painter, QRect(left, box.top() + 21, room, 15), look.detail)
        if chosen and box.height() >= 34:
            self._grips(painter, box, look.tone)
        painter.restore()

    def bar(
        self, painter: QPainter, box: QRect, look: Look, *, done: bool, chosen: bool, suffix: str = ""
    ) -> None:
        """An event in one line: above the hours, or in a cell of a month; ``suffix`` stands before its title, as its
        time."""
        painter.save()
        self._ground(painter, box, look, done=done, chosen=chosen, edge=False)
        left = box.left() + 6
        if box.width() > 60:
            self.pixmap(painter, QPoint(left, box.top() + (box.height() - ICON) // 2), look.icon, look.tone)
            left += ICON + 5
        painter.setFont(self.small)
        text = QRect(left, box.top(), box.right() - left - 4, box.height())
        if suffix:
            painter.setPen(self.colors["ink_2"])
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, suffix)
            text.setLeft(text.left() + QFontMetrics(self.small).horizontalAdvance(suffix) + 5)
        painter.setPen(self.colors["bad" if look.tone == "bad" else "ink"])
        self._line(painter, text, look.title)
        painter.restore()

    def _elided(self, text: str, weight: int, room: int) -> str:
        """A text in a room; the same ones are painted again and again while something is scrolled."""
        known = self._shortened.get((text, weight, room))
        if known is None:
            if len(self._shortened) >= _MOST_SHORTENED:
                self._shortened.clear()
            metrics = self._metrics[weight == self.title.weight()]
            known = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
            self._shortened[text, weight, room] = known
        return known

    def ghost(self, painter: QPainter, box: QRect) -> None:
        """Where something would come."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(self.colors["accent_bg"])
        ground.setAlphaF(0.7)
        painter.setBrush(ground)
        painter.setPen(QPen(self.colors["accent"], 1.4, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 6, 6)
        painter.restore()

    def more(self, painter: QPainter, box: QRect, count: int) -> None:
        """How many more there are for which there is no room."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.colors["line"], 1))
        painter.setBrush(self.colors["panel"])
        painter.drawRoundedRect(
            QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), box.height() / 2, box.height() / 2
        )
        painter.setFont(self.small)
        painter.setPen(self.colors["ink_2"])
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"+{count}")
        painter.restore()

    def _ground(
        self, painter: QPainter, box: QRect, look: Look, *, done: bool, chosen: bool, edge: bool
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if done:
            painter.setBrush(self.colors["panel"])
            painter.drawRoundedRect(QRectF(box), 6, 6)
            painter.setOpacity(_DONE)
        painter.setBrush(self.colors[look.ground])
        painter.drawRoundedRect(QRectF(box), 6, 6)
        if edge:
            painter.fillRect(QRectF(box.left(), box.top() + 1, 3, box.height() - 2), self.colors[look.tone])
        if chosen:
            painter.setOpacity(1.0)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.colors["accent"], 1.6))
            painter.drawRoundedRect(QRectF(box).adjusted(0.8, 0.8, -0.8, -0.8), 6, 6)

    def _grips(self, painter: QPainter, box: QRect, tone: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colors[tone])
        for y in (box.top() + 2, box.bottom() - 4):
            painter.drawRoundedRect(QRectF(box.center().x() - 10, y, 20, 3), 1.5, 1.5)

    def _wrapped(self, painter: QPainter, box: QRect, look: Look) -> None:
        """The title in several lines; a word for which there is no room is shortened."""
        metrics = QFontMetrics(painter.font())
        box.setHeight(box.height() // metrics.lineSpacing() * metrics.lineSpacing())  # whole lines
        painter.setClipRect(box)
        words = (metrics.elidedText(w, Qt.TextElideMode.ElideRight, box.width()) for w in look.title.split())
        painter.drawText(box, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, " ".join(words))

    def _line(self, painter: QPainter, box: QRect, text: str) -> None:
        shown = self._elided(text, painter.font().weight(), box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
