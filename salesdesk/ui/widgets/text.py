"""Labels: in the styles of the style sheet, and eliding when the room is short."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

_PARTS = re.compile(r"(?= \+ | · )")
_NARROWEST = 120
"""Pixels below which no wrapped text has to go."""
_AMOUNT = re.compile(r"\b[A-Z]{3} [-\u2212]?\d[\d.,'\u2019\u00a0\u202f]*")
"""An amount behind the code of its currency, between which a line may break."""


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
    cut or allowed to push everything else out of sight; while it is, it cannot be selected, but all of it is the tooltip.
    No amount is torn from the code of its currency where both fit into one line."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._full, self._broken = text, False
        self._has_amounts = _AMOUNT.search(text) is not None
        # Asked for at every step of laying out, for every width that is tried.
        self._widest: tuple[QFont, int] | None = None
        self._interaction = self.textInteractionFlags()
        self.setAccessibleName(text)

    def text(self) -> str:
        """The whole text, also while words of it are broken."""
        return self._full

    def setText(self, text: str) -> None:
        self._full, self._widest = text, None
        self._has_amounts = _AMOUNT.search(text) is not None
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
        room = width - margins.left() - margins.right()
        is_whole = room <= 0 or self._widest_word() <= room
        if is_whole and (room <= 0 or not self._has_amounts):
            return super().heightForWidth(width)
        area, text = QRect(0, 0, room, 1 << 20), self._together(room) if is_whole else self._split(room)
        lines = self.fontMetrics().boundingRect(area, Qt.TextFlag.TextWordWrap, text)
        return lines.height() + margins.top() + margins.bottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _widest_word(self) -> int:
        face = self.font()
        if self._widest is None or self._widest[0] != face:
            metrics = self.fontMetrics()
            self._widest = (
                face,
                max((metrics.horizontalAdvance(word) for word in self._full.split()), default=0),
            )
        return self._widest[1]

    def _fit(self) -> None:
        room = self.contentsRect().width()
        broken = 0 < room < self._widest_word()
        shown = self._split(room) if broken else self._together(room)
        if shown != super().text():
            super().setText(shown)
        if broken != self._broken:
            self._broken = broken
            super().setTextInteractionFlags(
                Qt.TextInteractionFlag.NoTextInteraction if broken else self._interaction
            )
            self.setToolTip(plain_tip(self._full) if broken else "")

    def _together(self, room: int) -> str:
        """The text in which no amount that fits into ``room`` is torn from its currency."""
        if not self._has_amounts or room <= 0:
            return self._full
        width = self.fontMetrics().horizontalAdvance
        return _AMOUNT.sub(
            lambda one: one[0].replace(" ", "\u00a0") if width(one[0]) <= room else one[0], self._full
        )

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
    """A one-line label that shortens its text with "…" and then shows all of it as tooltip. Where there is a ``short`` form,
    that stands there instead."""

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
        self._full = self._short = ""
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

    def set_short(self, text: str) -> None:
        """What says the same in less room, "" for nothing."""
        self._short = text
        self._elide()

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
        shown = self._fitting(self._full, room) if room > 0 else self._full
        if shown != super().text():
            super().setText(shown)
        elif shown == self._full:
            return
        self.setToolTip(plain_tip(self._full) if shown != self._full else "")

    def _fitting(self, text: str, room: int) -> str:
        if self._short and self.fontMetrics().horizontalAdvance(text) > room:
            text = self._short
        return self.fontMetrics().elidedText(text, self._mode, room)


class PartedLabel(ElidedLabel):
    """A label of sums beside each other ("€5,545 + ¥500,000 · 3 deals"): where they are too long for one line, the next ones
    stand below. Only what is too long by itself is shortened."""

    def _fitting(self, text: str, room: int) -> str:
        metrics, lines = self.fontMetrics(), [""]
        for part in _PARTS.split(text):
            if lines[-1] and metrics.horizontalAdvance(lines[-1] + part) > room:
                lines.append(part.removeprefix(" · ").lstrip())
            else:
                lines[-1] += part
        return "\n".join(super(PartedLabel, self)._fitting(line, room) for line in lines)

    def _elide(self) -> None:
        before = QLabel.text(self).count("\n")
        super()._elide()
        if QLabel.text(self).count("\n") != before:
            self.updateGeometry()
