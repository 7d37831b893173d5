"""What hangs on records that are to be deleted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hanging:
    """How many records outside the trash name some records: people who work there, deals, steps that are still to do, and
    campaigns they are members of."""

    people: int = 0
    deals: int = 0
    steps: int = 0
    campaigns: int = 0

    def __bool__(self) -> bool:
        return bool(self.people or self.deals or self.steps or self.campaigns)
