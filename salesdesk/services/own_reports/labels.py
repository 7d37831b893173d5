"""What the groups, measures and titles of a report of one's own are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salesdesk.domain.columns import ListColumn
from salesdesk.domain.fields import FieldType
from salesdesk.domain.grouping import DAYS_OPEN, GroupBy, GroupKey, Step
from salesdesk.domain.own_reports import Calc, Design, MeasureOf
from salesdesk.domain.ranges import Range
from salesdesk.domain.reports import CellValue, ValueType
from salesdesk.phrases import Bound, Phrase, phrase

Columns = Mapping[str, ListColumn]
NONE = phrase("own_reports.none")


def key_label(by: GroupBy, key: GroupKey | None, type_: FieldType) -> CellValue:
    """What a group is called: a name as it was given, a span of days in words."""
    if key is None:
        return NONE
    if key.day is not None:
        return _span(by.span, key)
    if key.range is not None:
        return _range(key.range)
    if type_ is FieldType.BOOLEAN:
        return phrase(f"own_reports.{key.text}")
    if type_ is FieldType.PERCENT:
        return phrase("own_reports.percent", number=key.text)
    return key.text


def _range(numbers: Range) -> Phrase:
    low, high = (None if end is None else Bound(end) for end in (numbers.low, numbers.high))
    if low is None or high is None:
        if high is not None:
            return phrase("own_reports.below", high=high)
        return phrase("own_reports.any_number") if low is None else phrase("own_reports.from", low=low)
    return phrase("own_reports.range" if low >= 0 else "own_reports.range_to", low=low, high=high)


def _span(step: Step, key: GroupKey) -> Phrase:
    assert key.day is not None
    day, year = key.day, f"{key.day.year:04}"
    match step:
        case Step.DAY:
            month = phrase(f"own_reports.month_name.{day.month}")
            return phrase("own_reports.day", day=str(day.day), month=month, year=year)
        case Step.WEEK:
            of, week, _ = day.isocalendar()
            return phrase("own_reports.week", week=str(week), year=str(of))
        case Step.MONTH:
            return phrase(f"own_reports.month.{day.month}", year=year)
        case Step.QUARTER:
            return phrase("own_reports.quarter", quarter=str((day.month + 2) // 3), year=year)
        case Step.YEAR:
            return phrase("own_reports.year", year=year)


def measure_label(design: Design, measure: MeasureOf, columns: Columns) -> Phrase:
    """What a measure is called."""
    if measure.field:
        code = "share_of" if measure.calc is Calc.SHARE else measure.calc.value
        return phrase(f"own_reports.{code}", name=field_label(measure.field, columns))
    return phrase(f"own_reports.{measure.calc.value}", kind=phrase(f"kinds.{design.kind.value}"))


def field_label(key: str, columns: Columns) -> str | Phrase:
    """What a field is called; its key where it is gone."""
    if key == DAYS_OPEN:
        return phrase("own_reports.days_open")
    return columns[key].title if key in columns else key


def design_title(design: Design, columns: Columns, names: Sequence[str | Phrase]) -> Phrase:
    """What a report is called to which nobody gave a name; ``names`` are those of the fields it is grouped by."""
    what = measure_label(design, design.measures[0], columns)
    if not names:
        return what
    if len(names) == 1:
        return phrase("own_reports.by", what=what, first=names[0])
    return phrase("own_reports.by_two", what=what, first=names[0], second=names[1])


def value_type(measure: MeasureOf, columns: Columns) -> ValueType:
    """How the values of a measure are shown."""
    if measure.calc is Calc.SHARE:
        return ValueType.PERCENT
    if measure.field == DAYS_OPEN:
        return ValueType.DAYS
    type_ = columns[measure.field].type if measure.field in columns else FieldType.INTEGER
    return {FieldType.MONEY: ValueType.MONEY, FieldType.PERCENT: ValueType.PERCENT}.get(
        type_, ValueType.COUNT
    )
