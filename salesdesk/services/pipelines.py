"""Changing pipelines and stages."""

from __future__ import annotations

from dataclasses import asdict

from salesdesk.domain.card_order import place_behind
from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.conflicts import decided
from salesdesk.domain.deals import DealChange
from salesdesk.domain.given_values import LARGEST_NUMBER
from salesdesk.domain.names import clean_name
from salesdesk.domain.pipelines import DEFAULT_STAGES, NewStage, Pipeline, Stage, StageChange, StageKind
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.deal_writer import DealWriter
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

    def move_pipeline(self, pipeline_id: int, step: int) -> ChangeSet:
        """Exchange a pipeline with its neighbour (``step`` −1 or 1); the first one is where new deals begin."""
        name = self._store.pipelines.get(pipeline_id).name

        def change(uow: Writing) -> None:
            order = [one.id for one in self._store.pipelines.all()]
            here = order.index(self._store.pipelines.get(pipeline_id).id)
            there = here + step
            if not 0 <= there < len(order):
                raise DomainError("pipelines.pipeline_at_the_end", name=name)
            order[here], order[there] = order[there], order[here]
            self._store.pipelines.arrange(uow, order)

        return self._commands.run(phrase("changes.move_pipeline", name=name), change)

    def archive_pipeline(self, pipeline_id: int, *, away: bool = True) -> ChangeSet:
        """Offer a pipeline no more, or again; its deals stay and are found. One has to be offered."""
        name = self._store.pipelines.get(pipeline_id).name

        def change(uow: Writing) -> None:
            others = [one for one in self._store.pipelines.offered() if one.id != pipeline_id]
            if away and not others:
                raise DomainError("pipelines.only_pipeline", name=name)
            self._store.pipelines.archive(uow, pipeline_id, away=away)

        told = phrase("changes.archive_pipeline" if away else "changes.offer_pipeline", name=name)
        return self._commands.run(told, change)

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
        stages = (*pipeline.stages, *pipeline.former)
        held = sum(self._store.pipelines.deals_in_stage(stage.id) for stage in stages)
        if held:
            raise DomainError("pipelines.pipeline_holds_deals", name=pipeline.name, count=held)
        if any(self._store.pipelines.named_in_history(stage.id) for stage in stages):
            raise DomainError("pipelines.pipeline_in_history", name=pipeline.name)
        if not [one for one in self._store.pipelines.offered() if one.id != pipeline.id]:
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
        usual_days: int | None = None,
        seen: Stage | None = None,
    ) -> ChangeSet:
        """Change a stage; ``usual_days`` is how long deals usually stay, 0 for ever, ``best_case`` says whether its deals count in full for the best case of the forecast. The probability of won and lost stages is fixed at 100 and 0. ``seen`` is the stage the change
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
            usual_days=None if usual_days is None else _days(usual_days),
        )
        given = {
            "name": change.name,
            "probability": probability,
            "stale_days": change.stale_days,
            "best_case": best_case,
            "usual_days": change.usual_days,
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

    def remove_stage(self, stage_id: int, *, into: int | None = None) -> ChangeSet:
        """Remove an open stage. Deals that stand in it, those in the trash too, go to the open stage ``into``, behind the cards
        there; without one a stage with deals is refused. One that the history names stays there under its name. All of it
        is one step to undo."""
        name = self._store.pipelines.stage(stage_id).name

        def remove(uow: Writing) -> None:
            stage = self._store.pipelines.stage(stage_id)
            self._refuse_needed_stage(stage)
            self._empty(uow, stage, into)
            if self._store.pipelines.named_in_history(stage_id):
                self._store.pipelines.retire_stage(uow, stage_id)
            else:
                self._store.pipelines.remove_stage(uow, stage_id)

        return self._commands.run(phrase("changes.remove_stage", name=name), remove)

    def _empty(self, uow: Writing, stage: Stage, into: int | None) -> None:
        """Move the deals of a stage on to another one."""
        deals = self._store.pipelines.in_stage(stage.id)
        if not deals:
            return
        target = self._store.pipelines.stage(into) if into is not None and into != stage.id else None
        if target is None or target.kind is not StageKind.OPEN:
            raise DomainError("pipelines.stage_holds_deals", name=stage.name, count=len(deals))
        last = place_behind([place for _, place in self._store.deals.neighbours(target.id)])
        writer = DealWriter(uow)
        writer.change_many(dict.fromkeys(deals, DealChange()), dict.fromkeys(deals, target))
        writer.arrange({deal: last + place for place, deal in enumerate(deals)})

    def _refuse_needed_stage(self, stage: Stage) -> None:
        """Refuse to remove a stage that is needed, within the transaction as well."""
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
