"""What planning hands to carrying out: references of rows and records, and the likenesses found on the way."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.deals import day_closed
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import UNDATED, ImportDecisions, LeftCell, RowRef
from salesdesk.domain.matching.records import Evidence, Grade
from salesdesk.domain.next_steps import NextStep
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.sheets import Problem
from salesdesk.domain.stage_meanings import ending
from salesdesk.services.imports.lists import StageFinder
from salesdesk.services.imports.plan.basis import ImportBasis
from salesdesk.services.imports.plan.drafts import Row, SheetDrafts
from salesdesk.services.imports.plan.people import PersonKeys


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the matcher found for a row no key knows: a record or an earlier row that may be the same."""

    record: int | None
    row: RowRef | None
    name: str
    score: float
    grade: Grade
    reasons: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A next step that the row names. ``contact``, ``company`` and ``deal`` are references as in `PlannedWork`; a deal that the row
    makes is found by the row. ``owner`` is the id of whose it is where the row does not say."""

    row: RowRef
    step: NextStep
    contact: int
    company: int
    deal: int
    owner: int | None


@dataclass(frozen=True, slots=True)
class PlannedPeople:
    """People whom a cell of several names, each with the role it says ("" in an entry). They are references as in
    `PlannedWork`, or names of those who are to be made. ``record`` is the deal or entry that is there already, 0 for the
    one that the row makes."""

    row: RowRef
    field: str
    record: int
    people: tuple[tuple[int | str, str], ...]


@dataclass(slots=True)
class PlannedWork:
    """What is to be written. References: an id above 0, -(n + 1) for new record n, 0 for none.

    ``contact_rows`` and ``company_rows`` say which row makes new record n (a company only named somewhere has
    the first row that names it); ``repeats`` further rows that add to new contact n. ``contacts`` and
    ``companies`` are references per row and sheet; ``deal_rows`` rows that make a deal.
    """

    sheets: Sequence[SheetDrafts]
    keys: Mapping[int, PersonKeys]
    basis: ImportBasis
    decisions: ImportDecisions
    stages: StageFinder
    contact_rows: list[RowRef] = field(default_factory=list)
    company_rows: list[tuple[str, str, RowRef]] = field(default_factory=list)  # (name, match key, row)
    repeats: dict[int, list[RowRef]] = field(default_factory=dict)
    completed: dict[int, Row] = field(default_factory=dict)
    """The rows of new companies (by number) that further rows of their sheet complete."""
    contacts: dict[int, array[int]] = field(default_factory=dict)
    companies: dict[int, array[int]] = field(default_factory=dict)
    deal_rows: list[RowRef] = field(default_factory=list)
    plain_rows: dict[RecordKind, list[RowRef]] = field(default_factory=dict)
    """Rows that make a record by its declaration alone."""
    spellings: list[tuple[int, RowRef, str]] = field(default_factory=list)
    """(contact, row, name): how a joined row writes the name of a person who is called otherwise."""
    order_lines: dict[RowRef, list[RowRef]] = field(default_factory=dict)
    given: list[tuple[int, RowRef, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    """What rows say of a contact (reference) that is not taken: headers with their texts."""
    given_of_companies: list[tuple[int, RowRef, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    """The same of a company."""
    left: list[LeftCell] = field(default_factory=list)
    """Cells of our own exports that are left alone."""
    steps: list[PlannedStep] = field(default_factory=list)
    people: list[PlannedPeople] = field(default_factory=list)
    """Who has a role in a deal or takes part in an entry."""

    @property
    def people_made(self) -> dict[str, int]:
        """The names of those who are new by such cells, with how many of these name each."""
        names: dict[str, str] = {}
        counts: dict[str, int] = {}
        for who in (who for planned in self.people for who, _ in planned.people if isinstance(who, str)):
            name = names.setdefault(fold_key(who), who)
            counts[name] = counts.get(name, 0) + 1
        return counts

    @property
    def notes(self) -> Iterator[tuple[str, str]]:
        """What is to be said of the steps and of people, see ``ImportPlan.notes``."""
        made = self.people_made
        if made:
            yield "people_made", str(len(made))
        undated = sum(not planned.step.is_dated for planned in self.steps)
        if self.steps:
            yield "steps", str(len(self.steps))
        if undated:
            yield "steps_today", str(undated)

    def day_closed(self, sheet: SheetDrafts, row: int, record: int | None) -> str | None:
        """When the deal of a row that is won or lost was closed, see ``domain.deals``; ``record`` is one that is there."""
        known = self.basis.deals.get(record) if record else None
        expected = sheet.value(row, "expected_close") or (known.values["expected_close"] if known else None)
        return day_closed(sheet.value(row, "closed_at"), expected, self.decisions.closed_on, self.basis.today)

    def new_deal(self, sheet: SheetDrafts, row: int) -> Problem | None:
        """Note that a row makes a deal. Returns what is to be said of it."""
        self.deal_rows.append((sheet.place, row))
        return self.undated(sheet, row, None)

    def undated(self, sheet: SheetDrafts, row: int, record: int | None) -> Problem | None:
        """What is to be said of a row whose deal is won or lost nobody knows when; ``record`` is one that is there."""
        name = sheet.value(row, "stage")
        if not name:
            return None
        stage = self.stages.known_stage(sheet.value(row, "pipeline"), name)
        kind = self.basis.lists.kind_of(stage) if stage is not None else ending(name)
        if kind in (None, StageKind.OPEN) or self.day_closed(sheet, row, record):
            return None
        header = next((c.header for c in sheet.analysis.columns if c.field == "stage"), "")
        return Problem(sheet.analysis.name, sheet.numbers[row], header, name, UNDATED, "warning")
