"""Words of the day."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from salesdesk.ui.value_texts import number_text


def _tr(text: str) -> str:
    return QCoreApplication.translate("TodayPage", text)


def hours_text(hours: float) -> str:
    """A span as people say it: "40 min", "3 h 20", "2 days"."""
    minutes = round(hours * 60)
    if minutes < 60:
        return _tr("{0} min").format(minutes)
    if minutes < 48 * 60:
        return _tr("{0} h {1:02}").format(minutes // 60, minutes % 60)
    return _tr("{0} days").format(number_text(round(hours / 24)))
