"""Carrying a plan out in one unit of work, over the records as they are by then."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from salesdesk.domain.changes import Cause, ChangeSet, EntityKind
from salesdesk.domain.columns import ListRow
from salesdesk.domain.conflicts import NOBODY, EditConflict, FieldClash, RecordClash
from salesdesk.domain.contacts import Employment
from salesdesk.domain.custom_fields import CustomField
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import (
    MADE,
    CellPlace,
    Choices,
    ColumnOffer,
    MergeCell,
    MergeOutcome,
    MergePlan,
    NewRowState,
    Result,
    kept,
    taken,
)
from salesdesk.domain.names import name_key, same_name
from salesdesk.domain.progress import Work
from salesdesk.domain.sheets import Problem
from salesdesk.domain.three_way import united
from salesdesk.domain.typed_values import custom_value
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.services.merging_back.amounts import AMOUNT, CURRENCY, as_one_value
from salesdesk.services.merging_back.coming import coming_names, together
from salesdesk.services.merging_back.known import KnownExport, KnownExports
from salesdesk.services.merging_back.links import Links
from salesdesk.services.merging_back.memory import MergeMemory
from salesdesk.services.merging_back.new_rows import IN_ORDER, NewRows
from salesdesk.services.merging_back.offers import PLAIN
from salesdesk.services.merging_back.results import RowResults, asked
from salesdesk.services.merging_back.sheet_rows import KnownRow
from salesdesk.services.merging_back.stale import changed_beside
from salesdesk.services.merging_back.writing import RecordValues
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.exports import ExportRegister
from salesdesk.store.records.imported_rows import RowMemory
from salesdesk.store.store import Store

_MADE_FIRST = frozenset({"contact", "campaign"})
"""Links that the use cases of a deal follow and do not make."""
_PAIR = frozenset({AMOUNT, CURRENCY})
_AT_ONCE = 2_000
"""Records that are written together; before the next ones the person may cancel."""


class _Held(KnownExport):
    """An export that looks up once what records show."""

    _shown: Mapping[int, ListRow] = MappingProxyType({})
    _keys_shown: frozenset[str] = frozenset()

    def hold(self, records: Sequence[int], keys: Sequence[str]) -> Mapping[int, ListRow]:
        """What records show in these fields, and in those that show the same lists."""
        beside = [one for group in self.groups if not set(group).isdisjoint(keys) for one in group]
        wanted = [*keys, *beside]
        self._shown = super().now(records, wanted)
        self._keys_shown = frozenset(wanted)
        return self._shown

    def now(self, records: Sequence[int], keys: Iterable[str]) -> dict[int, ListRow]:
        """See ``KnownExport``."""
        wanted = list(keys)
        if self._keys_shown.issuperset(wanted) and all(record in self._shown for record in records):
            return {record: self._shown[record] for record in records}
        return super().now(records, wanted)


class Renewal:
    """A plan over the records as they are now."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands
        self._exports: dict[RecordKind, _Held] = {}
        self._employers: Mapping[int, Sequence[Employment]] = {}

    def renewed(self, plan: MergePlan, work: Work) -> MergePlan:
        """The same plan; cells of records that are gone become problems."""
        problems = list(plan.problems)
        cells: list[MergeCell] = []
        by_kind: dict[RecordKind, list[MergeCell]] = defaultdict(list)
        for cell in plan.cells:
            by_kind[cell.kind].append(cell)
        renewed: dict[CellPlace, MergeCell | None] = {}
        for kind, own in by_kind.items():
            work.check()
            renewed |= self._of_kind(plan, kind, own)
        for cell in plan.cells:
            if cell.place in renewed:
                now = renewed[cell.place]
                cells += [] if now is None else [now]
            elif cell.is_open:
                told = phrase("merging_back.deleted_since", name=cell.name)
                problems.append(Problem(cell.sheet, cell.row, cell.title, str(cell.theirs or ""), told))
        wanted = {row.record for row in plan.removed}
        memory = RowMemory(self._store.database)
        there = {
            (kind, number)
            for kind in {row.kind for row in plan.removed}
            for number in memory.present(kind, wanted)
        }
        rows, _, refused, notes = MergeMemory(self._store).unsettled(plan.new)
        new = NewRows(self._store, self._commands, plan.workbook).understood(rows, work, cells)
        problems += refused
        removed = tuple(row for row in plan.removed if row.place in there)
        results = Counter(cell.result for cell in cells)
        counts = replace(
            plan.counts,
            theirs=results[Result.THEIRS],
            ours=results[Result.OURS],
            same=results[Result.SAME],
            conflicts=results[Result.CONFLICT],
            new=sum(1 for row in new.rows if row.state is NewRowState.NEW),
            removed=len(removed),
            problems=len(problems),
        )
        links = Links(self._store)
        named = links.new_names(
            (cell, self._exports[cell.kind].readers[cell.field]) for cell in cells if cell.is_coming
        )
        names = together(named, new.names, coming_names(cells, new))
        return replace(
            plan,
            cells=tuple(cells),
            counts=counts,
            problems=tuple(problems),
            removed=removed,
            new=new.rows,
            names=names,
            notes=tuple(dict.fromkeys((*plan.notes, *notes))),
            basis=self._store.journal.latest(),
        )

    def _of_kind(
        self, plan: MergePlan, kind: RecordKind, cells: Sequence[MergeCell]
    ) -> dict[CellPlace, MergeCell | None]:
        export = self._export(plan, kind)
        keys = list(dict.fromkeys(cell.field for cell in cells if cell.field in export.readers))
        if not _PAIR.isdisjoint(keys):
            keys = list(dict.fromkeys((*keys, *sorted(_PAIR))))
        numbers = sorted({cell.record for cell in cells})
        there = RowMemory(self._store.database).present(kind, numbers)
        present = [number for number in numbers if number in there]
        now = export.hold(present, keys)
        if kind is RecordKind.CONTACTS and "company" in keys:
            self._employers = self._store.contacts.companies_of(present)
        results: dict[str, RowResults] = {}
        found: dict[CellPlace, MergeCell] = {}
        for cell in cells:
            if cell.record not in now or cell.field not in export.readers:
                continue
            row = KnownRow(cell.row, cell.record, export, {cell.field: cell.base}, now[cell.record], {})
            reader, ours = export.readers[cell.field], now[cell.record][cell.field]
            theirs = cell.theirs
            if cell.field == "tags" and cell.result is not Result.OURS:
                theirs = united(cell.ours or (), ours or (), theirs or (), name_key) or None
                result = Result.SAME if reader.equal(theirs, ours) else Result.THEIRS
            else:
                of_sheet = results.setdefault(cell.sheet, RowResults(cell.sheet, self._companies_of))
                decided, theirs = of_sheet.decided(row, reader, cell.base, ours, theirs)
                if decided is None:
                    continue
                result = decided
            name = str(now[cell.record][export.name_field] or cell.name)
            made = replace(cell, name=name, ours=ours, theirs=theirs, result=result)
            found[cell.place] = asked(made, cell.doubt, cell.presumed)
        whole = dict(_as_one_value(export, found.values(), now))
        settled = MergeMemory(self._store).settled(cell for cell in whole.values() if cell is not None)
        by_place = {cell.place: cell for cell in settled}
        return {place: None if cell is None else by_place[cell.place] for place, cell in whole.items()}

    def _export(self, plan: MergePlan, kind: RecordKind) -> _Held:
        if kind not in self._exports:
            uuid = ExportRegister(self._store.database).new_mark(kind).uuid
            known = KnownExports(self._store)
            for one in plan.exports:
                found = known.of(f"{kind.value}.{uuid}.{one.export}") if one.kind is kind else None
                if found is not None:
                    self._exports[kind] = _Held(self._store, found.stored)
                    break
            else:
                raise InputError("merging_back.newer_than_file", field="workbook", workbook=plan.workbook)
        return self._exports[kind]

    def _companies_of(self, contact: int) -> Sequence[str]:
        return [employment.company for employment in self._employers.get(contact, ())]

    def reader_of(self, cell: MergeCell, plan: MergePlan) -> Any:
        """What reads the column of a cell."""
        return self._export(plan, cell.kind).readers[cell.field]


