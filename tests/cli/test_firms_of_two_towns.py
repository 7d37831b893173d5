"""Companies of one name in two towns stay two, and nothing that a list says of a company is lost."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from salesdesk.store.store import Store
from tests.cli.people import PeopleDesk

ULM = "Firma;Ort;Telefon\nKern Bau;Ulm;+49731111222\n"
KIEL = "Firma;Ort;Telefon\nKern Bau;Kiel;+49431999888\n"


class Firms(PeopleDesk):
    def rows(self, kind: str) -> list[dict[str, str]]:
        path = self.folder / f"{kind}.csv"
        self.run("export", kind, str(path))
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def houses(self) -> list[tuple[str, str]]:
        return sorted((row["City"], row["Phone"]) for row in self.rows("companies"))

    def notes(self) -> list[str]:
        return [row["Subject"] for row in self.rows("activities")]


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Firms:
    return Firms(tmp_path, capsys)


@pytest.mark.parametrize("mode", ["fill", "overwrite"])
def test_a_company_of_another_town_is_another_company(desk: Firms, mode: str) -> None:
    desk.take(ULM)
    done = desk.take(KIEL, "--on-match", mode, name="second.csv")
    assert [one["code"] for one in done["problems"]] == ["problems.firm_elsewhere"]
    assert desk.houses() == [("Kiel", "+49431999888"), ("Ulm", "+49731111222")]
    newer = desk.take(KIEL.replace("999888\n", "999888\nKern Bau;Ulm;\n"), name="third.csv")
    assert (newer["counts"]["new"], newer["counts"]["changed"], newer["problems"]) == (0, 0, [])


@pytest.mark.parametrize(
    "said", ["Kern Bau;Kiel;+49731111222", "Kern Bau;;+49431999888", "Kern Bau;Ulm;+49431999888"]
)
def test_what_a_known_company_does_not_take_is_kept_with_it(desk: Firms, said: str) -> None:
    desk.take(ULM)
    desk.take(f"Firma;Ort;Telefon\n{said}\n", name="second.csv")
    assert desk.houses() == [("Ulm", "+49731111222")]
    (note,) = desk.notes()
    assert note in ("Also given: Ort: Kiel", "Also given: Telefon: +49431999888")
    desk.take(f"Firma;Ort;Telefon;Branche\n{said};Bau\n", name="third.csv")
    assert desk.notes() == [note]


def test_what_a_second_row_of_a_company_says_is_kept_with_it(desk: Firms) -> None:
    text = (
        "Firma;Telefon;Größe;Umsatz\nKern Bau;+49731111222;12;99 EUR\nKern Bau;+49431999888;39;1.250,50 EUR\n"
    )
    done = desk.take(text, "--kind", "companies")
    (match,) = done["matches"]
    assert (match["joined"], match["reasons"]) == (True, ["same name"])
    (note,) = desk.notes()
    assert "Telefon: +49431999888" in note
    assert "39" in note
    assert "39.0" not in note
    assert "1250.50 EUR" in note
    assert desk.take(text, "--kind", "companies", "--plan")["counts"]["new"] == 0


def test_a_deal_of_a_name_of_two_towns_is_said(desk: Firms) -> None:
    desk.take(ULM)
    desk.take(KIEL, name="second.csv")
    done = desk.take("Deal,Company,Amount,Stage\nX,Kern Bau,100,Proposal\n", name="deals.csv")
    assert [one["code"] for one in done["problems"]] == ["problems.firm_of_several_towns"]


def test_a_person_works_at_the_company_of_her_town(desk: Firms) -> None:
    desk.take(ULM)
    desk.take(KIEL, name="second.csv")
    people = (
        "Name,Company,City,Email\nAda Lo,Kern Bau,Kiel,ada@lo.example\nBo Li,Kern Bau,Ulm,bo@li.example\n"
    )
    assert desk.take(people, name="people.csv")["problems"] == []
    store = Store(Path(desk.database))
    try:
        rows = store.database.rows(
            "SELECT p.full_name, c.city FROM contact p JOIN company c ON c.id = p.company_id ORDER BY p.id"
        )
        assert [tuple(row) for row in rows] == [("Ada Lo", "Kiel"), ("Bo Li", "Ulm")]
    finally:
        store.close()
