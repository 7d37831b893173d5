"""The way from a figure to exactly the rows it stands for."""

from __future__ import annotations

from salesdesk.domain.entities import entity_of
from salesdesk.domain.reports import Rows
from salesdesk.ui.context import Context


def open_rows(context: Context, rows: object) -> None:
    """Show the rows behind a figure as a list."""
    if isinstance(rows, Rows):
        context.navigate(entity_of(rows.kind).page, rows.filter)
