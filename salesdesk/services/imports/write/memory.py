"""Remembers which record each row of an import became."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportPlan, Mode, Resolution, RowRef, RowState, SheetPlan
from salesdesk.services.imports.changes import unticked
from salesdesk.services.imports.plan.drafts import SheetDrafts
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.imported_rows import RowMemory

_IdOf = Callable[[int], int | None]
_MADE = (RowState.NEW, RowState.REPEATED)
_MATCHED = (RowState.CHANGED, RowState.UNCHANGED)


class RowNumbers:
    """The records that rows of a plan have become. ``contact`` and ``company`` resolve references of the plan, ``made``
    are the other new records by the row that made them."""

    def __init__(
        self, planned: PlannedWork, contact: _IdOf, company: _IdOf, made: Mapping[RowRef, int]
    ) -> None:
        self._planned, self._contact, self._company, self._made = planned, contact, company, made
        decisions = planned.decisions
        # What a mode kept out is still news when the row comes again.
        self._all = decisions.default_mode is not Mode.NEVER and Mode.NEVER not in decisions.modes.values()
        self._lines = {line: first for first, lines in planned.order_lines.items() for line in lines}

    def remember(self, uow: Writing, memory: RowMemory, number: int, plan: ImportPlan) -> None:
        """Keep them for the import of that number."""
        for drafts, sheet in zip(self._planned.sheets, plan.sheets, strict=True):
            if not sheet.used:
                continue
            found = list(self._found(drafts, sheet))
            if found:
                digests = array("Q", [drafts.digests[row] for row, _ in found])
                records = array("q", [record for _, record in found])
                memory.remember(uow, number, drafts.memory, digests, records)

    def _found(self, drafts: SheetDrafts, sheet: SheetPlan) -> Iterator[tuple[int, int]]:
        known, place = self._planned.basis.imported, drafts.place
        for row, state in enumerate(sheet.states):
            if state in (RowState.PROBLEM, RowState.LEFT_OUT) or (place, row) in known:
                continue
            if state in _MADE or self._is_done(sheet, row):
                record = self._record(drafts, sheet, row)
                if record:
                    yield row, record

    def _is_done(self, sheet: SheetPlan, row: int) -> bool:
        """Whether everything a matched row says has been taken over."""
        match = sheet.matches.get(row)
        if match is None or match.resolution is Resolution.SKIP:
            return False
        changes = sheet.changes.get(row, ())
        return match.resolution is Resolution.CREATE or (
            self._all
            and (not changes or (not unticked(changes) and all(change.ticked for change in changes)))
        )

    def _record(self, drafts: SheetDrafts, sheet: SheetPlan, row: int) -> int | None:
        place = drafts.place
        if drafts.kind is RecordKind.COMPANIES:
            return self._company(self._planned.companies[place][row])
        if drafts.kind is RecordKind.CONTACTS:
            match = sheet.matches.get(row)
            if sheet.states[row] == RowState.REPEATED and match and match.resolution is Resolution.SKIP:
                return None
            person = self._contact(self._planned.contacts[place][row])
            firm = None if person else self._company(self._planned.companies[place][row])
            return person or (-firm if firm else None)
        if sheet.states[row] in _MATCHED:
            return sheet.targets[row] or None
        return self._made.get((place, row)) or self._made.get(self._lines.get((place, row), (-1, -1)))
