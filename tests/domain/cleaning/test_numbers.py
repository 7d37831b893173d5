from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.cleaning.numbers import (
    currency_code,
    parse_integer,
    parse_money,
    parse_number,
    parse_percent,
)
from salesdesk.domain.sheets import CellError, CurrencyNumber


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1,234", ".", 1234.0), ("1,234", ",", 1.234), ("1.234", ".", 1.234), ("1.234", ",", 1234.0),
        ("1.234,56", ".", 1234.56), ("1,234.56", ",", 1234.56), ("1,23,456.78", ".", 123456.78),
        ("1'234.50", ".", 1234.5), ("1’234", ".", 1234.0), ("1 234,56", ",", 1234.56),
        ("1\u00a0234\u202f567", ".", 1234567.0), ("(1,234.00)", ".", -1234.0), ("123-", ".", -123.0), ("−5", ".", -5.0),
        ("12k", ".", 12000.0), ("1.5M", ".", 1500000.0), ("3 Mio.", ",", 3000000.0), ("2 crore", ".", 2e7),
        ("25 %", ".", 25.0), ("1.2E+05", ".", 120000.0), (".5", ".", 0.5), ("0,5", ".", 0.5), ("0,500", ".", 0.5),
        ("~500", ".", 500.0), ("1.000.000", ".", 1000000.0), ("1,000,000.5", ",", 1000000.5),
        ("abc", ".", None), ("12 apples", ".", None), ("1.2.3", ".", None), ("10/12", ".", None), ("83.215.242.109", ",", None),
        ("2024-01-01", ".", None), ("n/a", ".", None), ("", ".", None), ("1 234.567.890", ".", None),
    ],
)  # fmt: skip
def test_parse_number(text: str, decimal: str, value: float | None) -> None:
    assert parse_number(text, decimal) == value


@pytest.mark.parametrize(
    ("cell", "decimal", "amount"),
    [
        ("€ 1.234,00", ",", (123400, "EUR")), ("$1,234.50", ".", (123450, "USD")), ("1.234,56 €", ",", (123456, "EUR")),
        ("CHF 1'000.-", ".", (100000, "CHF")), ("12,-", ",", (1200, None)), ("R$ 1.234,56", ",", (123456, "BRL")),
        ("₹1,23,456", ".", (12345600, "INR")), ("€1.5M", ".", (150000000, "EUR")), ("12m€", ".", (1200000000, "EUR")),
        ("-$5.00", ".", (-500, "USD")), ("$-5.00", ".", (-500, "USD")), ("($5.00)", ".", (-500, "USD")),
        ("¥1,200", ".", (1200, "JPY")), ("KWD 1.234", ".", (1234, "KWD")), ("kr 1 200", ".", None),
        ("5 USD", ".", (500, "USD")), ("USD5", ".", (500, "USD")), (12.5, ",", (1250, None)), (7, ".", (700, None)),
        ("1,234", ".", (123400, None)), ("1.234", ",", (123400, None)), ("12.5", ",", (1250, None)),
        ("25 %", ".", None), ("free", ".", None), (True, ".", None), (None, ".", None), (CellError("#REF!"), ".", None),
        (float("nan"), ".", None),
    ],
)  # fmt: skip
def test_parse_money(cell: object, decimal: str, amount: tuple[int, str | None] | None) -> None:
    assert parse_money(cell, decimal) == amount  # type: ignore[arg-type]


def test_shared_signs_mean_the_currency_of_the_sheet() -> None:
    assert parse_money("$5", ".", "CAD") == (500, "CAD")
    assert parse_money("kr 5", ".", "SEK") == (500, "SEK")
    assert currency_code("kr", "NOK") == "NOK"
    assert currency_code("US$", "CAD") == "USD"
    assert parse_money("1500", ".", "JPY") == (1500, None)


def test_ranges_and_bounds_give_their_lower_end() -> None:
    texts = ["11-50", "500+", "1,000-5,000", "10,000 – 50,000", "> 1000", "51 to 200"]
    assert [parse_integer(text, ".") for text in texts] == [11, 500, 1000, 10000, 1000, 51]


