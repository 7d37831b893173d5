"""The yardsticks measure what they say, tried on small numbers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.import_workbook import bare_import
from tests.benchmarks.leads_workbook import leads_workbook
from tests.benchmarks.people import TITLES, leads
from tests.benchmarks.process import run_measured, seconds_to_line
from tests.benchmarks.result import Result, Settings, table
from tests.benchmarks.search_and_scroll import bare_database, bare_page, bare_search, keystrokes


def test_leads_are_the_same_from_the_same_seed() -> None:
    assert list(leads(50, seed=3)) == list(leads(50, seed=3))
    assert list(leads(50, seed=3)) != list(leads(50, seed=4))
    rows = list(leads(2000))
    assert {len(row) for row in rows} == {len(TITLES)}
    assert len({row[2] for row in rows}) == len(rows)
    assert all(str(row[2]).isascii() for row in rows)


def test_the_bare_import_reads_every_row(tmp_path: Path) -> None:
    workbook = leads_workbook(200, tmp_path)
    made = workbook.stat().st_mtime_ns
    assert leads_workbook(200, tmp_path).stat().st_mtime_ns == made
    run = bare_import(workbook, tmp_path)
    stages = json.loads(run.output)
    assert stages["rows"] == 200
    assert 0 < stages["read"] + stages["insert"] + stages["index"] < run.seconds


def test_the_bare_search_finds_by_beginnings(tmp_path: Path) -> None:
    settings = Settings(500, 0, tmp_path)
    connection = bare_database(settings)
    try:
        beginning = connection.execute("select email from lead where id = 7").fetchone()[0][:4]
        hits = bare_search(connection, beginning)
        assert 7 in [row[0] for row in hits]
        assert all(beginning in f"{row[1]} {row[3]} {row[5]}".lower() for row in hits)
        assert len(bare_search(connection, "a")) <= 200
        assert bare_search(connection, "+") == []
        assert [row[0] for row in bare_page(connection, [3, 5, 8])] == [3, 5, 8]
    finally:
        connection.close()
    assert {"l", "lindqvist", "+49", "d'angelo"} <= set(keystrokes())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory of a tree is read on Linux only")
def test_memory_counts_the_children() -> None:
    child = "import time; held = bytearray(120_000_000); time.sleep(0.3)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    run = run_measured([sys.executable, "-c", parent])
    assert run.peak_megabytes is not None
    assert 120 < run.peak_megabytes < 240
    assert run.seconds > 0.3


def test_a_program_that_fails_is_not_a_figure(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        run_measured([sys.executable, "-c", "print('no'); raise SystemExit(3)"])
    with pytest.raises(subprocess.CalledProcessError):
        seconds_to_line([sys.executable, "-c", "print('no')"], "painted")
    assert capsys.readouterr().err == "no\nno\n"


def test_the_table_shows_the_ratio() -> None:
    lines = table(
        [Result("import", 6.0, "s", "bare", 2.0, "≤ 4 ×"), Result("scroll", None, "ms", "SQL", 0.1)]
    ).splitlines()
    assert lines[1].split() == ["import", "6.00", "s", "bare", "2.00", "s", "3.00", "≤", "4", "×"]
    assert lines[2].split() == ["scroll", "SQL", "0.10", "ms"]


def test_the_bare_window_paints() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.bare_window"]
    assert 0 < seconds_to_line(command, "painted") < 30


def test_an_unknown_name_is_wrong_usage() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "nothing"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "nothing" in run.stderr
