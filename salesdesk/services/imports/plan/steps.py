"""The next steps that rows of leads and deals name: each becomes a task with its record, its day and its owner.

A step that is there already is not made again, whoever made it: an entry of that record that is to do still and is called
the same, or one that was due on that very day, done or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import CellChange, ImportDecisions, Mode, Resolution, RowRef, RowState
from salesdesk.domain.next_steps import STEP, STEP_DUE, NextStep, next_step
from salesdesk.services.imports.plan.sheet import PlannedSheet
from salesdesk.services.imports.plan.work import PlannedStep, PlannedWork
from salesdesk.store.records.imports import DueEntry

_OUT = (RowState.PROBLEM, RowState.LEFT_OUT)


@dataclass(frozen=True, slots=True)
class _Whose:
    """References of the plan: ids, below 0 new ones, 0 for none. ``row`` is that of a deal that the row makes."""

    contact: int
    company: int
    deal: int
    row: RowRef | None

    @property
    def main(self) -> tuple[str, RowRef | int]:
        """What the step is about before all else."""
        found: tuple[tuple[str, RowRef | int | None], ...] = (
            ("row", self.row),
            ("deal", self.deal),
            ("contact", self.contact),
            ("company", self.company),
        )
        return next((name, one) for name, one in found if one)

    @property
    def known(self) -> tuple[str, int] | None:
        """The record that is there already and that the step is about."""
        table, record = self.main
        return (table, record) if isinstance(record, int) and record > 0 else None


def plan_steps(sheets: Iterable[PlannedSheet], work: PlannedWork) -> None:
    """Note the steps of all rows that are not there yet. The rows of our own exports make none: what stands there was
    read from steps."""
    wanted = [sheet for sheet in sheets if _may_name_steps(sheet)]
    if not wanted:
        return
    planner = _Steps(work)
    for sheet in wanted:
        for row in range(len(sheet.drafts.rows)):
            if sheet.states[row] not in _OUT:
                planner.plan(sheet, row)


def _may_name_steps(sheet: PlannedSheet) -> bool:
    return not sheet.drafts.is_own and sheet.drafts.names_steps


class _Steps:
    def __init__(self, work: PlannedWork) -> None:
        self._work, self._basis, self._decisions = work, work.basis, work.decisions
        self._new_deals = set(work.deal_rows)
        self._seen: set[tuple[tuple[str, RowRef | int], str, str]] = set()
        self._there = _by_record(work.basis.steps)

    def plan(self, sheet: PlannedSheet, row: int) -> None:
        drafts, ref = sheet.drafts, (sheet.drafts.place, row)
        text, due = drafts.value(row, STEP), drafts.value(row, STEP_DUE)
        if (text is None and due is None) or ref in self._basis.imported:
            return
        step = next_step(text, due, drafts.called(STEP_DUE), self._basis.today)
        whose = self._whose(sheet, row)
        if step is None or whose is None or not _is_taken(self._decisions, sheet, row, whose):
            return
        key = (whose.main, step.key, step.day)
        if key in self._seen or self._is_there(whose, step):
            return
        self._seen.add(key)
        ticked = (*ref, STEP) not in self._decisions.cells_off
        if row in sheet.matches and whose.known is not None:
            change = CellChange(STEP, None, step.subject, ticked)
            sheet.changes[row] = (*sheet.changes.get(row, ()), change)
            if sheet.states[row] == RowState.UNCHANGED and ticked:
                sheet.states[row] = RowState.CHANGED
        if ticked:
            self._work.steps.append(
                PlannedStep(ref, step, whose.contact, whose.company, whose.deal, self._owner(whose))
            )

    def _whose(self, sheet: PlannedSheet, row: int) -> _Whose | None:
        ref = (sheet.drafts.place, row)
        deal = sheet.targets[row] if sheet.drafts.kind is RecordKind.DEALS else 0
        made = ref if ref in self._new_deals else None
        contact, company = sheet.contacts[row], sheet.companies[row]
        return _Whose(contact, company, deal, made) if contact or company or deal or made else None

    def _owner(self, whose: _Whose) -> int | None:
        """Whose the record is that is there: a row need not say so again."""
        known = whose.known
        if known is None:
            return None
        table, record = known
        records: Mapping[str, Mapping[int, object]] = {
            "deal": self._basis.deals,
            "contact": self._basis.contacts,
            "company": self._basis.companies,
        }
        found = records[table].get(record)
        return getattr(found, "owner", None)

    def _is_there(self, whose: _Whose, step: NextStep) -> bool:
        known = whose.known
        return known is not None and any(
            (entry.key == step.key and (entry.is_open or entry.day == step.day))
            or (not step.is_named and entry.day == step.day)
            for entry in self._there.get(known, ())
        )


def _is_taken(decisions: ImportDecisions, sheet: PlannedSheet, row: int, whose: _Whose) -> bool:
    """Whether the row adds anything to a record that is there, or makes one."""
    match = sheet.matches.get(row)
    if match is not None and match.resolution is Resolution.SKIP:
        return False
    return whose.known is None or decisions.mode(STEP) is not Mode.NEVER


@dataclass(frozen=True, slots=True)
class _There:
    key: str
    day: str
    is_open: bool


def _by_record(entries: Sequence[DueEntry]) -> Mapping[tuple[str, int], Sequence[_There]]:
    found: dict[tuple[str, int], list[_There]] = defaultdict(list)
    for entry in entries:
        there = _There(fold_key(entry.subject) or entry.subject, entry.due[:10], entry.is_open)
        for table, record in (("deal", entry.deal), ("contact", entry.contact), ("company", entry.company)):
            if record:
                found[table, record].append(there)
    return found
