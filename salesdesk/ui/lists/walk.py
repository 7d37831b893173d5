"""Walking through a list record by record, from the record's own page."""

from __future__ import annotations

from collections.abc import Sequence


class RecordWalk:
    """Where one is in a list: its ids in order, and its title ("VIP customers"). It is handed to the record's page
    as navigation target; the list page looks at ``current`` when it is shown again."""

    def __init__(self, ids: Sequence[int], current: int, title: str) -> None:
        self._ids = ids
        self.title = title
        self.current = current

    @property
    def place(self) -> int:
        """The 0-based place of the current record, -1 when it left the list."""
        try:
            return self._ids.index(self.current)
        except ValueError:
            return -1

    def take(self, ids: Sequence[int]) -> None:
        """All ids of the list, where the walk began while only its first ones were known."""
        self._ids = ids

    def __len__(self) -> int:
        return len(self._ids)

    def can_step(self, by: int) -> bool:
        """Whether there is a record that far on."""
        return self.place >= 0 and 0 <= self.place + by < len(self._ids)

    def step(self, by: int) -> int:
        """Move on (or back) and return the record now current; stays where it is at the ends."""
        if self.can_step(by):
            self.current = self._ids[self.place + by]
        return self.current
