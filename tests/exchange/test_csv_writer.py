"""Comma-separated text that a spreadsheet opens without harm."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.money import Money
from salesdesk.errors import Cancelled
from salesdesk.exchange.csv_writer import cell_text, guarded, write_csv
from tests.builders import CancelAfter


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd", "'-2+3+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("+49 (30) 123-45", "+49 (30) 123-45"),
        ("+49301234567;ext=12", "+49301234567;ext=12"),
        ("-12.5", "-12.5"),
        ("01234", "01234"),
        ("Anna =1", "Anna =1"),
        ("a\x00b", "ab"),
    ],
)
def test_only_what_would_be_calculated_is_guarded(text: str, shown: str) -> None:
    assert guarded(text) == shown


@given(st.text())
def test_no_text_begins_as_a_formula(text: str) -> None:
    shown = guarded(text)
    assert not shown.startswith(("=", "@", "\t", "\r", "\n"))
    assert "\x00" not in shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "Yes"),
        (False, "No"),
        (3, "3"),
        (12.5, "12.5"),
        (Money(-150050, "EUR"), "-1500.50 EUR"),
        (date(2026, 5, 4), "2026-05-04"),
        (datetime(2026, 5, 4, 9, 30), "2026-05-04 09:30"),
    ],
)
def test_values_are_written_plainly(value: object, shown: str) -> None:
    assert cell_text(value) == shown


def test_the_file_opens_with_its_umlauts_and_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    rows = [["Zoë; Müller", 'say "hi"'], ["a\nb", "x,y"]]
    assert write_csv(path, ["Name", "=Note"], rows) == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbfName,'=Note\r\n")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1:] == rows


def test_a_cancelled_file_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_csv(tmp_path / "x.csv", ["N"], ([i] for i in range(5000)), work=CancelAfter(2))
    assert [entry for entry in tmp_path.iterdir() if entry.is_file()] == []
