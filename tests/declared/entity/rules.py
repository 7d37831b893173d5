"""The rule of the entity: nobody is paid for using a machine."""

from __future__ import annotations

from salesdesk.domain.money import Money
from salesdesk.errors import InputError


def refuse_negative(rate: Money | None) -> None:
    """Refuse an hourly rate below nothing."""
    if rate is not None and rate.minor < 0:
        raise InputError("machines.rate_below_nothing", field="rate")
