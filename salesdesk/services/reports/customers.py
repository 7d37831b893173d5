"""Customers: what they bought (won deals and orders), when the last time was, and who has been quiet for long."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from salesdesk.domain.days import local_day
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.reports import ChartKind, ReportChart, ReportDetail, ReportName, Rows, ValueType
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.reports.customer_figures import (
    LISTED,
    QUIET_DAYS,
    Age,
    Customers,
    Group,
    Line,
    Sums,
    numbers_of,
)
from salesdesk.services.reports.definition import ColumnOf, FigureOf, ReportDefinition, TableOf
from salesdesk.services.reports.pipeline import deals_detail
from salesdesk.services.reports.rows import numbered

_T = ValueType
_C, _P = RecordKind.COMPANIES, RecordKind.CONTACTS
_ORDER_COLUMNS = ("subject", "happened_at", "full_name", "company", "owner", "body")


def _groups(basis: Customers) -> list[Group]:
    whole = basis.whole
    return [
        Group(phrase("reports.bought_in_period"), whole.buyers),
        Group(phrase("reports.bought_first_time"), whole.new),
        Group(phrase("reports.quiet_customers", days=QUIET_DAYS), basis.quiet()),
    ]


def _details(basis: Customers) -> Iterator[ReportDetail]:
    yield deals_detail(phrase("reports.won_deals"), basis.whole.won())
    yield ReportDetail(phrase("reports.orders"), basis.whole.ordered(), _ORDER_COLUMNS)


def _notes(basis: Customers) -> Iterator[Phrase]:
    if basis.unnamed:
        yield phrase("reports.note.no_customer", count=basis.unnamed)
    if basis.unlisted:
        yield phrase("reports.note.largest_customers", count=basis.unlisted, listed=LISTED)


def _counted(kind: RecordKind, key: str, title: Phrase) -> ColumnOf[Group]:
    return ColumnOf(key, title, _T.COUNT, lambda group: group.count(kind), lambda group: group.rows(kind))


def _aged(kind: RecordKind, key: str, title: Phrase) -> ColumnOf[Age]:
    return ColumnOf(
        key,
        title,
        _T.COUNT,
        lambda age: len(age.of(kind)),
        lambda age: numbered(kind, age.of(kind)),
        summed=True,
    )


def _bought(kind: RecordKind) -> Callable[[Sums], int]:
    return lambda line: len(numbers_of(line.buyers, kind))


def _buyers(kind: RecordKind) -> Callable[[Sums], Rows | None]:
    return lambda line: numbered(kind, numbers_of(line.buyers, kind))


_COMPANIES, _PEOPLE = phrase("reports.companies"), phrase("reports.people_alone")

CUSTOMERS: ReportDefinition[Customers, Sums] = ReportDefinition(
    ReportName.CUSTOMERS,
    phrase("reports.customers"),
    lambda _spec: phrase("reports.customers"),
    Customers,
    figures=(
        FigureOf(
            "deals",
            phrase("reports.won_deals"),
            _T.MONEY,
            lambda line: line.deals,
            Sums.won,
            lambda line: line.deal_count,
            compared=True,
            apart=lambda line: line.deals_apart,
            formula=phrase("reports.formula.won"),
        ),
        FigureOf(
            "orders",
            phrase("reports.orders"),
            _T.MONEY,
            lambda line: line.orders,
            Sums.ordered,
            lambda line: line.order_count,
            compared=True,
            apart=lambda line: line.orders_apart,
            counted=lambda count: phrase("reports.orders_counted", count=count),
            formula=phrase("reports.formula.orders"),
        ),
        FigureOf(
            "companies",
            phrase("reports.companies_that_bought"),
            _T.COUNT,
            _bought(_C),
            _buyers(_C),
            compared=True,
            formula=phrase("reports.formula.customer"),
        ),
        FigureOf(
            "people",
            phrase("reports.people_who_bought"),
            _T.COUNT,
            _bought(_P),
            _buyers(_P),
            compared=True,
            formula=phrase("reports.formula.customer"),
        ),
    ),
    tables=(
        TableOf(
            "groups",
            phrase("reports.who_bought"),
            (
                ColumnOf("group", phrase("reports.customers"), _T.TEXT, lambda group: group.name),
                _counted(_C, "companies", _COMPANIES),
                _counted(_P, "people", _PEOPLE),
            ),
            _groups,
        ),
        TableOf(
            "ages",
            phrase("reports.last_purchase_was"),
            (
                ColumnOf("age", phrase("reports.last_purchase"), _T.TEXT, lambda age: age.name),
                _aged(_C, "companies", _COMPANIES),
                _aged(_P, "people", _PEOPLE),
                ColumnOf(
                    "value",
                    phrase("reports.value_ever"),
                    _T.MONEY,
                    lambda age: age.value,
                    summed=True,
                    apart=lambda age: age.apart,
                    formula=phrase("reports.formula.value_ever"),
                ),
            ),
            Customers.ages,
            whole=Customers.every,
        ),
        TableOf(
            "customers",
            phrase("reports.best_customers"),
            (
                ColumnOf(
                    "customer", phrase("reports.customer"), _T.TEXT, lambda line: line.name, Line.itself
                ),
                ColumnOf(
                    "value",
                    phrase("reports.value_ever"),
                    _T.MONEY,
                    lambda line: line.customer.ever,
                    Line.itself,
                    apart=lambda line: line.customer.apart,
                    formula=phrase("reports.formula.value_ever"),
                ),
                ColumnOf(
                    "inside",
                    phrase("reports.in_the_period"),
                    _T.MONEY,
                    lambda line: line.customer.inside,
                    Line.itself,
                    apart=lambda line: line.customer.inside_apart,
                ),
                ColumnOf(
                    "deals",
                    phrase("reports.won_deals"),
                    _T.COUNT,
                    lambda line: line.customer.deals,
                    Line.deals,
                ),
                ColumnOf(
                    "orders",
                    phrase("reports.orders"),
                    _T.COUNT,
                    lambda line: line.customer.orders,
                    Line.orders,
                ),
                ColumnOf(
                    "last",
                    phrase("reports.last_purchase"),
                    _T.DATE,
                    lambda line: local_day(line.customer.last).isoformat(),
                    Line.itself,
                ),
                ColumnOf("ago", phrase("reports.days_since"), _T.DAYS, lambda line: line.days, Line.itself),
            ),
            Customers.listed,
        ),
    ),
    charts=(
        ReportChart(
            phrase("reports.last_purchase_was"), "ages", "age", ("companies", "people"), ChartKind.STACKED
        ),
    ),
    details=_details,
    other_currencies=lambda basis: basis.whole.left_out,
    apart=lambda count, currency: phrase("reports.purchases_apart", count=count, currency=currency),
    notes=_notes,
)
