"""Sentences with a number are right for one as for many."""

from __future__ import annotations

import re

from salesdesk.wording import TEXTS
from salesdesk.wording.templates import Counted, Refusal

MANY = re.compile(r"\{(?:count|rows|records)(?::,)?\} (\w+s|people)\b")


def test_what_is_counted_has_a_form_for_one() -> None:
    wrong = {}
    for code, text in TEXTS.items():
        sentence = text.sentence if isinstance(text, Refusal) else text
        one = sentence.one if isinstance(sentence, Counted) else sentence
        if MANY.search(one) and (isinstance(sentence, Counted) or code not in ALWAYS_MANY):
            wrong[code] = one
    assert not wrong
    assert TEXTS.keys() >= ALWAYS_MANY


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
