"""The stages of deals: what a typed stage or pipeline means, and what becomes of a deal that enters one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from salesdesk.domain.card_order import place_behind
from salesdesk.domain.changes import UNCHANGED, ChangeSet, EntityKind, Unchanged
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.closing_words import ClosingList
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.deals import PLACES, Closing, Deal, DealChange, InStage
from salesdesk.domain.names import name_key
from salesdesk.domain.pipelines import Pipeline, Stage, StageKind
from salesdesk.domain.progress import Work
from salesdesk.errors import DomainError, InputError, SalesDeskError
from salesdesk.phrases import phrase
from salesdesk.services.record_edits import EditableRecords
from salesdesk.services.records import OwnedRecords
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.records.deal_writer import DealWriter


class DealStages(EditableRecords, OwnedRecords):
    """Deals are put into stages. One that is closed by it gets what is said of its end (see `closing`)."""

    _counted_as = "changes.deals"
    _kind = EntityKind.DEAL
    _answers: Mapping[StageKind, Closing] = MappingProxyType({})

    def closed_by(self, edits: Mapping[int, Mapping[str, Any]]) -> dict[int, Stage]:
        """The deals that typed values would close, with the stage they end in: neither those that ended like that before
        nor those whose values are refused."""
        typed = {
            deal: {key: values[key] for key in ("pipeline", "stage") if key in values}
            for deal, values in edits.items()
        }
        standing = self._store.deals.standing([deal for deal, values in typed.items() if values])
        known: dict[object, Stage | None] = {}
        found: dict[int, Stage] = {}
        for deal, here in standing.items():
            at = (here, *typed[deal].items())
            if at not in known:
                known[at] = self._ending(here, typed[deal])
            if (stage := known[at]) is not None:
                found[deal] = stage
        return found

    def _ending(self, here: InStage, typed: Mapping[str, Any]) -> Stage | None:
        with suppress(SalesDeskError):  # it is refused where it is written, in the words of its field
            stage = self.stage_meant(here, self._clean(typed))
            if stage is not None and self._is_ended_by(here, stage):
                return stage
        return None

    def _is_ended_by(self, here: InStage, stage: Stage) -> bool:
        """Whether something comes to another end with a stage than where it stands."""
        before = self._store.pipelines.stage(here.stage_id).kind
        return stage.kind is not StageKind.OPEN and stage.kind is not before

    def set_stage(
        self,
        ids: Sequence[int],
        stage_id: int,
        *,
        seen: Seen | None = None,
        work: Work | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Put deals at the end of a stage, of a lost one where a reason is given (see `closing`); those that are in it stay
        where they are. ``seen`` as for `set_owner`."""
        stage = self._stage_there(stage_id)
        guard = self._guard("stage", seen, stage.name, self._stage_names)

        def step(uow: Writing, part: Sequence[int]) -> None:
            guard(part)
            place = self._last_place(stage)
            for number in DealWriter(uow).existing(part):
                deal = self._store.deals.get(number)
                if deal.stage_id != stage.id:
                    self._enter(uow, deal, stage, DealChange(), place)
                    place += 1

        return self._bulk(
            phrase("changes.move_deals", what=self._counted(ids), stage=stage.name), ids, step, work, origin
        )

    def _enter(
        self, uow: Writing, deal: Deal, stage: Stage, values: DealChange, place: float | None = None
    ) -> None:
        """Put a deal into another stage. One that ends there gets what is said of its end, and what is to follow it; of one
        that had ended like that it stays."""
        ends = self._is_ended_by(deal, stage)
        if ends:
            values = self._with_end(deal, stage.kind, values)
        elif stage.kind is not StageKind.OPEN:
            kept = {key: getattr(deal, key) for key in ("closed_at", "competitor")}
            kept = {key: own for key, own in kept.items() if getattr(values, key) is UNCHANGED}
            values = replace(values, **kept)
        DealWriter(uow).move(deal.id, stage, values, place)
        if ends:
            self._start_after(uow, deal.id, stage)
        if ends and stage.kind is StageKind.LOST:
            self._end_series(uow, deal.id)

    def _with_end(self, deal: Deal, kind: StageKind, values: DealChange) -> DealChange:
        """The values of a deal that is closed, with what was answered where they say nothing."""
        answer = self._answers.get(kind, Closing())
        reason = ClosingList.WON_REASON if kind is StageKind.WON else ClosingList.LOST_REASON
        said = {reason.value: answer.reason, "competitor": answer.competitor, "closed_at": answer.day}
        if isinstance(values.competitor, Unchanged) and deal.competitor:
            values = replace(values, competitor=deal.competitor)
        blank = [key for key in said if isinstance(own := getattr(values, key), Unchanged) or not own]
        answered: dict[str, Any] = {key: said[key] for key in blank if said[key]}
        values = replace(values, **answered)
        if kind is StageKind.LOST and (isinstance(values.lost_reason, Unchanged) or not values.lost_reason):
            raise DomainError("deals.lost_without_reason")
        return values

    def _end_series(self, uow: Writing, deal: int) -> None:
        """What would come again and again for a deal that is lost does not; other steps stay."""
        again = [step.id for step in self._store.activities.open_steps_of_deal(deal) if step.repeat_rule]
        if again:
            ActivityWriter(uow).trash(again)

    def _start_after(self, uow: Writing, deal: int, stage: Stage) -> None:
        """The sequence that the pipeline wants to follow a closed deal."""
        from salesdesk.services.sequences import SequenceService  # not needed to show a window

        SequenceService(self._store, self._commands).after_closing(uow, deal, stage.pipeline_id, stage.kind)

    def _stage_names(self) -> dict[int, str]:
        return {stage.id: stage.name for one in self._store.pipelines.all() for stage in one.stages}

    def stage_meant(self, deal: InStage, clean: Mapping[str, Any]) -> Stage | None:
        """The stage a deal is to go to: by name, first of its own pipeline, then of any; of a typed pipeline its stage of
        that name, else its first open one. None when it stays. Raises ``InputError`` for one that there is not."""
        if not PLACES & clean.keys():
            return None
        pipelines = self._store.pipelines.all()
        pipelines.sort(key=lambda one: one.id != deal.pipeline_id)
        wanted = self._place("pipeline", clean, [p.name for p in pipelines])
        chosen = [
            p
            for p in pipelines
            if (
                name_key(p.name) == name_key(wanted) if wanted else not p.archived or p.id == deal.pipeline_id
            )
        ]
        stages = [stage for pipeline in chosen for stage in pipeline.stages]
        name = self._place("stage", clean, [s.name for s in stages])
        found = next((s for s in stages if name and name_key(s.name) == name_key(name)), None)
        stage = found or self._alike(chosen[0], deal)
        return None if stage.id == deal.stage_id else self._stage_there(stage.id)

    def close_lost(self, uow: Writing, deal: int, stage: Stage, reason: str) -> None:
        """Put a deal into a lost stage in a change that does more than that."""
        here, said = self._store.deals.get(deal), DealChange(lost_reason=reason)
        self._enter(uow, here, stage, said, self._last_place(stage))

    def _place(self, key: str, clean: Mapping[str, Any], known: Sequence[str]) -> str:
        """The name of a pipeline or stage as it was typed, "" when none was; refuses an unknown one."""
        if key not in clean:
            return ""
        name = str(clean[key] or "")
        if name_key(name) not in map(fold_key, known):
            raise InputError(f"deals.no_{key}", field=key, name=name, known=tuple(known))
        return name

    def _alike(self, pipeline: Pipeline, deal: InStage) -> Stage:
        """Where a deal stands in another pipeline: in the stage called like its own, else in the first open one."""
        if pipeline.id == deal.pipeline_id:
            return self._store.pipelines.stage(deal.stage_id)
        name = name_key(self._store.pipelines.stage(deal.stage_id).name)
        alike = next((stage for stage in pipeline.stages if name_key(stage.name) == name), None)
        stage = alike or pipeline.first(StageKind.OPEN)
        if stage is None:
            raise DomainError("deals.no_open_stage", pipeline=pipeline.name)
        return stage

    def _open_stage(self, stage_id: int) -> Stage:
        """A stage a deal may be put into without saying why."""
        stage = self._stage_there(stage_id)
        if stage.kind is StageKind.LOST:
            raise DomainError("deals.lost_without_reason")
        return stage

    def _stage_there(self, stage_id: int) -> Stage:
        """A stage that was not removed."""
        stage = self._store.pipelines.stage(stage_id)
        if stage.removed:
            raise DomainError("pipelines.stage_removed", name=stage.name)
        return stage

    def _last_place(self, stage: Stage) -> float:
        """The place behind all cards of a stage."""
        return place_behind([place for _, place in self._store.deals.neighbours(stage.id)])
