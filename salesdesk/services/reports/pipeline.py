"""The pipeline review: what was won and lost in a period, and what is open now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from salesdesk.domain.money import Money
from salesdesk.domain.reports import (
    ReportChart,
    ReportDetail,
    ReportName,
    ReportSpec,
    Rows,
    ValueType,
)
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.reports.definition import ColumnOf, FigureOf, ReportDefinition, TableOf
from salesdesk.services.reports.pipeline_figures import Deals, PipelineFigures, months_note

_T = ValueType

_DEAL_COLUMNS = (
    "deal_title", "company", "full_name", "stage", "deal_value", "probability", "weighted", "expected_close", "closed_at",
    "lost_reason", "owner", "lead_source", "campaign", "created_at",
)  # fmt: skip
_CONTACT_COLUMNS = (
    "full_name", "company", "email", "phone", "lifecycle_stage", "owner", "lead_source", "created_at",
)  # fmt: skip


def _heading(spec: ReportSpec) -> Phrase:
    if spec.first.month != spec.last.month or spec.days > 31:
        return phrase("reports.pipeline_review")
    return phrase("reports.pipeline_review_of", month=phrase(f"reports.month.{spec.last.month}"))


def deals_detail(title: Phrase, rows: Rows, *, listed: bool = False) -> ReportDetail:
    """Deals as the workbooks of reports list them."""
    return ReportDetail(title, rows, _DEAL_COLUMNS, currency_of="deal_value", listed=listed)


def _notes(basis: PipelineFigures) -> Iterator[Phrase]:
    yield phrase("reports.note.as_of_now")
    won = basis.whole.won
    if untimed := won.count - won.timed:
        yield phrase("reports.note.untimed", count=untimed)
    yield from months_note(basis.whole.spec)


def _details(basis: PipelineFigures) -> Iterator[ReportDetail]:
    for kind, title in (
        ("won", phrase("reports.won_deals")),
        ("open", phrase("reports.open_deals")),
        ("lost", phrase("reports.lost_deals")),
    ):
        yield deals_detail(title, basis.whole.rows(kind))
    yield ReportDetail(phrase("reports.new_leads"), basis.whole.people(), _CONTACT_COLUMNS)


def _mean(total: int, count: int) -> int | None:
    return round(total / count) if count > 0 else None


def _average_days(line: Deals) -> int | None:
    return _mean(line.won.days, line.won.timed)


def _average_amount(line: Deals) -> int | None:
    return _mean(line.won.amount, line.won.valued)


def _averaged(line: Deals) -> Rows:
    """The deals that an average amount is of."""
    return line.valued("won", line.won)


def _won(line: Deals) -> Rows:
    return line.rows("won")


def _lost(line: Deals) -> Rows:
    return line.rows("lost")


def _closed(line: Deals) -> Rows:
    return line.rows("won", "lost")


def _open(line: Deals) -> Rows:
    return line.rows("open")


def _added(
    key: str,
    title: Phrase,
    value: Callable[[Deals], int],
    rows: Callable[[Deals], Rows],
    apart: Callable[[Deals], tuple[Money, ...]],
) -> ColumnOf[Deals]:
    """A column of amounts with their total."""
    return ColumnOf(key, title, _T.MONEY, value, rows, summed=True, apart=apart)


_WON_COLUMNS: tuple[ColumnOf[Deals], ...] = (
    ColumnOf("deals", phrase("reports.deals_won"), _T.COUNT, lambda line: line.won.count, _won, summed=True),
    _added("won", phrase("reports.won"), lambda line: line.won.amount, _won, lambda line: line.won.apart),
)
_WIN_RATE: ColumnOf[Deals] = ColumnOf(
    "rate",
    phrase("reports.win_rate"),
    _T.PERCENT,
    lambda line: line.win_rate,
    _closed,
    formula=phrase("reports.formula.win_rate"),
)
_OPEN_AMOUNTS: tuple[ColumnOf[Deals], ...] = (
    _added(
        "open", phrase("reports.open"), lambda line: line.open.amount, _open, lambda line: line.open.apart
    ),
    _added(
        "weighted",
        phrase("reports.weighted"),
        lambda line: line.open.weighted,
        _open,
        lambda line: line.open.apart_weighted,
    ),
)
_OPEN_COLUMNS: tuple[ColumnOf[Deals], ...] = (
    ColumnOf(
        "open_deals", phrase("reports.open_deals"), _T.COUNT, lambda line: line.open.count, _open, summed=True
    ),
    *_OPEN_AMOUNTS,
)


def _named(key: str, title: Phrase) -> ColumnOf[Deals]:
    return ColumnOf(key, title, _T.TEXT, lambda line: line.name)


PIPELINE: ReportDefinition[PipelineFigures, Deals] = ReportDefinition(
    ReportName.PIPELINE,
    phrase("reports.pipeline_review"),
    _heading,
    PipelineFigures,
    figures=(
        FigureOf(
            "won",
            phrase("reports.won"),
            _T.MONEY,
            lambda line: line.won.amount,
            _won,
            lambda line: line.won.count,
            compared=True,
            apart=lambda line: line.won.apart,
            formula=phrase("reports.formula.won"),
        ),
        FigureOf(
            "open",
            phrase("reports.open_now"),
            _T.MONEY,
            lambda line: line.open.amount,
            _open,
            lambda line: line.open.count,
            apart=lambda line: line.open.apart,
            formula=phrase("reports.formula.open"),
        ),
        FigureOf(
            "weighted",
            phrase("reports.weighted"),
            _T.MONEY,
            lambda line: line.open.weighted,
            _open,
            lambda line: line.open.count,
            apart=lambda line: line.open.apart_weighted,
            formula=phrase("reports.formula.weighted"),
        ),
        FigureOf(
            "win_rate",
            phrase("reports.win_rate"),
            _T.PERCENT,
            lambda line: line.win_rate,
            _closed,
            lambda line: line.won.count + line.lost.count,
            compared=True,
            formula=phrase("reports.formula.win_rate"),
        ),
        FigureOf(
            "cycle",
            phrase("reports.sales_cycle"),
            _T.DAYS,
            _average_days,
            _won,
            lambda line: line.won.timed,
            compared=True,
            formula=phrase("reports.formula.cycle"),
        ),
        FigureOf(
            "average",
            phrase("reports.average_deal"),
            _T.MONEY,
            _average_amount,
            _averaged,
            lambda line: line.won.valued,
            compared=True,
            left_out=lambda line: line.won.apart,
            formula=phrase("reports.formula.average_amount"),
        ),
    ),
    tables=(
        TableOf(
            "months",
            phrase("reports.won_by_month"),
            (
                _named("month", phrase("reports.month")),
                *(replace(column, summed=False) for column in _WON_COLUMNS),
                ColumnOf("lost", phrase("reports.deals_lost"), _T.COUNT, lambda line: line.lost.count, _lost),
                _WIN_RATE,
            ),
            PipelineFigures.months,
            drawn=True,
        ),
        TableOf(
            "stages",
            phrase("reports.open_deals_by_stage"),
            (
                _named("stage", phrase("reports.stage")),
                ColumnOf(
                    "deals",
                    phrase("reports.deals"),
                    _T.COUNT,
                    lambda line: line.open.count,
                    _open,
                    summed=True,
                ),
                *_OPEN_AMOUNTS,
                ColumnOf("days", phrase("reports.days_in_stage"), _T.DAYS, lambda line: line.days, _open),
            ),
            PipelineFigures.stages,
        ),
        TableOf(
            "sources",
            phrase("reports.by_source"),
            (
                _named("source", phrase("reports.source")),
                ColumnOf(
                    "leads",
                    phrase("reports.new_leads"),
                    _T.COUNT,
                    lambda line: line.leads,
                    Deals.people,
                    summed=True,
                ),
                *_WON_COLUMNS,
                _WIN_RATE,
                *_OPEN_COLUMNS,
            ),
            PipelineFigures.sources,
        ),
        TableOf(
            "owners",
            phrase("reports.by_owner"),
            (_named("owner", phrase("reports.owner")), *_WON_COLUMNS, _WIN_RATE, *_OPEN_COLUMNS),
            PipelineFigures.owners,
        ),
        TableOf(
            "reasons",
            phrase("reports.lost_deals_by_reason"),
            (
                _named("reason", phrase("reports.lost_because_of")),
                ColumnOf(
                    "deals",
                    phrase("reports.deals"),
                    _T.COUNT,
                    lambda line: line.lost.count,
                    _lost,
                    summed=True,
                ),
                ColumnOf(
                    "amount",
                    phrase("reports.amount"),
                    _T.MONEY,
                    lambda line: line.lost.amount,
                    _lost,
                    summed=True,
                    apart=lambda line: line.lost.apart,
                ),
            ),
            PipelineFigures.reasons,
        ),
    ),
    charts=(
        ReportChart(phrase("reports.won_by_month"), "months", "month", ("won",)),
        ReportChart(phrase("reports.open_and_weighted_by_stage"), "stages", "stage", ("open", "weighted")),
    ),
    details=_details,
    other_currencies=lambda basis: basis.other_currencies,
    apart=lambda count, currency: phrase("reports.deals_apart", count=count, currency=currency),
    notes=_notes,
)
