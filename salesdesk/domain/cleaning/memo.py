"""What the texts of a column were read as, for those that come again: towns, titles, firms."""

from __future__ import annotations

from salesdesk.domain.cleaning.readers import Odd, Value

_MOST = 16_000  # distinct texts of a column; one that has more of them hardly repeats any
ENOUGH = 8_000
"""Rows after which it is known whether a column repeats its texts."""
_RARE = 0.9
LONG = 200
"""Characters from which on a text hardly comes again."""


class Memo(dict[str, Value | Odd]):
    """Values by text. There is ``room`` for so many; none in the end where nearly every text is another one, as with
    phone numbers: remembering these takes time, and as much memory as the rows themselves."""

    __slots__ = ("room",)

    def __init__(self) -> None:
        super().__init__()
        self.room = _MOST

    def settle(self, rows: int) -> None:
        """Let go of what will hardly come again, as the texts of the first ``rows`` rows tell."""
        if len(self) > _RARE * rows:
            self.clear()
            self.room = 0
