"""What a file does not say is taken for granted aloud: the currency of amounts, the order of day and month."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from salesdesk.cli import main
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.money import Money
from salesdesk.store.store import Store
from tests.builders import Clock

Written = pytest.CaptureFixture[str]


class Desk:
    """A file that is filled by command."""

    def __init__(self, folder: Path, capsys: Written) -> None:
        self.path, self._folder, self._capsys = folder / "mine.salesdesk", folder, capsys

    def file(self, text: str, name: str = "list.csv") -> str:
        path = self._folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def said(self, *words: str) -> str:
        assert main([*words, "--database", str(self.path)]) == 0
        return self._capsys.readouterr().out

    def told(self, *words: str) -> Any:
        return json.loads(self.said(*words, "--json"))

    def amounts(self) -> dict[str, Money]:
        with closing(Store(self.path, clock=Clock())) as store:
            reader = store.list_of(RecordKind.DEALS)
            rows = reader.page(list(reader.ids()), ["deal_title", "deal_value"])
            return {row["deal_title"]: row["deal_value"] for row in rows.values()}


@pytest.fixture
def desk(tmp_path: Path, capsys: Written) -> Desk:
    return Desk(tmp_path, capsys)


def test_an_amount_without_a_currency_takes_none_of_another_row(desk: Desk) -> None:
    deals = desk.file(
        "Deal title,Company,Amount,Currency,Stage\nA1,Firm A,100,,Lead\nA2,Firm B,200,USD,Lead\n"
    )
    note = "1 row has an amount and no currency: taken as EUR."
    assert note in desk.said("import", deals, "--plan")
    told = desk.told("import", deals)
    (assumed,) = [one for one in told["notes"] if one["code"] == "amounts_taken_as"]
    assert (assumed["text"], assumed["values"]) == (note, {"currency": "EUR", "count": 1})
    assert desk.amounts() == {"A1": Money.of(100, "EUR"), "A2": Money.of(200, "USD")}
    again = desk.told("import", deals)
    assert (again["counts"]["new"], again["counts"]["changed"], again["notes"]) == (0, 0, [])


@pytest.mark.parametrize(
    ("rows", "currency", "count"),
    [
        ("A1,100\nA2,200\n", "EUR", 2),
        ("A1,$1\nA2,$2\nA3,$3\nA4,$4\nA5,5\n", "USD", 1),
        ("A1,$1\nA2,2\n", "EUR", 1),
        ("A1,100 EUR\nA2,7 USD\n", "", 0),
        ("A1,-100\nA2,7 USD\n", "", 0),
    ],
)
def test_amounts_of_cells(rows: str, currency: str, count: int, desk: Desk) -> None:
    told = desk.told("import", desk.file("Deal title,Amount,Company\n" + rows.replace("\n", ",Firm\n")))
    found = [one["values"] for one in told["notes"] if one["code"] == "amounts_taken_as"]
    assert found == ([{"currency": currency, "count": count}] if count else [])


def test_a_head_that_names_the_currency_says_it(desk: Desk) -> None:
    told = desk.told("import", desk.file("Deal title,Amount (USD),Company\nA1,100,Firm\n"))
    assert told["notes"] == []
    assert desk.amounts() == {"A1": Money.of(100, "USD")}


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        ("Anna Berg,03/04/1985\n", "“03/04/1985” in list and other days like it are read"),
        (
            "Anna Berg,03/04/1985\nBen Tal,25/12/1985\n",
            "are read day first, as the file writes its other days: 1985-04-03.",
        ),
        (
            "Anna Berg,03/04/1985\nBen Tal,12/25/1985\n",
            "are read month first, as the file writes its other days: 1985-03-04.",
        ),
    ],
)
def test_the_order_of_days_is_said(rows: str, note: str, desk: Desk) -> None:
    people = desk.file("Name,Birthday\n" + rows)
    assert note in desk.said("import", people, "--plan")
    assert note in desk.said("import", people)
    assert note in desk.told("import", people)["notes"][0]["text"]


def test_days_that_can_be_read_in_one_way_are_not_spoken_of(desk: Desk) -> None:
    people = desk.file("Name,Birthday\nAnna Berg,1985-04-03\nBen Tal,06.05.1985\nCora Wald,25/12/1985\n")
    assert desk.told("import", people)["notes"] == []


@pytest.mark.parametrize(("order", "day"), [("DMY", "1985-04-03"), ("MDY", "1985-03-04")])
def test_the_order_of_days_is_chosen(order: str, day: str, desk: Desk) -> None:
    people = desk.file("Name,Birthday\nAnna Berg,03/04/1985\n")
    assert day in desk.said("import", people, "--date-order", order)
    with closing(Store(desk.path, clock=Clock())) as store:
        (row,) = store.contacts.page(list(store.contacts.ids()), ["birthday"]).values()
        assert row["birthday"] == day
