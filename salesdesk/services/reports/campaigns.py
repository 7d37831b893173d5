"""The campaigns of a period: what they cost and what they brought."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from salesdesk.domain.campaigns import CHANNEL_TITLES, Campaign, CampaignFigures
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.money import Money
from salesdesk.domain.rates import together
from salesdesk.domain.reports import ReportChart, ReportDetail, ReportName, ReportSpec, Rows, ValueType
from salesdesk.phrases import phrase
from salesdesk.services.reports.definition import (
    ColumnOf,
    FigureOf,
    ReportDefinition,
    TableOf,
    Value,
)
from salesdesk.services.reports.pipeline import deals_detail
from salesdesk.store.store import Store

_T = ValueType
_NEVER = "9999"  # after every day that a campaign may end on


@dataclass(frozen=True, slots=True)
class Brought:
    """One campaign with its figures of the period of ``spec``; money in the currency of the report."""

    spec: ReportSpec
    campaign: Campaign
    figures: CampaignFigures
    budget: int | None


Lines = Sequence[Brought]
"""The campaigns of one line: a single one, or all."""


class CampaignsOfPeriod:
    """The campaigns that ran within the period, in their order; what no rate converts is only counted."""

    def __init__(self, store: Store, spec: ReportSpec, currency: str) -> None:
        self.lines: list[Brought] = []
        self.before: list[Brought] = []
        self.year_before: list[Brought] = []
        self.other_currencies = 0
        rates = store.rates.current(store.today())
        specs = ((spec, self.lines), (spec.previous(), self.before), (spec.year_before(), self.year_before))
        for campaign in store.campaigns.all():
            asked = [(one, lines) for one, lines in specs if _is_of(campaign, one)]
            if not asked:
                continue
            periods = [(one.first, one.last) for one, _ in asked]
            found = store.campaigns.figures_of_each(campaign, currency, rates, periods)
            budget = campaign.budget
            if budget is not None:
                budget = rates.converted(budget, campaign.currency or currency, currency, campaign.ends_on)
            for (one, lines), figures in zip(asked, found, strict=True):
                lines.append(Brought(one, campaign, figures, budget))
        for line in self.lines:
            self.other_currencies += line.figures.other + (line.figures.cost is None)


def _is_of(campaign: Campaign, spec: ReportSpec) -> bool:
    start, end = campaign.starts_on or campaign.created_at[:10], campaign.ends_on or _NEVER
    within = start <= spec.last.isoformat() and end >= spec.first.isoformat()
    return within and spec.owner in (None, campaign.owner_name)


def _members(lines: Lines) -> Rows | None:
    """Of all campaigns the members are added up, and the list of people has nobody twice."""
    return _of(RecordKind.CONTACTS, lines) if len(lines) == 1 else None


def _lead_rows(lines: Lines) -> Rows | None:
    """Those of one campaign; of all, somebody may be the lead of two."""
    if len(lines) != 1 or not lines[0].figures.lead_ids:
        return None
    numbers = tuple(f"#{number}" for number in lines[0].figures.lead_ids)
    return Rows(RecordKind.CONTACTS, Filter((Condition("id", Op.IS, numbers),)))


def _deals(lines: Lines) -> Rows | None:
    return _of(RecordKind.DEALS, lines, *_within("created_at", lines))


def _not_lost(lines: Lines) -> Rows | None:
    kinds = Condition("stage_kind", Op.IS, ("open", "won"))
    return _of(RecordKind.DEALS, lines, kinds, *_within("created_at", lines))


def _won(lines: Lines) -> Rows | None:
    kind = Condition("stage_kind", Op.IS, ("won",))
    return _of(RecordKind.DEALS, lines, kind, *_within("closed_at", lines))


def _within(field: str, lines: Lines) -> tuple[Condition, ...]:
    if not lines:
        return ()
    spec = lines[0].spec
    return (
        Condition(field, Op.AT_LEAST, (spec.first.isoformat(),)),
        Condition(field, Op.AT_MOST, (spec.last.isoformat(),)),
    )


def _of(kind: RecordKind, lines: Lines, *further: Condition) -> Rows | None:
    if not lines:
        return None
    numbers = tuple(f"#{line.campaign.id}" for line in lines)
    return Rows(kind, Filter((Condition("campaign", Op.IS, numbers), *further)))


def _pipeline_apart(lines: Lines) -> tuple[Money, ...]:
    return together(*(line.figures.pipeline_apart for line in lines))


def _won_apart(lines: Lines) -> tuple[Money, ...]:
    return together(*(line.figures.won_apart for line in lines))


def _cost_apart(lines: Lines) -> tuple[Money, ...]:
    return together(
        *(
            [Money(line.campaign.actual_cost, line.campaign.currency)]
            for line in lines
            if line.figures.cost is None and line.campaign.actual_cost and line.campaign.currency
        )
    )


def _sum_of(value: Callable[[Brought], int | None]) -> Callable[[Lines], int | None]:
    """The sum over the campaigns of what they have of it; None where none has any."""

    def added(lines: Lines) -> int | None:
        known = [found for line in lines if (found := value(line)) is not None]
        return sum(known) if known or not lines else None

    return added


def _each(value: Callable[[Brought], Value]) -> Callable[[Lines], Value]:
    """What only a single campaign has."""
    return lambda lines: value(lines[0])


_cost = _sum_of(lambda line: line.figures.cost)
_leads = _sum_of(lambda line: line.figures.leads)
_pipeline = _sum_of(lambda line: line.figures.pipeline_amount)
_won_amount = _sum_of(lambda line: line.figures.won_amount)


def _channels(basis: CampaignsOfPeriod) -> list[Lines]:
    """The campaigns of each channel, the one that brought most first."""
    found: dict[str, list[Brought]] = {}
    for line in basis.lines:
        found.setdefault(line.campaign.channel.value, []).append(line)
    return sorted(found.values(), key=lambda lines: -(_won_amount(lines) or 0))


def _cost_per_lead(lines: Lines) -> int | None:
    cost, leads = _cost(lines), _leads(lines)
    return round(cost / leads) if cost is not None and leads else None


def _return(lines: Lines) -> float | None:
    cost, won = _cost(lines), _won_amount(lines)
    return won / cost if cost and won is not None else None


def _details(basis: CampaignsOfPeriod) -> Iterator[ReportDetail]:
    for line in basis.lines:
        rows = _deals((line,))
        if line.figures.deals and rows is not None:
            yield deals_detail(phrase("reports.deals_of", campaign=line.campaign.name), rows)


CAMPAIGNS: ReportDefinition[CampaignsOfPeriod, Lines] = ReportDefinition(
    ReportName.CAMPAIGNS,
    phrase("reports.campaigns"),
    lambda _spec: phrase("reports.campaigns"),
    CampaignsOfPeriod,
    whole=lambda basis: basis.lines,
    figures=(
        FigureOf(
            "cost",
            phrase("reports.spent"),
            _T.MONEY,
            _cost,
            compared=True,
            apart=_cost_apart,
            formula=phrase("reports.formula.spent"),
        ),
        FigureOf(
            "leads",
            phrase("reports.qualified_leads"),
            _T.COUNT,
            _leads,
            compared=True,
            formula=phrase("reports.formula.qualified_leads"),
        ),
        FigureOf(
            "pipeline",
            phrase("reports.pipeline_created"),
            _T.MONEY,
            _pipeline,
            _not_lost,
            compared=True,
            apart=_pipeline_apart,
            formula=phrase("reports.formula.pipeline_created"),
        ),
        FigureOf(
            "won",
            phrase("reports.won"),
            _T.MONEY,
            _won_amount,
            _won,
            compared=True,
            apart=_won_apart,
            formula=phrase("reports.formula.won_of_campaigns"),
        ),
    ),
    tables=(
        TableOf(
            "campaigns",
            phrase("reports.campaigns"),
            (
                ColumnOf(
                    "campaign", phrase("reports.campaign"), _T.TEXT, _each(lambda line: line.campaign.name)
                ),
                ColumnOf(
                    "channel",
                    phrase("reports.channel"),
                    _T.TEXT,
                    _each(lambda line: CHANNEL_TITLES[line.campaign.channel]),
                ),
                ColumnOf(
                    "status",
                    phrase("reports.status"),
                    _T.TEXT,
                    _each(lambda line: line.campaign.status.value.capitalize()),
                ),
                ColumnOf(
                    "budget",
                    phrase("reports.budget"),
                    _T.MONEY,
                    _sum_of(lambda line: line.budget),
                    summed=True,
                ),
                ColumnOf("cost", phrase("reports.cost"), _T.MONEY, _cost, summed=True, apart=_cost_apart),
                ColumnOf(
                    "members",
                    phrase("reports.members"),
                    _T.COUNT,
                    _sum_of(lambda line: line.figures.members),
                    _members,
                    summed=True,
                ),
                ColumnOf(
                    "responses",
                    phrase("reports.responses"),
                    _T.COUNT,
                    _sum_of(lambda line: line.figures.responses),
                    summed=True,
                ),
                ColumnOf(
                    "leads", phrase("reports.qualified_leads"), _T.COUNT, _leads, _lead_rows, summed=True
                ),
                ColumnOf(
                    "cost_per_lead",
                    phrase("reports.cost_per_lead"),
                    _T.MONEY,
                    _each(lambda line: line.figures.cost_per_lead),
                ),
                ColumnOf(
                    "deals",
                    phrase("reports.deals"),
                    _T.COUNT,
                    _sum_of(lambda line: line.figures.deals),
                    _deals,
                    summed=True,
                ),
                ColumnOf(
                    "pipeline",
                    phrase("reports.pipeline_created"),
                    _T.MONEY,
                    _pipeline,
                    _not_lost,
                    summed=True,
                    apart=_pipeline_apart,
                ),
                ColumnOf(
                    "won",
                    phrase("reports.won"),
                    _T.MONEY,
                    _won_amount,
                    _won,
                    summed=True,
                    apart=_won_apart,
                ),
                ColumnOf(
                    "return",
                    phrase("reports.return_on_cost"),
                    _T.RATIO,
                    _each(lambda line: line.figures.return_on_cost),
                ),
            ),
            lambda basis: [(line,) for line in basis.lines],
        ),
        TableOf(
            "channels",
            phrase("reports.by_channel"),
            (
                ColumnOf(
                    "channel",
                    phrase("reports.channel"),
                    _T.TEXT,
                    _each(lambda line: CHANNEL_TITLES[line.campaign.channel]),
                ),
                ColumnOf("campaigns", phrase("reports.campaigns"), _T.COUNT, len, summed=True),
                ColumnOf("cost", phrase("reports.cost"), _T.MONEY, _cost, summed=True, apart=_cost_apart),
                ColumnOf("leads", phrase("reports.qualified_leads"), _T.COUNT, _leads, summed=True),
                ColumnOf(
                    "cost_per_lead",
                    phrase("reports.cost_per_lead"),
                    _T.MONEY,
                    _cost_per_lead,
                    formula=phrase("reports.formula.cost_per_lead"),
                ),
                ColumnOf(
                    "won", phrase("reports.won"), _T.MONEY, _won_amount, _won, summed=True, apart=_won_apart
                ),
                ColumnOf(
                    "return",
                    phrase("reports.return_on_cost"),
                    _T.RATIO,
                    _return,
                    formula=phrase("reports.formula.return_on_cost"),
                ),
            ),
            _channels,
        ),
    ),
    charts=(
        ReportChart(phrase("reports.cost_and_won_by_campaign"), "campaigns", "campaign", ("cost", "won")),
    ),
    details=_details,
    other_currencies=lambda basis: basis.other_currencies,
    apart=lambda count, currency: phrase("reports.campaigns_apart", count=count, currency=currency),
)
