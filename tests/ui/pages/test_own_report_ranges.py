"""Ranges of amounts are named by short numbers for people and by exact ones for programs; their unit is said once, with the
name of the field."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from salesdesk.cli import main
from salesdesk.documents.report_pdf import write_pdf
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.grouping import GroupBy
from salesdesk.domain.own_reports import BY_NAME, Calc, Design, MeasureOf
from salesdesk.domain.reports import ChartKind
from salesdesk.services.reports.files import ReportFileService
from salesdesk.ui.pages.own_reports.page import OwnReportsPage
from salesdesk.ui.pages.reports.table import ReportTableView
from salesdesk.ui.value_texts import brief_text
from salesdesk.ui.wording import worded as shown
from salesdesk.wording import worded
from tests.ui.pages.office import Office, until

DESIGN = Design(
    RecordKind.DEALS,
    groups=(GroupBy("deal_value"),),
    measures=(MeasureOf(),),
    chart=ChartKind.BARS,
    sort=BY_NAME,
    descending=False,
)
SHORT = ["Under 1 k", "1 k–10 k", "10 k–100 k", "100 k+"]
EXACT = ["Under 1,000", "1,000–10,000", "10,000–100,000", "100,000+"]


@pytest.fixture
def report(office: Office) -> int:
    stage = office.store.pipelines.all()[0].stages[0]
    for amount in (500, 4_000, 20_000, 250_000):
        office.services.deals.create(f"Deal {amount}", stage.id, amount=amount * 100, currency="EUR")
    return office.services.own_reports.create("By size", DESIGN)[0]


def test_on_screen(qtbot: QtBot, office: Office, report: int) -> None:
    page = OwnReportsPage(office.context)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    page.open_target(report)
    until(lambda: page.view.table is not None)
    grid = page.view.table
    assert isinstance(grid, ReportTableView)
    model = grid.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [*SHORT, "Total"]
    made = office.services.own_reports.run(report)
    assert shown(made.tables[0].columns[0].title) == "Deal value (€)"
    assert shown(made.charts[0].title) == "Number of deals by Deal value (€)"


def test_in_files(office: Office, report: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "copy.salesdesk"
    office.services.backups.write_to(copy)
    told = {}
    for ending in ("xlsx", "pdf", "csv"):
        capsys.readouterr()
        out = str(tmp_path / f"own.{ending}")
        assert main(["report", "By size", out, "--json", "--database", str(copy)]) == 0
        told = json.loads(capsys.readouterr().out)
    assert [row[0] for row in told["tables"][0]["rows"]] == EXACT
    book = openpyxl.load_workbook(tmp_path / "own.xlsx")
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {*SHORT, "Deal value (€)"} <= cells
    text = (tmp_path / "own.csv").read_text(encoding="utf-8-sig")
    assert all(exact in text for exact in EXACT)
    printed = " ".join(page.extract_text() for page in PdfReader(tmp_path / "own.pdf").pages)
    assert all(short in " ".join(printed.split()) for short in SHORT)


def test_in_the_readers_locale(office: Office, tmp_path: Path) -> None:
    stage = office.store.pipelines.all()[0].stages[0]
    for amount in (2_000, 2_500, 3_000, 3_500, 4_000):
        office.services.deals.create(f"Deal {amount}", stage.id, amount=amount * 100, currency="EUR")
    report = office.services.own_reports.make(DESIGN)
    out = tmp_path / "own.pdf"
    write_pdf(report, out, worded, locale="de_DE")
    printed = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(out).pages)
    assert "2,5 k–3 k" in printed
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    try:
        assert (brief_text(2_500.0), brief_text(1_000_050), brief_text(0)) == ("2,5 k", "1.000.050", "0")
    finally:
        QLocale.setDefault(before)


def test_the_unit_is_left_out_where_there_are_several(office: Office, report: int) -> None:
    stage = office.store.pipelines.all()[0].stages[0]
    assert not office.services.own_reports.run(report).notes
    office.services.deals.create("Yen", stage.id, amount=5_000, currency="JPY")
    made = office.services.own_reports.run(report)
    assert worded(made.tables[0].columns[0].title) == "Deal value"
    assert [worded(note) for note in made.notes] == [
        "Amounts are put into the ranges of Deal value as they are written, each in its currency."
    ]


def test_below_nought_a_dash_would_be_a_sign(office: Office) -> None:
    office.services.custom_fields.create("deal", "Margin", CustomType.NUMBER)
    stage = office.store.pipelines.all()[0].stages[0]
    for value in (-300, -200, -100, 100):
        deal, _ = office.services.deals.create(f"Deal {value}", stage.id)
        office.services.deals.edit(deal, "custom.margin", str(value))
    design = Design(RecordKind.DEALS, groups=(GroupBy("custom.margin"),), sort=BY_NAME, descending=False)
    labels = [shown(row[0].value) for row in office.services.own_reports.make(design).tables[0].rows]
    assert labels == ["Under -200", "-200 to -100", "-100 to 0", "100+"]


def test_no_line_of_a_narrow_table_tears_a_number_from_its_unit(office: Office, tmp_path: Path) -> None:
    stages = office.store.pipelines.all()[0].stages
    for place, amount in enumerate((300, 500, 900, 2_000, 7_000, 20_000, 30_000)):
        for currency in ("EUR", "USD", "JPY"):
            stage = stages[place % len(stages)]
            office.services.deals.create(f"Deal {amount}", stage.id, amount=amount * 100, currency=currency)
    measures = tuple(MeasureOf(calc, "deal_value") for calc in (Calc.SUM, Calc.AVERAGE, Calc.MEDIAN))
    design = Design(RecordKind.DEALS, groups=(GroupBy("deal_value"), GroupBy("stage")), measures=measures)
    out = tmp_path / "own.pdf"
    write_pdf(office.services.own_reports.make(design), out, worded, locale="en_US")
    lines = [line.strip() for page in PdfReader(out).pages for line in page.extract_text().splitlines()]
    assert any(line.startswith("+ ") for line in lines), "several amounts stand below each other"
    assert not {"k", "+"} & set(lines)
    in_charts = re.compile(r"[\d.]+ k \+")
    torn = [line for line in lines if line.startswith("k ") or line.endswith(" +")]
    assert not [line for line in torn if not in_charts.fullmatch(line)]


def test_a_workbook_of_today_says_one_day(office: Office, report: int, tmp_path: Path) -> None:
    out = tmp_path / "own.xlsx"
    ReportFileService(office.store).write(office.services.own_reports.run(report), out, worded)
    assert openpyxl.load_workbook(out).worksheets[0]["A2"].value == "23 Nov 2026"
