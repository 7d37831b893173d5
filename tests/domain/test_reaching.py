"""Addresses for other programs."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.reaching import call_address, chat_address, mail_address, map_address, web_address


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("+49 151 5550-1182", "tel:+4915155501182"),
        ("030 5550 1182", "tel:03055501182"),
        ("+1 (212) 555-0100 ext. 12", "tel:+12125550100;ext=12"),
        ("+1 212 555 0100 x7", "tel:+12125550100;ext=7"),
        ("ask at the desk", None),
        ("", None),
    ],
)
def test_a_number_is_called(number: str, address: str | None) -> None:
    assert call_address(number) == address


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("+49 151 55501182", "https://wa.me/4915155501182"),
        ("0151 55501182", None),
        ("+49 30 5550 ext. 3", None),
        ("+49", None),
    ],
)
def test_a_chat_needs_the_country(number: str, address: str | None) -> None:
    assert chat_address(number) == address


@pytest.mark.parametrize(
    ("text", "network", "address"),
    [
        ("example.com", "", "https://example.com"),
        ("http://a.example/b?c=d", "", "http://a.example/b?c=d"),
        ("@nordwind", "twitter", "https://x.com/nordwind"),
        ("nordwind", "instagram", "https://www.instagram.com/nordwind"),
        ("https://www.linkedin.com/in/amara", "linkedin", "https://www.linkedin.com/in/amara"),
        ("javascript:alert(1)", "", None),
        ("file:///etc/passwd", "", None),
        ("ftp://files.example", "", None),
        ("call me", "", None),
    ],
)
def test_nothing_but_pages_is_opened(text: str, network: str, address: str | None) -> None:
    assert web_address(text, network) == address


def test_a_map_is_asked_for_what_is_known() -> None:
    assert map_address(["Hafenstr. 12", None, "20457 Hamburg", " "]) == (
        "https://www.openstreetmap.org/search?query=Hafenstr.%2012%2C%2020457%20Hamburg"
    )
    assert map_address([None, "", "  "]) is None


@given(subject=st.text(max_size=80), body=st.text(max_size=400))
def test_a_message_arrives_as_it_was_written(subject: str, body: str) -> None:
    plain = "".join(c for c in body if c == "\n" or not 0xD800 <= ord(c) <= 0xDFFF)
    title = "".join(c for c in subject if not 0xD800 <= ord(c) <= 0xDFFF)
    address = mail_address("o'brien+x@nordwind.example", title, plain)
    split = urlsplit(address)
    assert split.path == "o%27brien%2Bx@nordwind.example"
    read = parse_qs(split.query, keep_blank_values=True)
    lines = plain.replace("\r\n", "\n").replace("\r", "\n")
    assert read.get("body", [""])[0].replace("\r\n", "\n") == lines
    assert read.get("subject", [""])[0] == " ".join(title.split())


def test_an_address_cannot_smuggle_in_further_fields() -> None:
    assert mail_address("a@b.example?bcc=c@d.example") == "mailto:a@b.example%3Fbcc%3Dc@d.example"
