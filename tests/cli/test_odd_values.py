"""Amounts and days that nobody can mean as they stand are named, whatever door they come in by."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
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

    def imported(self, *rows: list[Any]) -> Any:
        book = openpyxl.Workbook()
        for row in rows:
            book.worksheets[0].append(row)
        book.save(self._folder / "list.xlsx")
        assert main(["import", str(self._folder / "list.xlsx"), "--json", "--database", str(self.path)]) == 0
        return json.loads(self._capsys.readouterr().out)

    def deal(self) -> dict[str, Any]:
        with closing(Store(self.path, clock=Clock())) as store:
            reader = store.list_of(RecordKind.DEALS)
            (row,) = reader.page(list(reader.ids()), ["deal_value", "expected_close", "notes"]).values()
            return dict(row.values)


@pytest.fixture
def desk(tmp_path: Path, capsys: Written) -> Desk:
    return Desk(tmp_path, capsys)


HEADS = ["Deal title", "Company", "Stage", "Amount", "Currency", "Expected close"]


def said(told: Any) -> list[tuple[str, str]]:
    return [(problem["column"], problem["reason"]) for problem in told["problems"]]


@pytest.mark.parametrize("cell", [12.345, "12.3456 EUR", 33.333333])
def test_an_amount_is_rounded_aloud(cell: Any, desk: Desk) -> None:
    told = desk.imported(
        HEADS, ["Turbines", "Firm", "Lead", cell, "EUR"], ["Blades", "Firm", "Lead", "7.50", "EUR"]
    )
    ((column, reason),) = said(told)
    assert column == "Amount"
    assert "has more decimal places than EUR: taken as" in reason


@pytest.mark.parametrize(("cell", "code"), [(12.345, "KWD"), (0.1 + 0.2, "EUR"), (12.30, "EUR")])
def test_places_that_there_are(cell: Any, code: str, desk: Desk) -> None:
    assert desk.imported(HEADS, ["Turbines", "Firm", "Lead", cell, code])["problems"] == []


@pytest.mark.parametrize("cell", [-50, "-50.00", "(50.00)"])
def test_a_deal_below_zero(cell: Any, desk: Desk) -> None:
    told = desk.imported(HEADS, ["Turbines", "Firm", "Lead", cell, "EUR"])
    ((column, reason),) = said(told)
    assert (column, "is below zero" in reason) == ("Amount", True)
    deal = desk.deal()
    assert (deal["deal_value"], "50" in deal["notes"]) == (None, True)


def test_an_order_below_zero_is_taken_and_said(desk: Desk) -> None:
    told = desk.imported(
        ["Order number", "Customer", "Email", "Order total", "Order date", "Product name"],
        ["A-1", "Anna Berg", "anna@berg.example", -50, date(2026, 3, 1), "Blade"],
    )
    assert [(column, "is below zero" in reason) for column, reason in said(told)] == [("Order total", True)]


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(1904, 1, 1), "1900-01-01", "1.1.1900"])
def test_the_day_of_an_empty_cell(day: Any, desk: Desk) -> None:
    told = desk.imported(HEADS, ["Turbines", "Firm", "Lead", 50, "EUR", day])
    ((column, reason),) = said(told)
    assert (column, "empty cell or a nought" in reason) == ("Expected close", True)
    assert desk.deal()["expected_close"] is None


@pytest.mark.parametrize("day", ["01.05.0024", "0024-05-01", "1 May 0024", date(2205, 1, 1), "01.05.2205"])
def test_a_day_far_away(day: Any, desk: Desk) -> None:
    told = desk.imported(HEADS, ["Turbines", "Firm", "Lead", 50, "EUR", day])
    ((column, reason),) = said(told)
    assert (column, "is not a date" in reason) == ("Expected close", True)
    assert desk.deal()["expected_close"] is None
    assert desk.deal()["deal_value"] == Money.of(50, "EUR")
