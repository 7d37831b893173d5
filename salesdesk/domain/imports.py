"""What an import would do, as data: decided by the person, computed by a pure function, carried out as it stands.

Rows are addressed by ``RowRef``: the place of their sheet among the sheets of the file and the place of the row
among the sheet's data rows, both 0-based. The row number a person sees is ``SheetPlan.numbers[row]``.
"""

from __future__ import annotations

from array import array
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.exact import DEFAULT_KEYS as DEFAULT_KEYS
from salesdesk.domain.matching.exact import MatchKey as MatchKey
from salesdesk.domain.matching.records import Evidence, Grade
from salesdesk.domain.meanwhile import UNTOUCHED, Meanwhile
from salesdesk.domain.opt_outs import NO_OPT_OUTS, KeptOptOuts
from salesdesk.domain.sheets import Problem, SheetAnalysis, SheetRequest
from salesdesk.phrases import Phrase, phrase

if TYPE_CHECKING:
    from salesdesk.domain.cleaning.row_layout import DraftLayout

RowRef = tuple[int, int]


class Mode(StrEnum):
    """What happens to a value a matched record already has."""

    OVERWRITE = "overwrite"
    FILL = "fill"
    NEVER = "never"


class RowState(IntEnum):
    """What becomes of a row. Every row of a sheet has exactly one state."""

    NEW = 0
    CHANGED = 1
    UNCHANGED = 2
    POSSIBLE = 3  # likely the same as a record, but no key says so
    REPEATED = 4  # the same as an earlier row of the file
    PROBLEM = 5
    LEFT_OUT = 6  # the person's choice, or a kind that is not imported


class Resolution(StrEnum):
    """What to do with a row that is like something there already."""

    UPDATE = "update"
    CREATE = "create"
    SKIP = "skip"


class ListKind(StrEnum):
    """Lists whose unknown values are decided once for the whole import."""

    OWNER = "owner"
    SOURCE = "source"
    TAG = "tag"
    COMPANY = "company"
    PIPELINE = "pipeline"
    STAGE = "stage"
    LIFECYCLE = "lifecycle_stage"


class ListAction(StrEnum):
    """What becomes of an unknown value."""

    CREATE = "create"
    MAP = "map"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class ListDecision:
    """``target`` is the id mapped to (for a lifecycle stage: its code)."""

    action: ListAction
    target: int | str | None = None


@dataclass(frozen=True, slots=True)
class ListValue:
    """A value no list knows yet, with how many rows name it and what becomes of it. ``context`` tells values of
    the same name apart (the pipeline of a stage)."""

    kind: ListKind
    key: str
    name: str
    rows: int
    decision: ListDecision
    context: str = ""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One value of a matched record that a row would change. ``before`` and ``after`` are stored values; a detail
    that is added (a further e-mail, phone or tag) has ``before`` None, and ``there`` is what it is added to where that
    matters. ``ticked`` is False when the person said no."""

    field: str
    before: Any
    after: Any
    ticked: bool = True
    there: Any = None


@dataclass(frozen=True, slots=True)
class RowMatch:
    """Why a row is taken for a record (``record``) or for an earlier row (``row``). ``key`` names the exact key;
    without one ``score`` and ``grade`` say how sure the likeness is. ``resolution`` is what will be done."""

    record: int | None
    row: RowRef | None
    name: str
    key: MatchKey | None
    score: float = 1.0
    grade: Grade = Grade.CERTAIN
    reasons: tuple[Evidence, ...] = ()
    resolution: Resolution = Resolution.UPDATE


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows by what becomes of them; they add up to ``rows``."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    duplicates: int = 0
    problems: int = 0
    left_out: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.rows + other.rows,
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.duplicates + other.duplicates,
            self.problems + other.problems,
            self.left_out + other.left_out,
        )


def counted(states: Sequence[int]) -> Counts:
    """Counts of the states of a sheet's rows."""
    found = [0] * len(RowState)
    for state in states:
        found[state] += 1
    return Counts(
        rows=len(states),
        new=found[RowState.NEW],
        changed=found[RowState.CHANGED],
        unchanged=found[RowState.UNCHANGED],
        duplicates=found[RowState.POSSIBLE] + found[RowState.REPEATED],
        problems=found[RowState.PROBLEM],
        left_out=found[RowState.LEFT_OUT],
    )


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


