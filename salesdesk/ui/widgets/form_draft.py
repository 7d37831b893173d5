"""What was typed into a dialog, kept when it is closed without saving."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from salesdesk.domain.drafts import Draft, Typed, Value
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.drafts import DraftOf, Drafts
from salesdesk.ui.widgets.form import FormField


class FormDraft:
    """The draft of one dialog, from when it is shown."""

    def __init__(self, dialog: QDialog, about: DraftOf) -> None:
        self._dialog, self.about = dialog, about
        self.drafts = Drafts.of(dialog)
        self._before = {name: value_of(editor) for name, editor in self._editors().items()}

    def restore(self) -> bool:
        """Fill in what was typed before, where the field still holds what it held then; whether there was any."""
        kept = self.drafts.get(self.about) if self.drafts is not None else {}
        editors = self._editors()
        fitting = {
            name: typed
            for name, typed in kept.items()
            if name in editors and self._before[name] == typed.before
        }
        for name, typed in fitting.items():
            _fill(editors[name], typed.after)
        return bool(fitting)

    def exchange(self, other: Draft) -> None:
        """Fill in what another window left; what is typed here waits in its place."""
        if self.drafts is not None:
            self.drafts.keep(self.about, self._typed())
            self.drafts.take(self.about, other)
            for name, editor in self._editors().items():
                if name in self._before:
                    _fill(editor, self._before[name])
            self.restore()

    def keep(self) -> None:
        """The dialog is closed without saving."""
        if self.drafts is not None:
            typed = self._typed()
            self.drafts.keep(self.about, typed)
            if typed:
                self.drafts.put_by.emit()

    def forget(self) -> None:
        """The dialog was saved, or what was typed is not wanted."""
        if self.drafts is not None:
            self.drafts.forget(self.about)

    def _typed(self) -> dict[str, Typed]:
        now = {name: value_of(editor) for name, editor in self._editors().items()}
        return {n: Typed(self._before.get(n), v) for n, v in now.items() if v != self._before.get(n)}

    def _editors(self) -> dict[str, QWidget]:
        found: dict[str, QWidget] = {}
        for field in self._dialog.findChildren(FormField):
            if isinstance(field.editor, QLineEdit | QPlainTextEdit | QComboBox | DateField):
                found[f"{field.label.text()} {len(found)}"] = field.editor
        return found


def value_of(editor: QWidget) -> Value:
    """What an editor holds."""
    if isinstance(editor, QComboBox):
        return editor.currentText()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, DateField):
        return editor.value()
    return editor.text() if isinstance(editor, QLineEdit) else None


def _fill(editor: QWidget, value: Value) -> None:
    if isinstance(editor, DateField):
        editor.set_value(None if value is None or isinstance(value, str) else value)
    elif isinstance(editor, QComboBox):
        editor.setCurrentText(str(value))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(str(value))
        editor.moveCursor(QTextCursor.MoveOperation.End)
    elif isinstance(editor, QLineEdit):
        editor.setText(str(value))
