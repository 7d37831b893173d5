"""Which columns a list shows, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.ui.models.columns import Column
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.buttons import icon_button, link_button
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.find_field import FindField
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.text import label

_KEY = Qt.ItemDataRole.UserRole


class _ColumnList(QListWidget):
    """Alt with an arrow moves the current column, Space ticks it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(step)
            return
        super().keyPressEvent(event)

    def move_current(self, step: int) -> None:
        """Move the current row up or down by one."""
        row = self.currentRow()
        if 0 <= row + step < self.count():
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentRow(row + step)


class ColumnChooser(Dialog):
    """``chosen`` carries the keys of the ticked columns in their order; ``field_requested`` asks for a new field
    of the person's own, which is offered where there may be a ``new_field``."""

    chosen = Signal(object)
    field_requested = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        columns: Sequence[Column],
        shown: Sequence[str],
        defaults: Sequence[str],
        *,
        new_field: bool = True,
    ) -> None:
        super().__init__(parent, "", width=420)
        self.heading.setText(self.tr("Columns"))
        self.setWindowTitle(self.tr("Columns"))
        self.text.setText(
            self.tr("Tick what to show; drag to change the order, or use Alt with the arrow keys.")
        )
        self.text.show()
        self._columns, self._defaults = tuple(columns), tuple(defaults)
        self._find = FindField(self.tr("Find a column"))
        self.list = _ColumnList()
        choose_by_keyboard(self.list)
        self.list.setAccessibleName(self.tr("Columns"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setMinimumHeight(280)
        self._count = label("", "secondary")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._count, 1)
        row.addWidget(icon_button(theme, "arrow-up", self.tr("Move up (Alt+Up)"), self._up))
        row.addWidget(icon_button(theme, "arrow-down", self.tr("Move down (Alt+Down)"), self._down))
        row.addWidget(link_button(self.tr("Reset"), self._reset))
        self.add(self._find)
        self.add(self.list, 1)
        self.add(row)
        if new_field:
            self.add_button(self.tr("Add field…"), self._add_field, left=True)
        self.add_cancel(self.tr("Cancel"))
        self._apply = self.add_button(self.tr("Apply"), self._accept, tone="primary", default=True)
        self._find.textChanged.connect(self._narrow)
        self._find.left.connect(partial(self.list.setFocus, Qt.FocusReason.TabFocusReason))
        self.list.itemChanged.connect(self._show_count)
        self._fill(shown)

    def _fill(self, shown: Sequence[str]) -> None:
        titles = {column.key: column.title for column in self._columns}
        first = [key for key in shown if key in titles]
        rest = sorted((key for key in titles if key not in first), key=lambda key: titles[key].casefold())
        self.list.clear()
        for key in [*first, *rest]:
            item = QListWidgetItem(titles[key])
            item.setData(_KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(Qt.CheckState.Checked if key in first else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._show_count()

    def keys(self) -> tuple[str, ...]:
        """The ticked columns in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(str(item.data(_KEY)) for item in items if item.checkState() == Qt.CheckState.Checked)

    def _narrow(self, text: str) -> None:
        key = fold_key(text)
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(key not in fold_key(item.text()))
        shown = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if shown and self.list.currentRow() not in shown:
            self.list.setCurrentRow(shown[0])

    def _show_count(self) -> None:
        shown = len(self.keys())
        self._count.setText(self.tr("{0} of {1} shown").format(shown, self.list.count()))
        self._apply.setEnabled(shown > 0)

    def _up(self) -> None:
        self.list.move_current(-1)

    def _down(self) -> None:
        self.list.move_current(1)

    def _reset(self) -> None:
        self._find.clear()
        self._fill(self._defaults)

    def _add_field(self) -> None:
        self.reject()
        self.field_requested.emit()

    def _accept(self) -> None:
        self.accept()
        self.chosen.emit(self.keys())
