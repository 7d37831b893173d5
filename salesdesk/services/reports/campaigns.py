"""The campaigns of a period: what they cost and what they brought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from salesdesk.domain.campaigns import CHANNEL_TITLES, Campaign, CampaignFigures
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.reports import ReportChart, ReportDetail, ReportName, ReportSpec, Rows, ValueType
from salesdesk.services.reports.definition import ColumnOf, FigureOf, ReportDefinition, TableOf
from salesdesk.services.reports.pipeline import deals_detail
from salesdesk.store.store import Store

_T = ValueType
_NEVER = "9999"  # after every day that a campaign may end on


@dataclass(frozen=True, slots=True)
class Brought:
    """One campaign with its figures."""

    campaign: Campaign
    figures: CampaignFigures


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


def _members(line: Brought) -> Rows:
    return Rows(RecordKind.CONTACTS, Filter((_of([line]),)))


def _deals(line: Brought) -> Rows:
    return Rows(RecordKind.DEALS, Filter((_of([line]),)))


def _won(line: Brought) -> Rows:
    return Rows(RecordKind.DEALS, Filter((_of([line]), _WON)))


def _all_deals(lines: Sequence[Brought]) -> Rows | None:
    return Rows(RecordKind.DEALS, Filter((_of(lines),))) if lines else None


def _all_won(lines: Sequence[Brought]) -> Rows | None:
    return Rows(RecordKind.DEALS, Filter((_of(lines), _WON))) if lines else None


_WON = Condition("stage_kind", Op.IS, ("won",))


def _of(lines: Sequence[Brought]) -> Condition:
    return Condition("campaign", Op.IS, tuple(f"#{line.campaign.id}" for line in lines))


def _details(basis: CampaignsOfPeriod) -> Iterator[ReportDetail]:
    for line in basis.lines:
        if line.figures.deals:
            yield deals_detail(f"Deals of {line.campaign.name}", _deals(line))


_TABLE: TableOf[CampaignsOfPeriod, Brought] = TableOf(
    "campaigns",
    "Campaigns",
    (
        ColumnOf("campaign", "Campaign", _T.TEXT, lambda line: line.campaign.name),
        ColumnOf("channel", "Channel", _T.TEXT, lambda line: CHANNEL_TITLES[line.campaign.channel]),
        ColumnOf("status", "Status", _T.TEXT, lambda line: line.campaign.status.value.capitalize()),
        ColumnOf("budget", "Budget", _T.MONEY, lambda line: line.campaign.budget, summed=True),
        ColumnOf("cost", "Cost", _T.MONEY, lambda line: line.figures.cost, summed=True),
        ColumnOf("members", "Members", _T.COUNT, lambda line: line.figures.members, _members, summed=True),
        ColumnOf("responses", "Responses", _T.COUNT, lambda line: line.figures.responses, summed=True),
        ColumnOf("leads", "Qualified leads", _T.COUNT, lambda line: line.figures.leads, summed=True),
        ColumnOf("cost_per_lead", "Cost per lead", _T.MONEY, lambda line: line.figures.cost_per_lead),
        ColumnOf("deals", "Deals", _T.COUNT, lambda line: line.figures.deals, _deals, summed=True),
        ColumnOf(
            "pipeline",
            "Pipeline created",
            _T.MONEY,
            lambda line: line.figures.pipeline_amount,
            _deals,
            summed=True,
        ),
        ColumnOf("won", "Won", _T.MONEY, lambda line: line.figures.won_amount, _won, summed=True),
        ColumnOf("return", "Return on cost", _T.RATIO, lambda line: line.figures.return_on_cost),
    ),
    lambda basis: basis.lines,
)

CAMPAIGNS: ReportDefinition[CampaignsOfPeriod, Sequence[Brought]] = ReportDefinition(
    ReportName.CAMPAIGNS,
    "Campaigns",
    lambda _spec: "Campaigns",
    CampaignsOfPeriod,
    whole=lambda basis: basis.lines,
    before=lambda _basis: None,
    figures=(
        FigureOf("cost", "Spent", _T.MONEY, lambda lines: sum(line.figures.cost for line in lines)),
        FigureOf(
            "leads", "Qualified leads", _T.COUNT, lambda lines: sum(line.figures.leads for line in lines)
        ),
        FigureOf(
            "pipeline",
            "Pipeline created",
            _T.MONEY,
            lambda lines: sum(line.figures.pipeline_amount for line in lines),
            _all_deals,
        ),
        FigureOf(
            "won", "Won", _T.MONEY, lambda lines: sum(line.figures.won_amount for line in lines), _all_won
        ),
    ),
    tables=(_TABLE,),
    charts=(ReportChart("Cost and won by campaign", "campaigns", "campaign", ("cost", "won")),),
    details=_details,
    other_currencies=lambda basis: basis.other_currencies,
    apart="Campaigns in other currencies than {1}, left out: {0}",
)
