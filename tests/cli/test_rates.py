"""Rates of currencies and the currency of the figures, through ``salesdesk rates`` and ``salesdesk report``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesdesk.cli import main

DATABASE = ("--database", "rates.salesdesk")
DEALS = (
    "Deal,Company,Amount,Stage,Closed on\n"
    "A,N,EUR 1000,Won,2026-01-15\n"
    "B,N,USD 500,Won,2026-01-20\n"
    "C,N,USD 500,Won,2026-03-02\n"
    "D,N,JPY 500000,Won,2026-01-21\n"
    "E,N,USD 100,Proposal,\n"
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("deals.csv").write_text(DEALS, encoding="utf-8")
    assert main(["import", "deals.csv", "--kind", "deals", *DATABASE]) == 0


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """The answer of a command in JSON."""
    capsys.readouterr()
    assert main([*words, "--json", *DATABASE]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def won(capsys: pytest.CaptureFixture[str], first: str, last: str) -> tuple[int, dict[str, int]]:
    """What was won in a period, and what stands beside it."""
    answer = told(capsys, "report", "pipeline", "r.xlsx", "--from", first, "--to", last)
    return answer["figures"]["won"], answer["apart"].get("won", {})


def test_amounts_are_converted_by_the_rate_of_their_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert won(capsys, "2026-01-01", "2026-12-31") == (1000_00, {"JPY": 500_000, "USD": 1000_00})
    told(capsys, "rates", "USD=0.9", "--from", "2026-01-01")
    told(capsys, "rates", "USD=0.8", "--from", "2026-03-01")
    assert won(capsys, "2026-01-01", "2026-01-31") == (1450_00, {"JPY": 500_000})
    assert won(capsys, "2026-03-01", "2026-03-31") == (400_00, {})
    sheet = openpyxl.load_workbook("r.xlsx").worksheets[0]
    assert any(cell == 400 for row in sheet.iter_rows(values_only=True) for cell in row)


def test_the_base_is_changed_without_losing_a_sum(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rates", "--base", "USD", *DATABASE]) == 1
    assert "EUR, JPY" in capsys.readouterr().err
    answer = told(capsys, "rates", "--base", "USD", "EUR=1.25", "JPY=0.01", "--from", "2026-01-01")
    assert (answer["base"], answer["lacking"]) == ("USD", [])
    assert won(capsys, "2026-01-01", "2026-12-31") == (1250_00 + 1000_00 + 5000_00, {})
    told(capsys, "rates", "--base", "EUR")
    assert won(capsys, "2026-01-01", "2026-12-31") == (1000_00 + 800_00 + 4000_00, {})


def test_what_only_was_won_in_another_currency_is_no_zero(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    args = ["report", "pipeline", "r.xlsx", "--from", "2026-01-21", "--to", "2026-01-22"]
    assert main([*args, *DATABASE]) == 0
    out = capsys.readouterr().out
    assert "Won: 500,000 JPY" in out
    assert "without a rate into EUR" in out
    texts = [
        str(cell)
        for row in openpyxl.load_workbook("r.xlsx").worksheets[0].iter_rows(values_only=True)
        for cell in row
    ]
    assert "+ 500,000 JPY" in texts


@pytest.mark.parametrize("words", [["USD"], ["USD=0"], ["USD=x"], ["=2"]])
def test_what_is_no_rate_is_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rates", *words, *DATABASE]) == 2


def test_a_currency_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rates", "DOLLARS=2", *DATABASE]) == 1
    assert main(["rates", "EUR=2", *DATABASE]) == 1
    assert main(["rates", "USD=2", "--from", "soon", *DATABASE]) == 1


@pytest.mark.parametrize("report", ["pipeline", "won-against-target", "win-loss", "customers", "changes"])
def test_a_rate_of_a_later_day_is_said(capsys: pytest.CaptureFixture[str], report: str) -> None:
    period = ("--from", "2026-01-01", "--to", "2026-03-31")
    told(capsys, "rates", "USD=0.9", "--from", "2026-02-01")
    said = [
        note
        for note in told(capsys, "report", report, "r.xlsx", *period)["notes"]
        if "converted by the rate of that day" in note
    ]
    assert len(said) == 1
    assert said[0].startswith("USD has no rate before")
    assert "2026" in said[0]
    assert main(["report", report, "r.csv", *period, *DATABASE]) == 0
    assert "converted by the rate of that day" in capsys.readouterr().out
    assert "converted by the rate of that day" in Path("r.csv").read_text(encoding="utf-8-sig")
    told(capsys, "rates", "USD=0.9", "--from", "2026-01-01")
    notes = told(capsys, "report", report, "r.xlsx", *period)["notes"]
    assert not any("converted by the rate of that day" in note for note in notes)


def test_a_rate_over_a_third_currency_is_as_late_as_the_later_of_the_two(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told(capsys, "rates", "USD=0.9", "--from", "2026-01-01")
    told(capsys, "rates", "--base", "USD", "JPY=0.01", "--from", "2026-02-01")
    told(capsys, "rates", "--base", "EUR")
    notes = told(capsys, "report", "pipeline", "r.xlsx", "--from", "2026-01-01", "--to", "2026-01-31")[
        "notes"
    ]
    assert [note for note in notes if note.startswith("JPY has no rate before")]


def test_amounts_in_json_say_their_unit(capsys: pytest.CaptureFixture[str]) -> None:
    period = ("--from", "2026-01-01", "--to", "2026-01-31")
    told(capsys, "rates", "USD=0.90044", "--from", "2026-01-01")
    answer = told(capsys, "report", "pipeline", "r.xlsx", *period)
    assert (answer["amounts"], answer["minor_digits"], answer["currency"]) == ("minor_units", 2, "EUR")
    assert answer["figures"]["won"] == 1450_22
    assert answer["shown"]["won"] == "1,450.22 EUR + 500,000 JPY"
    assert main(["report", "--help"]) == 0
    assert "smallest unit" in " ".join(capsys.readouterr().out.split())