@pytest.mark.parametrize(
    ("cell", "fractions", "value"),
    [("25 %", False, 25), ("25%", True, 25), (25, False, 25), (0.25, True, 25), ("0.25", True, 25), (1, True, 100),
     ("100 %", False, 100), ("100\u00a0%", True, 100), ("100\u202f%", False, 100), ("100,0 %", True, 100), (1.0, True, 100),
     (0.25, False, 0), (120, False, None), (-5, False, None), ("high", False, None)],
)  # fmt: skip
def test_parse_percent(cell: str | float, fractions: bool, value: int | None) -> None:
    assert parse_percent(cell, ".", fractions=fractions) == value


@given(st.integers(-(10**12), 10**12), st.sampled_from([".", ","]), st.sampled_from(["", " ", "'", "x"]))
def test_every_grouping_reads_back(minor: int, decimal: str, group: str) -> None:
    group = {".": ",", ",": "."}[decimal] if group == "x" else group
    whole, cents = divmod(abs(minor), 100)
    text = f"{'-' if minor < 0 else ''}{whole:,}".replace(",", group) + f"{decimal}{cents:02d}"
    assert parse_money(text, decimal) == (minor, None)
    assert parse_money(text + " €", decimal) == (minor, "EUR")
    assert parse_money(f"({text.lstrip('-')})", decimal) == (-abs(minor), None)


@given(st.one_of(st.text(max_size=15), st.text(alphabet="0123456789.,' -()%k€$", max_size=15), st.floats()))
def test_a_number_read_is_read_again_alike(cell: str | float) -> None:
    for decimal in ".,":
        number = parse_number(cell, decimal)
        if number is not None:
            assert parse_number(number, decimal) == number


@pytest.mark.parametrize("text", ["10–20k", "10 - 20", "10 bis 20", "10-20k", "5 000 to 9 000", "€5-10"])
def test_a_range_is_no_amount(text: str) -> None:
    assert parse_money(text, ".") is None


@pytest.mark.parametrize(
    ("text", "lower"),
    [("10-20k", 10_000), ("1-5 k", 1_000), ("50-100", 50), ("11 - 50 employees", 11), ("2k-5k", 2_000)],
)
def test_the_unit_of_a_range_is_that_of_both_its_ends(text: str, lower: int | None) -> None:
    assert parse_integer(text, ".") == lower


@pytest.mark.parametrize(
    "text", ["500 + MwSt", "500 zzgl. MwSt.", "500 MwSt", "3 cup", "12 top", "40 all in", "5 pen"]
)
def test_words_are_no_currencies(text: str) -> None:
    assert parse_money(text, ".") is None


@pytest.mark.parametrize(
    ("text", "read"),
    [("500 kEUR", (500_000_00, "EUR")), ("1.5 M€", (1_500_000_00, "EUR")), ("12 eur", (1200, "EUR")), ("7 TOP", (700, "TOP")),
     ("3 MUSD", (3_000_000_00, "USD")), ("3 T€", (3_000_00, "EUR"))],
)  # fmt: skip
def test_a_factor_stands_before_its_currency(text: str, read: tuple[int, str]) -> None:
    assert parse_money(text, ".") == read


@pytest.mark.parametrize("text", ["1 234,50 kr", "kr 7,50", "7,50 kr."])
def test_crowns_are_of_the_country_the_sheet_is_from_and_else_of_nobody_knows_which(text: str) -> None:
    assert parse_money(text, ",", "EUR") is None
    assert parse_money(text, ",") is None
    found = parse_money(text, ",", "NOK")
    assert found is not None
    assert found[1] == "NOK"


def test_a_cell_that_excel_shows_in_crowns_is_no_amount_of_euros() -> None:
    assert parse_money(CurrencyNumber(1234.5, "kr"), ".", "EUR") is None
    assert parse_money(CurrencyNumber(1234.5, "kr"), ".", "SEK") == (123450, "SEK")
