"""Moments that an export writes are the same moments wherever it is read."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from salesdesk.cli import main

COLUMNS = "email,created_at,last_contacted_at"


@contextmanager
def _in(zone: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", zone)
        time.tzset()
        yield
    time.tzset()


def _rows(folder: Path, database: str) -> list[list[str]]:
    out = folder / "seen.csv"
    assert main(["export", "contacts", str(out), "--columns", COLUMNS, "--database", database]) == 0
    with out.open(encoding="utf-8-sig", newline="") as stream:
        return [row[:3] for row in csv.reader(stream)][1:]


@pytest.mark.parametrize("file", ["all.csv", "all.vcf", "all.xlsx"])
def test_a_moment_is_the_same_in_another_time_zone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    first, second = str(tmp_path / "first.salesdesk"), str(tmp_path / "second.salesdesk")
    given, out = tmp_path / "given.csv", tmp_path / file
    given.write_text(
        "Name,Email,Created,Last contact\nAda Low,ada@low.example,2024-05-05T00:30:00Z,2024-06-06T23:30:00Z\n",
        encoding="utf-8",
    )
    with _in("America/Los_Angeles", monkeypatch):
        assert main(["import", str(given), "--database", first]) == 0
        before = _rows(tmp_path, first)
        assert main(["export", "contacts", str(out), "--database", first]) == 0
    with _in("Europe/Berlin", monkeypatch):
        assert main(["import", str(out), "--database", second]) == 0
        assert _rows(tmp_path, second) == [
            ["ada@low.example", "2024-05-05 02:30+02:00", "2024-06-07 01:30+02:00"]
        ]
    with _in("America/Los_Angeles", monkeypatch):
        assert before == [["ada@low.example", "2024-05-04 17:30-07:00", "2024-06-06 16:30-07:00"]]
        assert _rows(tmp_path, second) == before


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Tokyo", "UTC"])
def test_the_midnight_of_greenwich_is_a_bare_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    given, database = tmp_path / "given.csv", str(tmp_path / "new.salesdesk")
    given.write_text(
        "Name,Email,Last contact\nAda Low,ada@low.example,2026-02-01T00:00:00.000Z\n", encoding="utf-8"
    )
    with _in(zone, monkeypatch):
        assert main(["import", str(given), "--database", database]) == 0
        assert _rows(tmp_path, database)[0][2][:10] == "2026-02-01"
