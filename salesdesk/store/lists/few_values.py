"""The rows of a list by a value of which there are few: put together by the database, none of them passes through Python."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial
from typing import Any

from peewee import FieldAlias

from salesdesk.store.engine.statements import Query, Slot
from salesdesk.store.lists.kinds import has_trash, is_listed
from salesdesk.store.lists.list_field import ListField
from salesdesk.store.lists.order import ByValue, Key, key_for
from salesdesk.store.lists.queries import ListQueries
from salesdesk.store.lists.resolved import Resolved

MOST = 20_000
"""So many different values are few."""


class FewValues(ListQueries):
    """What one kind of list knows of fields with few values."""

    def _column_of_few(self, field: ListField) -> Query | None:
        """The column of the rows whose few values tell those of a field: its own, which an index has in order, or that of
        the record it names, where these are no more than a list of names. None for any other field."""
        linked = field.linked
        if field.indexed or field.value is None or field.details is not None:
            return None
        if linked is not None:
            named = len(field.sort) == 1 and not has_trash(linked.model)
            return linked.column if named and self._is_own(linked.column) else None
        return field.value if self._is_ordered(field.value) else None

    def _is_own(self, value: Query) -> bool:
        """Whether a value is a column of the row itself."""
        return isinstance(value, FieldAlias) and value.source is self._of.row

    def _is_ordered(self, value: Query) -> bool:
        """Whether a value is a column of the row that an index has in order."""
        return self._is_own(value) and value.field.column_name in self._of.ordered_by

    def _is_read_sooner(self, value: Query) -> bool:
        """Whether the rows are counted by a value sooner here than by the database, which has no index for it."""
        return (
            self._database.dialect.groups_by_sorting and self._is_own(value) and not self._is_ordered(value)
        )

    def _are_few(self, column: Query, key: Hashable) -> bool:
        """Whether a column has few different values."""

        def build() -> Query:
            different = self._of.row.select(column).where(is_listed(self._of.row), column.is_null(False))
            return different.distinct().limit(Slot(0))

        return len(self._database.pairs(self._shaped(("some_values", key), build), MOST + 1)) <= MOST

    def _ends_by_index(self, fields: Sequence[tuple[ListField, bool]]) -> bool:
        """Whether an index has the rows in the order of the last field, and equal ones in that of their creation."""
        return fields[-1][0].indexed and fields[-1][1] is fields[0][1]

    def _has_few_values(self, fields: Sequence[tuple[ListField, bool]]) -> bool:
        """Whether the rows are put in order by several fields sooner here than by the database."""
        rest = fields[:-1] if self._ends_by_index(fields) else fields
        return all(self._column_of_few(field) is not None for field, _ in rest)

    def _by_few_values(self, field: ListField, column: Query, passing: Resolved) -> tuple[ByValue, Key]:
        """The rows that pass by the value of such a column, and how values are compared."""
        statement = self._composed(("few", field.key), (self._of.row.id, column), passing)
        lists = self._database.numbers_by_value(statement, *passing.values)
        if field.linked is None:
            return ByValue(lists), key_for(field.key, field.type)
        names = self._names_of(field, field.linked.key)
        return ByValue([(names.get(number), ids) for number, ids in lists]), _as_it_is

    def _names_of(self, field: ListField, name: str) -> dict[int, Any]:
        """How the records are called that a field names, by their number; ``name`` is the column that says it."""
        assert field.linked is not None
        target = field.linked.model
        build = partial(target.select, target.id, getattr(target, name))
        return dict(self._pairs("names", build, f"{field.key} {name}"))


def _as_it_is(value: Any) -> Any:
    return value
