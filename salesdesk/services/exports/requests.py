"""What is to leave, and what has left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.opt_outs import LeftOut, Way
from salesdesk.domain.sheets import Problem
from salesdesk.store.lists.reader import BY_NAME, EVERYTHING


@dataclass(frozen=True, slots=True)
class Rows:
    """Records of one kind: ``ids`` in their order, or else those of ``filter_`` in the order of ``sort``. ``columns`` are
    column keys in order, None for the list's own and every further one that is kept and that any record fills.
    ``title`` is what the list is called, "" for the name of the kind."""

    kind: RecordKind
    ids: Sequence[int] | None = None
    filter_: Filter = EVERYTHING
    sort: Sort = BY_NAME
    columns: Sequence[str] | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """One file to write. ``rows`` are its sheets, the first of which is what it is about; ``linked`` are kinds of what
    belongs to the first, each a further sheet. ``private`` are keys of columns that leave in no sheet. ``way`` is how the
    people in the first will be addressed: who may not be is left out. ``separator`` stands between the cells of a text and
    ``decimal`` in its numbers; ``summary``: a workbook begins with figures about its sheets."""

    rows: tuple[Rows, ...]
    linked: tuple[RecordKind, ...] = ()
    private: frozenset[str] = frozenset()
    way: Way | None = None
    separator: str = ","
    decimal: str = "."
    summary: bool = True


@dataclass(frozen=True, slots=True)
class ExportedSheet:
    """One sheet that was written: its title, its rows, and the keys of its columns. ``returns``: what is changed in it can
    be merged back."""

    title: str
    kind: RecordKind
    rows: int
    columns: tuple[str, ...]
    returns: bool


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written. ``kind``, ``rows`` and ``columns`` are those of the first sheet; ``problems`` are values that could
    not be kept whole, ``left_out`` people who may not be addressed, with the reason."""

    path: Path
    kind: RecordKind
    rows: int
    columns: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    left_out: Mapping[int, LeftOut] = field(default_factory=dict)
    sheets: tuple[ExportedSheet, ...] = ()

    @property
    def returns(self) -> bool:
        """Whether anything that is changed in it can be merged back."""
        return any(sheet.returns for sheet in self.sheets)


@dataclass(frozen=True, slots=True)
class Linked:
    """How many rows of a kind belong to some records."""

    kind: RecordKind
    count: int


@dataclass(frozen=True, slots=True)
class OfferedColumn:
    """A column that can leave: ``is_returned`` when an import takes its values back, ``is_shown`` when its list shows it
    at first, ``is_private`` when it is left out of what is sent out."""

    key: str
    title: str
    is_returned: bool
    is_shown: bool
    is_private: bool
