"""Rows that somebody added: cleaned and matched as an import does it, and written by it in the same step to undo."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from salesdesk.domain.custom_fields import PREFIX
from salesdesk.domain.entities import entities, entity_of
from salesdesk.domain.fields import CUSTOM, RecordKind
from salesdesk.domain.imports import ImportDecisions, ImportPlan, RowState
from salesdesk.domain.merging_back import NewRow, NewRowState
from salesdesk.domain.progress import Work
from salesdesk.domain.sheets import Problem, SheetRequest, SheetSettings
from salesdesk.services.commands import Commands
from salesdesk.services.imports.apply import apply_plan
from salesdesk.services.imports.file import ImportFile
from salesdesk.services.imports.history import ImportService
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.imports import ImportRepository
from salesdesk.store.store import Store

IN_ORDER = (RecordKind.COMPANIES, RecordKind.CONTACTS, RecordKind.DEALS, RecordKind.ACTIVITIES)
"""Kinds each before those that name it."""
_NEW = frozenset({RowState.NEW, RowState.POSSIBLE})
_HEAD_ROWS = 1


@dataclass(frozen=True, slots=True)
class Understood:
    """New rows after the import looked at them, with the problems it found."""

    rows: tuple[NewRow, ...]
    problems: tuple[Problem, ...]


class NewRows:
    """Plans and writes new rows of one kind at a time."""

    def __init__(self, store: Store, commands: Commands, workbook: str) -> None:
        self._store, self._commands, self._workbook = store, commands, workbook
        self._repository = ImportRepository(store.database)

    def understood(self, rows: Sequence[NewRow], work: Work) -> Understood:
        """What an import would make of rows. Reads only."""
        found: dict[tuple[str, int], NewRow] = {}
        problems: list[Problem] = []
        for kind, own in _by_kind(rows):
            if kind not in entities().sheets:
                found |= {row.place: replace(row, state=NewRowState.PROBLEM) for row in own}
                continue
            with self._planned(kind, own, {}, work) as (_, plan):
                settled, told = self._settled(own, plan)
                found |= {row.place: row for row in settled}
                problems += told
        return Understood(tuple(found[row.place] for row in rows), tuple(problems))

    def write(
        self,
        uow: Writing,
        rows: Sequence[NewRow],
        titles: Mapping[RecordKind, Mapping[tuple[str, int], Mapping[str, str]]],
        work: Work,
    ) -> int:
        """Write rows; ``titles`` are the values of added columns by kind, row and title. Returns how many records came."""
        made = 0
        for kind, own in _by_kind(rows):
            with self._planned(kind, own, titles.get(kind, {}), work) as (file, plan):
                if not any(state in _NEW or state == RowState.CHANGED for state in plan.sheets[0].states):
                    continue
                file.rest()
                result = apply_plan(self._store, uow, self._repository, plan, {}, work)
                made += result.created.get(kind.value, 0)
        return made

    @contextmanager
    def _planned(
        self,
        kind: RecordKind,
        rows: Sequence[NewRow],
        more: Mapping[tuple[str, int], Mapping[str, str]],
        work: Work,
    ) -> Iterator[tuple[ImportFile, ImportPlan]]:
        """The rows as cells that are pasted, planned."""
        keys = list(dict.fromkeys(key for row in rows for key in row.values))
        added = list(dict.fromkeys(title for texts in more.values() for title in texts))
        own = {field.name: field.title for field in self._store.custom_fields.of(entity_of(kind).table)}
        known = [key for key in keys if not key.startswith(PREFIX) or key in own]
        heads = [own.get(key, key) for key in known] + added
        fields = [CUSTOM if key.startswith(PREFIX) else key for key in known] + [CUSTOM] * len(added)
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter="\t", lineterminator="\r\n")
        writer.writerow(heads)
        for row in rows:
            cells = [row.values.get(key, "") for key in known]
            writer.writerow(cells + [more.get(row.place, {}).get(title, "") for title in added])
        with ImportService(self._store, self._commands).open_text(
            stream.getvalue(), self._workbook, work
        ) as file:
            settings = self._settings()
            requests = {
                sheet.name: SheetRequest(
                    sheet.name,
                    kind=kind,
                    header_row=0,
                    mapping=dict(enumerate(fields)),
                    settings=settings,
                )
                for sheet in file.sheets
            }
            yield file, file.plan(ImportDecisions(requests=requests, remembered=False), work)

    def _settings(self) -> SheetSettings:
        rules = self._store.settings.typing_rules
        order = rules.date_order or "DMY"
        return SheetSettings("utf-8", "\t", order, ".", self._store.settings.country)

    def _settled(self, rows: Sequence[NewRow], plan: ImportPlan) -> tuple[list[NewRow], list[Problem]]:
        (sheet,) = plan.sheets
        by_number = {number: place for place, number in enumerate(sheet.numbers)}
        problems = []
        for problem in sheet.problems:
            place = by_number.get(problem.row, problem.row - 1 - _HEAD_ROWS)
            if 0 <= place < len(rows):
                row = rows[place]
                title = self._title(row.kind, problem.column)
                problems.append(replace(problem, sheet=row.sheet, row=row.row, column=title))
        settled = []
        for place, row in enumerate(rows):
            known = by_number.get(place + 1 + _HEAD_ROWS)
            state = RowState.LEFT_OUT if known is None else RowState(sheet.states[known])
            if state in (RowState.PROBLEM, RowState.LEFT_OUT):
                settled.append(replace(row, state=NewRowState.PROBLEM))
            elif state in _NEW:
                settled.append(row)
            else:
                record = sheet.targets[known] if known is not None else 0
                match = sheet.matches.get(known) if known is not None else None
                name = match.name if match is not None else ""
                settled.append(replace(row, state=NewRowState.JOINED, into=record or None, into_name=name))
        return settled, problems

    def _title(self, kind: RecordKind, key: str) -> str:
        columns = {column.key: column.title for column in self._store.list_of(kind).columns()}
        return columns.get(key, key)


def _by_kind(rows: Sequence[NewRow]) -> Iterator[tuple[RecordKind, list[NewRow]]]:
    """Rows by kind, those that others name first."""
    kinds = sorted(
        {row.kind for row in rows},
        key=lambda kind: IN_ORDER.index(kind) if kind in IN_ORDER else len(IN_ORDER),
    )
    return ((kind, [row for row in rows if row.kind is kind]) for kind in kinds)
