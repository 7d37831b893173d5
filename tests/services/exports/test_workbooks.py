"""Workbooks with several linked sheets: what stands in them, and what a second reader finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from salesdesk.domain.activities.choices import ChoiceList
from salesdesk.domain.activities.kinds import ActivityKind
from salesdesk.domain.columns import RECORD_CURRENCY, RECORD_EXPORT
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.export_marks import read_mark
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.linked_kinds import CAMPAIGNS, CHANGES, MEMBERS, STAGE_MOVES
from salesdesk.errors import InputError, WrongEnding
from salesdesk.services.activities import Subject
from salesdesk.services.exports import ExportRequest, ExportService, Linked, Rows
from salesdesk.services.services import Services
from salesdesk.store.records.exports import ExportRegister
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_company, add_contact

CONTACTS, COMPANIES, DEALS, ACTIVITIES = (
    RecordKind.CONTACTS,
    RecordKind.COMPANIES,
    RecordKind.DEALS,
    RecordKind.ACTIVITIES,
)


@pytest.fixture
def deals(store: Store, services: Services) -> list[int]:
    """Three deals of a company and a person, one moved on, one in another currency."""
    company = add_company(store, "Nordwind GmbH")
    person = add_contact(store, "Anna Berg", company="Nordwind GmbH")
    add_contact(store, "Zoe Nobody")
    first, second = (stage.id for stage in store.pipelines.all()[0].stages[:2])
    made = [
        services.deals.create("Machines", first, company_id=company, contact_id=person, amount=250_000)[0],
        services.deals.create("Spares", first, company_id=company, amount=1_050)[0],
        services.deals.create("Abroad", second, amount=99_900, currency="USD")[0],
    ]
    services.deals.move(made[0], second)
    about = Subject(deal_id=made[0])
    services.activities.log(
        ActivityKind.CALL, about, subject="Talked", body="About the price", at="2026-05-04"
    )
    return made


def test_what_belongs_to_deals_leaves_with_them(
    store: Store, services: Services, deals: list[int], tmp_path: Path
) -> None:
    exports = services.exports
    assert exports.linked(DEALS, deals)[:3] == (
        Linked(COMPANIES, 1),
        Linked(CONTACTS, 1),
        Linked(ACTIVITIES, 1),
    )
    path = tmp_path / "deals.xlsx"
    request = ExportRequest(
        (Rows(DEALS, title="Open deals"),), (COMPANIES, CONTACTS, ACTIVITIES, STAGE_MOVES)
    )
    result = exports.write(request, path, worded)
    assert [(sheet.title, sheet.rows, sheet.returns) for sheet in result.sheets] == [
        ("Deals", 3, True),
        ("Companies", 1, True),
        ("Contacts", 1, True),
        ("Activities", 1, True),
        ("Stage history", 4, False),
    ]
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [
        "Summary", "Deals", "Companies", "Contacts", "Activities", "Stage history", "How to return this", "Lists",
        "SalesDesk",
    ]  # fmt: skip
    assert [sheet.sheet_state for sheet in book.worksheets[-2:]] == ["hidden", "hidden"]
    sheet = book["Deals"]
    assert sheet["A1"].value.startswith("Open deals   3 rows · exported ")
    assert list(sheet.tables) == ["Deals"]
    heads = [cell.value for cell in sheet[2]]
    hidden = [head for head, cell in zip(heads, sheet[2], strict=True)
              if sheet.column_dimensions[cell.column_letter].hidden]  # fmt: skip
    assert hidden == heads[-4:] == ["SalesDesk ID", "SalesDesk version", RECORD_CURRENCY, RECORD_EXPORT]
    assert sheet.freeze_panes == "B3"
    body = [cell.value for cell in book["Activities"][2]].index("Text")
    assert book["Activities"].cell(3, body + 1).value == "About the price"


def test_each_sheet_is_an_export_of_its_own_of_one_moment(
    store: Store, services: Services, deals: list[int], tmp_path: Path
) -> None:
    path = tmp_path / "deals.xlsx"
    result = services.exports.write(ExportRequest((Rows(DEALS),), (COMPANIES, STAGE_MOVES)), path, worded)
    book = openpyxl.load_workbook(path)
    notes = {row[0].value: row[1].value for row in book["SalesDesk"].iter_rows()}
    register, found = ExportRegister(store.database), []
    for sheet in result.sheets:
        mark, _, keys = notes[f"sheet:{sheet.title}"].partition("|")
        assert tuple(keys.split(",")) == sheet.columns
        if not sheet.returns:
            assert mark == ""
            continue
        cells = [row[-1].value for row in book[sheet.title].iter_rows(min_row=3)]
        assert set(cells) == {mark}
        read = read_mark(mark)
        assert read is not None
        stored = register.find(read)
        assert stored is not None
        assert stored.columns == sheet.columns
        found.append((stored.batch, stored.at))
    assert len(found) == 2
    assert set(found) == {(int(notes["batch"]), notes["at"])}
    assert {"beside:Summary", "beside:How to return this", "beside:Lists"} <= notes.keys()


def test_columns_that_are_not_taken_back_are_grey_and_named_in_the_note(
    services: Services, deals: list[int], tmp_path: Path
) -> None:
    path = tmp_path / "deals.xlsx"
    columns = ["deal_title", "stage", "deal_value", "weighted", "next_step_at"]
    services.exports.write(ExportRequest((Rows(DEALS, columns=columns),), (STAGE_MOVES,)), path, worded)
    book = openpyxl.load_workbook(path)
    sheet = book["Deals"]
    grey = [
        sheet.cell(2, c.column).value for c in sheet[3] if c.font.color and c.font.color.rgb == "FF5B6068"
    ]
    assert grey == ["Weighted amount"]  # next steps are empty
    note = {row[0].value: row[1].value for row in book["How to return this"].iter_rows() if row[0].value}
    assert note["Deals"] == "Weighted amount, Next step"
    assert note["Stage history"] == "the whole sheet"
    prompts = {
        str(v.sqref).split(":")[0][0]: (v.type, v.prompt) for v in sheet.data_validations.dataValidation
    }
    assert prompts["B"][0] == "list"
    assert "Choose from the list" in prompts["B"][1]
    assert prompts["D"] == (None, "SalesDesk only tells this: what you type here is not taken back.")


def test_cells_offer_the_lists_as_they_are_now(store: Store, services: Services, tmp_path: Path) -> None:
    services.custom_fields.create("contact", "Size", CustomType.CHOICE, ["small", "big, very"])
    person = add_contact(store, "Anna Berg", owner="Old owner")
    services.contacts.edit(person, "owner", "Carla")
    path = tmp_path / "contacts.xlsx"
    columns = ["full_name", "lifecycle_stage", "owner", "do_not_call", "custom.size"]
    services.exports.write(ExportRequest((Rows(CONTACTS, columns=columns),)), path, worded)
    book = openpyxl.load_workbook(path)
    lists = {
        column[0].value: [cell.value for cell in column[1:] if cell.value]
        for column in book["Lists"].iter_cols()
    }
    assert lists["Owner"] == [item.name for item in store.owners.all()]
    assert lists["Size"] == ["small", "big, very"]
    assert lists["Do not call"] == ["Yes", "No"]
    assert "Customer" in lists["Lifecycle stage"]
    warned = {v.errorStyle for v in book["Contacts"].data_validations.dataValidation}
    assert warned == {"warning"}


def test_the_summary_counts_and_adds_by_formulas(
    services: Services, deals: list[int], tmp_path: Path
) -> None:
    path = tmp_path / "deals.xlsx"
    services.exports.write(ExportRequest((Rows(DEALS),)), path, worded)
    formulas = openpyxl.load_workbook(path)["Summary"]
    given = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Summary").to_python()
    by_name = {row[0]: row for row in given if row[0]}
    assert by_name["Prospecting"][1:4] == [1, 10.5, 0]
    assert by_name["Education"][1:4] == [2, 2500, 999]
    assert by_name["Total"][1:4] == [3, 2510.5, 999]
    assert by_name["Other or empty"][1:4] == [0, 0, 0]
    told = {row[0].value: [cell.value for cell in row] for row in formulas.iter_rows()}
    assert told["Education"][1] == "=COUNTIFS(Deals[Stage],A10)"
    assert told["Education"][3] == (
        '=SUMIFS(Deals[Deal value],Deals[Stage],A10,Deals[SalesDesk currency],"USD")'
    )
    (chart,) = formulas._charts
    assert [series.val.numRef.f for series in chart.series] == ["'Summary'!$C$9:$C$15"]


def test_what_is_sent_out_has_no_private_columns_and_comes_back(
    services: Services, deals: list[int], tmp_path: Path
) -> None:
    path = tmp_path / "deals.xlsx"
    request = ExportRequest(
        (Rows(DEALS),), (COMPANIES,), private=frozenset({"owner", "probability", "stage"})
    )
    result = services.exports.write(request, path, worded)
    assert result.returns
    assert not {"owner", "probability", "stage"} & {key for sheet in result.sheets for key in sheet.columns}
    book = openpyxl.load_workbook(path)
    lists = [column[0].value for column in book["Lists"].iter_cols()]
    assert "Owner" not in lists
    texts = [row[0].value for row in book["How to return this"].iter_rows() if row[0].value]
    assert "Columns that were not sent stay as they are when the workbook comes back." in texts
    assert all(
        "Probability" not in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
    )


def test_an_export_from_a_file_that_cannot_be_written_says_that_it_does_not_come_back(
    store: Store, deals: list[int], tmp_path: Path
) -> None:
    read_only = Store(store.place, read_only=True)
    try:
        path = tmp_path / "deals.xlsx"
        result = ExportService(read_only).write(ExportRequest((Rows(DEALS),)), path, worded)
    finally:
        read_only.database.close()
    assert (result.rows, result.returns) == (3, False)
    book = openpyxl.load_workbook(path)
    assert book["Deals"]["A1"].value.endswith("changes here are not taken back")
    assert RECORD_EXPORT not in [cell.value for cell in book["Deals"][2]]
    texts = [row[0].value for row in book["How to return this"].iter_rows() if row[0].value]
    assert any("cannot be merged back" in text for text in texts)


def test_everything_leaves(store: Store, services: Services, deals: list[int], tmp_path: Path) -> None:
    campaign = services.campaigns.create("Spring")[0]
    services.campaigns.add_members(campaign, [1])
    services.companies.edit(1, "city", "Bonn")
    path = tmp_path / "all.xlsx"
    result = services.exports.write(services.exports.everything(), path, worded)
    rows = {sheet.kind: sheet.rows for sheet in result.sheets}
    assert (rows[CONTACTS], rows[COMPANIES], rows[DEALS], rows[ACTIVITIES]) == (2, 1, 3, 1)
    assert (rows[CAMPAIGNS], rows[MEMBERS], rows[STAGE_MOVES]) == (1, 1, 4)
    told = CalamineWorkbook.from_path(str(path))
    changes = told.get_sheet_by_name("Change history").to_python()
    assert rows[CHANGES] == len(changes) - 2
    assert ["Company", "Nordwind GmbH", "City", "", "Bonn"] in [row[2:7] for row in changes]
    members = told.get_sheet_by_name("Members").to_python()
    assert members[2][:2] == ["Spring", "Anna Berg"]
    packed = services.exports.write(services.exports.everything(), tmp_path / "all.zip", worded)
    assert [sheet.rows for sheet in packed.sheets] == [sheet.rows for sheet in result.sheets]


def test_an_empty_list_is_a_workbook_too(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "all.xlsx"
    result = services.exports.write(services.exports.everything(), path, worded)
    assert {sheet.rows for sheet in result.sheets} == {0}
    summary = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Summary").to_python()
    assert [row[1] for row in summary if row[0] == "Deals"] == [0]


def test_names_of_a_persons_own_leave_for_kinds_and_outcomes(
    store: Store, services: Services, deals: list[int], tmp_path: Path
) -> None:
    services.activity_choices.rename(ChoiceList.KINDS, "call", "Phone talk")
    path = tmp_path / "entries.xlsx"
    services.exports.write(ExportRequest((Rows(ACTIVITIES),)), path, worded)
    read = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Activities").to_python()
    assert read[2][read[1].index("Kind")] == "Phone talk"


@pytest.mark.parametrize(
    ("request_of", "path", "error"),
    [
        (lambda: ExportRequest((Rows(DEALS), Rows(CONTACTS))), "x.csv", WrongEnding),
        (lambda: ExportRequest((Rows(DEALS),), (RecordKind("machines"),)), "x.xlsx", InputError),
        (lambda: ExportRequest((Rows(RecordKind("machines")),)), "x.xlsx", InputError),
        (lambda: ExportRequest((Rows(MEMBERS, columns=["nothing"]),)), "x.xlsx", InputError),
        (
            lambda: ExportRequest((Rows(DEALS, columns=["stage"]),), private=frozenset({"stage"})),
            "x.xlsx",
            InputError,
        ),
        (lambda: ExportRequest((Rows(DEALS),), separator="x"), "x.csv", InputError),
        (lambda: ExportRequest(()), "x.xlsx", InputError),
    ],
)
def test_what_cannot_be_written_is_refused_in_words(
    services: Services, tmp_path: Path, request_of: Callable[[], Any], path: str, error: type[Exception]
) -> None:
    with pytest.raises(error) as refused:
        services.exports.write(request_of(), tmp_path / path, worded)
    assert worded(refused.value).endswith(".")  # type: ignore[arg-type]
    assert list(tmp_path.glob("x.*")) == []


def test_texts_hold_amounts_and_currencies_apart(
    services: Services, deals: list[int], tmp_path: Path
) -> None:
    path = tmp_path / "deals.csv"
    columns = ("deal_title", "deal_value", "weighted")
    request = ExportRequest((Rows(DEALS, ids=deals, columns=columns),), separator=";", decimal=",")
    services.exports.write(request, path, worded)
    lines = [line.split(";") for line in path.read_text(encoding="utf-8-sig").splitlines()]
    assert lines[0][:5] == [
        "Deal",
        "Deal value",
        "Deal value currency",
        "Weighted amount",
        "Weighted amount currency",
    ]
    assert [line[:3] for line in lines[1:]] == [
        ["Machines", "2500,00", "EUR"],
        ["Spares", "10,50", "EUR"],
        ["Abroad", "999,00", "USD"],
    ]
