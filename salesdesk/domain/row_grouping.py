"""Which rows of a list stand together: those with the same value of a field, or with a day in the same period."""

from __future__ import annotations

from datetime import date

from salesdesk.domain.fields import FieldType
from salesdesk.domain.filter_tree import Condition, Op, Part, turned_round
from salesdesk.domain.grouping import DATED, Step, span_of_step
from salesdesk.value_classes import dataclass

GROUPED_TYPES = frozenset(
    {
        FieldType.TEXT,
        FieldType.CHOICE,
        FieldType.COUNTRY,
        FieldType.BOOLEAN,
        FieldType.DATE,
        FieldType.DATETIME,
    }
)
"""Fields of which many rows have the same value. A name, an address or an amount hardly two share, and of tags a row has
several."""
_UNFIT = frozenset({"birthday", "more_emails", "more_phones", "subject"})
"""Fields of a fitting type whose values hardly two rows share, or that are days without a year."""
_AHEAD = frozenset({"next_step_at", "touch_due", "expected_close", "due_at", "quiet_from", "late_from"})
"""Days to come: the next one is looked for first. Of other days it is the last one."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """By which field rows are grouped, "" for none. ``period`` is there for days alone; ``descending`` has the last group
    first, that of the rows without a value stays at the end."""

    field: str = ""
    period: Step | None = None
    descending: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether rows are not grouped."""
        return not self.field


NO_GROUPS = Grouping()
"""Rows that are not grouped."""


def can_group(key: str, type_: FieldType) -> bool:
    """Whether rows can be grouped by a field."""
    return type_ in GROUPED_TYPES and key not in _UNFIT


def grouping_by(key: str, type_: FieldType, period: Step = Step.MONTH) -> Grouping:
    """Grouping by a field as people expect it: of what has passed the latest first."""
    dated = type_ in DATED
    return Grouping(key, period if dated else None, dated and key not in _AHEAD)


def grouping_text(grouping: Grouping) -> str:
    """The stored form: "country", "-created_at:month", "" for none."""
    if grouping.is_empty:
        return ""
    sign = "-" if grouping.descending else ""
    return f"{sign}{grouping.field}" + (f":{grouping.period.value}" if grouping.period else "")


def parse_grouping(text: str) -> Grouping:
    """What ``grouping_text`` wrote; none for anything else."""
    field, _, period = text.strip().removeprefix("-").partition(":")
    if period and period not in set(Step):
        return NO_GROUPS
    return (
        Grouping(field, Step(period) if period else None, text.strip().startswith("-"))
        if field
        else NO_GROUPS
    )


def condition_of(grouping: Grouping, value: object) -> tuple[Part, ...]:
    """The conditions that exactly the rows of a group fulfil. ``value`` is what they share: a text, a yes, the first day of
    a period as ISO text; None for those without one."""
    field = grouping.field
    if value is None:
        return (turned_round(Condition(field, Op.FILLED)),)
    if grouping.period is not None:
        first, last = span_of_step(grouping.period, date.fromisoformat(str(value)))
        return (
            Condition(field, Op.AT_LEAST, (first.isoformat(),)),
            Condition(field, Op.AT_MOST, (last.isoformat(),)),
        )
    if isinstance(value, bool):
        return (Condition(field, Op.IS, ("yes" if value else "no",)),)
    return (Condition(field, Op.IS, (str(value),)),)
