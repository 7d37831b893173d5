"""Rows of journalled tables by the names of table and columns: read, written and removed, many at once.

For the unit of work and what it undoes alone: nothing here is journalled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from peewee import Value, fn

from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.engine.words import image
from salesdesk.store.journal import schema
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.journal import ChangeEntry
from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

Row = dict[str, Any]
_CHUNK = 500  # ids in one statement
_WORTH_ASKING = 100  # fewer rows are kept with everything
_RUN = 5_000  # the same of ids without gaps, of which only the ends are bound


@dataclass(frozen=True, slots=True)
class SomeIds:
    """Ids that go into one statement, in their order. A run without gaps is asked for by its ends, which spares a list:
    what was created together is removed together."""

    ids: Sequence[int]

    @property
    def is_run(self) -> bool:
        """Whether there is no gap."""
        return self.ids[-1] - self.ids[0] + 1 == len(self.ids)

    @property
    def bound(self) -> tuple[Any, ...]:
        """The values of ``among``."""
        return (self.ids[0], self.ids[-1]) if self.is_run else (self.ids,)


def some_of(ids: Iterable[int]) -> Iterator[SomeIds]:
    """Ids in pieces of which each goes into one statement."""
    ordered = sorted(set(ids))
    start = 0
    while start < len(ordered):
        some = SomeIds(ordered[start : start + _RUN])
        if not some.is_run:
            some = SomeIds(some.ids[:_CHUNK])
        yield some
        start += len(some.ids)


def _among(number: Query, some: SomeIds, place: int = 0) -> Query:
    """``number`` is one of some ids, whose values follow from ``place`` on."""
    if some.is_run:
        return (number >= Slot(place)) & (number <= Slot(place + 1))
    return one_of(number, Slot(place))


class TableRows:
    """The rows of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, table: str, ids: Iterable[int], columns: Sequence[str]) -> dict[int, Row]:
        """Rows by id, in its order, as they are now, ``columns`` of them; unknown ids are left out."""
        names = tuple(columns)

        found: dict[int, Row] = {}
        for some in some_of(ids):
            statement = self._database.shaped(
                ("rows", table, names, some.is_run), partial(_rows, table, names, some)
            )
            for row in self._database.pairs(statement, *some.bound):
                found[row[0]] = dict(zip(names, row[1:], strict=True))
        return found

    def owners(self, info: schema.Table, some: SomeIds) -> list[int]:
        """The records that some rows are parts of."""
        owner = info.owner
        assert owner is not None

        def build() -> Query:
            model, column = model_of(info.name), column_of(info.name, owner.column)
            return model.select(column).distinct().where(_among(model.id, some), column.is_null(False))

        return self._database.column(
            self._database.shaped(("owners of", info.name, some.is_run), build), *some.bound
        )

    def insert_free(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Write those of some rows that no other row stands in the way of."""

        def build() -> Query:
            model = model_of(table)
            slots = tuple(Slot(place) for place in range(len(columns)))
            named = [column_of(table, name) for name in columns]
            return model.insert_many([slots], fields=named).on_conflict(action="nothing")

        self._database.run_many(self._database.shaped(("insert free", table, tuple(columns)), build), rows)

    def insert_selected(
        self, table: str, columns: Sequence[str], after: int, selected: Statement, values: dict[str, Any]
    ) -> int:
        """Write the rows that a statement gives ``columns`` of, numbered from the one that follows ``after``. Returns how
        many."""

        def build() -> Query:
            chosen = selected.query().alias("chosen")
            numbered = Slot("after") + fn.ROW_NUMBER().over()
            model = model_of(table)
            rows = model.select(numbered, Value(1), chosen.__star__).from_(chosen)
            named = (column_of(table, name) for name in columns)
            return model.insert_from(rows, [model.id, model.version, *named])

        statement = self._database.shaped(("insert selected", table, tuple(columns), selected), build)
        return self._database.run(statement, **values, after=after)

    def update(self, table: str, columns: tuple[str, ...], rows: Iterable[Sequence[Any]]) -> int:
        """Give rows other values: those of ``columns``, the id, and the version that a row must have. Returns how many did
        have it."""

        def build() -> Query:
            model = model_of(table)
            values = {column_of(table, name): Slot(place) for place, name in enumerate(columns)}
            same = (model.id == Slot(len(columns))) & (model.version == Slot(len(columns) + 1))
            return model.update(values).where(same)

        return self._database.run_many(self._database.shaped(("update", table, columns), build), rows)

    def keep_images(self, batch: int, table: str, some: SomeIds) -> None:
        """Note in the journal what rows are that are about to go."""
        columns = self._said(table, some)

        def build() -> Query:
            model, entry = model_of(table), ChangeEntry
            whole = image(columns, schema.decimals(table))
            gone = model.select(Slot(0), Value(table), model.id, model.id, whole, Value(None))
            chosen = gone.where(_among(model.id, some, 1)).order_by(model.id)
            return entry.insert_from(
                chosen, [entry.batch, entry.table, entry.row, entry.last_row, entry.before, entry.after]
            )

        shape = ("keep images", table, some.is_run, columns)
        self._database.run(self._database.shaped(shape, build), batch, *some.bound)

    def _said(self, table: str, some: SomeIds) -> tuple[str, ...]:
        """The columns of an image of some rows. Of many rows those are left out of which none has a value: most people of
        a list have the same dozen details of forty, and what an image does not say comes back as nothing."""
        columns, free = schema.tables()[table].columns, schema.free(table)
        if len(some.ids) < _WORTH_ASKING or not free:
            return columns

        def build() -> Query:
            model = model_of(table)
            return model.select(*(fn.COUNT(column_of(table, name)) for name in free)).where(
                _among(model.id, some)
            )

        statement = self._database.shaped(("said", table, some.is_run), build)
        (counts,) = self._database.pairs(statement, *some.bound)
        empty = {name for name, rows in zip(free, counts, strict=True) if not rows}
        return tuple(name for name in columns if name not in empty)

    def remove(self, table: str, some: SomeIds) -> None:
        """Remove rows."""

        def build() -> Query:
            model = model_of(table)
            return model.delete().where(_among(model.id, some))

        self._database.run(self._database.shaped(("remove", table, some.is_run), build), *some.bound)


def _rows(table: str, columns: Sequence[str], some: SomeIds) -> Query:
    model = model_of(table)
    chosen = (column_of(table, name) for name in columns)
    return model.select(model.id, *chosen).where(_among(model.id, some)).order_by(model.id)
