"""Columns whose values are something else than their headers say."""

from __future__ import annotations

from salesdesk.exchange.mapping.sheet import guess_sheet

_SURE = 0.6


def guessed(text: str) -> dict[str, tuple[str, float]]:
    headers, *rows = [line.split(";") for line in text.splitlines()]
    found = guess_sheet(headers, [list(column) for column in zip(*rows, strict=True)])
    return {
        header: (column.field, column.confidence)
        for header, column in zip(headers, found.columns, strict=True)
    }


def test_addresses_below_a_header_of_names_are_addresses() -> None:
    found = guessed(
        "First Name;Last Name;Email;Phone\n"
        "smith@acme.com;Smith;+1 212 555 0101;John\n"
        "jones@acme.com;Jones;+1 212 555 0102;Jim\n"
        "brown@acme.com;Brown;+1 212 555 0103;Joe"
    )
    assert found["First Name"][0] == "email"
    assert found["Email"][0] == "phone"
    assert found["Phone"][1] < _SURE


def test_names_in_each_others_columns_are_not_sure() -> None:
    mixed = guessed("Vorname;Nachname;E-Mail\nMüller;Hans;h@a.de\nSchmidt;Petra;p@b.de\nWeber;Klaus;k@c.de")
    assert max(mixed["Vorname"][1], mixed["Nachname"][1]) < _SURE
    right = guessed(
        "Vorname;Nachname;E-Mail\nHans;Müller;h@a.de\nPetra;Werner;p@b.de\nKlaus;Friedrich;k@c.de"
    )
    assert min(right["Vorname"][1], right["Nachname"][1]) > 0.9


def test_answers_are_no_posts_of_people() -> None:
    found = guessed(
        "Name;E-Mail;Werbung per Post\nUwe Krämer;u@a.de;nein\nPia Lohse;p@b.de;ja\nIda Ott;i@c.de;ja"
    )
    assert found["Werbung per Post"][0] == "custom"
