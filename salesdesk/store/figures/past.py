"""Deals as they were at the end of a day: in which stage by the history of stages, of what value and with which expected
close by the journal.

A deal whose history begins later than the deal is taken for one that stood in its first stage until then; a value that the
journal knows no change of is taken for one that never was another. A move between stages that was taken back never was. Deals in
the trash are in no figure.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from salesdesk.domain.days import DayStart, day_start, is_on_or_after
from salesdesk.domain.pipelines import StageKind
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.figures.parts import given, is_owned
from salesdesk.store.models.deals import Deal, StageEvent
from salesdesk.store.models.journal import ChangeBatch, ChangeEntry
from salesdesk.store.models.pipelines import Stage

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_VALUES = ("amount", "currency", "expected_close")


class DealThen(NamedTuple):
    """A deal at the end of a day: its ``stage`` by number and the kind of it, its amount in minor units with the currency,
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
        now = self._database.select(statement, since=since, kind=StageKind.OPEN.value, **given(owner))
        moves = self._database.select(_moves, moment=since)
        changes = self._changes(earliest)
        return [_rewound(now, moves, changes, kinds, end) for end in ends]

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
    now: Sequence[Any],
    moves: Sequence[Any],
    changes: Sequence[tuple[str, int, dict[str, Any]]],
    kinds: dict[int, StageKind],
    end: DayStart,
) -> dict[int, DealThen]:
    stood: dict[int, int] = {}
    for move in moves:  # newest first: the earliest one after the day says where the deal was
        if is_on_or_after(move.at, end):
            stood[move.deal] = move.before if move.before is not None else move.after
    was: dict[int, dict[str, Any]] = {}
    for at, deal, values in changes:
        if at >= end.moment:
            was.setdefault(deal, {}).update(values)
    found = {}
    for row in now:
        if is_on_or_after(row.created_at, end):
            continue
        stage = stood.get(row.id, row.stage)
        closed = row.closed_at
        if closed is not None and is_on_or_after(closed, end):
            closed = None
        kind = kinds[stage]
        if row.id in stood and kind is StageKind.OPEN:
            closed = None  # on the day of the moment, and after it
        if closed is None and row.id not in stood:
            kind = StageKind.OPEN  # the history of stages does not tell when it was closed, its day does
        earlier = was.get(row.id)
        amount, currency, close = row.amount, row.currency, row.expected_close
        if earlier is not None:
            amount = earlier.get("amount", amount)
            currency = earlier.get("currency", currency)
            close = earlier.get("expected_close", close)
        found[row.id] = DealThen(row.id, row.title, stage, kind, amount, currency, close, closed)
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
def _moves(moment: Slot) -> Query:
    event = StageEvent.alias("e")
    columns = (
        event.deal.alias("deal"),
        event.from_stage.alias("before"),
        event.to_stage.alias("after"),
        event.at,
    )
    return event.select(*columns).where(event.at >= moment).order_by(event.at.desc(), event.id.desc())


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
