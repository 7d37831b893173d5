"""Colleagues who look like one person stay two, and one person written differently is found: through the command line."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from salesdesk.cli import main
from tests.domain.matching.look_alikes import HEADERS, Row, different, same


def written(path: Path, rows: Iterable[Row]) -> str:
    with path.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(HEADERS)
        lines.writerows(rows)
    return str(path)


class Command:
    """``salesdesk`` on one database, answering in JSON."""

    def __init__(self, capsys: pytest.CaptureFixture[str], database: Path) -> None:
        self._capsys, self._database = capsys, str(database)

    def __call__(self, *words: str) -> dict[str, Any]:
        assert main([*words, "--database", self._database, "--json"]) == 0
        answer: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        return answer


@pytest.fixture
def salesdesk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys, tmp_path / "look-alikes.salesdesk")


@pytest.mark.parametrize("mails", [True, False], ids=["own e-mails", "no e-mails"])
def test_of_200_pairs_of_colleagues_none_is_joined_within_a_file(
    tmp_path: Path, salesdesk: Command, mails: bool
) -> None:
    pairs = different(mails)
    assert len(pairs) == 200
    file = written(tmp_path / "all.csv", [row for pair in pairs for row in (pair.one, pair.other)])
    done = salesdesk("import", file)
    assert done["import"]["created"]["contacts"] == 400
    assert "certain" not in {pair["grade"] for pair in salesdesk("duplicates")["pairs"]}


@pytest.mark.parametrize("mails", [True, False], ids=["own e-mails", "no e-mails"])
def test_of_200_pairs_of_colleagues_none_is_joined_by_a_second_file(
    tmp_path: Path, salesdesk: Command, mails: bool
) -> None:
    pairs = different(mails)
    salesdesk("import", written(tmp_path / "first.csv", [pair.one for pair in pairs]))
    done = salesdesk("import", written(tmp_path / "second.csv", [pair.other for pair in pairs]))
    assert done["import"]["created"]["contacts"] == 200
    assert done["import"]["changed"].get("contacts", 0) == 0


def test_in_a_file_of_two_rows_colleagues_are_two(tmp_path: Path, salesdesk: Command) -> None:
    chosen = {pair.kind: pair for mails in (True, False) for pair in different(mails)}
    joined = []
    for kind, pair in chosen.items():
        plan = salesdesk("import", written(tmp_path / "two.csv", (pair.one, pair.other)), "--plan")
        joined += [kind] * bool(plan["matches"] and plan["matches"][0]["action"] == "update")
    assert joined == []


def test_of_200_people_written_differently_190_are_found(tmp_path: Path, salesdesk: Command) -> None:
    pairs = same()
    file = written(tmp_path / "all.csv", [row for pair in pairs for row in (pair.one, pair.other)])
    found = {
        (pair["a"]["row"], pair["b"]["row"])
        for pair in salesdesk("duplicates", file)["pairs"]
        if pair["grade"] != "possible"
    }
    missed = [pair for n, pair in enumerate(pairs) if (2 * n, 2 * n + 1) not in found]
    assert len(missed) <= 10, missed


def test_a_second_file_that_writes_200_people_differently_joins_or_asks_about_190(
    tmp_path: Path, salesdesk: Command
) -> None:
    pairs = same()
    salesdesk("import", written(tmp_path / "first.csv", [pair.one for pair in pairs]))
    plan = salesdesk("import", written(tmp_path / "second.csv", [pair.other for pair in pairs]), "--plan")
    asked = sum(match["action"] == "create" for match in plan["matches"])
    assert asked + plan["counts"]["changed"] + plan["counts"]["unchanged"] >= 190
