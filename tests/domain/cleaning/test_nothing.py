"""Words for that there is nothing."""

from __future__ import annotations

import pytest

from salesdesk.domain.cleaning.nothing import says_nothing
from salesdesk.domain.fields import FieldType


@pytest.mark.parametrize(
    ("text", "type_", "said"),
    [
        (" N/A ", FieldType.TEXT, True),
        ("—", FieldType.LONG_TEXT, True),
        ("None", FieldType.TEXT, False),
        ("none", FieldType.EMAIL, True),
        ("null", FieldType.NAME, True),
        ("Null", FieldType.NAME, False),
        ("NA", FieldType.COUNTRY, False),
        ("n/a", FieldType.COUNTRY, True),
        ("n/a", FieldType.BOOLEAN, False),
        ("  ", FieldType.TEXT, False),
        ("tbd", FieldType.DATE, True),
    ],
)
def test_words(text: str, type_: FieldType, said: bool) -> None:
    assert says_nothing(text, type_) is said


def test_a_company_that_is_none() -> None:
    assert says_nothing("Private", FieldType.TEXT, is_company=True)
    assert not says_nothing("Private", FieldType.TEXT)
