"""The forecast: open deals by the month they should be closed in, weighted and in the best case, beside what was won."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Op
from salesdesk.domain.forecast import ForecastPlace, Span, best_case, forecast_places, month_end
from salesdesk.domain.money import Money
from salesdesk.domain.rates import Rates, Sum, together
from salesdesk.domain.reports import ReportChart, ReportDetail, ReportName, ReportSpec, Rows, ValueType
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.reports.definition import ColumnOf, FigureOf, ReportDefinition, TableOf, Value
from salesdesk.services.reports.pipeline import deals_detail
from salesdesk.services.reports.rows import is_one, owned
from salesdesk.store.figures import Tally
from salesdesk.store.figures.expected import Expected
from salesdesk.store.store import Store

_T = ValueType
MONTHS = 6
"""So many months have a line of their own."""
_OPEN = is_one("stage_kind", "open")


@dataclass(slots=True)
class Sums:
    """Open deals added up: in full, weighted, and at best; ``unvalued`` have no amount."""

    full: Sum
    weighted: Sum
    best: Sum
    count: int = 0
    unvalued: int = 0

    def add(self, expected: Expected, *, in_full: bool) -> None:
        """Some more deals of one stage, which counts ``in_full`` for the best case."""
        self.count += expected.count
        self.unvalued += expected.count - expected.valued
        self.full.add(expected.amount, expected.currency, count=expected.valued)
        self.weighted.add(expected.weighted, expected.currency, count=expected.valued)
        best = best_case(expected.amount, expected.weighted, in_full=in_full)
        self.best.add(best, expected.currency, count=expected.valued)


@dataclass(frozen=True, slots=True)
class Line:
    """The deals of one place of the forecast, or of all (``place`` None); ``won`` those that were won there already."""

    spec: ReportSpec
    today: date
    place: ForecastPlace | None
    sums: Sums
    won: Tally

    @property
    def name(self) -> Value:
        """What it is called: a month, or what has none of its own."""
        assert self.place is not None
        first = self.place.first
        if self.place.span is Span.MONTH and first is not None:
            return f"{first:%Y-%m}"
        return phrase(f"reports.forecast.{self.place.span}")

    def rows(self) -> Rows:
        """Its open deals."""
        return Rows(RecordKind.DEALS, owned(self.spec, _OPEN, *self._dates()))

    def wins(self) -> Rows | None:
        """What was won in the month."""
        if self.place is not None and self.place.span is not Span.MONTH:
            return None
        first, last = (self.spec.first, self.spec.last) if self.place is None else self._month()
        days = (
            Condition("closed_at", Op.AT_LEAST, (first.isoformat(),)),
            Condition("closed_at", Op.AT_MOST, (last.isoformat(),)),
        )
        return Rows(RecordKind.DEALS, owned(self.spec, is_one("stage_kind", "won"), *days))

    def _month(self) -> tuple[date, date]:
        assert self.place is not None
        assert self.place.first is not None
        return self.place.first, month_end(self.place.first)

    def _dates(self) -> tuple[Condition, ...]:
        close = "expected_close"
        if self.place is None:
            return ()
        match self.place.span:
            case Span.OVERDUE:
                return (Condition(close, Op.BELOW, (self.today.isoformat(),)),)
            case Span.UNDATED:
                return (is_one(close, ""),)
            case Span.LATER:
                assert self.place.first is not None
                return (Condition(close, Op.AT_LEAST, (self.place.first.isoformat(),)),)
        first, last = self._month()
        return (
            Condition(close, Op.AT_LEAST, (max(first, self.today).isoformat(),)),
            Condition(close, Op.AT_MOST, (last.isoformat(),)),
        )


class Forecasted:
    """The forecast of today; what was won is that of the period."""

    def __init__(self, store: Store, spec: ReportSpec, currency: str) -> None:
        self._store, self._spec, self._currency = store, spec, currency
        self._today = date.fromisoformat(store.today())
        self._rates: Rates = store.rates.current(store.today())
        best = {stage.id for one in store.pipelines.all() for stage in one.stages if stage.best_case}
        places = forecast_places(self._today, MONTHS)
        by_place = {place: self._sums() for place in places}
        every = self._sums()
        for expected in store.figures.expected.by_month(store.today(), spec.owner):
            for sums in (by_place[_place(expected, places)], every):
                sums.add(expected, in_full=expected.stage in best)
        self.places = [self._line(place, sums) for place, sums in by_place.items()]
        self.whole = self._line(None, every, spec)
        self.before = self._line(None, self._sums(), spec.previous())
        self.year_before = self._line(None, self._sums(), spec.year_before())

    @property
    def other_currencies(self) -> int:
        """Deals counted and not added up."""
        return self.whole.sums.full.left_out + self.whole.won.other

    def lines(self) -> list[Line]:
        """What is overdue or has no date, where there is any, each month, and later."""
        return [
            line
            for line in self.places
            if line.sums.count or (line.place is not None and line.place.span is Span.MONTH)
        ]

    def of(self, span: Span) -> Line:
        """What is overdue, or has no date."""
        return next(line for line in self.places if line.place is not None and line.place.span is span)

    def _line(self, place: ForecastPlace | None, sums: Sums, spec: ReportSpec | None = None) -> Line:
        first = last = None
        if spec is not None:
            first, last = spec.first, spec.last
        elif place is not None and place.span is Span.MONTH and place.first is not None:
            first, last = place.first, month_end(place.first)
        won = Tally()
        if first is not None and last is not None and (spec is not None or first <= self._today):
            tallies = self._store.figures.closed(
                "won", first, last, "all", self._currency, self._rates, self._spec.owner
            )
            won = tallies.get("", won)
        return Line(spec or self._spec, self._today, place, sums, won)

    def _sums(self) -> Sums:
        full, weighted, best = (Sum(self._currency, self._rates) for _ in range(3))
        return Sums(full, weighted, best)


def _place(expected: Expected, places: tuple[ForecastPlace, ...]) -> ForecastPlace:
    """``domain.forecast.place_of`` of a month."""
    overdue, undated, *months, later = places
    if expected.overdue:
        return overdue
    if not expected.month:
        return undated
    first = date.fromisoformat(f"{expected.month}-01")
    return next((place for place in months if place.first == first), later)


def _money(
    key: str,
    title: Phrase,
    sums: Callable[[Sums], Sum],
    rows: Callable[[Line], Rows | None],
    formula: Phrase,
) -> ColumnOf[Line]:
    return ColumnOf(
        key,
        title,
        _T.MONEY,
        lambda line: sums(line.sums).amount,
        rows,
        summed=True,
        apart=lambda line: sums(line.sums).beside,
        formula=formula,
    )


def _expected(line: Line) -> int:
    return line.won.amount + line.sums.weighted.amount


def _expected_apart(line: Line) -> tuple[Money, ...]:
    return together(line.won.apart, line.sums.weighted.beside)


def _details(basis: Forecasted) -> Iterator[ReportDetail]:
    yield deals_detail(phrase("reports.open_deals"), basis.whole.rows())


def _notes(basis: Forecasted) -> Iterator[Phrase]:
    yield phrase("reports.note.as_of_now")
    if overdue := basis.of(Span.OVERDUE).sums.count:
        yield phrase("reports.note.overdue", count=overdue)
    if undated := basis.of(Span.UNDATED).sums.count:
        yield phrase("reports.note.undated", count=undated)
    if unvalued := basis.whole.sums.unvalued:
        yield phrase("reports.note.unvalued", count=unvalued)


FORECAST: ReportDefinition[Forecasted, Line] = ReportDefinition(
    ReportName.FORECAST,
    phrase("reports.forecast"),
    lambda _spec: phrase("reports.forecast"),
    Forecasted,
    figures=(
        FigureOf(
            "won",
            phrase("reports.won"),
            _T.MONEY,
            lambda line: line.won.amount,
            Line.wins,
            lambda line: line.won.count,
            compared=True,
            apart=lambda line: line.won.apart,
            formula=phrase("reports.formula.won"),
        ),
        FigureOf(
            "open",
            phrase("reports.open_now"),
            _T.MONEY,
            lambda line: line.sums.full.amount,
            Line.rows,
            lambda line: line.sums.count,
            apart=lambda line: line.sums.full.beside,
        ),
        FigureOf(
            "weighted",
            phrase("reports.weighted"),
            _T.MONEY,
            lambda line: line.sums.weighted.amount,
            Line.rows,
            lambda line: line.sums.count,
            apart=lambda line: line.sums.weighted.beside,
            formula=phrase("reports.formula.weighted"),
        ),
        FigureOf(
            "best",
            phrase("reports.best_case"),
            _T.MONEY,
            lambda line: line.sums.best.amount,
            Line.rows,
            lambda line: line.sums.count,
            apart=lambda line: line.sums.best.beside,
            formula=phrase("reports.formula.best_case"),
        ),
    ),
    tables=(
        TableOf(
            "months",
            phrase("reports.by_month"),
            (
                ColumnOf("month", phrase("reports.expected_close"), _T.TEXT, lambda line: line.name),
                ColumnOf(
                    "deals",
                    phrase("reports.open_deals"),
                    _T.COUNT,
                    lambda line: line.sums.count,
                    Line.rows,
                    summed=True,
                ),
                _money(
                    "open",
                    phrase("reports.open"),
                    lambda sums: sums.full,
                    Line.rows,
                    phrase("reports.formula.open"),
                ),
                _money(
                    "weighted",
                    phrase("reports.weighted"),
                    lambda sums: sums.weighted,
                    Line.rows,
                    phrase("reports.formula.weighted"),
                ),
                _money(
                    "best",
                    phrase("reports.best_case"),
                    lambda sums: sums.best,
                    Line.rows,
                    phrase("reports.formula.best_case"),
                ),
                ColumnOf(
                    "won",
                    phrase("reports.won_already"),
                    _T.MONEY,
                    lambda line: line.won.amount,
                    Line.wins,
                    apart=lambda line: line.won.apart,
                    formula=phrase("reports.formula.won_already"),
                ),
                ColumnOf(
                    "expected",
                    phrase("reports.expected"),
                    _T.MONEY,
                    _expected,
                    apart=_expected_apart,
                    formula=phrase("reports.formula.expected"),
                ),
            ),
            Forecasted.lines,
        ),
    ),
    charts=(ReportChart(phrase("reports.by_month"), "months", "month", ("weighted", "best", "won")),),
    details=_details,
    other_currencies=lambda basis: basis.other_currencies,
    apart=lambda count, currency: phrase("reports.deals_apart", count=count, currency=currency),
    notes=_notes,
)
