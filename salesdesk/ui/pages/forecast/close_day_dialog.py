"""Asking on which day a deal should be closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from salesdesk.ui.pages.forecast.texts import tr
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from salesdesk.ui.write_queue import WriteQueue


class CloseDayDialog(Dialog):
    """Asks for the day, proposing one; an empty field means none. ``write`` gets it, one call of a service, and ``done``
    the result."""

    def __init__(
        self,
        parent: QWidget | None,
        writes: WriteQueue,
        title: str,
        day: date | None,
        write: Callable[[date | None], Any],
        done: Callable[[Any], object],
    ) -> None:
        super().__init__(parent, tr("Closing day of {0}").format(title), width=400)
        self._writes, self._write, self._done = writes, write, done
        self.day = DateField(day, name=tr("Closing day"))
        self.add(FormField(tr("Closing day"), self.day))
        self.add_cancel(tr("Cancel"))
        self.add_button(tr("Set day"), self._save, tone="primary", default=True)
        self.day.setFocus()

    def _save(self) -> None:
        day = self.day.value()
        self.save(
            self._writes,
            lambda: self._write(day),
            what=self.windowTitle(),
            text=day.isoformat() if day else "",
            done=self._done,
        )
