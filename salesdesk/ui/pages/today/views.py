"""The views of the day: its list, and the calendar of a day, a week or a month."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from salesdesk.domain.calendar.spans import View
from salesdesk.ui.page import Page
from salesdesk.ui.preferences import Option
from salesdesk.ui.widgets.buttons import SegmentedButtons

if TYPE_CHECKING:
    from salesdesk.ui.pages.today.calendar.view import CalendarView

LIST = "list"
SHOWN_VIEW = Option("today/view", LIST)


class DayViews(QStackedWidget):
    """What the ``page`` shows below its head: ``day``, which is its list, or the calendar."""

    def __init__(self, page: Page, day: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._day = page, day
        self._of_list: Sequence[QWidget] = ()
        self.calendar: CalendarView | None = None
        self.buttons = SegmentedButtons(
            [
                (LIST, _tr("List")),
                (View.DAY.value, _tr("Day")),
                (View.WEEK.value, _tr("Week")),
                (View.MONTH.value, _tr("Month")),
            ],
            name=_tr("View"),
        )
        self.buttons.chosen.connect(self.show_view)
        self.addWidget(day)

    def begin(self, of_list: Sequence[QWidget]) -> None:
        """Show the view that was shown last; ``of_list`` are parts of the head that belong to the list."""
        self._of_list = of_list
        self._put(self._page.context.preferences.get(SHOWN_VIEW))

    @property
    def in_calendar(self) -> bool:
        """Whether the calendar is shown."""
        return self.calendar is not None and self.currentWidget() is self.calendar

    def show_view(self, key: str) -> None:
        """Show ``LIST``, or a ``View`` by its value, and give it the focus."""
        self._put(key)
        if not self.in_calendar:
            self._page.refresh()
        self._page.take_focus()

    def read_file(self, path: Path) -> None:
        """Have the calendar ask whether to take a file in."""
        if not self.in_calendar:
            self.show_view(View.WEEK.value)
        if self.calendar is not None:
            self.calendar.files.read(path)

    def _show_title(self, title: str, short: str, subtitle: str) -> None:
        self._page.header.title.set_short(short)
        self._page.set_title(title)
        self._page.header.set_subtitle(subtitle)

    def _put(self, key: str) -> None:
        view = next((view for view in View if view.value == key), None)
        self.buttons.set_current(key if view is not None else LIST)
        self._page.context.preferences.set(SHOWN_VIEW, self.buttons.current())
        for part in self._of_list:
            part.setVisible(view is None)
        if view is not None:
            calendar = self._made()
            calendar.head.show()
            calendar.files.button.show()
            self.setCurrentWidget(calendar)
            calendar.show_view(view)
            return
        if self.calendar is not None:
            self.calendar.head.hide()
            self.calendar.files.button.hide()
        self.setCurrentWidget(self._day)

    def _made(self) -> CalendarView:
        """The calendar, made when it is first shown."""
        if self.calendar is None:
            from salesdesk.ui.pages.today.calendar.view import CalendarView

            made = self.calendar = CalendarView(self._page.context)
            made.titled.connect(self._show_title)
            made.view_changed.connect(lambda view: self.show_view(LIST if view is None else view.value))
            self._page.header.add_action(made.head, first=True)
            self._page.header.add_action(made.files.button)
            self.addWidget(made)
        return self.calendar


def _tr(text: str) -> str:
    return QCoreApplication.translate("today", text)
