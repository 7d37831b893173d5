"""Which records a batch of the journal is about: those of declared entities whose own row it created, changed or removed,
and those whose parts it did. Runs of rows are measured as runs, so that an import of many costs no more than a few."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import partial, reduce
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from peewee import Case, Select, Value, Window, fn

from salesdesk.domain.entities import entities
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.engine.words import number_in
from salesdesk.store.journal import schema
from salesdesk.store.models.by_table import model_of
from salesdesk.store.models.journal import ChangeEntry

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database


class TouchedPart(NamedTuple):
    """Row ``row`` of a table of parts, and the record it is or was a part of."""

    row: int
    owner: int


def counted(database: Database, batches: Collection[int]) -> dict[int, int]:
    """How many records each of some batches is about. Lists of names, choices of the file and the like count only where
    nothing else was touched."""
    found: dict[int, int] = defaultdict(int)
    for table in _tables():
        for batch, number in _sums(database, (table,), batches):
            found[batch] += number
    rest = [batch for batch in batches if not found[batch]]
    if rest:
        found.update(_sums(database, _other_tables(), rest))
    return dict(found)


def listed(database: Database, batch: int, limit: int) -> list[tuple[str, int]]:
    """The first ``limit`` records a batch is about, as table and number; see ``counted``. In the order of the entities,
    those of a kind by number."""
    found: list[tuple[str, int]] = []
    for tables in (*((table,) for table in _tables()), _other_tables()):
        if found and tables == _other_tables():
            break
        statement = database.shaped(("touched", tables), partial(_first, tables))
        for table, first, last, reached in database.pairs(statement, [batch], limit - len(found)):
            start = first if reached is None else max(first, reached + 1)
            room = limit - len(found)
            found += [(table, number) for number in range(start, min(last, start + room - 1) + 1)]
        if len(found) >= limit:
            break
    return found


def touched_parts(
    database: Database, batch: int, part: schema.Table, owners: Collection[int]
) -> list[TouchedPart]:
    """The rows of a table of parts that a batch touched, of some records."""
    statement = database.shaped(("touched_parts", part.name), partial(_parts_of, part))
    parts = [TouchedPart(*row) for row in database.pairs(statement, list(owners))]
    if not parts:
        return []
    rows = [one.row for one in parts]
    ends = {"batch": batch, "table": part.name, "first": min(rows), "last": max(rows)}
    runs = database.pairs(_runs, **ends)
    starts, reached = [run[0] for run in runs], list(accumulate((run[1] for run in runs), max))
    places = (bisect_right(starts, one.row) - 1 for one in parts)
    return [one for one, place in zip(parts, places, strict=True) if place >= 0 and one.row <= reached[place]]


def _tables() -> tuple[str, ...]:
    return tuple(kind.value for kind in entities())


def _other_tables() -> tuple[str, ...]:
    known = frozenset(_tables())
    return tuple(name for name, info in schema.tables().items() if info.owner is None and name not in known)


def _sums(database: Database, tables: tuple[str, ...], batches: Collection[int]) -> Iterator[tuple[int, int]]:
    statement = database.shaped(("counted", tables), partial(_numbers, tables))
    for batch, number in database.pairs(statement, list(batches)):
        yield batch, int(number)


# -- statements --------------------------------------------------------------------------------------------------


def _live(part: schema.Table) -> tuple[Query, ...]:
    """Rows of parts that are there, beside the entries about them: the query of both, batch and owner."""
    assert part.owner is not None
    e, p = ChangeEntry.alias("e"), model_of(part.name).alias("p")
    owner = getattr(p, part.owner_field)
    beside = e.select().join(p, on=(p.id >= e.row) & (p.id <= e.last_row))
    return (
        beside.where(e.table == part.name, one_of(e.batch, Slot(0)), owner.is_null(False)),
        e.batch,
        owner,
    )


def _gone(part: schema.Table) -> tuple[Query, ...]:
    """The same of rows that went since, or with the batch: their images name the owner."""
    assert part.owner is not None
    e, d = ChangeEntry.alias("e"), ChangeEntry.alias("d")
    same = (d.table == part.name) & (d.row >= e.row) & (d.row <= e.last_row)
    owner = number_in(d.before, part.owner.column)
    beside = e.select().join(d, on=same & d.before.is_null(False) & d.after.is_null())
    return beside.where(e.table == part.name, one_of(e.batch, Slot(0))), e.batch, owner


def _spans(tables: tuple[str, ...]) -> Query:
    """Runs of records as batch, table, first and last number; they may overlap."""
    e = ChangeEntry.alias("e")
    own = e.select(
        e.batch.alias("batch"), e.table.alias("of"), e.row.alias("first"), e.last_row.alias("last")
    )
    spans = [own.where(one_of(e.batch, Slot(0)), e.table.in_(tables))]
    for table in tables:
        for part in schema.parts_of(table):
            for beside, batch, owner in (_live(part), _gone(part)):
                columns = (batch.alias("batch"), Value(table).alias("of"))
                ends = (owner.alias("first"), owner.alias("last"))
                spans.append(beside.select(*columns, *ends).distinct())
    return reduce(add, spans)


def _measured(tables: tuple[str, ...]) -> tuple[Query, Query]:
    """The runs with the highest number that those before them reach, and how many numbers each adds to these."""
    s = _spans(tables).alias("s")
    reached = fn.MAX(s.c.last).over(
        partition_by=[s.c.batch, s.c.of],
        order_by=[s.c.first, s.c.last],
        start=Window.preceding(),
        end=Window.preceding(1),
    )
    t = Select([s], [s.c.batch, s.c.of, s.c.first, s.c.last, reached.alias("reached")]).alias("t")
    apart = t.c.reached.is_null() | (t.c.reached < t.c.first)
    beyond = (t.c.last > t.c.reached, t.c.last - t.c.reached)
    return t, Case(None, [(apart, t.c.last - t.c.first + 1), beyond], 0)


def _numbers(tables: tuple[str, ...]) -> Query:
    t, fresh = _measured(tables)
    return Select([t], [t.c.batch, fn.SUM(fresh)]).group_by(t.c.batch)


def _first(tables: tuple[str, ...]) -> Query:
    t, fresh = _measured(tables)
    some = Select([t], [t.c.of, t.c.first, t.c.last, t.c.reached]).where(fresh > 0)
    return some.order_by(t.c.of, t.c.first, t.c.last).limit(Slot(1))


@Statement
def _runs(batch: Slot, table: Slot, first: Slot, last: Slot) -> Query:
    """The runs of rows of a table that a batch touched, between two rows; they may overlap, where what was made was
    changed afterwards."""
    e = ChangeEntry
    among = (e.batch == batch) & (e.table == table) & (e.row <= last) & (e.last_row >= first)
    return e.select(e.row, fn.MAX(e.last_row)).where(among).group_by(e.row).order_by(e.row)


def _parts_of(part: schema.Table) -> Query:
    """Rows that are parts of some records, or were until they went."""
    assert part.owner is not None
    p, d = model_of(part.name).alias("p"), ChangeEntry.alias("d")
    owner, former = getattr(p, part.owner_field), number_in(d.before, part.owner.column)
    gone = (d.table == part.name) & d.before.is_null(False) & d.after.is_null()
    live = p.select(p.id.alias("row"), owner.alias("owner")).where(one_of(owner, Slot(0)))
    return live + d.select(d.row.alias("row"), former.alias("owner")).where(gone, one_of(former, Slot(0)))
