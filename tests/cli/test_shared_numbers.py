"""Whoever shares a mobile number or a mailbox with somebody of another name is asked about, and not joined."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.people import PeopleDesk

HEADER = "First name,Last name,Company,Email,Mobile"
TWO_BEARERS = (
    "Heike/Heiko René/Renée Jean/Jeanne Valéry/Valérie Carol/Karol Robin/Robyn Leslie/Lesley Tony/Toni Camille/Camilla "
    "Sasha/Alexandra Michel/Michael Jörg/Jürgen Jan/John Maria/Mary Mario/Maria Jorg/Jörg"
).split()
ONE_BEARER = {
    "an initial": ("J.,Falk", "Jörg,Falk"),
    "umlauts as two letters": ("Jörg,Falk", "Joerg,Falk"),
    "a second name left out": ("Anna Maria,Falk", "Anna,Falk"),
    "half of a double name": ("Anna,Falk-Berg", "Anna,Falk"),
}


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> PeopleDesk:
    return PeopleDesk(tmp_path, capsys)


def import_both(desk: PeopleDesk, one: str, other: str) -> list[tuple[str, bool]]:
    """(grade, joined) of what the second file's row met."""
    desk.take_rows(HEADER, [one], "--country", "DE")
    done = desk.take_rows(HEADER, [other], "--country", "DE", name="second.csv")
    return [(match["grade"], match["joined"]) for match in done["matches"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("pair", TWO_BEARERS)
def test_two_bearers_of_one_mobile_number_are_asked_about(desk: PeopleDesk, pair: str) -> None:
    one, other = (f"{name},Falk,Falk Bau GmbH,,0171 5554321" for name in pair.split("/"))
    assert import_both(desk, one, other) == [("likely", False)]
    assert len(desk.people()) == 2
    assert [found["grade"] for found in desk.run("duplicates")["pairs"]] == ["likely"]


@pytest.mark.parametrize("pair", TWO_BEARERS)
def test_two_bearers_of_one_mobile_number_in_one_file_are_two(desk: PeopleDesk, pair: str) -> None:
    desk.take_rows(
        HEADER,
        [f"{name},Falk,Falk Bau GmbH,,0171 5554321" for name in pair.split("/")],
        "--country",
        "DE",
    )
    assert len(desk.people()) == 2


@pytest.mark.parametrize("kind", ONE_BEARER)
def test_one_bearer_of_a_mobile_number_is_one(desk: PeopleDesk, kind: str) -> None:
    one, other = (f"{name},Falk Bau GmbH,,0171 5554321" for name in ONE_BEARER[kind])
    assert import_both(desk, one, other) == [("certain", True)]
    assert len(desk.people()) == 1


def test_another_family_name_and_another_mobile_number_are_rather_a_successor(desk: PeopleDesk) -> None:
    found = import_both(
        desk,
        "Paul,Klee,Acme,paul@acme.de,0171 1112221",
        "Paul,Wagner,Acme,paul@acme.de,0171 1112229",
    )
    assert found == [("likely", False)]
    assert [pair["grade"] for pair in desk.run("duplicates")["pairs"]] == ["likely"]


def test_another_family_name_and_the_same_mobile_number_are_a_wedding(desk: PeopleDesk) -> None:
    found = import_both(
        desk,
        "Anna,Klee,Acme,anna@acme.de,0171 1112221",
        "Anna,Wagner,Acme,anna@acme.de,0171 1112221",
    )
    assert found == [("certain", True)]


def test_a_form_of_a_name_is_not_called_short(desk: PeopleDesk) -> None:
    desk.take_rows(HEADER, ["Jürgen,Falk,Falk Bau GmbH,,0171 5554321"], "--country", "DE")
    done = desk.take_rows(
        HEADER, ["Jörg,Falk,Falk Bau GmbH,,0171 5554321"], "--country", "DE", name="second.csv"
    )
    matches: Any = done["matches"]
    assert "another form of the first name" in matches[0]["reasons"]


def test_a_whole_number_of_a_joined_row_is_noted_as_it_is_written(desk: PeopleDesk) -> None:
    desk.take_rows(
        "Name,E-Mail,Schuhgröße",
        ["Ada Lo,ada@lo.example,38", "Ada Lo,ada@lo.example,39", "Bo Li,bo@li.example,40"],
    )
    assert [subject for subject, _ in desk.noted(1)] == ["Also given: Schuhgröße: 39"]
