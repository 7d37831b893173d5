"""How long something takes, and how long before it to be reminded."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from salesdesk.domain.activities.moments import MOST_MINUTES

_LEADS = (None, 0, 5, 15, 30, 60, 120, 24 * 60, 2 * 24 * 60, 7 * 24 * 60)


class LengthEditor(QWidget):
    """Minutes, or nothing."""

    def __init__(self, minutes: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minutes = QSpinBox()
        self._minutes.setRange(0, max(MOST_MINUTES, minutes or 0))
        self._minutes.setSingleStep(5)
        self._minutes.setSuffix(self.tr(" min"))
        self._minutes.setSpecialValueText(self.tr("not said"))
        self._minutes.setValue(minutes or 0)
        self._minutes.setAccessibleName(self.tr("Length"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._minutes)
        self.setFocusProxy(self._minutes)

    def minutes(self) -> int | None:
        """What was said, None without."""
        return self._minutes.value() or None


class ReminderEditor(QWidget):
    """A few common leads, and the one that the entry has."""

    def __init__(self, minutes: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead = QComboBox()
        self._lead.setAccessibleName(self.tr("Reminder"))
        for lead in _LEADS if minutes in _LEADS else (*_LEADS, minutes):
            self._lead.addItem(self._words(lead), lead)
        self._lead.setCurrentIndex(self._lead.findData(minutes))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._lead)
        self.setFocusProxy(self._lead)

    def minutes(self) -> int | None:
        """How many minutes before, None for no reminder."""
        lead: int | None = self._lead.currentData()
        return lead

    def _words(self, lead: int | None) -> str:
        if lead is None:
            return self.tr("None")
        if lead == 0:
            return self.tr("When it begins")
        if lead % (24 * 60) == 0:
            days = lead // (24 * 60)
            return self.tr("1 day before") if days == 1 else self.tr("{0} days before").format(days)
        if lead % 60 == 0:
            hours = lead // 60
            return self.tr("1 hour before") if hours == 1 else self.tr("{0} hours before").format(hours)
        return self.tr("{0} minutes before").format(lead)
