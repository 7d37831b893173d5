"""What a summary says of a table, counted as its rows are written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from salesdesk.domain.columns import ListColumn, ListRow
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.linked_kinds import CAMPAIGNS, MEMBERS
from salesdesk.domain.money import Money

_GROUPED: dict[RecordKind, tuple[str, tuple[str, ...]]] = {
    RecordKind.DEALS: ("stage", ("deal_value", "weighted")),
    RecordKind.CONTACTS: ("lifecycle_stage", ()),
    RecordKind.COMPANIES: ("lifecycle_stage", ()),
    RecordKind.ACTIVITIES: ("kind", ()),
    CAMPAIGNS: ("status", ("budget", "actual_cost")),
    MEMBERS: ("status", ()),
}
"""By which column the rows of a kind are counted, and which of their amounts are added."""


@dataclass(slots=True)
class Tally:
    """The counts of one table. Groups are told apart whatever their case, as formulas do."""

    group: ListColumn | None
    amounts: tuple[ListColumn, ...]
    place: int = 0
    count: int = 0
    groups: Counter[str] = field(default_factory=Counter)
    spelled: dict[str, str] = field(default_factory=dict)
    sums: dict[tuple[str, str, str], int] = field(default_factory=lambda: defaultdict(int))
    """By folded group, key of the amount and currency, in minor units."""
    currencies: Counter[str] = field(default_factory=Counter)

    def add(self, row: ListRow, cells: Sequence[Any]) -> None:
        """Count a row; ``cells`` are what it shows."""
        self.count += 1
        if self.group is None:
            return
        told = cells[self.place]
        text = "" if told is None else str(told)
        folded = text.casefold()
        self.groups[folded] += 1
        self.spelled.setdefault(folded, text)
        for column in self.amounts:
            money = row.values.get(column.key)
            if isinstance(money, Money):
                self.currencies[money.currency] += 1
                self.sums[folded, column.key, money.currency] += money.minor


def tally_of(kind: RecordKind, columns: Sequence[ListColumn]) -> Tally:
    """An empty tally for a table of a kind with these columns."""
    key, added = _GROUPED.get(kind, ("", ()))
    place = next((place for place, column in enumerate(columns) if column.key == key), None)
    if place is None:
        return Tally(None, ())
    amounts = tuple(column for wanted in added for column in columns if column.key == wanted)
    return Tally(columns[place], amounts, place)