def _as_one_value(
    export: KnownExport, cells: Iterable[MergeCell], now: Mapping[int, ListRow]
) -> Iterator[tuple[CellPlace, MergeCell | None]]:
    """Cells with the amount and the currency of a row as one value (``amounts.as_one_value``), by the places they had; None
    for one that another stands for."""
    pairs: dict[tuple[str, int, int], list[MergeCell]] = defaultdict(list)
    for cell in cells:
        if cell.field in _PAIR:
            pairs[cell.sheet, cell.row, cell.record].append(cell)
        else:
            yield cell.place, cell
    for (_, number, record), pair in pairs.items():
        shown = now[record]
        then = {**export.then(record, shown.values), **{cell.field: cell.base for cell in pair}}
        made = as_one_value(KnownRow(number, record, export, then, shown, {}), pair, ())
        by_place = {cell.place: cell for cell in made}
        other = next((cell for cell in made if cell.place not in {one.place for one in pair}), None)
        for cell in pair:
            yield cell.place, by_place.get(cell.place, other)


class Application:
    """Carries one plan out, ``at_once`` so many records together: their number changes nothing of what is left."""

    def __init__(
        self,
        store: Store,
        commands: Commands,
        plan: MergePlan,
        choices: Choices,
        work: Work,
        *,
        at_once: int = _AT_ONCE,
    ) -> None:
        self._at_once = at_once
        self._store, self._commands = store, commands
        self._plan, self._choices, self._work = plan, choices, work
        self._renewal, self._values, self._links = (
            Renewal(store, commands),
            RecordValues(store, commands),
            Links(store),
        )
        self._new = NewRows(store, commands, plan.workbook)
        self._of_rows: Counter[EntityKind] = Counter()

    def run(self) -> tuple[MergeOutcome, ChangeSet]:
        """Do it. Raises ``DomainError`` while a conflict has no choice, ``EditConflict`` where others wrote since."""
        undecided = self._choices.undecided(self._plan)
        if undecided:
            raise DomainError("merging_back.undecided", count=len(undecided))
        outcomes: list[MergeOutcome] = []

        def change(uow: Writing) -> None:
            self._refuse_changed()
            outcomes.append(self._write(uow))

        told = phrase("changes.merge_back", file=self._plan.workbook)
        changes = self._commands.run(told, change, cause=Cause.BULK_EDIT)
        made = {kind: count for kind in MADE if (count := self._made(changes, kind))}
        stays, left = kept(self._plan, self._choices), len(self._plan.problems)
        return replace(outcomes[0], batch=changes.batch, made=made, left=left, kept=stays), changes

    def _made(self, changes: ChangeSet, kind: EntityKind) -> int:
        """How many records of a kind came that no row of the workbook is."""
        return len(changes.created.get(kind, ())) - self._of_rows[kind]

    def _refuse_changed(self) -> None:
        """Raise for cells that others wrote since the plan was made: from here on nobody else writes."""
        if self._store.journal.latest() == self._plan.basis:
            return
        renewed = self._renewal.renewed(self._plan, self._work).cells
        fresh, there = {cell.place: cell for cell in renewed}, {(cell.kind, cell.record) for cell in renewed}
        clashes = []
        for cell in taken(self._plan, self._choices):
            now = fresh.get(cell.place)
            reader = self._renewal.reader_of(cell, self._plan)
            ours = now.ours if now is not None else None
            if now is None or not (reader.equal(ours, cell.ours) or now.result is Result.SAME):
                field = FieldClash(cell.field, cell.ours, cell.theirs, ours)
                deleted = NOBODY if (cell.kind, cell.record) not in there else None
                clashes.append(RecordClash(entity_of(cell.kind).kind, cell.record, (field,), deleted))
        clashes += changed_beside(self._store, taken(self._plan, self._choices), self._plan.basis)
        if clashes:
            raise EditConflict(clashes)

    def _write(self, uow: Writing) -> MergeOutcome:
        by_record: dict[tuple[RecordKind, int], dict[str, Any]] = defaultdict(dict)
        named: dict[tuple[RecordKind, int], list[tuple[str, str]]] = defaultdict(list)
        for cell in taken(self._plan, self._choices):
            by_record[cell.kind, cell.record].setdefault(cell.field, cell.theirs)
            reader = self._renewal.reader_of(cell, self._plan)
            if reader.links_to in _MADE_FIRST and cell.theirs:
                named[cell.kind, cell.record].append((reader.links_to, cell.theirs))
        done = new = 0
        waiting = list(IN_ORDER)
        for kind, part in _parts(sorted(by_record, key=_in_order), self._at_once):
            while kind in waiting:  # rows of a kind before its cells, and after those whom they may name
                new += self._write_new(uow, waiting.pop(0))
            self._work.check()
            self._work.report(done, len(by_record), "records")
            for record in part:
                for what, name in named.get((kind, record), ()):  # by now others may be called so
                    self._links.ensured(uow, what, name)
            self._values.write_each(uow, kind, {record: by_record[kind, record] for record in part})
            done += len(part)
        new += sum(self._write_new(uow, kind) for kind in waiting)
        cells = sum(map(len, by_record.values())) + self._write_columns(uow)
        deleted = self._delete(uow)
        MergeMemory(self._store).keep(uow, self._plan, self._choices, self._new.became)
        joined = sum(
            1
            for row in self._plan.new
            if row.state is NewRowState.JOINED and row.place not in self._choices.left_out
        )
        return MergeOutcome(None, cells, len(by_record), new, deleted, joined)

    def _write_new(self, uow: Writing, kind: RecordKind) -> int:
        rows = [
            row
            for row in self._plan.new
            if row.kind is kind
            and row.state is not NewRowState.PROBLEM
            and row.place not in self._choices.left_out
        ]
        if not rows:
            return 0
        titles: dict[RecordKind, dict[tuple[str, int], dict[str, str]]] = defaultdict(dict)
        for offer in self._chosen_columns():
            for row, text in offer.new.items():
                titles[offer.kind].setdefault((offer.sheet, row), {})[offer.title] = text
                self._field(uow, offer)
        written = self._new.write(uow, rows, titles, self._work)
        self._of_rows[entity_of(kind).kind] += written
        return written

    def _chosen_columns(self) -> list[ColumnOffer]:
        return [offer for offer in self._plan.offers if offer.place in self._choices.columns]

    def _field(self, uow: Writing, offer: ColumnOffer) -> CustomField:
        """The custom field of a column, made when there is none of that title."""
        table = entity_of(offer.kind).table
        fits = (one for one in self._store.custom_fields.of(table) if same_name(one.title, offer.title))
        known = next(fits, None)
        return known or self._store.custom_fields.create(uow, table, offer.title, offer.type)

    def _write_columns(self, uow: Writing) -> int:
        written = 0
        rules = replace(PLAIN, currency=self._store.settings.currency)
        for offer in self._chosen_columns():
            field, table = self._field(uow, offer), entity_of(offer.kind).table
            present = RowMemory(self._store.database).present(offer.kind, offer.values)
            values = {}
            for record, text in offer.values.items():
                if record in present:
                    values[record] = custom_value(field, text, rules)
            self._store.custom_fields.set_values(uow, table, field.id, values)
            written += len(values)
        return written

    def _delete(self, uow: Writing) -> int:
        by_kind: Mapping[RecordKind, list[int]] = defaultdict(list)
        for row in self._plan.removed:
            if row.place in self._choices.delete:
                by_kind[row.kind].append(row.record)
        for kind, records in by_kind.items():
            self._values.trash(uow, kind, records)
        return sum(map(len, by_kind.values()))


def _parts(places: Sequence[tuple[RecordKind, int]], at_once: int) -> Iterator[tuple[RecordKind, list[int]]]:
    """Records of one kind, so many of them."""
    for kind, own in groupby(places, key=itemgetter(0)):
        records = [record for _, record in own]
        for start in range(0, len(records), at_once):
            yield kind, records[start : start + at_once]


def _in_order(place: tuple[RecordKind, int]) -> tuple[int, int]:
    kind, record = place
    return (IN_ORDER.index(kind) if kind in IN_ORDER else len(IN_ORDER)), record
