"""Editors for one value, opened in place of the value."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from salesdesk.domain.fields import FieldType
from salesdesk.ui.records.profile import FieldRow
from salesdesk.ui.widgets.completion import dress
from salesdesk.ui.widgets.text import label, set_look


class SuggestingEdit(QLineEdit):
    """A text field that completes what is typed from a changing list."""

    def __init__(self, row: FieldRow, parent: QWidget | None = None) -> None:
        super().__init__(row.edit, parent)
        self._suggest = row.suggest
        self._tags = row.type is FieldType.TAGS
        self._words = QStringListModel(self)
        completer = QCompleter(self._words, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setWidget(self)
        dress(completer)
        completer.activated.connect(self._take)
        self._completer = completer
        self.textEdited.connect(self._on_edited)

    @property
    def is_choosing(self) -> bool:
        """Whether the list of suggestions is open."""
        popup = self._completer.popup()
        return popup is not None and popup.isVisible()

    def _on_edited(self, text: str) -> None:
        typed = text.rsplit(",", 1)[-1].strip() if self._tags else text.strip()
        found = self._suggest(typed) if self._suggest is not None and typed else []
        self._words.setStringList([word for word in found if word.casefold() != typed.casefold()])
        if self._words.rowCount():
            self._completer.complete()
        else:
            popup = self._completer.popup()
            if popup is not None:
                popup.hide()

    def _take(self, word: str) -> None:
        before, comma, _ = self.text().rpartition(",")
        self.setText(f"{before}, {word}" if self._tags and comma else word)


class ValueEditor(QWidget):
    """The editor of one row. ``committed`` carries the new value (text, or the chosen value of a list) once;
    ``cancelled`` follows Escape and leaving it unchanged; ``left`` leaving it with a refused value, which is kept."""

    committed = Signal(object)
    cancelled = Signal()
    left = Signal()

    def __init__(self, row: FieldRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self._ended = False
        self._refused: object = None
        self.editor = self._make()
        self.editor.setAccessibleName(row.name or row.title)
        self.editor.installEventFilter(self)
        self._problem = label("", "secondary", "bad", wrap=True)
        self._problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.editor)
        layout.addWidget(self._problem)
        self.setFocusProxy(self.editor)

    def _make(self) -> QWidget:
        row = self._row
        if row.choices is not None:
            box = QComboBox()
            for value, text in row.choices:
                box.addItem(text, value)
            box.setCurrentIndex(max(0, box.findText(row.edit)))
            box.activated.connect(self.commit)
            return box
        if row.type is FieldType.LONG_TEXT:
            text_box = QPlainTextEdit(row.edit)
            text_box.setTabChangesFocus(True)
            text_box.setFixedHeight(92)
            return text_box
        if row.suggest is not None:
            return SuggestingEdit(row)
        return QLineEdit(row.edit)

    def begin(self) -> None:
        """Take the focus with everything selected."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(self.editor, QLineEdit):
            self.editor.selectAll()

    def value(self) -> object:
        """What the editor holds."""
        if isinstance(self.editor, QComboBox):
            return self.editor.currentData()
        if isinstance(self.editor, QPlainTextEdit):
            return self.editor.toPlainText().strip()
        return self.editor.text().strip() if isinstance(self.editor, QLineEdit) else ""

    def commit(self) -> None:
        """Hand over the value; an unchanged one only closes."""
        if self._ended:
            return
        self._ended = True
        same = (
            self.editor.currentText() == self._row.edit
            if isinstance(self.editor, QComboBox)
            else self.value() == self._row.edit.strip()
        )
        if same and not self._row.retry:
            self.cancelled.emit()
        else:
            self.committed.emit(self.value())

    def refuse(self, text: str) -> None:
        """The value was refused: say why and go on editing."""
        self._ended, self._refused = False, self.value()
        self._problem.setText(text)
        self._problem.show()
        set_look(self.editor, invalid=True)
        self.editor.setAccessibleDescription(text)
        self.begin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.editor:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._handle(event) or super().eventFilter(watched, event)
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
            if event.reason() not in passing and not self._ended:
                self._leave()
        return super().eventFilter(watched, event)

    def _handle(self, event: QKeyEvent) -> bool:
        choosing = isinstance(self.editor, SuggestingEdit) and self.editor.is_choosing
        if event.key() == Qt.Key.Key_Escape and not choosing:
            self._cancel()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not choosing:
            several = isinstance(self.editor, QPlainTextEdit)
            if not several or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.commit()
                return True
        return False

    def _leave(self) -> None:
        refused = (
            self._refused if self._problem.text() else self._row.edit.strip() if self._row.retry else None
        )
        if refused is None or self.value() != refused:
            self.commit()
        else:
            self._ended = True
            self.left.emit()

    def _cancel(self) -> None:
        if not self._ended:
            self._ended = True
            self.cancelled.emit()
