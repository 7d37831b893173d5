"""Words of the duplicate review."""

from __future__ import annotations

from salesdesk.domain.matching.records import Evidence
from salesdesk.ui.pages.duplicates.texts import reasons_text


def test_two_equal_names_are_one_reason_where_the_stronger_stood() -> None:
    reasons = (
        Evidence("same e-mail", 14.0),
        Evidence("same last name", 9.0),
        Evidence("same company", 8.0),
        Evidence("same first name", 5.0),
        Evidence("different birthday", -3.0),
    )
    assert reasons_text(reasons) == "same e-mail, same name, same company"
    assert reasons_text(reasons[1:3]) == "same last name, same company"
