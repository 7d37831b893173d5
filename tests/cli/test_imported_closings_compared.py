"""Deals that came closed from a file, in the report that compares two dates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from salesdesk.cli import main

DATABASE = "closings.salesdesk"
HEAD = "Title,Amount,Currency,Stage,Closed on,Company,Created\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of a test lies in its folder."""
    monkeypatch.chdir(tmp_path)


def compared(
    rows: str, then: str, now: str, capsys: pytest.CaptureFixture[str]
) -> tuple[dict[str, int], dict[str, list[list[object]]]]:
    """The figures of two dates, and the rows of the tables, by their keys."""
    Path("deals.csv").write_text(HEAD + rows, encoding="utf-8")
    assert main(["import", "deals.csv", "--kind", "deals", "--database", DATABASE]) == 0
    capsys.readouterr()
    words = ["report", "changes", "out.csv", "--from", "2026-11-01", "--to", now, "--compare", then]
    assert main([*words, "--database", DATABASE, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    return answer["figures"], {table["name"]: table["rows"] for table in answer["tables"]}


def test_what_was_closed_between_two_dates_was_open_at_the_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures, tables = compared(
        "Old open,1000,EUR,Proposal,,Acme,2026-08-01\n"
        "Won in Nov,12000,EUR,Won,2026-11-10,Acme,2026-08-01\n"
        "Lost in Nov,500,EUR,Lost,2026-11-15,Acme,2026-06-01\n",
        "2026-10-31",
        "2026-11-30",
        capsys,
    )
    worth = {key: figures[key] for key in ("open_then", "new", "won", "lost", "open_now")}
    assert worth == {"open_then": 13500_00, "new": 0, "won": 12000_00, "lost": 500_00, "open_now": 1000_00}
    (won,) = tables["won"]  # nobody knows in which stage it was
    assert won == ["Won in Nov", "Acme", 12000_00, None, "2026-11-10"]


def test_what_was_closed_at_other_times_is_not_of_the_period(capsys: pytest.CaptureFixture[str]) -> None:
    figures, _ = compared(
        "Closed before,10,EUR,Won,2026-10-20,Acme,2026-08-01\n"
        "Closed on the day,100,EUR,Won,2026-10-31,Acme,2026-08-01\n"
        "Closed after,1000,EUR,Lost,2026-11-25,Acme,2026-08-01\n"
        "Made and won,10000,EUR,Won,2026-11-05,Acme,2026-11-02\n",
        "2026-10-31",
        "2026-11-20",
        capsys,
    )
    worth = {key: figures[key] for key in ("open_then", "new", "won", "lost", "open_now")}
    assert worth == {
        "open_then": 1000_00,
        "new": 10000_00,
        "won": 10000_00,
        "lost": 0,
        "open_now": 1000_00,
    }
