"""One paragraph of the notes as it is typed."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QFrame, QPlainTextEdit, QSizePolicy, QWidget

from salesdesk.ui.widgets.completion import dress

SAVE_MS = 400
"""So long after the last key what was typed is kept."""
_MARKED = re.compile(r"(?<!\S)([@#])([^@#\n]{0,40})$")
_MOST = 8

Offer = Callable[[str, str], list[str]]
"""The names that begin with some words behind "@" or "#"."""


class NoteEdit(QPlainTextEdit):
    """As high as its text and without a frame. ``settled`` tells that what was typed is to be kept, ``entered`` Enter,
    ``emptied`` Backspace where nothing stands, ``stepped`` (-1 or 1) an arrow that leaves it. Taking back is that of the
    window: what was typed is kept by then. Behind "@" and "#" names are offered, if ``offer`` gives any."""

    settled = Signal()
    entered = Signal()
    emptied = Signal()
    stepped = Signal(int)
    focused = Signal()

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("note", True)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.offer: Offer | None = None
        self._names = QStringListModel(self)
        self._completer: QCompleter | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_MS)
        self._timer.timeout.connect(self.settled)
        self.set_text(text)
        self.textChanged.connect(self._on_text)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def text(self) -> str:
        """What stands in it."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show another text, the caret at its end; nothing is told."""
        if text == self.text():
            return
        before = self.blockSignals(True)
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.blockSignals(before)
        self._timer.stop()
        self._fit()

    def settle(self) -> None:
        """Have what was typed kept now."""
        if self._timer.isActive():
            self._timer.stop()
            self.settled.emit()

    def sizeHint(self) -> QSize:
        return QSize(120, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _height(self) -> int:
        lines = max(1, int(self.document().size().height()))  # of a plain text in lines
        return lines * self.fontMetrics().lineSpacing() + 4

    def _fit(self) -> None:
        if self.height() != self._height():
            self.setFixedHeight(self._height())
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    def _on_text(self) -> None:
        self._timer.start()
        self._fit()
        self._suggest()

    # ---- keys ----

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo):
                if event.matches(key):
                    self.settle()
                    event.ignore()
                    return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._completer.popup() if self._completer is not None else None
        if popup is not None and popup.isVisible() and event.key() in _POPUP_KEYS:
            event.ignore()  # the list of names takes it
            return
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.settle()
            self.entered.emit()
            return
        if plain and event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
            return
        if plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = -1 if event.key() == Qt.Key.Key_Up else 1
            moved = QTextCursor(self.textCursor())
            way = QTextCursor.MoveOperation.Up if by < 0 else QTextCursor.MoveOperation.Down
            if not moved.movePosition(way):
                self.stepped.emit(by)
                return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()

    # ---- names behind "@" and "#" ----

    def _suggest(self) -> None:
        cursor = self.textCursor()
        found = _MARKED.search(self.text()[: cursor.position()])
        names = self.offer(found[1], found[2]) if found is not None and self.offer is not None else []
        if found is None or not names or names == [found[2].strip()]:
            if self._completer is not None and (popup := self._completer.popup()) is not None:
                popup.hide()
            return
        self._names.setStringList(names[:_MOST])
        completer = self._list()
        rect = self.cursorRect()
        rect.setWidth(max(220, min(320, self.width())))
        completer.complete(rect)
        popup = completer.popup()
        if popup is not None:
            popup.setCurrentIndex(self._names.index(0, 0))

    def _list(self) -> QCompleter:
        if self._completer is None:
            self._completer = QCompleter(self._names, self)
            self._completer.setWidget(self)
            self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            self._completer.activated.connect(self._take)
            popup = self._completer.popup()
            if popup is not None:
                popup.setAccessibleName(self.tr("Names"))
            dress(self._completer)
        return self._completer

    def _take(self, name: str) -> None:
        cursor = self.textCursor()
        before = self.text()[: cursor.position()]
        found = _MARKED.search(before)
        if found is None:
            return
        cursor.setPosition(found.start(2))
        cursor.setPosition(len(before), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(f"{name} ")
        self.setTextCursor(cursor)


_POPUP_KEYS = (
    Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down,
)  # fmt: skip
