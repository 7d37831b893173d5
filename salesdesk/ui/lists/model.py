"""The table model of a list over the store, and how its cells are edited."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any

from PySide6.QtCore import Qt

from salesdesk.domain.columns import ListRow
from salesdesk.domain.fields import FieldType
from salesdesk.domain.filters import Filter, Sort
from salesdesk.errors import SalesDeskError
from salesdesk.store.lists.reader import ListReader
from salesdesk.ui.lists.columns import edit_text
from salesdesk.ui.models.record_table_model import Ids, Index, RecordTableModel, ValueRole

EVERYTHING = Filter()


class ListSource:
    """A list of the store as the table model wants it; ``only`` narrows it to some records, whatever the filter."""

    def __init__(self, reader: ListReader) -> None:
        self.reader = reader
        self.only: Collection[int] | None = None

    def ids(self, filter: Filter | None, sort: Sort | None) -> Ids:
        """Every id the filter keeps, in order."""
        found = self.reader.ids(filter or EVERYTHING, sort or Sort())
        only = self.only
        return found if only is None else array("q", (record for record in found if record in only))

    def head(self, filter: Filter | None, sort: Sort | None) -> Ids | None:
        """The first ids of the whole list; a filter may keep few, and finding the first of few takes as long as all."""
        if self.only is not None or (filter is not None and not filter.is_empty):
            return None
        return self.reader.head(sort or Sort())

    def page(self, ids: Sequence[int]) -> Mapping[int, ListRow]:
        """The rows of these ids."""
        return self.reader.page(ids)


class ListModel(RecordTableModel):
    """A record table whose cells are typed as text: what an editor starts with is read back by the services."""

    def prepare(self, filter_: Filter, sort: Sort | None) -> None:
        """Take over filter and order without reading; ``reload`` follows."""
        self._filter, self._sort = filter_, sort

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole and index.isValid() and self.typed(index) is None:
            value = super().data(index, ValueRole)
            return edit_text(self._type_of(index), value)
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        typed = self.typed(index)
        again = typed is not None and typed.is_refused  # leaving the editor of a refused text tries it again
        with suppress(SalesDeskError):  # what cannot be read cannot be compared; writing says why
            same = isinstance(value, str) and value.strip() == self.data(index, Qt.ItemDataRole.EditRole)
            if same and not again:
                return False
        return super().setData(index, value, role)

    def _type_of(self, index: Index) -> FieldType:
        source = self._source
        key = self.columns[index.column()].key
        if isinstance(source, ListSource):
            return next((c.type for c in source.reader.columns() if c.key == key), FieldType.TEXT)
        return FieldType.TEXT
