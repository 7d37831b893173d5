"""When deals were closed that a file brings won or lost, through ``salesdesk import``."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from salesdesk.cli import main

DATABASE = ("--database", "closings.salesdesk")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def imported(capsys: pytest.CaptureFixture[str], text: str, *options: str) -> list[str]:
    """The codes of the problems of importing a text."""
    Path("deals.csv").write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["import", "deals.csv", "--kind", "deals", "--json", *options, *DATABASE]) == 0
    return [problem["code"] for problem in json.loads(capsys.readouterr().out)["problems"]]


def closings() -> dict[str, str]:
    """The day each deal was closed on."""
    assert main(["export", "deals", "out.csv", "--columns", "deal_title,closed_at", *DATABASE]) == 0
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row[0]: row[1] for row in list(csv.reader(stream))[1:]}


LIST = (
    "Deal,Company,Amount,Stage,Close date,Closed on\n"
    "A,N,100,Won,2026-01-20,2026-01-15\n"
    "B,N,200,Lost,2025-12-24,\n"
    "C,N,300,Won,,\n"
    "D,N,400,Proposal,2030-01-01,\n"
    "E,N,500,Closed won,2090-01-01,\n"
)


def test_deals_are_closed_when_the_file_says_and_else_when_they_were_expected(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert imported(capsys, LIST) == ["problems.closed_without_day"] * 2
    assert closings() == {"A": "2026-01-15", "B": "2025-12-24", "C": "", "D": "", "E": ""}


def test_the_day_of_those_that_do_not_tell_can_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert imported(capsys, LIST, "--closed-on", "2024-06-30") == []
    assert closings() == {"A": "2026-01-15", "B": "2025-12-24", "C": "2024-06-30", "D": "", "E": "2024-06-30"}


def test_what_is_closed_without_a_day_is_in_no_months_figures(capsys: pytest.CaptureFixture[str]) -> None:
    imported(capsys, LIST)
    first = date.today().replace(day=1).isoformat()
    args = ["report", "pipeline", "r.csv", "--from", first, "--to", date.today().isoformat()]
    assert main([*args, *DATABASE]) == 0
    with Path("r.csv").open(encoding="utf-8-sig", newline="") as stream:
        won = [row for row in csv.reader(stream) if row and row[0].startswith("Won")]
    assert won
    assert all("300" not in cell and "500" not in cell for row in won for cell in row)


def test_an_open_deal_that_a_file_closes_is_closed_then_and_not_now(
    capsys: pytest.CaptureFixture[str],
) -> None:
    imported(capsys, "Deal,Company,Amount,Stage\nA,N,100,Proposal\nB,N,100,Proposal\n")
    again = "Deal,Company,Amount,Stage,Closed on\nA,N,100,Won,2026-02-03\nB,N,100,Won,\n"
    assert imported(capsys, again, "--on-match", "overwrite") == ["problems.closed_without_day"]
    assert closings() == {"A": "2026-02-03", "B": ""}
    assert imported(capsys, again, "--on-match", "overwrite", "--plan") == []


def test_a_later_file_tells_when_a_deal_was_closed(capsys: pytest.CaptureFixture[str]) -> None:
    imported(capsys, "Deal,Company,Amount,Stage\nA,N,100,Won\n")
    imported(capsys, "Deal,Company,Amount,Stage,Closed on\nA,N,100,Won,2026-02-03\n")
    assert closings() == {"A": "2026-02-03"}


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("deals.csv").write_text(LIST, encoding="utf-8")
    assert main(["import", "deals.csv", "--closed-on", "soon", *DATABASE]) == 2
    assert "is no day" in capsys.readouterr().err


def test_a_deal_that_comes_in_won_counts_no_days_that_nobody_knows(
    capsys: pytest.CaptureFixture[str],
) -> None:
    today, first = date.today().isoformat(), date.today().replace(day=1).isoformat()

    def cycle() -> str:
        Path("r.csv").unlink(missing_ok=True)
        capsys.readouterr()
        assert main(["report", "pipeline", "r.csv", "--from", first, "--to", today, *DATABASE]) == 0
        said = (line.strip() for line in capsys.readouterr().out.splitlines())
        return next(line for line in said if line.startswith("Sales cycle: ")).removeprefix("Sales cycle: ")

    imported(capsys, f"Deal,Company,Amount,Stage,Closed on\nA,N,100,Won,{today}\n")
    assert cycle() == "none yet"
    begun = f"{date.today().year - 1}-01-01"
    imported(capsys, f"Deal,Company,Amount,Stage,Closed on,Created\nB,M,100,Won,{today},{begun}\n")
    days = (date.today() - date.fromisoformat(begun)).days
    assert cycle().split()[0] == str(days)


def test_the_company_of_a_deal_that_comes_in_won_is_a_customer(capsys: pytest.CaptureFixture[str]) -> None:
    imported(
        capsys,
        "Deal,Company,Amount,Stage,Closed on\nA,Nordwind,100,Won,2026-01-02\nB,Other,5,Lost,2026-01-02\n",
    )
    assert main(["export", "companies", "c.csv", "--columns", "company,lifecycle_stage", *DATABASE]) == 0
    with Path("c.csv").open(encoding="utf-8-sig", newline="") as stream:
        found = {row[0]: row[1] for row in list(csv.reader(stream))[1:]}
    assert found == {"Nordwind": "Customer", "Other": "Lead"}
