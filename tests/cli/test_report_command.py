"""``salesdesk report``: workbook, text tables, JSON, and plain refusals."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pypdf
import pytest

from salesdesk.cli.main import main
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.grouping import GroupBy
from salesdesk.domain.own_reports import Calc, Design, MeasureOf
from salesdesk.domain.reports import ReportName
from salesdesk.services.services import build_services
from salesdesk.services.setup import set_up
from salesdesk.store.store import Store


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "cli.salesdesk"
    store = Store(path)
    set_up(store)
    services = build_services(store)
    deal, _ = services.deals.create("Fleet", store.pipelines.all()[0].stages[0].id, amount=1500_00)
    services.deals.win(deal)
    services.campaigns.create("Autumn", actual_cost=100_00)
    store.close()
    return path


def test_a_workbook_with_json(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "review.xlsx"
    assert main(["report", "pipeline", str(out), "--database", str(database), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["figures"]["won"] == 1500_00
    assert [t["name"] for t in answer["tables"]] == ["months", "stages", "sources", "owners", "reasons"]
    assert "Won deals" in openpyxl.load_workbook(out).sheetnames


def test_text_tables(database: Path, tmp_path: Path) -> None:
    out = tmp_path / "campaigns.csv"
    assert main(["report", "campaigns", str(out), "--database", str(database)]) == 0
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    head = next(place for place, line in enumerate(lines) if line.startswith("Campaign,Channel,Status"))
    assert lines[head + 1].startswith("Autumn,Email,Planned,,100.00")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["out.xlsx", "--compare", "2026-11-01"], "A day is for the report “changes” alone"),
        (["out.xlsx", "--from", "soon"], "--from soon is not a date"),
        (["out.xlsx", "--from", "2026-12-01", "--to", "2026-11-01"], "before it begins"),
        (["out.xlsx", "--owner", "Nobody"], "no owner “Nobody”"),
        (["missing/out.xlsx"], "missing"),
    ],
)
def test_refusals_are_one_sentence(
    database: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", "pipeline", *words, "--database", str(database)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--compare", "then"], "--compare then is not a date"),
        (["--to", "2026-11-01", "--compare", "2026-11-02"], "cannot be compared with a later day"),
    ],
)
def test_refusals_of_two_dates(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    out = tmp_path / "out.xlsx"
    assert main(["report", "changes", str(out), *words, "--database", str(database)]) == 1
    assert sentence in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("comparison", "kept"),
    [
        ("both", {"before", "year_before"}),
        ("before", {"before"}),
        ("year-before", {"year_before"}),
        ("none", set()),
    ],
)
def test_figures_stand_beside_what_is_asked(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], comparison: str, kept: set[str]
) -> None:
    words = ["report", "pipeline", str(tmp_path / "out.pdf"), "--compare", comparison]
    assert main([*words, "--database", str(database), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {key for key in ("before", "year_before") if answer[key]} == kept
    assert main([*words, "--database", str(database)]) == 0
    won = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("  Won:"))
    assert won.startswith("  Won: 1,500.00 EUR (of 1")
    assert ("0.00 EUR before" in won, "0.00 EUR a year before" in won) == (
        "before" in kept,
        "year_before" in kept,
    )
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "out.pdf").pages)
    assert ("year before" in " ".join(text.split())) == ("year_before" in kept)


def test_the_help_names_every_report(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split()).replace("- ", "-")
    for name in ReportName:
        assert name.value in said


@pytest.mark.parametrize("name", list(ReportName))
def test_every_report_says_the_same_in_every_file(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: ReportName
) -> None:
    answers = []
    for ending in ("xlsx", "csv", "pdf"):
        out = tmp_path / f"report.{ending}"
        assert main(["report", name.value, str(out), "--database", str(database), "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out) | {"file": ""})
        assert out.stat().st_size > 0
    assert answers[0] == answers[1] == answers[2]
    assert main(["report", name.value, str(tmp_path / "again.csv"), "--database", str(database)]) == 0
    said = capsys.readouterr().out
    for note in answers[0]["notes"]:
        assert note in said


def test_two_dates_are_compared(database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["report", "changes", str(tmp_path / "out.csv"), "--compare", "2020-01-31"]
    assert main([*words, "--database", str(database), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["compare"] == "2020-01-31"
    assert answer["figures"]["new"] == answer["figures"]["won"] == 1500_00


@pytest.fixture
def own(database: Path) -> Path:
    """The same file with a report that a person built."""
    store = Store(database)
    design = Design(
        RecordKind.DEALS,
        groups=(GroupBy("stage"),),
        measures=(MeasureOf(), MeasureOf(Calc.SUM, "deal_value")),
    )
    build_services(store).own_reports.create("Deals by stage", design)
    store.close()
    return database


def test_a_report_of_ones_own_is_written_by_its_name(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "mine.csv"
    assert main(["report", "deals BY stage", str(out), "--database", str(own)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"Deals by stage: {out}"
    assert out.read_text(encoding="utf-8-sig").splitlines() == [
        "Figures", "Figure,Value,Unit", "Number of deals,1,", "Sum of Deal value,1500.00,EUR", "",
        "Number of deals by Stage", "Stage,Number of deals,Sum of Deal value", "Won,1,1500.00", "Total,1,1500.00",
    ]  # fmt: skip
    assert (
        main(["report", "Deals by stage", str(tmp_path / "mine.xlsx"), "--database", str(own), "--json"]) == 0
    )
    answer = json.loads(capsys.readouterr().out)
    assert (answer["report"], answer["figures"]) == (
        "Deals by stage",
        {"count": 1, "sum_deal_value": 1500_00},
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["Losses", "out.csv"], "There is no report “Losses”. There are: pipeline"),
        (["Deals by stage", "out.csv", "--owner", "You"], "--owner is for the reports over a period"),
    ],
)
def test_refusals_of_own_reports(
    own: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", *words, "--database", str(own)]) == 1
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()
