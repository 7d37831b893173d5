"""``salesdesk import FILE --kind targets``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from salesdesk.cli import main


def test_targets_are_imported_and_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database, given = str(tmp_path / "a.salesdesk"), tmp_path / "plan.csv"
    given.write_text("Owner,Period,Amount\nTeam,2027-01,45000\nTeam,Q2 2027,60k\n", encoding="utf-8")
    words = ["import", str(given), "--kind", "targets", "--database", database]
    assert main([*words, "--plan"]) == 0
    assert capsys.readouterr().out == "2 targets would be taken over.\n"
    assert main(words) == 0
    assert capsys.readouterr().out == "2 targets taken over.\n"
    out = tmp_path / "out.csv"
    assert main(["export", "targets", str(out), "--database", database, "--separator", ","]) == 0
    assert "Team,2027-Q2,Revenue won,60000.00,EUR" in out.read_text("utf-8-sig")


def test_a_wrong_line_takes_nothing_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database, given = str(tmp_path / "a.salesdesk"), tmp_path / "plan.csv"
    given.write_text("Owner,Period,Amount\nTeam,2027-01,45000\nZoe,2027-02,60k\n", encoding="utf-8")
    assert main(["import", str(given), "--kind", "targets", "--database", database, "--json"]) == 1
    said = capsys.readouterr()
    problem = json.loads(said.out)["problems"][0]
    assert (problem["row"], problem["column"], problem["value"]) == (3, "Owner", "Zoe")
    assert "row 3, column Owner" in said.err
    assert main(["export", "targets", str(tmp_path / "out.csv"), "--database", database, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == 0
