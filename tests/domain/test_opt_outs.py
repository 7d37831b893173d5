"""Who may be addressed, and how addresses are compared for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.campaigns import Channel
from salesdesk.domain.opt_outs import LeftOut, Way, address_key, digest, left_out, refused_by, way_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann@Berg.example", "ann@berg.EXAMPLE"),
        ("ann+news@berg.example", "ann@berg.example"),
        ("ann@Bücher.example", "ann@xn--bcher-kva.example"),
        ("ann+a+b@BÜCHER.example", "ANN@bücher.example"),
        (" ann@berg.example ", "ann@berg.example"),
        ("ann@berg.example.", "ann@berg.example"),
        ("ａｎｎ@berg.example", "ann@berg.example"),
        ("ann+x@Straße.example", "ann@xn--strae-oqa.example"),
        ("ann@STRASSE.example", "ann@strasse.example"),
    ],
)
def test_spellings_of_one_address_have_one_key(one: str, other: str) -> None:
    assert address_key(Way.EMAIL, one) == address_key(Way.EMAIL, other)


def test_other_addresses_have_other_keys() -> None:
    keys = [address_key(Way.EMAIL, f"{name}@berg.example") for name in ("ann", "anne", "a.nn", "+tag")]
    assert len(set(keys)) == 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+4930901820", "004930901820"),
        ("+49 30 901820", "+4930901820;ext=12"),
        ("٠٣٠٩٠", "03090"),
        ("+49 170 1234567", "0170 1234567"),
        ("0049 (0)170 1234567", "0170/123 45 67"),
        ("+1 202 555 0123", "(202) 555-0123"),
        ("+39 02 1234 5678", "02 12345678"),
        ("+380 44 123 4567", "044 1234567"),
        ("＋４９１７０１２３４５６７", "01701234567"),
    ],
)
def test_spellings_of_one_number_have_one_key(one: str, other: str) -> None:
    assert address_key(Way.PHONE, one) == address_key(Way.PHONE, other)


def test_other_numbers_have_other_keys() -> None:
    keys = [
        address_key(Way.PHONE, text) for text in ("+49301234567", "+49401234567", "030 1234568", "0301234")
    ]
    assert len(set(keys)) == 4


def test_letters_of_a_domain_that_are_not_the_same_stay_apart() -> None:
    assert address_key(Way.EMAIL, "ann@straße.example") != address_key(Way.EMAIL, "ann@strasse.example")


@given(st.text(max_size=30) | st.text("a0ß\u0301ŉ.+@＠． \u3000", max_size=8))
def test_a_key_is_its_own_key(text: str) -> None:
    for way in Way:
        key = address_key(way, text)
        assert address_key(way, key) == key


def test_what_speaks_against_addressing_somebody() -> None:
    assert left_out(True, ["a"], []) is LeftOut.PERSON
    assert left_out(False, ["a", "b"], {"b"}) is LeftOut.ADDRESS
    assert left_out(False, ["a"], {"b"}) is None
    assert left_out(False, [], {"b"}) is None


def test_a_channel_addresses_by_its_way() -> None:
    assert way_of(Channel.EMAIL) is Way.EMAIL
    assert way_of(Channel.PHONE) is Way.PHONE
    assert way_of(Channel.EVENT) is None
    assert refused_by(Channel.PHONE) is Way.PHONE
    assert refused_by(Channel.EVENT) is refused_by(Channel.EMAIL) is Way.EMAIL


def test_a_digest_depends_on_the_secret() -> None:
    assert digest("ann@berg.example", "a") == digest("ann@berg.example", "a")
    assert digest("ann@berg.example", "a") != digest("ann@berg.example", "b")
