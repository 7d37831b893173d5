"""What a person says of currencies: their rates, and which one the figures are in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.given_values import currency
from salesdesk.domain.rates import Rate
from salesdesk.errors import InputError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.store import Store

_LARGEST = Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class Asked:
    """A currency that amounts are in, with its rate into another on a day; None where none is known."""

    currency: str
    value: Decimal | None


class RateService:
    """Use cases of rates."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def asked(self, base: str) -> list[Asked]:
        """The other currencies that deals and campaigns are in, with what is known of them today in ``base``. The currency
        of the file is among them: amounts without one are in it."""
        rates = self._store.rates.current(self._store.today())
        used = {*self._store.rates.currencies(), self._store.settings.currency} - {base}
        return [Asked(code, rates.factor(code, base)) for code in sorted(used)]

    def set(
        self, rates: Mapping[str, Decimal], *, day: str | None = None, base: str | None = None
    ) -> ChangeSet:
        """Keep what one unit of each currency is in ``base`` from ``day`` on (today without one), and make ``base`` the
        currency of the file where it is another. Raises ``InputError`` for a rate or a currency that cannot be, and when a
        currency that amounts are in would be left without a rate."""
        present = self._store.settings.currency
        into = currency(base) if base is not None else present
        since = _day(day) if day is not None else self._store.today()
        clean = {currency(code): _value(code, value) for code, value in rates.items()}
        if into in clean:
            raise InputError("rates.of_itself", field="rate", currency=into)
        kept = [Rate(code, into, since, value) for code, value in clean.items()]
        if into != present:
            lacking = [a.currency for a in self.asked(into) if a.value is None and a.currency not in clean]
            if lacking:
                raise InputError("rates.lacking", field="rate", base=into, currencies=tuple(lacking))

        def change(uow: Writing) -> None:
            self._store.rates.keep(uow, kept)
            if into != present:
                self._store.settings.set(uow, "currency", into)

        told = phrase("changes.rates") if into == present else phrase("changes.base_currency", currency=into)
        return self._commands.run(told, change)


def _value(code: str, value: Decimal) -> Decimal:
    if not value.is_finite() or not 0 < value < _LARGEST:
        raise InputError("rates.no_rate", field="rate", currency=code, text=str(value))
    return value


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise InputError("rates.no_day", field="day", text=text) from error
