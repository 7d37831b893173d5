"""Finding an entry by typing: lists that open below a field, and a box that holds one of its entries."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget
from shiboken6 import isValid

from salesdesk.domain.cleaning.text import fold_key


def dress(completer: QCompleter) -> None:
    """Draw the list of a completer in the theme. It is a window of its own: lists are transparent elsewhere, and without a
    compositor nothing but black would be behind it."""
    popup = completer.popup()
    if popup is not None:
        popup.setProperty("popup", True)
        popup.setStyleSheet("")  # polished anew


class TypingBox(QComboBox):
    """A combo box one can type into. All of its text is selected when it gets the focus, so that what is typed takes the
    place of what stood there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._entered = False
        edit = self.lineEdit()
        assert edit is not None
        self._edit = edit
        edit.installEventFilter(self)
        completer = self.completer()
        if completer is not None:
            dress(completer)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        returning = event.reason() == Qt.FocusReason.ActiveWindowFocusReason and self._edit.isModified()
        if event.reason() != Qt.FocusReason.PopupFocusReason and not returning:
            self._edit.selectAll()
            self._entered = event.reason() == Qt.FocusReason.MouseFocusReason

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            if self._entered and not self._edit.hasSelectedText():
                self._edit.selectAll()  # the click that brought the focus has placed the cursor
            self._entered = False
        return super().eventFilter(watched, event)


class FindingBox(TypingBox):
    """Holds one of its entries. What is typed finds those that contain it; when the field is left it becomes the entry
    that it names, else the first one found. ``unknown`` carries a text that finds none, and "" once that is over."""

    unknown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unknown = ""
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        dress(completer)
        self._edit.editingFinished.connect(self.settle)
        self.currentIndexChanged.connect(self._known)
        self.activated.connect(self._known)

    def settle(self) -> None:
        """Take what was typed for an entry, or say that it is none."""
        if not isValid(self._edit):
            return  # a field that goes with its window is "left" once more
        text = fold_key(self.currentText())
        if not text:
            self._take(self.currentIndex())
            return
        titles = [fold_key(self.itemText(place)) for place in range(self.count())]
        found = [place for place, title in enumerate(titles) if text in title]
        exact = [place for place in found if titles[place] == text]
        starting = [place for place in found if titles[place].startswith(text)]
        best = next(iter((*exact, *starting, *found)), None)
        if best is None:
            self._unknown = self.currentText().strip()
            self.unknown.emit(self._unknown)
        else:
            self._take(best)

    def _take(self, place: int) -> None:
        self.setCurrentIndex(place)
        self._edit.setText(self.itemText(place))
        self._known()

    def _known(self, _place: int = 0) -> None:
        if self._unknown:
            self._unknown = ""
            self.unknown.emit("")
