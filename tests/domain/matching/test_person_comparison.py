from __future__ import annotations

from salesdesk.domain.matching.features import DATE_PART, DIFFERENT
from salesdesk.domain.matching.person_comparison import birthday_level
from salesdesk.domain.matching.profiles import profiles_of
from salesdesk.domain.matching.records import MatchRecord


def test_a_birthday_without_a_year_agrees_with_the_day_and_the_month() -> None:
    days = ("--02-14", "1980-02-14", "--02-14", "1980-02-15")
    bare, whole, same, other = profiles_of(
        [MatchRecord(number, full_name="Anna", birthday=day) for number, day in enumerate(days)]
    )
    assert birthday_level(bare, whole) == birthday_level(whole, bare) == DATE_PART
    assert birthday_level(bare, same) == DATE_PART
    assert birthday_level(bare, other) == DIFFERENT
