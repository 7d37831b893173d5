"""A list of records as a table: ids in the source's order, rows read as they are painted."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.filters import Sort
from salesdesk.errors import SalesDeskError
from salesdesk.ui.field_edits import FieldEdits, TypedValue
from salesdesk.ui.models.columns import Column
from salesdesk.ui.models.record_source import Defer, Edit, Head, Ids, RecordSource

ValueRole = Qt.ItemDataRole.UserRole + 1
RecordIdRole = Qt.ItemDataRole.UserRole + 2
ToneRole = Qt.ItemDataRole.UserRole + 3
TypedRole = Qt.ItemDataRole.UserRole + 4
"""What was typed into a cell and is not stored yet, a TypedValue; None for most."""
GroupRole = Qt.ItemDataRole.UserRole + 5
"""The heading of a group that stands in a row of its own; None for the row of a record."""

Index = QModelIndex | QPersistentModelIndex

PAGE = 64
CACHED_ROWS = 4096
DEFERRED_FROM = 50_000
"""Lists known to be longer than this are read by the worker, when there is one."""

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "center": Qt.AlignmentFlag.AlignCenter,
}


class RecordTableModel(QAbstractTableModel):
    """Ids from ``source.ids``, rows from ``source.page`` a page at a time, kept in a small cache.

    ``kind`` is the entity a row stands for; changes of ``related`` kinds (a company's name in a list of
    contacts) make the cached rows stale. The model never writes: editing calls ``edit``. Cells into which was typed
    what is not stored yet show that, as ``edits`` knows it.
    """

    counted = Signal(object)
    """The number of rows, after each reading of the ids."""
    loading = Signal(bool)
    """Other rows are on their way: what stands here is of the question before."""
    resetting = Signal()
    """Right before other rows or columns stand here: whoever types into a cell is asked for what he has so far."""

    def __init__(
        self,
        columns: Sequence[Column],
        source: RecordSource,
        kind: EntityKind | None = None,
        related: Collection[EntityKind] = (),
        edit: Edit | None = None,
        defer: Defer | None = None,
        parent: QObject | None = None,
        *,
        edits: FieldEdits | None = None,
        head: Head | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = tuple(columns)
        self._source = source
        self._kind = kind
        self._related = frozenset(related)
        self._edit = edit
        self._defer = defer
        self._edits, self._head = edits, head
        self.is_whole = True
        """Whether all ids are there, and not only the first ones."""
        self._for_all: list[Callable[[], object]] = []
        self._ids: Ids = array("q")
        self._rows: OrderedDict[int, Any] = OrderedDict()
        self._filter: Any = None
        self._sort: Sort | None = None
        self._request = 0
        self.expected = 0
        """How many rows there may be, whatever the filter: reading them is the worker's from ``DEFERRED_FROM`` on."""
        self.begun: dict[tuple[int, str], object] = {}
        """What the cells held, by record and column key, over which an editor is open."""

    # ---- what is shown ----

    @property
    def ids(self) -> Ids:
        """The ids in order; not to be changed."""
        return self._ids

    @property
    def all_ids(self) -> Ids:
        """The ids of every record in order, whether a row stands for it now or not; not to be changed."""
        return self._ids

    @property
    def records(self) -> int:
        """How many records there are."""
        return len(self._ids)

    def ids_between(self, top: int, bottom: int) -> Ids:
        """The records from one row to another."""
        return self._ids[top : bottom + 1]

    def reveal(self, record: int | None = None) -> None:
        """Make sure that a row stands for a record, or for every one, as far as these are in the list."""

    @property
    def filter(self) -> Any:
        return self._filter

    @property
    def sorting(self) -> Sort | None:
        return self._sort

    def set_filter(self, filter: Any) -> None:
        """Show what ``filter`` keeps (its meaning is the source's) and read the ids anew."""
        self._filter = filter
        self.reload()

    def set_sort(self, sort: Sort | None) -> None:
        """Order by ``sort`` and read the ids anew."""
        self._sort = sort
        self.reload()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, for example after a custom field was added."""
        self.resetting.emit()
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def set_ids(self, ids: Ids) -> None:
        """Show these ids, read elsewhere (a worker, a test)."""
        self._request += 1
        self.resetting.emit()
        self.beginResetModel()
        self._ids = ids
        self._rows.clear()
        self.endResetModel()
        self._is_complete()

    def when_whole(self, run: Callable[[], object]) -> None:
        """Run something that needs every id, as soon as all are there."""
        if self.is_whole:
            run()
        else:
            self._for_all.append(run)

    def _is_complete(self) -> None:
        self.is_whole = True
        self.counted.emit(self.records)
        waiting, self._for_all = self._for_all, []
        for run in waiting:
            run()

    def reload(self) -> None:
        """Read the ids anew; rows are read again as they are painted."""
        if self._is_long and self._defer is not None:
            self._read_in_worker(self._defer, first=True)
        else:
            self.set_ids(self._source.ids(self._filter, self._sort))

    @property
    def _is_long(self) -> bool:
        return max(len(self._ids), self.expected) > DEFERRED_FROM

    def id_at(self, row: int) -> int | None:
        """The record at ``row``, None outside."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, record: int) -> int:
        """Where ``record`` stands, -1 when it is not in the list."""
        try:
            return self._ids.index(record)
        except ValueError:
            return -1

    def record(self, row: int) -> Any:
        """The row object at ``row``, read with its neighbours when it is not known; None when it is gone."""
        record = self._ids[row]
        if record in self._rows:
            self._rows.move_to_end(record)
            return self._rows[record]
        start = row - row % PAGE
        wanted = self.ids_between(start, start + PAGE - 1)
        found = self._source.page(wanted)
        for one in wanted:
            self._rows[one] = found.get(one)
            self._rows.move_to_end(one)
        while len(self._rows) > CACHED_ROWS:
            self._rows.popitem(last=False)
        return self._rows[record]

    def column_of(self, key: str) -> int:
        """The position of column ``key``, -1 when there is none."""
        return next((at for at, column in enumerate(self.columns) if column.key == key), -1)

    # ---- changes ----

    def on_changed(self, change: ChangeSet) -> None:
        """React to a change of the store as narrowly as possible."""
        related = bool(self._related) and change.concerns(*self._related)
        own = self._kind is not None and change.concerns(self._kind)
        if not (related or own):
            return
        if related or self._kind is None:
            self._rows.clear()
        else:
            for record in change.touched(self._kind):
                self._rows.pop(record, None)
        if self._is_long and self._defer is not None:
            self._repaint()
            self._read_in_worker(self._defer)
            return
        self._accept(self._source.ids(self._filter, self._sort))

    def shown(self, record: int, key: str) -> object:
        """The stored value that a cell shows; where an editor is open, the one over which it was opened."""
        if (record, key) in self.begun:
            return self.begun[record, key]
        at, column = self.row_of(record), self.column_of(key)
        row = self.record(at) if at >= 0 else None
        return None if row is None or column < 0 else self.columns[column].value(row)

    def typed(self, index: Index) -> TypedValue | None:
        """What was typed into a cell and is not stored yet."""
        if self._edits is None or self._kind is None or self._edits.is_empty:
            return None
        record = self.id_at(index.row())
        if record is None:
            return None
        return self._edits.of(self._kind, record, self.columns[index.column()].key)

    def drop_typed(self, record: int, column: int) -> None:
        """The person dropped a refused text: the stored value stands in the cell again."""
        if self._edits is not None and self._kind is not None:
            self._edits.forget(self._kind, record, self.columns[column].key)

    def on_typed(self, kind: EntityKind, records: Collection[int]) -> None:
        """What was typed into fields of these records is shown, or the stored values again."""
        if kind is self._kind:
            self._repaint()

    def _accept(self, ids: Ids) -> None:
        """Take a fresh reading: the same ids need only a repaint."""
        same = ids == self._ids if type(ids) is type(self._ids) else list(ids) == list(self._ids)
        if same:
            self._repaint()
            self._is_complete()
            return
        kept = self._rows.copy()
        self.set_ids(ids)
        self._rows = kept

    def _repaint(self) -> None:
        if self._ids and self.columns:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _read_in_worker(self, defer: Defer, *, first: bool = False) -> None:
        """Read all ids in the worker; the ``first`` ones come before the others where that is sooner."""
        self._request += 1
        request, filter, sort = self._request, self._filter, self._sort
        self.loading.emit(True)

        def begun(ids: Ids | None) -> None:
            if request == self._request and ids is not None:
                self.loading.emit(False)
                self._show_first(ids)

        def arrived(ids: Ids) -> None:
            # An answer that was overtaken by a newer question is dropped.
            if request == self._request:
                self.loading.emit(False)
                self._complete(ids)

        head = self._head
        if first and head is not None:
            defer(lambda: head(filter, sort), begun)
        defer(lambda: self._source.ids(filter, sort), arrived)

    def _show_first(self, ids: Ids) -> None:
        """Show the first rows; how many there are is not known yet."""
        self.is_whole = False
        self.resetting.emit()
        self.beginResetModel()
        self._ids = ids
        self._rows.clear()
        self.endResetModel()

    def _complete(self, ids: Ids) -> None:
        """All ids are there; where they begin with those on screen, nothing moves."""
        known = len(self._ids)
        if not 0 < known < len(ids) or ids[:known] != self._ids:
            self._accept(ids)
            return
        self.beginInsertRows(QModelIndex(), known, len(ids) - 1)
        self._ids = ids
        self.endInsertRows()
        self._is_complete()

    # ---- Qt's interface ----

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        column = self.columns[index.column()]
        if role == RecordIdRole:
            return self._ids[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align]
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.EditRole,
            Qt.ItemDataRole.AccessibleTextRole,
            ValueRole,
            ToneRole,
            TypedRole,
        ):
            return None
        typed = self.typed(index)
        if role == TypedRole:
            return typed
        if typed is not None and role not in (ValueRole, ToneRole):
            text = column.typed_text(typed.value)
            return text if role != Qt.ItemDataRole.AccessibleTextRole else typed.spoken(text)
        row = self.record(index.row())
        if row is None:
            return None if role in (ValueRole, ToneRole) else ""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.shown(row)
        value = column.value(row)
        if role == ToneRole:
            return column.tone(value) if column.tone is not None else ""
        return value

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.columns[section].align]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._edit is not None and self.columns[index.column()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or self._edit is None:
            return False
        column = self.columns[index.column()]
        record = self.id_at(index.row())
        if record is None or not column.editable:
            return False
        with suppress(SalesDeskError):  # what cannot be read cannot be compared; writing says why
            if self.typed(index) is None and value == self.data(index, ValueRole):
                return False
        self._edit(record, column.key, value)
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and self.columns[column].sort_key is not None:
            key = self.columns[column].sort_key or ""
            wanted = Sort(key, order == Qt.SortOrder.DescendingOrder)
            if wanted != self._sort:
                self.set_sort(wanted)
