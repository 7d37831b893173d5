"""Choices that belong to the file: currency, country, company name, how typed values are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.store.engine.statements import Query, Slot, Statement
from salesdesk.store.journal.writing import writes

if TYPE_CHECKING:
    from salesdesk.domain.typed_values import TypingRules
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


@Statement
def _by_key(key: Slot) -> Query:
    from salesdesk.store.models.lists import Setting

    return Setting.select(Setting.id, Setting.value).where(Setting.key == key)


@Statement
def _all() -> Query:
    from salesdesk.store.models.lists import Setting

    return Setting.select(Setting.key, Setting.value).order_by(Setting.key)


class SettingRepository:
    """Settings of the file as texts by key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: str = "") -> str:
        """One setting."""
        found = self._database.first(_by_key, key=key)
        return default if found is None else str(found.value)

    def all(self) -> dict[str, str]:
        """Every setting."""
        return {row.key: row.value for row in self._database.select(_all)}

    @writes
    def set(self, uow: UnitOfWork, key: str, value: str) -> None:
        """Change one setting."""
        found = self._database.first(_by_key, key=key)
        if found is None:
            uow.insert("setting", {"key": key, "value": value})
        else:
            uow.update("setting", found.id, {"value": value})

    @property
    def country(self) -> str | None:
        """The country phones and addresses are read by, ISO alpha-2, None when not chosen."""
        return self.get("country") or None

    @property
    def currency(self) -> str:
        """The currency new amounts have, ISO 4217."""
        return self.get("currency", "EUR")

    @property
    def typing_rules(self) -> TypingRules:
        """How typed values are read in this file: as it says, else as people write in its country."""
        from salesdesk.domain.cleaning.settings import customs_of
        from salesdesk.domain.typed_values import TypingRules

        known = self.all()
        country = known.get("country") or None
        decimal, order = customs_of(country)
        return TypingRules(
            country,
            known.get("currency", "EUR"),
            known.get("decimal") or decimal,
            known.get("date_order") or order,
        )
