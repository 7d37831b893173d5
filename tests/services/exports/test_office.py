"""LibreOffice opens the workbooks without repair, calculates them to the same figures and keeps what is in them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pypdf
import pytest
from python_calamine import CalamineWorkbook

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.linked_kinds import STAGE_MOVES
from salesdesk.exchange.writing import workbook as workbook_writer
from salesdesk.exchange.writing.formulas import Formula, column_of
from salesdesk.exchange.writing.sheets import OutChart, OutColumn, OutPage, OutSheet, Placed
from salesdesk.exchange.writing.workbook import write_workbook
from salesdesk.services.exports import ExportRequest, Rows
from salesdesk.wording import worded
from tests.builders import add_company, add_contact, new_store, services_of
from tests.office import Office

pytestmark = pytest.mark.xdist_group("workbooks in LibreOffice")  # so that they are not made on every core

DEALS = RecordKind.DEALS
AMOUNTS = [(0, 250_000, "EUR"), (0, 1_050, "EUR"), (1, 99_900, "USD"), (2, 7_500, "EUR"), (2, None, "EUR")]
"""Stage, amount in cents and currency of each deal."""


class Examples(NamedTuple):
    """A workbook as it was written, one that a colleague edited, and what LibreOffice made of them."""

    written: Path
    opened: Path
    edited: Path
    as_ods: Path
    as_pdf: Path


@pytest.fixture(scope="module")
def examples(office: Office, template_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Examples:
    """All of them made in few calls: a start of LibreOffice takes seconds."""
    folder = tmp_path_factory.mktemp("examples")
    store = new_store(template_file, folder)
    services = services_of(store)
    company = add_company(store, "Nordwind & Söhne <GmbH>")
    add_contact(store, "=Anna Berg", company="Nordwind & Söhne <GmbH>")
    stages = [stage.id for stage in store.pipelines.all()[0].stages]
    for number, (stage, amount, currency) in enumerate(AMOUNTS):
        services.deals.create(
            f"Deal {number}", stages[stage], company_id=company, amount=amount, currency=currency,
            expected_close="2026-12-24",
        )  # fmt: skip
    written = folder / "review.xlsx"
    columns = ["deal_title", "company", "stage", "deal_value", "probability", "weighted", "expected_close"]
    request = ExportRequest(
        (Rows(DEALS, columns=columns, title="Open deals"),), (RecordKind.COMPANIES, STAGE_MOVES)
    )
    services.exports.write(request, written, worded)
    store.database.close()
    book = openpyxl.load_workbook(written)
    sheet = book["Deals"]
    heads = [cell.value for cell in sheet[2]]
    for row in sheet.iter_rows(min_row=3):
        if row[0].value == "Deal 1":
            row[heads.index("Deal value")].value = 100
            row[heads.index("Stage")].value = "Demo"
    edited = folder / "edited.xlsx"
    book.save(edited)
    opened, edited_again = office.saved([written, edited], "xlsx", folder / "opened")
    (as_ods,) = office.saved([written], "ods", folder / "opened")
    (as_pdf,) = office.saved([written], "pdf", folder / "opened")
    return Examples(written, opened, edited_again, as_ods, as_pdf)


def cells(path: Path, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python()


def figures(path: Path) -> dict[str, list[Any]]:
    """The numbers of the deals in the summary by what stands before them."""
    rows = cells(path, "Summary")
    first = [row[0] for row in rows].index("Deals by Stage") + 2
    last = [row[0] for row in rows].index("Total") + 1
    return {str(row[0]): row[1:4] for row in rows[first:last]}


def test_it_calculates_our_figures(examples: Examples) -> None:
    ours = figures(examples.written)
    assert ours["Total"] == [5, 2585.5, 999]
    assert figures(examples.opened) == ours
    assert figures(examples.as_ods) == ours


def test_the_figures_follow_an_edit(examples: Examples) -> None:
    told = figures(examples.edited)
    assert told["Prospecting"][:2] == [1, 2500]
    assert told["Demo"][:2] == [3, 175]
    assert told["Total"][:2] == [5, 2675]
    assert told["Other or empty"][:2] == [0, 0]


@pytest.mark.parametrize("which", ["opened", "as_ods"])
def test_what_it_saves_holds_the_same_cells(examples: Examples, which: str) -> None:
    saved: Path = getattr(examples, which)
    for sheet in ("Deals", "Companies", "Stage history", "SalesDesk", "Lists"):
        before, after = (cells(path, sheet) for path in (examples.written, saved))
        assert [[str(c) for c in row] for row in after] == [[str(c) for c in row] for row in before], sheet


def test_it_keeps_drop_downs_hidden_columns_and_charts(examples: Examples) -> None:
    book = openpyxl.load_workbook(examples.opened)
    sheet = book["Deals"]
    assert book["Lists"].sheet_state == book["SalesDesk"].sheet_state == "hidden"
    offered = [v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert any("Lists" in formula for formula in offered)
    last = [cell.column_letter for cell in sheet[2]][-1]
    assert sheet.column_dimensions[last].hidden
    with zipfile.ZipFile(examples.opened) as archive:
        assert [name for name in archive.namelist() if name.startswith("xl/charts/chart")]


def test_printed_it_shows_no_errors_and_no_hidden_columns(examples: Examples) -> None:
    text = "\n".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(examples.as_pdf.read_bytes())).pages
    )
    assert not [
        line for line in text.splitlines() if "###" in line[:-3]
    ]  # but for a hidden column at the end
    assert "Err:" not in text
    assert "#N" not in text
    assert "SalesDesk ID" not in text
    assert "deals." not in text
    assert "Open deals" in text


def test_odd_names_calculate_too(office: Office, tmp_path: Path) -> None:
    """Columns, groups and tables with the signs that formulas use for themselves."""
    head, groups = "Am'ou[n]t # @ €", ["What? *yes*", "~", ">5", "=1+1", "plain", "<b>"]
    columns = (OutColumn("Group, (x)"), OutColumn(head))
    rows = [[group, number] for number, group in enumerate(groups, 1)] + [["plain", 10]]
    amounts, inside = column_of("Odd_1", head), column_of("Odd_1", "Group, (x)")
    from salesdesk.services.exports.summary import criterion_of

    placed = [Placed(row, 1, group) for row, group in enumerate(groups, 1)]
    placed += [
        Placed(row, 2, Formula(f"SUMIFS({amounts},{inside},{criterion_of(group, row)})", 0))
        for row, group in enumerate(groups, 1)
    ]
    chart = OutChart("By group", "Summary", len(groups) - 1, 0, ((1, "0F766E"),), "D2")
    path = tmp_path / "odd.xlsx"
    write_workbook(
        path,
        [OutPage("Summary", tuple(placed), charts=(chart,)), OutSheet("Odd", columns, rows, table="Odd_1")],
    )
    (opened,) = office.saved([path], "xlsx", tmp_path / "opened")
    assert [row[1] for row in cells(opened, "Summary")] == [1, 2, 3, 4, 15, 6]


def test_the_figures_of_a_list_on_several_sheets_are_of_all_of_them(
    office: Office, template_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_writer, "MOST_ROWS", 3)
    store = new_store(template_file, tmp_path)
    stages = [stage.id for stage in store.pipelines.all()[0].stages]
    services = services_of(store)
    for number, (stage, amount, currency) in enumerate(AMOUNTS):
        services.deals.create(f"Deal {number}", stages[stage], amount=amount, currency=currency)
    written = tmp_path / "parts.xlsx"
    services.exports.write(ExportRequest((Rows(DEALS),)), written, worded)
    store.database.close()
    book = openpyxl.load_workbook(written)
    assert [list(book[name].tables) for name in ("Deals", "Deals 2", "Deals 3")] == [
        ["Deals"],
        ["Deals_2"],
        ["Deals_3"],
    ]
    (opened,) = office.saved([written], "xlsx", tmp_path / "opened")
    assert figures(written)["Total"] == [5, 2585.5, 999]
    assert figures(opened) == figures(written)
