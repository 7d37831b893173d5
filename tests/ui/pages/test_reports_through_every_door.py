"""A report says the same on screen, in its workbook and on the command line, whatever the currency."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pytestqt.qtbot import QtBot

from salesdesk.cli.main import main
from salesdesk.domain.filters import Filter
from salesdesk.domain.money import minor_digits
from salesdesk.domain.reports import ChartKind, Report, ReportName, ReportTable, ValueType
from salesdesk.phrases import Phrase
from salesdesk.services.reports.service import DEFINITIONS
from salesdesk.store.store import Store
from salesdesk.ui.models.record_table_model import ValueRole
from salesdesk.ui.pages.reports.controls import GROUPS
from salesdesk.ui.pages.reports.page import ReportsPage
from salesdesk.ui.pages.reports.table import ReportTableView
from salesdesk.ui.pages.reports.texts import cell_text
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.cards import FigureCard
from salesdesk.ui.wording import worded
from tests.ui.pages.office import NOW, Office, open_office

PEOPLE = 60


@dataclass(frozen=True)
class Doors:
    """What the three doors said of one report."""

    report: Report
    page: ReportsPage
    book: openpyxl.Workbook
    said: dict[str, Any]


WITH_ODD_DIGITS = (ReportName.PIPELINE, ReportName.CHANGES, ReportName.CUSTOMERS)
"""Reports that are looked at in currencies of other digits, too."""
ASKED = [(name, "EUR") for name in ReportName] + [
    (name, currency) for name in WITH_ODD_DIGITS for currency in ("JPY", "KWD")
]


@cache
def filled(currency: str) -> bytes:
    """A file of made-up records in a currency."""
    with TemporaryDirectory() as folder:
        office = open_office(Path(folder))
        office.services.settings.set({"currency": currency})
        office.many(PEOPLE)
        office.close()
        return office.store.path.read_bytes()


@pytest.fixture(params=ASKED, ids=[f"{name}-{currency}" for name, currency in ASKED])
def asked(request: pytest.FixtureRequest) -> tuple[ReportName, str]:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def office(asked: tuple[ReportName, str], theme: Theme, tmp_path: Path) -> Iterator[Office]:
    made = open_office(tmp_path, theme, filled(asked[1]))
    yield made
    made.close()


@pytest.fixture
def doors(
    asked: tuple[ReportName, str],
    qtbot: QtBot,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Doors:
    """One report of this year, of the same records at the same moment, opened three times."""
    name = asked[0]
    page = ReportsPage(office.context)
    qtbot.addWidget(page)
    page.controls.period.setCurrentIndex(page.controls.period.findData("this_year"))
    page.open_target(name)
    page.resize(1200, 760)
    page.show()
    qtbot.waitUntil(lambda: page._report is not None and page._report.spec.name is name)
    report = page._report
    assert report is not None
    copy, out = tmp_path / "copy.salesdesk", tmp_path / "review.xlsx"
    office.services.backups.write_to(copy)
    monkeypatch.setattr("salesdesk.cli.session.Store", partial(Store, clock=lambda: NOW))
    first, last = report.spec.first.isoformat(), report.spec.last.isoformat()
    words = ["report", name.value, str(out), "--from", first, "--to", last, "--json"]
    assert main([*words, "--database", str(copy)]) == 0
    return Doors(
        report, page, openpyxl.load_workbook(out, data_only=True), json.loads(capsys.readouterr().out)
    )


def test_every_report_is_defined_once() -> None:
    assert list(DEFINITIONS) == list(ReportName)
    for definition in DEFINITIONS.values():
        tables = {table.key: {column.key for column in table.columns} for table in definition.tables}
        assert len(tables) == len(definition.tables)
        for chart in definition.charts:
            assert {chart.label, *chart.series} <= tables[chart.table]
    assert sorted(name for group in GROUPS for name in group) == sorted(ReportName)


def test_every_door_says_the_same(doors: Doors, office: Office, asked: tuple[ReportName, str]) -> None:
    """To open the three takes nearly all of the time: what they say is compared in one go."""
    assert_same_figures(doors, asked[1])
    assert_same_tables(doors, asked[1])
    assert_workbook_has_rows(doors, office)
    assert_figures_count_what_they_open(doors, office)


def assert_same_figures(doors: Doors, currency: str) -> None:
    """What a figure says on its card, in the summary of the workbook and to the command line."""
    cards = figure_cards(doors.page)
    summary = doors.book["Summary"]
    lines = {row[0].value: row for row in summary.iter_rows(min_row=5, max_row=4 + len(doors.report.figures))}
    assert doors.said["currency"] == currency
    assert list(doors.said["figures"]) == [figure.key for figure in doors.report.figures]
    for figure in doors.report.figures:
        value = doors.said["figures"][figure.key]
        assert value == figure.value.value
        card = cards[worded(figure.caption)]
        beside = [line for line in card.note.text().splitlines() if line.startswith("+ ")]
        whole = " ".join([card.value.text(), *beside])
        assert whole == cell_text(figure.value, figure.type, currency)
        beside = doors.said["apart"].get(figure.key, {})
        assert beside == {money.currency: money.minor for money in figure.value.apart}
        line = lines[worded(figure.caption)]
        assert bool(beside) == bool(len(line) > 4 and line[4].value)
        cell = lines[worded(figure.caption)][1]
        assert_written(cell.value, cell.number_format, value, figure.type, currency)
    assert any(doors.said["figures"].values())


def assert_figures_count_what_they_open(doors: Doors, office: Office) -> None:
    """A click on a figure opens as many rows as it says."""
    opened = 0
    cards = figure_cards(doors.page)
    for figure in doors.report.figures:
        if figure.value.rows is None or figure.count is None:
            continue
        cards[worded(figure.caption)].clicked.emit()
        filter_ = office.asked[-1][1]
        assert isinstance(filter_, Filter)
        assert office.store.list_of(figure.value.rows.kind).count(filter_) == figure.count
        opened += 1
    for table in doors.report.tables:
        for row in (*table.rows, *([table.total] if table.total is not None else [])):
            for cell, column in zip(row, table.columns, strict=True):
                if cell.rows is not None and column.type is ValueType.COUNT:
                    assert office.store.list_of(cell.rows.kind).count(cell.rows.filter) == cell.value
                    opened += 1
    assert opened


def assert_same_tables(doors: Doors, currency: str) -> None:
    """The rows of every table."""
    said = {table["name"]: table for table in doors.said["tables"]}
    shown = {view.accessibleName(): view.model() for view in doors.page.findChildren(ReportTableView)}
    assert list(said) == [table.key for table in doors.report.tables]
    for table in doors.report.tables:
        assert [column["title"] for column in said[table.key]["columns"]] == [
            worded(c.title) for c in table.columns
        ]
        assert said[table.key]["rows"] == [[_plain(cell.value) for cell in row] for row in table.rows]
        assert_sheet(doors.book[worded(table.title)], table, currency)
        if table.rows and not table.drawn:
            model = shown[worded(table.title)]
            for place, row in enumerate(said[table.key]["rows"]):
                assert [_plain(model.index(place, n).data(ValueRole)) for n in range(len(row))] == row


def assert_workbook_has_rows(doors: Doors, office: Office) -> None:
    """The rows behind the figures stand in the workbook."""
    for detail in doors.report.details:
        sheet = next(s for s in doors.book if s.title[:20] == worded(detail.title)[:20])
        count = office.store.list_of(detail.rows.kind).count(detail.rows.filter)
        (table,) = sheet.tables.values()
        assert int(table.ref.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == max(count, 1) + 1
    shown = [sheet for sheet in doors.book if sheet.sheet_state == "visible"]
    steps = sum(
        chart.kind is ChartKind.WATERFALL for chart in doors.report.charts
    )  # each has a sheet of its own
    assert len(doors.report.details) == len(shown) - 1 - len(doors.report.tables) - steps


def _plain(value: object) -> object:
    """A value as the command line says it."""
    return worded(value) if isinstance(value, Phrase) else value


def figure_cards(page: ReportsPage) -> dict[str, FigureCard]:
    """The figures on screen by caption; those of the report shown before wait hidden to be deleted."""
    return {card.caption.text(): card for card in page.findChildren(FigureCard) if not card.isHidden()}


def assert_sheet(sheet: Worksheet, table: ReportTable, currency: str) -> None:
    """The sheet of a table holds its cells, with the total apart from it."""
    for row, cells in enumerate(table.rows, 2):
        for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True), 1):
            found = sheet.cell(row, place)
            assert_written(found.value, found.number_format, _plain(cell.value), column.type, currency)
    if table.total is not None and table.rows:
        last = len(table.rows) + 3
        assert sheet.cell(last - 1, 1).value is None
        for place, (cell, column) in enumerate(zip(table.total, table.columns, strict=True), 1):
            found = sheet.cell(last, place)
            value = worded(cell.value) if isinstance(cell.value, Phrase) else cell.value
            assert_written(found.value, found.number_format, value, column.type, currency)
            assert found.font.bold or cell.value is None


def assert_written(found: Any, form: str, value: Any, type_: ValueType, currency: str) -> None:
    if type_ is ValueType.MONEY and value is not None:
        digits = minor_digits(currency)
        assert found == pytest.approx(float(Decimal(value).scaleb(-digits)), rel=1e-12)
        assert form == {0: "#,##0", 2: "#,##0.00", 3: "#,##0.000"}[digits] + f' "{currency}"'
    elif type_ is ValueType.DATE and value is not None:
        assert f"{found:%Y-%m-%d}" == value
    else:
        assert found == value
