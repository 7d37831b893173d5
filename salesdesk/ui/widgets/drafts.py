"""What was typed into a dialog that was closed without saving, kept until it is opened again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.form import FormField

Value = str | date | None


@dataclass(frozen=True, slots=True)
class _Typed:
    """A field of a form: what it held when the form was opened, and what it held when it was closed."""

    before: Value
    after: Value


class Drafts(QObject):
    """Belongs to a window and goes with it; nothing of it is written anywhere."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._kept: dict[str, Mapping[str, _Typed]] = {}

    @classmethod
    def of(cls, dialog: QDialog) -> Drafts | None:
        """Those of the window that a dialog belongs to."""
        parent = dialog.parentWidget()
        if parent is None:
            return None
        window = parent.window()
        return window.findChild(cls) or cls(window)

    def keep(self, about: str, typed: Mapping[str, _Typed]) -> None:
        """Remember what was typed about something; nothing typed forgets what was kept."""
        if typed:
            self._kept[about] = typed
        else:
            self.forget(about)

    def get(self, about: str) -> Mapping[str, _Typed]:
        """What is kept."""
        return self._kept.get(about, {})

    def forget(self, about: str) -> None:
        """It was saved, or is not wanted any more."""
        self._kept.pop(about, None)


class FormDraft:
    """The draft of one dialog about ``about``, from when it is shown."""

    def __init__(self, dialog: QDialog, about: str) -> None:
        self._dialog, self._about = dialog, about
        self._drafts = Drafts.of(dialog)
        self._before = {name: value_of(editor) for name, editor in self._editors().items()}

    def restore(self) -> bool:
        """Fill in what was typed before, where the field still holds what it held then; whether there was any."""
        kept = self._drafts.get(self._about) if self._drafts is not None else {}
        editors = self._editors()
        fitting = {
            name: typed
            for name, typed in kept.items()
            if name in editors and self._before[name] == typed.before
        }
        for name, typed in fitting.items():
            _fill(editors[name], typed.after)
        return bool(fitting)

    def keep(self) -> None:
        """The dialog is closed without saving."""
        if self._drafts is not None:
            now = {name: value_of(editor) for name, editor in self._editors().items()}
            self._drafts.keep(
                self._about,
                {n: _Typed(self._before.get(n), v) for n, v in now.items() if v != self._before.get(n)},
            )

    def forget(self) -> None:
        """The dialog was saved, or what was typed is not wanted."""
        if self._drafts is not None:
            self._drafts.forget(self._about)

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
        editor.set_value(value if isinstance(value, date) else None)
    elif isinstance(editor, QComboBox):
        editor.setCurrentText(str(value))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(str(value))
    elif isinstance(editor, QLineEdit):
        editor.setText(str(value))
