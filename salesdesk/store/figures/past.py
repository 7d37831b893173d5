"""Deals as they were at the end of a day: in which stage by the history of stages, of what value and with which expected
close by the journal.

A deal whose history begins later than the deal is taken for one that stood in its first stage until then, or, where that is one
that ends it, as of a deal that came closed from a file, for one that was open in no stage anybody knows. A value that the journal
knows no change of is taken for one that never was another. A move between stages that was taken back never was. Deals in
the trash are in no figure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from peewee import fn

from salesdesk.domain.days import DayStart, day_start, is_on_or_after
from salesdesk.domain.pipelines import StageKind
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.figures.parts import given, is_owned
from salesdesk.store.lists.rules import is_on_or_after as is_stored_on_or_after
from salesdesk.store.models.deals import Deal, StageEvent
from salesdesk.store.models.journal import ChangeBatch, ChangeEntry
from salesdesk.store.models.pipelines import Stage

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_VALUES = ("amount", "currency", "expected_close")


class _First(NamedTuple):
    """The first move of a deal since a day: ``begins`` where it is the first one there ever was."""

    stage: int
    begins: bool


class DealThen(NamedTuple):
    """A deal at the end of a day: its ``stage`` by number, the kind of it (open where it stands in a stage that it was only closed in later), its amount in minor units with the currency,
    the expected close, and the day it was closed on, None while it was open."""

    id: int
    title: str
    stage: int
    kind: StageKind
    amount: int | None
    currency: str | None
    close: str | None
    closed: str | None

    @property
    def is_open(self) -> bool:
        """Whether it was on its way."""
        return self.kind is StageKind.OPEN


class PastDeals:
    """Reads deals as of days."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def at(self, days: Sequence[date | str], owner: str | None = None) -> list[dict[int, DealThen]]:
        """The deals there were at the end of each day, or at a moment (UTC text), by number; of the deals that are of ``owner``
        now. Those that were closed before all these days and have not been moved since are left out."""
        ends = [_cut(day) for day in days]
        kinds = {row.id: StageKind(row.kind) for row in self._database.select(_kinds)}
        statement = self._database.shaped(("deals_now", owner is None), lambda: _deals(owner is not None))
        earliest = min(ends, key=lambda end: end.moment)
        since = min(earliest.moment, earliest.day or earliest.moment[:10])
        now = self._database.pairs(statement, since=since, kind=StageKind.OPEN.value, **given(owner))
        changes = self._changes(earliest)
        return [_rewound(now, self._stood(end), changes, kinds, end) for end in ends]

    def _stood(self, end: DayStart) -> dict[int, _First]:
        """The stage, by number, in which each deal was that has moved since a day: its first move says it."""
        stood = {}
        for deal, before, after in self._database.pairs(_first_moves, begin=end.moment, begin_day=end.day):
            stood[deal] = _First(after, True) if before is None else _First(before, False)
        return stood

    def _changes(self, since: DayStart) -> list[tuple[str, int, dict[str, Any]]]:
        """(moment, deal, what it was before) of every change of a value since, the newest first."""
        found = []
        for row in self._database.select(_journalled, table="deal", moment=since.moment):
            was = {key: value for key, value in json.loads(row.before).items() if key in _VALUES}
            if was:
                found.append((row.at, row.row, was))
        return found


def _cut(at: date | str) -> DayStart:
    """Where what is later begins. Of what is known by its day alone, on the day of a moment, the history of stages tells
    whether it was before."""
    return DayStart("", at) if isinstance(at, str) else day_start(at + timedelta(days=1))


def _rewound(
    now: Sequence[Sequence[Any]],
    stood: Mapping[int, _First],
    changes: Sequence[tuple[str, int, dict[str, Any]]],
    kinds: Mapping[int, StageKind],
    end: DayStart,
) -> dict[int, DealThen]:
    was: dict[int, dict[str, Any]] = {}
    for at, deal, values in changes:
        if at >= end.moment:
            was.setdefault(deal, {}).update(values)
    found = {}
    for number, title, stage, amount, currency, close, closed, created in now:
        if is_on_or_after(created, end):
            continue
        before = stood.get(number)
        if closed is not None and is_on_or_after(closed, end):
            closed = None
        if before is not None:
            stage, kind = before.stage, kinds[before.stage]
            if before.begins and closed is None:  # it was there, and was closed by that move
                kind = StageKind.OPEN
            if kind is StageKind.OPEN:
                closed = None  # on the day of the moment, and after it
        else:  # the history of stages does not tell when it was closed, its day does
            kind = StageKind.OPEN if closed is None else kinds[stage]
        if number in was:
            earlier = was[number]
            amount = earlier.get("amount", amount)
            currency = earlier.get("currency", currency)
            close = earlier.get("expected_close", close)
        found[number] = DealThen(number, title, stage, kind, amount, currency, close, closed)
    return found


@Statement
def _kinds() -> Query:
    return Stage.select(Stage.id, Stage.kind)


def _deals(owned: bool) -> Query:
    deal, stage, event = Deal.alias("d"), Stage.alias("g"), StageEvent.alias("v")
    moved = event.select(event.deal).where(event.at >= Slot("since"))
    recent = (stage.kind == Slot("kind")) | (deal.closed_at >= Slot("since")) | deal.id.in_(moved)
    query = deal.select(
        deal.id,
        deal.title,
        deal.stage.alias("stage"),
        deal.amount,
        deal.currency,
        deal.expected_close,
        deal.closed_at,
        deal.created_at,
    )
    query = query.join(stage, on=(stage.id == deal.stage)).where(deal.deleted_at.is_null(), recent)
    return query.where(is_owned(deal)) if owned else query


@Statement
def _first_moves(begin: Slot, begin_day: Slot) -> Query:
    """The first move of each deal since a day; of several at one moment the first one comes last."""
    event, other = StageEvent.alias("e"), StageEvent.alias("o")
    firsts = (
        other.select(other.deal.alias("deal"), fn.MIN(other.at).alias("first"))
        .where(is_stored_on_or_after(other.at, begin, begin_day))
        .group_by(other.deal)
        .alias("f")
    )
    same = (firsts.c.deal == event.deal) & (firsts.c.first == event.at)
    columns = (event.deal.alias("deal"), event.from_stage.alias("before"), event.to_stage.alias("after"))
    return event.select(*columns).join(firsts, on=same).order_by(event.id.desc())


@Statement
def _journalled(table: Slot, moment: Slot) -> Query:
    batch, entry = ChangeBatch.alias("b"), ChangeEntry.alias("e")
    return (
        entry.select(batch.at, entry.row, entry.before)
        .join(batch, on=(batch.id == entry.batch))
        .where(
            entry.table == table,
            batch.at >= moment,
            entry.before.is_null(False),
            entry.after.is_null(False),
        )
        .order_by(entry.id.desc())
    )
