"""Win and loss: what was won and lost in a period, by reason, source, owner and competitor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from salesdesk.domain.filters import Condition, Op
from salesdesk.domain.reports import (
    ChartKind,
    ReportChart,
    ReportDetail,
    ReportName,
    ReportSpec,
    ValueType,
)
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.reports.definition import ColumnOf, FigureOf, ReportDefinition, TableOf
from salesdesk.services.reports.pipeline import deals_detail
from salesdesk.services.reports.pipeline_figures import NOBODY, Deals, closed_months, months_note
from salesdesk.store.figures import Spread, Tally
from salesdesk.store.store import Store

_T = ValueType
_NOTHING = Tally()
_FIELDS = {
    "reason": "lost_reason",
    "won_reason": "won_reason",
    "source": "lead_source",
    "owner": "owner",
    "competitor": "competitor",
}
"""The field of a deal by the group it is added up by."""


class ClosedDeals:
    """What was won and lost in a period."""

    def __init__(self, store: Store, spec: ReportSpec, currency: str) -> None:
        self._figures, self._spec, self._currency = store.figures, spec, currency
        self._rates = store.rates.current(store.today())
        self._closed = self._read(spec, tuple(_FIELDS))
        self.whole = _line(spec, self._closed)
        self.before, self.year_before = (
            _line(one, self._read(one)) for one in (spec.previous(), spec.year_before())
        )

    @property
    def other_currencies(self) -> int:
        """Deals counted and not added up."""
        return self.whole.won.other + self.whole.lost.other

    def months(self) -> list[Deals]:
        """The months up to that of the last day."""
        return closed_months(self._figures.spreads, self._spec, self._currency, self._rates)

    def by(self, group: str) -> list[Deals]:
        """One line for each value of a group, the one with most deals first; those without one are last."""
        won, lost = (self._closed.by(kind, group) for kind in ("won", "lost"))
        if group == "reason":
            won = {}
        if group == "won_reason":
            lost = {}
        lines = [
            Deals(
                self._spec,
                name or NOBODY,
                Condition(_FIELDS[group], Op.IS, (name,)),
                won.get(name, _NOTHING),
                lost.get(name, _NOTHING),
            )
            for name in {str(name) for name in (*won, *lost)}
        ]
        return sorted(
            lines, key=lambda line: (line.name == NOBODY, -line.won.count - line.lost.count, line.name)
        )

    def _read(self, spec: ReportSpec, groups: Sequence[str] = ()) -> Spread:
        return self._figures.spreads.closed(
            spec.first, spec.last, groups, self._currency, self._rates, spec.owner
        )


def _line(spec: ReportSpec, closed: Spread) -> Deals:
    return Deals(spec, won=closed.whole("won"), lost=closed.whole("lost"))


def _share_of_value(line: Deals) -> float | None:
    closed = line.won.amount + line.lost.amount
    return line.won.amount / closed if closed > 0 else None


_NAME_OF: Callable[[Deals], str] = lambda line: line.name  # noqa: E731
_WON: tuple[ColumnOf[Deals], ...] = (
    ColumnOf(
        "won_deals",
        phrase("reports.deals_won"),
        _T.COUNT,
        lambda line: line.won.count,
        lambda line: line.rows("won"),
        summed=True,
    ),
    ColumnOf(
        "won",
        phrase("reports.won"),
        _T.MONEY,
        lambda line: line.won.amount,
        lambda line: line.rows("won"),
        summed=True,
        apart=lambda line: line.won.apart,
    ),
)
_LOST: tuple[ColumnOf[Deals], ...] = (
    ColumnOf(
        "lost_deals",
        phrase("reports.deals_lost"),
        _T.COUNT,
        lambda line: line.lost.count,
        lambda line: line.rows("lost"),
        summed=True,
    ),
    ColumnOf(
        "lost",
        phrase("reports.lost"),
        _T.MONEY,
        lambda line: line.lost.amount,
        lambda line: line.rows("lost"),
        summed=True,
        apart=lambda line: line.lost.apart,
    ),
)
_RATE: ColumnOf[Deals] = ColumnOf(
    "rate",
    phrase("reports.win_rate"),
    _T.PERCENT,
    lambda line: line.win_rate,
    lambda line: line.rows("won", "lost"),
    formula=phrase("reports.formula.win_rate"),
)


def _table(
    key: str, title: Phrase, group: str, head: Phrase, columns: tuple[ColumnOf[Deals], ...]
) -> TableOf[ClosedDeals, Deals]:
    return TableOf(
        key, title, (ColumnOf(key, head, _T.TEXT, _NAME_OF), *columns), lambda basis: basis.by(group)
    )


def _details(basis: ClosedDeals) -> Iterator[ReportDetail]:
    yield deals_detail(phrase("reports.won_deals"), basis.whole.rows("won"))
    yield deals_detail(phrase("reports.lost_deals"), basis.whole.rows("lost"))


WIN_LOSS: ReportDefinition[ClosedDeals, Deals] = ReportDefinition(
    ReportName.WIN_LOSS,
    phrase("reports.win_and_loss"),
    lambda _spec: phrase("reports.win_and_loss"),
    ClosedDeals,
    figures=(
        FigureOf(
            "won",
            phrase("reports.won"),
            _T.MONEY,
            lambda line: line.won.amount,
            lambda line: line.rows("won"),
            lambda line: line.won.count,
            compared=True,
            apart=lambda line: line.won.apart,
            formula=phrase("reports.formula.won"),
        ),
        FigureOf(
            "lost",
            phrase("reports.lost"),
            _T.MONEY,
            lambda line: line.lost.amount,
            lambda line: line.rows("lost"),
            lambda line: line.lost.count,
            compared=True,
            apart=lambda line: line.lost.apart,
            formula=phrase("reports.formula.lost"),
        ),
        FigureOf(
            "win_rate",
            phrase("reports.win_rate"),
            _T.PERCENT,
            lambda line: line.win_rate,
            lambda line: line.rows("won", "lost"),
            lambda line: line.won.count + line.lost.count,
            compared=True,
            formula=phrase("reports.formula.win_rate"),
        ),
        FigureOf(
            "win_rate_by_value",
            phrase("reports.win_rate_by_value"),
            _T.PERCENT,
            _share_of_value,
            lambda line: line.rows("won", "lost"),
            compared=True,
            left_out=lambda line: (*line.won.apart, *line.lost.apart),
            formula=phrase("reports.formula.win_rate_by_value"),
        ),
    ),
    tables=(
        TableOf(
            "months",
            phrase("reports.won_and_lost_by_month"),
            (
                ColumnOf("month", phrase("reports.month"), _T.TEXT, _NAME_OF),
                *(replace(column, summed=False) for column in (*_WON, *_LOST)),
                _RATE,
            ),
            ClosedDeals.months,
            drawn=True,
        ),
        _table(
            "reasons",
            phrase("reports.lost_deals_by_reason"),
            "reason",
            phrase("reports.lost_because_of"),
            _LOST,
        ),
        _table(
            "won_reasons",
            phrase("reports.won_deals_by_reason"),
            "won_reason",
            phrase("reports.won_because_of"),
            _WON,
        ),
        _table(
            "sources",
            phrase("reports.by_source"),
            "source",
            phrase("reports.source"),
            (*_WON, *_LOST, _RATE),
        ),
        _table(
            "owners", phrase("reports.by_owner"), "owner", phrase("reports.owner"), (*_WON, *_LOST, _RATE)
        ),
        _table(
            "competitors",
            phrase("reports.by_competitor"),
            "competitor",
            phrase("reports.competitor"),
            (*_WON, *_LOST, _RATE),
        ),
    ),
    charts=(
        ReportChart(
            phrase("reports.won_and_lost_by_month"),
            "months",
            "month",
            ("won_deals", "lost_deals"),
            ChartKind.STACKED,
        ),
        ReportChart(phrase("reports.lost_deals_by_reason"), "reasons", "reasons", ("lost_deals",)),
    ),
    details=_details,
    other_currencies=lambda basis: basis.other_currencies,
    apart=lambda count, currency: phrase("reports.deals_apart", count=count, currency=currency),
    notes=lambda basis: months_note(basis.whole.spec),
)
