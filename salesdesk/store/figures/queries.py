"""All figures of a database: tallies of deals, and the areas that are asked for by name."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from salesdesk.store.figures.tallies import Tallies

if TYPE_CHECKING:
    from salesdesk.store.figures.activities import ActivityFigures
    from salesdesk.store.figures.customers import CustomerFigures
    from salesdesk.store.figures.expected import ExpectedDeals
    from salesdesk.store.figures.past import PastDeals
    from salesdesk.store.figures.responses import ResponseFigures
    from salesdesk.store.figures.ways import WayFigures


class FigureQueries(Tallies):
    """Figures over the records of one database. Areas are loaded when they are first asked for."""

    @cached_property
    def activities(self) -> ActivityFigures:
        """What was done."""
        from salesdesk.store.figures.activities import ActivityFigures

        return ActivityFigures(self._database)

    @cached_property
    def customers(self) -> CustomerFigures:
        """Who bought."""
        from salesdesk.store.figures.customers import CustomerFigures

        return CustomerFigures(self._database)

    @cached_property
    def expected(self) -> ExpectedDeals:
        """Open deals by the month they should be closed in."""
        from salesdesk.store.figures.expected import ExpectedDeals

        return ExpectedDeals(self._database)

    @cached_property
    def past(self) -> PastDeals:
        """Deals as they were."""
        from salesdesk.store.figures.past import PastDeals

        return PastDeals(self._database)

    @cached_property
    def responses(self) -> ResponseFigures:
        """How long people waited for a first answer."""
        from salesdesk.store.figures.responses import ResponseFigures

        return ResponseFigures(self._database)

    @cached_property
    def ways(self) -> WayFigures:
        """How far deals came through their stages, and in what time."""
        from salesdesk.store.figures.ways import WayFigures

        return WayFigures(self._database)
