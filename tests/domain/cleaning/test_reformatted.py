"""What a spreadsheet program makes of a text is that text; what somebody wrote over it is not."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from salesdesk.domain.cleaning.reformatted import is_reformatted, readings
from salesdesk.domain.sheets import Cell

MADE: list[tuple[str, list[Cell]]] = [
    ("3-4", ["03. Apr", "3-Apr", "4-Mar", "04. Mrz", "03-avr", "03.04.2026", "2026-04-03", 43558, "43558"]),
    ("3-4", [datetime(2026, 4, 3), date(2026, 3, 4)]),
    ("1/2", ["01-Feb", "2-Jan", "02. Jan", "01. Feb", "janv.-02", datetime(2026, 2, 1)]),
    ("3/2024", ["Mar-24", "Mrz 24", "mars-24", datetime(2024, 3, 1)]),
    ("1-2-3", ["01.02.2003", "1/2/2003", date(2003, 1, 2)]),
    ("MARCH1", ["1-Mar", "01. Mrz", "1-mars", datetime(2026, 3, 1)]),
    ("SEPT2", ["2-Sep", "02. Sep", datetime(2026, 9, 2)]),
    ("DEC2024", ["Dec-24", "Dez 24", datetime(2024, 12, 1)]),
    ("10.12", ["10. Dez", "10,12", 10.12, datetime(2026, 12, 10)]),
    ("TRUE", [True, "WAHR", "VRAI", "True"]),
    ("wahr", [True, "TRUE", "WAHR"]),
    ("falsch", [False, "FALSE", "FAUX"]),
    ("00123", [123, 123.0, "123", "123.0", "123,00"]),
    ("01067", [1067, "1067", "1.067"]),
    ("+49301234567", [49301234567, "49301234567", "4.93012E+10", "4,93E+10", "49 301 234 567"]),
    ("1234567890123456789", [1.23456789012346e18, "1.23457E+18", "1,23457E+18", "1234567890123460000"]),
    ("4E10", [4e10, "4.00E+10", "4,00E+10", "40000000000"]),
    ("9.350", [9.35, "9,35", 9350, "9350"]),
    ("12.50", [12.5, "12,5"]),
]
TYPED: list[tuple[str, list[Cell]]] = [
    ("3-4", ["4-3", "3-5", "3-5-2026x", "5-Apr", "03. Mai", 43559, datetime(2026, 5, 3), 34, "34"]),
    ("May 5", ["May 6", "June 5", "6 May", datetime(2026, 5, 6)]),
    ("May 1", ["May 2", "Mai 24", datetime(2026, 5, 2)]),
    ("1/2", ["1/3", "2/1/", "3-Jan", datetime(2026, 1, 3)]),
    ("MARCH1", ["2-Mar", "MARCH2", datetime(2026, 3, 2)]),
    ("TRUE", [False, "FALSCH", "yes", 0, "Truer"]),
    ("yes", [True, "no"]),
    ("00123", [124, "0124", "123 A", "1230", True]),
    ("+49301234567", [49301234568, "+49301234568", "4.93013E+10", "4.93012E+11"]),
    ("12.50", [12.6, "1250", 1250, "12.51"]),
    ("9350", ["9.35", 9.35, "93.50"]),
    ("Room 3", ["3", 3, "Room 4", datetime(2026, 3, 3)]),
    ("Anna", ["Anne", True, 1]),
    ("", ["x", 0, False]),
]


@pytest.mark.parametrize(("text", "cell"), [(text, cell) for text, cells in MADE for cell in cells])
def test_what_a_program_made_of_a_text(text: str, cell: Cell) -> None:
    assert is_reformatted(cell, text)


@pytest.mark.parametrize(("text", "cell"), [(text, cell) for text, cells in TYPED for cell in cells])
def test_what_somebody_wrote(text: str, cell: Cell) -> None:
    assert not is_reformatted(cell, text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("9.350", {"9.350", "9350"}),
        ("9,350.50", {"9350.50"}),
        ("9.350,50", {"9350.50"}),
        ("1.234.567", {"1234567"}),
        ("1 234,5", {"1234.5"}),
        ("12.5", {"12.5"}),
        ("1.5E+03", {"1500"}),
        ("-7", {"-7"}),
        ("7 m", set()),
        ("1.2.3", set()),
        ("", set()),
    ],
)
def test_the_numbers_a_text_may_be(text: str, numbers: set[str]) -> None:
    assert readings(text) == {Decimal(number) for number in numbers}
