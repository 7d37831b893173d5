"""A line laid over a field for a day, in which the day is typed in words: "fri", "in 3 days", "übermorgen"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from salesdesk.domain.local_zone import LocalZone
from salesdesk.ui.value_texts import day_text, weekday_text
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.text import plain_tip

if TYPE_CHECKING:
    from salesdesk.domain.natural_dates.reading import Reading

_EDGE = 8  # pixels beside the words and the chip


@dataclass(frozen=True, slots=True)
class Edited:
    """What a key made of the text of a field, and where the caret stands in it."""

    text: str
    caret: int


def read_day_words(text: str, now: datetime | None = None, *, order: str = "DMY") -> Reading:
    """What words say, in the language of the pages; figures are in an order of day, month and year."""
    # The window starts without the grammar of dates: nobody has typed one yet.
    from salesdesk.domain.natural_dates.reading import Typist, read_when

    return read_when(text, now or datetime.now(LocalZone()), Typist(str(QLocale().name())[:2], order))


class _Line(QLineEdit):
    """``ended`` carries whether its words are to be taken."""

    ended = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ended.emit(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.ended.emit(False)
        elif not self._goes_on(event.text()):
            super().keyPressEvent(event)

    def _goes_on(self, key: str) -> bool:
        """Whether a mark was typed before the same one: it leads to the figures after it, which are then typed over."""
        text, at = self.text(), self.cursorPosition()
        if not key or self.hasSelectedText() or at >= len(text) or key != text[at] or key.isalnum():
            return False
        following = re.compile(r"\d+").search(text, at)
        self.setCursorPosition(at + 1)
        if following is not None:
            self.setSelection(following.start(), len(following.group()))
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in passing:
            self.ended.emit(True)


class DayWords(QFrame):
    """Lies over its parent while words are typed, and tells at its end what they mean: a chip says the day, or that there is
    none. Enter takes it, and so does going on to another field; Escape leaves the field as it was. ``said`` carries the
    day, None of an emptied line, ``time_said`` before it the time of the day where one was said as well, ``ended`` comes in any case."""

    said = Signal(object)
    time_said = Signal(object)
    ended = Signal()

    def __init__(
        self,
        parent: QWidget,
        first: Edited,
        read: Callable[[str], Reading] = read_day_words,
        *,
        with_time: bool = False,
    ) -> None:
        """``with_time`` says that the time of the day is taken, too."""
        super().__init__(parent)
        self._with_time = with_time
        self._read, self._over, self._says = read, False, False
        self.setProperty("over", True)
        self.line = _Line()
        self.line.setAccessibleName(parent.accessibleName())
        self._chip = Chip()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_EDGE, 0, _EDGE, 0)
        layout.setSpacing(_EDGE)
        layout.addWidget(self.line, 1)
        layout.addWidget(self._chip)
        self.setGeometry(parent.rect())
        self.line.textChanged.connect(self._show_reading)
        self.line.ended.connect(self._finish)
        self.line.setText(first.text)
        self.setFocusProxy(self.line)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.setCursorPosition(first.caret)

    def _show_reading(self, text: str) -> None:
        reading = self._read(text)
        if reading.day is not None:
            shown = f"{weekday_text(reading.day)} {day_text(reading.day.isoformat(), date.today())}"
            if reading.time is not None and self._with_time:
                shown += f" {reading.time:%H:%M}"
            self._chip.set_state(shown, "accent")
        self._says = reading.day is not None or reading.doubt is not None or any(map(str.isdigit, text))
        if self._says and reading.day is None:
            self._chip.set_state(self.tr("No clear day"), "warn")
        self.line.setToolTip(plain_tip(self._chip.text()) if self._says else "")
        self._place()

    def _place(self) -> None:
        words = self.line.fontMetrics().horizontalAdvance(self.line.text())
        needed = words + self._chip.sizeHint().width() + 4 * _EDGE
        self._chip.setVisible(self._says and needed <= self.width())

    def _finish(self, take: bool) -> None:
        if self._over:
            return
        self._over = True
        reading = self._read(self.line.text())
        self.hide()
        if take and (reading.day is not None or not self.line.text().strip()):
            if reading.time is not None:
                self.time_said.emit(reading.time)
            self.said.emit(reading.day)
        self.ended.emit()
        self.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
