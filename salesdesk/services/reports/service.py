"""Making reports: those that are defined, for a period and an owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from salesdesk.domain.reports import OwnReportName, Report, ReportName, ReportSpec
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase
from salesdesk.services.later_rates import later_rates
from salesdesk.services.reports.activity import ACTIVITY
from salesdesk.services.reports.campaigns import CAMPAIGNS
from salesdesk.services.reports.changes import CHANGES
from salesdesk.services.reports.customers import CUSTOMERS
from salesdesk.services.reports.data_health import DATA_HEALTH
from salesdesk.services.reports.definition import ReportDefinition
from salesdesk.services.reports.expected import FORECAST
from salesdesk.services.reports.funnel import FUNNEL
from salesdesk.services.reports.lead_response import LEAD_RESPONSE
from salesdesk.services.reports.pipeline import PIPELINE
from salesdesk.services.reports.win_loss import WIN_LOSS
from salesdesk.services.reports.won_target import WON_TARGET
from salesdesk.store.store import Store

DEFINITIONS: dict[ReportName, ReportDefinition[Any, Any]] = {
    definition.name: definition
    for definition in (
        PIPELINE,
        WON_TARGET,
        FORECAST,
        FUNNEL,
        WIN_LOSS,
        CHANGES,
        ACTIVITY,
        LEAD_RESPONSE,
        CAMPAIGNS,
        CUSTOMERS,
        DATA_HEALTH,
    )
}
_WITHOUT_CLOSED = frozenset(
    {ReportName.ACTIVITIES, ReportName.LEAD_RESPONSE, ReportName.DATA_HEALTH, ReportName.FUNNEL}
)
"""Reports that add up no amounts of closed deals."""
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


class ReportService:
    """Runs reports over the store. Nothing here writes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def titles(self) -> dict[ReportName, Phrase]:
        """What the reports are called."""
        return {name: definition.title for name, definition in DEFINITIONS.items()}

    def run(self, spec: ReportSpec) -> Report:
        """The report that was asked for. Raises ``InputError`` for a period that ends before it begins or leaves the
        calendar of business."""
        if spec.last < spec.first:
            raise InputError("reports.ends_before_start", field="last", last=spec.last, first=spec.first)
        if spec.compare is not None and spec.compare > spec.last:
            raise InputError("reports.compared_later", field="compare", compare=spec.compare, last=spec.last)
        if min(spec.first, spec.compare or spec.first) < FIRST_DAY or spec.last > LAST_DAY:
            raise InputError("reports.outside_calendar", field="first", earliest=FIRST_DAY, latest=LAST_DAY)
        if isinstance(spec.name, OwnReportName):
            raise InputError("reports.no_such_report", field="name", name=spec.name.value)
        report = DEFINITIONS[spec.name].run(self._store, spec)
        later = () if spec.name in _WITHOUT_CLOSED else self._later_rates(report)
        return replace(report, notes=(*report.notes, *later)) if later else report

    def _later_rates(self, report: Report) -> tuple[Phrase, ...]:
        """What is to be said of currencies that had no rate yet when deals of the period were closed in them."""
        store, spec = self._store, report.spec
        closed = store.rates.first_closed(spec.first, spec.last)
        return later_rates(store.rates.current(store.today()), report.currency, closed)


def default_spec(name: ReportName, today: date) -> ReportSpec:
    """This month up to today."""
    return ReportSpec(name, today.replace(day=1), today)
