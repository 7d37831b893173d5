"""Rows as they were after an earlier batch: today's rows with every later entry of the journal taken back, newest first.

A version does not tell whether a row is as it was, because undo gives versions back; its values do.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.journal import schema
from salesdesk.store.journal.table_rows import Row, TableRows
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.journal import ChangeEntry as E

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_OWNERS = 5_000  # owners in one statement


class _Replay:
    """What the entries of one table after the batch say: ``former`` holds by row the columns that were otherwise, None for
    a row that was not there; ``whole`` are those that are known whole, because they were deleted since."""

    def __init__(self) -> None:
        self.former: dict[int, Row | None] = {}
        self.whole: set[int] = set()
        self._runs: list[tuple[int, int]] = []

    def take_back(self, first: int, last: int, before: str | None, after: str | None) -> None:
        """Take back one entry; the newest comes first."""
        if before is None:
            self._not_there(first, last)
        elif after is None:
            self.former[first] = json.loads(before)
            self.whole.add(first)
        else:
            known = self.former.get(first)
            self.former[first] = {**(known or {}), **json.loads(before)}

    def _not_there(self, first: int, last: int) -> None:
        if first == last:
            self.former[first] = None
            self.whole.discard(first)
            return
        within = range(first, last + 1)
        known = within if len(within) < len(self.former) else [row for row in self.former if row in within]
        for row in known:
            self.former.pop(row, None)
            self.whole.discard(row)
        self._runs.append((first, last))

    def done(self) -> None:
        """All entries are taken back."""
        self._runs.sort()

    def is_touched(self, row: int) -> bool:
        """Whether anything happened to a row."""
        return row in self.former or self._in_run(row)

    def was_there(self, row: int) -> bool:
        """Whether a row was there then, if it is now or is known whole."""
        if row in self.former:
            return self.former[row] is not None
        return not self._in_run(row)

    def _in_run(self, row: int) -> bool:
        place = bisect_right(self._runs, (row, row)) - 1
        # runs never overlap but where rows came back under their numbers
        return any(first <= row <= last for first, last in self._runs[max(0, place - 1) : place + 2])

    def touched(self) -> Iterator[int]:
        """Every row to which something happened; some of them twice."""
        yield from self.former
        for first, last in self._runs:
            yield from range(first, last + 1)


class Past:
    """The rows of journalled tables as they were after ``batch``. What was erased for good is not known any more."""

    def __init__(self, database: Database, batch: int) -> None:
        self._database, self.batch = database, batch
        self._rows = TableRows(database)
        self._replays: dict[str, _Replay] = {}

    def touched(self, table: str) -> set[int]:
        """The rows of a table that came, went or changed since."""
        return set(self._replay(table).touched())

    def rows(self, table: str, ids: Iterable[int]) -> dict[int, Row]:
        """Whole rows by id; those that were not there are left out."""
        replay, wanted = self._replay(table), set(ids)
        there = {row for row in wanted if replay.was_there(row)}
        now = self._rows.read(table, there - replay.whole, schema.tables()[table].columns)
        absent = schema.defaults(table)
        found = {}
        for row in sorted(there):
            former = replay.former.get(row)
            if row in replay.whole and former is not None:
                columns = schema.tables()[table].columns  # those that came later have their defaults
                found[row] = {column: former.get(column, absent.get(column)) for column in columns}
            elif row in now:
                found[row] = {**now[row], **former} if former else now[row]
        return found

    def parts(self, part: str, owners: Collection[int]) -> dict[int, list[Row]]:
        """The parts of some records, in order of their numbers; who had none is left out."""
        info, replay, wanted = schema.tables()[part], self._replay(part), set(owners)
        assert info.owner is not None
        column = info.owner.column
        there = {
            row["id"]: row
            for row in self._parts_now(part, sorted(wanted))
            if not replay.is_touched(row["id"])
        }
        there |= {
            number: row
            for number, row in self.rows(
                part, [n for n, old in replay.former.items() if old is not None]
            ).items()
            if row[column] in wanted
        }
        found: dict[int, list[Row]] = defaultdict(list)
        for number in sorted(there):
            found[there[number][column]].append(there[number])
        return found

    def owners_of_touched(self, part: str) -> set[int]:
        """The records of which a part came, went or changed since."""
        info, touched = schema.tables()[part], self.touched(part)
        assert info.owner is not None
        column = info.owner.column
        former = self.rows(part, [n for n, old in self._replay(part).former.items() if old is not None])
        now = self._rows.read(part, touched, [column])
        return {row[column] for rows in (former, now) for row in rows.values()}

    def _replay(self, table: str) -> _Replay:
        if table not in self._replays:
            replay = self._replays[table] = _Replay()
            for first, last, before, after in self._database.pairs(_since, table=table, batch=self.batch):
                replay.take_back(first, last, before, after)
            replay.done()
        return self._replays[table]

    def _parts_now(self, part: str, owners: list[int]) -> Iterator[dict[str, Any]]:
        statement = self._database.shaped(("parts_now", part), partial(_of_owners, part))
        columns = schema.tables()[part].columns
        for start in range(0, len(owners), _OWNERS):
            for row in self._database.pairs(statement, owners[start : start + _OWNERS]):
                yield dict(zip(columns, row, strict=True))


@Statement
def _since(table: Slot, batch: Slot) -> Query:
    columns = (E.row, E.last_row, E.before, E.after)
    return E.select(*columns).where(E.table == table, E.batch > batch).order_by(E.id.desc())


def _of_owners(part: str) -> Query:
    info = schema.tables()[part]
    assert info.owner is not None
    model = model_of(part)
    columns = (column_of(part, name) for name in info.columns)
    return model.select(*columns).where(one_of(column_of(part, info.owner.column), Slot(0)))
