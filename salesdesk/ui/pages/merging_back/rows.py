"""The plan of a merge as rows of one table, in groups, and what an answer means for each kind of row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from salesdesk.domain.merging_back import (
    CellPlace,
    CellProblem,
    Choices,
    ColumnOffer,
    MergeCell,
    MergePlan,
    NewName,
    NewRow,
    NewRowState,
    RemovedRow,
    Result,
    RowPlace,
    Side,
)
from salesdesk.domain.sheets import Problem

Entry = MergeCell | NewRow | RemovedRow | ColumnOffer | NewName | Problem
"""What one row of the table is about."""


class Group(StrEnum):
    """What a figure above the table counts and, pressed, keeps."""

    THEIRS = "theirs"
    NEW = "new"
    REMOVED = "removed"
    OURS = "ours"
    BOTH = "both"
    COLUMNS = "columns"
    PROBLEMS = "problems"


class Answer(StrEnum):
    """What a person says to a row: take what the workbook says, keep what is here, or be asked again."""

    TAKE = "take"
    KEEP = "keep"
    LATER = "later"


_GROUPS = {
    Result.THEIRS: Group.THEIRS,
    Result.OURS: Group.OURS,
    Result.CONFLICT: Group.BOTH,
    Result.SAME: Group.BOTH,
}


def group_of(entry: Entry) -> Group:
    """The figure that counts a row."""
    if isinstance(entry, MergeCell):
        return _GROUPS[entry.result]
    if isinstance(entry, NewRow | NewName):
        return Group.NEW
    if isinstance(entry, RemovedRow):
        return Group.REMOVED
    return Group.COLUMNS if isinstance(entry, ColumnOffer) else Group.PROBLEMS


def can_be_chosen(entry: Entry) -> bool:
    """Whether anything can be said to a row."""
    if isinstance(entry, MergeCell):
        return entry.is_open
    if isinstance(entry, NewRow):
        return entry.state is not NewRowState.PROBLEM
    return isinstance(entry, RemovedRow | ColumnOffer)


@dataclass(frozen=True, slots=True)
class MergeRows:
    """``entries`` in the order of the table: what asks comes first, what only tells comes last. Rows are named by their
    place in it; ``groups`` holds the places of each figure, ``conflicts`` those that need a choice."""

    plan: MergePlan
    entries: tuple[Entry, ...]
    groups: Mapping[Group, tuple[int, ...]]
    conflicts: tuple[int, ...]
    results: Mapping[CellPlace, Result]
    called: Mapping[RowPlace, str]
    """What added rows are called, by where they stand."""

    @staticmethod
    def of(plan: MergePlan) -> MergeRows:
        """The rows of a plan. Takes a moment with many of them."""
        by_result: dict[Result, list[MergeCell]] = {result: [] for result in Result}
        for cell in plan.cells:
            by_result[cell.result].append(cell)
        conflicts = by_result[Result.CONFLICT]
        entries: tuple[Entry, ...] = (
            *conflicts,
            *plan.removed,
            *plan.offers,
            *plan.problems,
            *by_result[Result.THEIRS],
            *plan.new,
            *plan.names,
            *by_result[Result.OURS],
            *by_result[Result.SAME],
        )
        groups: dict[Group, list[int]] = {group: [] for group in Group}
        for place, entry in enumerate(entries):
            groups[group_of(entry)].append(place)
        return MergeRows(
            plan,
            entries,
            {group: tuple(places) for group, places in groups.items()},
            tuple(range(len(conflicts))),
            {cell.place: cell.result for cell in plan.cells if cell.is_open},
            {row.place: row.name for row in plan.new},
        )

    def shown(self, group: Group | None, words: str) -> Sequence[int]:
        """The places of a figure (None: of all) that contain ``words``, in order."""
        places: Sequence[int] = range(len(self.entries)) if group is None else self.groups[group]
        wanted = words.casefold().split()
        if not wanted:
            return places
        entries = self.entries
        called = self._called
        texts = ((place, _words_of(entry, called(entry))) for place in places for entry in (entries[place],))
        return [place for place, text in texts if all(word in text for word in wanted)]

    def at(self, places: Iterable[int]) -> list[Entry]:
        """The rows at some places."""
        return [self.entries[place] for place in places]

    def column(self, cell: MergeCell) -> list[Entry]:
        """The cells of the same field that can be chosen."""
        return list(self.plan.of_column(cell.kind, cell.field))

    def record(self, cell: MergeCell) -> list[Entry]:
        """The cells of the same row that can be chosen."""
        return list(self.plan.of_row((cell.sheet, cell.row)))

    def undecided(self, choices: Choices) -> list[int]:
        """The conflicts without a choice."""
        return [place for place in self.conflicts if choices.side_of(self._cell(place)) is None]

    def changes(self, choices: Choices) -> int:
        """How many changes applying makes: cells that are taken, rows that come in, records that go, values of columns
        that become fields."""
        theirs = self.plan.counts.theirs
        for place, side in choices.cells.items():
            result = self.results.get(place)
            if result is Result.THEIRS and side is Side.OURS:
                theirs -= 1
            elif result is Result.CONFLICT and side is Side.THEIRS:
                theirs += 1
        coming = sum(can_be_chosen(row) and row.place not in choices.left_out for row in self.plan.new)
        columns = sum(len(offer.values) for offer in self.plan.offers if offer.place in choices.columns)
        return theirs + coming + len(choices.delete) + columns

    def _called(self, entry: Entry) -> str:
        """What the row of a problem is called, "" of everything else."""
        return self.called.get((entry.sheet, entry.row), "") if isinstance(entry, Problem) else ""

    def _cell(self, place: int) -> MergeCell:
        entry = self.entries[place]
        assert isinstance(entry, MergeCell)
        return entry


def answered(choices: Choices, entries: Sequence[Entry], answer: Answer) -> Choices:
    """The choices after an answer to some rows. Rows that were removed go to the trash only where all the rows are such:
    nobody deletes a record along with other things."""
    cells = [entry for entry in entries if isinstance(entry, MergeCell)]
    if answer is Answer.LATER:
        return choices.unchoose(cells)
    take = answer is Answer.TAKE
    choices = choices.choose(cells, Side.THEIRS if take else Side.OURS)
    rows = {entry.place for entry in entries if isinstance(entry, NewRow)}
    columns = {entry.place for entry in entries if isinstance(entry, ColumnOffer)}
    removed = {entry.place for entry in entries if isinstance(entry, RemovedRow)}
    if take and len(removed) < len(entries):
        removed = set()
    return replace(
        choices,
        left_out=choices.left_out - rows if take else choices.left_out | rows,
        columns=choices.columns | columns if take else choices.columns - columns,
        delete=choices.delete | removed if take else choices.delete - removed,
    )


def _words_of(entry: Entry, called: str = "") -> str:
    """What a row is found by; ``called`` is what the row of a problem is called."""
    if isinstance(entry, MergeCell):
        return f"{entry.name} {entry.title} {entry.ours} {entry.theirs}".casefold()
    if isinstance(entry, NewRow):
        return " ".join((entry.name, entry.into_name, *entry.values.values())).casefold()
    if isinstance(entry, RemovedRow | NewName):
        return entry.name.casefold()
    if isinstance(entry, ColumnOffer):
        return " ".join((entry.title, *entry.samples)).casefold()
    name = entry.name if isinstance(entry, CellProblem) else called
    return f"{name} {entry.column} {entry.value}".casefold()
