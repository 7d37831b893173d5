"""Pipelines and stages in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.pipelines import Pipeline, Stage, StageKind
from salesdesk.errors import DomainError

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


class PipelineRepository:
    """Reads and writes pipelines with their stages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Pipeline]:
        """Every pipeline in order, with its stages in order."""
        stages: dict[int, list[Stage]] = {}
        for row in self._database.rows(
            "SELECT id, pipeline_id, name, position, kind, probability, stale_days FROM stage ORDER BY position, id"
        ):
            stage = Stage(row[0], row[1], row[2], row[3], StageKind(row[4]), row[5], row[6])
            stages.setdefault(stage.pipeline_id, []).append(stage)
        return [
            Pipeline(row_id, name, position, tuple(stages.get(row_id, ())))
            for row_id, name, position in self._database.rows(
                "SELECT id, name, position FROM pipeline ORDER BY position, id"
            )
        ]

    def get(self, pipeline_id: int) -> Pipeline:
        """One pipeline; refuses an unknown id."""
        found = next((p for p in self.all() if p.id == pipeline_id), None)
        if found is None:
            raise DomainError(
                "No such pipeline", f"The pipeline number {pipeline_id} does not exist any more."
            )
        return found

    def stage(self, stage_id: int) -> Stage:
        """One stage; refuses an unknown id."""
        found = next((s for p in self.all() for s in p.stages if s.id == stage_id), None)
        if found is None:
            raise DomainError("No such stage", f"The stage number {stage_id} does not exist any more.")
        return found

    def deals_in_stage(self, stage_id: int) -> int:
        """How many deals, trash included, stand in a stage."""
        return int(self._database.value("SELECT count(*) FROM deal WHERE stage_id = ?", (stage_id,)))

    # -- writing ----------------------------------------------------------------------------------------

    def add(self, uow: UnitOfWork, name: str, stages: list[tuple[str, StageKind, int, int]]) -> int:
        """Create a pipeline with stages given as (name, kind, probability, stale days)."""
        position = len(self.all())
        pipeline = uow.insert("pipeline", {"name": name, "name_key": fold_key(name), "position": position})
        for place, (title, kind, probability, stale_days) in enumerate(stages):
            self.add_stage(uow, pipeline, title, kind, probability, stale_days, place)
        return pipeline

    def add_stage(
        self,
        uow: UnitOfWork,
        pipeline_id: int,
        name: str,
        kind: StageKind,
        probability: int,
        stale_days: int,
        position: int,
    ) -> int:
        """Create a stage."""
        values = {"pipeline_id": pipeline_id, "name": name, "name_key": fold_key(name), "position": position}
        return uow.insert(
            "stage", {**values, "kind": kind.value, "probability": probability, "stale_days": stale_days}
        )

    def rename(self, uow: UnitOfWork, pipeline_id: int, name: str) -> None:
        """Give a pipeline another name."""
        uow.update("pipeline", pipeline_id, {"name": name, "name_key": fold_key(name)})

    def change_stage(self, uow: UnitOfWork, stage_id: int, **values: object) -> None:
        """Change name, kind, probability, stale_days or position of a stage."""
        if "name" in values:
            values["name_key"] = fold_key(str(values["name"]))
        uow.update("stage", stage_id, values)

    def remove_stage(self, uow: UnitOfWork, stage_id: int) -> None:
        """Remove a stage that no deal stands in and no history names."""
        uow.delete("stage", stage_id)

    def named_in_history(self, stage_id: int) -> bool:
        """Whether a deal ever entered or left the stage."""
        return bool(
            self._database.value(
                "SELECT count(*) FROM stage_event WHERE from_stage_id = ? OR to_stage_id = ?",
                (stage_id, stage_id),
            )
        )
