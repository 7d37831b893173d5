"""How a card of the board is painted."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from salesdesk.domain.deals import DealCard, NextStepState
from salesdesk.ui import fonts
from salesdesk.ui.models.record_table_model import ValueRole
from salesdesk.ui.pages.activities.texts import entry_title
from salesdesk.ui.pages.deals.card_model import MovingRole, moving_text
from salesdesk.ui.theme import Theme
from salesdesk.ui.value_texts import day_text, due_text, money_text, percent_text
from salesdesk.ui.widgets.chips import initials
from salesdesk.ui.widgets.text import plain_tip

HEIGHT, LINE, GAP, PADDING, RADIUS, CHIP, AVATAR = 90, 18, 8, 12, 10, 20, 24
_ROLES = "panel line ink ink_2 ink_3 accent accent_bg accent_ink warn warn_bg bad bad_bg good good_bg line_soft".split()
_LINES_KEPT = 20_000
Index = QModelIndex | QPersistentModelIndex


def chip_of(card: DealCard, today: date) -> tuple[str, str]:
    """The text and tone ("" neutral) of a card's state: what to do about it in a few words."""
    step = card.next_step
    if card.state is NextStepState.CLOSED:
        return "", ""
    if card.state is NextStepState.OVERDUE and step is not None:
        late = due_text(step.due_at, today)
        return late[:1].upper() + late[1:], "bad"
    if card.state is NextStepState.TODAY and step is not None:
        return f"{entry_title(step)} {due_text(step.due_at, today)}", "accent"
    if card.quiet_days:
        return f"{card.quiet_days} days quiet", "warn"
    if card.late_days:
        return f"{card.late_days} days in stage", "warn"
    if step is None:
        return "No next step", "warn"
    return f"{entry_title(step)} {due_text(step.due_at, today)}", ""


def closing_text(card: DealCard, today: date) -> str:
    """When a card should be closed, and how probable it is: "closes 31 Jan · 50 %"."""
    day = day_text(card.expected_close, today)
    said = QCoreApplication.translate("deals", "closes {0}").format(day) if day else ""
    return " · ".join(part for part in (said, percent_text(card.probability / 100)) if part)


