"""What a typed amount, number or date means: its own marks, then the file's, and a refusal where neither tells."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.cleaning.settings import customs_of
from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import Money
from salesdesk.domain.typed_values import TypingRules, amount_text, typed_amount, typed_value
from salesdesk.errors import InputError
from tests.refusals import refusing

DE, EN, FR, CH, US = (
    TypingRules(country, currency, *customs_of(country))
    for country, currency in (("DE", "EUR"), ("GB", "GBP"), ("FR", "EUR"), ("CH", "CHF"), ("US", "USD"))
)
UNKNOWN = TypingRules(None, "EUR", "", "")


def typed(text: str, shape: FieldType, rules: TypingRules) -> Any:
    return typed_value("field", "Field", shape, text, rules)


@pytest.mark.parametrize(
    ("text", "rules", "minor"),
    [
        ("250.000", DE, 250_000_00),
        ("250.000,50", DE, 250_000_50),
        ("1.234,5 €", DE, 1_234_50),
        ("12.50", DE, 12_50),
        ("250,000", EN, 250_000_00),
        ("250,000.50", EN, 250_000_50),
        ("12,50", EN, 12_50),
        ("250 000", FR, 250_000_00),
        ("250\u202f000,50", FR, 250_000_50),
        ("250'000", CH, 250_000_00),
        ("250’000.50", CH, 250_000_50),
        ("250.000", EN, 250_00),
        ("250,000", FR, 250_00),
        ("250.000", CH, 250_00),
        ("250.000", UNKNOWN, 250_000_00),
        ("250,000", UNKNOWN, 250_000_00),
        ("1.234,56", UNKNOWN, 1_234_56),
        ("1,234.56", UNKNOWN, 1_234_56),
        ("1500", UNKNOWN, 1_500_00),
    ],
)
def test_an_amount_means_what_the_files_marks_make_of_it(text: str, rules: TypingRules, minor: int) -> None:
    found = typed(text, FieldType.MONEY, rules)
    assert found == Money(minor, found.currency)


def test_a_currency_of_three_places_may_have_them() -> None:
    dinars = TypingRules("KW", "KWD", ".", "DMY")
    assert typed("1234.567", FieldType.MONEY, dinars) == Money(1_234_567, "KWD")
    assert typed("1.234", FieldType.MONEY, dinars) == Money(1_234, "KWD")
    assert typed("123456", FieldType.MONEY, TypingRules("JP", "JPY", ".", "YMD")) == Money(123_456, "JPY")
    with refusing(InputError, match=r"“1.234 KWD” can be 1.234 or 1,234"):
        typed("1.234 KWD", FieldType.MONEY, UNKNOWN)


@pytest.mark.parametrize(
    ("text", "rules", "number"),
    [
        ("1.234", DE, 1234.0),
        ("1,234", DE, 1.234),
        ("1.234", EN, 1.234),
        ("1,234", EN, 1234.0),
        ("0.5", DE, 0.5),
    ],
)
def test_a_number_follows_the_files_mark(text: str, rules: TypingRules, number: float) -> None:
    assert typed(text, FieldType.NUMBER, rules) == number


def test_a_number_that_can_be_two_is_refused() -> None:
    with refusing(InputError, match=r"“1.234” can be 1.234 or 1,234. Field was not changed"):
        typed("1.234", FieldType.NUMBER, UNKNOWN)
    with refusing(InputError, match=r"“1.234” can be 1.234 or 1,234"):
        typed("1.234", FieldType.INTEGER, EN)
    assert typed("1.234", FieldType.INTEGER, DE) == 1234
    assert typed("1.5", FieldType.NUMBER, UNKNOWN) == 1.5


@pytest.mark.parametrize(
    ("text", "rules", "day"),
    [
        ("3/4/2026", DE, "2026-04-03"),
        ("3/4/2026", EN, "2026-04-03"),
        ("3/4/2026", US, "2026-03-04"),
        ("3.4.2026", FR, "2026-04-03"),
        ("3.4.2026", UNKNOWN, "2026-04-03"),
        ("31/12/2026", UNKNOWN, "2026-12-31"),
        ("12/31/2026", UNKNOWN, "2026-12-31"),
        ("4/4/2026", UNKNOWN, "2026-04-04"),
        ("2026-04-03", UNKNOWN, "2026-04-03"),
    ],
)
def test_a_date_follows_the_files_order(text: str, rules: TypingRules, day: str) -> None:
    assert typed(text, FieldType.DATE, rules) == day


def test_a_date_that_can_be_two_is_refused() -> None:
    with refusing(InputError, match="“3/4/2026” can be 2026-03-04 or 2026-04-03"):
        typed("3/4/2026", FieldType.DATE, UNKNOWN)


@given(
    st.integers(-(10**11), 10**11),
    st.sampled_from(["EUR", "JPY", "KWD"]),
    st.sampled_from([".", ",", ""]),
)
def test_an_amount_in_an_editor_is_read_back_as_it_was(minor: int, currency: str, decimal: str) -> None:
    money, rules = Money(minor, currency), TypingRules(None, currency, decimal, "DMY")
    assert typed_amount("amount", "Amount", amount_text(money, decimal), rules) == money


@pytest.mark.parametrize("text", ["12,345", "12,3456", "0,001", "12,345 EUR", "1.000,555"])
def test_an_amount_is_not_rounded_in_silence(text: str) -> None:
    with refusing(InputError, "more decimal places than EUR, which has 2"):
        typed(text, FieldType.MONEY, DE)


@pytest.mark.parametrize(
    ("text", "rules", "minor"),
    [("12,340", DE, 1234), ("12.345", TypingRules("KW", "KWD", ".", "DMY"), 12345), ("12.500", EN, 1250)],
)
def test_places_that_say_nothing_or_that_there_are(text: str, rules: TypingRules, minor: int) -> None:
    assert typed(text, FieldType.MONEY, rules).minor == minor


@pytest.mark.parametrize("key", ["deal_value", "annual_revenue"])
def test_no_amount_is_below_zero_where_none_can_be(key: str) -> None:
    with refusing(InputError, "below zero"):
        typed_value(key, "Amount", FieldType.MONEY, "-12", DE)


@pytest.mark.parametrize(
    "text",
    [
        "030 123456, 0171 4567890",
        "030 123456 / 0171 4567890",
        "030 123456; 0171 4567890",
        "030 123456\n0171 4567890",
        "030 123456 oder 0171 4567890",
        "030 123456 anna@berg.example",
        "030 1234567 (only in the morning)",
    ],
)
def test_two_numbers_are_not_one(text: str) -> None:
    with refusing(InputError, "more than one phone number"):
        typed_value("phone", "Phone", FieldType.PHONE, text, DE)


@pytest.mark.parametrize(
    "text", ["030/1234567", "+49 (30) 123 / 456", "030 1234567 ext. 12", "030-1234567-89"]
)
def test_one_number_is_one(text: str) -> None:
    assert typed_value("phone", "Phone", FieldType.PHONE, text, DE).digits.isdigit()
