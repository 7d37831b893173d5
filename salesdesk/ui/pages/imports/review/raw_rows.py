"""Rows as the file has them, held beside the plan so that every result can be shown with what it was read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from salesdesk.domain.imports import ImportPlan
from salesdesk.ui.pages.imports.run.run import ImportRun

SAMPLE = 300
"""Rows of a sheet that are read for the values of a column."""


class RawRows(QObject):
    """Reads the first rows of the sheet at hand, and others when they are asked for. ``arrived`` says there are more."""

    arrived = Signal()

    def __init__(self, run: ImportRun, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self._plan: ImportPlan | None = None
        self._rows: dict[int, dict[int, tuple[str, ...]]] = {}
        self._asked: set[tuple[int, int]] = set()

    def show(self, place: int) -> None:
        """Have the first rows of a sheet of the plan of now."""
        if not self._run.is_ready:
            return  # what is shown stays until it is known anew
        plan = self._run.plan
        if plan is not self._plan:
            self._plan, self._rows, self._asked = plan, {}, set()
        if plan is not None and place < len(plan.work.sheets):
            self._ask(place, range(min(SAMPLE, len(plan.work.sheets[place].rows))))

    def of(self, place: int) -> Mapping[int, Sequence[str]]:
        """What is there of a sheet, by place of the row."""
        return self._rows.get(place, {})

    def row(self, place: int, row: int) -> Sequence[str] | None:
        """One row, None while it is being read."""
        found = self._rows.get(place, {}).get(row)
        if found is None and self._plan is not None:
            self._ask(place, [row])
        return found

    def _ask(self, place: int, rows: Sequence[int]) -> None:
        wanted = [row for row in rows if (place, row) not in self._asked]
        if not wanted:
            return
        self._asked.update((place, row) for row in wanted)
        plan = self._plan

        def take(found: Mapping[int, tuple[str, ...]]) -> None:
            if plan is self._plan:  # else the sheet is read in another way by now
                self._rows.setdefault(place, {}).update(found)
                self.arrived.emit()

        self._run.raw_rows(place, wanted, take)
