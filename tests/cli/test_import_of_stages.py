"""Stages of a foreign file become those that mean the same, and "open" none."""

from __future__ import annotations

import csv
import json
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
