"""Yes and no, tags, web addresses, handles, and the types of unknown columns."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.cleaning.booleans import parse_boolean
from salesdesk.domain.cleaning.custom_types import guess_custom_type
from salesdesk.domain.cleaning.tags import split_tags
from salesdesk.domain.cleaning.urls import clean_facebook, clean_handle, clean_linkedin, clean_url, domain_of
from salesdesk.domain.fields import FieldType


@pytest.mark.parametrize(
    "cell", ["yes", "Ja", "TRUE", "x", "✓", "1", 1, 1.0, True, "oui", "sí", "[x]", " Wahr "]
)
def test_yes(cell: object) -> None:
    assert parse_boolean(cell) is True  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["no", "Nein", "FALSE", "0", 0, False, "non", "não", "off", "☐"])
def test_no(cell: object) -> None:
    assert parse_boolean(cell) is False  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["maybe", "", None, 2, 0.5, date(2024, 1, 1)])
def test_neither(cell: object) -> None:
    assert parse_boolean(cell) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("a; b, C|c\nd", ("a", "b", "C", "d")), ("#vip #new", ("vip", "new")), ("* myContacts ::: * Friends", ("myContacts", "Friends")),
        ("Café; cafe", ("Café",)), (" ; ,", ()), ("one tag", ("one tag",)), ('["a","b"]', ("a", "b")), ("n/a", ()),
    ],
)  # fmt: skip
def test_split_tags(text: str, tags: tuple[str, ...]) -> None:
    assert split_tags(text) == tags


def test_an_apostrophe_that_begins_a_tag_is_part_of_it() -> None:
    assert split_tags("'n tag; 's avonds, 'quoted', \"also\"; it's") == (
        "'n tag",
        "'s avonds",
        "quoted",
        "also",
        "it's",
    )
    assert split_tags("['a', 'b']") == ("a", "b")
    assert split_tags("'2026") == ("2026",)


@given(st.text(max_size=30))
def test_splitting_joined_tags_changes_nothing(text: str) -> None:
    tags = split_tags(text)
    assert split_tags("; ".join(tags)) == tags


@pytest.mark.parametrize(
    ("text", "url", "domain"),
    [
        ("WWW.Example.com/", "https://www.example.com", "example.com"), ("example.com", "https://example.com", "example.com"),
        ("http://a.bc/C?d", "http://a.bc/C?d", "a.bc"), ("http:/foo.de", "http://foo.de", "foo.de"),
        ("htp://foo.de/x", "http://foo.de/x", "foo.de"), ("https://foo.com:443/", "https://foo.com", "foo.com"),
        ("müller.de", "https://müller.de", "müller.de"), ("shop.foo.co.uk/a#b", "https://shop.foo.co.uk/a#b", "shop.foo.co.uk"),
        ("foo", None, None), ("n/a", None, None), ("Acme Inc.", None, None), ("javascript:alert(1)", None, None), ("a@b.de", None, "b.de"),
    ],
)  # fmt: skip
def test_web_addresses(text: str, url: str | None, domain: str | None) -> None:
    assert clean_url(text) == url
    assert domain_of(text) == domain


def test_networks() -> None:
    assert clean_linkedin("in/foo") == "https://www.linkedin.com/in/foo"
    assert clean_linkedin("https://LinkedIn.com/in/foo/?x=1") == "https://linkedin.com/in/foo"
    assert clean_linkedin("foo-bar-12") == "https://www.linkedin.com/in/foo-bar-12"
    assert clean_facebook("acme") == "https://www.facebook.com/acme"
    assert clean_facebook("fb.com/acme") == "https://fb.com/acme"
    assert clean_handle("@acme") == "acme"
    assert clean_handle("https://x.com/acme?lang=de") == "acme"


@given(st.one_of(st.text(max_size=30), st.text(alphabet="abc.:/@-?#w htps", max_size=30)))
def test_cleaning_an_address_twice_changes_nothing(text: str) -> None:
    for clean in (clean_url, clean_linkedin, clean_facebook, clean_handle):
        once = clean(text)
        if once is not None:
            assert clean(once) == once


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["01.02.2024", "13.02.2024", "n/a"], FieldType.DATE), ([date(2024, 1, 1), None], FieldType.DATE),
        (["Yes", "No", "yes"], FieldType.BOOLEAN), ([True, False], FieldType.BOOLEAN), (["0", "1"], FieldType.NUMBER),
        ([1, 2.5, "3"], FieldType.NUMBER), (["1.234,50", "7"], FieldType.NUMBER), (["5 €", "€ 7,50"], FieldType.MONEY),
        (["0123", "4567"], FieldType.TEXT), (["1234567890123"], FieldType.TEXT), (["red", "blue"] * 6, FieldType.CHOICE),
        (["red", "blue"], FieldType.TEXT), (["x" * 200], FieldType.LONG_TEXT), (["one\ntwo"], FieldType.LONG_TEXT),
        ([], FieldType.TEXT), (["n/a", None, ""], FieldType.TEXT), (["12", "twelve"], FieldType.TEXT), (["11-50", "51-200"], FieldType.TEXT),
    ],
)  # fmt: skip
def test_guess_custom_type(values: list[object], kind: FieldType) -> None:
    assert guess_custom_type(values, decimal=",") is kind  # type: ignore[arg-type]
