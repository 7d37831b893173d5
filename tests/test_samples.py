"""The sample workbook is what its script makes, and as untidy as it promises."""

from __future__ import annotations

import runpy
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from salesdesk.paths import resource

SAMPLE = resource("samples/expo-leads.xlsx")

Sheets = dict[str, list[tuple[object, ...]]]


def sheets_of(source: BytesIO) -> Sheets:
    book = load_workbook(source)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    return sheets_of(BytesIO(SAMPLE.read_bytes()))


def test_the_script_makes_the_shipped_file(sheets: Sheets) -> None:
    script = runpy.run_path(str(resource("samples/make_sample.py")))
    made = script["content"]()
    assert made == script["content"]()
    assert sheets_of(BytesIO(made)) == sheets
    assert SAMPLE.stat().st_size < 100_000


def test_it_has_what_makes_lists_hard(sheets: Sheets) -> None:
    fair = sheets["Messe Oktober"]
    assert fair[3][:3] == ("Name", "E-Mail Adresse", "Tel. geschäftl.")
    assert all(row[1] is None for row in fair[:3])
    people, summary = fair[4:-1], fair[-1]
    assert summary[0] == "Summe"
    names = [str(row[0]) for row in people if row[0]]
    assert sum("," in name for name in names) > len(names) / 2
    assert {type(row[2]) for row in people} == {str, int, type(None)}
    assert {type(row[10]) for row in people} == {str, datetime, type(None)}
    assert any(row[10] == "31.02.2026" for row in people)
    mails = [str(row[1]).strip().lower() for row in people if row[1]]
    assert len(mails) > len(set(mails))
    assert any("@@" in mail for mail in mails)
    assert any(row[0] is None and row[1] is None and row[4] for row in people)
    assert any(not any(row) for row in people)


def test_it_has_several_languages_kinds_and_a_hidden_sheet(sheets: Sheets) -> None:
    assert sheets["Companies"][0][0] == "Company"
    assert sheets["Deals"][0][3] == "Value"
    assert {type(row[6]) for row in sheets["Deals"][1:]} >= {datetime, str}
    book = load_workbook(SAMPLE)
    assert book["Codes"].sheet_state == "hidden"


def test_nobody_in_it_can_be_reached(sheets: Sheets) -> None:
    addresses = [
        word.strip("<>; ")
        for rows in sheets.values()
        for row in rows
        for cell in row
        if isinstance(cell, str)
        for word in cell.split()
        if "@" in word
    ]
    assert len(addresses) > 40
    assert all(address.lower().endswith(".example") for address in addresses)
