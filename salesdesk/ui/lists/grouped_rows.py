"""Where the headings and the rows of a grouped list stand, and which groups are open."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from salesdesk.domain.row_grouping import NO_GROUPS
from salesdesk.store.lists.row_groups import Grouped, RowGroup

CLOSED_FROM = 2_000
"""Lists of so many rows begin with their groups closed: what one looks for there is the groups."""


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A heading: what its rows share, how many there are, what the columns add up to (texts by key)."""

    title: str
    count: str
    is_open: bool
    totals: Mapping[str, str] = field(default_factory=dict)

    @property
    def spoken(self) -> str:
        """The heading as it is read out."""
        return ", ".join((self.title, self.count, *self.totals.values()))


class GroupedRows:
    """Groups with the ids of their rows. A heading stands among ids as a negative number: -1 is the first group. ``by`` says by
    what they are grouped, ``standing`` what stands in the rows."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """No groups; the next ones begin open or closed as they are few or many."""
        self.by = NO_GROUPS
        self.standing: array[int] | None = None
        self.groups: tuple[RowGroup, ...] = ()
        self._ids: tuple[array[int], ...] = ()
        self._turned: set[Hashable] = set()
        self._begin_open: bool | None = None
        self._headings: list[int] = []
        self._all: array[int] | None = None

    def take(self, grouped: Grouped) -> None:
        """Take over a reading."""
        if grouped.by != self.by:
            self.clear()
        self.by, self.groups, self._ids, self._all = grouped.by, grouped.groups, grouped.ids, None
        if self._begin_open is None:
            self._begin_open = self.count < CLOSED_FROM

    @property
    def count(self) -> int:
        """How many rows the groups have together."""
        return sum(group.count for group in self.groups)

    @property
    def all_ids(self) -> array[int]:
        """Every id, those of closed groups included."""
        if self._all is None:
            self._all = array("q")
            for ids in self._ids:
                self._all.extend(ids)
        return self._all

    def rows(self) -> array[int]:
        """Headings and ids as they stand below each other."""
        rows = array("q")
        self._headings = []
        for number, group in enumerate(self.groups):
            self._headings.append(len(rows))
            rows.append(-number - 1)
            if self.is_open(group):
                rows.extend(self._ids[number])
        self.standing = rows
        return rows

    def is_open(self, group: RowGroup) -> bool:
        """Whether the rows of a group are shown."""
        return (group.place in self._turned) is not bool(self._begin_open)

    def ids_of(self, heading: int) -> array[int]:
        """The ids of a group."""
        return self._ids[-heading - 1]

    def group_of(self, heading: int) -> RowGroup:
        """The group below a heading."""
        return self.groups[-heading - 1]

    def heading_of(self, record: int) -> int:
        """The heading a record stands below, 0 without one."""
        return next((-number - 1 for number, ids in enumerate(self._ids) if record in ids), 0)

    def heading_row(self, row: int) -> int:
        """The row of the heading that a row stands below, itself for a heading."""
        at = bisect_right(self._headings, row) - 1
        return self._headings[at] if at >= 0 else -1

    def headings_within(self, top: int, bottom: int) -> int:
        """How many headings stand from one row to another."""
        return bisect_right(self._headings, bottom) - bisect_left(self._headings, top)

    def turn(self, group: RowGroup) -> None:
        """Open a closed group, close an open one."""
        self._turned ^= {group.place}

    def turn_all(self, opened: bool) -> None:
        """Open or close every group."""
        self._begin_open, self._turned = opened, set()
