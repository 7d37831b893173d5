"""One sheet of an import while it is planned, row by row."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from salesdesk.domain.imports import CellChange, RowMatch
from salesdesk.services.imports.plan.drafts import SheetDrafts


@dataclass(slots=True)
class PlannedSheet:
    """``states`` are ``RowState`` numbers; ``targets`` records the rows are, ``contacts`` and ``companies`` what they refer
    to (ids, or minus the number of a new one), 0 for none."""

    drafts: SheetDrafts
    states: bytearray
    targets: array[int]
    contacts: array[int]
    companies: array[int]
    changes: dict[int, tuple[CellChange, ...]] = field(default_factory=dict)
    matches: dict[int, RowMatch] = field(default_factory=dict)

    def names_company(self, row: int) -> bool:
        """Whether the row, if it is a contact that is there already, gives it its company."""
        if not self.targets[row]:
            return True
        return any(change.field == "company" and change.ticked for change in self.changes.get(row, ()))
