"""Choices that belong to the file: currency, country, company name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


class SettingRepository:
    """Settings of the file as texts by key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: str = "") -> str:
        """One setting."""
        found = self._database.value("SELECT value FROM setting WHERE key = ?", (key,))
        return default if found is None else str(found)

    def all(self) -> dict[str, str]:
        """Every setting."""
        return dict(self._database.rows("SELECT key, value FROM setting ORDER BY key"))

    def set(self, uow: UnitOfWork, key: str, value: str) -> None:
        """Change one setting."""
        for (number,) in uow.query("SELECT id FROM setting WHERE key = ?", (key,)):
            uow.update("setting", number, {"value": value})
            return
        uow.insert("setting", {"key": key, "value": value})

    @property
    def country(self) -> str | None:
        """The country phones and addresses are read by, ISO alpha-2, None when not chosen."""
        return self.get("country") or None

    @property
    def currency(self) -> str:
        """The currency new amounts have, ISO 4217."""
        return self.get("currency", "EUR")
