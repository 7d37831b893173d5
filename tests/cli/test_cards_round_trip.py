"""A contact card loses nothing on its way in and out again."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from salesdesk.cli import main

CARD = """BEGIN:VCARD
VERSION:3.0
N:Quint;Adele;Marie;Dr.;MBA
FN:Dr. Adele Marie Quint MBA
ORG:Quint Optik GmbH
TITLE:Leiterin
ROLE:Entscheiderin
EMAIL;TYPE=WORK,PREF:adele@quint-optik.example
EMAIL;TYPE=HOME:addi@privat.example
EMAIL:third@quint-optik.example
EMAIL;TYPE=HOME:fourth@privat.example
TEL;TYPE=WORK,VOICE:+49 89 1234500
TEL;TYPE=CELL:+49 171 5550001
TEL;TYPE=HOME,FAX:+49 89 1234509
TEL;TYPE=PAGER:+49 89 1234508
item1.TEL:+49 30 99912345
item1.X-ABLabel:Ferienhaus
TEL;TYPE=HOME:+49 30 11111114
ADR;TYPE=HOME:;;Am See 3;Starnberg;;82319;Germany
ADR;TYPE=HOME:;;Alm 1;Ulm;;89073;Germany
CATEGORIES:VIP,Optik\\, Brille
TZ:Europe/Berlin
GEO:48.1;11.5
LANG:de
END:VCARD
"""
EXPECTED = [
    "ROLE:Entscheiderin", "EMAIL;TYPE=home,internet:addi@privat.example", "TEL;TYPE=home,fax:+49891234509",
    "TEL;TYPE=pager:+49891234508", ":+493099912345", "X-ABLabel:Ferienhaus", "fourth@privat.example", "11111114",
    "ADR;TYPE=home:;;Am See 3;Starnberg;;82319;Germany", "Alm 1", "TZ:Europe/Berlin", "GEO:48.1;11.5", "LANG:de",
]  # fmt: skip


def _import(file: Path, database: str, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, int]:
    capsys.readouterr()
    assert main(["import", str(file), "--json", *more, "--database", database]) == 0
    counts: dict[str, int] = json.loads(capsys.readouterr().out)["counts"]
    return counts


def _lines(card: Path) -> list[str]:
    return card.read_text(encoding="utf-8").replace("\n ", "").splitlines()


def test_types_labels_and_further_numbers_come_out_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out, database = tmp_path / "in.vcf", tmp_path / "out.vcf", str(tmp_path / "new.salesdesk")
    file.write_text(CARD, encoding="utf-8")
    _import(file, database, capsys)
    assert main(["export", "contacts", str(out), "--database", database]) == 0
    lines = _lines(out)
    missing = [wanted for wanted in EXPECTED if not any(wanted in line for line in lines)]
    assert missing == [], "\n".join(lines)
    reaching = [line.partition(":")[0].partition(";")[0].rpartition(".")[2] for line in lines]
    assert (reaching.count("EMAIL"), reaching.count("TEL"), reaching.count("ADR")) == (4, 6, 2)
    assert any("Optik\\, Brille" in line for line in lines if line.startswith("NOTE"))
    counts = _import(out, database, capsys, "--plan")
    assert (counts["new"], counts["changed"], counts["unchanged"]) == (0, 0, 1)
    again, second = str(tmp_path / "second.salesdesk"), tmp_path / "second.vcf"
    _import(out, again, capsys)
    assert main(["export", "contacts", str(second), "--database", again]) == 0
    assert _comparable(second) == _comparable(out)


def _comparable(card: Path) -> list[str]:
    """The lines of a card without what tells its database and its time."""
    changing = (
        "UID:",
        "X-SALESDESK-EXPORT",
        "X-SALESDESK-CREATED",
        "X-SALESDESK-EXTERNAL",
        "REV",
        "X-SALESDESK-UPDATED",
    )
    return sorted(line for line in _lines(card) if not line.startswith(changing))


def test_cards_without_a_line_end_between_them_are_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "in.vcf"
    file.write_bytes(
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Low\r\nEND:VCARDBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo Nolan\r\n"
        b"END:VCARD begin:vcard\r\nFN:Cy Dale\r\nEND:VCARD\r\n"
    )
    assert _import(file, str(tmp_path / "new.salesdesk"), capsys)["new"] == 3


def test_our_cards_of_nameless_people_change_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out, database = tmp_path / "in.csv", tmp_path / "out.vcf", str(tmp_path / "new.salesdesk")
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [["Name", "Company", "Job title", "Email", "Phone"], ["", "", "", "a6@x.example", ""],
             ["=1+2", "", "", "b@y.example", ""], ["Cher", "", "", "c@z.example", ""],
             ["", "Only Ltd", "Buyer", "", "+1 212 555 0188"], ["", "Lo AG", "Clerk", "info@lo.example", ""]]
        )  # fmt: skip
    _import(file, database, capsys)
    assert main(["export", "contacts", str(out), "--database", database]) == 0
    counts = _import(out, database, capsys, "--plan")
    assert (counts["new"], counts["changed"], counts["unchanged"]) == (0, 0, 5), "\n".join(_lines(out))


CARDS = """BEGIN:VCARD
VERSION:3.0
N:Ander;Ida;;;
FN:Ida Ander
UID:abc-1
EMAIL;TYPE=HOME:o@x.example
EMAIL;TYPE=WORK:o@firma.example
ADR;TYPE=HOME:;;Weg 1;Bonn;;53111;Germany
ADR;TYPE=WORK:;;Gasse 2;Köln;;50667;Germany
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Anna Berg
N:Berg;Anna;;;
ORG:Tee AG
EMAIL:a@b.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Tee AG
ORG:Tee AG
X-ABShowAs:COMPANY
TEL:+49 30 999777
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:group
FN:Friends
END:VCARD
"""


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_ids_places_and_parts_of_addresses_come_out_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], version: str
) -> None:
    file, out, database = tmp_path / "in.vcf", tmp_path / "out.vcf", str(tmp_path / "new.salesdesk")
    file.write_text(CARDS.replace("VERSION:3.0", f"VERSION:{version}"), encoding="utf-8")
    _import(file, database, capsys)
    assert main(["export", "contacts", str(out), "--database", database]) == 0
    lines = _lines(out)
    assert "UID:abc-1" in lines
    assert any(line.startswith("EMAIL") and "work" in line and "o@firma" in line for line in lines)
    assert any(line.startswith("EMAIL") and "home" in line and "o@x" in line for line in lines)
    assert any("ADR" in line and "home" in line and ";;Weg 1;Bonn;;53111;Germany" in line for line in lines)
    counts = _import(out, database, capsys, "--plan")
    assert (counts["new"], counts["changed"], counts["unchanged"]) == (0, 0, 2), "\n".join(lines)


def test_cards_of_companies_and_groups_are_no_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, database = tmp_path / "in.vcf", str(tmp_path / "new.salesdesk")
    file.write_text(CARDS, encoding="utf-8")
    assert main(["import", str(file), "--json", "--database", database]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [note["code"] for note in answer["notes"]] == ["card_groups"]
    found = {}
    for kind, columns in (("contacts", "full_name,company"), ("companies", "company,phone")):
        out = tmp_path / f"{kind}.csv"
        assert main(["export", kind, str(out), "--columns", columns, "--database", database]) == 0
        with out.open(encoding="utf-8-sig", newline="") as stream:
            found[kind] = sorted(tuple(row[:2]) for row in list(csv.reader(stream))[1:])
    assert found == {
        "contacts": [("Anna Berg", "Tee AG"), ("Ida Ander", "")],
        "companies": [("Tee AG", "+4930999777")],
    }
