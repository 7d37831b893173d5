"""Workbooks of reports: formulas over the rows, native charts of every kind, calculated anew by LibreOffice."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from salesdesk.documents.report_formulas import DetailSheet
from salesdesk.documents.report_workbook import ReportSheets, write_reports
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.money import Money
from salesdesk.domain.reports import Cell, ChartKind, Figure, Report, ReportChart, ReportTable, Rows
from salesdesk.exchange.writing.sheets import OutColumn, OutPage, OutSheet, Placed
from salesdesk.phrases import phrase, said
from salesdesk.wording import worded
from tests.documents.samples import HOSTILE, T, column, empty_report, report
from tests.office import Office

WON = Condition("stage_kind", Op.IS, ("won",))
LOST = Condition("stage_kind", Op.IS, ("lost",))


def rows(*parts: Condition) -> Rows:
    return Rows(RecordKind.DEALS, Filter(parts))


def source(name: str) -> Condition:
    return Condition("lead_source", Op.IS, (name,))


DEALS = [
    # title, value, source, currency, SalesDesk ID
    ["A", Money(100_00, "EUR"), "Fair", "EUR", 1],
    ["B", Money(50_50, "EUR"), "fair", "EUR", 2],
    ["C", Money(900, "JPY"), "Fair", "JPY", 3],
    ["D", Money(25_00, "EUR"), None, "EUR", 4],
    ["E", None, "<b>", None, 5],
]
COLUMNS = (
    OutColumn("Deal"),
    OutColumn("Deal value", FieldType.MONEY),
    OutColumn("Source"),
    OutColumn("Currency"),
    OutColumn("SalesDesk ID", FieldType.NUMBER, hidden=True),
)


def detail(title: str, part: Condition, lines: list[list[Any]]) -> DetailSheet:
    sheet = OutSheet(title, COLUMNS, lines, len(lines))
    return DetailSheet(sheet, rows(part), ("deal_title", "deal_value", "lead_source"), "deal_value")


def sales() -> ReportSheets:
    """Five deals won and one lost, by hand: 175.50 EUR won, of which 150.50 at a fair and 25.00 from nowhere."""
    table = ReportTable(
        "sources",
        said("By source"),
        (column("source", "Source"), column("deals", "Deals", T.COUNT), column("won", "Won", T.MONEY)),
        (
            (Cell("Fair"), Cell(3, rows(WON, source("Fair"))), Cell(150_50, rows(WON, source("Fair")))),
            (Cell("—"), Cell(1, rows(WON, source(""))), Cell(25_00, rows(WON, source("")))),
            (Cell("<b>"), Cell(1, rows(WON, source("<b>"))), Cell(0, rows(WON, source("<b>")))),
            (Cell("Web"), Cell(7, rows(WON, source("Web"))), Cell(9_99, rows(WON, source("Web")))),
        ),
        (Cell(phrase("reports.total")), Cell(12, rows(WON)), Cell(185_49, rows(WON))),
    )
    both = rows(Condition("stage_kind", Op.IS, ("won", "lost")))
    figures = (
        Figure("won", said("Won"), Cell(175_50, rows(WON), (Money(900, "JPY"),)), T.MONEY, 100_00, 5),
        Figure("average", said("Average"), Cell(35_10, rows(WON)), T.MONEY, None, 5),
        Figure("rate", said("Win rate"), Cell(5 / 6, both), T.PERCENT, None, 6),
        Figure("converted", said("Another rate"), Cell(180_00, rows(WON)), T.MONEY, None, 4),
    )
    base = report()
    shown = Report(
        base.spec, said("Sales"), "EUR", figures, (table,), (), (), 1, base.apart, (said("No dates."),)
    )
    won = detail("Won deals", WON, DEALS)
    lost = detail("Lost deals", LOST, [["F", Money(5_00, "EUR"), "Web", "EUR", 6]])
    return ReportSheets(shown, (won, lost))


def formulas(path: Path) -> dict[tuple[str, str], tuple[str, Any]]:
    """Every formula by its sheet and cell, with the value that is kept beside it."""
    texts, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): (cell.value, values[sheet.title][cell.coordinate].value)
        for sheet in texts
        for line in sheet.iter_rows()
        for cell in line
        if cell.data_type == "f"
    }


def test_figures_are_formulas_over_the_rows_where_these_give_them(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_reports([sales()], path, worded)
    sheet = openpyxl.load_workbook(path)["Summary"]
    won = 'SUMIFS(Won_deals[Deal value],Won_deals[Currency],"EUR")'
    count = "COUNT(Won_deals[SalesDesk ID])"
    assert [sheet[f"B{row}"].value for row in range(5, 9)] == [
        f"={won}",
        f"=ROUND({won}/{count},2)",
        f"={count}/({count}+COUNT(Lost_deals[SalesDesk ID]))",
        180,  # rows that are converted or missing give another sum
    ]
    assert [sheet[f"D{row}"].value for row in range(5, 9)] == [f"={count}", f"={count}", 6, 4]
    told = [cell.value for cell in sheet["A"][8:12]]
    assert told[:2] == [worded(sales().report.apart), "No dates."]
    assert "900 JPY" in sheet["E5"].value
    table = openpyxl.load_workbook(path)["By source"]
    assert table["B2"].value == "=COUNTIFS(Won_deals[Source],$A2)"
    assert (
        table["C2"].value == '=SUMIFS(Won_deals[Deal value],Won_deals[Currency],"EUR",Won_deals[Source],$A2)'
    )
    assert table["B3"].value == '=COUNTIFS(Won_deals[Source],"=")'
    assert [table["B4"].value, table["C4"].value, table["B5"].value] == [1, 0, 7]
    assert [table["B7"].value, table["C7"].value] == ["=SUM(By_source[Deals])", "=SUM(By_source[Won])"]


def test_libreoffice_calculates_our_figures(tmp_path: Path, office: Office) -> None:
    files = [tmp_path / "sales.xlsx", tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    write_reports([sales()], files[0], worded)
    write_reports([ReportSheets(report())], files[1], worded)
    odd = ReportSheets(report(HOSTILE, title="Second: [x] / *"))
    write_reports([sales(), odd, ReportSheets(empty_report())], files[2], worded)
    for file, again in zip(files, office.saved(files, "xlsx", tmp_path / "saved"), strict=True):
        calculated = openpyxl.load_workbook(again, data_only=True)
        ours = formulas(file)
        assert len(ours) >= 10
        for (title, place), (text, value) in ours.items():
            assert calculated[title][place].value == pytest.approx(value, abs=1e-6), (title, place, text)
        drawn = sum(len(sheet._charts) for sheet in openpyxl.load_workbook(file))
        with zipfile.ZipFile(again) as packed:
            kept = [name for name in packed.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
        assert len(kept) == drawn, "a chart was not taken"


def test_charts_are_native_and_of_every_kind(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_reports([ReportSheets(report())], path, worded)
    book = openpyxl.load_workbook(path)
    charts = book["Summary"]._charts
    assert [(type(chart).__name__, getattr(chart, "grouping", ""), getattr(chart, "type", "")) for chart in charts] == [
        ("BarChart", "clustered", "col"),
        ("BarChart", "stacked", "col"),
        ("LineChart", "standard", ""),
        ("BarChart", "clustered", "bar"),
        ("BarChart", "stacked", "col"),
    ]  # fmt: skip
    assert [[series.val.numRef.f for series in chart.series] for chart in charts[:2]] == [
        ["'Won by month'!$B$2:$B$7", "'Won by month'!$C$2:$C$7"],
        ["'Open deals by stage'!$C$2:$C$6", "'Open deals by stage'!$D$2:$D$6"],
    ]
    lines = charts[2].series
    assert len({series.marker.symbol for series in lines}) == len({series.graphicalProperties.line.prstDash for series in lines}) == 2  # fmt: skip
    assert charts[1].series[1].graphicalProperties.pattFill is not None
    data = book["Chart data"]
    assert [data[f"A{row}"].value for row in range(6, 11)] == ["26 Oct", "New", "Won", "Lost", "23 Nov"]
    shown = openpyxl.load_workbook(path, data_only=True)["Chart data"]
    # foot, level, more, less: what the bars are made of
    assert [[shown.cell(row, place).value for place in (4, 6, 7, 9)] for row in range(6, 11)] == [
        [0, 352_400, 0, 0],
        [352_400, 0, 88_400, 0],
        [399_550, 0, 0, 41_250],
        [346_850, 0, 0, 52_700],
        [0, 346_850, 0, 0],
    ]


def test_a_waterfall_may_go_below_nought(tmp_path: Path, office: Office) -> None:
    lines = [("Start", 20_00), ("Loss", -50_00), ("Gain", 10_00), ("Jump", 40_00), ("End", 20_00)]
    table = ReportTable(
        "change", said("Change"), (column("step", "Step"), column("amount", "Amount", T.MONEY)),
        tuple((Cell(name), Cell(amount)) for name, amount in lines),
    )  # fmt: skip
    chart = ReportChart(said("Change"), "change", "step", ("amount",), ChartKind.WATERFALL)
    base = report()
    shown = Report(base.spec, said("Below"), "EUR", (), (table,), (chart,), (), 0, base.apart)
    path = tmp_path / "x.xlsx"
    write_reports([ReportSheets(shown)], path, worded)
    (again,) = office.saved([path], "xlsx", tmp_path / "saved")
    for file in (path, again):
        sheet = openpyxl.load_workbook(file, data_only=True)["Chart data"]
        steps = [[sheet.cell(row, place).value for place in range(2, 11)] for row in range(6, 11)]
        assert steps == [
            # from, to, foot, foot below, level, more, more below, less, less below
            [0, 20, 0, 0, 20, 0, 0, 0, 0],
            [20, -30, 0, 0, 0, 0, 0, 20, -30],
            [-30, -20, 0, -20, 0, 0, -10, 0, 0],
            [-20, 20, 0, 0, 0, 20, -20, 0, 0],
            [0, 20, 0, 0, 20, 0, 0, 0, 0],
        ]


def test_several_reports_stand_beside_each_other_with_sheets_of_others(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    cover = OutPage("Summary", (Placed(1, 1, "Meeting"),))
    notes = OutSheet("Decided", (OutColumn("What"),), [["Call"]], 1)
    write_reports([sales(), sales(), ReportSheets(report())], path, worded, [cover], [notes])
    titles = openpyxl.load_workbook(path).sheetnames
    assert titles == [
        "Summary", "Sales", "By source", "Won deals", "Lost deals", "Sales 2", "By source 2", "Won deals 2", "Lost deals 2",
        "November pipeline review", "Won by month", "Open deals by stage", "From lead to customer", "Pipeline change",
        "By source 3", "Chart data", "Decided",
    ]  # fmt: skip
    known = {name for sheet in openpyxl.load_workbook(path) for name in sheet.tables}
    for text, _ in formulas(path).values():
        for table in re.findall(r"(\w+)\[", text):
            assert table in known
    assert CalamineWorkbook.from_path(path).sheet_names == titles


def test_a_report_of_nothing_is_a_workbook_too(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write_reports([ReportSheets(empty_report())], path, worded)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Summary", "Won by month", "Open deals by stage"]
    assert book["Summary"]._charts == []


def test_no_line_leads_to_a_point_that_stands_alone(tmp_path: Path) -> None:
    one = report()
    lines = next(chart for chart in one.charts if chart.kind is ChartKind.LINES)
    rows = len(one.table(lines.table).rows)
    shown = replace(one, charts=(replace(lines, alone=(rows - 1,)),))
    path = tmp_path / "alone.xlsx"
    write_reports([ReportSheets(shown)], path, worded)
    (chart,) = openpyxl.load_workbook(path)["Summary"]._charts
    for series in chart.series:
        assert [(point.idx, point.spPr.ln.noFill is not None) for point in series.dPt] == [(rows - 1, True)]


@pytest.mark.parametrize(("count", "gap"), [(1, 300), (2, 300), (3, 60), (24, 60)])
def test_few_bars_are_no_broader_than_some(tmp_path: Path, count: int, gap: int) -> None:
    base, path = report(), tmp_path / "bars.xlsx"
    columns = (column("name", "Name"), column("won", "Won", T.MONEY))
    lines = tuple((Cell(f"Row {at}"), Cell(100_00)) for at in range(count))
    table = ReportTable("t", said("Won"), columns, lines)
    chart = ReportChart(said("Won"), "t", "name", ("won",))
    shown = Report(base.spec, said("Few"), "EUR", (), (table,), (chart,), (), 0, base.apart)
    write_reports([ReportSheets(shown, ())], path, worded)
    (drawn,) = openpyxl.load_workbook(path)["Summary"]._charts
    assert drawn.gapWidth == gap
