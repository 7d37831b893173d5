"""What a row says of a person who is there already is added or kept as a note: notes, posts, numbers, the year of a birthday."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.people import PeopleDesk

TWO = [
    "Anna Kühn,anna@kuehn.example,Kühn GmbH,Buyer,ruft Dienstag an",
    "Anna Kuehn,anna@kuehn.example,Kühn GmbH,Head of Buying,will Rabatt 5%",
]
HEADER = "Name,Email,Company,Position,Notes"


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> PeopleDesk:
    return PeopleDesk(tmp_path, capsys)


def counts(done: dict[str, Any]) -> tuple[int, int, int]:
    return done["counts"]["new"], done["counts"]["changed"], done["counts"]["unchanged"]


def test_the_notes_of_rows_that_are_joined_follow_each_other(desk: PeopleDesk) -> None:
    desk.take_rows(HEADER, TWO)
    assert desk.column("Notes") == ["ruft Dienstag an\nwill Rabatt 5%"]
    assert ("Also given: Position: Head of Buying", "In list.csv, list, row 3") in desk.noted(1)
    assert counts(desk.take_rows(HEADER, TWO)) == (0, 0, 2)


def test_a_note_on_somebody_who_is_known_is_added_once(desk: PeopleDesk) -> None:
    desk.take_rows(HEADER, TWO)
    third = ["Anna Kühn,anna@kuehn.example,,,neuer Termin 3.12."]
    assert counts(desk.take_rows(HEADER, third, name="three.csv")) == (0, 1, 0)
    assert desk.column("Notes") == ["ruft Dienstag an\nwill Rabatt 5%\nneuer Termin 3.12."]
    assert "Anna Kühn" in str(desk.run("search", "Termin"))
    longer = ["Anna Kühn,anna@kuehn.example,,Buyer,neuer Termin 3.12."]  # not word for word the same row
    assert counts(desk.take_rows(HEADER, longer, name="four.csv")) == (0, 0, 1)
    assert counts(desk.take_rows(HEADER, third, name="three.csv")) == (0, 0, 1)


def test_what_a_known_person_is_said_to_be_besides_is_noted_once_and_the_match_is_told(
    desk: PeopleDesk,
) -> None:
    header = "Name,Position,Phone,City"
    desk.take_rows(header, ["R Vance,CEO,+1 212 555 0100,New York"])
    again = ["R Vance,Intern,+1 212 555 0100,Boston"]
    done = desk.take_rows(header, again, name="second.csv")
    ((match),) = done["matches"]
    assert (match["name"], match["with"]["id"], match["joined"]) == ("R Vance", 1, True)
    assert match["reasons"] == ["same phone"]
    noted = ("Also given: Position: Intern; City: Boston", "In second.csv, second, row 2")
    assert desk.noted(1) == [noted]
    desk.take_rows(header, ["R Vance,Intern,+1 212 555 0100,Boston "], name="third.csv")
    assert desk.noted(1) == [noted]


def test_a_number_dialled_in_the_wrong_country_is_the_one_that_is_there(desk: PeopleDesk) -> None:
    header = "Vorname;Nachname;Firma;E-Mail;Telefon"
    rows = [
        "Jean-Luc;Lefèvre;Ateliers;jl@ateliers.example;+33 4 72 00 11 22",
        "Jean Luc;Lefevre;Ateliers;jl@ateliers.example;04 72 00 11 22",
        "Eva;Kern;Kern GmbH;eva@kern.example;030 1234567",
    ]
    desk.take_rows(header, rows)
    desk.take_rows(header, ["Jean-Luc;Lefèvre;;jl@ateliers.example;0472/001122", *rows[2:]], name="later.csv")
    (jean,) = [row for row in desk.people() if row["Last name"] == "Lefèvre"]
    assert jean["Phone"] == "+33472001122"
    assert "Second phone" not in jean


def test_a_birthday_gets_its_year(desk: PeopleDesk) -> None:
    rows = ["Otto Klein,Klein AG,24.12.", "Otto Klein,Klein AG,24.12.1970", "Otto Klein,Klein AG,24.12."]
    desk.take_rows("Name,Company,Birthday", rows)
    assert desk.column("Birthday") == ["1970-12-24"]
    assert desk.noted(1) == []


def test_what_only_a_second_sheet_or_column_says_is_noted(desk: PeopleDesk) -> None:
    desk.take_rows("Name,Email,Colour", ["Bo Lind,bo@lind.example,red", "Bo Lind,bo@lind.example,blue"])
    assert desk.noted(1) == [("Also given: Colour: blue", "In list.csv, list, row 3")]


def test_the_company_of_a_row_that_is_joined_is_the_persons_or_is_noted(desk: PeopleDesk) -> None:
    rows = [
        "Bo Lind,bo@lind.example,,",
        "Bo Lind,bo@lind.example,Lind AB,",
        "Eva Kern,eva@kern.example,Kern GmbH,",
        "Eva Kern,eva@kern.example,Other Ltd,Bonn",
    ]
    done = desk.take_rows("Name,Email,Company,City", rows)
    assert done["import"]["created"]["companies"] == 2
    assert desk.column("Company") == ["Kern GmbH", "Lind AB"]
    assert desk.noted(2) == [("Also given: Company: Other Ltd", "In list.csv, list, row 5")]
    assert counts(desk.take_rows("Name,Email,Company,City", rows)) == (0, 0, 4)
