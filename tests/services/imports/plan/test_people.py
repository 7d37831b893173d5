"""Whether two names can be one person, and what stages are called elsewhere."""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.cleaning.row_layout import DraftLayout
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.exact import DEFAULT_KEYS, MatchKey
from salesdesk.services.imports.lists import ending
from salesdesk.services.imports.plan.drafts import FirmKeys, KeyReader, SheetDrafts
from salesdesk.services.imports.plan.people import Found, People
from salesdesk.services.imports.plan.persons import Persons
from salesdesk.store.records.imports import ContactKeys, KnownContact

if TYPE_CHECKING:
    from salesdesk.domain.sheets import SheetAnalysis


def sheet(*rows: tuple[str, str, str, str, str]) -> SheetDrafts:
    """A sheet of people with rows of (name, company, e-mail, phone, external id)."""
    layout = DraftLayout(("full_name", "company", "email", "phone", "external_id"))
    values = [tuple(value or None for value in row) for row in rows]
    reader = KeyReader(RecordKind.CONTACTS, layout, FirmKeys())
    reader.add(values)
    return SheetDrafts(
        0,
        cast("SheetAnalysis", None),
        RecordKind.CONTACTS,
        True,
        "",
        layout,
        {field: position for position, field in enumerate(layout.fields)},
        (),
        values,
        array("l"),
        (),
        frozenset(),
        reader.keys,
    )


def people_of(
    drafts: SheetDrafts, known: ContactKeys | None = None, *order: MatchKey, **names: str
) -> People:
    """The rows of a sheet in the order in which they are added, beside known contacts by "c" and number."""
    people = {int(ref[1:]): name for ref, name in names.items()}
    contacts = {
        ref: KnownContact(
            defaultdict(lambda: None, {"full_name": name}),
            frozenset(),
            frozenset(),
            frozenset(),
            frozenset(),
            {},
        )
        for ref, name in people.items()
    }
    persons = Persons(contacts, lambda ref: (drafts, -ref - 1))
    return People(known or ContactKeys(), order or tuple(MatchKey), people, persons)


def test_the_first_key_in_the_persons_order_that_finds_somebody_decides() -> None:
    known = ContactKeys(
        {"x1": 5}, {"a@x.de": (6,)}, {"4930123456": (7, 8)}, {"anna weber": ((9, "nordwind"),)}
    )
    names = {
        "c5": "anna weber",
        "c6": "anna weber",
        "c7": "bert schulz",
        "c8": "anna weber",
        "c9": "anna weber",
    }
    rows = sheet(("anna weber", "nordwind", "a@x.de", "+4930123456", "x1"))

    def found(*order: MatchKey) -> Found | None:
        return people_of(rows, known, *order, **names).find(rows, 0)

    assert found(MatchKey.EXTERNAL_ID, MatchKey.EMAIL) == Found(5, MatchKey.EXTERNAL_ID)
    assert found(MatchKey.EMAIL, MatchKey.EXTERNAL_ID) == Found(6, MatchKey.EMAIL)
    assert found(MatchKey.PHONE) == Found(8, MatchKey.PHONE), "the number is Bert's too"
    assert found(MatchKey.NAME_COMPANY) == Found(9, MatchKey.NAME_COMPANY)
    assert found(MatchKey.NAME) == Found(9, MatchKey.NAME)


