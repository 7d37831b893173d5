"""Asking for a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from salesdesk.errors import SalesDeskError
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.wording import worded
from salesdesk.ui.write_queue import WriteQueue


class NameDialog(Dialog):
    """Asks for a name; ``write`` gets it, one call of a service (see ``WriteQueue.run``) whose ``InputError`` is shown
    below the field, and ``saved`` gets the result."""

    def __init__(
        self,
        parent: QWidget | None,
        writes: WriteQueue,
        title: str,
        text: str,
        name: str,
        write: Callable[[str], Any],
        saved: Callable[[Any], object],
        button: str,
    ) -> None:
        super().__init__(parent, title, text, width=400)
        self._writes, self._write, self._saved = writes, write, saved
        self.field = FormField(self.tr("Name"), QLineEdit(name))
        self.add(self.field)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(button, self._accept, tone="primary", default=True)
        self.field.editor.setFocus()
        self.field.editor.selectAll()  # type: ignore[attr-defined]

    def _accept(self) -> None:
        name, write = self.field.editor.text(), self._write  # type: ignore[attr-defined]
        self.field.set_error("")
        self.save(
            self._writes,
            lambda: write(name),
            what=self.windowTitle(),
            text=name,
            done=self._saved,
            refused=self._refuse,
        )

    def _refuse(self, error: SalesDeskError) -> None:
        self.field.set_error(worded(error))
        self.field.editor.setFocus()
