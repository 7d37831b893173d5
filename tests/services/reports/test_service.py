"""Reports: every figure is the sum of exactly the rows it opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from salesdesk.domain.campaigns import Channel, MemberStatus
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Sort, parse_filter
from salesdesk.domain.money import Money
from salesdesk.domain.reports import Period, Report, ReportName, ReportSpec, Rows, ValueType, period_days
from salesdesk.phrases import said
from salesdesk.services.services import build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.refusals import refusing

PROBABILITY = {"w1": 30, "l1": 75}
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(place: Path | ServerAddress):
    made = Store(place, clock=lambda: NOW)
    yield made
    made.close()


@pytest.fixture
def report(store: Store) -> Report:
    """A pipeline review over a few deals of known amounts; what is closed was once thought otherwise of."""
    services = build_services(store)
    stages = {s.name: s.id for s in store.pipelines.all()[0].stages}
    referral = next(s.id for s in store.sources.all() if s.name == "Referral")
    for n, (title, stage, amount) in enumerate(
        (
            ("a", "Demo", 1000_00),
            ("b", "Demo", 500_00),
            ("c", "Proposal", 250_00),
            ("w1", "Proposal", 4000_00),
            ("w2", "Demo", 100_00),
            ("l1", "Demo", 900_00),
        )
    ):
        deal, _ = services.deals.create(
            title,
            stages[stage],
            amount=amount,
            source_id=referral if n % 2 else None,
            probability=PROBABILITY.get(title),
        )
        if title.startswith("w"):
            services.deals.win(deal, closed_at="2026-11-05T10:00:00Z")
        if title.startswith("l"):
            services.deals.lose(deal, "Price", closed_at="2026-11-06T10:00:00Z")
    old, _ = services.deals.create("w3", stages["Demo"], amount=70_00)
    services.deals.win(old, closed_at="2026-10-05T10:00:00Z")
    return services.reports.run(ReportSpec(ReportName.PIPELINE, date(2026, 11, 1), date(2026, 11, 23)))


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Asia/Kolkata", "UTC", "America/Los_Angeles"])
def test_a_deal_closed_on_31_october_counts_in_october_wherever_one_looks(
    store: Store, in_zone: Callable[[str], None], zone: str
) -> None:
    services = build_services(store)
    stage = store.pipelines.all()[0].stages[0].id
    last, first = (services.deals.create(title, stage, amount=100_00)[0] for title in ("last", "first"))
    in_zone("America/New_York")
    services.deals.win(last, closed_at="2026-11-01T03:59:00Z")  # late on 31 October
    services.deals.win(first, closed_at="2026-11-01T04:00:00Z")
    in_zone(zone)
    october = ReportSpec(ReportName.PIPELINE, date(2026, 10, 1), date(2026, 10, 31))
    made = services.reports.run(october)
    won = next(figure for figure in made.figures if figure.key == "won")
    reader = store.list_of(RecordKind.DEALS)
    assert (won.value.value, won.count) == (100_00, 1)
    assert won.value.rows is not None
    assert list(reader.ids(won.value.rows.filter)) == [last]
    for text in ("closed_at:2026-10", "closed_at<=2026-10-31", "closed_at:2026-10-31"):
        assert list(reader.ids(parse_filter(text, filter_fields(RecordKind.DEALS)))) == [last]
    assert reader.page([last])[last]["closed_at"] == "2026-10-31"
    assert [row[0].value for row in made.table("months").rows if row[1].value] == ["2026-10"]


def _figure(report: Report, key: str) -> object:
    return next(f for f in report.figures if f.key == key).value.value


def test_figures_are_those_of_the_period(report: Report) -> None:
    assert _figure(report, "won") == 4100_00
    assert _figure(report, "open") == 1750_00
    assert _figure(report, "weighted") == 500_00 + 250_00 + 162_50
    assert _figure(report, "win_rate") == pytest.approx(2 / 3)
    assert _figure(report, "average") == 2050_00


def test_the_period_before_is_compared(report: Report) -> None:
    assert next(f for f in report.figures if f.key == "won").before == 0  # 9 to 31 October: closed on the 5th
    assert report.spec.previous().last == date(2026, 10, 31)


def _amounts(store: Store, rows: Rows, column: str) -> list[int]:
    reader = store.list_of(rows.kind)
    ids = reader.ids(rows.filter, Sort())
    found = reader.page(list(ids))
    amounts = [found[i][column] for i in ids]
    return [money.minor if isinstance(money, Money) else 0 for money in amounts]


def test_every_money_figure_opens_rows_that_add_up_to_it(store: Store, report: Report) -> None:
    checked = weighted = 0
    cells = [(figure.key, figure.type, figure.value) for figure in report.figures]
    for table in report.tables:
        for row in (*table.rows, table.total or ()):
            cells += [
                (column.key, column.type, cell) for cell, column in zip(row, table.columns, strict=bool(row))
            ]
    for key, type_, cell in cells:
        if cell.rows is None or cell.rows.kind is not RecordKind.DEALS or key == "average":
            continue
        amounts = _amounts(store, cell.rows, "weighted" if key == "weighted" else "deal_value")
        if type_ is ValueType.MONEY:
            assert sum(amounts) == cell.value, key
            checked, weighted = checked + 1, weighted + (key == "weighted" and bool(cell.value))
        elif type_ is ValueType.COUNT:
            assert len(amounts) == cell.value, key
            checked += 1
    assert checked > 30
    assert weighted > 4


def test_tables_add_up_to_the_figures(report: Report) -> None:
    for key in ("sources", "owners"):
        table = report.table(key)
        assert table.total is not None
        assert table.total[table.column("won")].value == _figure(report, "won")
        assert table.total[table.column("open")].value == _figure(report, "open")


def test_one_owners_report_counts_only_theirs(store: Store, report: Report) -> None:
    other = build_services(store).reports.run(
        ReportSpec(ReportName.PIPELINE, date(2026, 11, 1), date(2026, 11, 23), "You")
    )
    assert _figure(other, "won") == 0


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.THIS_MONTH, date(2026, 11, 1), date(2026, 11, 23)),
        (Period.LAST_MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        (Period.LAST_QUARTER, date(2026, 7, 1), date(2026, 9, 30)),
        (Period.LAST_30_DAYS, date(2026, 10, 25), date(2026, 11, 23)),
    ],
)
def test_named_periods(period: Period, first: date, last: date) -> None:
    assert period_days(period, date(2026, 11, 23)) == (first, last)


def test_a_whole_month_compares_with_the_month_before() -> None:
    spec = ReportSpec(ReportName.PIPELINE, date(2026, 3, 1), date(2026, 3, 31))
    assert (spec.previous().first, spec.previous().last) == (date(2026, 2, 1), date(2026, 2, 28))


def test_the_workbook_holds_the_same_figures_a_chart_and_the_rows(
    store: Store, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "away"))  # nothing of it lies elsewhere meanwhile
    out = tmp_path / "review.xlsx"
    build_services(store).report_files.write(report, out, worded)
    book = openpyxl.load_workbook(out)
    summary = book["Summary"]
    values = {row[0]: row[1] for row in summary.iter_rows(min_row=5, max_row=12, values_only=True)}
    assert values["Won"] == '=SUMIFS(Won_deals[Deal value],Won_deals[Currency],"EUR")'
    assert openpyxl.load_workbook(out, data_only=True)["Summary"]["B5"].value == 4100
    assert len(summary._charts) == 2
    heads, *won = book["Won deals"].iter_rows(values_only=True)
    column = {head: place for place, head in enumerate(heads)}
    assert sorted(row[column["Deal"]] for row in won) == ["w1", "w2"]
    for row in won:
        assert row[column["Probability"]] == 1
        assert row[column["Weighted amount"]] == row[column["Deal value"]]
        assert (row[column["Closed"]].hour, f"{row[column['Closed']]:%Y-%m-%d}") == (0, "2026-11-05")
    lost = list(book["Lost deals"].iter_rows(min_row=2, values_only=True))
    assert [(row[column["Probability"]], row[column["Weighted amount"]]) for row in lost] == [(0, 0)]
    assert book["Won deals"].cell(1, column["SalesDesk ID"] + 1).value == "SalesDesk ID"
    assert book["Won deals"].column_dimensions[get_column_letter(column["SalesDesk ID"] + 1)].hidden
    assert book["Open deals by stage"].tables


def test_campaign_figures_follow_members_and_deals(store: Store) -> None:
    services = build_services(store)
    number, _ = services.campaigns.create(
        "Autumn", channel=Channel.EVENT, actual_cost=1000_00, starts_on="2026-11-01"
    )
    people = [store_contact(store, f"Person {n}") for n in range(4)]
    added, _ = services.campaigns.add_members(number, [*people, people[0]])
    again, _ = services.campaigns.add_members(number, people[:2])
    assert (added.added, again.added, again.there) == (4, 0, 2)
    members = store.campaigns.members(number)
    services.campaigns.record_response([members[0].id], MemberStatus.REPLIED)
    services.campaigns.record_response([members[1].id], MemberStatus.OPENED)
    stage = store.pipelines.all()[0].stages[0].id
    deal, _ = services.deals.create("From the campaign", stage, amount=3000_00, campaign_id=number)
    services.deals.win(deal)
    figures = services.campaigns.figures(store.campaigns.get(number))
    assert (figures.members, figures.responses, figures.deals, figures.won_amount) == (4, 1, 1, 3000_00)
    assert dict(figures.steps)[MemberStatus.OPENED] == 2
    assert figures.return_on_cost == 3.0
    table = services.reports.run(
        ReportSpec(ReportName.CAMPAIGNS, date(2026, 11, 1), date(2026, 11, 30))
    ).table("campaigns")
    assert [cell.value for cell in table.rows[0]][:3] == ["Autumn", "Event", "Planned"]


def test_a_campaign_that_ends_before_it_starts_is_refused(store: Store) -> None:
    from salesdesk.errors import InputError

    with refusing(InputError, match="ends before it starts"):
        build_services(store).campaigns.create("x", starts_on="2026-11-10", ends_on="2026-11-01")


def store_contact(store: Store, name: str) -> int:
    from salesdesk.domain.changes import Cause

    with store.unit_of_work(Cause.EDIT, said("Add")) as uow:
        moment = (NOW - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
        return uow.insert(
            "contact",
            {"full_name": name, "name_key": name.lower(), "created_at": moment, "updated_at": moment},
        )