class CardDelegate(QStyledItemDelegate):
    """Paints title and amount, company, the state as a chip and the owner's initials; ``likely`` says to tell how probable
    the deal is beside the company."""

    def __init__(
        self, theme: Theme, today: date, parent: QObject | None = None, *, likely: bool = False
    ) -> None:
        super().__init__(parent)
        self._theme, self._today, self._likely = theme, today, likely
        self._title = fonts.font(fonts.BODY, QFont.Weight.Medium)
        self._amount = fonts.font(fonts.BODY, QFont.Weight.DemiBold)
        self._second = fonts.font(fonts.SECONDARY)
        self._small = fonts.font(fonts.CAPTION, QFont.Weight.Medium)
        self._italic = fonts.font(fonts.CAPTION, QFont.Weight.Medium)
        self._italic.setItalic(True)
        self._title_metrics, self._amount_metrics = QFontMetrics(self._title), QFontMetrics(self._amount)
        self._lines: dict[tuple[str, int | None, str | None, int], tuple[str, ...]] = {}
        self._rooms: dict[int, int] = {}
        self._colors: dict[str, QColor] = {}
        theme.changed.connect(self.reload_colors)
        self.reload_colors()

    def set_today(self, today: date) -> None:
        """The day due dates are told from."""
        self._today = today

    def reload_colors(self) -> None:
        """Take the theme's colours of now."""
        self._colors = {role: self._theme.color(role) for role in _ROLES}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        card: DealCard | None = index.data(ValueRole)
        lines = 1 if card is None else len(self._title_lines(card, self._title_room(option.widget)))
        return QSize(160, HEIGHT + GAP + (lines - 1) * LINE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: DealCard | None = index.data(ValueRole)
        if card is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -GAP - 0.5)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        edge = self._colors["accent" if focused or selected else "ink_3" if hovered else "line"]
        painter.setPen(QPen(edge, 2 if focused else 1))
        painter.setBrush(self._colors["panel"])
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        inside = frame.adjusted(PADDING, 10, -PADDING, -10).toRect()
        lines = self._paint_title(painter, inside, card, self._title_room(option.widget))
        second = QRect(inside.left(), inside.top() + 2 + lines * LINE, inside.width(), LINE)
        if self._likely:
            likely = percent_text(card.probability / 100)
            width = QFontMetrics(self._second).horizontalAdvance(likely)
            place = second.adjusted(second.width() - width - 1, 0, 0, 0)
            self._text(painter, place, self._second, "ink_2", likely, Qt.AlignmentFlag.AlignRight)
            second.adjust(0, 0, -width - 8, 0)
        self._text(painter, second, self._second, "ink_2", card.company_name or card.contact_name)
        self._paint_last_line(painter, inside, card, moving_text(index.data(MovingRole)))
        painter.restore()

    def _paint_title(self, painter: QPainter, inside: QRect, card: DealCard, title_room: int) -> int:
        """The amount at the right, the title beside it, where it is long on a second line. Returns the number of lines."""
        amount = money_text(card.amount, card.currency)
        width = self._amount_metrics.horizontalAdvance(amount)
        right = QRect(inside.right() - width, inside.top(), width + 1, LINE)
        self._text(painter, right, self._amount, "ink", amount, Qt.AlignmentFlag.AlignRight)
        lines = self._title_lines(card, title_room)
        for row, text in enumerate(lines):
            room = inside.width() - (width + 10 if row == 0 and amount else 0)
            box = QRect(inside.left(), inside.top() + row * LINE, max(0, room), LINE)
            self._text(painter, box, self._title, "ink", text)
        return len(lines)

    def _title_room(self, view: QWidget | None) -> int:
        """See ``_room_for``; of a width it is always the same."""
        width = view.width() if view is not None else 0
        if width not in self._rooms:
            self._rooms[width] = _room_for(view)
        return self._rooms[width]

    def _title_lines(self, card: DealCard, room: int) -> tuple[str, ...]:
        """The title of a card on one line or two, broken between words; the second is elided when it is painted."""
        key = (
            card.title,
            card.amount,
            card.currency,
            room,
        )  # without words: thousands of cards are asked for
        known = self._lines.get(key)
        if known is None:
            if len(self._lines) > _LINES_KEPT:
                self._lines.clear()
            amount = money_text(card.amount, card.currency)
            first = room - (self._amount_metrics.horizontalAdvance(amount) + 10 if amount else 0)
            known = self._lines[key] = self._broken(card.title, first)
        return known

    def _broken(self, title: str, room: int) -> tuple[str, ...]:
        if self._title_metrics.horizontalAdvance(title) <= room + 1:
            return (title,)
        words = title.split(" ")
        taken = 0
        while (
            taken < len(words) and self._title_metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= room
        ):
            taken += 1
        return (" ".join(words[:taken]), " ".join(words[taken:]))

    def _paint_last_line(self, painter: QPainter, inside: QRect, card: DealCard, moving: str) -> None:
        who = card.contact_name or card.owner_name
        if who:
            circle = QRectF(inside.right() - AVATAR + 1, inside.bottom() - AVATAR + 3, AVATAR, AVATAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colors["line_soft"])
            painter.drawEllipse(circle)
            self._text(
                painter, circle.toRect(), self._small, "ink_2", initials(who), Qt.AlignmentFlag.AlignHCenter
            )
        text, tone = (moving, "") if moving else chip_of(card, self._today)
        font = self._italic if moving else self._small
        if text:
            metrics = QFontMetrics(font)
            room = inside.width() - (AVATAR + 8 if who else 0) - 16
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            box = QRectF(
                inside.left(), inside.bottom() - CHIP + 1, metrics.horizontalAdvance(shown) + 16, CHIP
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colors[f"{tone}_bg" if tone else "line_soft"])
            painter.drawRoundedRect(box, CHIP / 2, CHIP / 2)
            ink = "accent_ink" if tone == "accent" else tone or "ink_2"
            self._text(painter, box.toRect(), font, ink, shown, Qt.AlignmentFlag.AlignHCenter)

    def _text(
        self,
        painter: QPainter,
        rect: QRect,
        font: QFont,
        role: str,
        text: str,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._colors[role])
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width() + 1)
        painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, shown)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() == QEvent.Type.ToolTip and index.isValid():
            card: DealCard = index.data(ValueRole)
            chip, _ = chip_of(card, self._today)
            lines = (
                card.title,
                card.company_name,
                card.contact_name,
                money_text(card.amount, card.currency),
                closing_text(card, self._today) if self._likely else "",
                chip,
            )
            QToolTip.showText(event.globalPos(), plain_tip("\n".join(part for part in lines if part)), view)
            return True
        return super().helpEvent(event, view, option, index)


def _room_for(view: QWidget | None) -> int:
    """How wide the title of a card may be, in pixels: as if the column scrolled, so that a card keeps its height when the
    scroll bar comes."""
    if not isinstance(view, QAbstractItemView):
        return 136
    return view.width() - view.verticalScrollBar().sizeHint().width() - 2 * PADDING - 3


def drop_line(painter: QPainter, theme: Theme, y: float, width: float) -> None:
    """The line that shows where a dragged card would land."""
    painter.setPen(QPen(theme.color("accent"), 2))
    painter.drawLine(QPointF(2, y), QPointF(width - 2, y))
