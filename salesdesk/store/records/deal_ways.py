"""How the latest deals of a pipeline went: from stage to stage, and until they were won."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.deals import DealPerson, StageMove, days_to_close
from salesdesk.domain.pipelines import Pipeline, StageKind
from salesdesk.domain.stage_stays import usual_cycle, usual_days
from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.models.activities import Activity, ActivityParticipant
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal, StageEvent
from salesdesk.store.models.pipelines import Stage

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_LOOKED_AT = 200  # the latest deals, among which the usual time is found


@Statement
def _moves(pipeline: Slot, limit: Slot) -> Query:
    latest = (
        Deal.select(Deal.id)
        .where(Deal.pipeline == pipeline, Deal.deleted_at.is_null())
        .order_by(Deal.id.desc())
        .limit(limit)
    )
    e, chosen = StageEvent, latest.alias("latest")
    return (
        e.select(e.deal, e.at, e.from_stage.alias("before"), e.to_stage.alias("after"), e.actor)
        .join(chosen, on=e.deal == chosen.c.id)
        .order_by(e.deal, e.at, e.id)
    )


@Statement
def _met(deal: Slot) -> Query:
    a, c = Activity, Contact
    last = fn.MAX(fn.COALESCE(a.at, a.done_at)).alias("last")
    return (
        a.select(c.id, c.full_name, c.job_title, last)
        .join(c, on=a.contact == c.id)
        .where(a.deal == deal, a.deleted_at.is_null(), c.deleted_at.is_null())
        .group_by(c.id, c.full_name, c.job_title)
    )


@Statement
def _took_part(deal: Slot) -> Query:
    a, c, p = Activity, Contact, ActivityParticipant
    last = fn.MAX(fn.COALESCE(a.at, a.done_at)).alias("last")
    return (
        p.select(c.id, c.full_name, c.job_title, last)
        .join(a, on=p.activity == a.id)
        .join(c, on=p.contact == c.id)
        .where(a.deal == deal, a.deleted_at.is_null(), c.deleted_at.is_null())
        .group_by(c.id, c.full_name, c.job_title)
    )


@Statement
def _won(pipeline: Slot, kind: Slot, limit: Slot) -> Query:
    return (
        Deal.select(Deal.created_at, Deal.closed_at, Deal.import_batch)
        .join(Stage, on=Deal.stage == Stage.id)
        .where(
            Deal.pipeline == pipeline,
            Deal.deleted_at.is_null(),
            Deal.closed_at.is_null(False),
            Stage.kind == kind,
        )
        .order_by(Deal.id.desc())
        .limit(limit)
    )


class DealWays:
    """Reads what is usual."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def usual_days(self, pipeline: Pipeline) -> dict[int, float]:
        """How many days deals stay in each open stage: what a person said of it, else see
        ``domain.stage_stays.usual_days``."""
        rows = self._database.select(_moves, pipeline=pipeline.id, limit=_LOOKED_AT)
        ways = [
            [StageMove(row.at, row.before, row.after, row.actor) for row in way]
            for _deal, way in groupby(rows, lambda row: row.deal_id)
        ]
        said = {stage.id: float(stage.usual_days) for stage in pipeline.stages if stage.usual_days}
        return {**usual_days(pipeline, ways), **said}

    def people(self, deal_id: int) -> list[DealPerson]:
        """Everybody who had to do with a deal, whoever was met last first; who was never met is last."""
        found: dict[int, DealPerson] = {}
        for statement in (_met, _took_part):
            for row in self._database.select(statement, deal=deal_id):
                known = found.get(row.id)
                last = max(filter(None, (row.last, known.last if known is not None else None)), default=None)
                found[row.id] = DealPerson(row.id, row.full_name, row.job_title or "", last)
        return sorted(
            found.values(), key=lambda person: (person.last or "", -person.contact_id), reverse=True
        )

    def usual_cycle(self, pipeline: Pipeline) -> int | None:
        """How many days it takes until a deal is won; None where too few were."""
        rows = self._database.select(_won, pipeline=pipeline.id, kind=StageKind.WON.value, limit=_LOOKED_AT)
        known = (
            days_to_close(row.created_at, row.closed_at, imported=row.import_batch_id is not None)
            for row in rows
        )
        return usual_cycle([days for days in known if days is not None])
