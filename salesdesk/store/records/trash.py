"""Reading the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.trash import KINDS, TrashedRecord

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_TITLES = {
    EntityKind.CONTACT: "full_name",
    EntityKind.COMPANY: "name",
    EntityKind.DEAL: "title",
    EntityKind.CAMPAIGN: "name",
    EntityKind.ACTIVITY: "CASE WHEN subject = '' THEN kind ELSE subject END",
}


class TrashRepository:
    """Deleted records of every kind."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, limit: int = 5_000) -> list[TrashedRecord]:
        """The newest deletions first."""
        parts = " UNION ALL ".join(
            f"SELECT '{kind.value}' AS kind, id, {_TITLES[kind]} AS title, deleted_at FROM {kind.value} WHERE deleted_at IS NOT NULL"
            for kind in KINDS
        )
        rows = self._database.rows(
            f"SELECT * FROM ({parts}) ORDER BY deleted_at DESC, kind, id LIMIT ?", (limit,)
        )
        return [TrashedRecord(EntityKind(kind), number, title, at) for kind, number, title, at in rows]

    def count(self) -> int:
        """How many records lie in the trash."""
        parts = " + ".join(
            f"(SELECT count(*) FROM {kind.value} WHERE deleted_at IS NOT NULL)" for kind in KINDS
        )
        return int(self._database.value(f"SELECT {parts}"))
