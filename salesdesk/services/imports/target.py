"""The lists an import writes into: ids of owners, sources, tags, stages and custom fields, made on demand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from salesdesk.domain.campaigns import CampaignDraft, CampaignStatus, Channel
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.imports import ImportDecisions, ListAction, ListKind
from salesdesk.domain.money import Money
from salesdesk.domain.names import name_key
from salesdesk.domain.pipelines import DEFAULT_PIPELINE, DEFAULT_STAGES, NewStage, Stage, StageKind
from salesdesk.domain.stage_meanings import ORDER, ending, stage_meaning, usual_chance
from salesdesk.services.imports.changes import custom_text
from salesdesk.services.imports.lists import StageFinder
from salesdesk.services.imports.plan.drafts import CustomColumn
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.campaign_writer import CampaignWriter
from salesdesk.store.records.imports import KnownLists, KnownStage
from salesdesk.store.records.owners import NameList
from salesdesk.store.store import Store

_STALE_DAYS = 14


class ListTarget:
    """Finds or makes list values within one unit of work, as the person decided."""

    def __init__(
        self,
        store: Store,
        uow: Writing,
        lists: KnownLists,
        decisions: ImportDecisions,
        stages: StageFinder,
    ) -> None:
        self._uow, self._decisions, self._finder, self._store = uow, decisions, stages, store
        self._campaigns: dict[str, int] | None = None
        self._ids = {
            ListKind.OWNER: dict(lists.owners),
            ListKind.SOURCE: dict(lists.sources),
            ListKind.TAG: dict(lists.tags),
        }
        self._by_name: dict[tuple[ListKind, str], int | None] = {}
        self._pipelines = dict(lists.pipelines)
        self._stages = {stage.id: stage for stage in lists.stages}
        self._found: dict[tuple[str | None, str | None], KnownStage] = {}
        self._writer = store.pipelines
        self._names: dict[ListKind, NameList] = {
            ListKind.OWNER: store.owners,
            ListKind.SOURCE: store.sources,
            ListKind.TAG: store.tags,
        }
        self.fields, self.tags = store.custom_fields, store.tags
        self._custom = {key: (field.id, field.type) for key, field in lists.custom.items()}

    def named(self, kind: ListKind, name: str | None) -> int | None:
        """The id of an owner, source or tag; None without a name or when the person left it out."""
        if not name:
            return None
        known = (kind, name)
        if known not in self._by_name:
            self._by_name[known] = self._resolved(kind, name)
        return self._by_name[known]

    def _resolved(self, kind: ListKind, name: str) -> int | None:
        key = name_key(name)
        ids = self._ids[kind]
        if key not in ids:
            decision = self._decisions.lists.get((kind, key))
            if decision is not None and decision.action is not ListAction.CREATE:
                return int(decision.target) if decision.action is ListAction.MAP and decision.target else None
            ids[key] = self._names[kind].make_as_written(self._uow, name)
        return ids[key]

    def campaign(self, name: str | None) -> int | None:
        """The id of a campaign by its name; one that is not known is made, as what already ran."""
        if not name:
            return None
        if self._campaigns is None:
            known = self._store.campaigns.all()
            self._campaigns = {name_key(campaign.name): campaign.id for campaign in reversed(known)}
        key = name_key(name)
        if key not in self._campaigns:
            draft = CampaignDraft(name, Channel.OTHER.value, CampaignStatus.FINISHED.value)
            self._campaigns[key] = CampaignWriter(self._uow).add(draft)
        return self._campaigns[key]

    # -- stages -----------------------------------------------------------------------------------------

    def stage(self, pipeline: str | None, stage: str | None) -> KnownStage:
        """The stage a deal goes to; without a stage the first one of its pipeline."""
        known = (pipeline, stage)
        if known not in self._found:
            self._found[known] = self._stage(pipeline, stage)
        return self._found[known]

    def known_stage(self, number: int) -> KnownStage:
        """A stage by its number."""
        return self._stages[number]

    def _stage(self, pipeline: str | None, stage: str | None) -> KnownStage:
        number = self._pipeline(pipeline)
        found = self._finder.known_stage(pipeline, stage)
        if found is not None:
            return self._stages[found]
        stages = [known for known in self._stages.values() if known.pipeline_id == number]
        if stage and self._finder.decision(pipeline, stage).action is ListAction.CREATE:
            key, kind = name_key(stage), ending(stage)
            same = next(
                (s for s in stages if s.name_key == key or (kind is not None and s.kind is kind)), None
            )
            return same or self._new_stage(number, stage, stages)
        opened = next((known for known in stages if known.kind is StageKind.OPEN), None)
        return opened or self._new_stage(number, "New", stages)

    def _pipeline(self, name: str | None) -> int:
        found = self._finder.pipeline(name)
        if found is not None:
            return found
        title = name or DEFAULT_PIPELINE
        key = name_key(title)
        if key not in self._pipelines:
            ends = DEFAULT_STAGES if not name else [s for s in DEFAULT_STAGES if s.kind is not StageKind.OPEN]
            number, stages = self._writer.add(self._uow, title, ends)
            self._pipelines[key] = number
            self._keep(stages)
        return self._pipelines[key]

    def _new_stage(self, pipeline: int, name: str, stages: Sequence[KnownStage]) -> KnownStage:
        """A new open stage goes before those that come later by what they are called, and before the closed ones; they
        move on by one. What its deals are worth is what the name says, not where it stands."""
        kind = ending(name) or StageKind.OPEN
        position = _place(name, stages)
        new = NewStage(name, kind, usual_chance(name), _STALE_DAYS)
        moved = {stage.id: position + 1 + n for n, stage in enumerate(stages[position:])}
        made = self._writer.insert_stage(self._uow, pipeline, new, position, moved)
        known = KnownStage(made.id, made.pipeline_id, name_key(made.name), made.kind)
        others = [stage for stage in self._stages.values() if stage.pipeline_id != pipeline]
        in_order = [*stages[:position], known, *stages[position:]]
        self._stages = {stage.id: stage for stage in (*others, *in_order)}
        return known

    def _keep(self, stages: Iterable[Stage]) -> None:
        for made in stages:
            known = KnownStage(made.id, made.pipeline_id, name_key(made.name), made.kind)
            self._stages[made.id] = known

    # -- custom fields ----------------------------------------------------------------------------------

    def custom_fields(self, kind: str, columns: Iterable[CustomColumn]) -> list[tuple[int, int, CustomType]]:
        """(place in the row, field id, type) of the custom columns of a sheet; missing fields are made."""
        return [(column.position, *self._custom_field(kind, column)) for column in columns]

    def _custom_field(self, kind: str, column: CustomColumn) -> tuple[int, CustomType]:
        known = (kind, name_key(column.title))
        if known not in self._custom:
            made = self.fields.create(self._uow, kind, column.title, column.type)
            self._custom[known] = (made.id, made.type)
        return self._custom[known]


def _place(name: str, stages: Sequence[KnownStage]) -> int:
    """The 0-based place of a new open stage among those of its pipeline, which are in order."""
    meaning = stage_meaning(name)
    for place, stage in enumerate(stages):
        known = stage_meaning(stage.name_key)
        later = meaning in ORDER and known in ORDER and ORDER.index(known) > ORDER.index(meaning)
        if later or stage.kind is not StageKind.OPEN:
            return place
    return len(stages)


def custom_value(value: Any) -> tuple[str, float | None]:
    """(text, number) of a cleaned value as custom fields store it."""
    if isinstance(value, str):
        return value, None
    if isinstance(value, Money):
        return custom_text(value), float(value.amount)
    if isinstance(value, bool | int | float):
        return custom_text(value), float(value)
    return custom_text(value), None
