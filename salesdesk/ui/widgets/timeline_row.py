"""One entry of a timeline: how it is laid out, and as it is drawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from salesdesk.ui import fonts
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.text import plain_tip
from salesdesk.value_classes import dataclass

_LEFT, _BADGE, _EDGE, _GAP = 40, 26, 9, 2
_MOST_LINES = 8
"""Lines of a text that are shown; the rest is the tooltip, and the entry opens."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One happening. ``time`` is shown as given; entries with the same ``group`` stand under one heading
    ("Today"); ``about`` says in a quiet line whom and what it was about. ``key`` is handed back when the entry is pressed
    (None: it cannot be pressed); ``unfolded`` says of one that holds others whether they are shown (None: it holds none), and
    ``inner`` that it is one of those."""

    icon: str
    title: str
    time: str = ""
    text: str = ""
    group: str = ""
    key: object = None
    tone: str = "ink_2"
    about: str = ""
    unfolded: bool | None = None
    inner: bool = False

    @property
    def head(self) -> str:
        """The title with a mark where it holds others."""
        return self.title + {None: "", False: " ▸", True: " ▾"}[self.unfolded]

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader."""
        state = {None: "", False: "folded", True: "unfolded"}[self.unfolded]
        return ", ".join(part for part in (self.title, self.time, self.about, self.text, state) if part)


class RowType:
    """The typefaces of a row and how high they are."""

    def __init__(self) -> None:
        self.title = fonts.font(fonts.BODY, QFont.Weight.Medium)
        self.text = fonts.font(12)
        self.caption = fonts.font(fonts.CAPTION)
        self.of_title, self.of_text, self.of_caption = map(
            QFontMetrics, (self.title, self.text, self.caption)
        )


@dataclass(frozen=True, slots=True)
class RowLook:
    """An entry laid out for a width: its height without a heading, the lines of its text, and whether anything of it is not
    seen in full."""

    height: int
    lines: tuple[str, ...]
    is_cut: bool


def lay_out(entry: TimelineEntry, width: int, type_: RowType) -> RowLook:
    """An entry laid out in a width."""
    room = max(40, width - _LEFT)
    time = type_.of_text.horizontalAdvance(entry.time) + 8 if entry.time else 0
    cut = type_.of_title.horizontalAdvance(entry.head) > room - time
    lines = _lines(entry.text, room, type_)
    if len(lines) > _MOST_LINES:
        kept = f"{lines[_MOST_LINES - 1].rstrip()}…"
        last = type_.of_text.elidedText(kept, Qt.TextElideMode.ElideRight, room)
        lines, cut = [*lines[: _MOST_LINES - 1], last], True
    height = _EDGE + type_.of_title.height() + _EDGE + 1
    if entry.about:
        height += _GAP + type_.of_caption.height()
        cut |= type_.of_caption.horizontalAdvance(entry.about) > room
    if lines:
        height += _GAP + len(lines) * type_.of_text.height()
    return RowLook(max(height, 2 * _EDGE + _BADGE + 1 if not entry.inner else 0), tuple(lines), cut)


def _lines(text: str, room: int, type_: RowType) -> list[str]:
    """A text in lines that fit; a word longer than a line is broken."""
    if not text:
        return []
    if "\n" not in text and type_.of_text.horizontalAdvance(text) <= room:
        return [text]
    shown = text[: room * _MOST_LINES].replace("\n", "\u2028")
    layout = QTextLayout(shown, type_.text)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    found: list[str] = []
    layout.beginLayout()
    while len(found) <= _MOST_LINES:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(room)
        start = line.textStart()
        found.append(shown[start : start + line.textLength()].rstrip("\u2028 "))
    layout.endLayout()
    return found


class TimelineRow(QWidget):
    """One entry as drawn. ``moved`` asks for the row before (-1) or behind (1)."""

    pressed = Signal(object)
    menu_requested = Signal(object, object)
    moved = Signal(object, int)

    def __init__(
        self, theme: Theme, type_: RowType, entry: TimelineEntry, heading: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme, self._type, self.heading, self.entry = theme, type_, heading, entry
        self._look = RowLook(0, (), is_cut=False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(entry.spoken)
        if entry.key is not None:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def key(self) -> object:
        """What the entry is told by."""
        return self.entry.key

    def show_as(self, look: RowLook) -> None:
        """Be drawn as laid out."""
        self._look = look
        whole = "\n".join(part for part in (self.entry.title, self.entry.about, self.entry.text) if part)
        self.setToolTip(plain_tip(whole[:2_000]) if look.is_cut else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, entry, type_ = QPainter(self), self._theme, self.entry, self._type
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        above = heading_height(type_) if self.heading else 0
        if self.heading:
            self._write(
                painter, type_.text, "ink_3", QRect(0, 0, self.width(), above - 3), self.heading, below=True
            )
        if entry.key is not None and (self.hasFocus() or self.underMouse()):
            painter.setPen(theme.color("accent" if self.hasFocus() else "line"))
            painter.setBrush(theme.color("background") if self.underMouse() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, above, -1, -1), 6, 6)
        top = above + _EDGE
        if not entry.inner:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("line_soft"))
            painter.drawEllipse(QRect(2, top, _BADGE, _BADGE))
            picture = theme.pixmap(entry.icon, entry.tone, 14, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(2 + (_BADGE - 14) / 2, top + (_BADGE - 14) / 2), picture)
        room, high = self.width() - _LEFT, type_.of_title.height()
        time = type_.of_text.horizontalAdvance(entry.time) + 8 if entry.time else 0
        self._write(painter, type_.title, "ink", QRect(_LEFT, top, room - time, high), entry.head)
        self._write(
            painter, type_.text, "ink_3", QRect(self.width() - time, top, time, high), entry.time, right=True
        )
        top += high
        if entry.about:
            high = type_.of_caption.height()
            self._write(painter, type_.caption, "ink_3", QRect(_LEFT, top + _GAP, room, high), entry.about)
            top += _GAP + high
        top += _GAP
        high = type_.of_text.height()
        for line in self._look.lines:
            self._write(painter, type_.text, "ink_2", QRect(_LEFT, top, room, high), line)
            top += high
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), theme.color("line_soft"))

    def _write(
        self,
        painter: QPainter,
        face: QFont,
        role: str,
        at: QRect,
        text: str,
        *,
        right: bool = False,
        below: bool = False,
    ) -> None:
        painter.setFont(face)
        painter.setPen(self._theme.color(role))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        edge = Qt.AlignmentFlag.AlignBottom if below else Qt.AlignmentFlag.AlignVCenter
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, int(side | edge | Qt.TextFlag.TextSingleLine), shown)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if self.entry.key is not None and inside and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(self.entry.key)
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.entry.key is not None:
            self.menu_requested.emit(self.entry.key, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self.entry.key)
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(self, 1 if event.key() == Qt.Key.Key_Down else -1)
            return
        super().keyPressEvent(event)


def heading_height(type_: RowType) -> int:
    """How high the heading of a day is."""
    return type_.of_text.height() + 10
