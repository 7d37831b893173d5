"""Asking for the password of a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField


class PasswordDialog(Dialog):
    """``entered`` carries the dialog itself when the person wants to try a password; whoever listens accepts it
    or shows what is wrong."""

    entered = Signal(object)

    def __init__(self, parent: QWidget | None, place: Path | ServerAddress) -> None:
        super().__init__(
            parent,
            self.tr("Open {0}").format(place.name),
            self.tr("This file is protected by a password, or it is damaged.")
            if isinstance(place, Path)
            else self.tr("The server wants the password of {0}.").format(place.user),
        )
        self.place = place
        edit = QLineEdit()
        edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._field = FormField(self.tr("Password"), edit)
        self.add(self._field)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Open"), self._try, tone="primary", default=True)
        edit.setFocus()

    def password(self) -> str:
        """What was typed."""
        return str(self._field.editor.text())  # type: ignore[attr-defined]

    def show_error(self, text: str) -> None:
        """Say why it did not open."""
        self._field.set_error(text)

    def _try(self) -> None:
        self.entered.emit(self)
