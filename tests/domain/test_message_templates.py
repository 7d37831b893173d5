"""Templates of messages: fields, what stands in for them, and what is only text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.message_templates import MessageTemplate, fields_of, filled, unknown_fields


def made(body: str, subject: str = "") -> MessageTemplate:
    return MessageTemplate(1, "Offer", subject, body)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Dear {first_name|there}, about {deal_title}", ("first_name", "deal_title")),
        ("{ first_name } and {first_name}", ("first_name",)),
        ("{custom.messe_stand}", ("custom.messe_stand",)),
        ("{}", ()),
        ("{Name}", ()),
        ("a set {1, 2}", ()),
        ("if (x) { return; }", ()),
    ],
)
def test_fields_are_told_from_text(text: str, fields: tuple[str, ...]) -> None:
    assert fields_of(text) == fields


def test_values_and_stand_ins_are_filled_in() -> None:
    template = made("Dear {honorific} {last_name|friend},\n{city}", "For  {company} \n{first_name|you}")
    found = filled(template, {"honorific": "Ms", "company": "Nordwind"})
    assert found.body == "Dear Ms friend,\n"
    assert found.subject == "For Nordwind you", "a subject is one line"
    assert found.empty == ("city",)


def test_a_value_is_never_read_as_a_field() -> None:
    assert filled(made("{first_name}"), {"first_name": "{owner}", "owner": "Mia"}).body == "{owner}"


def test_what_is_unknown_is_named() -> None:
    assert unknown_fields("{first_name} {shoe_size}", ("first_name",)) == ("shoe_size",)


@given(st.text(alphabet=st.characters(exclude_characters="{}")))
def test_text_without_braces_stays_as_it_is(text: str) -> None:
    assert filled(made(text), {"first_name": "Ann"}).body == text
