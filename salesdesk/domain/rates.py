"""What currencies were worth in one another, by date, and amounts converted by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from salesdesk.domain.money import Money, to_minor
from salesdesk.value_classes import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """From ``day`` (``YYYY-MM-DD``) on one whole unit of ``currency`` is ``value`` of ``base``, both ISO 4217."""

    currency: str
    base: str
    day: str
    value: Decimal


class Rates:
    """All rates that are known. ``today`` is the day of amounts that have none of their own.

    A rate holds until the next one, and the first one also for the time before it: an amount of last year is better
    converted by the first rate there is than left out. Where two currencies have no rate, one turned round or two over a
    third currency do.
    """

    def __init__(self, rates: Iterable[Rate], today: str) -> None:
        self._today = today
        self._known: dict[tuple[str, str], list[tuple[str, Decimal]]] = defaultdict(list)
        for rate in sorted(rates, key=lambda rate: rate.day):
            self._known[rate.currency, rate.base].append((rate.day, rate.value))
        self._found: dict[tuple[str, str, str], Decimal | None] = {}

    def factor(self, currency: str, into: str, day: str | None = None) -> Decimal | None:
        """What one unit of ``currency`` is in ``into`` on a day; None when no rate tells."""
        if currency == into:
            return Decimal(1)
        key = (currency, into, day or self._today)
        if key not in self._found:
            self._found[key] = self._factor(*key)
        return self._found[key]

    def begins_after(self, currency: str, into: str, day: str) -> str | None:
        """The first day of the rate that an amount of ``day`` is converted by, where that is a later one; None where a rate of
        its own day or an earlier one is known, or none at all."""
        if currency == into or self.factor(currency, into, day) is None:
            return None
        first = self._first_day(currency, into)
        if first is None:  # over a third currency
            codes = {code for pair in self._known for code in pair}
            ways = [(self._first_day(currency, code), self._first_day(code, into)) for code in codes]
            first = min((max(one, other) for one, other in ways if one and other), default=None)
        return first if first is not None and first > day else None

    def _first_day(self, currency: str, into: str) -> str | None:
        pairs = ((currency, into), (into, currency))
        return min((since for pair in pairs for since, _ in self._known.get(pair, ())), default=None)

    def converted(self, minor: int, currency: str, into: str, day: str | None = None) -> int | None:
        """An amount in minor units of ``into``, halves away from zero; None when no rate tells."""
        if currency == into:
            return minor
        factor = self.factor(currency, into, day)
        return None if factor is None else to_minor(Money(minor, currency).amount * factor, into)

    def _factor(self, currency: str, into: str, day: str) -> Decimal | None:
        direct = self._between(currency, into, day)
        if direct is not None:
            return direct
        for third in sorted({code for pair in self._known for code in pair} - {currency, into}):
            first, second = self._between(currency, third, day), self._between(third, into, day)
            if first is not None and second is not None:
                return first * second
        return None

    def _between(self, currency: str, into: str, day: str) -> Decimal | None:
        """By a rate of the two, as it is or turned round, whichever was said last."""
        found = [
            (since, value if pair == (currency, into) else 1 / value)
            for pair in ((currency, into), (into, currency))
            for since, value in self._known.get(pair, ())
        ]
        past = [entry for entry in found if entry[0] <= day]
        if past:
            return max(past)[1]
        return min(found)[1] if found else None


@dataclass(slots=True)
class Sum:
    """Amounts added up in one currency, and beside it those that no rate converts: ``apart`` holds their own sums, by
    currency in minor units, ``left_out`` how many they are."""

    currency: str
    rates: Rates
    amount: int = 0
    left_out: int = 0
    apart: dict[str, int] | None = None

    def add(
        self, minor: int, currency: str | None, day: str | None = None, count: int = 1, *, times: int = 1
    ) -> bool:
        """Add an amount ``times`` times, that of ``count`` records; without a currency it is in that of the sum. Returns
        whether it could be converted."""
        own = currency or self.currency
        converted = self.rates.converted(minor, own, self.currency, day)
        if converted is not None:
            self.amount += converted * times
            return True
        if minor:
            self.apart = {**(self.apart or {}), own: (self.apart or {}).get(own, 0) + minor * times}
            self.left_out += count
        return False

    @property
    def beside(self) -> tuple[Money, ...]:
        """The sums that stand apart, by currency."""
        return tuple(Money(minor, currency) for currency, minor in sorted((self.apart or {}).items()))


def together(*beside: Iterable[Money]) -> tuple[Money, ...]:
    """Several such sums as one."""
    sums: dict[str, int] = defaultdict(int)
    for moneys in beside:
        for money in moneys:
            sums[money.currency] += money.minor
    return tuple(Money(minor, currency) for currency, minor in sorted(sums.items()))
