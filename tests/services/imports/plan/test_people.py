"""Whether two names can be one person, and what stages are called elsewhere."""

from __future__ import annotations

import pytest

from salesdesk.domain.matching.exact import MatchKey
from salesdesk.services.imports.lists import ending
from salesdesk.services.imports.plan.people import Found, People, PersonKeys, names_agree, names_touch
from salesdesk.store.records.imports import ContactKeys


@pytest.mark.parametrize(
    ("one", "other", "agree", "touch"),
    [
        ("anna weber", "anna weber", True, True),
        ("anna weber", "", True, True),
        ("anna weber", "anna maria weber", True, True),
        ("a weber", "anna weber", True, True),
        ("weber anna", "anna weber", True, True),
        ("anna weber", "bert weber", False, True),
        ("anna weber", "anna berg", False, True),
        ("anna weber", "bert schulz", False, False),
        ("aweber", "anna weber", False, True),
        ("weber", "anna weber", True, True),
        ("a w", "b w", False, True),
    ],
)
def test_names_that_can_be_one_person(one: str, other: str, agree: bool, touch: bool) -> None:
    assert names_agree(one, other) is names_agree(other, one) is agree
    assert names_touch(one, other) is names_touch(other, one) is touch


def keys(*rows: tuple[str, str, str, str, str]) -> PersonKeys:
    """Rows of (name, company, e-mail, phone, external id)."""
    return PersonKeys(
        [row[0] for row in rows],
        [row[1] for row in rows],
        [(row[2],) if row[2] else () for row in rows],
        [(row[3],) if row[3] else () for row in rows],
        [row[4] for row in rows],
    )


def test_the_first_key_in_the_persons_order_that_finds_somebody_decides() -> None:
    known = ContactKeys({"x1": 5}, {"a@x.de": (6,)}, {"4930": (7, 8)}, {"anna weber": ((9, "nordwind"),)})
    names = {5: "anna weber", 6: "anna weber", 7: "bert schulz", 8: "anna weber", 9: "anna weber"}
    rows = keys(("anna weber", "nordwind", "a@x.de", "4930", "x1"))

    def found(*order: MatchKey) -> Found | None:
        return People(known, order, names).find(rows, 0)

    assert found(MatchKey.EXTERNAL_ID, MatchKey.EMAIL) == Found(5, MatchKey.EXTERNAL_ID)
    assert found(MatchKey.EMAIL, MatchKey.EXTERNAL_ID) == Found(6, MatchKey.EMAIL)
    assert found(MatchKey.PHONE) == Found(8, MatchKey.PHONE), "the number is Bert's too"
    assert found(MatchKey.NAME_COMPANY) == Found(9, MatchKey.NAME_COMPANY)
    assert found(MatchKey.NAME) == Found(9, MatchKey.NAME)
    assert found() is None


def test_earlier_rows_are_known_to_later_ones() -> None:
    people = People(ContactKeys(), tuple(MatchKey), {})
    rows = keys(
        ("anna weber", "nordwind", "a@x.de", "4930", ""),
        ("a weber", "", "", "4930", ""),
        ("bert", "", "a@x.de", "", ""),
    )
    assert people.find(rows, 0) is None
    people.add(rows, 0, -1)
    assert people.find(rows, 1) == Found(-1, MatchKey.PHONE)
    assert people.find(rows, 2) == Found(-1, MatchKey.EMAIL, sure=False)


def test_closed_stages_are_known_under_many_names() -> None:
    assert [ending(name) for name in ("Closed Won", "closedwon", "Gewonnen", "Gagné")] == ["won"] * 4
    assert [ending(name) for name in ("Closed Lost", "Verloren", "perdido")] == ["lost"] * 3
    assert [ending(name) for name in ("Closed", "Proposal", "Wonder")] == [None] * 3
