"""Numbers in few digits: thousands, millions and more by the sign of their unit."""

from __future__ import annotations

from decimal import Decimal

_UNITS = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))
_MOST_PLACES = 2


def in_units(value: float) -> tuple[float, str]:
    """A value in its unit and the sign of that: 40,000 → 40 and "k"."""
    for unit, sign in _UNITS:
        if abs(value) >= unit:
            return value / unit, sign
    return value, ""


def in_few_digits(value: float) -> tuple[float, int, str]:
    """A value in its unit, the decimal places that it needs there, and the sign of the unit: 12,500 → 12.5, 1 and "k". One
    that would need more than two of them stands as it is, so that nothing is rounded: 1,000,050 → 1,000,050, 0 and ""."""
    exact = Decimal(repr(value))
    for unit, sign in _UNITS:
        if abs(value) >= unit:
            number = exact / Decimal(unit)
            if _places(number) <= _MOST_PLACES:
                return float(number), _places(number), sign
            break
    return value, _places(exact), ""


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
