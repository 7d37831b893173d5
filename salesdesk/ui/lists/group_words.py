"""Groups of a list in words: what their rows share, and by what a list is grouped."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from salesdesk.domain.fields import FieldType
from salesdesk.domain.grouping import Step, span_of_step
from salesdesk.domain.row_grouping import Grouping
from salesdesk.ui.lists.columns import value_text
from salesdesk.ui.lists.look import stage_title
from salesdesk.ui.value_texts import day_text


def _tr(text: str) -> str:
    return QCoreApplication.translate("groups", text)


def group_title(grouping: Grouping, type_: FieldType, field: str, value: Any) -> str:
    """What the rows of a group share; ``field`` is what the field is called."""
    if value is None:
        return _tr("Without {0}").format(_small(field))
    if grouping.period is not None:
        return period_text(date.fromisoformat(str(value)), grouping.period)
    if grouping.field == "lifecycle_stage":
        return stage_title(value)
    if type_ is FieldType.BOOLEAN:
        return f"{field}: {value_text(type_, value)}"
    return value_text(type_, value)


def period_text(first: date, period: Step) -> str:
    """A period by its first day: "November 2026", "Q4 2026", "Week 48 · 23 Nov 2026 – 29 Nov 2026"."""
    match period:
        case Step.DAY:
            return day_text(first.isoformat())
        case Step.WEEK:
            days = f"{day_text(first.isoformat())} – {day_text(span_of_step(period, first)[1].isoformat())}"
            return _tr("Week {0}").format(first.isocalendar().week) + f" · {days}"
        case Step.MONTH:
            name = QLocale().standaloneMonthName(first.month)
            return f"{name[:1].upper()}{name[1:]} {first.year}"
        case Step.QUARTER:
            return _tr("Q{0} {1}").format((first.month + 2) // 3, first.year)
        case Step.YEAR:
            return str(first.year)


def grouped_by(grouping: Grouping, field: str) -> str:
    """By what a list is grouped: "Grouped by country", "Grouped by created, by month"."""
    text = _tr("Grouped by {0}").format(_small(field))
    return text if grouping.period is None else f"{text}, {_by_period(grouping.period)}"


def _by_period(period: Step) -> str:
    return {
        Step.DAY: _tr("by day"),
        Step.WEEK: _tr("by week"),
        Step.MONTH: _tr("by month"),
        Step.QUARTER: _tr("by quarter"),
        Step.YEAR: _tr("by year"),
    }[period]


def by_period(period: Step) -> str:
    """A period as a choice."""
    text = _by_period(period)
    return f"{text[:1].upper()}{text[1:]}"


def _small(field: str) -> str:
    """A field within a sentence; an abbreviation stays as it is."""
    return field if field[1:2].isupper() else f"{field[:1].lower()}{field[1:]}"
