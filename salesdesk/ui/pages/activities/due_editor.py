"""Choosing when something is due: a few common days, or any date."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from salesdesk.ui.value_texts import next_working_day
from salesdesk.ui.widgets.date_field import DateField


class DueEditor(QWidget):
    """A list of common days with a date field beside it for any other."""

    changed = Signal()

    def __init__(self, today: date, days: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = QComboBox()
        self._choice.setAccessibleName(self.tr("When"))
        monday = today + timedelta(days=7 - today.weekday())
        for text, day in (
            (self.tr("Today"), today),
            (self.tr("Tomorrow"), today + timedelta(days=1)),
            (self.tr("In 3 days"), next_working_day(today, 3)),
            (self.tr("Next Monday"), monday),
            (self.tr("In 2 weeks"), next_working_day(today, 14)),
            (self.tr("In a month"), next_working_day(today, 30)),
        ):
            self._choice.addItem(text, day.isoformat())
        self._choice.addItem(self.tr("On a date…"), "")
        self._choice.setCurrentIndex(1 if days == 1 else 2)
        self._day = DateField(today, name=self.tr("Date"), empty=None)
        self._day.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._choice)
        layout.addWidget(self._day)
        self._choice.activated.connect(self._on_chosen)
        self.setFocusProxy(self._choice)

    def day(self) -> str:
        """The chosen day, ``YYYY-MM-DD``."""
        chosen = str(self._choice.currentData())
        return chosen or str(self._day.date().toString("yyyy-MM-dd"))

    def _on_chosen(self) -> None:
        self._day.setVisible(not self._choice.currentData())
        self.changed.emit()
