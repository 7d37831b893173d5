"""Reports of one's own: every cell is what its rows come to, whatever they are grouped by."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.conflicts import EditConflict
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.grouping import DAYS_OPEN, GroupBy, Step
from salesdesk.domain.money import Money
from salesdesk.domain.own_reports import BY_NAME, Calc, Design, MeasureOf
from salesdesk.domain.reports import Cell, ChartKind, Report, ReportTable, ValueType
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import Phrase
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.refusals import refusing

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
DEALS, CONTACTS = RecordKind.DEALS, RecordKind.CONTACTS
COUNT, SUM = MeasureOf(), MeasureOf(Calc.SUM, "deal_value")
LOST = Filter((Condition("stage_kind", Op.IS, ("lost",)),))


@pytest.fixture
def store(place: Path | ServerAddress):
    made = Store(place, clock=lambda: NOW)
    yield made
    made.close()


LOSSES = (
    ("a", "Demo", "Price", 100_00, "2026-11-05"),
    ("b", "Demo", "price", 50_00, "2026-10-31"),
    ("c", "Proposal", "Price", 200_00, "2026-11-30"),
    ("d", "Proposal", "No answer", 10_00, "2026-07-01"),
    ("e", "Demo", "", 30_00, "2026-11-06"),
)


@pytest.fixture
def deals(services: Services, store: Store) -> None:
    """Five lost deals of known amounts, and one that is open."""
    stages = {one.name: one.id for one in store.pipelines.all()[0].stages}
    for title, stage, reason, amount, day in LOSSES:
        number, _ = services.deals.create(title, stages[stage], amount=amount)
        services.deals.lose(number, stage, competitor=reason or None, closed_at=day)
    services.deals.create("open", stages["Demo"], amount=1000_00)


def text_of(cell: Cell) -> object:
    return worded(cell.value) if isinstance(cell.value, Phrase) else cell.value


def shown(table: ReportTable) -> list[list[object]]:
    return [[text_of(cell) for cell in row] for row in table.rows]


def check_rows(store: Store, report: Report) -> None:
    """Every cell that says rows says exactly those it counts and adds up."""
    for table in report.tables:
        for row in (*table.rows, *([table.total] if table.total else [])):
            for column, cell in zip(table.columns, row, strict=True):
                if cell.rows is None:
                    continue
                ids = store.list_of(cell.rows.kind).ids(cell.rows.filter)
                if column.key == "count" or column.key.startswith("beside_"):
                    assert len(ids) == (cell.value or 0), (column.key, cell)
                if column.key == "sum_deal_value":
                    rows = store.deals.page(ids, ["deal_value"])
                    assert (
                        sum(one["deal_value"].minor for one in rows.values() if one["deal_value"])
                        == cell.value
                    )


def test_lost_deals_by_reason(services: Services, store: Store, deals: None) -> None:
    report = services.own_reports.make(Design(DEALS, LOST, (GroupBy("competitor"),), (COUNT, SUM)))
    assert worded(report.title) == "Number of deals by Competitor"
    (table,) = report.tables
    assert [worded(column.title) for column in table.columns] == [
        "Competitor",
        "Number of deals",
        "Sum of Deal value",
    ]
    assert shown(table) == [["Price", 3, 350_00], ["No answer", 1, 10_00], ["None", 1, 30_00]]
    assert [text_of(cell) for cell in table.total or ()] == ["Total", 5, 390_00]
    assert [(figure.key, figure.value.value) for figure in report.figures] == [
        ("count", 5),
        ("sum_deal_value", 390_00),
    ]
    check_rows(store, report)


def test_two_fields_stand_across_each_other(services: Services, store: Store, deals: None) -> None:
    design = Design(
        DEALS, LOST, (GroupBy("competitor"), GroupBy("lost_reason")), (COUNT, SUM), ChartKind.STACKED
    )
    report = services.own_reports.make(design)
    (table,) = report.tables
    assert [worded(column.title) for column in table.columns] == [
        "Competitor", "Demo", "Proposal", "Number of deals", "Sum of Deal value",
    ]  # fmt: skip
    assert shown(table) == [
        ["Price", 2, 1, 3, 350_00],
        ["No answer", 0, 1, 1, 10_00],
        ["None", 1, 0, 1, 30_00],
    ]
    (chart,) = report.charts
    assert (chart.kind, chart.label, chart.series) == (ChartKind.STACKED, "group", ("beside_0", "beside_1"))
    check_rows(store, report)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Step.MONTH, [["Jul 2026", 1], ["Oct 2026", 1], ["Nov 2026", 3]]),
        (Step.QUARTER, [["Q3 2026", 1], ["Q4 2026", 4]]),
        (Step.YEAR, [["2026", 5]]),
        (Step.WEEK, [["Week 27, 2026", 1], ["Week 44, 2026", 1], ["Week 45, 2026", 2], ["Week 49, 2026", 1]]),
        (
            Step.DAY,
            [["1 Jul 2026", 1], ["31 Oct 2026", 1], ["5 Nov 2026", 1], ["6 Nov 2026", 1], ["30 Nov 2026", 1]],
        ),
    ],
)
def test_days_are_put_together(
    services: Services, store: Store, deals: None, step: Step, expected: list[object]
) -> None:
    design = Design(DEALS, LOST, (GroupBy("closed_at", step),), sort=BY_NAME, descending=False)
    report = services.own_reports.make(design)
    assert shown(report.tables[0]) == expected
    check_rows(store, report)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Asia/Kolkata", "UTC", "America/Los_Angeles"])
def test_moments_count_on_the_day_of_the_person(
    services: Services, store: Store, in_zone: Callable[[str], None], zone: str
) -> None:
    in_zone(zone)
    person, _ = services.contacts.create({"full_name": "Cem"})
    for at in (
        "2026-10-31T23:30:00Z",
        "2026-11-01T00:30:00Z",
        "2026-10-31T12:15:00Z",
        "2026-11-01T08:00:00Z",
        "2026-10-31T18:45:00Z",
    ):
        services.activities.log(ActivityKind.CALL, Subject(person), body="x", at=at)
    for step in (Step.MONTH, Step.DAY):
        report = services.own_reports.make(
            Design(RecordKind.ACTIVITIES, Filter(), (GroupBy("at", step),), sort=BY_NAME)
        )
        check_rows(store, report)
        assert sum(row[1].value for row in report.tables[0].rows) == 5  # type: ignore[misc]


def test_mean_median_and_share(services: Services, store: Store, deals: None) -> None:
    measures = (
        MeasureOf(Calc.AVERAGE, "deal_value"),
        MeasureOf(Calc.MEDIAN, "deal_value"),
        MeasureOf(Calc.SHARE),
        MeasureOf(Calc.SHARE, "deal_value"),
    )
    report = services.own_reports.make(Design(DEALS, LOST, (GroupBy("competitor"),), measures))
    price = report.tables[0].rows[0]
    amounts = [amount for _, _, reason, amount, _ in LOSSES if reason.lower() == "price"]
    assert [cell.value for cell in price[1:]] == [
        round(statistics.fmean(amounts)), statistics.median(amounts), 3 / 5, 350 / 390,
    ]  # fmt: skip
    assert [column.type for column in report.tables[0].columns[1:]] == [
        ValueType.MONEY, ValueType.MONEY, ValueType.PERCENT, ValueType.PERCENT,
    ]  # fmt: skip
    assert [figure.key for figure in report.figures] == ["average_deal_value", "median_deal_value"]


def test_days_open_are_measured(services: Services, store: Store) -> None:
    stage = store.pipelines.all()[0].stages[0].id
    services.deals.create("open", stage)
    report = services.own_reports.make(Design(DEALS, measures=(MeasureOf(Calc.MEDIAN, DAYS_OPEN),)))
    assert [(figure.value.value, figure.type) for figure in report.figures] == [(0, ValueType.DAYS)]


def test_over_twelve_groups_the_rest_is_one_that_opens(services: Services, store: Store) -> None:
    for number in range(15):
        for copy in range(15 - number):
            services.contacts.create({"full_name": f"P {number} {copy}", "city": f"City {number:02}"})
    services.contacts.create({"full_name": "Nowhere"})
    report = services.own_reports.make(Design(CONTACTS, groups=(GroupBy("city"),)))
    rows = shown(report.tables[0])
    assert len(rows) == 13
    assert rows[0] == ["City 00", 15]
    assert rows[10:] == [["City 10", 5], ["Other (4)", 4 + 3 + 2 + 1], ["None", 1]]
    check_rows(store, report)


def test_a_person_with_two_tags_stands_in_both(services: Services, store: Store) -> None:
    services.contacts.create({"full_name": "A", "tags": "vip, north"})
    services.contacts.create({"full_name": "B", "tags": "vip"})
    services.contacts.create({"full_name": "C"})
    report = services.own_reports.make(Design(CONTACTS, groups=(GroupBy("tags"),)))
    assert shown(report.tables[0]) == [["vip", 2], ["north", 1], ["None", 1]]
    assert report.figures[0].value.value == 3
    check_rows(store, report)


def test_a_person_at_two_companies_stands_at_both(services: Services, store: Store) -> None:
    services.contacts.create({"full_name": "A", "company": "Nord"})
    services.contacts.create({"full_name": "B", "company": "Nord"})
    services.companies.create({"company": "Süd"})
    report = services.own_reports.make(Design(CONTACTS, groups=(GroupBy("company"),)))
    assert shown(report.tables[0]) == [["Nord", 2]]
    check_rows(store, report)
    services.companies.delete([store.companies.find("Nord") or 0])
    report = services.own_reports.make(Design(CONTACTS, groups=(GroupBy("company"),)))
    assert shown(report.tables[0]) == [["None", 2]]
    check_rows(store, report)


def test_fields_of_the_persons_own_group_and_add_up(services: Services, store: Store) -> None:
    size, _ = services.custom_fields.create("contact", "Size", CustomType.CHOICE, ["S", "M"])
    shoes, _ = services.custom_fields.create("contact", "Shoes", CustomType.NUMBER)
    worth, _ = services.custom_fields.create("contact", "Worth", CustomType.MONEY)
    since, _ = services.custom_fields.create("contact", "Since", CustomType.DATE)
    keys = {one.id: one.name for one in store.custom_fields.of("contact")}
    for name, chosen, number, money, day in (
        ("A", "S", "40", "10 EUR", "2026-01-05"),
        ("B", "S", "42", "20 EUR", "2026-02-05"),
        ("C", "M", "41", "5 EUR", "2026-02-06"),
        ("D", "", "", "", ""),
    ):
        services.contacts.create(
            {"full_name": name, keys[size]: chosen, keys[shoes]: number, keys[worth]: money, keys[since]: day}
        )
    measures = (
        COUNT,
        MeasureOf(Calc.AVERAGE, keys[shoes]),
        MeasureOf(Calc.SUM, keys[worth]),
        MeasureOf(Calc.MEDIAN, keys[shoes]),
    )
    report = services.own_reports.make(Design(CONTACTS, groups=(GroupBy(keys[size]),), measures=measures))
    assert shown(report.tables[0]) == [
        ["S", 2, 41, 30_00, 41],
        ["M", 1, 41, 5_00, 41],
        ["None", 1, None, None, None],
    ]
    check_rows(store, report)
    report = services.own_reports.make(
        Design(
            CONTACTS,
            groups=(GroupBy(keys[since], Step.MONTH), GroupBy(keys[size])),
            sort=BY_NAME,
            descending=False,
        )
    )
    assert (
        shown(report.tables[0]) == [["Jan 2026", 0, 1, 1], ["Feb 2026", 1, 1, 2], ["None", 0, 0, 1]]
        or shown(report.tables[0])[0][0] == "Jan 2026"
    )
    check_rows(store, report)


@pytest.mark.parametrize("kind", ["contacts", "companies", "deals", "activities", "call_rounds", "sequences"])
def test_every_field_that_is_offered_can_be_used(
    services: Services, store: Store, deals: None, kind: str
) -> None:
    of = RecordKind(kind)
    person, _ = services.contacts.create(
        {
            "full_name": "Ada",
            "company": "Nord",
            "country": "DE",
            "city": "Köln",
            "owner": "Ben",
            "lead_source": "Fair",
            "tags": "vip",
            "do_not_email": "yes",
        }
    )
    services.activities.log(ActivityKind.CALL, Subject(person), body="x", outcome="Reached")
    for column in services.own_reports.grouping_fields(of):
        report = services.own_reports.make(Design(of, groups=(GroupBy(column.key),)))
        check_rows(store, report)
        if not store.list_of(of).holds_several(column.key):
            assert sum(row[1].value for row in report.tables[0].rows) == store.list_of(of).count()  # type: ignore[misc]
    for column in services.own_reports.measured_fields(of):
        for calc in (Calc.SUM, Calc.AVERAGE, Calc.MEDIAN):
            services.own_reports.make(Design(of, measures=(MeasureOf(calc, column.key),)))


def test_money_of_several_currencies_is_converted_and_what_cannot_be_is_said(
    services: Services, store: Store
) -> None:
    stage = store.pipelines.all()[0].stages[0].id
    services.deals.create("a", stage, amount=100_00, currency="EUR")
    services.deals.create("b", stage, amount=7_00, currency="XAF")
    report = services.own_reports.make(Design(DEALS, groups=(GroupBy("stage"),), measures=(SUM,)))
    cell = report.tables[0].rows[0][1]
    assert (cell.value, cell.apart) == (100_00, (Money(7_00, "XAF"),))
    assert report.other_currencies == 1
    assert worded(report.apart) == "1 amount is in a currency without a rate and is left out of sums in EUR."


def test_an_empty_list_has_an_empty_report(services: Services, store: Store) -> None:
    report = services.own_reports.make(
        Design(DEALS, groups=(GroupBy("stage"), GroupBy("owner")), measures=(COUNT, SUM))
    )
    assert report.tables[0].rows == ()
    assert report.charts == ()
    assert report.figures[0].value.value == 0


# -- keeping ----------------------------------------------------------------------------------------------


def test_a_report_is_kept_changed_and_undone(services: Services, store: Store, deals: None) -> None:
    design = Design(DEALS, LOST, (GroupBy("competitor"),), (COUNT, SUM))
    number, _ = services.own_reports.create("Why we lose", design, on_today=True)
    kept = store.own_reports.get(number)
    assert (kept.name, kept.design, kept.on_today, kept.in_meetings) == ("Why we lose", design, True, False)
    assert worded(services.own_reports.run(number).title) == "Why we lose"
    services.own_reports.change(number, name="Losses", in_meetings=True)
    assert [one.name for one in store.own_reports.all()] == ["Losses"]
    services.commands.undo()
    assert store.own_reports.get(number) == kept
    second, _ = services.own_reports.duplicate(number)
    assert store.own_reports.get(second).name == "Why we lose 2"
    services.own_reports.delete(number)
    with refusing(DomainError, "does not exist any more"):
        services.own_reports.run(number)
    services.commands.undo()
    assert store.own_reports.get(number) == kept


def test_two_reports_have_two_names(services: Services) -> None:
    services.own_reports.create("Losses", Design(DEALS))
    with refusing(InputError, "a report “LOSSES” already"):
        services.own_reports.create("LOSSES", Design(DEALS))


def test_two_who_change_the_same_are_asked(services: Services, store: Store) -> None:
    number, _ = services.own_reports.create("Losses", Design(DEALS))
    seen = store.own_reports.get(number)
    services.own_reports.change(number, name="Other")
    services.own_reports.change(number, on_today=True, seen=seen)
    with pytest.raises(EditConflict):
        services.own_reports.change(number, name="Mine", seen=seen)


@pytest.mark.parametrize(
    "design",
    [
        Design(DEALS, groups=(GroupBy("nothing"),)),
        Design(DEALS, groups=(GroupBy("notes"),)),
        Design(DEALS, measures=(MeasureOf(Calc.SUM, "owner"),)),
        Design(DEALS, Filter((Condition("nothing", Op.IS, ("x",)),))),
        Design(RecordKind.UNKNOWN),
        Design(CONTACTS, measures=(MeasureOf(Calc.SUM, DAYS_OPEN),)),
    ],
)
def test_what_the_list_has_not_is_refused(services: Services, design: Design) -> None:
    with refusing(InputError):
        services.own_reports.make(design)
    with refusing(InputError):
        services.own_reports.create("Mine", design)


def test_a_report_outlives_the_field_it_names(services: Services, store: Store) -> None:
    size, _ = services.custom_fields.create("contact", "Size", CustomType.CHOICE, ["S"])
    key = store.custom_fields.of("contact")[0].name
    number, _ = services.own_reports.create("By size", Design(CONTACTS, groups=(GroupBy(key),)))
    services.custom_fields.delete(size)
    with refusing(InputError, "Choose a field of the list"):
        services.own_reports.run(number)
    assert replace(store.own_reports.get(number).design, groups=()) == Design(CONTACTS)


def test_what_has_no_date_stands_alone_in_a_line(services: Services, store: Store, deals: None) -> None:
    design = Design(DEALS, groups=(GroupBy("closed_at", Step.MONTH),), measures=(SUM,), chart=ChartKind.LINES)
    report = services.own_reports.make(design)
    (chart,), (table,) = report.charts, report.tables
    names = [worded(row[0].value) if isinstance(row[0].value, Phrase) else row[0].value for row in table.rows]
    assert names[-1] == "None"
    assert chart.alone == (len(names) - 1,)


def test_amounts_are_put_together_in_ranges(services: Services, store: Store) -> None:
    stage = store.pipelines.all()[0].stages[0].id
    for number, amount in enumerate((None, 0, 999, 1_000, 4_000, 9_999, 10_000, 250_000)):
        minor = None if amount is None else amount * 100
        services.deals.create(f"Deal {number}", stage, amount=minor, currency="EUR")
    services.deals.create("Yen", stage, amount=5_000, currency="JPY")
    design = Design(DEALS, groups=(GroupBy("deal_value"),), measures=(COUNT,), sort=BY_NAME, descending=False)
    report = services.own_reports.make(design)
    assert shown(report.tables[0]) == [
        ["Under 1,000", 2],
        ["1,000–10,000", 4],
        ["10,000–100,000", 1],
        ["100,000+", 1],
        ["None", 1],
    ]
    assert [worded(note) for note in report.notes] == [
        "Amounts are put into the ranges of Deal value as they are written, each in its currency."
    ]
    check_rows(store, report)
    two = replace(design, groups=(GroupBy("stage"), GroupBy("deal_value")))
    check_rows(store, services.own_reports.make(two))
    other = replace(design, groups=(GroupBy("deal_value"), GroupBy("owner")), sort=0, descending=True)
    check_rows(store, services.own_reports.make(other))


def test_own_numbers_and_amounts_are_put_together_in_ranges(services: Services, store: Store) -> None:
    size, _ = services.custom_fields.create("contact", "Size", CustomType.NUMBER)
    worth, _ = services.custom_fields.create("contact", "Worth", CustomType.MONEY)
    keys = [store.custom_fields.get(one).name for one in (size, worth)]
    for number in range(10):
        given = {keys[0]: f"{36 + number / 2}", keys[1]: f"{10 ** (number // 3)} EUR"}
        services.contacts.create({"full_name": f"Person {number}", **given})
    for key in keys:
        assert key in {column.key for column in services.own_reports.grouping_fields(CONTACTS)}
        design = Design(CONTACTS, groups=(GroupBy(key),), sort=BY_NAME, descending=False)
        report = services.own_reports.make(design)
        assert 3 <= len(report.tables[0].rows) <= 7
        assert sum(row[1].value for row in report.tables[0].rows) == 10
        check_rows(store, report)