UNDATED = phrase("problems.closed_without_day")
"""What is said of a row whose deal is won or lost nobody knows when, see ``ImportDecisions.closed_on``."""

APART = phrase("problems.deal_apart")
"""What is said of a row that is imported apart from the deals of its name, because it is not certainly one of them."""


@dataclass(frozen=True, slots=True)
class ImportDecisions:
    """Everything a person may decide; the default decides nothing.

    ``requests``, ``mapping`` (header -> field, for every sheet), ``country`` and ``date_order`` ("DMY", "MDY", "YMD") change what is read; all else only what becomes
    of the rows, so a new plan then needs no new reading. ``modes`` is per field, ``default_mode`` for the others.
    ``erase`` are fields in which an empty cell empties the record. ``on_match`` SKIP leaves matched records as
    they are. ``cells_off`` and ``rows_off`` are ticks taken away; ``edits`` are texts typed into rows with
    problems, by column index. ``resolutions`` is per possible duplicate. ``find_likely`` also looks for
    likenesses that no key knows. ``shown`` are hidden sheets that are
    to be imported all the same. ``remembered`` False maps the columns afresh, whatever was chosen last time. ``held``
    are rows that stay with the record an earlier plan found for them, whatever tells them apart by now, ``filled`` cells
    (as in ``cells_off``) that an earlier plan would have filled: what stands there by now is no reason to leave them. ``closed_on``
    (``YYYY-MM-DD``) is the day of won and lost deals that do not tell theirs.
    ``lift_opt_outs``: whoever the file says may be addressed may be again; without it what was refused stays refused.
    """

    requests: Mapping[str, SheetRequest] = field(default_factory=_nothing)
    mapping: Mapping[str, str] = field(default_factory=_nothing)
    country: str | None = None
    date_order: str | None = None
    match_keys: tuple[MatchKey, ...] = DEFAULT_KEYS
    default_mode: Mode = Mode.FILL
    modes: Mapping[str, Mode] = field(default_factory=_nothing)
    erase: frozenset[str] = frozenset()
    on_match: Resolution = Resolution.UPDATE
    rows_off: frozenset[RowRef] = frozenset()
    cells_off: frozenset[tuple[int, int, str]] = frozenset()
    resolutions: Mapping[RowRef, Resolution] = field(default_factory=_nothing)
    edits: Mapping[RowRef, Mapping[int, str]] = field(default_factory=_nothing)
    lists: Mapping[tuple[ListKind, str], ListDecision] = field(default_factory=_nothing)
    find_likely: bool = True
    shown: frozenset[str] = frozenset()
    remembered: bool = True
    held: Mapping[RowRef, RowMatch] = field(default_factory=_nothing)
    filled: Container[tuple[int, int, str]] = frozenset()
    closed_on: str | None = None
    lift_opt_outs: bool = False

    def request(self, sheet: str) -> SheetRequest:
        """What was asked of a sheet so far."""
        return self.requests.get(sheet, SheetRequest(sheet))

    def mode(self, field_name: str) -> Mode:
        """The mode of one field."""
        return self.modes.get(field_name, self.default_mode)


class Why(StrEnum):
    """Why a cell of our own export that says something else is left alone."""

    EDITED = "edited_since"  # somebody edited the field here after the export
    EMPTIED = "emptied"  # an empty cell never erases unasked
    CANNOT = "cannot"  # an import does not change this field of a record that is there


