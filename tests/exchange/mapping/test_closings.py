"""The day a deal was closed on and the day it is expected to be, told apart by one another."""

from __future__ import annotations

import pytest

from salesdesk.exchange.mapping.sheet import guess_sheet

DAYS = ["2026-05-01", "2026-06-01"]


def fields_of(*days: str, stage: str = "Stage") -> list[str]:
    headers = ["Deal", "Company", "Amount", stage, *days]
    cells: list[list[str]] = [
        ["A", "B"],
        ["Acme GmbH", "Beta AG"],
        ["100", "200"],
        ["Won", "Demo"],
        *[DAYS for _ in days],
    ]
    return [column.field for column in guess_sheet(headers, cells, sheet_name="deals").columns[4:]]


@pytest.mark.parametrize(
    ("expected", "closed"),
    [
        ("Expected close", "Closed"), ("Expected close", "Close date"), ("Expected close", "Closing date"),
        ("Date de clôture prévue", "Date de clôture"), ("Erwarteter Abschluss", "Abschlussdatum"),
        ("Fecha de cierre prevista", "Fecha de cierre"),
    ],
)  # fmt: skip
def test_beside_an_expected_day_the_other_is_the_day_it_was_closed(expected: str, closed: str) -> None:
    assert fields_of(expected, closed) == ["expected_close", "closed_at"]
    assert fields_of(closed, expected) == ["closed_at", "expected_close"]


@pytest.mark.parametrize("alone", ["Close date", "Closing date", "Date de clôture", "Abschlussdatum"])
def test_alone_it_is_the_expected_day(alone: str) -> None:
    assert fields_of(alone) == ["expected_close"]


def test_a_column_that_says_closed_with_days_is_the_day_it_was_closed() -> None:
    assert fields_of("Closed") == ["closed_at"]
    assert fields_of("Close date", "Closed") == ["expected_close", "closed_at"]
    assert fields_of("Close date", "Closed at") == ["expected_close", "closed_at"]


def test_a_yes_or_no_is_no_day() -> None:
    headers = ["Deal", "Company", "Amount", "Stage", "Expected close", "Closed"]
    cells = [["A", "B"], ["Acme GmbH", "Beta AG"], ["100", "200"], ["Won", "Demo"], DAYS, ["yes", "no"]]
    assert guess_sheet(headers, cells).columns[5].field != "closed_at"
