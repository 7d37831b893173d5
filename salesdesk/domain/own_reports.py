"""Reports that a person builds: rows of any list, which of them, how they are put together, what is measured, and how it
is drawn."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from typing import Any

from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Filter
from salesdesk.domain.grouping import GroupBy, Step
from salesdesk.domain.reports import ChartKind
from salesdesk.value_classes import dataclass

MOST_GROUPS = 12
"""So many groups are shown; of more the greatest but one, and all others as one."""
MOST_DATES = 24
"""So many spans of days are shown; of more the last but one, and all earlier ones as one."""
MOST_COLUMNS = 7
"""So many values of a second field are shown beside each other, those that remain as one."""
MOST_MEASURES, MOST_FIELDS = 6, 2


class Calc(StrEnum):
    """What is made of the rows of a group."""

    COUNT = "count"
    SUM = "sum"
    AVERAGE = "average"
    MEDIAN = "median"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class MeasureOf:
    """One column of numbers. ``COUNT`` has no field; a ``SHARE`` without one is that of the rows."""

    calc: Calc = Calc.COUNT
    field: str = ""

    @property
    def key(self) -> str:
        """What tells it from others."""
        return f"{self.calc.value}_{self.field}" if self.field else self.calc.value


BY_NAME = -1
"""Sorted by the first field instead of by a measure."""


@dataclass(frozen=True, slots=True)
class Design:
    """What is asked. ``sort`` is the place of the measure that groups are ordered by, or ``BY_NAME``."""

    kind: RecordKind
    filter: Filter = field(default=Filter())
    groups: tuple[GroupBy, ...] = ()
    measures: tuple[MeasureOf, ...] = (MeasureOf(),)
    chart: ChartKind | None = ChartKind.BARS
    sort: int = 0
    descending: bool = True


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A design under a name. ``on_today`` and ``in_meetings`` say where it is shown besides."""

    id: int
    name: str
    design: Design
    on_today: bool = False
    in_meetings: bool = False


def design_text(design: Design) -> str:
    """A design as it is kept, its list and filter apart."""
    return json.dumps(
        {
            "groups": [[one.field, one.step.value if one.step else ""] for one in design.groups],
            "measures": [[one.calc.value, one.field] for one in design.measures],
            "chart": design.chart.value if design.chart else "",
            "sort": design.sort,
            "descending": design.descending,
        }
    )


def read_design(kind: RecordKind, filter_: Filter, text: str) -> Design:
    """The design that was kept. What a newer program wrote and this one does not know is left out. Raises nothing."""
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    held: Mapping[str, Any] = found if isinstance(found, dict) else {}
    groups = [GroupBy(name, _step(step)) for name, step in _pairs(held.get("groups"))]
    measures = [
        MeasureOf(Calc(calc), name) for calc, name in _pairs(held.get("measures")) if calc in set(Calc)
    ]
    chart, sort = held.get("chart", ChartKind.BARS.value), held.get("sort", 0)
    return normal(
        Design(
            kind,
            filter_,
            tuple(groups),
            tuple(measures),
            ChartKind(chart) if chart in set(ChartKind) else None,
            sort if isinstance(sort, int) else 0,
            bool(held.get("descending", True)),
        )
    )


def normal(design: Design) -> Design:
    """A design within its bounds: something is measured, nothing twice, and sorted by what is there."""
    groups = tuple({one.field: one for one in design.groups}.values())[:MOST_FIELDS]
    measures = tuple({one.key: one for one in design.measures}.values())[:MOST_MEASURES] or (MeasureOf(),)
    sort = design.sort if BY_NAME <= design.sort < len(measures) else 0
    return replace(design, groups=groups, measures=measures, sort=sort)


def _pairs(found: Any) -> list[tuple[str, str]]:
    if not isinstance(found, list):
        return []
    return [
        (one[0], one[1])
        for one in found
        if isinstance(one, list) and len(one) == 2 and all(isinstance(part, str) for part in one)
    ]


def _step(text: str) -> Step | None:
    return Step(text) if text in set(Step) else None


def calcs_of(type_: FieldType) -> tuple[Calc, ...]:
    """What can be made of the values of a field: percentages are not added up."""
    if type_ is FieldType.PERCENT:
        return (Calc.AVERAGE, Calc.MEDIAN)
    return (Calc.SUM, Calc.AVERAGE, Calc.MEDIAN, Calc.SHARE)
