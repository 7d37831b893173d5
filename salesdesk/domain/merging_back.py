"""What merging an edited workbook back would do, and what a person chose of it.

Three sides meet in each cell: the ``base`` (the record when the workbook was made), ``ours`` (the record now) and ``theirs``
(what the workbook says). Values are those of lists (``domain.columns.ListRow``): text, number, bool, `Money`, a tuple of
tags, stored days and moments, codes; None for nothing. Rows are counted as in the file, from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.opt_outs import WAYS
from salesdesk.domain.sheets import Problem
from salesdesk.phrases import Phrase

KEPT_BY_US = frozenset(
    {"created_at", "updated_at", "stage_since", "last_contacted_at", "more_emails", "more_phones"}
    | {"repeat_rule", "repeat_by"}
)
"""What SalesDesk itself keeps of a record, and what several fields say together: a cell does not change it."""


def is_kept_by_us(kind: RecordKind, key: str) -> bool:
    """Whether no cell changes a field, although a file of records may bring it."""
    return key in KEPT_BY_US or (kind is RecordKind.ACTIVITIES and key == "external_id")


class Result(StrEnum):
    """What becomes of a cell that somebody changed. Cells that nobody changed are not listed."""

    THEIRS = "theirs"  # changed in the workbook alone
    OURS = "ours"  # changed here alone
    SAME = "same"  # changed on both sides to the same
    CONFLICT = "conflict"  # changed on both sides, differently


class Side(StrEnum):
    """Whose value is taken."""

    OURS = "ours"
    THEIRS = "theirs"


CellPlace = tuple[str, int, str]
"""Where a cell stands: the title of the sheet, the row, the key of the field."""
RowPlace = tuple[str, int]
"""Where a row stands: the title of the sheet, the row."""
RecordPlace = tuple[RecordKind, int]


@dataclass(frozen=True, slots=True)
class MergedExport:
    """An export that rows of the workbook come from: its own name, when it was made (UTC text) and by whom, the journal's
    newest batch then, and how many rows of it are in the workbook."""

    export: str
    kind: RecordKind
    at: str
    by: str
    batch: int
    rows: int


@dataclass(frozen=True, slots=True)
class MergeCell:
    """One cell of which not all three sides say the same. ``name`` is what the record is called now; ``title`` is the head
    of the list's column (English source text), ``type`` that of its values. ``row`` 0: a record whose row is elsewhere."""

    sheet: str
    row: int
    kind: RecordKind
    record: int
    name: str
    field: str
    title: str
    type: FieldType
    base: Any
    ours: Any
    theirs: Any
    result: Result
    mark: int = 0
    """What tells what the workbook says here from everything else it could say, see ``services.merging_back.memory``."""
    doubt: Phrase | None = None
    """Why a cell that one side changed is asked about: nobody may have meant it."""
    presumed: Side | None = None
    """Whose value a conflict gets as long as nobody chooses."""

    @property
    def place(self) -> CellPlace:
        """What choices name it by."""
        return self.sheet, self.row, self.field

    @property
    def lifts_opt_out(self) -> bool:
        """Whether it would let somebody be addressed again who opted out."""
        return self.is_open and self.field in WAYS and bool(self.ours) and not self.theirs

    @property
    def is_open(self) -> bool:
        """Whether there is anything to choose: the workbook says something that is not here."""
        return self.result in (Result.THEIRS, Result.CONFLICT)

    @property
    def is_coming(self) -> bool:
        """Whether the workbook's value is to be reckoned with, before anybody has chosen."""
        return self.is_open and self.presumed is not Side.OURS


@dataclass(frozen=True, slots=True)
class CellProblem(Problem):
    """A cell that is not taken, with the record that it is of and what that showed when it was exported (``base``) and when
    the plan was made (``ours``)."""

    kind: RecordKind = RecordKind.CONTACTS
    record: int = 0
    name: str = ""
    field: str = ""
    type: FieldType = FieldType.TEXT
    base: Any = None
    ours: Any = None


