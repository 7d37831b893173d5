from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.cleaning.text import (
    _fold_any,
    cell_text,
    clean_text,
    fold_key,
    is_empty_word,
    one_line,
    tidy,
)
from salesdesk.domain.sheets import CellError


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Müller", "muller"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Søren  Ærø", "soren aero"),
        ("Łukasz-Żak", "lukasz zak"),
        ("O'Neill", "oneill"),
        ("O’Neill", "oneill"),
        ("Smith & Sons, Ltd.", "smith and sons ltd"),
        ("E-mail_Address", "e mail address"),
        ("ＡＢＣ１２", "abc12"),
        ("İstanbul", "istanbul"),
        ("Ελένη", "ελενη"),
        ("株式会社", "株式会社"),
        ("김철수", "김철수"),
        ("हिन्दी", "हिन्दी"),
        ("ガス", "ガス"),
        ("  ", ""),
        ("...", ""),
    ],
)
def test_fold_key_forgets_case_accents_and_punctuation(text: str, key: str) -> None:
    assert fold_key(text) == key


@given(st.text(alphabet=st.characters(min_codepoint=1, max_codepoint=0x24F), max_size=8))
def test_the_quick_way_for_latin_letters_folds_as_the_thorough_one(word: str) -> None:
    assert fold_key(f"é {word}") == _fold_any(f"é {word}")


@given(st.text())
def test_fold_key_is_idempotent(text: str) -> None:
    assert fold_key(fold_key(text)) == fold_key(text)


@given(st.text(alphabet="abcdefghij äöüéèßøæ-'", max_size=20))
def test_fold_key_does_not_see_composition(text: str) -> None:
    assert fold_key(unicodedata.normalize("NFD", text)) == fold_key(unicodedata.normalize("NFC", text))


@given(st.text())
def test_tidy_is_idempotent(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert one_line(one_line(text)) == one_line(text)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  a  b ", "a b"),
        ("a\u00a0b", "a b"),
        ("a\u200bb\ufeff", "ab"),
        ("a\x00b\x07", "ab"),
        ("one\r\ntwo", "one\ntwo"),
        ("one \n\n\n\n two", "one\n\ntwo"),
        ("\tx\t", "x"),
        (4.0, "4"),
        ("4.0", "4.0"),
        (4.93e11, "493000000000"),
        (0.25, "0.25"),
        (True, "TRUE"),
        (None, None),
        ("   ", None),
        (date(2024, 2, 29), "2024-02-29"),
        (datetime(2024, 2, 29, 13, 5), "2024-02-29 13:05:00"),
        (datetime(2024, 2, 29), "2024-02-29"),
        (CellError("#REF!"), "#REF!"),
    ],
)
def test_clean_text(raw: object, clean: str | None) -> None:
    assert clean_text(raw) == clean  # type: ignore[arg-type]


def test_cell_text_shows_what_a_person_sees() -> None:
    assert cell_text("  raw ") == "  raw "
    assert cell_text(time(9, 30)) == "09:30:00"
    assert cell_text(timedelta(hours=26, minutes=3)) == "26:03:00"
    assert cell_text(timedelta(minutes=-90)) == "-1:30:00"
    assert cell_text(float("nan")) == ""
    assert cell_text(1e-7) == "0.0000001"


def test_one_line_joins_lines() -> None:
    assert one_line("12 High St\r\nLondon") == "12 High St London"


@pytest.mark.parametrize("word", ["n/a", "N/A", "-", "NULL", "#N/A", "None"])
def test_empty_words(word: str) -> None:
    assert is_empty_word(word)
    assert not is_empty_word("Nina")