@dataclass(frozen=True, slots=True)
class LeftCell:
    """A cell of our own export that differs from the record and is left alone. ``given`` and ``stored`` are texts as the
    file shows them."""

    sheet: str
    row: int
    kind: RecordKind
    record: int
    name: str
    field: str
    given: str
    stored: str
    why: Why


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet: how it was understood and what becomes of each row.

    ``reason`` says why the sheet is left out when it is ("hidden", "unknown", "products", "empty", "chosen").
    ``states`` holds a ``RowState`` per row, ``targets`` the matched record or 0, ``numbers`` the row numbers a
    person sees. ``changes`` and ``matches`` are by row and sparse, and so are ``people``: whom the person that a deal or
    an entry names may be, for persons who are not known for certain.
    """

    analysis: SheetAnalysis
    kind: RecordKind
    used: bool
    reason: str
    states: bytes
    targets: array[int]
    numbers: array[int]
    changes: Mapping[int, tuple[CellChange, ...]]
    matches: Mapping[int, RowMatch]
    problems: tuple[Problem, ...]
    counts: Counts
    people: Mapping[int, RowMatch] = field(default_factory=dict)


class KeptColumn(Protocol):
    """A column kept as a custom field: its place in the row, and its title."""

    @property
    def position(self) -> int: ...
    @property
    def title(self) -> str: ...


class CleanedSheet(Protocol):
    """One sheet as it was cleaned, for showing what becomes of its cells. ``place`` is its place in the file,
    ``fields`` gives each field's place in a row, ``custom`` the columns kept as custom fields, ``numbers`` the row
    numbers a person sees."""

    @property
    def place(self) -> int: ...
    @property
    def analysis(self) -> SheetAnalysis: ...
    @property
    def kind(self) -> RecordKind: ...
    @property
    def is_own(self) -> bool: ...
    @property
    def layout(self) -> DraftLayout: ...
    @property
    def fields(self) -> Mapping[str, int]: ...
    @property
    def custom(self) -> Sequence[KeptColumn]: ...
    @property
    def rows(self) -> Sequence[tuple[Any, ...]]: ...
    @property
    def numbers(self) -> Sequence[int]: ...
    def value(self, row: int, field: str, /) -> Any:
        """One value, None when the sheet has no such column."""


class WorkToDo(Protocol):
    """What is to be written, as far as more than what carries it out may know it."""

    @property
    def sheets(self) -> Sequence[CleanedSheet]:
        """Every sheet of the file, in its order."""

    @property
    def steps(self) -> Sequence[object]:
        """The next steps that rows name, and that become tasks."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What the import of one file will do. ``basis`` is the journal batch it was computed from: after any later
    change it is computed afresh before it is carried out. ``work`` is what is to be written; the
    module that carries it out knows more of it than the sheets; ``left`` cells of our own exports that differ and are left
    alone; ``notes`` are codes with values for sentences about the whole; ``timings``
    seconds by stage; ``opt_outs`` what becomes of opt-outs that are known; ``assumed`` what is taken for granted where the
    file does not say it."""

    file_name: str
    sheets: tuple[SheetPlan, ...]
    lists: tuple[ListValue, ...]
    counts: Counts
    basis: int
    work: WorkToDo
    notes: tuple[tuple[str, str], ...] = ()
    timings: Mapping[str, float] = field(default_factory=_nothing)
    left: tuple[LeftCell, ...] = ()
    opt_outs: KeptOptOuts = NO_OPT_OUTS
    assumed: tuple[Phrase, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of all sheets."""
        return tuple(problem for sheet in self.sheets for problem in sheet.problems)


@dataclass(frozen=True, slots=True)
class SeenPlan:
    """What a person decided upon: a plan, with what stood in the records when they read it, and the decisions it was
    made under."""

    plan: ImportPlan
    decisions: ImportDecisions


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did: its number in the history, its journal batch, rows by outcome, and how many records of
    each kind it created and changed. ``meanwhile`` is what somebody else did after the plan was made."""

    number: int
    batch: int
    counts: Counts
    created: Mapping[str, int]
    changed: Mapping[str, int]
    timings: Mapping[str, float] = field(default_factory=_nothing)
    meanwhile: Meanwhile = UNTOUCHED


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One line of the history of imports, or of merged workbooks: how many records were created and changed, by kind."""

    number: int
    file_name: str
    at: str
    actor: str
    batch: int | None
    counts: Counts
    created: Mapping[str, int]
    changed: Mapping[str, int]
    undone: bool
    deleted: Mapping[str, int] = field(default_factory=dict)
    """What a merged workbook put into the trash."""
    is_merge: bool = False
