"""A person who is named by a name that several have is asked for, never made once more."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk.cli import main
from salesdesk.store.store import Store
from tests.builders import Clock

Written = pytest.CaptureFixture[str]
HEADS = {
    "Contacts": ["Name", "Email", "Company"],
    "Deals": ["Deal title", "Contact name", "Company", "Amount", "Stage"],
}


class Desk:
    """A file that is filled by command."""

    def __init__(self, folder: Path, capsys: Written) -> None:
        self.path, self._folder, self._capsys = folder / "mine.salesdesk", folder, capsys

    def imported(self, **sheets: list[list[Any]]) -> Any:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in [HEADS[title], *rows]:
                sheet.append(row)
        book.save(self._folder / "list.xlsx")
        assert main(["import", str(self._folder / "list.xlsx"), "--json", "--database", str(self.path)]) == 0
        return json.loads(self._capsys.readouterr().out)

    def people(self) -> list[str]:
        with closing(Store(self.path, clock=Clock())) as store:
            rows = store.contacts.page(list(store.contacts.ids()), ["full_name"]).values()
            return sorted(row["full_name"] for row in rows)


@pytest.fixture
def desk(tmp_path: Path, capsys: Written) -> Desk:
    return Desk(tmp_path, capsys)


ONE = ["Anna Berg", "anna@one.example", "Firm One"]
TWO = ["Anna Berg", "anna@two.example", "Firm Two"]
SAID = "Several people (2) are called “Anna Berg”, and the row does not tell which of them is meant"


@pytest.mark.parametrize("before", [[], [ONE], [ONE, TWO]])
def test_a_deal_of_one_of_two(before: list[list[Any]], desk: Desk) -> None:
    if before:
        desk.imported(Contacts=before)
    told = desk.imported(
        Contacts=[row for row in (ONE, TWO) if row not in before] or [["Ben Tal", "ben@tal.example", ""]],
        Deals=[["Turbines", "Anna Berg", "", 100, "Lead"], ["Blades", "Anna Berg", "Firm Two", 100, "Lead"]],
    )
    assert desk.people().count("Anna Berg") == 2
    (problem,) = told["problems"]
    assert (problem["sheet"], problem["row"], problem["column"], problem["value"]) == (
        "Deals",
        2,
        "Contact name",
        "Anna Berg",
    )
    assert SAID in problem["reason"]
    assert told["import"]["created"]["deals"] == 1


def test_somebody_of_another_company_is_somebody_else(desk: Desk) -> None:
    told = desk.imported(Contacts=[ONE, TWO], Deals=[["Turbines", "Anna Berg", "Firm Three", 100, "Lead"]])
    assert (desk.people().count("Anna Berg"), told["problems"]) == (3, [])


def test_two_of_one_company(desk: Desk) -> None:
    other = ["Anna Berg", "anna@other.example", "Firm One"]
    told = desk.imported(Contacts=[ONE, other], Deals=[["Turbines", "Anna Berg", "Firm One", 100, "Lead"]])
    assert desk.people().count("Anna Berg") == 2
    assert SAID in told["problems"][0]["reason"]


def test_the_only_one_is_meant(desk: Desk) -> None:
    told = desk.imported(Contacts=[ONE], Deals=[["Turbines", "Anna Berg", "", 100, "Lead"]])
    assert (desk.people(), told["problems"]) == (["Anna Berg"], [])


def test_a_list_imported_again_changes_nothing(desk: Desk) -> None:
    deals = [["Turbines", "Anna Berg", "", 100, "Lead"]]
    desk.imported(Deals=deals)
    desk.imported(Contacts=[TWO])
    again = desk.imported(Deals=deals)
    assert (again["counts"]["new"], again["counts"]["changed"], again["problems"]) == (0, 0, [])
