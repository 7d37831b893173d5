"""The way from a figure to exactly the rows it stands for."""

from __future__ import annotations

from salesdesk.domain.entities import entity_of
from salesdesk.domain.reports import Rows
from salesdesk.ui.context import Context

ACTIVITIES = "activity_rows"
"""The page that shows entries of the timeline as rows; they have no list in the bar at the left."""


def open_rows(context: Context, rows: object) -> None:
    """Show the rows behind a figure as a list."""
    if isinstance(rows, Rows):
        context.navigate(entity_of(rows.kind).page or ACTIVITIES, rows.filter)
