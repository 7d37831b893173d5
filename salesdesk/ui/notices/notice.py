"""What is told outside of the window."""

from __future__ import annotations

from salesdesk.value_classes import dataclass

OPEN, DONE, SNOOZE = "open", "done", "snooze"
"""What can be answered to a reminder."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell. ``steps`` are the numbers of the steps it is about; of a single one ``answers`` are all three, of
    several it can only be opened."""

    title: str
    text: str
    steps: tuple[int, ...]

    @property
    def answers(self) -> tuple[str, ...]:
        """What can be answered."""
        return (OPEN, DONE, SNOOZE) if len(self.steps) == 1 else (OPEN,)
