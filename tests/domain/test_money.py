from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.money import Money, minor_digits, to_minor, total, whole_units
from salesdesk.errors import DomainError

_AMOUNTS = st.integers(-(10**12), 10**12)


def test_minor_units_per_currency() -> None:
    assert [minor_digits(code) for code in ("EUR", "JPY", "KWD", "XXX")] == [2, 0, 3, 2]
    assert to_minor(Decimal("12.345"), "EUR") == 1235
    assert to_minor(Decimal("-12.345"), "EUR") == -1235
    assert to_minor(Decimal("12.5"), "JPY") == 13
    assert to_minor(Decimal("1.2345"), "KWD") == 1235
    assert Money.of("12.50", "EUR") == Money(1250, "EUR")
    assert Money(1250, "EUR").amount == Decimal("12.50")
    assert Money(1250, "JPY").amount == Decimal("1250")


@given(_AMOUNTS, _AMOUNTS)
def test_sums(one: int, other: int) -> None:
    first, second = Money(one, "EUR"), Money(other, "EUR")
    assert first + second - second == first
    assert -first + first == Money(0, "EUR")
    assert total([first, second, Money(5, "USD")]) == {"EUR": first + second, "USD": Money(5, "USD")}


@given(_AMOUNTS, st.sampled_from(["EUR", "JPY", "KWD"]))
def test_an_amount_comes_back_from_its_major_units(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.of(money.amount, currency) == money


def test_currencies_do_not_mix() -> None:
    with pytest.raises(DomainError):
        Money(1, "EUR") + Money(1, "USD")


def test_weights_round_half_away_from_zero() -> None:
    assert Money(1001, "EUR").percent(50) == Money(501, "EUR")
    assert Money(-1001, "EUR").percent(50) == Money(-501, "EUR")


@pytest.mark.parametrize(
    ("minor", "currency", "whole"),
    [
        (12_345, "EUR", 12_300),
        (12_350, "EUR", 12_400),
        (-12_350, "EUR", -12_400),
        (123_456, "JPY", 123_456),
        (1_234_567, "KWD", 1_235_000),
    ],
)
def test_amounts_are_rounded_to_whole_units_of_their_currency(minor: int, currency: str, whole: int) -> None:
    assert whole_units(minor, currency) == whole
