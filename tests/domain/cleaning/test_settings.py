from __future__ import annotations

import pytest

from salesdesk.domain.cleaning.settings import detect_settings
from salesdesk.domain.sheets import Cell, SheetSettings


def test_a_german_sheet() -> None:
    headers = ["Vorname", "Nachname", "Telefon", "Geburtsdatum", "Umsatz"]
    columns: list[list[Cell]] = [
        ["Anna", "Bernd"],
        ["Berg", "Tal"],
        ["030 1234567", "+49 170 1234567"],
        ["13.02.1980", "01.02.1970"],
        ["1.234,50 €", "12,00 €"],
    ]
    found = detect_settings(headers, {2: "phone", 3: "birthday", 4: "annual_revenue"}, columns)
    assert (found.country, found.date_order, found.decimal, found.currency) == ("DE", "DMY", ",", "EUR")
    assert found.date_order_sure
    assert found.decimal_sure
    assert found.onto(SheetSettings(encoding="cp1252")) == SheetSettings("cp1252", None, "DMY", ",", "DE")


def test_an_american_sheet() -> None:
    headers = ["First Name", "Phone", "Close Date", "Amount ($)", "Probability"]
    columns: list[list[Cell]] = [
        ["Ann", "Bob"],
        ["(415) 555-2671", "415-555-2672"],
        ["01/02/2024", "03/04/2024"],
        ["1,234.50", "99.99"],
        [0.25, 0.5],
    ]
    mapping = {1: "phone", 2: "expected_close", 3: "deal_value", 4: "probability"}
    found = detect_settings(headers, mapping, columns, fallback_country="DE")
    assert (found.country, found.date_order, found.decimal, found.currency) == ("US", "MDY", ".", "USD")
    assert not found.date_order_sure
    assert [index for index, marks in found.marks.items() if marks.fractions] == [4]


@pytest.mark.parametrize(
    ("name", "values", "country"),
    [
        ("country", ["France", "Frankreich", "FR", "Spain"], "FR"),
        ("phone", ["+44 20 7946 0958", "0044 161 496 0000", "+44 7911 123456"], "GB"),
        ("email", ["a@firma.at", "b@firma.at", "c@gmail.com"], "AT"),
        ("website", ["https://www.firma.ch/x", "foo.ch"], "CH"),
    ],
)
def test_where_the_country_is_seen(name: str, values: list[Cell], country: str) -> None:
    assert detect_settings(["x"], {0: name}, [values]).country == country


def test_the_fallback_only_where_nothing_speaks() -> None:
    assert detect_settings(["name"], {0: "full_name"}, [["Ann"]], fallback_country="NL").country == "NL"
    assert (
        detect_settings(["Prénom", "Société"], {}, [["Anne"], ["Foo"]], fallback_country="NL").country == "FR"
    )
    english = ["First Name", "City", "State", "Postal Code", "Zip"]
    assert detect_settings(english, {}, [], fallback_country="NL").country == "NL"
    assert detect_settings(english, {}, []).country == "US"
    assert detect_settings(english[:4], {}, []).country is None
    empty = detect_settings([], {}, [])
    assert (empty.country, empty.date_order, empty.decimal) == (None, "DMY", ".")


def test_the_decimal_mark_follows_the_country_when_numbers_leave_it_open() -> None:
    found = detect_settings(["a", "b"], {0: "country", 1: "deal_value"}, [["Deutschland"], ["1.234"]])
    assert (found.decimal, found.decimal_sure) == (",", False)


@pytest.mark.parametrize(
    ("amounts", "decimal"),
    [
        (["5.000 EUR", "12.000 EUR"], ","),
        (["5.000 €", "700 €"], ","),
        (["$5,000", "$700"], "."),
        (["1.234.567,89 EUR", "CHF 1'234.50", "$1,234.50", "1.234", "1.5 Mio"], ","),
        (["99.99", "1.234", "12.50"], "."),
        (["12.000,50", "1.000"], ","),
    ],
)
def test_three_digits_after_the_only_mark_of_money_are_a_group(amounts: list[Cell], decimal: str) -> None:
    found = detect_settings(["Deal", "Amount"], {0: "deal_title", 1: "deal_value"}, [["A", "B"], amounts])
    assert found.decimal == decimal


def test_quantities_do_not_speak_for_amounts() -> None:
    mapping = {0: "deal_value", 1: "quantity"}
    found = detect_settings(["Value", "Quantity"], mapping, [["5.000 €", "12.000 €"], ["1.5", "2.5"]])
    assert found.decimal == ","
    found = detect_settings(["Quantity"], {0: "quantity"}, [["2.250", "1.125"]])
    assert found.decimal == "."


def test_a_currency_with_three_decimal_places_keeps_them() -> None:
    found = detect_settings(["Amount", "Currency"], {0: "deal_value", 1: "currency"}, [["1.234"], ["KWD"]])
    assert (found.decimal, found.currency) == (".", "KWD")


@pytest.mark.parametrize(
    ("field", "codes", "country"),
    [
        ("postal_code", ["70173", "10115", "80331"], "DE"),
        ("postal_code", [8001, 3011, 4051], "CH"),
        ("city", ["70173 Stuttgart", "10115 Berlin"], "DE"),
        ("city", ["8001 Zürich", "3011 Bern"], "CH"),
        ("postal_code", ["", ""], "CH"),
    ],
)
def test_postal_codes_tell_neighbours_of_one_language_apart(
    field: str, codes: list[Cell], country: str
) -> None:
    headers = ["Vorname", "Nachname", "PLZ", "Telefon"]
    phones: list[Cell] = ["044 123 45 67", "+41 44 234 56 78", "0711 12345"]
    found = detect_settings(headers, {2: field, 3: "phone"}, [["Anna"], ["Berg"], codes, phones])
    assert found.country == country
