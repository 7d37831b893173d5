"""Whatever becomes of values that are there: the same file imported once more changes nothing."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from salesdesk.cli import main
from salesdesk.store.store import Store
from tests.builders import Clock

Written = pytest.CaptureFixture[str]
Row = Mapping[str, str]

BEFORE: list[Row] = [
    {
        "Name": "Anna Berg",
        "Email": "anna@berg.example",
        "Phone": "+49 30 111111",
        "City": "Ulm",
        "Owner": "Olga",
    },
    {"Name": "Ben Tal", "Email": "ben@tal.example", "Mobile": "+49 171 222222", "Notes": "Old"},
]
ANNA = {"Name": "Anna Berg", "Email": "anna@berg.example"}
AFTER: list[Row] = [
    {
        **ANNA,
        "Phone": "+49 30 333333",
        "City": "Bonn",
        "Owner": "Otto",
        "Notes": "First",
        "Birthday": "1980-02-14",
    },
    {**ANNA, "Phone": "+49 30 444444", "City": "Köln", "Owner": "Olga", "Notes": "Second"},
    {
        **ANNA,
        "Phone": "+49 30 333333",
        "Job title": "Buyer",
        "Company": "Firm One",
        "Score": "12",
        "Tags": "a",
    },
    {**ANNA, "Job title": "Seller", "Company": "Firm Two", "Score": "13", "Tags": "b", "Lead source": "Fair"},
    {
        "Name": "Ben Tal",
        "Email": "ben@tal.example",
        "Phone": "+49 171 222222",
        "Notes": "New",
        "Country": "CH",
    },
    {
        "Name": "Ben Tal",
        "Email": "ben@tal.example",
        "Mobile": "+49 171 555555",
        "Country": "DE",
        "Score": "4",
    },
]
FIRMS: list[Row] = [
    {
        "Company": "Firm One",
        "Website": "one.example",
        "City": "Ulm",
        "Phone": "+49 30 111111",
        "Industry": "Steel",
    },
    {
        "Company": "Firm One",
        "Website": "two.example",
        "City": "Bonn",
        "Phone": "+49 30 222222",
        "Industry": "Glass",
    },
]
DEALS: list[Row] = [
    {
        "Deal title": "Turbines",
        "Company": "Firm One",
        "Amount": "100 EUR",
        "Stage": "Proposal",
        "Owner": "Olga",
    },
    {
        "Deal title": "Turbines",
        "Company": "Firm One",
        "Amount": "100 EUR",
        "Stage": "Negotiation",
        "Owner": "Otto",
    },
]
CHANGED: list[Row] = [
    {**row, "Amount": "100 EUR", "Expected close": "2027-01-0" + str(n)} for n, row in enumerate(DEALS, 1)
]


class Desk:
    """A file that is filled by command."""

    def __init__(self, folder: Path, capsys: Written) -> None:
        self.path, self._folder, self._capsys = folder / "mine.salesdesk", folder, capsys

    def imported(self, rows: Sequence[Row], *words: str) -> Any:
        path = self._folder / "list.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(head for row in rows for head in row)))
            writer.writeheader()
            writer.writerows(rows)
        assert main(["import", str(path), *words, "--json", "--database", str(self.path)]) == 0
        return json.loads(self._capsys.readouterr().out)

    def dump(self) -> list[tuple[Any, ...]]:
        with closing(Store(self.path, clock=Clock())) as store:
            keys = [column.key for column in store.contacts.columns()]
            rows = store.contacts.page(list(store.contacts.ids()), keys)
            return [tuple(row[key] for key in keys if key != "updated_at") for row in rows.values()]


@pytest.fixture
def desk(tmp_path: Path, capsys: Written) -> Desk:
    return Desk(tmp_path, capsys)


@pytest.mark.parametrize("mode", ["overwrite", "fill", "skip"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BEFORE, AFTER),
        ([], AFTER),
        (FIRMS[1:], FIRMS),
        ([], FIRMS),
        (DEALS[1:], DEALS),
        ([], DEALS),
        (DEALS, CHANGED),
    ],
)
def test_a_second_import_changes_nothing(
    mode: str, before: Sequence[Row], after: Sequence[Row], desk: Desk
) -> None:
    if before:
        desk.imported(before)
    desk.imported(after, "--on-match", mode)
    stored = desk.dump()
    told = desk.imported(after, "--on-match", mode)
    assert (told["counts"]["new"], told["counts"]["changed"]) == (0, 0)
    assert told["import"]["changed"] == {}
    assert desk.dump() == stored


def test_the_first_row_of_a_person_overwrites(desk: Desk) -> None:
    desk.imported(BEFORE)
    desk.imported(AFTER, "--on-match", "overwrite")
    with closing(Store(desk.path, clock=Clock())) as store:
        rows = store.contacts.page(
            list(store.contacts.ids()), ["full_name", "phone", "phone_2", "city", "owner"]
        )
        (anna,) = [row for row in rows.values() if row["full_name"] == "Anna Berg"]
        assert (anna["phone"], anna["city"], anna["owner"]) == ("+4930333333", "Bonn", "Otto")
        assert anna["phone_2"] == "+4930444444"
