"""Pipelines and stages in the database, and their one writer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from peewee import Case, fn

from salesdesk.domain.names import name_key
from salesdesk.domain.pipelines import CardOrder, NewStage, Pipeline, Stage, StageChange, StageKind
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Named, Query, Slot, Statement
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.deals import Deal, StageEvent
from salesdesk.store.models.pipelines import Pipeline as PipelineRow
from salesdesk.store.models.pipelines import Stage as StageRow

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


@Statement
def _pipelines() -> Query:
    p = PipelineRow
    return p.select(p.id, p.name, p.position, p.archived_at).order_by(p.position, p.id)


@Statement
def _stages() -> Query:
    s, standing = StageRow, Deal.alias()
    # What an undo brings back into a stage that was removed has to be seen.
    held = fn.EXISTS(standing.select(standing.id).where(standing.stage == s.id))
    removed = Case(None, [(s.retired_at.is_null(), 0), (held, 0)], 1)
    return s.select(
        s.id, s.pipeline, s.name, s.position, s.kind, s.probability, s.stale_days, s.card_order, s.best_case,
        fn.COALESCE(s.usual_days, 0).alias("usual_days"), removed.alias("removed"),
    ).order_by(s.position, s.id)  # fmt: skip


@Statement
def _retired_called(pipeline: Slot, key: Slot) -> Query:
    s = StageRow
    return s.select(s.id).where(s.pipeline == pipeline, s.name_key == key, s.retired_at.is_null(False))


@Statement
def _in_stage(stage: Slot) -> Query:
    return Deal.select(Deal.id).where(Deal.stage == stage).order_by(Deal.position, Deal.id)


@Statement
def _pipeline_count() -> Query:
    return PipelineRow.select(fn.COUNT(PipelineRow.id))


@Statement
def _deals_in_stage(stage: Slot) -> Query:
    return Deal.select(fn.COUNT(Deal.id)).where(Deal.stage == stage)


@Statement
def _events_naming(stage: Slot) -> Query:
    e = StageEvent
    return e.select(fn.COUNT(e.id)).where((e.from_stage == stage) | (e.to_stage == stage))


class PipelineRepository:
    """Reads and writes pipelines with their stages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Pipeline]:
        """Every pipeline in order, with its stages in order."""
        stages: dict[int, list[Named]] = {}
        for row in self._database.select(_stages):
            stages.setdefault(row.pipeline_id, []).append(row)
        found = []
        for row in self._database.select(_pipelines):
            here = stages.get(row.id, ())
            live, former = (
                tuple(_read([one for one in here if bool(one.removed) is gone])) for gone in (False, True)
            )
            archived = row.archived_at is not None
            found.append(Pipeline(row.id, row.name, row.position, live, former, archived))
        return found

    def offered(self) -> list[Pipeline]:
        """Those that are not archived, for whoever chooses one."""
        return [pipeline for pipeline in self.all() if not pipeline.archived]

    def is_empty(self) -> bool:
        """Whether there is no pipeline yet: a file that was not set up."""
        return not self._database.single(_pipeline_count)

    def get(self, pipeline_id: int) -> Pipeline:
        """One pipeline; refuses an unknown id."""
        found = next((p for p in self.all() if p.id == pipeline_id), None)
        if found is None:
            raise DomainError("pipelines.gone", number=pipeline_id)
        return found

    def stage(self, stage_id: int) -> Stage:
        """One stage, also one that was removed and that the history names; refuses an unknown id."""
        every = ((*pipeline.stages, *pipeline.former) for pipeline in self.all())
        found = next((stage for stages in every for stage in stages if stage.id == stage_id), None)
        if found is None:
            raise DomainError("pipelines.stage_gone", number=stage_id)
        return found

    def deals_in_stage(self, stage_id: int) -> int:
        """How many deals, trash included, stand in a stage."""
        return int(self._database.single(_deals_in_stage, stage=stage_id))

    def in_stage(self, stage_id: int) -> list[int]:
        """The deals in a stage, trash included, as they stand by hand."""
        return self._database.column(_in_stage, stage=stage_id)

    def named_in_history(self, stage_id: int) -> bool:
        """Whether a deal ever entered or left the stage."""
        return bool(self._database.single(_events_naming, stage=stage_id))

    # -- writing ----------------------------------------------------------------------------------------

    @writes
    def add(self, uow: UnitOfWork, name: str, stages: Sequence[NewStage]) -> tuple[int, list[Stage]]:
        """Create a pipeline behind the others, with its stages. Returns its id, and the stages."""
        position = int(self._database.single(_pipeline_count))
        pipeline = uow.insert("pipeline", {"name": name, "name_key": name_key(name), "position": position})
        return pipeline, [
            self.insert_stage(uow, pipeline, stage, place, {}) for place, stage in enumerate(stages)
        ]

    @writes
    def insert_stage(
        self, uow: UnitOfWork, pipeline_id: int, new: NewStage, position: int, moved: Mapping[int, int]
    ) -> Stage:
        """Create a stage at a position; ``moved`` are the new positions of those it pushes on, by stage. One of that name that
        was removed is there again, with its history."""
        uow.update_many("stage", {stage: {"position": place} for stage, place in moved.items()})
        values = {
            "pipeline_id": pipeline_id,
            "name": new.name,
            "name_key": name_key(new.name),
            "position": position,
            "kind": new.kind.value,
            "probability": new.probability,
            "stale_days": new.stale_days,
            "usual_days": new.usual_days or None,
        }
        known = self._database.column(_retired_called, pipeline=pipeline_id, key=values["name_key"])
        if known:
            number = known[0]
            uow.update("stage", number, {**values, "retired_at": None})
        else:
            number = uow.insert("stage", values)
        return Stage(number, pipeline_id, new.name, position, new.kind, new.probability, new.stale_days)

    @writes
    def rename(self, uow: UnitOfWork, pipeline_id: int, name: str) -> None:
        """Give a pipeline another name."""
        uow.update("pipeline", pipeline_id, {"name": name, "name_key": name_key(name)})

    @writes
    def change_stage(self, uow: UnitOfWork, stage_id: int, change: StageChange) -> None:
        """Change a stage."""
        values: dict[str, Any] = {
            "name": change.name,
            "probability": change.probability,
            "stale_days": change.stale_days,
            "position": change.position,
            "card_order": change.card_order,
            "best_case": change.best_case,
            "usual_days": change.usual_days,
        }
        values = {name: value for name, value in values.items() if value is not None}
        if change.name is not None:
            values["name_key"] = name_key(change.name)
        uow.update("stage", stage_id, values)

    @writes
    def arrange(self, uow: UnitOfWork, order: Sequence[int]) -> None:
        """Put pipelines into an order."""
        uow.update_many("pipeline", {number: {"position": place} for place, number in enumerate(order)})

    @writes
    def archive(self, uow: UnitOfWork, pipeline_id: int, *, away: bool) -> None:
        """Put a pipeline away, or offer it again."""
        uow.update("pipeline", pipeline_id, {"archived_at": uow.at if away else None})

    @writes
    def retire_stage(self, uow: UnitOfWork, stage_id: int) -> None:
        """Remove a stage that no deal stands in and that the history names: it keeps its name there."""
        uow.update("stage", stage_id, {"retired_at": uow.at})

    @writes
    def remove_stage(self, uow: UnitOfWork, stage_id: int) -> None:
        """Remove a stage that no deal stands in and no history names."""
        uow.delete("stage", stage_id)

    @writes
    def remove(self, uow: UnitOfWork, pipeline: Pipeline) -> None:
        """Remove a pipeline with its stages, none of which a deal stands in or the history names."""
        uow.delete_many("stage", [stage.id for stage in (*pipeline.stages, *pipeline.former)])
        uow.delete("pipeline", pipeline.id)


def _read(rows: Sequence[Named]) -> list[Stage]:
    """The stages of one pipeline, in their order."""
    from salesdesk.domain.forecast import best_case_stages  # the first page needs no stages

    said = [(row.name, StageKind(row.kind), row.probability, _flag(row.best_case)) for row in rows]
    return [
        Stage(
            **{
                **row._asdict(),
                "removed": bool(row.removed),
                "kind": kind,
                "card_order": CardOrder.read(row.card_order),
                "best_case": counts,
            }
        )
        for row, (_, kind, _, _), counts in zip(rows, said, best_case_stages(said), strict=True)
    ]


def _flag(stored: object) -> bool | None:
    return None if stored is None else bool(stored)
