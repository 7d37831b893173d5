"""How far the deals of a period came through their stages, and how long they stayed in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from peewee import Case, Select, fn

from salesdesk.domain.pipelines import StageKind
from salesdesk.store.engine.statements import Query
from salesdesk.store.engine.words import days_between
from salesdesk.store.figures.parts import exactly, given, is_owned, is_within, period
from salesdesk.store.models.deals import Deal, StageEvent
from salesdesk.store.models.pipelines import Stage

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

WON = 1_000_000
"""Further than every open stage: the place of what was won."""


@dataclass(frozen=True, slots=True)
class Came:
    """So many deals came no further in a pipeline than to the open stage at ``position`` (-1: to none, ``WON``: to the
    end), and are now in a stage of this ``kind``."""

    pipeline: int
    kind: StageKind
    position: int
    count: int


class WayFigures:
    """Reads the history of stages of the deals that were added in a period."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def came(self, first: date, last: date, owner: str | None = None) -> list[Came]:
        """How far they came."""
        statement = self._database.shaped(("came", owner is None), lambda: _came(owner is not None))
        rows = self._database.select(statement, **period(first, last), **given(owner))
        return [Came(row.pipeline, StageKind(row.kind), row.far, row.number) for row in rows]

    def added(self, first: date, last: date, owner: str | None = None) -> dict[StageKind, int]:
        """How many were added, by the kind of stage they are in now."""
        statement = self._database.shaped(("added", owner is None), lambda: _added(owner is not None))
        rows = self._database.select(statement, **period(first, last), **given(owner))
        return {StageKind(row.kind): row.number for row in rows}

    def stays(self, first: date, last: date, owner: str | None = None) -> dict[int, float]:
        """The days they had stayed on average in each stage that they left."""
        statement = self._database.shaped(("stays", owner is None), lambda: _stays(owner is not None))
        rows = self._database.select(statement, **period(first, last), **given(owner))
        return {row.stage: max(0.0, float(row.days)) for row in rows}


def _of_period(query: Query, deal: Query, owned: bool) -> Query:
    query = query.where(deal.deleted_at.is_null(), is_within(deal.created_at))
    return query.where(is_owned(deal)) if owned else query


def _added(owned: bool) -> Query:
    deal, stage = Deal.alias("d"), Stage.alias("g")
    query = deal.select(stage.kind, fn.COUNT(deal.id).alias("number"))
    return _of_period(query.join(stage, on=(stage.id == deal.stage)), deal, owned).group_by(stage.kind)


def _came(owned: bool) -> Query:
    deal, event, stage, now = Deal.alias("d"), StageEvent.alias("e"), Stage.alias("g"), Stage.alias("n")
    place = Case(
        None,
        [
            (stage.kind == StageKind.OPEN.value, stage.position),
            (stage.kind == StageKind.WON.value, exactly(WON)),
        ],
        exactly(-1),
    )
    furthest = (
        deal.select(stage.pipeline.alias("pipeline"), now.kind.alias("kind"), fn.MAX(place).alias("far"))
        .join(event, on=(event.deal == deal.id))
        .join(stage, on=(stage.id == event.to_stage))
        .join(now, on=(now.id == deal.stage))
    )
    each = _of_period(furthest, deal, owned).group_by(deal.id, stage.pipeline, now.kind).alias("f")
    groups = (each.c.pipeline, each.c.kind, each.c.far)
    return Select([each], [*groups, fn.COUNT(exactly(1)).alias("number")]).group_by(*groups)


def _stays(owned: bool) -> Query:
    deal, event = Deal.alias("d"), StageEvent.alias("e")
    left = fn.LEAD(event.at).over(partition_by=[event.deal], order_by=[event.at, event.id])
    inner = event.select(event.to_stage.alias("stage"), days_between(event.at, left).alias("days")).join(
        deal, on=(deal.id == event.deal)
    )
    each = _of_period(inner, deal, owned).alias("s")
    query = Select([each], [each.c.stage, fn.AVG(each.c.days).alias("days")])
    return query.where(each.c.days.is_null(False)).group_by(each.c.stage)
