"""Sentences in the place of a name."""

from __future__ import annotations

import pytest

from salesdesk.domain.cleaning.remarks import is_remark


@pytest.mark.parametrize(
    ("text", "of_person", "of_other"),
    [
        ("Please check these! Regards, Tom", True, True),
        ("Thanks! Tom", True, False),
        ("Who is this?", True, False),
        ("I have called all of them. Tom", True, True),
        ("the ones at the end are new and I called all", True, True),
        ("Anna Berg", False, False),
        ("Dr. Martin L. King Jr.", False, False),
        ("Yahoo!", False, False),
        ("Wow! Me Marketing Ltd", True, False),
        ("", False, False),
    ],
)
def test_remarks(text: str, of_person: bool, of_other: bool) -> None:
    assert (is_remark(text, of_person=True), is_remark(text, of_person=False)) == (of_person, of_other)
