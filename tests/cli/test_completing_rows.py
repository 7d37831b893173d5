"""Rows of one company complete each other, and no address is put together from two."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from salesdesk.cli import main


class Desk:
    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys, self.file = folder, capsys, folder / "desk.salesdesk"

    def run(self, *words: str) -> Any:
        assert main([*words, "--json", "--database", str(self.file)]) == 0
        return json.loads(self._capsys.readouterr().out)

    def take(self, name: str, text: str) -> tuple[int, int, int]:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        counts = self.run("import", str(path))["counts"]
        return counts["new"], counts["changed"], counts["unchanged"]

    def rows(self, kind: str) -> list[dict[str, str]]:
        out = self.folder / f"{kind}.csv"
        out.unlink(missing_ok=True)
        self.run("export", kind, str(out))
        text = out.read_text(encoding="utf-8-sig")
        return list(csv.DictReader(text.splitlines()))

    def notes(self) -> list[str]:
        return [row["Subject"] for row in self.rows("activities")]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


FIRMS = (
    "Firma;Branche;Telefon;Webseite;Straße;Ort\n"
    "Müller & Söhne GmbH;Bau;;;;\n"
    "MÜLLER & SÖHNE GMBH;Handel;030 1234567;www.mueller.example;Weg 1;Köln\n"
)


def test_a_further_row_fills_what_the_first_row_of_a_company_leaves_blank(desk: Desk) -> None:
    desk.take("firms.csv", FIRMS)
    (firm,) = desk.rows("companies")
    assert (firm["Industry"], firm["Phone"], firm["Street"], firm["City"]) == (
        "Bau",
        "+49301234567",
        "Weg 1",
        "Köln",
    )
    assert desk.notes() == ["Also given: Branche: Handel"]
    assert desk.take("firms.csv", FIRMS) == (0, 0, 2)


PEOPLE = "Name;E-Mail;Straße;PLZ;Ort\nUte Alpha;ute@alpha.example;Gasse 1;;\n"
MOVED = "Name;E-Mail;Straße;PLZ;Ort\nUte Alpha;ute@alpha.example;Hof 2;80331;München\n"
WHOLE = "Name;E-Mail;Straße;PLZ;Ort\nUte Alpha;ute@alpha.example;Gasse 1;01067;Dresden\n"


def address(row: dict[str, str]) -> tuple[str, str, str]:
    return row.get("Street", ""), row.get("Postal code", ""), row.get("City", "")


def test_a_known_person_keeps_the_one_address_where_a_file_says_another(desk: Desk) -> None:
    desk.take("people.csv", PEOPLE)
    desk.take("moved.csv", MOVED)
    assert address(desk.rows("contacts")[0]) == ("Gasse 1", "", "")
    assert desk.notes() == ["Also given: Straße: Hof 2; Ort: München; PLZ: 80331"]
    assert desk.take("moved.csv", MOVED) == (0, 0, 1)
    assert desk.take("whole.csv", WHOLE) == (0, 1, 0)
    assert address(desk.rows("contacts")[0]) == ("Gasse 1", "01067", "Dresden")


def test_rows_of_one_person_with_two_addresses_make_none_of_both(desk: Desk) -> None:
    desk.take("people.csv", PEOPLE + MOVED.splitlines()[1] + "\n")
    assert address(desk.rows("contacts")[0]) == ("Gasse 1", "", "")
    assert desk.notes() == ["Also given: Straße: Hof 2; Ort: München; PLZ: 80331"]


PEOPLE_OF_AN_INITIAL = (
    "First name,Last name,Email\nJ,Brown,brown@aol.example\nJohn,Brown,brown@aol.example\n"
    "Jane,Brown,brown@aol.example\nJohn,Brown,brown@aol.example\n"
)


@pytest.mark.parametrize("text", [PEOPLE_OF_AN_INITIAL, PEOPLE_OF_AN_INITIAL.replace("Brown", "Baum")])
def test_an_initial_is_not_two_people(desk: Desk, text: str) -> None:
    desk.take("people.csv", text)
    names = [row["Name"].split()[0] for row in desk.rows("contacts")]
    assert sorted(names) == ["J", "Jane"]
    desk.take("again.csv", text.replace("J,", "J.,"))
    assert len(desk.rows("contacts")) == 2


def test_one_of_two_who_is_called_junior_is_another(desk: Desk) -> None:
    desk.take(
        "people.csv",
        "Vorname;Nachname;Firma;E-Mail;Mobil;Kundennr.\n"
        "Max;Huber;Huber OG;max@huber.example;+43 664 1111111;2001\n"
        "Max;Huber jun.;Huber OG;max@huber.example;+43 664 1111111;2002\n"
        "Karl;Ott;;karl@ott.example;;\nKarl;Ott sen.;;karl@ott.example;;\n",
    )
    assert sorted(row["Name"] for row in desk.rows("contacts")) == [
        "Karl Ott",
        "Karl Ott sen.",
        "Max Huber",
        "Max Huber jun.",
    ]
