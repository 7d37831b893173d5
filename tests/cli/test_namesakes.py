"""A company that is named by a name that several have is not taken in silence."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from salesdesk.cli import main
from salesdesk.domain.fields import RecordKind
from salesdesk.services.services import build_services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import Clock, add_contact, new_store
from tests.services.merging_back.sheets import Sheet, edited

Written = pytest.CaptureFixture[str]
HOTELS = "Company,City\nHotel Post,Ulm\nHotel Post,Graz\nHotel Krone,Bonn\n"
GUESTS = "Name,Email,Company\nAnna Berg,anna@berg.example,Hotel Post\nBen Tal,ben@tal.example,Hotel Krone\n"


@pytest.fixture
def file(template_file: Path, tmp_path: Path, capsys: Written) -> Path:
    with closing(new_store(template_file, tmp_path)) as store:
        add_contact(store, "Cora Wald", email="cora@wald.example")
        path = store.path
    imported(path, tmp_path, HOTELS, capsys)
    return path


def imported(file: Path, folder: Path, text: str, capsys: Written) -> Any:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    assert main(["import", str(path), "--json", "--database", str(file)]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_guest_of_one_of_two(file: Path, tmp_path: Path, capsys: Written) -> None:
    told = imported(file, tmp_path, GUESTS, capsys)
    ((row, reason),) = [(problem["row"], problem["reason"]) for problem in told["problems"]]
    assert (
        row,
        "Several companies (2) are called “Hotel Post”, and the row does not tell which of them is meant; the oldest of them"
        in reason,
    ) == (
        2,
        True,
    )
    assert told["import"]["created"]["contacts"] == 2
    again = imported(file, tmp_path, GUESTS, capsys)
    assert (again["counts"]["new"], again["counts"]["changed"], again["problems"]) == (0, 0, [])


def test_a_cell_that_names_one_of_two(file: Path, tmp_path: Path, capsys: Written) -> None:
    book = tmp_path / "people.xlsx"
    assert main(["export", "contacts", str(book), "--database", str(file)]) == 0

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Cora Wald"), "Company", "Hotel Post")
        sheet.add({"Name": "Eva Neu", "Company": "Hotel Post"})
        sheet.add({"Name": "Dora Feld", "Company": "Hotel Krone"})

    edited(book, change)
    with closing(Store(file, clock=Clock())) as store:
        services = build_services(store)
        plan = services.merging_back.plan(book)
        assert [worded(problem.reason).split("; ")[0].split(", and")[0] for problem in plan.problems] == [
            "Several records (2) are called “Hotel Post”",
            "Several companies (2) are called “Hotel Post”",
        ]
        assert (plan.cells, len(plan.new)) == ((), 2)
        assert len(store.list_of(RecordKind.COMPANIES).ids()) == 3
