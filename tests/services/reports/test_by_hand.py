"""Every report of the records of ``small_office``, computed by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from salesdesk.documents.report_texts import ReportTexts
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import parse_filter
from salesdesk.domain.money import Money
from salesdesk.domain.reports import Figure, Report, ReportName, ReportSpec, ValueType
from salesdesk.domain.targets import Measure, month_of
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase
from salesdesk.services.services import build_services
from salesdesk.services.targets import Place
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import Clock
from tests.refusals import refusing
from tests.services.reports.small_office import NOW, SmallOffice, small_office

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 23))
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


Named = tuple[dict[str, int], dict[str, int]]


def filled(place: Path | ServerAddress) -> Named:
    """Make the records. Returns the deals and the people by name."""
    made = small_office(place)
    made.store.close()
    return made.deals, made.people


pytestmark = pytest.mark.furnished(by=filled)


@pytest.fixture
def office(
    furnished: tuple[Path | ServerAddress, Named], in_zone: Callable[[str], None]
) -> Iterator[SmallOffice]:
    in_zone("UTC")
    place, (deals, people) = furnished
    store = Store(place, clock=Clock(NOW))
    yield SmallOffice(store, build_services(store), deals, people)
    store.close()


def run(
    office: SmallOffice,
    name: ReportName,
    days: tuple[date, date] = NOVEMBER,
    owner: str | None = None,
    compare: date | None = None,
) -> Report:
    return office.services.reports.run(ReportSpec(name, *days, owner, compare))


def figure(report: Report, key: str) -> Figure:
    return next(one for one in report.figures if one.key == key)


def value(report: Report, key: str) -> object:
    return figure(report, key).value.value


def lines(report: Report, key: str) -> list[tuple[Any, ...]]:
    """The rows of a table in words."""
    return [
        tuple(worded(cell.value) if isinstance(cell.value, Phrase) else cell.value for cell in row)
        for row in report.table(key).rows
    ]


def names(office: SmallOffice, report: Report, key: str) -> set[str]:
    """The names of the rows behind a figure."""
    rows = figure(report, key).value.rows
    assert rows is not None
    reader = office.store.list_of(rows.kind)
    found = list(reader.ids(rows.filter))
    return {str(reader.page(found)[one][reader.name_field]).split()[0] for one in found}


def test_win_and_loss(office: SmallOffice) -> None:
    report = run(office, ReportName.WIN_LOSS)
    assert (value(report, "won"), figure(report, "won").count) == (1300_00, 2)
    assert (value(report, "lost"), figure(report, "lost").count) == (400_00, 1)
    assert value(report, "win_rate") == pytest.approx(2 / 3)
    assert value(report, "win_rate_by_value") == pytest.approx(1300 / 1700)
    assert names(office, report, "win_rate") == {"Alpha", "Charlie", "Echo"}
    assert lines(report, "reasons") == [("Price", 1, 400_00)]
    assert lines(report, "won_reasons") == [("—", 2, 1300_00)]
    assert lines(report, "owners") == [("Ann", 2, 1300_00, 1, 400_00, pytest.approx(2 / 3))]
    assert lines(report, "competitors") == [
        ("Acme", 0, 0, 1, 400_00, 0.0),
        ("—", 2, 1300_00, 0, 0, 1.0),
    ]
    assert lines(report, "months")[-1] == ("2026-11", 2, 1300_00, 1, 400_00, pytest.approx(2 / 3))


def test_the_funnel_of_october(office: SmallOffice) -> None:
    report = run(office, ReportName.FUNNEL, OCTOBER)
    assert (value(report, "added"), value(report, "won"), value(report, "lost")) == (
        3,
        pytest.approx(1 / 3),
        1,
    )
    assert names(office, report, "open") == {"Bravo"}
    assert lines(report, "steps") == [
        # stage, reached, of the stage before, open here, lost here, days: (10 + 10 + 24) / 3, 25 days of Bravo, 25 of Alpha
        ("Prospecting", 3, None, 0, 1, 14.7),
        ("Education", 2, pytest.approx(2 / 3), 0, 0, 25.0),
        ("Demo", 2, 1.0, 1, 0, 25.0),
        ("Proposal", 1, 0.5, 0, 0, None),
        ("Negotiation", 1, 1.0, 0, 0, None),
        ("Won", 1, 1.0, 0, 0, None),
    ]
    assert [worded(note) for note in report.notes] == ["1 of the deals is still open: its way is not over."]


def test_the_forecast_of_today(office: SmallOffice) -> None:
    report = run(office, ReportName.FORECAST)
    assert (value(report, "won"), figure(report, "won").count) == (1300_00, 2)
    assert (value(report, "open"), figure(report, "open").count) == (3300_00, 3)
    assert figure(report, "open").value.apart == (Money(100_00, "CHF"),)
    assert value(report, "weighted") == 1250_00 + 520_00  # 50 % of 2500, 65 % of 800
    assert (value(report, "best"), figure(report, "best").count) == (3300_00, 3)
    assert figure(report, "best").value.apart == (Money(10_00, "CHF"),)  # 10 % of Foxtrot, as it is weighted
    december = (2, 3300_00, 1770_00, 3300_00, 0, 1770_00)
    assert lines(report, "months")[:3] == [
        ("Without a date", 1, 0, 0, 0, 0, 0),
        ("2026-11", 0, 0, 0, 0, 1300_00, 1300_00),
        ("2026-12", *december),
    ]
    assert "1 open deal has no expected close: it is in no month." in [worded(one) for one in report.notes]
    assert report.other_currencies == 1


def test_no_best_case_is_below_what_is_weighted(office: SmallOffice) -> None:
    stage = office.store.pipelines.all()[0].stages[0].id  # 10 %
    for day in ("2026-12-20", "2027-01-10"):
        office.services.deals.create("Early", stage, amount=40_000_00, expected_close=day)
    report = run(office, ReportName.FORECAST)
    assert value(report, "weighted") == 1770_00 + 2 * 4_000_00
    assert value(report, "best") == 3300_00 + 2 * 4_000_00
    months = report.table("months")
    best, weighted = months.column("best"), months.column("weighted")
    assert [row[best].value for row in months.rows][:4] == [0, 0, 3300_00 + 4_000_00, 4_000_00]
    assert all((row[best].value or 0) >= (row[weighted].value or 0) for row in months.rows)  # type: ignore[operator]


def test_an_average_says_how_many_deals_it_is_of(office: SmallOffice) -> None:
    stage = office.store.pipelines.all()[0].stages[0].id
    for title, amount, currency in (("Francs", 700_00, "CHF"), ("Unvalued", None, None), ("Nought", 0, None)):
        deal, _ = office.services.deals.create(title, stage, amount=amount, currency=currency)
        office.services.deals.win(deal, closed_at="2026-11-21")
    report = run(office, ReportName.PIPELINE)
    assert figure(report, "won").count == 5
    average = figure(report, "average")
    assert (average.value.value, average.count) == (round(1300_00 / 3), 3)
    assert average.left_out == ("CHF",)
    assert names(office, report, "average") == {"Alpha", "Echo", "Nought"}


def test_a_sales_cycle_says_of_how_many_deals_it_is_known(office: SmallOffice) -> None:
    stage = office.store.pipelines.all()[0].stages[0].id
    deal, _ = office.services.deals.create("Before", stage, amount=100_00)
    office.services.deals.win(deal, closed_at="2026-11-02")  # before it was written down
    report = run(office, ReportName.PIPELINE)
    assert figure(report, "won").count == 3
    assert (value(report, "cycle"), figure(report, "cycle").count) == (round((35 + 16) / 2), 2)
    assert any("is not in the sales cycle" in worded(note) for note in report.notes)


def test_two_dates_compared(office: SmallOffice) -> None:
    report = run(office, ReportName.CHANGES, compare=date(2026, 10, 31))
    found = {one.key: (one.value.value, one.count) for one in report.figures}
    assert found == {
        "open_then": (3400_00, 3),
        "new": (1100_00, 3),
        "on": (2500_00, 1),
        "slipped": (2500_00, 1),
        "won": (1300_00, 2),
        "lost": (400_00, 1),
        "drift": (500_00, 1),
        "open_now": (3300_00, 3),
    }
    assert 3400 + 1100 + 500 - 1300 - 400 == 3300
    assert figure(report, "new").value.apart == (Money(100_00, "CHF"),)
    for key, those in (
        ("open_then", {"Alpha", "Bravo", "Charlie"}),
        ("new", {"Delta", "Echo", "Foxtrot"}),
        ("on", {"Bravo"}),
        ("slipped", {"Bravo"}),
        ("won", {"Alpha", "Echo"}),
        ("open_now", {"Bravo", "Delta", "Foxtrot"}),
    ):
        assert names(office, report, key) == those
    assert lines(report, "bridge") == [
        ("Open then", 3, 3400_00),
        ("New", 3, 1100_00),
        ("Value changed", 1, 500_00),
        ("Won", 2, -1300_00),
        ("Lost", 1, -400_00),
        ("Open at the end", 3, 3300_00),
    ]
    assert lines(report, "slipped") == [("Bravo", None, 2500_00, "2026-11-20", "2026-12-15", 25, None)]
    assert lines(report, "on") == [("Bravo", None, 2500_00, "Education", "Demo", None)]
    assert lines(report, "won") == [
        ("Alpha", "Nordwind", 1000_00, "Demo", "2026-11-05"),
        ("Echo", None, 300_00, None, "2026-11-20"),
    ]
    assert lines(report, "drift") == [("Bravo", None, 2500_00, 500_00)]


def test_what_no_rate_converts_goes_out_with_what_was_won(office: SmallOffice) -> None:
    office.services.deals.win(office.deals["Foxtrot"], closed_at="2026-11-22")
    bridge = run(office, ReportName.CHANGES, compare=date(2026, 11, 10)).table("bridge")
    apart = {worded(row[0].value): row[2].apart for row in bridge.rows}  # type: ignore[arg-type]
    assert apart["Open then"] == (Money(100_00, "CHF"),)
    assert apart["Won"] == (Money(-100_00, "CHF"),)
    assert apart["Open at the end"] == ()


def test_two_dates_that_have_both_passed(office: SmallOffice) -> None:
    report = run(
        office, ReportName.CHANGES, (date(2026, 11, 1), date(2026, 11, 11)), compare=date(2026, 10, 12)
    )
    found = {one.key: (one.value.value, one.count) for one in report.figures}
    assert found == {
        "open_then": (3000_00, 2),  # Alpha and Bravo, as it was worth then
        "new": (1500_00, 4),  # Charlie 400, Delta 800, Echo 300, and Foxtrot's francs
        "on": (2000_00, 1),
        "slipped": (2000_00, 1),
        "won": (1000_00, 1),
        "lost": (400_00, 1),
        "drift": (0, 0),
        "open_now": (3100_00, 4),
    }
    assert 3000 + 1500 - 1000 - 400 == 3100


def test_a_date_after_the_period_is_refused(office: SmallOffice) -> None:
    with refusing(InputError, match="cannot be compared with a later day"):
        run(office, ReportName.CHANGES, compare=date(2026, 12, 1))


def test_deals_in_the_trash_are_in_no_figure(office: SmallOffice) -> None:
    office.services.deals.delete([office.deals["Bravo"]])
    report = run(office, ReportName.CHANGES, compare=date(2026, 10, 31))
    assert (value(report, "open_then"), value(report, "open_now")) == (1400_00, 800_00)
    assert value(report, "slipped") == 0


def test_activity(office: SmallOffice) -> None:
    report = run(office, ReportName.ACTIVITIES)
    assert (value(report, "done"), value(report, "calls")) == (6, 2)
    assert value(report, "in_touch") == pytest.approx(4 / 6)  # a call, two mails, an order
    assert figure(report, "in_touch").count == 4
    assert value(report, "hours") == 0.3  # 18 minutes
    assert lines(report, "kinds") == [
        ("Call", 2, 1, 0.3),
        ("Email", 2, 2, 0.0),
        ("Note", 1, 0, 0.0),
        ("Order", 1, 1, 0.0),
    ]
    assert lines(report, "owners") == [("Ben", 5, 3, 0.1, 1, 2, 1, 1), ("Ann", 1, 1, 0.2, 1, 0, 0, 0)]


def test_lead_response(office: SmallOffice) -> None:
    report = run(office, ReportName.LEAD_RESPONSE)
    assert (value(report, "added"), value(report, "day"), value(report, "still")) == (4, 0.5, 1)
    assert value(report, "average") == 19.5  # half an hour, 48 and 10, by three
    assert lines(report, "waits") == [
        ("Within an hour", 1),
        ("Within a day", 1),
        ("Within 3 days", 1),
        ("Within a week", 0),
        ("Later", 0),
        ("Not yet", 1),
    ]
    assert lines(report, "owners") == [("Ann", 2, 1, 0.5, 1, 0.5), ("Ben", 2, 1, 0.5, 0, 29.0)]
    assert names(office, report, "still") == {"Rosa"}
    assert names(office, report, "day") == {"Pia", "Sam"}


def test_customers(office: SmallOffice) -> None:
    report = run(office, ReportName.CUSTOMERS)
    assert (value(report, "deals"), figure(report, "deals").count) == (1300_00, 2)
    assert value(report, "orders") == 30_00
    assert (value(report, "companies"), value(report, "people")) == (1, 2)
    assert names(office, report, "people") == {"Pia", "Quentin"}
    assert lines(report, "groups") == [
        ("Bought in the period", 1, 2),
        ("Bought for the first time", 1, 1),
        ("Quiet for more than 180 days", 0, 0),
    ]
    assert lines(report, "customers") == [
        ("Nordwind", 1000_00, 1000_00, 1, 0, "2026-11-05", 18),
        ("Pia Berg", 300_00, 300_00, 1, 0, "2026-11-20", 3),
        ("Quentin Berg", 80_00, 30_00, 0, 2, "2026-11-10", 13),
    ]
    quiet = run(office, ReportName.CUSTOMERS, (date(2026, 9, 1), date(2026, 9, 30)))
    assert lines(quiet, "groups")[2] == ("Quiet for more than 180 days", 0, 1)


def test_data_health(office: SmallOffice) -> None:
    report = run(office, ReportName.DATA_HEALTH)
    found = {line[0]: line[2] for line in lines(report, "checks")}
    assert found["No next step"] == 3
    assert found["Expected close has passed"] == 0
    assert found["No expected close"] == 1
    assert found["No company and no person"] == 3
    assert found["No email and no phone"] == 4
    assert found["Never contacted"] == 1
    assert found["Email of several people"] == 0
    for name in ("Rosa", "Sam"):
        office.services.contacts.edit(office.people[name], "email", "both@berg.example")
    office.services.contacts.edit(office.people["Pia"], "phone", "ask at the door 12")
    again = run(office, ReportName.DATA_HEALTH)
    assert value(again, "bad_phone") == 1
    assert names(office, again, "bad_phone") == {"Pia"}
    assert value(again, "shared_email") == 2
    assert names(office, again, "shared_email") == {"Rosa", "Sam"}


def test_an_address_shared_with_somebody_in_the_trash_is_nobodys_else(office: SmallOffice) -> None:
    for name in ("Rosa", "Sam"):
        office.services.contacts.edit(office.people[name], "email", "both@berg.example")
    office.services.contacts.delete([office.people["Sam"]])
    assert value(run(office, ReportName.DATA_HEALTH), "shared_email") == 0


def test_rows_are_counted_for_many_filters_at_once(office: SmallOffice) -> None:
    deals = office.store.list_of(RecordKind.DEALS)
    filters = [
        parse_filter(text, filter_fields(RecordKind.DEALS))
        for text in ("", "stage_kind:open", "owner:Ann", "-expected_close:?", "been_in:Demo stage_kind:won")
    ]
    assert deals.counts(filters) == [deals.count(one) for one in filters] == [6, 3, 3, 4, 1]
    assert deals.counts([]) == []


def test_won_against_target(office: SmallOffice) -> None:
    without = run(office, ReportName.WON_TARGET)
    assert [one.key for one in without.figures] == ["won", "weighted", "pace"]
    assert [column.key for column in without.table("months").columns] == ["month", "deals", "won"]
    ann = office.store.owners.find("Ann")
    office.services.targets.put([(Place(ann, Measure.REVENUE, month_of(2026, 11)), "2600")])
    report = run(office, ReportName.WON_TARGET)
    assert (value(report, "won"), value(report, "target"), value(report, "left")) == (
        1300_00,
        2600_00,
        1300_00,
    )
    assert value(report, "reached") == 0.5
    assert (
        value(report, "pace") == 1706_00
    )  # 16 of the 21 working days of November are gone: 1706.25, a guess
    assert value(report, "weighted") == 0
    assert lines(report, "owners") == [("Ann", 2, 1300_00, 0, 2600_00, 0.5)]
    assert lines(report, "months")[-1] == ("2026-11", 2, 1300_00, 2600_00, 0.5)


def test_the_pace_of_a_part_of_a_month_counts_its_own_days(office: SmallOffice) -> None:
    report = run(office, ReportName.WON_TARGET, (date(2026, 11, 16), date(2026, 11, 30)))
    assert value(report, "won") == 300_00
    assert value(report, "pace") == 550_00  # 6 of the 11 working days from the 16th on are gone


@pytest.mark.parametrize(
    ("name", "count"), [(ReportName.WON_TARGET, 12), (ReportName.PIPELINE, 6), (ReportName.WIN_LOSS, 6)]
)
def test_months_that_are_not_those_of_the_period_are_told(
    office: SmallOffice, name: ReportName, count: int
) -> None:
    report = run(office, name, (date(2025, 1, 1), date(2026, 11, 30)))
    assert f"Month by month: up to November 2026, {count} in all, whatever the period." in [
        worded(note) for note in report.notes
    ]
    first = date(2026, 6, 1) if count == 6 else date(2025, 12, 1)
    for days in ((first, date(2026, 11, 30)), NOVEMBER):
        assert not [
            note for note in run(office, name, days).notes if note.code == "reports.note.months_shown"
        ]


def test_a_year_begins_with_its_own_first_month(office: SmallOffice) -> None:
    report = run(office, ReportName.WON_TARGET, (date(2026, 1, 1), date(2026, 11, 30)))
    assert [row[0].value for row in report.table("months").rows] == [
        f"2026-{month:02}" for month in range(1, 12)
    ]
    assert not [note for note in report.notes if note.code == "reports.note.months_shown"]


def test_months_of_two_years_say_which(office: SmallOffice) -> None:
    table = run(office, ReportName.WON_TARGET, (date(2025, 12, 1), date(2026, 11, 30))).table("months")
    texts, column = ReportTexts(worded, "en_US"), table.columns[0]
    assert [texts.name(column, row[0], table.year_starts) for row in table.rows][:3] == [
        "Dec ’25",
        "Jan ’26",
        "Feb",
    ]
    of_one = run(office, ReportName.PIPELINE).table("months")
    assert of_one.year_starts == frozenset()


def test_a_part_of_a_year_says_what_target_the_whole_has(office: SmallOffice) -> None:
    ann = office.store.owners.find("Ann")
    for month, amount in ((11, "2600"), (12, "1000")):
        office.services.targets.put([(Place(ann, Measure.REVENUE, month_of(2026, month)), amount)])
    report = run(office, ReportName.WON_TARGET, (date(2026, 1, 1), date(2026, 11, 30)))
    assert value(report, "target") == 2600_00
    notes = [worded(note) for note in report.notes]
    assert (
        "1 of 11 months of this time have a full target; what was won in the others counts all the same."
        in notes
    )
    assert (
        "The target is that of the months up to November 2026. That of 2026 as a whole, as the page of targets shows it: "
        "3,600 EUR."
    ) in notes
    whole = run(office, ReportName.WON_TARGET, (date(2026, 1, 1), date(2026, 12, 31)))
    assert value(whole, "target") == 3600_00
    assert not [note for note in whole.notes if note.code == "targets.whole"]


def test_reports_of_one_owner(office: SmallOffice) -> None:
    assert value(run(office, ReportName.WIN_LOSS, owner="Ben"), "won") == 0
    assert (
        value(run(office, ReportName.CHANGES, owner="Ben", compare=date(2026, 10, 31)), "open_now") == 3300_00
    )
    assert value(run(office, ReportName.FUNNEL, OCTOBER, "Ann"), "added") == 2
    assert value(run(office, ReportName.LEAD_RESPONSE, owner="Ben"), "added") == 2
    assert value(run(office, ReportName.CUSTOMERS, owner="Ann"), "orders") == 0
    assert value(run(office, ReportName.FORECAST, owner="Ann"), "open") == 0
    assert value(run(office, ReportName.ACTIVITIES, owner="Ann"), "done") == 1
    assert value(run(office, ReportName.WON_TARGET, owner="Ann"), "won") == 1300_00


@pytest.mark.parametrize("name", list(ReportName))
def test_an_empty_period_has_every_report(office: SmallOffice, name: ReportName) -> None:
    report = run(office, name, (date(1999, 1, 1), date(1999, 1, 31)))
    assert len(report.tables) > 0
    assert report.title is not None


@pytest.mark.parametrize("days", [NOVEMBER, OCTOBER], ids=["november", "october"])
@pytest.mark.parametrize("name", list(ReportName))
def test_every_count_is_the_number_of_the_rows_it_opens(
    office: SmallOffice, name: ReportName, days: tuple[date, date]
) -> None:
    report = run(office, name, days)
    counted = [(one.key, one.count, one.value) for one in report.figures if one.count is not None]
    counted += [
        (one.key, one.value.value, one.value) for one in report.figures if one.type is ValueType.COUNT
    ]
    for table in report.tables:
        for row in (*table.rows, *([table.total] if table.total else [])):
            counted += [
                (f"{table.key}.{column.key}", cell.value, cell)
                for column, cell in zip(table.columns, row, strict=True)
                if column.type is ValueType.COUNT
            ]
    checked = 0
    for key, count, cell in counted:
        if cell.rows is not None:
            assert office.store.list_of(cell.rows.kind).count(cell.rows.filter) == count, key
            checked += 1
    assert checked or not any(count for _, count, _ in counted)


@pytest.mark.parametrize("name", list(ReportName))
def test_every_sum_is_that_of_the_rows_it_opens(office: SmallOffice, name: ReportName) -> None:
    report = run(office, name)
    keys = {"won", "lost", "open", "weighted", "deals", "open_now"}
    cells = [(one.key, one.value) for one in report.figures if one.type is ValueType.MONEY]
    for table in report.tables:
        for row in (*table.rows, *([table.total] if table.total else [])):
            cells += [
                (column.key, cell)
                for column, cell in zip(table.columns, row, strict=True)
                if column.type is ValueType.MONEY
            ]
    for key, cell in cells:
        if key in keys and cell.rows is not None and cell.rows.kind is RecordKind.DEALS:
            column = "weighted" if key == "weighted" else "deal_value"
            store = office.store
            total = store.list_of(RecordKind.DEALS).column_totals(
                [column], cell.rows.filter, currency="EUR", rates=store.rates.current(store.today())
            )[column]
            found = {money.currency: money.minor for money in total.apart if money.minor}
            assert (0 if total.amount is None else total.amount.minor) == cell.value, key
            assert found == {money.currency: money.minor for money in cell.apart}, key


def test_a_deal_that_was_lost_then_and_is_won_now_was_opened_again(office: SmallOffice) -> None:
    deals = office.services.deals
    deals.move(office.deals["Charlie"], office.store.pipelines.all()[0].stages[2].id)
    deals.win(office.deals["Charlie"])
    report = run(office, ReportName.CHANGES, compare=date(2026, 11, 15))
    assert (value(report, "new"), value(report, "won")) == (400_00, 700_00)  # Echo was open on the 15th
    assert value(report, "lost") == 0
    start, end = value(report, "open_then"), value(report, "open_now")
    assert start == 2500_00 + 800_00 + 300_00
    assert end == start + 400_00 - 700_00


@pytest.mark.parametrize("name", list(ReportName))
def test_all_of_the_calendar_is_a_period(office: SmallOffice, name: ReportName) -> None:
    report = run(office, name, (date(1900, 1, 1), date(2999, 12, 31)))
    assert any(one.value.value for one in report.figures) is not (name is ReportName.CAMPAIGNS)  # it has none
