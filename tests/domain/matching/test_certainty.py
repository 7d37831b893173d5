"""What is enough to take two people for one without asking."""

from __future__ import annotations

import pytest

from salesdesk.domain.matching import certainty
from salesdesk.domain.matching.given_names import NameMatch
from salesdesk.domain.matching.profiles import Profile, profiles_of
from salesdesk.domain.matching.records import MatchRecord

APART, OPEN, MEET, SAME = NameMatch.APART, NameMatch.OPEN, NameMatch.MEET, NameMatch.SAME


def two(one: dict[str, object], other: dict[str, object]) -> tuple[Profile, Profile]:
    first, second = profiles_of([MatchRecord(1, **one), MatchRecord(2, **other)])  # type: ignore[arg-type]
    return first, second


def named(one: str, other: str) -> tuple[Profile, Profile]:
    """Names as "first|last"."""
    return two(
        *({"first_name": f, "last_name": n} for f, _, n in (text.partition("|") for text in (one, other)))
    )


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("Anna|Weber", "Weber|Anna", (SAME, SAME)),
        ("Jürgen|Müller", "Juergen|Mueller", (SAME, SAME)),
        ("Иван|Петров", "Ivan|Petrov", (SAME, SAME)),
        ("Bill|Harris", "William|Harris", (MEET, SAME)),
        ("A.|Weber", "Anna|Weber", (MEET, SAME)),
        ("Hans-Peter|Kern", "Peter|Kern", (MEET, SAME)),
        ("Anna|Weber-Berg", "Anna|Weber", (SAME, MEET)),
        ("Anna|van der Berg", "Anna|Berg", (SAME, MEET)),
        ("|Weber", "Anna|Weber", (MEET, MEET)),
        ("Mario|Silva", "Maria|Silva", (APART, SAME)),
        ("Jean-Paul|Roux", "Jean-Luc|Roux", (APART, SAME)),
        ("A.|Weber", "B.|Weber", (APART, SAME)),
        ("Anna|Weber", "Anna|Berg", (SAME, OPEN)),
        ("Xhemal|Hoxha", "Xhemile|Hoxha", (OPEN, SAME)),
    ],
)
def test_names_that_can_be_one_person(one: str, other: str, match: tuple[NameMatch, NameMatch]) -> None:
    assert certainty.name_matches(*named(one, other)) == match
    assert certainty.name_matches(*named(other, one)) == match


ANNA = {"first_name": "Anna", "last_name": "Weber", "company": "Weber Bau"}
CERTAIN = {
    "one e-mail and a short form": (
        {"first_name": "Kate", "last_name": "Roe", "emails": ("k.roe@x.example",)},
        {"first_name": "Katherine", "last_name": "Roe", "emails": ("k.roe@x.example",)},
    ),
    "one mobile and an initial": (
        {"first_name": "A.", "last_name": "Weber", "phones": ("4917612345678",)},
        {"first_name": "Anna", "last_name": "Weber", "phones": ("4917612345678",)},
    ),
    "one number of their own": ({**ANNA, "external_id": "K7"}, {**ANNA, "external_id": "K7"}),
    "company and birthday": ({**ANNA, "birthday": "1980-01-02"}, {**ANNA, "birthday": "1980-01-02"}),
    "company and post": ({**ANNA, "job_title": "Head of Sales"}, {**ANNA, "job_title": "Head of sales"}),
    "a wedding": (
        {"first_name": "Anna", "last_name": "Weber", "emails": ("anna@x.example",)},
        {"first_name": "Anna", "last_name": "Berg", "emails": ("anna@x.example",)},
    ),
}
NOT_CERTAIN = {
    "company, its web site, street and switchboard": (
        {**ANNA, "website": "weber.example", "street": "Ring 4", "phones": ("4930123456",)},
        {**ANNA, "website": "weber.example", "street": "Ring 4", "phones": ("4930123456",)},
    ),
    "two e-mails of one domain": (
        {**ANNA, "emails": ("anna@w.example",), "birthday": "1980-01-02"},
        {**ANNA, "emails": ("anna2@w.example",), "birthday": "1980-01-02"},
    ),
    "two birthdays": ({**ANNA, "birthday": "1980-01-02"}, {**ANNA, "birthday": "1952-01-02"}),
    "one e-mail and two birthdays": (
        {**ANNA, "emails": ("a@w.example",), "birthday": "1980-01-02"},
        {**ANNA, "emails": ("a@w.example",), "birthday": "1952-01-02"},
    ),
    "senior and junior": (
        {**ANNA, "suffix": "sen.", "emails": ("a@w.example",)},
        {**ANNA, "suffix": "jun.", "emails": ("a@w.example",)},
    ),
    "one of them junior": (
        {**ANNA, "birthday": "1980-01-02"},
        {**ANNA, "last_name": "Weber jun.", "birthday": "1980-01-02"},
    ),
    "an office's e-mail": (
        {"first_name": "A.", "last_name": "Weber", "emails": ("info@w.example",)},
        {"first_name": "Anna", "last_name": "Weber", "emails": ("info@w.example",)},
    ),
    "a couple's e-mail": (
        {"first_name": "Mario", "last_name": "Silva", "emails": ("silva@x.example",)},
        {"first_name": "Maria", "last_name": "Silva", "emails": ("silva@x.example",)},
    ),
    "an office's number and an initial": (
        {"first_name": "A.", "last_name": "Weber", "phones": ("4930123456",)},
        {"first_name": "Anna", "last_name": "Weber", "phones": ("4930123456",)},
    ),
    "one number and two names": (
        {"first_name": "Mario", "last_name": "Silva", "external_id": "K7"},
        {"first_name": "Paula", "last_name": "Roth", "external_id": "K7"},
    ),
    "two middle names": (
        {**ANNA, "middle_name": "Maria", "birthday": "1980-01-02"},
        {**ANNA, "middle_name": "Luise", "birthday": "1980-01-02"},
    ),
}


@pytest.mark.parametrize("name", CERTAIN)
def test_what_two_people_cannot_share_by_chance(name: str) -> None:
    assert certainty.is_certain(*two(*CERTAIN[name]))


@pytest.mark.parametrize("name", NOT_CERTAIN)
def test_what_two_people_may_share_or_what_tells_them_apart(name: str) -> None:
    assert not certainty.is_certain(*two(*NOT_CERTAIN[name]))
