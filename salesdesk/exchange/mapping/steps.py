"""Words of what is to be done next, decided: a column of them says what, or when; a bare "Due" only beside one that says what."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.exchange.mapping.columns import Column, Sheet
from salesdesk.exchange.mapping.words import Entry

_MOST = 0.6  # share of values that tells what a column holds


def step(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    """What is to be done, or the day of it where days stand below."""
    shape = column.shape
    if shape.filled and max(shape.number, shape.boolean) >= _MOST:
        return ()  # how many there are, or whether there is one
    if shape.date >= _MOST:
        return (("step_due", 0.97, "header"),)
    return (("step", 1.0, "header"),)


def step_due(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    """The day of the next step, and nothing where no days stand below."""
    if column.shape.filled and column.shape.date < _MOST:
        return ()
    return (("step_due", 1.0, "header"),)


def due(sense: Entry, column: Column, sheet: Sheet) -> Sequence[tuple[str, float, str]]:
    """A bare "Due" is the day of the step that stands beside it; elsewhere an invoice may be due."""
    steps = [other for other in sheet.columns if other is not column and other.means("step")]
    if not any(other.shape.date < _MOST for other in steps) or column.shape.date < _MOST:
        return ()
    return (("step_due", 0.95, "header"),)
