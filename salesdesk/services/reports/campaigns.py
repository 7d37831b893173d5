"""The campaigns of a period: what they cost and what they brought."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from salesdesk.domain.campaigns import CHANNEL_TITLES, Campaign, CampaignFigures
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.reports import ReportChart, ReportDetail, ReportName, ReportSpec, Rows, ValueType
from salesdesk.phrases import phrase
from salesdesk.services.reports.definition import ColumnOf, FigureOf, ReportDefinition, TableOf, Value
from salesdesk.services.reports.pipeline import deals_detail
from salesdesk.store.store import Store

_T = ValueType
_NEVER = "9999"  # after every day that a campaign may end on


@dataclass(frozen=True, slots=True)
class Brought:
    """One campaign with its figures."""

    campaign: Campaign
    figures: CampaignFigures


Lines = Sequence[Brought]
"""The campaigns of one line: a single one, or all."""


class CampaignsOfPeriod:
    """The campaigns that ran within the period, in their order; those in another currency are only counted."""

    def __init__(self, store: Store, spec: ReportSpec, currency: str) -> None:
        self.lines: list[Brought] = []
        self.other_currencies = 0
        for campaign in store.campaigns.all():
            if not _is_of(campaign, spec):
                continue
            if (campaign.currency or currency) == currency:
                self.lines.append(Brought(campaign, store.campaigns.figures(campaign.id, currency)))
            else:
                self.other_currencies += 1


def _is_of(campaign: Campaign, spec: ReportSpec) -> bool:
    start, end = campaign.starts_on or campaign.created_at[:10], campaign.ends_on or _NEVER
    within = start <= spec.last.isoformat() and end >= spec.first.isoformat()
    return within and spec.owner in (None, campaign.owner_name)


def _members(lines: Lines) -> Rows | None:
    """Of all campaigns the members are added up, and the list of people has nobody twice."""
    return _of(RecordKind.CONTACTS, lines) if len(lines) == 1 else None


def _deals(lines: Lines) -> Rows | None:
    return _of(RecordKind.DEALS, lines)


def _won(lines: Lines) -> Rows | None:
    return _of(RecordKind.DEALS, lines, Condition("stage_kind", Op.IS, ("won",)))


def _of(kind: RecordKind, lines: Lines, *further: Condition) -> Rows | None:
    if not lines:
        return None
    numbers = tuple(f"#{line.campaign.id}" for line in lines)
    return Rows(kind, Filter((Condition("campaign", Op.IS, numbers), *further)))


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
    before=lambda _basis: None,
    figures=(
        FigureOf("cost", phrase("reports.spent"), _T.MONEY, _cost),
        FigureOf("leads", phrase("reports.qualified_leads"), _T.COUNT, _leads),
        FigureOf("pipeline", phrase("reports.pipeline_created"), _T.MONEY, _pipeline, _deals),
        FigureOf("won", phrase("reports.won"), _T.MONEY, _won_amount, _won),
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
                    _sum_of(lambda line: line.campaign.budget),
                    summed=True,
                ),
                ColumnOf("cost", phrase("reports.cost"), _T.MONEY, _cost, summed=True),
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
                ColumnOf("leads", phrase("reports.qualified_leads"), _T.COUNT, _leads, summed=True),
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
                    "pipeline", phrase("reports.pipeline_created"), _T.MONEY, _pipeline, _deals, summed=True
                ),
                ColumnOf("won", phrase("reports.won"), _T.MONEY, _won_amount, _won, summed=True),
                ColumnOf(
                    "return",
                    phrase("reports.return_on_cost"),
                    _T.RATIO,
                    _each(lambda line: line.figures.return_on_cost),
                ),
            ),
            lambda basis: [(line,) for line in basis.lines],
        ),
    ),
    charts=(
        ReportChart(phrase("reports.cost_and_won_by_campaign"), "campaigns", "campaign", ("cost", "won")),
    ),
    details=_details,
    other_currencies=lambda basis: basis.other_currencies,
    apart=lambda count, currency: phrase("reports.campaigns_apart", count=count, currency=currency),
)
