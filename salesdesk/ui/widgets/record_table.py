"""The table every list of records is shown in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.filters import Sort
from salesdesk.ui.delegates.cells import delegate_for, paints
from salesdesk.ui.models.columns import Column
from salesdesk.ui.models.record_table_model import RecordTableModel
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.copied_rows import copied_rows
from salesdesk.ui.widgets.menu_place import offer_menu
from salesdesk.ui.widgets.record_header import ColumnLayout, RecordHeader
from salesdesk.ui.widgets.veil import Veil

if TYPE_CHECKING:
    from salesdesk.ui.widgets.frozen_columns import FrozenColumns

ROW = 38
ROW_COMPACT = 30


@dataclass(frozen=True, slots=True)
class _Place:
    """What a reset must not lose, by record."""

    current: int | None
    current_column: int
    selected: tuple[int, ...]
    everything: bool
    scroll: int
    top: int


class RecordTable(QTableView):
    """Rows of records with a caption header, no grid, and selection by row. Enter or a double click opens, Space toggles the
    selection, Ctrl+C copies the selected rows as shown, F2 edits, Alt+Up and Alt+Down sort by the current column, with Shift
    where rows are equal in the columns before. ``layout_changed`` tells a new ColumnLayout after the person changed columns or
    widths; ``menu_requested`` carries an empty QMenu to be filled and the selected ids. ``header`` has the columns."""

    opened = Signal(object)
    current_changed = Signal(object)
    selection_changed = Signal()
    layout_changed = Signal(object)
    menu_requested = Signal(object, object)
    columns_applied = Signal()
    """Other columns are shown, by the person or by a view."""

    def __init__(
        self,
        theme: Theme,
        model: RecordTableModel,
        name: str,
        *,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.hovered_row = -1
        self.frozen: FrozenColumns | None = None  # columns that stay; lists that offer that make it
        self._theme = theme
        self._model = model
        self._place: _Place | None = None
        self._pending: list[ChangeSet] = []
        self._quiet = self._changing = False
        self.veil = Veil(theme, self.viewport())
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_COMPACT if compact else ROW)
        self.header = RecordHeader(theme, name, self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        self.apply_columns()
        self._connect_signals()

    def _connect_signals(self) -> None:
        self.header.sectionClicked.connect(self._on_header)
        self._model.loading.connect(self.veil.draw)
        self.header.layout_changed.connect(self.layout_changed)
        offer_menu(self, self._show_menu)
        self.doubleClicked.connect(self._open_index)
        self._model.resetting.connect(self._finish_editing)
        self._model.modelAboutToBeReset.connect(self._remember_place)
        self._model.modelReset.connect(self._restore_place)
        selection = self.selectionModel()
        selection.selectionChanged.connect(lambda *_ranges: self.selection_changed.emit())
        selection.currentRowChanged.connect(self._on_current_changed)
        self._theme.changed.connect(self.viewport().update)

    # ---- columns and sorting ----

    def apply_columns(self, layout: ColumnLayout | None = None) -> None:
        """Give every column its delegate and width; ``layout`` as remembered wins over the columns' own."""
        for at, column in enumerate(self._model.columns):
            if not paints(self.itemDelegateForColumn(at), column):
                self.setItemDelegateForColumn(at, delegate_for(self._theme, column, self))
        self.header.apply(self._model.columns, layout)
        self.columns_applied.emit()

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        super().scrollTo(index, hint)
        if self.frozen is not None:
            self.frozen.keep_clear(index)

    def edit(self, *given: Any) -> Any:
        """As Qt does; a frozen cell is edited where it lies in the table itself."""
        begun = super().edit(*given)
        if self.state() == QAbstractItemView.State.EditingState:
            self.scrollTo(given[0])  # sorting may have taken it out of sight
            if self.frozen is not None and self.frozen.is_frozen(given[0]):
                self.frozen.step_aside(True)
        return begun

    def visible_columns(self) -> list[Column]:
        """The columns on screen, in the order on screen: what an export takes."""
        return self.header.shown_columns()

    def show_sort(self) -> None:
        """Mark the columns the model is sorted by."""
        sort = self._model.sorting
        places = {column.sort_key: at for at, column in enumerate(self._model.columns) if column.sort_key}
        keys = sort.keys if sort is not None and sort.field else ()
        self.header.show_sort([(places[key.field], key.descending) for key in keys if key.field in places])

    def sort_by(self, section: int, descending: bool | None = None, *, further: bool = False) -> None:
        """Order by a column if it has a sort key; None turns the present order round. ``further`` orders by it where rows
        are equal in the columns chosen before."""
        key = self._model.columns[section].sort_key
        if key is None:
            return
        present = self._model.sorting
        known = {one.field: one.descending for one in (present.keys if present is not None else ())}
        if descending is None:
            descending = key in known and not known[key]
            if not further and present is not None and present.field != key:
                descending = False
        wanted = present.then(key, descending) if further and present is not None else Sort(key, descending)
        self._model.set_sort(wanted)
        self.show_sort()

    def _on_header(self, section: int) -> None:
        held = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self.sort_by(section, further=bool(held))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.veil.paint(event)

    # ---- selection and place ----

    def current_id(self) -> int | None:
        """The record the focus is on."""
        index = self.currentIndex()
        return self._model.id_at(index.row()) if index.isValid() else None

    def selected_ids(self) -> list[int]:
        """The selected records in the order on screen."""
        rows = sorted((part.top(), part.bottom()) for part in _parts(self.selectionModel().selection()))
        found: list[int] = []
        reached = -1
        for top, bottom in rows:
            found.extend(self._model.ids_between(max(top, reached + 1), bottom))
            reached = max(reached, bottom)
        return found

    def select_id(self, record: int, *, scroll: bool = True) -> bool:
        """Make ``record`` the current and only selected row; False when it is not in the list."""
        self._model.reveal(record)
        row = self._model.row_of(record)
        if row < 0:
            return False
        index = self._model.index(row, self._first_column())
        self.selectionModel().setCurrentIndex(
            index,
            QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
        )
        if scroll:
            self.scrollTo(index)
        return True

    def selectAll(self) -> None:
        self._model.reveal()
        super().selectAll()

    def on_changed(self, change: ChangeSet) -> None:
        """Hand a change to the model; while a cell is being edited it waits until the editor closes."""
        if self.state() == QAbstractItemView.State.EditingState:
            self._pending.append(change)
        else:
            self._pass_on(change)

    def _pass_on(self, change: ChangeSet) -> None:
        self._changing = True
        try:
            self._model.on_changed(change)
        finally:
            self._changing = False

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if self.frozen is not None:
            self.frozen.step_aside(False)
        self._model.begun.clear()
        record = editor.property("record")
        if hint == QAbstractItemDelegate.EndEditHint.RevertModelCache and record is not None:
            self._model.drop_typed(record, self.currentIndex().column())
        pending, self._pending = self._pending, []
        for change in pending:
            self._pass_on(change)

    def _finish_editing(self) -> None:
        """Take what is being typed before other rows come: a reset closes editors and forgets their text."""
        if self.state() != QAbstractItemView.State.EditingState:
            return
        only = Qt.FindChildOption.FindDirectChildrenOnly
        for editor in self.viewport().findChildren(QWidget, options=only):
            if editor.property("record") is not None and not editor.isHidden():
                self.commitData(editor)
                self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _first_column(self) -> int:
        return self._model.column_of(self.visible_columns()[0].key)

    def _remember_place(self) -> None:
        selection = self.selectionModel().selection()
        total = self._model.rowCount()
        # All of one row is that row: others that arrive are not meant with it.
        everything = total > 1 and sum(part.height() for part in _parts(selection)) >= total
        self._place = _Place(
            self.current_id(),
            self.currentIndex().column(),
            () if everything else tuple(self.selected_ids()),
            everything,
            self.verticalScrollBar().value(),
            min([self.currentIndex().row(), *(part.top() for part in _parts(selection))]),
        )

    def _restore_place(self) -> None:
        place = self._place
        if place is None:
            return
        self.hovered_row = -1
        model, selection = self._model, self.selectionModel()
        if place.everything:
            self.selectAll()
        elif place.selected:
            selection.select(self._ranges(place.selected), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        row = model.row_of(place.current) if place.current is not None else -1
        if row >= 0:
            index = model.index(row, max(0, place.current_column))
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        # The view lays itself out late; the scroll bar must know its range before it can return.
        self.executeDelayedItemsLayout()
        self.updateGeometries()
        self.verticalScrollBar().setValue(place.scroll)
        self._place = None
        if place.current is not None and row < 0:
            follower = model.id_at(min(place.top, model.rowCount() - 1)) if self._changing else None
            if follower is None or not self.select_id(follower, scroll=False):
                self.current_changed.emit(None)
        self.selection_changed.emit()

    def _ranges(self, records: Sequence[int]) -> QItemSelection:
        """The rows of ``records`` as contiguous ranges."""
        model = self._model
        if len(records) <= 64:
            rows = sorted(row for row in map(model.row_of, records) if row >= 0)
        else:
            wanted = frozenset(records)
            rows = [row for row, record in enumerate(model.ids) if record in wanted]
        last = len(model.columns) - 1
        selection = QItemSelection()
        start = 0
        for at, row in enumerate(rows):
            if at + 1 == len(rows) or rows[at + 1] != row + 1:
                selection.select(model.index(rows[start], 0), model.index(row, last))
                start = at + 1
        return selection

    def _on_current_changed(self, current: QModelIndex) -> None:
        if self._place is None:
            self.current_changed.emit(self._model.id_at(current.row()) if current.isValid() else None)

    # ---- keys, pointer, clipboard ----

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self._model.rowCount():
            # Otherwise the first row has the focus without being chosen, and keys that act on it do nothing.
            self.select_id(self._model.ids[0], scroll=False)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState and not self.hasFocus():
            # An editor passes on what it has no use for; such keys are not meant for the list.
            super().keyPressEvent(event)
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = [self._model.record(self._model.row_of(record)) for record in self.selected_ids()]
            QGuiApplication.clipboard().setMimeData(copied_rows(rows, self.visible_columns(), heads=True))
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open_index(self.currentIndex())
            return
        upright = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if upright and event.modifiers() & Qt.KeyboardModifier.AltModifier and self.currentIndex().isValid():
            further = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.sort_by(self.currentIndex().column(), event.key() == Qt.Key.Key_Down, further=further)
            return
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() == Qt.Key.Key_Space and plain and self.currentIndex().isValid():
            self.selectionModel().select(
                self.currentIndex(),
                QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows,
            )
            return
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain and self._model.rowCount():
            row = 0 if event.key() == Qt.Key.Key_Home else self._model.rowCount() - 1
            self.setCurrentIndex(self._model.index(row, max(0, self.currentIndex().column())))
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_hovered(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hovered(-1)
        super().leaveEvent(event)

    def _set_hovered(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def _open_index(self, index: QModelIndex) -> None:
        record = self._model.id_at(index.row())
        if record is not None:
            self.opened.emit(record)

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_requested.emit(menu, self.selected_ids())
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(self.viewport().mapToGlobal(at))


def _parts(selection: QItemSelection) -> list[QItemSelectionRange]:
    return [selection.at(number) for number in range(selection.count())]
