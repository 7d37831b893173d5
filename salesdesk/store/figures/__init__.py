"""What reports add up, by area."""

from __future__ import annotations

from salesdesk.store.figures.queries import FigureQueries
from salesdesk.store.figures.tallies import Tally

__all__ = ["FigureQueries", "Tally"]
