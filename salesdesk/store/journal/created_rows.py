"""The rows a batch created, while it is undone: which of them go, and which stay and why.

They stand in a table of this connection's own, because a batch may have created as many rows as a file has.
"""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Any

from peewee import EXCLUDED, JOIN, Value, fn

from salesdesk.domain.changes import KeptRow
from salesdesk.store.engine.scratch import scratch_table
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.engine.words import number_in, number_of_rows
from salesdesk.store.journal import schema
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.journal import ChangeEntry as E
from salesdesk.store.models.undo import UndoRow

if TYPE_CHECKING:
    from collections.abc import Hashable
    from contextlib import AbstractContextManager

    from salesdesk.store.engine.database import Database


_SOME = 5_000
_PLACES = 50
"""In more places than these, rows are looked for one by one."""


class CreatedRows:
    """The rows one batch created."""

    def __init__(self, database: Database, batch: int) -> None:
        self._database, self._batch = database, batch
        self._some_stay = False
        self._runs: dict[str, list[tuple[int, int]]] = defaultdict(list)

    def held(self) -> AbstractContextManager[None]:
        """To be held while they are asked for."""
        return scratch_table(self._database, UndoRow)

    def collect(self) -> None:
        """Find those that still exist, with the version the batch left each at."""
        for run in self._database.select(_created_runs, batch=self._batch):
            self._runs[run.table_name].append((run.row, run.last_row))
            statement = self._database.shaped(("created", run.table_name), partial(_of_run, run.table_name))
            self._database.run(statement, run.version, run.row, run.last_row)
        self._database.run(_left_later, batch=self._batch)

    def count(self) -> int:
        """How many there are."""
        return int(self._database.single(_number))

    def keep_changed(self) -> None:
        """Keep those that were changed since."""
        for table in self._database.column(_created_tables):
            self._keep(("changed since", table), partial(_changed_since, table), table, "changed")

    def keep(self, table: str, ids: list[int]) -> None:
        """Keep some of a table."""
        for start in range(0, len(ids), _SOME):
            self._database.run(_kept_own, table=table, ids=ids[start : start + _SOME])
        self._some_stay |= bool(ids)

    def keep_referenced(self) -> list[KeptRow]:
        """Keep those that a row from outside the batch refers to, and their parts. Returns all that are kept."""
        numbers = self.numbers_going()
        tables = self._database.column(_created_tables)
        moved = True
        while moved:
            moved = False
            for table in tables:
                for reference in schema.references_to(table):
                    moved |= self._keep_named(table, reference, numbers.get(table, 0))
                owner = schema.tables()[table].owner
                if owner is not None and self._some_stay:
                    moved |= self._keep(
                        ("owner kept", table), partial(_owner_kept, owner), table, "owner_kept"
                    )
        return [KeptRow(row.tbl, row.id, row.kept) for row in self._database.select(_kept)]

    def numbers_going(self) -> dict[str, int]:
        """How many are not kept so far, by table."""
        return dict(self._database.pairs(_numbers_going))

    def going(self) -> dict[str, list[int]]:
        """The rows that are not kept, by table."""
        tables = self._database.column(_tables_going)
        return {table: self._database.column(_rows_going, table=table) for table in tables}

    def _keep_named(self, table: str, reference: schema.Reference, number: int) -> bool:
        """Keep those of a table, ``number`` of them at most, that a reference of a row names which the batch did not create
        or which stays. Asked from the side that has fewer rows. Returns whether there were any."""
        others = self._others(reference.table, number)
        if self._some_stay or others is None:
            outside = partial(_referred_to, reference)
            return self._keep(("referred to", reference), outside, table, "referenced")
        statement = self._database.shaped(("named by", reference), partial(_named_by, reference))
        kept = 0
        for first, last in others:
            kept += self._database.run(statement, "referenced", table, first, last)
        self._some_stay |= kept > 0
        return kept > 0

    def _others(self, table: str, most: int) -> list[tuple[int, int]] | None:
        """Between which numbers the rows of a table are that the batch did not create; None where they may be more than
        ``most``, or lie in many places."""
        highest = (
            self._database.single(self._database.shaped(("highest", table), partial(_highest, table))) or 0
        )
        found, free = [], 1
        for first, last in sorted(self._runs[table]):
            if first > free:
                found.append((free, first - 1))
            free = max(free, last + 1)
        if free <= highest:
            found.append((free, highest))
        many = len(found) > _PLACES or sum(last - first + 1 for first, last in found) > most
        return None if many else found

    def _keep(self, shape: Hashable, build: partial[Query], table: str, reason: str) -> bool:
        """Keep those of a table that ``build`` selects of the alias it is given. Returns whether there were any."""

        def keeping() -> Query:
            u: Any = UndoRow.alias("u")
            chosen = build(u).where(u.table == Slot(1), u.kept.is_null())
            free = (UndoRow.table == Slot(1)) & UndoRow.kept.is_null()
            return UndoRow.update({UndoRow.kept: Slot(0)}).where(free, UndoRow.id.in_(chosen))

        found = self._database.run(self._database.shaped(shape, keeping), reason, table) > 0
        self._some_stay |= found
        return found


