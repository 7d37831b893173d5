"""Companies of one name and of different kinds stay several, through every door."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from salesdesk.cli.main import main
from salesdesk.domain.cleaning.companies import kind_of_firm, may_be_one_firm
from salesdesk.services.services import build_services
from salesdesk.store.store import Store


def imported(capsys: pytest.CaptureFixture[str], database: Path, text: str, *words: str) -> dict[str, Any]:
    file = database.parent / "firms.csv"
    file.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(file), "--database", str(database), "--json", *words]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def companies(database: Path) -> list[str]:
    with closing(Store(database)) as store:
        return sorted(
            row[0] for row in store.database.rows("SELECT name FROM company WHERE deleted_at IS NULL")
        )


def works_at(database: Path) -> dict[str, str]:
    with closing(Store(database)) as store:
        rows = store.database.rows(
            "SELECT p.full_name, c.name FROM contact p LEFT JOIN company c ON c.id = p.company_id"
        )
        return dict(rows)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "firms.salesdesk"


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("Acme GmbH", "Acme Inc.", False), ("Siemens AG", "Siemens Ltd.", False), ("Müller GmbH", "Muller KG", False),
        ("Acme Ltd", "ACME Limited", True), ("Acme", "Acme GmbH", True), ("Acme G.m.b.H.", "Acme GmbH", True),
        ("Acme Corp", "Acme Inc", True), ("Novartis Pharma GmbH", "Novartis Pharma AG", False), ("Foo S.p.A.", "Foo AG", False),
        ("Graf GmbH & Co. KG", "Graf GmbH", False), ("Acme Company", "Acme GmbH", True),
    ],
)  # fmt: skip
def test_the_kind_of_a_firm_tells_names_apart(first: str, second: str, one: bool) -> None:
    assert may_be_one_firm(first, second) is one
    assert kind_of_firm("Foo") == ""


def test_people_keep_the_firm_their_row_names(capsys: pytest.CaptureFixture[str], database: Path) -> None:
    text = "Name,Company,Email\nPaul Ott,Acme GmbH,p@a.de\nRita Lang,Acme Inc.,r@a.com\nUwe Pohl,Acme AG,u@a.ch\nIda Fuchs,Acme Limited,i@a.uk\n"
    imported(capsys, database, text)
    assert companies(database) == ["Acme AG", "Acme GmbH", "Acme Inc.", "Acme Limited"]
    assert works_at(database) == {
        "Paul Ott": "Acme GmbH", "Rita Lang": "Acme Inc.", "Uwe Pohl": "Acme AG", "Ida Fuchs": "Acme Limited",
    }  # fmt: skip
    again = imported(capsys, database, text.replace("Acme Limited", "ACME Ltd."), "--plan")
    assert (again["counts"]["new"], again["counts"]["changed"]) == (0, 0)
    imported(capsys, database, "Name,Company,Email\nEva Roth,ACME LTD.,e@a.uk\nMax Kern,Acme,m@a.de\n")
    assert companies(database) == ["Acme", "Acme AG", "Acme GmbH", "Acme Inc.", "Acme Limited"]
    assert works_at(database)["Eva Roth"] == "Acme Limited"
    assert works_at(database)["Max Kern"] == "Acme"  # nobody knows which of them


def test_a_name_without_its_kind_is_the_only_firm_of_that_name(
    capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    imported(capsys, database, "Name,Company\nPaul Ott,Nordwind GmbH\nRita Lang,Nordwind\n")
    assert companies(database) == ["Nordwind GmbH"]


def test_a_list_of_companies_keeps_every_kind(capsys: pytest.CaptureFixture[str], database: Path) -> None:
    text = "Company,Website,City,Phone\nAcme GmbH,acme.de,Köln,+49 221 5550100\nAcme Inc.,acme.com,Boston,+1 617 555 0100\n"
    answer = imported(capsys, database, text, "--kind", "companies")
    assert answer["counts"]["new"] == 2
    assert companies(database) == ["Acme GmbH", "Acme Inc."]
    assert imported(capsys, database, text, "--kind", "companies", "--plan")["counts"]["new"] == 0


def test_one_house_in_two_towns_is_two_in_a_list_of_companies(
    capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    text = "Company,City,Phone\nHotel Post,Ulm,+49 731 1234567\nHotel Post,Graz,+43 316 123456\nHotel Post,Ulm,\n"
    answer = imported(capsys, database, text, "--kind", "companies")
    assert answer["counts"]["new"] == 2
    with closing(Store(database)) as store:
        assert sorted(row[0] for row in store.database.rows("SELECT city FROM company")) == ["Graz", "Ulm"]
    again = imported(capsys, database, text, "--kind", "companies", "--plan")
    assert (again["counts"]["new"], again["counts"]["changed"]) == (0, 0)


def test_what_is_typed_meets_the_firm_of_its_kind(database: Path) -> None:
    with closing(Store(database)) as store:
        services = build_services(store)
        paul, _ = services.contacts.create({"full_name": "Paul Ott", "company": "Acme GmbH"})
        rita, _ = services.contacts.create({"full_name": "Rita Lang", "company": "Acme Inc."})
        uwe, _ = services.contacts.create({"full_name": "Uwe Pohl", "company": "acme incorporated"})
        max_, _ = services.contacts.create({"full_name": "Max Kern", "company": "Acme"})
        rows = store.database.rows("SELECT id, company_id FROM contact")
        employer = dict(rows)
        assert employer[paul] != employer[rita]
        assert employer[rita] == employer[uwe]
        assert employer[max_] not in (employer[paul], employer[rita])  # nobody knows which of them


FIRMS = "Company,City\nAlpha AG,Ulm\nAlpha GmbH,Bonn\n"
DEAL = "Deal,Company,Amount,Stage\nX,Alpha,100,Proposal\n"


def deal_of(database: Path) -> str:
    with closing(Store(database)) as store:
        rows = store.database.rows("SELECT c.name FROM deal d JOIN company c ON c.id = d.company_id")
        return ", ".join(row[0] for row in rows)


def test_a_deal_of_a_name_of_two_firms_is_not_given_to_either_in_silence(
    capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    imported(capsys, database, FIRMS)
    plan = imported(capsys, database, DEAL, "--plan")
    assert [(one["code"], one["severity"]) for one in plan["problems"]] == [
        ("problems.firm_of_several_kinds", "warning")
    ]
    assert "Alpha AG or Alpha GmbH" in plan["problems"][0]["reason"]
    assert [one["value"] for one in plan["unknown_values"] if one["list"] == "company"] == ["Alpha"]
    imported(capsys, database, DEAL)
    assert deal_of(database) == "Alpha"
    again = imported(capsys, database, DEAL + "Y,Alpha,200,Proposal\n")
    assert (again["counts"]["new"], again["problems"]) == (1, [])  # what Alpha is was settled
    assert companies(database) == ["Alpha", "Alpha AG", "Alpha GmbH"]


def test_a_name_without_its_kind_is_the_only_firm_there(
    capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    imported(capsys, database, FIRMS.replace("Alpha GmbH", "Beta GmbH"))
    assert imported(capsys, database, DEAL)["problems"] == []
    assert deal_of(database) == "Alpha AG"
