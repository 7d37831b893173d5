"""Names as people keep them in lists: two in a cell, pictures, what somebody does, parts in columns of their own."""

from __future__ import annotations

import pytest

from salesdesk.domain.cleaning.names import PersonName, parse_name
from salesdesk.domain.cleaning.readers import Odd, read_family, read_given, read_honorific


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("M. et Mme Dupont", PersonName("M. et Mme", "", "", "Dupont", full="M. et Mme Dupont")),
        ("Hr. u. Fr. Meier", PersonName("Hr. u. Fr.", "", "", "Meier", full="Hr. u. Fr. Meier")),
        ("Fam. Kurt und Lisa Bauer", PersonName("Fam.", "Kurt und Lisa", "", "Bauer", full="Kurt und Lisa Bauer")),
        ("Schmidt, Anna & Peter", PersonName("", "Anna & Peter", "", "Schmidt", full="Anna & Peter Schmidt")),
        ("Anna Schmidt & Peter Müller", PersonName(full="Anna Schmidt & Peter Müller")),
        ("Anna Schmidt / Peter Müller", PersonName(full="Anna Schmidt / Peter Müller")),
    ],
)  # fmt: skip
def test_two_people_in_a_cell(text: str, name: PersonName) -> None:
    assert parse_name(text) == name


def test_und_between_particles_joins_nobody() -> None:
    name = parse_name("Karl-Theodor Freiherr von und zu Guttenberg")
    assert (name.first, name.last) == ("Karl-Theodor", "Freiherr von und zu Guttenberg")


@pytest.mark.parametrize("text", ["🌟 Lena Stern 🌟", "Lena Stern ❤️", "Lena 👩‍💻 Stern"])
def test_pictures_are_no_names(text: str) -> None:
    name = parse_name(text)
    assert (name.first, name.middle, name.last) == ("Lena", "", "Stern")
    assert parse_name(name.full) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dipl.-Ing. (FH) Karl Otto", PersonName("Dipl.-Ing. (FH)", "Karl", "", "Otto", full="Karl Otto")),
        ("Prof. em. Dr. h.c. Otto Krause", PersonName("Prof. em. Dr. h.c.", "Otto", "", "Krause", full="Otto Krause")),
        ("Mag.a Julia Huber", PersonName("Mag.a", "Julia", "", "Huber", full="Julia Huber")),
        ("DI Julia Huber", PersonName("DI", "Julia", "", "Huber", full="Julia Huber")),
        ("Di Anna Maria", PersonName("", "Di", "Anna", "Maria", full="Di Anna Maria")),
        ("RA Dr. Wolf", PersonName("RA Dr.", "", "", "Wolf", full="RA Dr. Wolf")),
        ("Rechtsanwältin Sabine Wolf", PersonName("Rechtsanwältin", "Sabine", "", "Wolf", full="Sabine Wolf")),
        ("Sabine Wolf, Einkauf", PersonName("", "Sabine", "", "Wolf", "Einkauf", full="Sabine Wolf Einkauf")),
        ("Sabine Wolf (GF)", PersonName("", "Sabine", "", "Wolf", "GF", full="Sabine Wolf GF")),
        ("Lisa (Empfang)", PersonName(first="Lisa", nickname="Empfang", full="Lisa")),
        ("Jan v.d. Berg", PersonName("", "Jan", "", "v.d. Berg", full="Jan v.d. Berg")),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name(text: str, name: PersonName) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize(
    ("text", "family", "suffix"),
    [
        ("Huber jun.", "Huber", "jun."), ("Smith, Jr.", "Smith", "Jr."), ("SMITH III", "Smith", "III"),
        ("van der Berg sen.", "van der Berg", "sen."), ("Silva Junior", "Silva Junior", ""), ("Jun", "Jun", ""),
    ],
)  # fmt: skip
def test_junior_in_a_column_of_last_names(text: str, family: str, suffix: str) -> None:
    found = read_family(text)
    value, extras = (found.value, dict(found.extras)) if isinstance(found, Odd) else (found, {})
    assert (value, extras.get("suffix", "")) == (family, suffix)


def test_particles_in_a_column_of_their_own() -> None:
    assert [read_given(text) for text in ("van der", "de", "VAN DEN", "Van", "mary ann")] == [
        "van der", "de", "van den", "Van", "Mary Ann",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "title"),
    [("Sehr geehrte Frau Dr. Wolf", "Frau Dr."), ("Dear Emily", None), ("Chère Madame Petit", "Madame"), ("Lieber Karl,", None)],
)  # fmt: skip
def test_the_first_line_of_a_letter_is_no_title(text: str, title: str | None) -> None:
    assert read_honorific(text) == Odd(title, keep=text)
    assert read_honorific("Frau Dr.") == "Frau Dr."
