"""Amounts of money: whole minor units and a currency. No floats, no formatting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from salesdesk.errors import DomainError

USUAL_DIGITS = 2
_DIGITS: dict[str, int] = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}

SYMBOLS = {
    "EUR": "€",
    "USD": "$",
    "GBP": "£",
    "JPY": "¥",
    "INR": "₹",
    "CNY": "¥",
    "BRL": "R$",
    "PLN": "zł",
    "UAH": "₴",
    "TRY": "₺",
}
"""The signs of currencies that everybody reads; the others are written by their code."""


def minor_digits(currency: str) -> int:
    """Decimal places of a currency by ISO 4217: 0 for JPY, 3 for KWD, 2 for all others and for unknown
    ones."""
    return _DIGITS.get(currency, USUAL_DIGITS)


def currencies_by_digits() -> dict[int, tuple[str, ...]]:
    """The currencies that have not ``USUAL_DIGITS``, by the number they have, see ``minor_digits``."""
    return {
        digits: tuple(sorted(code for code, own in _DIGITS.items() if own == digits))
        for digits in sorted(set(_DIGITS.values()))
    }


def to_minor(amount: Decimal, currency: str) -> int:
    """A decimal amount in minor units, halves away from zero: 12.345 EUR → 1235, 12.5 JPY → 13."""
    return int(amount.scaleb(minor_digits(currency)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


class RoundedMinor(int):
    """Minor units of an amount that had more decimal places than its currency; ``exact`` are its major units as written,
    for whoever learns later that it was another currency."""

    exact: Decimal

    def __new__(cls, minor: int, exact: Decimal) -> RoundedMinor:
        number = super().__new__(cls, minor)
        number.exact = exact
        return number

    def __reduce__(self) -> tuple[type[RoundedMinor], tuple[int, Decimal]]:
        return RoundedMinor, (int(self), self.exact)


def in_minor(amount: Decimal, currency: str) -> int:
    """As ``to_minor``; an amount that had to be rounded remembers how it was written, see ``RoundedMinor``."""
    minor = to_minor(amount, currency)
    is_exact = abs(amount.scaleb(minor_digits(currency)) - minor) < _NOISE
    return minor if is_exact else RoundedMinor(minor, amount)


_NOISE = Decimal("0.0001")
"""Minor units that a spreadsheet's arithmetic may be off: 0.1 + 0.2 is 0.30000000000000004 there."""


def rescaled(minor: int, assumed: str, currency: str) -> int:
    """Minor units of ``currency`` for those of an amount that was read in the ``assumed`` one: the same number of whole
    units, with the places that were written."""
    exact = minor.exact if isinstance(minor, RoundedMinor) else Money(minor, assumed).amount
    return in_minor(exact, currency)


NEVER_BELOW_ZERO = frozenset({"deal_value", "annual_revenue"})
"""Amounts that nobody means to be negative; those of orders may be, for goods that came back."""


def whole_units(minor: float, currency: str) -> int:
    """A guess at an amount, such as a pace, whose cents say nothing, rounded to whole major units, halves away from zero, in
    minor units: 12345 EUR cents → 12300; JPY, which has no smaller unit, as it is. Amounts that were agreed, their sums, and
    what these are weighted are never rounded so: they are shown to the cent everywhere, so that parts add up."""
    unit = Decimal(10) ** minor_digits(currency)
    return int((Decimal(minor) / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP) * unit)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """``minor`` units (cents) of an ISO 4217 ``currency``. Amounts of two currencies do not mix."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Money:
        """From major units: ``Money.of("12.50", "EUR")`` is 1250 cents."""
        return cls(to_minor(Decimal(amount), currency), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, with as many decimal places as the currency has."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))

    def _same(self, other: Money) -> None:
        if other.currency != self.currency:
            raise DomainError("values.two_currencies", one=self.currency, other=other.currency)

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def times(self, factor: Decimal | int) -> Money:
        """The amount multiplied, rounded to minor units, halves away from zero."""
        exact = Decimal(self.minor) * Decimal(factor)
        return Money(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)), self.currency)

    def percent(self, percent: int) -> Money:
        """The given percentage of the amount, as a weighted forecast needs it."""
        return self.times(Decimal(percent) / 100)


def exact_amount(money: Money) -> Decimal:
    """The amount in major units, of one that had to be rounded as it was written."""
    return money.minor.exact if isinstance(money.minor, RoundedMinor) else money.amount


def total(amounts: Iterable[Money]) -> dict[str, Money]:
    """The sum per currency, in order of first appearance; empty for no amounts."""
    sums: dict[str, Money] = {}
    for money in amounts:
        known = sums.get(money.currency)
        sums[money.currency] = money if known is None else known + money
    return sums
