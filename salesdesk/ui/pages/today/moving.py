"""Menus that move steps to another day, or put off being reminded of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.ui.value_texts import next_working_day, weekday_text
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField


def _tr(text: str) -> str:
    return QCoreApplication.translate("today", text)


def days_to_choose(today: date) -> list[tuple[str, str]]:
    """(words, day) of the days that steps are moved to most."""
    monday = today + timedelta(days=7 - today.weekday())
    after = next_working_day(today, 2)
    return [
        (_tr("Tomorrow"), (today + timedelta(days=1)).isoformat()),
        (weekday_text(after), after.isoformat()),
        (_tr("Next Monday"), monday.isoformat()),
        (_tr("In a week"), (today + timedelta(days=7)).isoformat()),
        (_tr("In a month"), next_working_day(today, 30).isoformat()),
    ]


def times_to_choose(now: datetime) -> list[tuple[str, str]]:
    """(words, moment as UTC text or day) until when reminders are put off."""

    def stored(moment: datetime) -> str:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    today = now.date()
    evening = now.replace(hour=18, minute=0, second=0, microsecond=0)
    found = [
        (_tr("For an hour"), stored(now + timedelta(hours=1))),
        (_tr("For three hours"), stored(now + timedelta(hours=3))),
    ]
    if now < evening:
        found.append((_tr("Until 18:00"), stored(evening)))
    found.append((_tr("Until tomorrow"), (today + timedelta(days=1)).isoformat()))
    found.append((_tr("Until Monday"), (today + timedelta(days=7 - today.weekday())).isoformat()))
    return found


def choose(
    owner: QWidget,
    at: QPoint,
    title: str,
    choices: list[tuple[str, str]],
    chosen: Callable[[str], object],
    other: Callable[[], object] | None = None,
    first: tuple[str, str] | None = None,
) -> QMenu:
    """Open a menu of choices, numbered so that a digit takes one; ``other`` asks for any other day. A ``first`` one is 0: the
    digits of the others are known by heart."""
    menu = QMenu(owner)
    menu.setAccessibleName(title)
    for number, (words, value) in enumerate([first, *choices] if first else choices, 0 if first else 1):
        action = QAction(f"&{number}  {words}", menu)
        action.setData(value)
        menu.addAction(action)
    if other is not None:
        menu.addSeparator()
        action = QAction(_tr("On a date…"), menu)
        action.setData("")
        menu.addAction(action)

    def take(action: QAction) -> None:
        value = str(action.data())
        if value:
            chosen(value)
        elif other is not None:
            other()

    menu.triggered.connect(take)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu


def choose_day(
    owner: QWidget, at: QPoint, title: str, today: date, moved: Callable[[str], object], *, late: bool
) -> None:
    """Open a menu of the days that steps are moved to most, and any other one; what is ``late`` may come today, which is
    always the 0."""
    first = (_tr("Today"), today.isoformat()) if late else None
    dialog = partial(DayDialog, owner, title, today, moved)
    choose(owner, at, title, days_to_choose(today), moved, lambda: dialog().open(), first)


class DayDialog(Dialog):
    """Asks for any day."""

    def __init__(self, parent: QWidget, title: str, today: date, chosen: Callable[[str], object]) -> None:
        super().__init__(parent, title, width=360)
        self._chosen = chosen
        self._field = DateField(today + timedelta(days=1), name=_tr("Day"))
        self._form = FormField(_tr("Day"), self._field)
        self.add(self._form)
        self.add_cancel(_tr("Cancel"))
        self.add_button(_tr("Move"), self._take, tone="primary", default=True)

    def _take(self) -> None:
        day = self._field.value()
        if day is None:
            self._form.set_error(_tr("Say to which day."))
            return
        self.accept()
        self._chosen(day.isoformat())
