"""Changing pipelines and stages."""

from __future__ import annotations

from dataclasses import asdict

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.conflicts import decided
from salesdesk.domain.given_values import LARGEST_NUMBER
from salesdesk.domain.names import clean_name
from salesdesk.domain.pipelines import DEFAULT_STAGES, NewStage, Pipeline, Stage, StageChange, StageKind
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.store import Store


class PipelineService:
    """Use cases of pipelines and stages."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def add_pipeline(self, name: str) -> ChangeSet:
        """Add a pipeline with the default stages."""
        name = clean_name(name, "pipeline")
        return self._commands.run(
            phrase("changes.add_pipeline", name=name),
            lambda uow: self._store.pipelines.add(uow, name, DEFAULT_STAGES),
        )

    def rename_pipeline(self, pipeline_id: int, name: str, *, seen: Pipeline | None = None) -> ChangeSet:
        """Rename a pipeline; ``seen`` as for `change_stage`."""
        name = clean_name(name, "pipeline")

        def write(uow: Writing) -> None:
            now = self._store.pipelines.get(pipeline_id)
            names = ({"name": one} for one in ((seen or now).name, name, now.name))
            self._store.pipelines.rename(
                uow, pipeline_id, **decided(EntityKind.PIPELINE, pipeline_id, *names)
            )

        return self._commands.run(phrase("changes.rename_pipeline", name=name), write)

    def remove_pipeline(self, pipeline_id: int) -> ChangeSet:
        """Remove a pipeline nobody uses; one with deals (also in the trash) or history, and the only one, are kept."""
        name = self._store.pipelines.get(pipeline_id).name

        def remove(uow: Writing) -> None:
            pipeline = self._store.pipelines.get(pipeline_id)
            self._refuse_used(pipeline)
            self._store.pipelines.remove(uow, pipeline)

        return self._commands.run(phrase("changes.remove_pipeline", name=name), remove)

    def _refuse_used(self, pipeline: Pipeline) -> None:
        """Refuse to remove a pipeline that is needed. Within the transaction: nobody puts a deal into it meanwhile."""
        held = sum(self._store.pipelines.deals_in_stage(stage.id) for stage in pipeline.stages)
        if held:
            raise DomainError("pipelines.pipeline_holds_deals", name=pipeline.name, count=held)
        if any(self._store.pipelines.named_in_history(stage.id) for stage in pipeline.stages):
            raise DomainError("pipelines.pipeline_in_history", name=pipeline.name)
        if len(self._store.pipelines.all()) == 1:
            raise DomainError("pipelines.only_pipeline", name=pipeline.name)

    def add_stage(
        self, pipeline_id: int, name: str, probability: int = 50, stale_days: int = 14
    ) -> ChangeSet:
        """Add an open stage behind the other open ones."""
        name = clean_name(name, "stage")
        stages = self._store.pipelines.get(pipeline_id).stages
        position = sum(s.kind is StageKind.OPEN for s in stages)
        _check_probability(probability)
        new = NewStage(name, StageKind.OPEN, probability, _days(stale_days))
        moved = {stage.id: stage.position + 1 for stage in stages[position:]}
        return self._commands.run(
            phrase("changes.add_stage", name=name),
            lambda uow: self._store.pipelines.insert_stage(uow, pipeline_id, new, position, moved),
        )

    def change_stage(
        self,
        stage_id: int,
        *,
        name: str | None = None,
        probability: int | None = None,
        stale_days: int | None = None,
        best_case: bool | None = None,
        seen: Stage | None = None,
    ) -> ChangeSet:
        """Change a stage; ``best_case`` says whether its deals count in full for the best case of the forecast. The probability of won and lost stages is fixed at 100 and 0. ``seen`` is the stage the change
        was made from: raises ``EditConflict`` when somebody else changed the same of it since."""
        stage = self._store.pipelines.stage(stage_id)
        if probability is not None:
            _check_probability(probability)
            if stage.kind is not StageKind.OPEN and probability != stage.probability:
                raise DomainError("pipelines.fixed_probability")
        change = StageChange(
            None if name is None else clean_name(name, "stage"),
            probability,
            None if stale_days is None else _days(stale_days),
            best_case=best_case,
        )
        given = {
            "name": change.name,
            "probability": probability,
            "stale_days": change.stale_days,
            "best_case": best_case,
        }
        ours = {key: value for key, value in given.items() if value is not None}

        def write(uow: Writing) -> None:
            now = asdict(self._store.pipelines.stage(stage_id))
            was = now if seen is None else asdict(seen)
            values = decided(EntityKind.STAGE, stage_id, was, ours, now)
            self._store.pipelines.change_stage(uow, stage_id, StageChange(**values))

        return self._commands.run(phrase("changes.edit_stage", name=stage.name), write)

    def move_stage(self, stage_id: int, step: int) -> ChangeSet:
        """Exchange an open stage with its neighbour (``step`` −1 or 1)."""
        stage = self._store.pipelines.stage(stage_id)
        if stage.kind is not StageKind.OPEN:
            raise DomainError("pipelines.stage_at_the_end", name=stage.name)

        def change(uow: Writing) -> None:
            self._store.pipelines.stage(stage_id)  # refuses one that somebody removed
            stages = self._open_stages(stage.pipeline_id)
            here, neighbour = self._places(stages, stage, step)
            self._store.pipelines.change_stage(uow, here.id, StageChange(position=neighbour.position))
            self._store.pipelines.change_stage(uow, neighbour.id, StageChange(position=here.position))

        return self._commands.run(phrase("changes.move_stage", name=stage.name), change)

    def _open_stages(self, pipeline_id: int) -> list[Stage]:
        return [s for s in self._store.pipelines.get(pipeline_id).stages if s.kind is StageKind.OPEN]

    @staticmethod
    def _places(stages: list[Stage], stage: Stage, step: int) -> tuple[Stage, Stage]:
        """The stage and its neighbour as they stand there by now; refuses where there is none."""
        here = next(place for place, one in enumerate(stages) if one.id == stage.id)
        other = here + step
        if not 0 <= other < len(stages):
            raise DomainError(
                "pipelines.stage_is_first" if step < 0 else "pipelines.stage_is_last", name=stage.name
            )
        return stages[here], stages[other]

    def remove_stage(self, stage_id: int) -> ChangeSet:
        """Remove a stage nobody uses; a stage with deals or history is kept."""
        name = self._store.pipelines.stage(stage_id).name

        def remove(uow: Writing) -> None:
            self._refuse_used_stage(self._store.pipelines.stage(stage_id))
            self._store.pipelines.remove_stage(uow, stage_id)

        return self._commands.run(phrase("changes.remove_stage", name=name), remove)

    def _refuse_used_stage(self, stage: Stage) -> None:
        """Refuse to remove a stage that is needed, within the transaction as well."""
        held = self._store.pipelines.deals_in_stage(stage.id)
        if held:
            raise DomainError("pipelines.stage_holds_deals", name=stage.name, count=held)
        if self._store.pipelines.named_in_history(stage.id):
            raise DomainError("pipelines.stage_in_history", name=stage.name)
        if stage.kind is not StageKind.OPEN:
            raise DomainError("pipelines.closing_stage_needed", name=stage.name)
        stages = self._store.pipelines.get(stage.pipeline_id).stages
        if sum(s.kind is StageKind.OPEN for s in stages) == 1:
            raise DomainError("pipelines.only_open_stage", name=stage.name)


def _days(stale_days: int) -> int:
    if stale_days > LARGEST_NUMBER:
        raise InputError("pipelines.too_many_days", field="stale_days", most=LARGEST_NUMBER)
    return max(0, stale_days)


def _check_probability(probability: int) -> None:
    if probability not in range(101):
        raise InputError("pipelines.no_probability", field="probability")
