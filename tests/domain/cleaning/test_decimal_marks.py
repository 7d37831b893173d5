from __future__ import annotations

import pytest

from salesdesk.domain.cleaning.decimal_marks import (
    Marks,
    detect_decimal,
    detect_money_decimal,
    marks_of,
    written_as_fractions,
)
from salesdesk.domain.fields import FieldType
from salesdesk.domain.sheets import Cell

MONEY, NUMBER, INTEGER, PERCENT = FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT


@pytest.mark.parametrize(
    ("values", "kind", "decimal", "mixed"),
    [
        (["1.234,56 €", "USD 1,000", "33.335"], MONEY, ",", True),
        (["12.50", "250.000"], MONEY, None, True),
        (["1,000", "2.000"], MONEY, None, True),
        (["$1,000", "$2,500"], None, ".", False),
        (["1,000", "2,500"], None, None, False),
        (["1.500", "12"], INTEGER, ",", False),
        (["1,5", "2.5", "1,234"], NUMBER, None, True),
        (["1,234.50", "99.99", "1,000"], MONEY, ".", False),
        (["0.125", "12.5", "33.335"], MONEY, ".", False),
        (["KWD 1.234", "KWD 12.500"], MONEY, None, False),
        (["12.50"] * 40 + ["3,5"], MONEY, ".", False),
        ([12.5, None], MONEY, None, False),
    ],
)
def test_marks_of_a_column(
    values: list[Cell], kind: FieldType | None, decimal: str | None, mixed: bool
) -> None:
    own, marks = marks_of(values, kind)
    assert (own, marks.mixed) == (decimal, mixed)


@pytest.mark.parametrize(
    ("text", "marks", "kind", "both"),
    [
        ("33.335", Marks(",", mixed=True), MONEY, ("33.335", "33,335")),
        ("USD 1,000", Marks(",", mixed=True), MONEY, ("1", "1,000")),
        ("1.234,56 €", Marks(".", mixed=True), MONEY, None),
        ("250.000", Marks("."), MONEY, ("250", "250,000")),
        ("250.000", Marks(".", long=True), MONEY, None),
        ("250.000", Marks(","), MONEY, None),
        ("KWD 250.000", Marks("."), MONEY, None),
        ("250.000", Marks("."), NUMBER, None),
        ("1.500", Marks("."), INTEGER, ("1.5", "1,500")),
        ("0.5", Marks(mixed_fractions=True), PERCENT, ("0.5 %", "50 %")),
        ("0.5 %", Marks(mixed_fractions=True), PERCENT, None),
        ("33", Marks(mixed_fractions=True), PERCENT, None),
        (0.5, Marks(mixed_fractions=True), PERCENT, ("0.5 %", "50 %")),
        ("about", Marks(mixed=True), MONEY, None),
    ],
)
def test_what_can_be_read_in_two_ways(
    text: Cell, marks: Marks, kind: FieldType, both: tuple[str, str] | None
) -> None:
    assert marks.readings(text, kind) == both


def test_percentages_of_both_kinds() -> None:
    assert written_as_fractions(["50%", "0.5", "33"]) == (False, True)
    assert written_as_fractions([0, 1, 10, 20]) == (False, False)


def test_fraction_columns() -> None:
    assert written_as_fractions([0.25, 0.5, 1, 0, None])[0]
    assert written_as_fractions(["0.1", "n/a"])[0]
    assert not written_as_fractions([0, 1])[0]
    assert not written_as_fractions([10, 25])[0]
    assert written_as_fractions(["60 %", 0.75, 0.4, 1])[0], (
        "a typed 60 % among cells formatted as percentages"
    )
    assert not written_as_fractions(["50%", 25])[0]
    assert not written_as_fractions(["50%"])[0]


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        (["1.234,56", "12,5"], (",", True)), (["1,234.56"], (".", True)), (["1.234"], (None, False)),
        (["1.234.567"], (",", True)), (["1,234,567"], (".", True)), (["12.03.2024", "v1.2", "10:30"], (None, False)),
        (["0,5"], (",", True)), (["3.14", "€ 2.50"], (".", True)), (["1,5", "1.5"], (None, False)), ([], (None, False)),
    ],
)  # fmt: skip
def test_detect_decimal(values: list[str], mark: tuple[str | None, bool]) -> None:
    assert detect_decimal(values) == mark


@pytest.mark.parametrize(
    ("values", "currency", "mark"),
    [
        (["5.000 EUR", "12.000 EUR"], None, ","), (["5.000\u00a0€", "700 €", None, 12.5], None, ","), (["$5,000"], "USD", "."),
        (["1.234", "1,234"], None, None), (["0.500"], None, None), (["1234.567"], None, None), (["12.50", "700"], None, None),
        (["KWD 1.234"], None, None), (["1.234"], "KWD", None), (["5.000 €"], "KWD", ","), (["1.234 Mio"], None, None),
        (["5.000 apples"], None, None), (["5.000,50 €"], None, None), ([], None, None),
    ],
)  # fmt: skip
def test_money_has_no_three_decimal_places(
    values: list[Cell], currency: str | None, mark: str | None
) -> None:
    assert detect_money_decimal(values, currency) == mark
