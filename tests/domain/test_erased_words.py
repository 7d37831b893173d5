"""Somebody who is erased is found in texts in whatever way people wrote the name and the number."""

from __future__ import annotations

import pytest

from salesdesk.domain.erased_words import TAKEN_OUT, Words

ZOE = Words.of({"Zoë Müller-Groß"}, {"zoe@mueller.example"}, {"+49 151 23456789", "+4989123456"})


@pytest.mark.parametrize(
    "text",
    [
        "Zoë Müller-Groß", "ZOE MUELLER-GROSS", "zoe muller groß", "Müller-Groß, Zoë", "Müller-Groß Zoë", "Zoë Müller‐Groß",
        "Zoë  Müller Gross", "zoe@mueller.example", "+4915123456789", "0151 23456789", "0049 151 234 567 89",
        "0151/2345-6789", "+49 (0)151 23456789", "(089) 123456", "+49 89 12 34 56", "089-123456",
    ],
)  # fmt: skip
def test_every_way_of_writing_it_is_taken_out(text: str) -> None:
    assert ZOE.taken_out_of(f"Call {text}, again") == f"Call {TAKEN_OUT}, again"
    assert ZOE.taken_out_of(text) == TAKEN_OUT


@pytest.mark.parametrize("whose", ["'s", "’s", "s", "'"])
def test_what_is_hers_does_not_tell(whose: str) -> None:
    assert Words.of({"Anna Berg"}, (), ()).taken_out_of(f"Anna Berg{whose} offer") == f"{TAKEN_OUT} offer"


@pytest.mark.parametrize("plain", ["Jose Garcia", "José García", "JOSE GARCÍA"])
def test_accents_that_the_file_lacks_are_found_too(plain: str) -> None:
    assert Words.of({"Jose Garcia"}, (), ()).taken_out_of(f"for {plain} now") == f"for {TAKEN_OUT} now"


@pytest.mark.parametrize(
    "text",
    [
        "Zoë Müllers-Großmann",
        "Anzoë Müller-Großes",
        "Zora Müller",
        "0151 234567890",
        "1151 23456789",
        "xzoe@mueller.example",
    ],
)
def test_others_stay(text: str) -> None:
    assert ZOE.taken_out_of(text) == text


def test_a_name_that_is_somebody_elses_in_another_spelling_goes_as_it_stands_alone() -> None:
    words = Words.of({"Anna Muller"}, (), (), exact={"Anna Muller"})
    assert words.taken_out_of("Anna Muller met Anna Müller") == f"{TAKEN_OUT} met Anna Müller"


@pytest.mark.parametrize(
    "text", ["Zoë Müller-Groß", "Müller Gross, Zoe", "0151 234 56 789", "zoe@mueller.example"]
)
def test_the_patterns_find_the_texts(text: str) -> None:
    import re

    def fits(like: str) -> bool:
        return re.fullmatch(".*".join(map(re.escape, like.split("%"))), text, re.IGNORECASE) is not None

    assert any(map(fits, ZOE.likes))
