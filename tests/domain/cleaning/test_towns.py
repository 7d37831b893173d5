"""Postal code and town in one cell, and whole addresses."""

from __future__ import annotations

import pytest

from salesdesk.domain.cleaning.rows import RowCleaner
from salesdesk.domain.cleaning.towns import Address, Town, split_address, split_town
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.sheets import SheetSettings


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("70173 Stuttgart", Town("Stuttgart", "70173")),
        ("D-70173 Stuttgart", Town("Stuttgart", "70173", "", "DE")),
        ("CH-8001 Zürich", Town("Zürich", "8001", "", "CH")),
        ("A-1010 Wien", Town("Wien", "1010", "", "AT")),
        ("SE-111 22 Stockholm", Town("Stockholm", "111 22", "", "SE")),
        ("1012 AB Amsterdam", Town("Amsterdam", "1012 AB")),
        ("1012AB Amsterdam", Town("Amsterdam", "1012AB")),
        ("110 00 Praha 1", Town("Praha 1", "110 00")),
        ("00-950 Warszawa", Town("Warszawa", "00-950")),
        ("4000-322 Porto", Town("Porto", "4000-322")),
        ("01310-100 São Paulo", Town("São Paulo", "01310-100")),
        ("2100 København Ø", Town("København Ø", "2100")),
        ("101000 Москва", Town("Москва", "101000")),
        ("75015 Paris 15e", Town("Paris 15e", "75015")),
        ("Stuttgart 70173", Town("Stuttgart", "70173")),
        ("London SW1A 1AA", Town("London", "SW1A 1AA")),
        ("Austin, TX 78701", Town("Austin", "78701", "TX")),
        ("Toronto, ON M5V 2T6", Town("Toronto", "M5V 2T6", "ON")),
        # no code, or no code for certain
        ("Stuttgart", Town("Stuttgart")),
        ("Praha 10", Town("Praha 10")),
        ("29 Palms", Town("29 Palms")),
        ("Lyon 3e", Town("Lyon 3e")),
        ("1234", Town("1234")),
        ("XQ-1234 Nowhere", Town("XQ-1234 Nowhere")),
        ("TX 78701", Town("TX 78701")),
        ("", Town("")),
    ],
)
def test_a_code_beside_the_town_is_taken_off(text: str, town: Town) -> None:
    assert split_town(text) == town
    assert split_town(town.city) == Town(town.city)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Hauptstr. 5, 70173 Stuttgart", Address("Hauptstr. 5", Town("Stuttgart", "70173"))),
        ("Hauptstr. 5\n70173 Stuttgart", Address("Hauptstr. 5", Town("Stuttgart", "70173"))),
        ("c/o Berg, Hauptstr. 5; D-70173 Stuttgart", Address("c/o Berg, Hauptstr. 5", Town("Stuttgart", "70173", "", "DE"))),
        ("1 High St, Austin, TX 78701", Address("1 High St", Town("Austin", "78701", "TX"))),
        ("1 High St, Austin, TX 78701, USA", Address("1 High St", Town("Austin", "78701", "TX", "US"))),
        ("1 High St, Reno, NV, 89501", Address("1 High St", Town("Reno", "89501", "NV"))),
        ("10 Downing St, London, SW1A 2AA", Address("10 Downing St", Town("London", "SW1A 2AA"))),
        ("5 rue de la Paix, 75002 Paris, France", Address("5 rue de la Paix", Town("Paris", "75002", "", "FR"))),
        ("Hauptstr. 5", None),
        ("70173 Stuttgart", None),
        ("Building 7, Suite 12", None),
        ("Flat 3, Rose Court, Leeds", None),
        ("Hauptstr. 5, Stuttgart", None),
    ],
)  # fmt: skip
def test_an_address_is_taken_apart_where_its_town_is_plain(text: str, address: Address | None) -> None:
    assert split_address(text) == address


def cleaned(columns: dict[str, str], *cells: str) -> dict[str, object]:
    mapped = [(at, header, field) for at, (header, field) in enumerate(columns.items())]
    cleaner = RowCleaner(RecordKind.CONTACTS, mapped, SheetSettings(country="DE"), "Sheet")
    values, problems = cleaner.clean(2, list(cells))
    assert not problems
    return {
        field: value for field, value in zip(cleaner.layout.fields, values, strict=False) if value is not None
    }


def test_a_row_keeps_its_own_code_beside_the_one_in_the_town() -> None:
    columns = {"Name": "last_name", "Ort": "city", "PLZ": "postal_code"}
    assert cleaned(columns, "Berg", "70173 Stuttgart", "") == {
        "last_name": "Berg", "city": "Stuttgart", "postal_code": "70173",
    }  # fmt: skip
    assert cleaned(columns, "Berg", "70173 Stuttgart", "70173")["postal_code"] == "70173"
    assert cleaned(columns, "Berg", "70173 Stuttgart", "70174") == {
        "last_name": "Berg", "city": "Stuttgart", "postal_code": "70174", "notes": "Ort: 70173 Stuttgart",
    }  # fmt: skip


def test_a_town_alone_needs_no_column_of_codes() -> None:
    columns = {"Name": "last_name", "PLZ/Ort": "city"}
    assert cleaned(columns, "Berg", "A-1010 Wien") == {
        "last_name": "Berg", "city": "Wien", "postal_code": "1010", "country": "AT",
    }  # fmt: skip


def test_a_whole_address_is_split_only_where_it_has_one_column() -> None:
    whole = "Hauptstr. 5, 70173 Stuttgart"
    assert cleaned({"Name": "last_name", "Adresse": "street"}, "Berg", whole) == {
        "last_name": "Berg", "street": "Hauptstr. 5", "city": "Stuttgart", "postal_code": "70173",
    }  # fmt: skip
    kept = cleaned({"Name": "last_name", "Adresse": "street", "Ort": "city"}, "Berg", whole, "Ulm")
    assert (kept["street"], kept["city"]) == (whole, "Ulm")


def test_the_country_before_the_code_is_that_of_the_phone() -> None:
    columns = {"Name": "last_name", "PLZ/Ort": "city", "Telefon": "phone"}
    assert cleaned(columns, "Berg", "A-1010 Wien", "01 5123456")["phone"] == "+4315123456"
    assert cleaned(columns, "Berg", "70173 Stuttgart", "0711 123456")["phone"] == "+49711123456"
