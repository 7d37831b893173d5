"""Sentences with a number are right for one as for many."""

from __future__ import annotations

import re

import pytest

from salesdesk.wording import TEXTS
from salesdesk.wording.templates import Counted, Refusal

MANY = re.compile(r"\{(?:count|rows|records)(?::,)?\} (\w+s|people)\b")


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_what_is_counted_has_a_form_for_one(code: str) -> None:
    text = TEXTS[code]
    sentence = text.sentence if isinstance(text, Refusal) else text
    if isinstance(sentence, Counted):
        assert not MANY.search(sentence.one), sentence.one
    elif code not in ALWAYS_MANY:
        assert not MANY.search(sentence), sentence


ALWAYS_MANY = {
    "checking.many.index",
    "checking.many.page",
    "checking.many.unreadable",
    "checking.rows_and_history",  # a figure beside another one
    "deals.several_people",
    "demo.not_that_many",
    "edits.changed_or_deleted",
    "problems.cell_cut",
    "problems.long",
    "problems.long_in_notes",
    "reading.many_parts",
}
"""Said only where there are two at least."""
