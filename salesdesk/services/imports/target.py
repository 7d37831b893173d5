"""The lists an import writes into: ids of owners, sources, tags, stages and custom fields, made on demand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.custom_fields import CustomType, key_for
from salesdesk.domain.imports import ImportDecisions, ListAction, ListKind
from salesdesk.domain.money import Money
from salesdesk.domain.pipelines import DEFAULT_PIPELINE, DEFAULT_STAGES, StageKind
from salesdesk.services.imports.changes import custom_text
from salesdesk.services.imports.lists import StageFinder, ending
from salesdesk.services.imports.plan.drafts import CustomColumn
from salesdesk.store.journal.unit_of_work import UnitOfWork
from salesdesk.store.records.imports import KnownLists

_STALE_DAYS = 14


class ListTarget:
    """Finds or makes list values within one unit of work, as the person decided."""

    def __init__(
        self, uow: UnitOfWork, lists: KnownLists, decisions: ImportDecisions, stages: StageFinder
    ) -> None:
        self._uow, self._decisions, self._finder = uow, decisions, stages
        self._ids = {
            ListKind.OWNER: dict(lists.owners),
            ListKind.SOURCE: dict(lists.sources),
            ListKind.TAG: dict(lists.tags),
        }
        self._by_name: dict[tuple[ListKind, str], int | None] = {}
        self._pipelines = dict(lists.pipelines)
        self._all_stages: list[tuple[int, int, str, str]] = list(lists.stages)
        self._found: dict[tuple[str | None, str | None], tuple[int, int]] = {}
        self._custom = {key: (field.id, field.type) for key, field in lists.custom.items()}
        self._custom_keys = {(kind, field.key) for (kind, _), field in lists.custom.items()}

    def named(self, kind: ListKind, name: str | None) -> int | None:
        """The id of an owner, source or tag; None without a name or when the person left it out."""
        if not name:
            return None
        known = (kind, name)
        if known not in self._by_name:
            self._by_name[known] = self._resolved(kind, name)
        return self._by_name[known]

    def _resolved(self, kind: ListKind, name: str) -> int | None:
        key = fold_key(name) or name
        ids = self._ids[kind]
        if key not in ids:
            decision = self._decisions.lists.get((kind, key))
            if decision is not None and decision.action is not ListAction.CREATE:
                return int(decision.target) if decision.action is ListAction.MAP and decision.target else None
            ids[key] = self._uow.insert(kind.value, {"name": name, "name_key": key})
        return ids[key]

    # -- stages -----------------------------------------------------------------------------------------

    def stage(self, pipeline: str | None, stage: str | None) -> tuple[int, int]:
        """(pipeline id, stage id) a deal goes to; without a stage the first one of its pipeline."""
        known = (pipeline, stage)
        if known not in self._found:
            self._found[known] = self._stage(pipeline, stage)
        return self._found[known]

    def kind_of(self, stage: int) -> str:
        """ "open", "won" or "lost"."""
        return next(row[3] for row in self._all_stages if row[0] == stage)

    def _stage(self, pipeline: str | None, stage: str | None) -> tuple[int, int]:
        number = self._pipeline(pipeline)
        found = self._finder.known_stage(pipeline, stage)
        if found is not None:
            return next((row[1], row[0]) for row in self._all_stages if row[0] == found)
        stages = [row for row in self._all_stages if row[1] == number]
        if stage and self._finder.decision(pipeline, stage).action is ListAction.CREATE:
            key = fold_key(stage)
            kind = ending(stage)
            same = next((row for row in stages if row[2] == key or (kind and row[3] == kind)), None)
            return (number, same[0]) if same else (number, self._new_stage(number, stage, stages))
        return number, stages[0][0] if stages else self._new_stage(number, "New", stages)

    def _pipeline(self, name: str | None) -> int:
        found = self._finder.pipeline(name)
        if found is not None:
            return found
        title = name or DEFAULT_PIPELINE
        key = fold_key(title)
        if key not in self._pipelines:
            place = len(self._pipelines)
            number = self._uow.insert("pipeline", {"name": title, "name_key": key, "position": place})
            self._pipelines[key] = number
            ends = DEFAULT_STAGES if not name else [s for s in DEFAULT_STAGES if s[1] is not StageKind.OPEN]
            for position, (stage, kind, probability, stale) in enumerate(ends):
                self._add_stage(number, stage, position, kind.value, probability, stale)
        return self._pipelines[key]

    def _new_stage(self, pipeline: int, name: str, stages: Sequence[tuple[int, int, str, str]]) -> int:
        """A new open stage goes before the closed ones, and those move on by one."""
        open_stages = [row for row in stages if row[3] == "open"]
        closed = [row[0] for row in stages if row[3] != "open"]
        position = len(open_stages)
        self._uow.update_many("stage", {row: {"position": position + 1 + n} for n, row in enumerate(closed)})
        probability = min(90, 10 + 15 * position)
        return self._add_stage(pipeline, name, position, ending(name) or "open", probability, _STALE_DAYS)

    def _add_stage(
        self, pipeline: int, name: str, position: int, kind: str, probability: int, stale: int
    ) -> int:
        key = fold_key(name)
        number = self._uow.insert(
            "stage",
            {
                "pipeline_id": pipeline, "name": name, "name_key": key, "position": position, "kind": kind,
                "probability": probability, "stale_days": stale,
            },
        )  # fmt: skip
        self._all_stages.append((number, pipeline, key, kind))
        return number

    # -- custom fields ----------------------------------------------------------------------------------

    def custom_fields(self, kind: str, columns: Iterable[CustomColumn]) -> list[tuple[int, int, CustomType]]:
        """(place in the row, field id, type) of the custom columns of a sheet; missing fields are made."""
        return [(column.position, *self._custom_field(kind, column)) for column in columns]

    def _custom_field(self, kind: str, column: CustomColumn) -> tuple[int, CustomType]:
        known = (kind, fold_key(column.title) or column.title)
        if known not in self._custom:
            key = key_for(column.title, frozenset(key for of, key in self._custom_keys if of == kind))
            self._custom_keys.add((kind, key))
            position = sum(1 for of, _ in self._custom if of == kind)
            values = {
                "kind": kind,
                "key": key,
                "title": column.title,
                "type": column.type.value,
                "position": position,
            }
            self._custom[known] = (self._uow.insert("custom_field", values), column.type)
        return self._custom[known]


def custom_value(value: Any) -> tuple[str, float | None]:
    """(text, number) of a cleaned value as custom fields store it."""
    if isinstance(value, str):
        return value, None
    if isinstance(value, Money):
        return custom_text(value), float(value.amount)
    if isinstance(value, bool | int | float):
        return custom_text(value), float(value)
    return custom_text(value), None