@Statement
def _kept_own(table: Slot, ids: Slot) -> Query:
    return UndoRow.update({UndoRow.kept: "own"}).where(UndoRow.table == table, one_of(UndoRow.id, ids))


@Statement
def _created_runs(batch: Slot) -> Query:
    version = fn.COALESCE(number_in(E.after, "version"), 1).alias("version")
    return E.select(E.table, E.row, E.last_row, version).where(E.batch == batch, E.before.is_null())


def _of_run(table: str) -> Query:
    """Take in the rows from the second to the third value, left at the first."""
    model = model_of(table)
    there = model.select(Value(table), model.id, Slot(0)).where(model.id >= Slot(1), model.id <= Slot(2))
    taken = UndoRow.insert_from(there, [UndoRow.table, UndoRow.id, UndoRow.version])
    return taken.on_conflict(
        conflict_target=(UndoRow.table, UndoRow.id), update={UndoRow.version: EXCLUDED.version}
    )


@Statement
def _left_later(batch: Slot) -> Query:
    """The newest entry of a row counts, for an undo lowers versions."""
    n: Any = E.alias("newest")
    changed = n.select(fn.MAX(n.id)).where(n.batch == batch, n.before.is_null(False), n.after.is_null(False))
    columns = (E.table.alias("tbl"), E.row.alias("row"), number_in(E.after, "version").alias("version"))
    later = E.select(*columns).where(E.id.in_(changed.group_by(n.table, n.row))).alias("later")
    same = (later.c.tbl == UndoRow.table) & (later.c.row == UndoRow.id)
    return UndoRow.update({UndoRow.version: later.c.version}).from_(later).where(same)


@Statement
def _number() -> Query:
    return UndoRow.select(number_of_rows())


@Statement
def _created_tables() -> Query:
    return UndoRow.select(UndoRow.table).distinct()


@Statement
def _tables_going() -> Query:
    return UndoRow.select(UndoRow.table).distinct().where(UndoRow.kept.is_null())


@Statement
def _numbers_going() -> Query:
    return (
        UndoRow.select(UndoRow.table, number_of_rows()).where(UndoRow.kept.is_null()).group_by(UndoRow.table)
    )


@Statement
def _rows_going(table: Slot) -> Query:
    return UndoRow.select(UndoRow.id).where(UndoRow.table == table, UndoRow.kept.is_null())


@Statement
def _kept() -> Query:
    columns = (UndoRow.table, UndoRow.id, UndoRow.kept)
    return UndoRow.select(*columns).where(UndoRow.kept.is_null(False)).order_by(UndoRow.table, UndoRow.id)


def _changed_since(table: str, u: Any) -> Query:
    now: Any = model_of(table).alias("now")
    return u.select(u.id).join(now, on=(now.id == u.id)).where(now.version != u.version)


def _referred_to(reference: schema.Reference, u: Any) -> Query:
    """Named by a row that the batch did not create, or that stays."""
    other: Any = model_of(reference.table).alias("other")
    mine: Any = UndoRow.alias("mine")
    named = getattr(other, column_of(reference.table, reference.column).name)
    known = (mine.table == reference.table) & (mine.id == other.id)
    found = u.select(u.id).join(other, on=(named == u.id)).join(mine, JOIN.LEFT_OUTER, on=known)
    return found.where(mine.id.is_null() | mine.kept.is_null(False))


def _named_by(reference: schema.Reference) -> Query:
    """Keep, for the first value as its reason, rows of the table in the second that are named by rows from the third number
    to the fourth."""
    other = model_of(reference.table)
    named = column_of(reference.table, reference.column)
    theirs = other.select(named).where(other.id >= Slot(2), other.id <= Slot(3), named.is_null(False))
    free = (UndoRow.table == Slot(1)) & UndoRow.kept.is_null()
    return UndoRow.update({UndoRow.kept: Slot(0)}).where(free, UndoRow.id.in_(theirs))


def _highest(table: str) -> Query:
    model = model_of(table)
    return model.select(fn.MAX(model.id))


def _owner_kept(owner: schema.Reference, u: Any) -> Query:
    """Part of a record that stays."""
    part: Any = model_of(owner.table).alias("part")
    whole: Any = UndoRow.alias("whole")
    its = getattr(part, column_of(owner.table, owner.column).name)
    of_owner = (whole.table == owner.target) & (whole.id == its)
    found = u.select(u.id).join(part, on=(part.id == u.id)).join(whole, on=of_owner)
    return found.where(whole.kept.is_null(False))
