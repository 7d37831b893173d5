"""A grid of targets as a report: what was reached, what is to be, and which part that is, period by period."""

from __future__ import annotations

from collections.abc import Iterator

from salesdesk.domain.reports import (
    Cell,
    OwnReportName,
    Report,
    ReportColumn,
    ReportSpec,
    ReportTable,
    ValueType,
)
from salesdesk.domain.target_standing import Standing, TargetGrid
from salesdesk.domain.targets import Measure, Period, months_between
from salesdesk.phrases import Phrase, phrase


def period_phrase(period: Period) -> Phrase:
    """A period in words."""
    if period.month:
        return phrase(f"targets.month.{period.month}", year=str(period.year))
    if period.quarter:
        return phrase("targets.quarter", quarter=str(period.quarter), year=str(period.year))
    return phrase("targets.year", year=str(period.year))


def _head(period: Period) -> Phrase:
    """A period above a column."""
    if period.month:
        return phrase(f"own_reports.month.{period.month}", year=str(period.year))
    if period.quarter:
        return phrase("own_reports.quarter", quarter=str(period.quarter), year=str(period.year))
    return phrase("own_reports.year", year=str(period.year))


def target_report(grid: TargetGrid) -> Report:
    """The report: a table for each measure, with a line for the team and one for every owner."""
    first, last = min(one.first for one in grid.periods), max(one.last for one in grid.periods)
    apart = sum(len(cell.apart) for cell in grid.cells.values() if cell.place.owner is None)
    return Report(
        spec=ReportSpec(OwnReportName("targets"), first, last),
        title=phrase("targets.title"),
        currency=grid.currency,
        figures=(),
        tables=tuple(_table(grid, measure) for measure in Measure),
        charts=(),
        details=(),
        other_currencies=apart,
        apart=phrase("targets.apart", currency=grid.currency),
        notes=tuple(_notes(grid)),
    )


def _notes(grid: TargetGrid) -> Iterator[Phrase]:
    """Which sums are compared with a target of fewer months than they have."""
    for measure in Measure:
        for period in grid.periods:
            goals = (grid.at(owner, measure, period).goal for owner in (None, *dict(grid.owners)))
            missing = max((goal.missing_months for goal in goals if goal is not None), default=0)
            every = len(list(months_between(period.first, period.last)))
            if missing:
                yield phrase(
                    "targets.partly_of",
                    what=phrase(f"targets.measure_alone.{measure.value}"),
                    when=period_phrase(period),
                    months=every - missing,
                    every=every,
                )


def _table(grid: TargetGrid, measure: Measure) -> ReportTable:
    type_ = ValueType.MONEY if measure is Measure.REVENUE else ValueType.COUNT
    columns = [ReportColumn("owner", phrase("targets.owner"), ValueType.TEXT)]
    for place, period in enumerate(grid.periods):
        when = _head(period)
        columns += [
            ReportColumn(f"actual_{place}", when, type_),
            ReportColumn(f"target_{place}", phrase("targets.target_of", when=when), type_),
            ReportColumn(f"reached_{place}", phrase("targets.reached_of", when=when), ValueType.PERCENT),
        ]
    rows = []
    team: tuple[int | None, str | Phrase] = (None, phrase("targets.team_alone"))
    for owner, name in (team, *grid.owners):
        cells = [Cell(name)]
        for period in grid.periods:
            cells += _cells(grid.at(owner, measure, period))
        rows.append(tuple(cells))
    title = phrase(f"targets.measure_alone.{measure.value}")
    return ReportTable(measure.value, title, tuple(columns), tuple(rows))


def _cells(standing: Standing) -> list[Cell]:
    goal = standing.goal
    return [
        Cell(standing.actual, standing.rows, standing.apart),
        Cell(None if goal is None else goal.amount, None, goal.apart if goal is not None else ()),
        Cell(standing.reached),
    ]
