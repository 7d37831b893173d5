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
from salesdesk.exchange.text.reader import TextTable
from salesdesk.exchange.writing.text import cell_text, write_csv
from tests.builders import CancelAfter


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("a;=1", "a;'=1"),
        ("+49 30 1", "+49 30 1"),
        ("a\x00=b\ud800", "a=b"),
        ("\x00=1", "'=1"),
    ],
)
def test_text_is_guarded_and_free_of_control_characters(text: str, shown: str) -> None:
    assert cell_text(text) == shown


ORDINARY = [[f"Person {n}", "called twice, wants an offer", f"Town {n}"] for n in range(12)]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    st.text(st.sampled_from("'=+-@;,|\t\n \u00a0\u200b＝019()ab/."), max_size=14),
)


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_every_text_comes_back_through_our_own_import(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    rows = [*ORDINARY, *(["Guest", text, "Town"] for text in texts)]
    write_csv(path, ["Name", "Note", "Town"], rows)
    assert [list(row) for row in TextTable(path).rows()][1:] == rows


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
        (datetime(2026, 5, 4, 9, 30), datetime(2026, 5, 4, 9, 30).astimezone().isoformat(" ", "minutes")),
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
