"""Asking for a name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.errors import SalesDeskError
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField


class NameDialog(Dialog):
    """Asks for a name; ``save`` gets it and refuses with ``InputError``, which is shown below the field."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        name: str,
        save: Callable[[str], object],
        button: str,
    ) -> None:
        super().__init__(parent, title, text, width=400)
        self._save = save
        self.field = FormField(self.tr("Name"), QLineEdit(name))
        self.add(self.field)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(button, self._accept, tone="primary", default=True)
        self.field.editor.setFocus()
        self.field.editor.selectAll()  # type: ignore[attr-defined]

    def _accept(self) -> None:
        try:
            self._save(self.field.editor.text())  # type: ignore[attr-defined]
        except SalesDeskError as error:
            self.field.set_error(error.message)
            return
        self.accept()
