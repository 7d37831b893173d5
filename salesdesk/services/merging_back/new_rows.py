"""Rows that somebody added: cleaned and matched as an import does it, and written by it in the same step to undo."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from salesdesk.domain.custom_fields import PREFIX
from salesdesk.domain.entities import entities, entity_of
from salesdesk.domain.fields import CUSTOM, FieldType, RecordKind
from salesdesk.domain.imports import ImportDecisions, ImportPlan, ListAction, ListKind, Resolution, RowState
from salesdesk.domain.merging_back import MergeCell, NewName, NewRow, NewRowState, RowPlace
from salesdesk.domain.names import name_key
from salesdesk.domain.progress import Work
from salesdesk.domain.sheets import NOWHERE, Problem, SheetRequest, SheetSettings
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.commands import Commands
from salesdesk.services.imports.apply import apply_plan
from salesdesk.services.imports.file import ImportFile
from salesdesk.services.imports.history import ImportService
from salesdesk.services.imports.plan.again import rows_again
from salesdesk.services.imports.plan.assumed import amounts_taken_as
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.services.merging_back.coming import Understood
from salesdesk.services.merging_back.links import Links
from salesdesk.services.merging_back.made import names_of_rows
from salesdesk.services.merging_back.named_rows import NamedByRows, Renamed
from salesdesk.services.merging_back.placed import bare_amounts, placed
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.imported_rows import RowMemory
from salesdesk.store.records.imports import ImportRepository
from salesdesk.store.store import Store

IN_ORDER = (RecordKind.COMPANIES, RecordKind.CONTACTS, RecordKind.DEALS, RecordKind.ACTIVITIES)
"""Kinds each before those that name it."""
_NEW = frozenset({RowState.NEW, RowState.POSSIBLE})
_LINKED = frozenset({RecordKind.DEALS, RecordKind.ACTIVITIES})
_FIELD_OF = {ListKind.LIFECYCLE: "lifecycle_stage", ListKind.STAGE: "stage"}
_HEAD_ROWS = 1


class NewRows:
    """Plans and writes new rows of one kind at a time."""

    def __init__(self, store: Store, commands: Commands, workbook: str) -> None:
        self._store, self._commands, self._workbook = store, commands, workbook
        self._repository, self._links = ImportRepository(store.database), Links(store)
        self.became: dict[RowPlace, int] = {}
        """The records that written rows became."""

    def understood(self, rows: Sequence[NewRow], work: Work, cells: Iterable[MergeCell] = ()) -> Understood:
        """What an import would make of rows; ``cells`` are those of the same workbook. Reads only."""
        named = NamedByRows(self._repository, Renamed.by(cells))
        found: dict[tuple[str, int], NewRow] = {}
        problems: list[Problem] = []
        names: list[NewName] = []
        opted_out = 0
        for kind, own in _by_kind(rows):
            if kind not in entities().sheets:
                found |= {row.place: replace(row, state=NewRowState.PROBLEM) for row in own}
                problems += [_problem(row, phrase("merging_back.not_added")) for row in own]
                continue
            with self._planned(kind, own, {}, work) as (_, plan):
                settled, told = self._settled(own, plan)
                before = [*found.values(), *settled]
                refused = {
                    row.place: why
                    for row in settled
                    if row.kind in _LINKED
                    and row.state is not NewRowState.PROBLEM
                    and (why := named.refusal(row, before, names_of_rows(plan, kind, bool)))
                }
                told += self._left_out(own, plan, before)
                told += [_problem(row, refused[row.place]) for row in settled if row.place in refused]
                settled = [
                    replace(row, state=NewRowState.PROBLEM) if row.place in refused else row
                    for row in settled
                ]
                found |= {row.place: row for row in settled}
                opted_out += plan.opt_outs.known
                problems += told
                if not refused:
                    names += self._names(plan, kind)
            if refused:
                taken = [row for row in own if row.place not in refused]
                names += self._names_of(kind, taken, work)
        notes = [phrase("merging_back.opted_out", count=opted_out)] if opted_out else []
        bare = sum(
            row.state is NewRowState.NEW and bool(bare_amounts(row.values, self._types(row.kind)))
            for row in found.values()
        )
        if bare:
            notes.append(amounts_taken_as(self._store.settings.currency, bare))
        return Understood(
            tuple(found[row.place] for row in rows), tuple(problems), tuple(names), tuple(notes)
        )

    def _types(self, kind: RecordKind) -> dict[str, FieldType]:
        return {column.key: column.type for column in self._store.list_of(kind).columns()}

    def _names_of(self, kind: RecordKind, rows: Sequence[NewRow], work: Work) -> list[NewName]:
        if not rows:
            return []
        with self._planned(kind, rows, {}, work) as (_, plan):
            return self._names(plan, kind)

    def _names(self, plan: ImportPlan, kind: RecordKind) -> list[NewName]:
        return [*names_of_rows(plan, kind, lambda name: bool(self._links.found("campaign", name)))]

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
                for campaign in {row.values.get("campaign", "") for row in own}:
                    self._links.ensured(uow, "campaign", campaign)
                result = apply_plan(self._store, uow, self._repository, plan, {}, work)
                made += result.created.get(kind.value, 0)
                self._note_records(own, plan)
        return made

    def _note_records(self, rows: Sequence[NewRow], plan: ImportPlan) -> None:
        """Note what the rows became, as the import remembers it."""
        work = plan.work
        assert isinstance(work, PlannedWork)
        (drafts,) = work.sheets
        imported = rows_again(RowMemory(self._store.database), work.sheets)
        for (_, place), number in imported.items():
            row = rows[drafts.numbers[place] - 1 - _HEAD_ROWS]
            if number > 0:
                self.became[row.place] = number

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
        heads = [own.get(key) or self._title(kind, key) for key in known] + added
        fields = [CUSTOM if key.startswith(PREFIX) else key for key in known] + [CUSTOM] * len(added)
        columns, rules = self._store.list_of(kind).columns(), self._store.settings.typing_rules
        country, currency = rules.country, rules.currency
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter="\t", lineterminator="\r\n")
        writer.writerow(heads)
        for row in rows:
            values = placed(row.values, columns, country, currency)
            cells = [values.get(key, "") for key in known]
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
        return SheetSettings("utf-8", "\t", order, ".", self._store.settings.country or NOWHERE)

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
        said = {(problem.sheet, problem.row) for problem in problems}
        settled = []
        for place, row in enumerate(rows):
            known = by_number.get(place + 1 + _HEAD_ROWS)
            state = RowState.LEFT_OUT if known is None else RowState(sheet.states[known])
            if state in (RowState.PROBLEM, RowState.LEFT_OUT):
                settled.append(replace(row, state=NewRowState.PROBLEM))
                if row.place not in said:
                    problems.append(_problem(row, phrase("merging_back.names_nothing")))
                continue
            match = sheet.matches.get(known) if known is not None else None
            name, record = (match.name, match.record) if match is not None else ("", 0)
            is_new = state in _NEW or (match is not None and match.resolution is Resolution.CREATE)
            if not is_new and known is not None:
                record = sheet.targets[known]
            how = NewRowState.NEW if is_new else NewRowState.JOINED
            settled.append(replace(row, state=how, into=record or None, into_name=name))
        return settled, problems

    def _left_out(self, rows: Sequence[NewRow], plan: ImportPlan, before: Sequence[NewRow]) -> list[Problem]:
        """Words of lists that are not known and do not become known, and deals that are not there."""
        words = {
            (_FIELD_OF[value.kind], name_key(value.name))
            for value in plan.lists
            if value.kind in _FIELD_OF and value.decision.action is ListAction.SKIP
        }
        deals = {name_key(row.name) for row in before if row.kind is RecordKind.DEALS}
        found = []
        for row in rows:
            for key, text in row.values.items():
                if (key, name_key(text)) in words:
                    told = phrase("merging_back.unknown_word", text=text)
                    found.append(
                        Problem(row.sheet, row.row, self._title(row.kind, key), text, told, "warning")
                    )
            deal = row.values.get("deal_title", "")
            if row.kind is RecordKind.ACTIVITIES and deal and name_key(deal) not in deals:
                why = self._no_deal(deal)
                if why is not None:
                    title = self._title(row.kind, "deal_title")
                    found.append(Problem(row.sheet, row.row, title, deal, why, "warning"))
        return found

    def _no_deal(self, title: str) -> Phrase | None:
        """Why an entry cannot hang on the deal that it names."""
        try:
            if self._links.found("deal", title) is None:
                return phrase("merging_back.no_deal", name=title)
        except InputError as several:
            return several.phrase
        return None

    def _title(self, kind: RecordKind, key: str) -> str:
        columns = {column.key: column.title for column in self._store.list_of(kind).columns()}
        return columns.get(key, key)


def _problem(row: NewRow, why: Phrase) -> Problem:
    return Problem(row.sheet, row.row, "", row.name, why)


def _by_kind(rows: Sequence[NewRow]) -> Iterator[tuple[RecordKind, list[NewRow]]]:
    """Rows by kind, those that others name first."""
    kinds = sorted(
        {row.kind for row in rows},
        key=lambda kind: IN_ORDER.index(kind) if kind in IN_ORDER else len(IN_ORDER),
    )
    return ((kind, [row for row in rows if row.kind is kind]) for kind in kinds)
