"""How far somebody is: what was reached beside what is to be, in the cells of a grid."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import date

from salesdesk.domain.money import Money
from salesdesk.domain.reports import Rows
from salesdesk.domain.targets import Goal, Measure, Period, reached
from salesdesk.domain.working_time import USUAL_DAYS, working_days
from salesdesk.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """One cell: whose target, of what and when. ``owner`` is None for the team."""

    owner: int | None
    measure: Measure
    period: Period


@dataclass(frozen=True, slots=True)
class Standing:
    """How far somebody is: ``actual`` of ``goal``, and ``weighted`` what open deals of the period bring besides (revenue
    only); amounts in minor units of the currency of the settings, what no rate converts ``apart``. ``pace`` is what the period comes
    to at this speed, while it runs; ``rows`` are those behind ``actual``, ``open_rows`` those behind ``weighted``."""

    place: Place
    actual: int
    goal: Goal | None
    rows: Rows
    weighted: int = 0
    open_rows: Rows | None = None
    apart: tuple[Money, ...] = ()
    pace: int | None = None

    @property
    def reached(self) -> float | None:
        """Which part of the goal was reached."""
        return reached(self.actual, self.goal)

    @property
    def expected(self) -> float | None:
        """Which part of it is reached with what is weighted."""
        return reached(self.actual + self.weighted, self.goal)

    @property
    def left(self) -> int:
        """What is still to be reached."""
        return max(0, self.goal.amount - self.actual) if self.goal is not None else 0


@dataclass(frozen=True, slots=True)
class TargetGrid:
    """The standings of some periods, of the team and of every owner; ``foreign`` are the other currencies that targets
    were typed in, ``days`` those that are worked."""

    currency: str
    today: date
    owners: tuple[tuple[int, str], ...]
    periods: tuple[Period, ...]
    cells: Mapping[Place, Standing]
    foreign: tuple[str, ...] = ()
    days: Collection[int] = field(default=USUAL_DAYS)

    def at(self, owner: int | None, measure: Measure, period: Period) -> Standing:
        """One cell."""
        return self.cells[Place(owner, measure, period)]

    def days_left(self, period: Period) -> int:
        """The working days that are left, today among them."""
        return working_days(max(period.first, self.today), period.last, self.days)
