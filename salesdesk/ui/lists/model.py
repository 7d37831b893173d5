"""The table model of a list over the store, and how its cells are edited."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from salesdesk.domain.columns import ListRow
from salesdesk.domain.fields import FieldType
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.row_grouping import NO_GROUPS, Grouping
from salesdesk.errors import SalesDeskError
from salesdesk.store.lists.reader import ListReader
from salesdesk.store.lists.row_groups import Grouped
from salesdesk.ui.lists.columns import edit_text
from salesdesk.ui.lists.group_words import group_title
from salesdesk.ui.lists.grouped_rows import CLOSED_FROM, GroupedRows, GroupLine
from salesdesk.ui.models.columns import Column
from salesdesk.ui.models.record_source import Ids
from salesdesk.ui.models.record_table_model import GroupRole, Index, RecordTableModel, ValueRole
from salesdesk.ui.widgets.text import plain_tip

EVERYTHING = Filter()


class ListSource:
    """A list of the store as the table model wants it; ``only`` narrows it to some records, whatever the filter. While it is
    grouped, the ids come as ``Grouped``."""

    def __init__(self, reader: ListReader) -> None:
        self.reader = reader
        self.only: Collection[int] | None = None
        self.grouping = NO_GROUPS

    def ids(self, filter: Filter | None, sort: Sort | None) -> Ids:
        """Every id the filter keeps, in order."""
        if not self.grouping.is_empty:
            return self.reader.grouped_rows(self.grouping, filter or EVERYTHING, sort or Sort(), self.only)  # type: ignore[return-value]
        found = self.reader.ids(filter or EVERYTHING, sort or Sort())
        only = self.only
        return found if only is None else array("q", (record for record in found if record in only))

    def head(self, filter: Filter | None, sort: Sort | None) -> Ids | None:
        """The first ids of the whole list; a filter may keep few, and finding the first of few takes as long as all. Of a
        grouped one the groups without their rows."""
        if not self.grouping.is_empty:
            if not self.reader.counts_groups(self.grouping):
                return None
            groups = self.reader.row_groups(self.grouping, filter or EVERYTHING, self.only)
            return Grouped(self.grouping, groups, tuple(array("q") for _ in groups))  # type: ignore[return-value]
        if self.only is not None or (filter is not None and not filter.is_empty):
            return None
        return self.reader.head(sort or Sort())

    def page(self, ids: Sequence[int]) -> Mapping[int, ListRow]:
        """The rows of these ids."""
        return self.reader.page(ids)


class ListModel(RecordTableModel):
    """A record table whose cells are typed as text: what an editor starts with is read back by the services."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.groups = GroupedRows()
        self._totals: Mapping[Hashable, Mapping[str, str]] = {}
        self._types: tuple[Sequence[Column], Mapping[str, FieldType]] = ((), {})
        """Those of the fields, as they were with these columns."""
        self.counted_text: Callable[[int], str] = str
        """So many rows in words: "31 people"."""

    def prepare(self, filter_: Filter, sort: Sort | None, grouping: Grouping = NO_GROUPS) -> None:
        """Take over filter, order and groups without reading; ``reload`` follows."""
        self._filter, self._sort = filter_, sort
        source = self._source
        if isinstance(source, ListSource) and source.grouping != grouping:
            source.grouping, self._totals = grouping, {}

    @property
    def grouping(self) -> Grouping:
        """By what the rows are to be grouped; what stands here may still be of the question before."""
        return self._source.grouping if isinstance(self._source, ListSource) else NO_GROUPS

    # ---- groups ----

    def groupable(self) -> Sequence[tuple[str, FieldType]]:
        """The fields by which the rows can be grouped, with their types."""
        return self._source.reader.groupable() if isinstance(self._source, ListSource) else ()

    @property
    def _is_long(self) -> bool:
        known = max(len(self._ids), self.expected)
        return super()._is_long or (known > CLOSED_FROM and not self.grouping.is_empty)

    def _stand(self, ids: Ids | Grouped) -> Ids:
        """What stands in the rows for what was read."""
        if not isinstance(ids, Grouped):
            if ids is not self.groups.standing:
                self.groups.clear()
            return ids
        self.groups.take(ids)
        return self.groups.rows()

    def set_ids(self, ids: Ids) -> None:
        super().set_ids(self._stand(ids))

    def _accept(self, ids: Ids) -> None:
        super()._accept(self._stand(ids))

    def _show_first(self, ids: Ids) -> None:
        super()._show_first(self._stand(ids))

    def _complete(self, ids: Ids) -> None:
        super()._complete(self._stand(ids))

    @property
    def all_ids(self) -> Ids:
        return self._ids if self.groups.by.is_empty else self.groups.all_ids

    @property
    def records(self) -> int:
        return len(self._ids) if self.groups.by.is_empty else self.groups.count

    def id_at(self, row: int) -> int | None:
        found = super().id_at(row)
        return None if found is None or found < 0 else found

    def ids_between(self, top: int, bottom: int) -> Ids:
        found = super().ids_between(top, bottom)
        if self.groups.by.is_empty or not self.groups.headings_within(top, bottom):
            return found
        return array("q", (one for one in found if one > 0))

    def records_between(self, top: int, bottom: int) -> int:
        """How many records stand from one row to another."""
        rows = bottom - top + 1
        return rows if self.groups.by.is_empty else rows - self.groups.headings_within(top, bottom)

    def heading_at(self, row: int) -> int:
        """The heading that stands in a row, 0 in the row of a record."""
        return self._ids[row] if 0 <= row < len(self._ids) and self._ids[row] < 0 else 0

    def toggle(self, row: int) -> None:
        """Open the group whose heading stands in a row, or close it."""
        heading = self.heading_at(row)
        if not heading:
            return
        group, ids = self.groups.group_of(heading), self.groups.ids_of(heading)
        if not len(ids):  # they are on their way
            self.groups.turn(group)
            self._repaint()
        elif self.groups.is_open(group):
            self.resetting.emit()
            self.beginRemoveRows(QModelIndex(), row + 1, row + len(ids))
            self.groups.turn(group)
            self._ids = self.groups.rows()
            self.endRemoveRows()
        else:
            self.beginInsertRows(QModelIndex(), row + 1, row + len(ids))
            self.groups.turn(group)
            self._ids = self.groups.rows()
            self.endInsertRows()
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def turn_all(self, opened: bool) -> None:
        """Open or close every group."""
        if self.groups.by.is_empty:
            return
        self.resetting.emit()
        self.beginResetModel()
        self.groups.turn_all(opened)
        self._ids = self.groups.rows()
        self.endResetModel()

    def reveal(self, record: int | None = None) -> None:
        if self.groups.by.is_empty:
            return
        if record is None:
            if any(not self.groups.is_open(group) for group in self.groups.groups):
                self.turn_all(True)
        elif record > 0 and self.row_of(record) < 0 and (heading := self.groups.heading_of(record)):
            self.toggle(self.row_of(heading))

    def set_totals(self, totals: Mapping[Hashable, Mapping[str, str]]) -> None:
        """What the columns of each group add up to, as texts."""
        self._totals = totals
        self._repaint()

    def line(self, heading: int) -> GroupLine:
        """A heading as it is shown."""
        group, by = self.groups.group_of(heading), self.groups.by
        title = next((column.title for column in self.columns if column.key == by.field), by.field)
        return GroupLine(
            group_title(by, self._type(by.field), title, group.value),
            self.counted_text(group.count),
            self.groups.is_open(group),
            self._totals.get(group.place, {}),
        )

    # ---- cells ----

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.heading_at(index.row()):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and (heading := self.heading_at(index.row())):
            if role == GroupRole:
                return self.line(heading)
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return self.line(heading).spoken
            if role == Qt.ItemDataRole.ToolTipRole:  # a sum may have no room
                total = self.line(heading).totals.get(self.columns[index.column()].key)
                return plain_tip(total) if total else None
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.EditRole and index.isValid() and self.typed(index) is None:
            value = super().data(index, ValueRole)
            return edit_text(self._type(self.columns[index.column()].key), value)
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        typed = self.typed(index)
        again = typed is not None and typed.is_refused  # leaving the editor of a refused text tries it again
        with suppress(SalesDeskError):  # what cannot be read cannot be compared; writing says why
            same = isinstance(value, str) and value.strip() == self.data(index, Qt.ItemDataRole.EditRole)
            if same and not again:
                return False
        return super().setData(index, value, role)

    def _type(self, key: str) -> FieldType:
        source = self._source
        if self._types[0] is not self.columns and isinstance(source, ListSource):
            self._types = (self.columns, {one.key: one.type for one in source.reader.columns()})
        return self._types[1].get(key, FieldType.TEXT)