ROWS = {
    "one mobile and an initial": (("anna weber", "", "", "+4917612345678"), ("a weber", "", "", "+4917612345678"), True),
    "one office line and an initial": (("anna weber", "", "", "+4930123456"), ("a weber", "", "", "+4930123456"), None),
    "one office line and one name": (("anna weber", "", "", "+4930123456"), ("weber anna", "", "", "+4930123456"), True),
    "one mailbox and another name": (("anna weber", "", "a@x.de", ""), ("bert schulz", "", "a@x.de", ""), False),
    "one mailbox and no name": (("anna weber", "", "a@x.de", ""), ("", "", "a@x.de", ""), True),
    "one mailbox of a couple": (("anna weber", "", "w@x.de", ""), ("bert weber", "", "w@x.de", ""), False),
    "one mailbox and a short form": (("katharina weber", "", "k@x.de", ""), ("kathi weber", "", "k@x.de", ""), True),
    "one mailbox and a new surname": (("anna weber", "", "a@x.de", ""), ("anna berg", "", "a@x.de", ""), True),
    "one office mailbox": (("anna weber", "", "info@x.de", ""), ("a weber", "", "info@x.de", ""), None),
    "a user name": (("anna weber", "", "a@x.de", ""), ("aweber", "", "a@x.de", ""), True),
    "one name with two mailboxes": (("jo huber", "hu", "jo@x.de", ""), ("jo huber", "hu", "jh@x.de", ""), False),
    "one name at one company": (("jo huber", "hu", "jo@x.de", ""), ("jo huber", "hu", "", ""), True),
    "one name with two mobiles": (
        ("jo huber", "hu", "", "+4917612345678"),
        ("jo huber", "hu", "", "+4917612345679"),
        False,
    ),
    "one name, one the son": (("jo huber jun.", "hu", "", ""), ("jo huber", "hu", "", ""), None),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_an_earlier_row_is_the_same_person_only_by_what_two_cannot_share(name: str) -> None:
    one, other, sure = ROWS[name]
    rows = sheet((*one, ""), (*other, ""))
    people = people_of(rows)
    assert people.find(rows, 0) is None
    people.add(rows, 0, -1)
    found = people.find(rows, 1)
    assert (None if found is None else found.sure) is sure


def test_two_people_with_one_mailbox_are_each_found_again() -> None:
    couple = (("mario silva", "", "silva@x.pt", "", ""), ("maria silva", "", "silva@x.pt", "", ""))
    rows = sheet(*couple, *couple)
    people = people_of(rows, None, *DEFAULT_KEYS)
    people.add(rows, 0, -1)
    people.add(rows, 1, -2)
    assert [people.find(rows, row) for row in (2, 3)] == [
        Found(-1, MatchKey.EMAIL),
        Found(-2, MatchKey.EMAIL),
    ]


def test_a_row_about_something_else_may_name_its_person_alone() -> None:
    rows = sheet(
        ("anna weber", "nordwind", "", "", ""),
        ("anna weber", "", "", "", ""),
        ("anna weber", "südwind", "", "", ""),
    )
    people = people_of(rows)
    people.add(rows, 0, -1)
    assert people.named_alone(rows, 1) == Found(-1, MatchKey.NAME)
    assert people.named_alone(rows, 2) is None


def test_closed_stages_are_known_under_many_names() -> None:
    assert [ending(name) for name in ("Closed Won", "closedwon", "Gewonnen", "Gagné")] == ["won"] * 4
    assert [ending(name) for name in ("Closed Lost", "Verloren", "perdido")] == ["lost"] * 3
    assert [ending(name) for name in ("Closed", "Proposal", "Wonder")] == [None] * 3


_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "Anna Weber", "Weber Anna", "Ben Kranz"]),
        st.sampled_from(["", "Nordwind", "Südwind"]),
        st.sampled_from(["", "a@x.de", "b@x.de", "info@x.de"]),
        st.sampled_from(["", "+4917112345678", "+493012345678"]),
        st.sampled_from(["", "x1", "x2"]),
    ),
    max_size=8,
)


@given(_ROWS, st.permutations(list(MatchKey)), st.integers(1, len(MatchKey)), st.booleans())
def test_whoever_nobody_has_heard_of_is_found_by_no_key(
    rows: list[tuple[str, str, str, str, str]], order: list[MatchKey], used: int, known: bool
) -> None:
    drafts = sheet(*rows)
    keys = ContactKeys(
        {"x1": 5}, {"a@x.de": (5,)}, {"493012345678": (5,)}, {"anna weber": ((5, "nordwind"),)}
    )
    of_file = {"c5": "anna weber"} if known else {}
    short = people_of(drafts, keys if known else None, *order[:used], **of_file)
    long = people_of(drafts, keys if known else None, *order[:used], **of_file)
    long._is_unheard_of = lambda keys, row: False  # type: ignore[method-assign]
    for row in range(len(rows)):
        assert short.find(drafts, row) == long.find(drafts, row)
        short.add(drafts, row, -row - 1)
        long.add(drafts, row, -row - 1)
