"""Values of lists that the rows name: which are known, and what becomes of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions, ListAction, ListDecision, ListKind, ListValue
from salesdesk.domain.lifecycle import TITLES, parse_lifecycle
from salesdesk.domain.names import name_key
from salesdesk.domain.stage_meanings import StageMeaning, ending, stage_meaning
from salesdesk.store.records.imports import KnownLists

if TYPE_CHECKING:
    from salesdesk.services.imports.plan.basis import ImportBasis
    from salesdesk.services.imports.plan.drafts import SheetDrafts

Decisions = Mapping[tuple[ListKind, str], ListDecision]

CREATE = ListDecision(ListAction.CREATE)
SKIP = ListDecision(ListAction.SKIP)


def stage_key(pipeline: str, stage: str) -> str:
    """The key of a stage in list decisions: folded pipeline name, a bar, folded stage name."""
    return f"{name_key(pipeline)}|{name_key(stage)}"


def lifecycle_code(name: str | None, decisions: Decisions) -> str | None:
    """The lifecycle stage a row means by ``name``: a known word for it, or what the person decided it means."""
    if not name:
        return None
    code = parse_lifecycle(name)
    if code is None:
        decision = decisions.get((ListKind.LIFECYCLE, name_key(name)))
        if decision is not None and decision.action is ListAction.MAP and decision.target in TITLES:
            code = str(decision.target)
    return code


class StageFinder:
    """Which stage and pipeline, and which company by decision, a row means."""

    def __init__(self, lists: KnownLists, decisions: Decisions) -> None:
        self._lists, self._decisions = lists, decisions
        self._default = next(iter(lists.pipelines.values()), 0)

    def company(self, key: str) -> int | None:
        """The id an unknown company is mapped to, 0 when it is left out, None when it is to be created."""
        decision = self._decisions.get((ListKind.COMPANY, key))
        if decision is None or decision.action is ListAction.CREATE:
            return None
        return int(decision.target or 0) if decision.action is ListAction.MAP else 0

    def pipeline(self, name: str | None) -> int | None:
        """The id of a pipeline; without a name that of the first one; None when it is to be created."""
        if not name:
            return self._default or None
        known = self._lists.pipelines.get(name_key(name))
        if known:
            return known
        decision = self._decisions.get((ListKind.PIPELINE, name_key(name)), CREATE)
        if decision.action is ListAction.MAP:
            return int(decision.target or 0) or None
        return None if decision.action is ListAction.CREATE else self._default or None

    def known_stage(self, pipeline: str | None, stage: str | None) -> int | None:
        """The id of a stage that exists, by name, by decision or by what its name means in its pipeline."""
        if not stage:
            return None
        decision = self._decisions.get((ListKind.STAGE, stage_key(pipeline or "", stage)))
        if decision is not None and decision.action is ListAction.MAP:
            return int(decision.target or 0) or None
        number = self.pipeline(pipeline)
        if number is None:
            return None
        key = name_key(stage)
        stages = [stage for stage in self._lists.stages if stage.pipeline_id == number]
        found = next((stage.id for stage in stages if stage.name_key == key), None)
        if found is not None or decision is not None:
            return found
        kind, meaning = ending(stage), stage_meaning(stage)
        if kind is not None:
            return next((stage.id for stage in stages if stage.kind is kind), None)
        if meaning is None or meaning is StageMeaning.NONE:
            return None
        return next((stage.id for stage in stages if stage_meaning(stage.name_key) is meaning), None)

    def is_called(self, pipeline: str | None, stage: str) -> bool:
        """Whether a stage of that name exists, or it ends a deal: nothing to decide."""
        number, key = self.pipeline(pipeline), name_key(stage)
        named = any(s.pipeline_id == number and s.name_key == key for s in self._lists.stages)
        return named or (ending(stage) is not None and self.known_stage(pipeline, stage) is not None)

    def default(self, pipeline: str | None, stage: str) -> ListDecision:
        """What becomes of a stage of another name as long as nobody decides: it is the one that means the same; one
        that is merely open is none; else it is made."""
        known = self.known_stage(pipeline, stage)
        if known is not None:
            return ListDecision(ListAction.MAP, known)
        return SKIP if stage_meaning(stage) is StageMeaning.NONE else CREATE

    def decision(self, pipeline: str | None, stage: str) -> ListDecision:
        """What becomes of a stage that does not exist."""
        decided = self._decisions.get((ListKind.STAGE, stage_key(pipeline or "", stage)))
        return decided or (SKIP if stage_meaning(stage) is StageMeaning.NONE else CREATE)


def list_values(
    sheets: Sequence[SheetDrafts],
    basis: ImportBasis,
    decisions: ImportDecisions,
    stages: StageFinder,
    firms: Mapping[str, str],
) -> tuple[ListValue, ...]:
    """Every unknown value once, with how many rows name it, by kind and then by name."""
    found: dict[tuple[ListKind, str], ListValue] = {}

    def note(
        kind: ListKind, key: str, name: str, rows: int, default: ListDecision, context: str = ""
    ) -> None:
        before = found.get((kind, key))
        found[kind, key] = ListValue(
            kind,
            key,
            before.name if before else name,
            rows + (before.rows if before else 0),
            decisions.lists.get((kind, key), default),
            context,
        )

    lists = basis.lists
    for sheet in sheets:
        for kind, field, known in (
            (ListKind.OWNER, "owner", lists.owners),
            (ListKind.SOURCE, "lead_source", lists.sources),
        ):
            for name, rows in _counted(sheet, field).items():
                if name_key(name) not in known:
                    note(kind, name_key(name), name, rows, CREATE)
        tags = Counter(tag for value in sheet.column("tags") if value for tag in value)
        for name, rows in tags.items():
            if name_key(name) not in lists.tags:
                note(ListKind.TAG, name_key(name), name, rows, CREATE)
        for name, rows in _counted(sheet, "lifecycle_stage").items():
            if parse_lifecycle(name) is None:
                note(ListKind.LIFECYCLE, name_key(name), name, rows, SKIP)
        if sheet.kind is not RecordKind.COMPANIES:
            for name, rows in _counted(sheet, "company").items():
                if firms[name] not in basis.firms_known.ids:
                    note(ListKind.COMPANY, firms[name], name, rows, CREATE)
        if sheet.has("stage", "pipeline"):
            _stages(sheet, lists, stages, note)
    order = list(ListKind)
    return tuple(sorted(found.values(), key=lambda value: (order.index(value.kind), -value.rows, value.name)))


def _stages(sheet: SheetDrafts, lists: KnownLists, stages: StageFinder, note: object) -> None:
    assert callable(note)
    for name, rows in _counted(sheet, "pipeline").items():
        if name_key(name) not in lists.pipelines:
            note(ListKind.PIPELINE, name_key(name), name, rows, CREATE)
    pairs = Counter(zip(sheet.column("pipeline"), sheet.column("stage"), strict=True))
    for (pipeline, stage), rows in pairs.items():
        if stage and not stages.is_called(pipeline, stage):
            decision = stages.default(pipeline, stage)
            note(ListKind.STAGE, stage_key(pipeline or "", stage), stage, rows, decision, pipeline or "")


def _counted(sheet: SheetDrafts, field: str) -> Counter[str]:
    return Counter([value for value in sheet.column(field) if value]) if sheet.has(field) else Counter()
