"""``salesdesk search``: whatever a person wrote is found, in whatever way it is written."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from salesdesk.cli.main import main
from salesdesk.domain.activities import ActivityKind
from salesdesk.services.activities import Subject
from salesdesk.services.services import build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A file in which everything stands in another place."""
    path = tmp_path / "all.salesdesk"
    with closing(Store(path)) as store:
        set_up(store, currency="EUR", country="DE")
        services = build_services(store)
        firm = add_company(
            store, "Bäckerei Müller GmbH", city="Köln", notes="Zahlt immer erst nach der zweiten Mahnung."
        )
        ann = add_contact(
            store, "Jürgen Müller", company="Bäckerei Müller GmbH", street="Lindenstr. 5",
            notes="Am Montag angerufen und den Katalog der Firma geschickt. Will eine Kaffeemaschine für den Laden. Meldet sich im Mai.",
            external_id="KD-4711",
        )  # fmt: skip
        services.custom_fields.create("contact", "Vertrag")
        services.contacts.edit(ann, "custom.vertrag", "Sonderpreis 2027")
        services.contacts.tag([ann], "Messe Essen")
        stage = store.database.value("SELECT id FROM stage WHERE name_key = 'demo'")
        deal, _ = services.deals.create("Ofen", stage, company_id=firm, contact_id=ann)
        services.deals.edit(deal, "notes", "Sonderkondition mit dem Chef besprochen")
        about = Subject(contact_id=ann)
        services.activities.log(
            ActivityKind.CALL, about, subject="Rückruf", body="Fragt nach Melitta-Filtern."
        )
        services.activities.plan(about, "Siebträger zeigen", "2027-01-05")
        campaign, _ = services.campaigns.create("Herbstaktion", goal="Neukunden in der Eifel")
        services.campaigns.add_members(campaign, [add_contact(store, "Olga O'Neil", company="Nordwind GmbH")])
        add_contact(store, "山田 太郎", company="山田商事株式会社")
    return path


def found(capsys: pytest.CaptureFixture[str], database: Path, text: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["--database", str(database), "search", text, "--json"]) == 0
    groups = json.loads(capsys.readouterr().out)["groups"]
    return [{**hit, "kind": group["kind"]} for group in groups for hit in group["hits"]]


@pytest.mark.parametrize(
    ("text", "kind", "title", "field", "said"),
    [
        ("kaffeemaschine", "contacts", "Jürgen Müller", "notes", "Will eine Kaffeemaschine für den Laden."),
        ("lindenstrasse", "", "", "", ""),
        ("lindenstr", "contacts", "Jürgen Müller", "street", "Lindenstr. 5"),
        ("kd4711", "contacts", "Jürgen Müller", "external_id", "KD-4711"),
        ("4711", "contacts", "Jürgen Müller", "external_id", "KD-4711"),
        ("sonderpreis", "contacts", "Jürgen Müller", "custom.vertrag", "Sonderpreis 2027"),
        ("messe", "contacts", "Jürgen Müller", "tags", "Messe Essen"),
        (
            "mahnung",
            "companies",
            "Bäckerei Müller GmbH",
            "notes",
            "Zahlt immer erst nach der zweiten Mahnung.",
        ),
        ("sonderkondition", "deals", "Ofen", "notes", "Sonderkondition mit dem Chef besprochen"),
        ("melitta", "activities", "Rückruf", "body", "Fragt nach Melitta-Filtern."),
        ("juergen melitta", "activities", "Rückruf", "body", "Fragt nach Melitta-Filtern."),
        ("siebtraeger", "activities", "Siebträger zeigen", "", ""),
        ("herbst", "campaigns", "Herbstaktion", "", ""),
        ("eifel", "campaigns", "Herbstaktion", "goal", "Neukunden in der Eifel"),
        ("neil", "contacts", "Olga O'Neil", "", ""),
        ("商事", "contacts", "山田 太郎", "", ""),
    ],
)
def test_whatever_was_written_is_found_and_it_is_said_where(
    capsys: pytest.CaptureFixture[str],
    database: Path,
    text: str,
    kind: str,
    title: str,
    field: str,
    said: str,
) -> None:
    hits = found(capsys, database, text)
    if not kind:
        assert hits == []
        return
    (hit,) = [one for one in hits if one["kind"] == kind and one["title"] == title]
    if field:
        assert (hit["found_in"]["field"], hit["found_in"]["text"]) == (field, said)
    else:
        assert "found_in" not in hit


def test_what_was_written_beside_a_record_leads_to_it(
    capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    (hit,) = found(capsys, database, "melitta")
    assert (hit["detail"], hit["of"]["kind"]) == ("Jürgen Müller", "contacts")
    assert main(["--database", str(database), "search", "melitta"]) == 0
    assert (
        capsys.readouterr().out
        == "activities #1  Rückruf  (Jürgen Müller)  Text: Fragt nach Melitta-Filtern.\n"
    )


def test_a_name_alone_finds_no_history(capsys: pytest.CaptureFixture[str], database: Path) -> None:
    """What belongs to somebody is found by their name together with words of its own."""
    kinds = {hit["kind"] for hit in found(capsys, database, "jürgen")}
    assert kinds == {"contacts", "deals"}


@pytest.mark.parametrize(
    ("text", "names"),
    [("melitta", ["Jürgen Müller"]), ("siebträger", ["Jürgen Müller"]), ("herbst", ["Olga O'Neil"])],
)
def test_a_list_has_whom_something_was_written_about(
    capsys: pytest.CaptureFixture[str], database: Path, tmp_path: Path, text: str, names: list[str]
) -> None:
    out = tmp_path / "out.csv"
    arguments = ["export", "contacts", str(out), "--filter", text, "--columns", "full_name"]
    assert main(["--database", str(database), *arguments]) == 0
    lines = out.read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [line.split(",")[0].strip('"') for line in lines] == names


def test_owners_and_sources_are_words_of_what_they_keep(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, file = ("--database", str(tmp_path / "new.salesdesk")), tmp_path / "people.csv"
    file.write_text(
        "Name,Company,Owner,Lead source\nAnna Blau,Blau AG,Jörg Faber,Empfangswand\nBo Rot,Rot AG,Jan,Messe\n",
        encoding="utf-8",
    )
    assert main(["import", str(file), *database]) == 0

    def found(text: str) -> list[str]:
        capsys.readouterr()
        assert main(["search", text, *database]) == 0
        return [line for line in capsys.readouterr().out.splitlines() if line.startswith("contacts")]

    assert found("empfangs") == ["contacts #1  Anna Blau  (Blau AG)  Source: Empfangswand"]
    assert found("joerg") == ["contacts #1  Anna Blau  (Blau AG)  Owner: Jörg Faber"]
    assert len(found("blau empfangswand faber")) == 1
    assert found("rot empfangswand") == []
    out = tmp_path / "out.csv"
    assert (
        main(["export", "contacts", str(out), "--filter", "faber", "--columns", "full_name", *database]) == 0
    )
    assert "Wrote 1 contact to" in capsys.readouterr().out
    assert "Anna Blau" in out.read_text(encoding="utf-8-sig")
