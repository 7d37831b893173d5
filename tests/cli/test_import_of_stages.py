"""Stages of a foreign file become those that mean the same, and "open" none."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from salesdesk.cli import main

OFFERS = """Verkaufschance,Firma,Betrag,Phase,Pipeline
Dach,Acme GmbH,1000,Angebot,
Wand,Beta GmbH,2000,offen,
Tor,Gamma GmbH,3000,gewonnen,
Zaun,Delta GmbH,4000,Absage,
Haus,Epsilon GmbH,5000,Qualifizierung,
Weg,Zeta GmbH,6000,offen,Partner
"""


def stages(folder: Path, database: str) -> dict[str, str]:
    file = folder / "out.csv"
    assert main(["export", "deals", str(file), "--columns", "deal_title,stage", "--database", database]) == 0
    with file.open(encoding="utf-8-sig", newline="") as rows:
        return {row[0]: row[1] for row in list(csv.reader(rows))[1:]}


def test_stages_are_found_by_what_they_mean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, database = tmp_path / "offers.csv", str(tmp_path / "new.salesdesk")
    file.write_text(OFFERS, encoding="utf-8")
    assert main(["import", str(file), "--database", database]) == 0
    assert stages(tmp_path, database) == {
        "Dach": "Proposal",
        "Wand": "Prospecting",
        "Tor": "Won",
        "Zaun": "Lost",
        "Haus": "Qualifizierung",
        "Weg": "New",
    }
    capsys.readouterr()
    assert main(["import", str(file), "--plan", "--json", "--database", database]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["changed"] == 0


def test_an_open_deal_stays_in_its_stage(tmp_path: Path) -> None:
    file, database = tmp_path / "offers.csv", str(tmp_path / "new.salesdesk")
    for stage in ("Angebot", "offen"):
        file.write_text(f"Deal,Firma,Betrag,Phase\nDach,Acme GmbH,1000,{stage}\n", encoding="utf-8")
        command = ["import", str(file), "--on-match", "overwrite", "--database", database]
        assert main(command if stage == "offen" else ["import", str(file), "--database", database]) == 0
    assert stages(tmp_path, database) == {"Dach": "Proposal"}


def test_a_status_that_says_customer_is_the_lifecycle_stage(tmp_path: Path) -> None:
    file, database = tmp_path / "people.csv", str(tmp_path / "new.salesdesk")
    file.write_text(
        "Vorname,Nachname,E-Mail,Status\nAnna,Weber,anna@x.example,Kunde\nBert,Schulz,bert@y.example,Interessent\n",
        encoding="utf-8",
    )
    assert main(["import", str(file), "--database", database]) == 0
    out = tmp_path / "out.csv"
    command = ["export", "contacts", str(out), "--columns", "full_name,lifecycle_stage,lead_status"]
    assert main([*command, "--database", database]) == 0
    with out.open(encoding="utf-8-sig", newline="") as rows:
        assert sorted(row[:3] for row in list(csv.reader(rows))[1:]) == [
            ["Anna Weber", "Customer", ""],
            ["Bert Schulz", "Lead", ""],
        ]


UNKNOWN = ("Pausiert", "On Hold", "Stage 7", "Closed", "Zurückgestellt")
UNDERSTOOD = {
    "成交": ("Won", 100),
    "已成交": ("Won", 100),
    "Abgeschlossen": ("Won", 100),
    "契約済": ("Won", 100),
    "계약완료": ("Won", 100),
    "失败": ("Lost", 0),
    "商談中": ("Negotiation", 80),
    "협상 중": ("Negotiation", 80),
    "提案中": ("Proposal", 65),
    "Qualifiziert": ("Qualifiziert", 25),
    "初回訪問": ("Prospecting", 10),
}


def imported_stages(
    folder: Path, capsys: pytest.CaptureFixture[str], names: Iterable[str]
) -> tuple[dict[str, tuple[str, int]], list[str]]:
    """Stage and probability of a deal of each stage, and the stages that are said to be worth nothing."""
    file, out, database = folder / "deals.csv", folder / "out.csv", str(folder / "new.salesdesk")
    rows = [f"{name},Acme {place},1000,{name},2026-01-02" for place, name in enumerate(names)]
    file.write_text("\n".join(("Deal,Company,Amount,Stage,Closed at", *rows)) + "\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(file), "--json", "--database", database]) == 0
    notes = json.loads(capsys.readouterr().out)["notes"]
    columns = "deal_title,stage,probability"
    assert main(["export", "deals", str(out), "--columns", columns, "--database", database]) == 0
    with out.open(encoding="utf-8-sig", newline="") as text:
        found = {row[0]: (row[1], int(row[2])) for row in list(csv.reader(text))[1:]}
    return found, [note["values"]["name"] for note in notes if note["code"] == "stage_without_chance"]


def test_a_stage_that_says_nothing_counts_nothing_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found, said = imported_stages(tmp_path, capsys, UNKNOWN)
    assert found == {name: (name, 0) for name in UNKNOWN}
    assert sorted(said) == sorted(UNKNOWN)


def test_stages_are_worth_what_they_mean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found, said = imported_stages(tmp_path, capsys, UNDERSTOOD)
    assert (found, said) == (UNDERSTOOD, [])
