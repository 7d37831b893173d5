"""Words for staff are read as the values below them say; details of a company and a delivery beside a person."""

from __future__ import annotations

import pytest

from salesdesk.domain.fields import CUSTOM, RecordKind
from salesdesk.exchange.mapping.sheet import SheetGuess, guess_sheet

FIRMS = ["Berg GmbH", "Vogel AG", "Nordwind KG", "Ost GmbH", "Maier GmbH", "Lang AG"]
PEOPLE = ["Anna Berg", "Ben Ode", "Clara Vogel", "Dora Ost", "Emil Maier", "Fritz Lang"]
MAILS = [f"p{n}@x{n}.example" for n in range(6)]
PHONES = [f"030 12345{n}0" for n in range(6)]
STREETS = ["Hauptstr. 5", "Ring 1", "Weg 7", "Gasse 2", "Allee 3", "Platz 9"]
CODES = ["89073", "10115", "50667", "53111", "80331", "20095"]
TOWNS = ["Ulm", "Berlin", "Köln", "Bonn", "München", "Hamburg"]


def fields(guess: SheetGuess) -> list[str]:
    return [column.field for column in guess.columns]


@pytest.mark.parametrize("word", ["Mitarbeiter", "Employees", "Beschäftigte"])
@pytest.mark.parametrize("numbers", [["12", "250", "40", "7", "3", "90"], ["1-10", "11-50", "51-200"] * 2])
def test_above_numbers_it_is_how_many(word: str, numbers: list[str]) -> None:
    assert fields(guess_sheet(["Firma", "Ort", word], [FIRMS, TOWNS, numbers]))[2] == "employees"
    assert (
        fields(guess_sheet(["Name", "Firma", "E-Mail", word], [PEOPLE, FIRMS, MAILS, numbers]))[3]
        == "employees"
    )


@pytest.mark.parametrize("word", ["Mitarbeiter", "Employees"])
def test_above_the_only_names_it_is_whom_to_speak_to(word: str) -> None:
    guess = guess_sheet(["Firma", word, "E-Mail", "Telefon"], [FIRMS, PEOPLE, MAILS, PHONES])
    assert fields(guess) == ["company", "full_name", "email", "phone"]


def test_beside_other_people_it_is_who_is_in_charge_where_few_come_again() -> None:
    heads = ["Name", "Firma", "E-Mail", "Mitarbeiter"]
    few = ["Eva Neu", "Jan Alt"] * 3
    assert fields(guess_sheet(heads, [PEOPLE, FIRMS, MAILS, few]))[3] == "owner"
    assert fields(guess_sheet(heads, [PEOPLE, FIRMS, MAILS, PEOPLE[::-1]]))[3] == CUSTOM
    deals = ["Deal", "Firma", "Kontakt", "Betrag", "Phase", "Mitarbeiter"]
    amounts, stages = ["100", "200", "300"] * 2, ["Angebot", "Gewonnen"] * 3
    assert fields(guess_sheet(deals, [TOWNS, FIRMS, PEOPLE, amounts, stages, few]))[5] == "owner"


@pytest.mark.parametrize("word", ["Company phone", "Firmentelefon"])
def test_the_number_of_the_company_is_another_one_of_the_person(word: str) -> None:
    mobiles = [f"0171 12345{n}0" for n in range(6)]
    guess = guess_sheet(["Name", "Firma", "Telefon", word], [PEOPLE, FIRMS, PHONES, PHONES[::-1]])
    assert fields(guess) == ["full_name", "company", "phone", "phone_2"]
    guess = guess_sheet(["Name", "Firma", "Mobil", word], [PEOPLE, FIRMS, mobiles, PHONES])
    assert fields(guess) == ["full_name", "company", "mobile", "phone_2"]
    assert guess.columns[3].confidence < 0.9, "to be checked"


@pytest.mark.parametrize(
    "words",
    [
        ("Lieferadresse Straße", "Lieferadresse PLZ", "Lieferadresse Ort"),
        ("Shipping address line 1", "Shipping address zip", "Shipping address city"),
        ("Delivery address street", "Delivery address postcode", "Delivery address town"),
    ],
)
def test_where_it_is_delivered_is_the_address_where_no_other_is_there(words: tuple[str, ...]) -> None:
    told = [STREETS, CODES, TOWNS]
    guess = guess_sheet(["Name", "E-Mail", *words], [PEOPLE, MAILS, *told])
    assert fields(guess)[2:] == ["street", "postal_code", "city"]
    guess = guess_sheet(["Name", "Straße", "PLZ", "Ort", *words], [PEOPLE, *told, *told])
    assert fields(guess)[1:] == ["street", "postal_code", "city", CUSTOM, CUSTOM, CUSTOM]
    assert {column.note for column in guess.columns[4:]} == {"taken"}


@pytest.mark.parametrize("word", ["Lieferadresse", "Lieferanschrift", "Shipping address", "Delivery address"])
def test_a_whole_address_of_delivery_is_an_address(word: str) -> None:
    whole = [
        ", ".join((street, f"{code} {town}"))
        for street, code, town in zip(STREETS, CODES, TOWNS, strict=True)
    ]
    guess = guess_sheet(["Name", "E-Mail", word], [PEOPLE, MAILS, whole])
    assert guess.kind is RecordKind.CONTACTS
    assert fields(guess)[2] == "street"
    assert guess.columns[2].confidence < 0.9
    both = guess_sheet(["Name", "E-Mail", "Adresse", word], [PEOPLE, MAILS, whole, whole])
    assert fields(both)[2:] == ["street", CUSTOM]
