"""Labels: in the styles of the style sheet, and eliding when the room is short."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

_NARROWEST = 120
"""Pixels below which no wrapped text has to go."""


def set_look(widget: QWidget, **properties: object) -> None:
    """Set the properties the style sheet selects by (``tone="warn"``) and draw the widget anew."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def label(text: str = "", style: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """A label. ``style``: title, heading, section, strong, secondary, subtitle, caption, note, figure,
    figure_small, group, key; ``tone``: warn, bad, good, info, accent."""
    made = WrappedLabel(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if style:
        made.setProperty("text_style", style)
    if tone:
        made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    return made


def plain_tip(text: str) -> str:
    """``text`` as a tooltip that shows it as it stands. What looks like markup Qt would draw as a page, with the
    pictures it names: a person called "<img src=…>" would have any file of this computer opened, the open database
    too, whose locks go when it is closed again."""
    return f"<p style='white-space: pre-wrap'>{escape(text)}</p>" if "<" in text else text


def line(kind: str = "soft") -> QFrame:
    """A one-pixel rule: "soft" between rows, "full" between regions, "vertical" between columns."""
    rule = QFrame()
    rule.setProperty("line", kind)
    return rule


class WrappedLabel(QLabel):
    """A label of several lines. A word that is longer than its place, an address or a long name, is broken rather than
    cut or allowed to push everything else out of sight; while it is, it cannot be selected, but all of it is the tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._full, self._broken = text, False
        # Asked for at every step of laying out, for every width that is tried.
        self._widest: tuple[QFont, int] | None = None
        self._heights: dict[tuple[int, int, int], int] = {}
        self._interaction = self.textInteractionFlags()
        self.setAccessibleName(text)

    def text(self) -> str:
        """The whole text, also while words of it are broken."""
        return self._full

    def setText(self, text: str) -> None:
        self._full, self._widest = text, None
        self._heights.clear()
        self.setAccessibleName(text)
        super().setText(text)
        self._fit()

    def setTextInteractionFlags(self, flags: Qt.TextInteractionFlag) -> None:
        self._interaction = flags
        super().setTextInteractionFlags(flags)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _NARROWEST), hint.height())

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        room, edges = width - margins.left() - margins.right(), margins.top() + margins.bottom()
        widest = self._widest_word()  # forgets the heights in another typeface
        known = self._heights.get((width, room, edges))
        if known is None:
            if room <= 0 or widest <= room:
                known = super().heightForWidth(width)
            else:
                area = QRect(0, 0, room, 1 << 20)
                lines = self.fontMetrics().boundingRect(area, Qt.TextFlag.TextWordWrap, self._split(room))
                known = lines.height() + edges
            self._heights[width, room, edges] = known
        return known

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _widest_word(self) -> int:
        face = self.font()
        if self._widest is None or self._widest[0] != face:
            self._heights.clear()
            metrics = self.fontMetrics()
            self._widest = (
                face,
                max((metrics.horizontalAdvance(word) for word in self._full.split()), default=0),
            )
        return self._widest[1]

    def _fit(self) -> None:
        room = self.contentsRect().width()
        broken = 0 < room < self._widest_word()
        shown = self._split(room) if broken else self._full
        if shown != super().text():
            self._heights.clear()
            super().setText(shown)
        if broken != self._broken:
            self._broken = broken
            super().setTextInteractionFlags(
                Qt.TextInteractionFlag.NoTextInteraction if broken else self._interaction
            )
            self.setToolTip(plain_tip(self._full) if broken else "")

    def _split(self, room: int) -> str:
        """The text with line breaks in the words that are wider than ``room``, after a mark of an address if one is
        near."""
        metrics, words = self.fontMetrics(), []
        for word in self._full.split(" "):
            parts, rest = [], word
            while metrics.horizontalAdvance(rest) > room and len(rest) > 1:
                fits = next(
                    n
                    for n in range(len(rest) - 1, 0, -1)
                    if n == 1 or metrics.horizontalAdvance(rest[:n]) <= room
                )
                mark = max(rest.rfind(sign, 0, fits) for sign in "@.-_/")
                fits = mark + 1 if mark >= fits // 2 else fits
                parts.append(rest[:fits])
                rest = rest[fits:]
            words.append("\n".join([*parts, rest]))
        return " ".join(words)


class ElidedLabel(QLabel):
    """A one-line label that shortens its text with "…" and then shows all of it as tooltip."""

    def __init__(
        self,
        text: str = "",
        style: str = "",
        tone: str = "",
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        minimum: int = 24,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._full = ""
        self._placed = False  # has no room of its own before
        self._mode = mode
        self._minimum = minimum
        self.setTextFormat(Qt.TextFormat.PlainText)
        if style:
            self.setProperty("text_style", style)
        if tone:
            self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def text(self) -> str:
        """The whole text, also while it is shown shortened."""
        return self._full

    def setText(self, text: str) -> None:
        self._full = text.replace("\n", " ")
        self.setAccessibleName(self._full)
        self._elide()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        width = self.fontMetrics().horizontalAdvance(self._full) + margins.left() + margins.right() + 2
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(self._minimum, hint.width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._placed = True
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._elide()
            self.updateGeometry()

    def _elide(self) -> None:
        room = self.contentsRect().width() if self._placed else 0
        shown = self.fontMetrics().elidedText(self._full, self._mode, room) if room > 0 else self._full
        if shown != super().text():
            super().setText(shown)
            self.setToolTip(plain_tip(self._full) if shown != self._full else "")
