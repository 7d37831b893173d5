"""Words of the duplicate review."""

from __future__ import annotations

from salesdesk.domain.matching.records import Evidence
from salesdesk.ui.pages.duplicates.texts import reasons_text, whole_reasons_text


def test_two_equal_names_are_one_reason_where_the_stronger_stood() -> None:
    reasons = (
        Evidence("same_email", 14.0),
        Evidence("same_last_name", 9.0),
        Evidence("same_company", 8.0),
        Evidence("same_first_name", 5.0),
        Evidence("different_birthday", -3.0),
    )
    assert reasons_text(reasons) == "same e-mail, same name, same company"
    assert reasons_text(reasons[1:3]) == "same last name, same company"


def test_all_of_it_is_told_with_what_speaks_against() -> None:
    codes = ("same_phone", "same_email", "same_company", "same_city", "same_website")
    reasons = (
        *(Evidence(code, 9.0 - n) for n, code in enumerate(codes)),
        Evidence("different_birthday", -3.0),
    )
    told = whole_reasons_text(reasons)
    assert told.startswith("same phone, same e-mail, same company, same city, ")
    assert told.endswith("; but different birthday")
