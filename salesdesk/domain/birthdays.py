"""Birthdays whose year may not be known. Stored are ``YYYY-MM-DD``, and ``--MM-DD`` without a year (RFC 6350, 4.3.1)."""

from __future__ import annotations

import re

PARTS = ("birth_day", "birth_month", "birth_year")
"""Columns that say a birthday together. They are no fields of a record: the birthday is made of them."""

_STORED = re.compile(r"--\d\d-\d\d")


def has_no_year(stored: str) -> bool:
    """Whether of a stored birthday only the day and the month are known."""
    return _STORED.fullmatch(stored) is not None


def month_and_day(stored: str) -> tuple[int, int]:
    """(month, day) of a stored birthday of either form."""
    return int(stored[-5:-3]), int(stored[-2:])


def completes(given: str, known: str) -> bool:
    """Whether a birthday is the known one with its year."""
    return has_no_year(known) and not has_no_year(given) and given[-6:] == known[-6:]


def may_be_one(first: str | None, second: str | None) -> bool:
    """Whether two birthdays may be of one person: one is not known, or they agree in all that both say."""
    if not first or not second or first == second:
        return True
    return completes(first, second) or completes(second, first)