class NewRowState(StrEnum):
    """What becomes of a row that was added to the workbook."""

    NEW = "new"  # a new record
    JOINED = "joined"  # the record ``into`` is it already, or the row above it
    PROBLEM = "problem"  # it cannot be taken, for a reason among the problems


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that the export did not have, cleaned and matched as an import does it. ``values`` are what its cells say, as
    text by field; ``into`` is the record that it was found to be, with the name of that."""

    sheet: str
    row: int
    kind: RecordKind
    name: str
    values: Mapping[str, str]
    state: NewRowState = NewRowState.NEW
    into: int | None = None
    into_name: str = ""
    mark: int = 0
    """What tells the row from every other."""
    export: str = ""
    """The own name of the export whose sheet it stands in."""

    @property
    def place(self) -> RowPlace:
        """What choices name it by."""
        return self.sheet, self.row


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """A record of the export whose row is not in the workbook any more. It stays, unless a person says otherwise."""

    sheet: str
    kind: RecordKind
    record: int
    name: str

    @property
    def place(self) -> RecordPlace:
        """What choices name it by."""
        return self.kind, self.record


@dataclass(frozen=True, slots=True)
class ColumnOffer:
    """A column that somebody added: offered as a custom field of a type, with some of its values as text. ``values`` are
    the cells of records by number, ``new`` those of added rows by row, as text."""

    sheet: str
    kind: RecordKind
    title: str
    type: CustomType
    samples: tuple[str, ...]
    values: Mapping[int, str]
    new: Mapping[int, str] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str]:
        """What choices name it by."""
        return self.sheet, self.title


@dataclass(frozen=True, slots=True)
class NewName:
    """A record that cells link to by name and that is not there yet: it is made. ``cells`` counts who names it."""

    kind: EntityKind
    name: str
    cells: int


@dataclass(frozen=True, slots=True)
class MergeCounts:
    """``rows`` counts the rows of records, ``unchanged`` those in which nothing differs; ``theirs``, ``ours``, ``same`` and
    ``conflicts`` count cells, the rest rows."""

    rows: int = 0
    unchanged: int = 0
    theirs: int = 0
    ours: int = 0
    same: int = 0
    conflicts: int = 0
    new: int = 0
    removed: int = 0
    problems: int = 0


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge would do: pure data. ``workbook`` is the name of the file; ``problems`` are cells and rows that are not
    taken, each with its reason, and ``notes`` what else is to be said. ``basis`` is the newest batch of the journal that it
    was made from: what others write after it is looked at again before anything is written."""

    workbook: str
    exports: tuple[MergedExport, ...]
    counts: MergeCounts
    cells: tuple[MergeCell, ...] = ()
    new: tuple[NewRow, ...] = ()
    removed: tuple[RemovedRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    offers: tuple[ColumnOffer, ...] = ()
    names: tuple[NewName, ...] = ()
    notes: tuple[Phrase, ...] = ()
    basis: int = 0
    again: bool = False
    """Whether an earlier merge took something that the workbook says."""

    @property
    def conflicts(self) -> tuple[MergeCell, ...]:
        """The cells that need a choice."""
        return tuple(cell for cell in self.cells if cell.result is Result.CONFLICT)

    def of_column(self, kind: RecordKind, key: str) -> tuple[MergeCell, ...]:
        """The cells of one field that can be chosen."""
        return tuple(c for c in self.cells if c.is_open and c.kind is kind and c.field == key)

    def of_row(self, place: RowPlace) -> tuple[MergeCell, ...]:
        """The cells of one row that can be chosen."""
        return tuple(c for c in self.cells if c.is_open and (c.sheet, c.row) == place)

    @property
    def is_merged(self) -> bool:
        """Whether an earlier merge took everything that was changed in the workbook."""
        return (
            self.again
            and replace(self, counts=replace(self.counts, removed=0)).is_empty
            and not self.problems
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to merge and nothing to ask."""
        counts = self.counts
        return not (counts.theirs or counts.conflicts or counts.new or counts.removed or self.offers)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decided. ``cells`` are those of conflicts, and of cells that would be theirs but are not to be taken;
    ``left_out`` new rows that are not to be added; ``delete`` records whose row was removed and that are to be deleted;
    ``columns`` offers that are to become custom fields."""

    cells: Mapping[CellPlace, Side] = field(default_factory=dict)
    left_out: frozenset[RowPlace] = frozenset()
    delete: frozenset[RecordPlace] = frozenset()
    columns: frozenset[tuple[str, str]] = frozenset()

    def choose(self, cells: Iterable[MergeCell], side: Side) -> Choices:
        """The same with one side chosen for some cells: one, a column, a row or all of them."""
        return replace(self, cells={**self.cells, **{cell.place: side for cell in cells if cell.is_open}})

    def unchoose(self, cells: Iterable[MergeCell]) -> Choices:
        """The same without a choice for some cells."""
        gone = {cell.place for cell in cells}
        return replace(self, cells={place: s for place, s in self.cells.items() if place not in gone})

    def side_of(self, cell: MergeCell) -> Side | None:
        """Whose value a cell gets, None while nobody decided."""
        if cell.result is Result.CONFLICT:
            return self.cells.get(cell.place, cell.presumed)
        if cell.result is Result.THEIRS:
            return self.cells.get(cell.place, Side.THEIRS)
        return Side.OURS

    def undecided(self, plan: MergePlan) -> tuple[MergeCell, ...]:
        """The conflicts that have no choice yet, and of which none is presumed."""
        return tuple(cell for cell in plan.conflicts if self.side_of(cell) is None)


NO_CHOICES = Choices()


def taken(plan: MergePlan, choices: Choices) -> Iterator[MergeCell]:
    """The cells whose value comes from the workbook."""
    return (cell for cell in plan.cells if cell.is_open and choices.side_of(cell) is Side.THEIRS)


class Kept(StrEnum):
    """What stays as it was because somebody decided against the workbook."""

    VALUES = "values"
    REMOVED = "removed"  # records whose row was removed
    ROWS = "rows"  # that were added and are left out
    COLUMNS = "columns"  # likewise


def kept(plan: MergePlan, choices: Choices) -> dict[Kept, int]:
    """How much of each is decided against, without what is nothing."""
    counts = {
        Kept.VALUES: sum(cell.is_open and choices.side_of(cell) is Side.OURS for cell in plan.cells),
        Kept.REMOVED: sum(row.place not in choices.delete for row in plan.removed),
        Kept.ROWS: sum(row.place in choices.left_out for row in plan.new),
        Kept.COLUMNS: sum(offer.place not in choices.columns for offer in plan.offers),
    }
    return {what: count for what, count in counts.items() if count}


MADE = (
    *(EntityKind.COMPANY, EntityKind.CONTACT, EntityKind.DEAL, EntityKind.CAMPAIGN, EntityKind.CUSTOM_FIELD),
    *(EntityKind.OWNER, EntityKind.SOURCE, EntityKind.TAG, EntityKind.PIPELINE, EntityKind.STAGE),
)
"""Kinds of records that a merge makes because cells and rows name them, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class MergeOutcome:
    """What a merge did: the number of its batch in the journal (None where nothing had to be written), how many cells and
    records were changed, made and deleted; how many rows went into records that were there (``joined``), what else was made
    because cells and rows name it, by kind (``made``), how much of the workbook was ``left``: the problems of the plan, and
    what of it was decided against (``kept``)."""

    batch: int | None
    cells: int
    records: int
    new: int
    deleted: int
    joined: int = 0
    made: Mapping[EntityKind, int] = field(default_factory=dict)
    left: int = 0
    kept: Mapping[Kept, int] = field(default_factory=dict)

    @property
    def is_change(self) -> bool:
        """Whether any record is another one now. Where all was kept as it is, that alone is remembered."""
        return bool(self.cells or self.new or self.deleted or self.joined)


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """A merge that was put aside: its number, the workbook, when it was put aside (UTC text) and by whom, and how many
    conflicts have no choice."""

    number: int
    workbook: str
    at: str
    by: str
    undecided: int
    conflicts: int
