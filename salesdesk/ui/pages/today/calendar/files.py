"""The calendar as a file, and reading one of another calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTreeWidget, QTreeWidgetItem, QWidget

from salesdesk.domain.activities.moments import is_day, local
from salesdesk.domain.calendar.events import CalendarEvent
from salesdesk.domain.progress import Work
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.files.dialogs import CALENDAR_FILES, choose_calendar, choose_target
from salesdesk.ui.pages.settings.sections import ON_THE_PHONE
from salesdesk.ui.pages.today.calendar.grid import CalendarGrid
from salesdesk.ui.pages.today.calendar.looks import day_label
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import MENU_MARK, button, with_icon
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.text import label, plain_tip

if TYPE_CHECKING:
    from salesdesk.services.calendar import CalendarPlan  # loads the calendar library

_SHOWN, _ROW = 500, 26


class CalendarFiles(QObject):
    """A button with a menu; ``grid`` gives the grid that is shown."""

    def __init__(self, context: Context, parent: QWidget, grid: Callable[[], CalendarGrid]) -> None:
        super().__init__(parent)
        self._context, self._grid = context, grid
        self.button = with_icon(button(f".ics{MENU_MARK}", self.ask), context.theme, "calendar", "ink_2")
        self.button.setAccessibleName(self.tr("Calendar files"))

    @property
    def _widget(self) -> QWidget:
        """What dialogs belong to. It is not held here: the two would hold each other."""
        return cast(QWidget, self.parent())

    def ask(self) -> QMenu:
        """Offer what can be done."""
        menu, grid = QMenu(self.button), self._grid()
        menu.setAccessibleName(self.tr("Calendar files"))
        chosen = grid.chosen
        offered: list[tuple[str, Callable[[], object], bool]] = [
            (
                self.tr("Save what is shown…"),
                partial(self.choose_target, list(grid.events)),
                bool(grid.events),
            ),
            (
                self.tr("Save the chosen entry…"),
                partial(self.choose_target, [] if chosen is None else [chosen]),
                chosen is not None,
            ),
            (self.tr("Save everything planned…"), partial(self.choose_target, None), True),
            (self.tr("Read a file…"), self.choose_file, True),
            (
                self.tr("Keep one up to date…"),
                partial(self._context.navigate, "settings", ON_THE_PHONE),
                bool(self._context.store.files),
            ),
        ]
        for text, act, there in offered:
            action = QAction(text, menu)
            action.setEnabled(there)
            action.triggered.connect(lambda _checked=False, act=act: act())
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        return menu

    # ---- out ----

    def choose_target(self, events: Sequence[CalendarEvent] | None) -> None:
        """Ask where to save events; None for everything that is planned and what was in the last months."""
        alone = self._grid().look(events[0]).title if events is not None and len(events) == 1 else ""
        name = (
            alone
            or ("" if events is None else self._widget.window().windowTitle().partition(" – ")[0])
            or "SalesDesk"
        )
        choose_target(
            self._widget,
            self._context,
            "calendar",
            self.tr("Save as a calendar file"),
            [self.tr(CALENDAR_FILES)],
            f"{''.join(sign for sign in name if sign.isalnum() or sign in ' -–')[:60].strip()}.ics",
            partial(self.save, events),
        )

    def save(self, events: Sequence[CalendarEvent] | None, path: Path) -> None:
        """Write events, whole series included, or everything."""
        service = self._context.services.calendar_files
        entries = None if events is None else [event.entry.id for event in events]

        def run(work: Work) -> int:
            return service.save(path, entries, work)

        def done(count: int) -> None:
            said = self.tr("1 entry saved in {1}") if count == 1 else self.tr("{0} entries saved in {1}")
            self._context.messages.say(said.format(number_text(count), path.name))

        self._context.tasks.run(run, done=done, failed=self._failed, owner=self)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, SalesDeskError):
            raise error
        self._context.messages.error(error)

    # ---- in ----

    def choose_file(self) -> None:
        """Ask which file to read."""
        choose_calendar(self._widget, self._context, self.tr("Read a calendar file"), self.read)

    def read(self, path: Path) -> None:
        """See what a file would change, then ask."""
        service = self._context.services.calendar_files

        def run(work: Work) -> CalendarPlan:
            return service.plan(path, work)

        def done(plan: CalendarPlan) -> None:
            TakeInDialog(self._widget, self._context, plan).open()

        self._context.tasks.run(run, done=done, failed=self._failed, owner=self)


class TakeInDialog(Dialog):
    """Says what a calendar file would change, and does it in one step to undo."""

    def __init__(self, parent: QWidget, context: Context, plan: CalendarPlan) -> None:
        super().__init__(parent, "", width=620)
        from salesdesk.services.calendar import Fate

        self._context, self._plan = context, plan
        title = self.tr("Take in {0}").format(plan.name)
        self.setWindowTitle(title)
        self.heading.setText(title)
        self._words = {
            Fate.NEW: self.tr("new"),
            Fate.CHANGED: self.tr("changed"),
            Fate.REMOVED: self.tr("cancelled"),
            Fate.SAME: self.tr("as it is"),
            Fate.LEFT_OUT: self.tr("left out"),
        }
        counts = [
            f"{number_text(plan.count(fate))} {words}"
            for fate, words in self._words.items()
            if plan.count(fate)
        ]
        self.text.setText(" · ".join(counts) or self.tr("There is nothing in it."))
        self.text.show()
        if plan.count(Fate.LEFT_OUT):
            sentence = self.tr("What is left out says no time or rule that can be understood.")
            self.add(label(sentence, "caption", wrap=True))
        if plan.items:
            self.add(self._list(), 1)
        self.add_cancel(self.tr("Cancel") if plan.does_something else self.tr("Close"))
        if plan.does_something:
            self.add_button(self.tr("Take in"), self._take, tone="primary", default=True)

    def _list(self) -> QTreeWidget:
        """What becomes of each, those that change something first."""
        made = QTreeWidget()
        choose_by_keyboard(made)
        made.setAccessibleName(self.tr("Entries of the file"))
        made.setHeaderLabels([self.tr("When"), self.tr("What"), self.tr("Becomes")])
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setAllColumnsShowFocus(True)
        made.setMinimumHeight(240)
        made.setTextElideMode(Qt.TextElideMode.ElideRight)
        order = list(self._words)
        for item in sorted(self._plan.items, key=lambda one: order.index(one.fate))[:_SHOWN]:
            when = ""
            if item.begins:
                at = local(item.begins)
                when = day_label(at.date()) + ("" if is_day(item.begins) else f" {at:%H:%M}")
            row = QTreeWidgetItem([when, item.title, self._words[item.fate]])
            row.setToolTip(1, plain_tip(item.title))
            row.setSizeHint(0, QSize(0, _ROW))
            made.addTopLevelItem(row)
        made.header().resizeSection(0, 140)
        made.header().resizeSection(1, 250)
        made.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        return made

    def _take(self) -> None:
        said = self.tr("{0} taken in").format(self._plan.name)
        self.save(
            self._context.writes,
            partial(self._context.services.calendar_files.apply, self._plan),
            what=said,
            done=lambda changes: self._context.messages.done(said, changes),
        )
