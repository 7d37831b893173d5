"""Cards: the white panels a page is laid out in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.ui import fonts
from salesdesk.ui.widgets.progress import MiniProgress
from salesdesk.ui.widgets.section_title import SectionTitle
from salesdesk.ui.widgets.text import ElidedLabel, PartedLabel, label, line, set_look


class Card(QFrame):
    """A panel with an optional heading. ``body`` takes the content (``add`` is short for it).

    ``flush`` is for lists and tables: the heading gets a rule below and the body reaches the card's edges.
    A ``clickable`` card takes the focus, and Enter or Space or a click emit ``clicked``.
    """

    clicked = Signal()

    def __init__(
        self,
        title: str = "",
        note: str = "",
        *,
        flush: bool = False,
        padding: int = 16,
        spacing: int = 8,
        clickable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self.heading: SectionTitle | None = None
        if title:
            self.heading = SectionTitle(title, note)
            self.heading.setContentsMargins(
                padding, 12 if flush else padding - 2, padding, 12 if flush else 0
            )
            outer.addWidget(self.heading)
            if flush:
                outer.addWidget(line("full"))
        self.body = QVBoxLayout()
        edge = 0 if flush else padding
        self.body.setContentsMargins(edge, (0 if flush else 10) if title else edge, edge, edge)
        self.body.setSpacing(0 if flush else spacing)
        outer.addLayout(self.body, 1)
        self._clickable = False
        self.set_clickable(clickable)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Append a widget or layout to the body."""
        if isinstance(item, QWidget):
            self.body.addWidget(item, stretch)
        else:
            self.body.addLayout(item, stretch)

    def set_clickable(self, clickable: bool) -> None:
        """Whether the whole card is a button."""
        self._clickable = clickable
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if clickable else Qt.FocusPolicy.NoFocus)
        if clickable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()
        set_look(self, clickable=clickable)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if self._clickable and inside and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clickable and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
            return
        super().keyPressEvent(event)


_SIZES = (("figure", 26), ("figure_small", 18), ("figure_least", 14))
"""Styles of a figure with their height in pixels."""
_EDGES = 34  # pixels of a card beside its value


class FigureCard(Card):
    """One figure: caption, large value, a note and optionally a bar of progress.

    ``progress`` is 0..1 (None: no bar); ``tone`` colours the note; ``small`` is the compact form that puts
    the note beside the value, below it where both have no room in one line. A sum of several currencies goes on in a second line
    rather than being cut. It is clickable, because every figure opens its rows.
    """

    def __init__(
        self,
        caption: str,
        value: str = "",
        note: str = "",
        progress: float | None = None,
        tone: str = "",
        *,
        small: bool = False,
        clickable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(padding=16, spacing=4, clickable=clickable, parent=parent)
        self._small = small
        self.caption = ElidedLabel(caption, "note")
        self.value = PartedLabel(value, "figure_small" if small else "figure")
        self.note = (
            PartedLabel(note, "secondary", tone) if small else label(note, "secondary", tone, wrap=True)
        )
        self.bar = MiniProgress()
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(self.value)
        self._is_below = not small
        if small:
            self.body.setContentsMargins(16, 11, 16, 11)
            self._row.addWidget(self.note, 1, Qt.AlignmentFlag.AlignVCenter)
        self.add(self.caption)
        self.add(self._row)
        self.add(self.bar)
        if not small:
            self.add(self.note)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(120)
        self.set_figure(value, note, progress, tone)

    def set_figure(self, value: str, note: str = "", progress: float | None = None, tone: str = "") -> None:
        """Show another value."""
        self.value.setText(value)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        set_look(self.note, tone=tone)
        if self._small:
            set_look(self.value, tone=tone)
            set_look(self.note, tone="")
        self.bar.setVisible(progress is not None)
        self.bar.set_share(progress or 0.0)
        self.setAccessibleName(f"{self.caption.text()}: {value}")
        self.setAccessibleDescription(note)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _put_note(self, *, below: bool) -> None:
        if below is self._is_below:
            return
        self._is_below = below
        (self._row if below else self.body).removeWidget(self.note)
        if below:
            self.body.insertWidget(2, self.note)
        else:
            self._row.addWidget(self.note, 1, Qt.AlignmentFlag.AlignVCenter)

    @property
    def needed(self) -> int:
        """The width in which its value can be read in full, in its smallest size."""
        return self._width_in(_SIZES[-1][1]) + _EDGES

    def _width_in(self, pixels: int) -> int:
        """In pixels, as large as it is written while the page is presented."""
        self.value.ensurePolished()
        usual, now = dict(_SIZES).get(self.value.property("text_style"), 0), self.value.font().pixelSize()
        scale = now / usual if usual and now > 0 else 1
        metrics = QFontMetrics(fonts.font(round(pixels * scale), QFont.Weight.Bold))
        return metrics.horizontalAdvance(self.value.text()) + 4

    def _fit(self) -> None:
        """The value in the largest size in which it stands in full; in the compact form the note beside it, too, unless there
        is no room for both in any size."""
        room = self.width() - _EDGES
        beside = 0
        sizes = _SIZES[1:] if self._small else _SIZES
        if self._small and self.note.text():
            beside = self.note.fontMetrics().horizontalAdvance(self.note.text()) + 8
            below = self._width_in(sizes[-1][1]) + beside > room
            self._put_note(below=below)
            beside = 0 if below else beside
        style, wide = sizes[0][0], 0
        for style, pixels in sizes:  # noqa: B007  the last one tried is the one taken
            wide = self._width_in(pixels)
            if wide + beside <= room:
                break
        if self.value.property("text_style") != style:
            set_look(self.value, text_style=style)
        self.value.setMinimumWidth(max(0, min(wide, room)))
