"""Labels: in the styles of the style sheet, and eliding when the room is short."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget


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
    made = QLabel(text)
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
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._elide()
            self.updateGeometry()

    def _elide(self) -> None:
        room = self.contentsRect().width()
        shown = self.fontMetrics().elidedText(self._full, self._mode, room) if room > 0 else self._full
        if shown != super().text():
            super().setText(shown)
            self.setToolTip(plain_tip(self._full) if shown != self._full else "")


class SectionTitle(QWidget):
    """A section's heading with an optional quiet note at the right; further widgets go to ``add``."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self.title = ElidedLabel(title, "section")
        self.note = ElidedLabel(note, "note")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.note.setVisible(bool(note))
        self._layout.addWidget(self.title)
        self._layout.addStretch(1)
        self._layout.addWidget(self.note)

    def add(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        self._layout.addWidget(widget)
