"""What reports add up, by area."""

from __future__ import annotations

from salesdesk.store.figures.queries import FigureQueries
from salesdesk.store.figures.spread import Spread, Tally

__all__ = ["FigureQueries", "Spread", "Tally"]
