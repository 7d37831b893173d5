"""One sheet of an import while it is planned, row by row."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import (
    CellChange,
    ImportDecisions,
    Resolution,
    RowMatch,
    RowRef,
    RowState,
    SheetPlan,
    counted,
)
from salesdesk.domain.sheets import Problem
from salesdesk.phrases import Phrase
from salesdesk.services.imports.plan.again import of_sheet, says_nothing_new
from salesdesk.services.imports.plan.drafts import DEAL_FACTS, SheetDrafts
from salesdesk.services.imports.plan.own_rows import OwnRows

_NEVER_CHANGED = (RecordKind.ORDERS, RecordKind.ACTIVITIES)
"""Entries of the timeline that are there already stay as they are, whatever a file says."""


@dataclass(slots=True)
class PlannedSheet:
    """``states`` are ``RowState`` numbers; ``targets`` records the rows are, ``contacts`` and ``companies`` what they refer
    to (ids, or minus the number of a new one), 0 for none."""

    drafts: SheetDrafts
    states: bytearray
    targets: array[int]
    contacts: array[int]
    companies: array[int]
    changes: dict[int, tuple[CellChange, ...]] = field(default_factory=dict)
    matches: dict[int, RowMatch] = field(default_factory=dict)
    people: dict[int, RowMatch] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    """What is only known of rows when it is known which records they are."""

    @classmethod
    def begun(
        cls,
        drafts: SheetDrafts,
        decisions: ImportDecisions,
        imported: Mapping[RowRef, int],
        own: OwnRows,
    ) -> PlannedSheet:
        """A sheet of which is only known what cannot be imported, what was ``imported`` before, and what rows of our own
        exports are."""
        count = len(drafts.rows) if drafts.used else drafts.analysis.rows
        start = RowState.NEW if drafts.used else RowState.LEFT_OUT
        empty = array("q", bytes(8 * len(drafts.rows)))
        sheet = cls(
            drafts, bytearray([start]) * count, array("q", empty), array("q", empty), array("q", empty)
        )
        if drafts.used:
            for row in drafts.blocked:
                sheet.states[row] = RowState.PROBLEM
            for place, row in decisions.rows_off:
                if place == drafts.place and row < count:
                    sheet.states[row] = RowState.LEFT_OUT
            if imported and (says_nothing_new(decisions) or drafts.kind in _NEVER_CHANGED):
                for row, record in of_sheet(imported, drafts.place).items():
                    if sheet.states[row] == RowState.NEW:
                        sheet.states[row] = RowState.UNCHANGED
                        sheet.targets[row] = max(record, 0)
            if drafts.is_own:
                sheet._settle(own, decisions)
        return sheet

    def _settle(self, own: OwnRows, decisions: ImportDecisions) -> None:
        place = self.drafts.place
        for row, state in enumerate(self.states):
            if state != RowState.NEW:
                continue
            if (place, row) in own.gone:
                self.states[row] = RowState.LEFT_OUT
            elif (known := own.rows.get((place, row))) is not None:
                self.targets[row] = known.record
                if not known.differing or decisions.on_match is Resolution.SKIP:
                    self.states[row] = RowState.UNCHANGED

    def finished(self) -> SheetPlan:
        """The plan of the sheet."""
        drafts = self.drafts
        return SheetPlan(
            drafts.analysis,
            drafts.kind,
            drafts.used,
            drafts.reason,
            bytes(self.states),
            self.targets,
            drafts.numbers,
            self.changes,
            self.matches,
            tuple(
                sorted([*drafts.problems, *self.problems], key=lambda p: p.row)
                if self.problems
                else drafts.problems
            ),
            counted(self.states),
            self.people,
        )

    def say(self, problem: Problem | None) -> None:
        """Report what was found out about a row, if anything."""
        if problem is not None:
            self.problems.append(problem)

    def refused(self, row: int, field: str, why: Phrase | None) -> bool:
        """Keep a row out that says something unclear in a field, and say so; False where there is nothing against it."""
        if why is None:
            return False
        drafts = self.drafts
        column = next((c.header for c in drafts.analysis.columns if c.field == field), "")
        told = Problem(drafts.analysis.name, drafts.numbers[row], column, str(why.values["text"]), why)
        self.problems.append(told)
        self.states[row] = RowState.PROBLEM
        return True

    def is_person_only(self, row: int) -> bool:
        """Whether a row among deals is a lead without one."""
        drafts = self.drafts
        if not self.contacts[row] or not drafts.has(*DEAL_FACTS):
            return False
        return not drafts.has_deal(row) and not drafts.value(row, "external_id")

    def names_company(self, row: int) -> bool:
        """Whether the row, if it is a contact that is there already, gives it its company."""
        if not self.targets[row]:
            return True
        return any(change.field == "company" and change.ticked for change in self.changes.get(row, ()))


def is_employer(
    planned: Mapping[int, PlannedSheet], makers: Sequence[RowRef], sheet: PlannedSheet, row: int
) -> bool:
    """Whether the company that a row names is that of its person. ``makers`` are the rows that make new contacts: one that
    names no company takes over that of a further row."""
    if sheet.states[row] != RowState.REPEATED or sheet.contacts[row] >= 0:
        return True
    place, first = makers[-sheet.contacts[row] - 1]
    companies = planned[place].companies
    companies[first] = companies[first] or sheet.companies[row]
    return companies[first] == sheet.companies[row]
