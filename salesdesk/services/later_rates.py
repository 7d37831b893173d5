"""Amounts that are converted by a rate of a later day than their own, since no earlier one is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from salesdesk.domain.rates import Rates
from salesdesk.phrases import Phrase, phrase


def later_rates(rates: Rates, currency: str, first: Mapping[str, str]) -> tuple[Phrase, ...]:
    """What is to be said of the currencies that had no rate into ``currency`` yet on the day of their ``first`` amount
    (``YYYY-MM-DD`` by currency), in alphabetical order."""
    return tuple(
        phrase("reports.note.later_rate", currency=code, day=date.fromisoformat(since))
        for code, day in sorted(first.items())
        if (since := rates.begins_after(code, currency, day)) is not None
    )
