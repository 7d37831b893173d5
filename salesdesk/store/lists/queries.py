"""Statements over one kind of list, compiled once for every shape."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from peewee import JOIN

from salesdesk.domain.custom_fields import CustomField
from salesdesk.domain.fields import RecordKind
from salesdesk.store.engine.statements import Compiled, Query
from salesdesk.store.lists.filter import FilterResolver
from salesdesk.store.lists.kinds import kind_of
from salesdesk.store.lists.own_fields import OwnFields, own_fields
from salesdesk.store.lists.resolved import Places, Resolved
from salesdesk.store.lists.resolvers import resolver_of

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.records.custom_fields import CustomFieldRepository


class ListQueries:
    """What reading, filtering and sorting one kind of list share."""

    def __init__(
        self, database: Database, kind: RecordKind, custom: CustomFieldRepository, today: Callable[[], str]
    ) -> None:
        self.kind, self._of = kind, kind_of(kind)
        self.table, self.name_field = self._of.table, self._of.name_field
        self._database, self._custom, self._today = database, custom, today

    def _resolver(self) -> FilterResolver:
        return resolver_of(self._database, self._custom_of, self._today, self.kind, self._own.fields)

    def _custom_of(self, kind: RecordKind) -> tuple[CustomField, ...]:
        return self._custom.of(kind_of(kind).table)

    def _shaped(self, shape: Hashable, build: Callable[[], Query]) -> Compiled:
        return self._database.shaped((self.kind, self._own.stamp, shape), build)

    @property
    def _own(self) -> OwnFields:
        """The fields of the list as this file makes them."""
        return own_fields(self._database, self.kind, self._custom_of, self._today)

    def _joined(self, query: Query, joins: Iterable[str]) -> Query:
        for name in sorted(joins):
            linked = self._of.linked(name)
            query = query.join(linked, JOIN.LEFT_OUTER, on=self._of.on(name, linked), src=self._of.row)
        return query

    def _composed(
        self, what: Hashable, columns: Sequence[Query], passing: Resolved, joins: Iterable[str] = ()
    ) -> Compiled:
        """The query of some columns of the rows that pass; ``what`` says which."""

        def build() -> Query:
            query = self._joined(self._of.row.select(*columns), {*passing.joins, *joins})
            return query.where(passing.build(Places()))

        return self._shaped((what, passing.shape), build)

    def _passing(self, passing: Resolved) -> array[int]:
        return self._database.numbers(self._composed("ids", (self._of.row.id,), passing), *passing.values)

    def _pairs(
        self, what: str, build: Callable[[], Query], key: str, *values: object
    ) -> list[tuple[Any, ...]]:
        return self._database.pairs(self._shaped((what, key), build), *values)
