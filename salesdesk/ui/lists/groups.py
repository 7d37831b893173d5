"""Choosing by what a list is grouped, and opening and closing its groups."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from salesdesk.domain.fields import FieldType
from salesdesk.domain.grouping import DATED, steps_of
from salesdesk.domain.row_grouping import NO_GROUPS, Grouping, condition_of, grouping_by
from salesdesk.ui.lists.filter_bar import FilterBar
from salesdesk.ui.lists.group_words import by_period, grouped_by
from salesdesk.ui.lists.look import field_title
from salesdesk.ui.lists.model import ListModel
from salesdesk.ui.lists.popups import ActionsPopup, NamePopup
from salesdesk.ui.lists.views import ViewKeeper
from salesdesk.ui.widgets.buttons import FilterChip
from salesdesk.ui.widgets.record_table import RecordTable


class GroupedPage(Protocol):
    """The list page as its groups see it."""

    model: ListModel
    table: RecordTable
    filters: FilterBar
    views: ViewKeeper

    def tr(self, text: str) -> str:
        """A text in the person's language."""

    def refresh(self) -> None:
        """Read the list anew."""


class ListGroups(QObject):
    """``chip`` says by what the list is grouped, and asks for it. On a heading Left and Right close and open it, Enter turns
    it round, Space selects its rows; Ctrl+Left closes the group one is in, with Shift all of them."""

    def __init__(self, page: GroupedPage, widget: QWidget) -> None:
        super().__init__(widget)
        self._page, self._widget = page, widget
        self._table, self._model = page.table, page.model
        self.chip = FilterChip(page.tr("Group"))
        self.chip.clicked.connect(self.ask)
        self.chip.cleared.connect(partial(self.apply, NO_GROUPS))
        self._table.installEventFilter(self)
        self._table.clicked.connect(self._on_clicked)

    def apply(self, grouping: Grouping) -> None:
        """Group the list, or ungroup it."""
        self._model.prepare(self._page.filters.filter, self._model.sorting, grouping)
        self.show()
        self._page.views.show_state()
        self._page.refresh()

    def show(self) -> None:
        """Say by what the list is grouped now."""
        by, tr = self._model.grouping, self._page.tr
        text = tr("Group") if by.is_empty else grouped_by(by, self._title(by.field))
        self.chip.set_state(text, active=not by.is_empty)

    # ---- choosing ----

    def ask(self) -> None:
        """Offer the fields by which the list can be grouped, and what can be done with the present groups."""
        by, tr = self._model.grouping, self._page.tr
        choices: list[tuple[object, str]] = []
        if not by.is_empty:
            turned = replace(by, descending=not by.descending)
            choices = [
                (partial(self.apply, NO_GROUPS), tr("No groups")),
                (partial(self.apply, turned), tr("Turn the order of the groups round")),
                (partial(self._model.turn_all, True), tr("Open all groups")),
                (partial(self._model.turn_all, False), tr("Close all groups")),
            ]
            if by.period is not None:
                choices += [
                    (partial(self.apply, replace(by, period=period)), by_period(period))
                    for period in steps_of(FieldType.DATE)
                    if period is not by.period
                ]
        choices += [
            (partial(self._choose, key, type_), title)
            for key, type_, title in self._fields()
            if key != by.field
        ]
        popup = NamePopup(tr("Group by"), choices, self._widget)
        popup.chosen.connect(_run)
        popup.show_below(self.chip)

    def _choose(self, key: str, type_: FieldType) -> None:
        if type_ not in DATED:
            self.apply(grouping_by(key, type_))
            return
        actions = [
            (by_period(period), partial(self.apply, grouping_by(key, type_, period)))
            for period in steps_of(FieldType.DATE)
        ]
        ActionsPopup(self._title(key), actions, self._widget).show_below(self.chip)

    def _fields(self) -> list[tuple[str, FieldType, str]]:
        """Key, type and title of the fields, those on screen first."""
        shown = [column.key for column in self._table.visible_columns()]
        types = dict(self._model.groupable())
        known = [(column.key, column.title) for column in self._model.columns if column.key in types]
        known.sort(
            key=lambda one: (shown.index(one[0]) if one[0] in shown else len(shown), one[1].casefold())
        )
        return [(key, types[key], title) for key, title in known]

    def _title(self, key: str) -> str:
        return next((one.title for one in self._model.columns if one.key == key), field_title(key))

    # ---- opening and closing ----

    def fill_menu(self, menu: QMenu) -> bool:
        """What is offered for a heading; False in the row of a record."""
        row = self._table.currentIndex().row()
        heading = self._model.heading_at(row)
        if not heading:
            return False
        tr, group = self._page.tr, self._model.groups.group_of(heading)
        is_open = self._model.groups.is_open(group)
        for text, run in (
            (tr("Close") if is_open else tr("Open"), partial(self._model.toggle, row)),
            (tr("Select its rows"), partial(self._select_rows, row)),
            (tr("Show these rows alone"), partial(self._narrow, heading)),
            (tr("Open all groups"), partial(self._model.turn_all, True)),
            (tr("Close all groups"), partial(self._model.turn_all, False)),
        ):
            menu.addAction(text).triggered.connect(partial(_run, run))
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and not self._model.groups.by.is_empty
            and self._table.hasFocus()
            and self._take_key(Qt.Key(event.key()), event.modifiers())
        ):
            return True
        return super().eventFilter(watched, event)

    def _take_key(self, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        held &= ~Qt.KeyboardModifier.KeypadModifier
        row = self._table.currentIndex().row()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and held in (control, control | shift):
            self._turn(row, opened=key == Qt.Key.Key_Right, every=bool(held & shift))
            return True
        heading = self._model.heading_at(row)
        if not heading or held:
            return False
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._turn(row, opened=key == Qt.Key.Key_Right, every=False)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._model.toggle(row)
        elif key == Qt.Key.Key_Space:
            self._select_rows(row)
        else:
            return False
        return True

    def _turn(self, row: int, *, opened: bool, every: bool) -> None:
        groups = self._model.groups
        at = groups.heading_row(row)
        heading = self._model.heading_at(at)
        if not heading:
            return
        if every:
            self._model.turn_all(opened)
            at = self._model.row_of(heading)
        elif groups.is_open(groups.group_of(heading)) is not opened:
            self._model.toggle(at)
        if not opened or every:
            self._table.setCurrentIndex(self._model.index(at, max(0, self._table.currentIndex().column())))

    def _select_rows(self, row: int) -> None:
        """Open a group and select its rows."""
        heading = self._model.heading_at(row)
        group = self._model.groups.group_of(heading)
        if not self._model.groups.is_open(group):
            self._model.toggle(row)
        number = len(self._model.groups.ids_of(heading))
        if number:
            last = len(self._model.columns) - 1
            rows = QItemSelection(self._model.index(row + 1, 0), self._model.index(row + number, last))
            self._table.selectionModel().select(rows, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _narrow(self, heading: int) -> None:
        value = self._model.groups.group_of(heading).value
        filter_ = self._page.filters.filter.having(*condition_of(self._model.groups.by, value))
        self.apply(NO_GROUPS)
        self._page.filters.replace_filter(filter_)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._model.toggle(index.row())


def _run(run: object, *_given: object) -> None:
    if callable(run):
        run()
