"""Makes the report of a design: groups read once from the list, put in order, cut where they are too many, and every cell
with the rows it stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from salesdesk.domain.columns import default_columns
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Condition, Filter, Group, Join, Op, Part, turned_round
from salesdesk.domain.grouping import GroupBy, Grouped, GroupKey, Tally, condition_of, span_of_step, together
from salesdesk.domain.own_reports import (
    BY_NAME,
    MOST_COLUMNS,
    MOST_DATES,
    MOST_GROUPS,
    Calc,
    Design,
    MeasureOf,
    normal,
)
from salesdesk.domain.reports import (
    Cell,
    CellValue,
    ChartKind,
    Figure,
    Report,
    ReportChart,
    ReportColumn,
    ReportDetail,
    ReportSpec,
    ReportTable,
    Rows,
    ValueType,
)
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.later_rates import later_rates
from salesdesk.services.own_reports.labels import (
    Columns,
    design_title,
    field_label,
    key_label,
    measure_label,
    value_type,
)
from salesdesk.services.own_reports.units import in_unit, units_of
from salesdesk.store.lists.reader import ListReader
from salesdesk.store.store import Store
from salesdesk.value_classes import dataclass

TABLE, LABEL = "groups", "group"
_KIND = "kind"
"""The field of entries that holds a code, which a file may call otherwise."""
TOTAL = phrase("reports.total")
_MOST_ASKED = 400
"""By more values than this nothing is asked at once."""
_MOST_DETAILS = 5_000
"""Behind so many rows a workbook shows them one by one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One group as it is shown: what it is called, what holds for its rows, and its numbers. ``members`` are the values it
    stands for, several where they are put together."""

    label: CellValue
    parts: tuple[Part, ...] | None
    members: tuple[GroupKey | None, ...]
    tally: Tally


class OwnReportMaker:
    """Makes one report."""

    def __init__(self, store: Store, design: Design) -> None:
        self._store, self._design = store, normal(design)
        self._reader: ListReader = store.list_of(design.kind)
        self._columns: Columns = {column.key: column for column in self._reader.columns()}
        self._currency = store.settings.currency
        self._rates = store.rates.current(store.today())
        measures = self._design.measures
        self._fields = list(dict.fromkeys(one.field for one in measures if one.field))
        self._listed = [one.field for one in measures if one.calc is Calc.MEDIAN]

    def made(self, spec: ReportSpec, name: str = "") -> Report:
        """The report, under a name or one that says what it shows."""
        design = self._design
        grouped = self._read(design.groups, design.filter)
        several = [self._reader.holds_several(one.field) for one in design.groups]
        total = self._alone(design.filter) if any(several) else together(grouped.values())
        first: dict[GroupKey | None, Tally] = {}
        if len(design.groups) == 1:
            first = {keys[0]: tally for keys, tally in grouped.items()}
        elif design.groups:
            again = self._read(design.groups[:1], design.filter) if several[1:] == [True] else grouped
            for keys, tally in again.items():
                first.setdefault(keys[0], Tally()).take(tally)
        lines = self._lines(0, first, several[0]) if design.groups else []
        table = self._table(lines, self._beside(grouped, several), grouped, total)
        title = design_title(design, self._columns, self._names)
        left_out = sum(numbers.left_out for numbers in total.of.values())
        return Report(
            spec=spec,
            title=phrase("own_reports.named", name=name) if name else title,
            currency=self._currency,
            figures=self._figures(total),
            tables=(table,) if design.groups else (),
            charts=self._charts(table, title, lines) if lines else (),
            details=self._details(total),
            other_currencies=left_out,
            apart=phrase("own_reports.apart", count=left_out, currency=self._currency),
            notes=(*self._notes_of_several(several), *self._notes_of_amounts(), *self._notes_of_rates(total)),
        )

    def _notes_of_several(self, several: Sequence[bool]) -> list[Phrase]:
        return [
            phrase("own_reports.several", name=field_label(one.field, self._columns))
            for one, many in zip(self._design.groups, several, strict=True)
            if many
        ]

    def _notes_of_amounts(self) -> list[Phrase]:
        """Amounts are not converted before they are put into ranges: a filter finds them as they are written."""
        return [
            phrase("own_reports.as_written", name=field_label(key, self._columns))
            for key, codes in self._units.items()
            if len(codes) > 1
        ]

    @cached_property
    def _units(self) -> dict[str, list[str]]:
        """The currencies of the amounts by which rows are grouped."""
        keys = [one.field for one in self._design.groups]
        return units_of(self._reader, keys, self._columns, self._design.filter, self._currency)

    @cached_property
    def _names(self) -> list[str | Phrase]:
        """What the fields of the groups are called."""
        keys = [one.field for one in self._design.groups]
        return [in_unit(field_label(key, self._columns), self._units.get(key, ())) for key in keys]

    def _notes_of_rates(self, total: Tally) -> tuple[Phrase, ...]:
        first: dict[str, str] = {}
        for numbers in total.of.values():
            for code, day in numbers.first_days.items():
                first[code] = min(day, first.get(code, day))
        return later_rates(self._rates, self._currency, first)

    # -- reading ----------------------------------------------------------------------------------------

    def _read(self, groups: Sequence[GroupBy], filter_: Filter) -> Grouped:
        return self._reader.grouped(
            groups,
            self._fields,
            filter_,
            currency=self._currency,
            rates=self._rates,
            listed=self._listed,
        )

    def _alone(self, filter_: Filter) -> Tally:
        """All rows of a filter as one."""
        return together(self._read((), filter_).values())

    # -- groups in order --------------------------------------------------------------------------------

    def _lines(self, place: int, found: Mapping[GroupKey | None, Tally], several: bool) -> list[Line]:
        """The groups of one field as they are shown: the greatest ones, the rest as one, and at the end those without a
        value, which are never left out."""
        by = self._design.groups[place]
        keys = [key for key in found if key is not None]
        most = MOST_GROUPS if place == 0 else MOST_COLUMNS
        dated = any(key.day is not None for key in keys)
        in_time = dated and (place > 0 or self._design.sort == BY_NAME)
        if in_time:
            keys.sort(key=lambda key: key.order)
            most = MOST_DATES if place == 0 else most
            shown, rest = (keys, []) if len(keys) <= most else (keys[1 - most :], keys[: 1 - most])
        else:
            keys.sort(key=lambda key: key.order)
            keys.sort(key=lambda key: self._weight(found[key]), reverse=True)
            shown, rest = (keys, []) if len(keys) <= most else (keys[: most - 1], keys[most - 1 :])
        lines = [self._line(by, key, found[key]) for key in self._sorted(shown, found, place)]
        if rest:
            lines.insert(
                0 if in_time and not self._falls(place) else len(lines),
                self._rest(by, shown, rest, found, several, in_time),
            )
        if None in found:
            lines.append(self._line(by, None, found[None]))
        return lines

    def _falls(self, place: int) -> bool:
        return place == 0 and self._design.descending

    def _sorted(
        self, keys: list[GroupKey], found: Mapping[GroupKey | None, Tally], place: int
    ) -> list[GroupKey]:
        """Groups in the order that is asked for; those of a second field in their own."""
        if place > 0 or self._design.sort == BY_NAME:
            return sorted(keys, key=lambda key: key.order, reverse=self._falls(place))
        measure = self._design.measures[self._design.sort]
        in_order = sorted(keys, key=lambda key: key.order)
        known = [key for key in in_order if _number(measure, found[key]) is not None]
        known.sort(key=lambda key: _number(measure, found[key]) or 0, reverse=self._design.descending)
        return known + [key for key in in_order if _number(measure, found[key]) is None]

    def _weight(self, tally: Tally) -> float:
        """What makes a group one of the greatest: the measure it is sorted by, else the first."""
        measure = self._design.measures[max(0, self._design.sort)]
        return _number(measure, tally) or 0

    def _line(self, by: GroupBy, key: GroupKey | None, tally: Tally) -> Line:
        type_ = self._columns[by.field].type if by.field in self._columns else FieldType.TEXT
        label = key_label(by, key, type_)
        if self._design.kind is RecordKind.ACTIVITIES and by.field == _KIND and key is not None:
            label = self._store.activities.choices.all().kind(key.text).title
        return Line(label, condition_of(by, key), (key,), tally)

    def _rest(
        self,
        by: GroupBy,
        shown: Sequence[GroupKey],
        rest: Sequence[GroupKey],
        found: Mapping[GroupKey | None, Tally],
        several: bool,
        in_time: bool,
    ) -> Line:
        """All groups that are not shown, as one."""
        if in_time:
            days = [key.day for key in rest if key.day is not None]
            last = span_of_step(by.span, max(days))[1]
            parts: tuple[Part, ...] = (Condition(by.field, Op.AT_MOST, (last.isoformat(),)),)
            label = phrase("own_reports.earlier")
        else:
            parts, label = _others(by, shown, rest), phrase("own_reports.other", count=len(rest))
        tally = (
            self._alone(self._design.filter.having(*parts))
            if several
            else together(found[key] for key in rest)
        )
        return Line(label, parts, tuple(rest), tally)

    def _beside(self, grouped: Grouped, several: Sequence[bool]) -> list[Line]:
        """The values of the second field, as columns."""
        if len(self._design.groups) < 2:
            return []
        found: dict[GroupKey | None, Tally] = {}
        for keys, tally in grouped.items():
            found.setdefault(keys[1], Tally()).take(tally)
        lines = self._lines(1, found, several[1])
        return [
            Line(
                line.label,
                None if several[1] and len(line.members) > 1 else line.parts,
                line.members,
                line.tally,
            )
            for line in lines
        ]

    # -- the report -------------------------------------------------------------------------------------

    def _rows(self, *parts: tuple[Part, ...] | None) -> Rows | None:
        if any(part is None for part in parts):
            return None
        return Rows(
            self._design.kind, self._design.filter.having(*(one for part in parts if part for one in part))
        )

    def _cell(self, measure: MeasureOf, tally: Tally, total: Tally, rows: Rows | None) -> Cell:
        apart = tally.numbers(measure.field).beside if measure.field and measure.calc is Calc.SUM else ()
        type_ = value_type(measure, self._columns)
        return Cell(_value(measure, tally, total, type_), rows if tally.count else None, apart)

    def _table(
        self, lines: Sequence[Line], beside: Sequence[Line], grouped: Grouped, total: Tally
    ) -> ReportTable:
        design, columns = self._design, self._columns
        first = design.measures[0]
        naming = _phrase(self._names[0]) if self._names else TOTAL
        heads = [ReportColumn(LABEL, naming, ValueType.TEXT)]
        heads += [
            ReportColumn(f"beside_{place}", _phrase(line.label), value_type(first, columns))
            for place, line in enumerate(beside)
        ]
        heads += [
            ReportColumn(one.key, measure_label(design, one, columns), value_type(one, columns))
            for one in design.measures
        ]
        rows = []
        for line in lines:
            cells = [Cell(line.label, self._rows(line.parts))]
            for column in beside:
                tally = _of_both(grouped, line, column)
                cells.append(self._cell(first, tally, total, self._rows(line.parts, column.parts)))
            cells += [self._cell(one, line.tally, total, self._rows(line.parts)) for one in design.measures]
            rows.append(tuple(cells))
        last = [Cell(TOTAL, self._rows())]
        last += [self._cell(first, one.tally, total, self._rows(one.parts)) for one in beside]
        last += [self._cell(one, total, total, self._rows()) for one in design.measures]
        title = design_title(design, columns, self._names)
        return ReportTable(TABLE, title, tuple(heads), tuple(rows), tuple(last))

    def _figures(self, total: Tally) -> tuple[Figure, ...]:
        """What the measures come to over all rows; a share of all is always the whole."""
        found = []
        for measure in self._design.measures:
            if measure.calc is not Calc.SHARE:
                cell = self._cell(measure, total, total, self._rows())
                numbers = total.numbers(measure.field) if measure.field else None
                left = tuple(money.currency for money in numbers.beside) if numbers and not cell.apart else ()
                caption = measure_label(self._design, measure, self._columns)
                type_ = value_type(measure, self._columns)
                found.append(Figure(measure.key, caption, cell, type_, left_out=left))
        return tuple(found)

    def _charts(self, table: ReportTable, title: Phrase, lines: Sequence[Line]) -> tuple[ReportChart, ...]:
        design = self._design
        if design.chart is None:
            return ()
        beside = tuple(column.key for column in table.columns if column.key.startswith("beside_"))
        kind = design.chart
        if kind is ChartKind.STACKED and not beside:
            kind = ChartKind.BARS
        series = beside or (design.measures[0].key,)
        # several groups as one, and what has no value, follow on none
        alone = tuple(
            place for place, line in enumerate(lines) if None in line.members or len(line.members) > 1
        )
        return (ReportChart(title, TABLE, LABEL, series, kind, alone),)

    def _details(self, total: Tally) -> tuple[ReportDetail, ...]:
        """The rows themselves, where they are few enough to be read."""
        if not 0 < total.count <= _MOST_DETAILS:
            return ()
        kind = self._design.kind
        rows = Rows(kind, self._design.filter)
        return (ReportDetail(phrase(f"own_reports.rows.{kind.value}"), rows, default_columns(kind)),)


def _phrase(label: CellValue) -> Phrase:
    return label if isinstance(label, Phrase) else phrase("own_reports.named", name=str(label))


def _of_both(grouped: Grouped, line: Line, column: Line) -> Tally:
    """The rows of a line and of a column."""
    found = Tally()
    for one in line.members:
        for other in column.members:
            if (tally := grouped.get((one, other))) is not None:
                found.take(tally)
    return found


def _others(by: GroupBy, shown: Sequence[GroupKey], rest: Sequence[GroupKey]) -> tuple[Part, ...]:
    """What holds for the rows of all groups that are not shown."""
    asked = tuple(value for key in rest for value in key.asked)
    if asked and len(asked) <= _MOST_ASKED:
        return (Condition(by.field, Op.IS, asked),)
    filled = Condition(by.field, Op.FILLED)
    if asked:
        named = tuple(value for key in shown for value in key.asked)
        return (Condition(by.field, Op.IS, named, negated=True), filled)
    spans = [Group(Join.ALL, condition_of(by, key)) for key in shown]
    return (*(turned_round(span) for span in spans), filled)


def _number(measure: MeasureOf, tally: Tally) -> float | None:
    """The value of a measure; a share by what it is the share of."""
    if not measure.field:
        return tally.count
    numbers = tally.numbers(measure.field)
    match measure.calc:
        case Calc.AVERAGE:
            return numbers.average
        case Calc.MEDIAN:
            return numbers.median
        case _:
            return numbers.total if numbers.filled else None


def _value(measure: MeasureOf, tally: Tally, total: Tally, type_: ValueType) -> CellValue:
    found = _number(measure, tally)
    if measure.calc is Calc.SHARE:
        whole = _number(measure, total)
        return (found or 0) / whole if whole else None
    if found is None:
        return 0 if measure.calc is Calc.SUM and tally.numbers(measure.field).left_out else None
    if type_ is ValueType.PERCENT:
        return found / 100
    if type_ is ValueType.MONEY or float(found).is_integer():
        return round(found)
    return round(found, 1)
