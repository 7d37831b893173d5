"""Long texts in one line of a terminal."""

from __future__ import annotations

import pytest

from salesdesk.cli.excerpts import side_by_side

LONG = "word " * 6_000


def test_short_texts_stay_whole() -> None:
    assert side_by_side("Ulm", "") == ("Ulm", "")
    assert side_by_side("one\ntwo", "one  three") == ("one two", "one three")


@pytest.mark.parametrize("end", ["", " and what comes after it" * 500])
def test_of_long_texts_the_part_that_differs_is_shown(end: str) -> None:
    ours, theirs = side_by_side(f"{LONG}ours{end}", f"{LONG}theirs{end}")
    assert ("ours" in ours, "theirs" in theirs) == (True, True)
    assert max(len(ours), len(theirs)) <= 170
    assert (ours[0], theirs[0], ours[-1] == "…", theirs[-1] == "…") == ("…", "…", bool(end), bool(end))


def test_a_long_text_that_was_typed_or_emptied() -> None:
    before, after = side_by_side("", LONG)
    assert (before, after[:9], after[-1]) == ("", "word word", "…")
    assert side_by_side(LONG, "")[1] == ""
    short, long = side_by_side("word and", LONG)
    assert (short, long[:4]) == ("word and", "word")


def test_a_text_whose_end_was_cut_off() -> None:
    ours, theirs = side_by_side(LONG, LONG[:20_000])
    assert ours != theirs
    assert theirs
