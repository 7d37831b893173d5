"""What a fact is, it is in every file: lists and reports, workbooks and text."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk.domain.columns import currency_title, filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import parse_filter
from salesdesk.domain.reports import ReportName, ReportSpec
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from salesdesk.wording import worded

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
ZONES = ["Pacific/Auckland", "America/Los_Angeles"]
# title, minor units, currency, its own probability, what becomes of it, shown, format, in text
DEALS = [
    ("Won yen", 1500, "JPY", 30, "won", 1500, '#,##0 "JPY"', "1500 JPY"),
    ("Lost dinars", 1234, "KWD", 75, "lost", 1.234, '#,##0.000 "KWD"', "1.234 KWD"),
    ("Open euros", 100_05, "EUR", 50, "open", 100.05, '#,##0.00 "EUR"', "100.05 EUR"),
]
EFFECTIVE = {"won": 1, "lost": 0, "open": 0.5}


@pytest.fixture
def services(template_file: Path, tmp_path: Path, in_zone: Callable[[str], None]) -> Any:
    """Deals closed late on 31 October in New York, and somebody added then."""
    in_zone("America/New_York")
    moment = [datetime(2026, 11, 1, 3, 30, tzinfo=UTC)]
    path = tmp_path / "facts.salesdesk"
    store = Store(path, clock=lambda: moment[0])
    set_up(store)
    made = build_services(store)
    stage = store.pipelines.all()[0].stages[1].id
    for title, minor, currency, probability, fate, *_ in DEALS:
        deal, _ = made.deals.create(
            title,
            stage,
            amount=minor,
            currency=currency,
            probability=probability,
            expected_close="2026-12-24",
        )
        if fate == "won":
            made.deals.win(deal, closed_at="2026-11-01T03:59:00Z")
        if fate == "lost":
            made.deals.lose(deal, "Price", closed_at="2026-11-01T03:59:00Z")
    made.contacts.create({"full_name": "Anna Berg", "country": "DE", "lifecycle_stage": "mql"})
    moment[0] = NOW
    yield made, store
    store.close()


@pytest.fixture
def files(services: tuple[Services, Store], tmp_path: Path) -> Callable[[], dict[str, Any]]:
    """Writes the deals and people of a file as lists, and October's report."""
    made, store = services

    def write() -> dict[str, Any]:
        report = made.reports.run(ReportSpec(ReportName.PIPELINE, *OCTOBER))
        made.report_files.write(report, tmp_path / "report.xlsx", worded)
        made.report_files.write(report, tmp_path / "report.csv", worded)
        for kind in (RecordKind.DEALS, RecordKind.CONTACTS):
            columns = [column.key for column in store.list_of(kind).columns()]
            for ending in ("xlsx", "csv"):
                made.exports.export(kind, tmp_path / f"{kind.value}.{ending}", columns=columns)
        with (tmp_path / "deals.csv").open(encoding="utf-8-sig", newline="") as text:
            texts = {row["Deal"]: row for row in csv.DictReader(text)}
        return {
            "report": report,
            "details": openpyxl.load_workbook(tmp_path / "report.xlsx"),
            "deals": openpyxl.load_workbook(tmp_path / "deals.xlsx")["Deals"],
            "people": openpyxl.load_workbook(tmp_path / "contacts.xlsx")["Contacts"],
            "texts": texts,
            "tables": (tmp_path / "report.csv").read_text(encoding="utf-8-sig"),
        }

    return write


def cells(sheet: Any, key: str) -> dict[str, dict[str, Any]]:
    """The cells of a sheet by the text in a column and by title."""
    heads, *rows = sheet.iter_rows()
    titles = [cell.value for cell in heads]
    named = [dict(zip(titles, row, strict=True)) for row in rows]
    return {row[key].value: row for row in named if row[key].value}


@pytest.mark.parametrize("zone", ZONES)
def test_deals_read_the_same_in_lists_and_reports(
    files: Callable[[], dict[str, Any]], in_zone: Callable[[str], None], zone: str
) -> None:
    in_zone(zone)
    found = files()
    listed = cells(found["deals"], "Deal")
    assert set(listed) == {title for title, *_ in DEALS}
    for title, _, currency, _, fate, shown, form, text in DEALS:
        detail = cells(found["details"][f"{fate.capitalize()} deals"], "Deal")
        assert set(detail) == {title}
        for row in (listed[title], detail[title]):
            assert (row["Deal value"].value, row["Deal value"].number_format) == (pytest.approx(shown), form)
            assert row["Probability"].value == EFFECTIVE[fate]
            assert row["Weighted amount"].number_format == form
            assert row["Weighted amount"].value == pytest.approx(shown * EFFECTIVE[fate], abs=0.01)
            closed = row["Closed"].value
            assert closed == (None if fate == "open" else datetime(2026, 10, 31))
            assert row["Expected close"].value == datetime(2026, 12, 24)
        assert detail[title]["Currency"].value == currency
        shared = detail[title].keys() & listed[title].keys()
        assert {"Stage", "Owner", "Created", "SalesDesk ID", "SalesDesk version"} <= shared
        for head in shared:
            one, other = detail[title][head], listed[title][head]
            assert (one.value, one.number_format) == (other.value, other.number_format), head
        told = found["texts"][title]
        assert (
            f"{told['Deal value']} {told[currency_title('Deal value')]}" == text
        )  # an amount and its currency are two columns there
        assert found["texts"][title]["Probability"] == f"{EFFECTIVE[fate] * 100:g}"
        assert found["texts"][title]["Closed"] == ("" if fate == "open" else "2026-10-31")


def test_people_read_the_same_in_lists_and_reports(files: Callable[[], dict[str, Any]]) -> None:
    found = files()
    listed = cells(found["people"], "Name")["Anna Berg"]
    (added,) = cells(found["details"]["New leads"], "Name").values()
    assert added["Created"].value == datetime(2026, 10, 31, 23, 30)
    assert added["Lifecycle stage"].value == "Marketing-qualified"
    for head in added.keys() & listed.keys():
        assert (added[head].value, added[head].number_format) == (
            listed[head].value,
            listed[head].number_format,
        )


@pytest.mark.parametrize(("currency", "won"), [("JPY", "1500"), ("KWD", "1.500"), ("EUR", "15.00")])
def test_totals_in_text_have_the_digits_of_the_currency(
    services: tuple[Services, Store], files: Callable[[], dict[str, Any]], currency: str, won: str
) -> None:
    made, store = services
    made.settings.set({"currency": currency})
    deal, _ = made.deals.create("More", store.pipelines.all()[0].stages[0].id, amount=1500, currency=currency)
    made.deals.win(deal, closed_at="2026-10-20T12:00:00Z")
    if currency == "JPY":
        won = "3000"
    lines = files()["tables"].splitlines()
    months = lines[lines.index("Won by month") + 1 :]
    assert months[0].split(",")[2] == "Won"
    assert next(line for line in months if line.startswith("2026-10")).split(",")[2] == won


def test_the_filter_of_a_list_counts_whole_units_of_every_currency(services: tuple[Services, Store]) -> None:
    reader = services[1].list_of(RecordKind.DEALS)

    def found(text: str) -> set[str]:
        ids = list(reader.ids(parse_filter(text, filter_fields(RecordKind.DEALS))))
        return {str(reader.page(ids)[number]["deal_title"]) for number in ids}

    assert found("amount>=1000") == {"Won yen"}
    assert found("amount<2") == {"Lost dinars"}
