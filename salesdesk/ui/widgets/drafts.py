"""What was typed into a dialog or the quick log and not saved, kept until it is opened again, also by the next start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget

from salesdesk.ui.preferences import Preferences, drafts_of
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.form import FormField

Value = str | date | None


@dataclass(frozen=True, slots=True)
class Typed:
    """A field of a form: what it held when the form was opened, and what it held when it was closed."""

    before: Value
    after: Value


class Drafts(QObject):
    """Those of a window, by what they are about, the oldest first.

    ``keep_in`` has them beside the preferences, under the identity of the file that the window shows; without it they go
    with the window. ``put_by`` says that something was left that waits for its dialog.
    """

    put_by = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._kept: dict[str, Mapping[str, Typed]] = {}
        self._preferences: Preferences | None = None
        self._file = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WRITE_MS)
        self._timer.timeout.connect(self.save)

    @classmethod
    def of(cls, part: QWidget) -> Drafts | None:
        """Those of the window that a dialog or a part of a page belongs to."""
        parent = part.parentWidget()
        if parent is None:
            return None
        window = parent.window()
        while (above := window.parentWidget()) is not None:
            window = above.window()  # a dialog over a dialog: what is kept must outlive both
        return window.findChild(cls) or cls(window)

    def keep_in(self, preferences: Preferences, file: str) -> None:
        """Have what was kept for ``file`` before, and keep it there from now on."""
        self._preferences, self._file = preferences, file
        for about, fields in preferences.get(drafts_of(file)).items():
            if isinstance(about, str) and (typed := _read(fields)):
                self._kept[about] = typed

    @property
    def is_lasting(self) -> bool:
        """Whether they are there again after the window was closed."""
        return self._preferences is not None

    @property
    def count(self) -> int:
        """How many are kept."""
        return len(self._kept)

    def keep(self, about: str, typed: Mapping[str, Typed]) -> None:
        """Remember what was typed about something; nothing typed forgets what was kept."""
        if not typed:
            self.forget(about)
        elif self._kept.get(about) != typed:
            self._kept.pop(about, None)
            self._kept[about] = typed
            while len(self._kept) > _MOST:
                del self._kept[next(iter(self._kept))]
            self._timer.start()

    def get(self, about: str) -> Mapping[str, Typed]:
        """What is kept."""
        return self._kept.get(about, {})

    def forget(self, about: str) -> None:
        """It was saved, or is not wanted any more."""
        if self._kept.pop(about, None) is not None:
            self._timer.start()

    def forget_those(self, meant: Callable[[str, str], bool]) -> None:
        """Forget all that are ``meant``, told what they are about and all that is typed in them."""
        for about, typed in list(self._kept.items()):
            said = "\n".join(
                str(value) for one in typed.values() for value in (one.before, one.after) if value
            )
            if meant(about, said):
                self.forget(about)

    def save(self) -> None:
        """Write them now; closing the window calls it."""
        self._timer.stop()
        if self._preferences is not None:
            written: dict[str, object] = {
                about: {name: [_written(one.before), _written(one.after)] for name, one in typed.items()}
                for about, typed in self._kept.items()
            }
            self._preferences.set(drafts_of(self._file), written)
            self._preferences.save()


_WRITE_MS = 700
"""How long after the last key what was typed is written."""
_MOST = 100


def _written(value: Value) -> object:
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _read(fields: object) -> dict[str, Typed]:
    """The fields of a draft as they were written; those that cannot be read are left out."""
    found: dict[str, Typed] = {}
    for name, pair in fields.items() if isinstance(fields, dict) else ():
        try:
            before, after = pair
            found[str(name)] = Typed(_value(before), _value(after))
        except (TypeError, ValueError, KeyError):
            continue
    return found


def _value(written: object) -> Value:
    if isinstance(written, dict):
        return date.fromisoformat(written["day"])
    if written is None or isinstance(written, str):
        return written
    raise ValueError(written)


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
            typed = {n: Typed(self._before.get(n), v) for n, v in now.items() if v != self._before.get(n)}
            self._drafts.keep(self._about, typed)
            if typed:
                self._drafts.put_by.emit()

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
        editor.moveCursor(QTextCursor.MoveOperation.End)
    elif isinstance(editor, QLineEdit):
        editor.setText(str(value))
