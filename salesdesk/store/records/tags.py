"""Tags, and giving them to many records at once."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import TYPE_CHECKING

from salesdesk.store.records.owners import NameList

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


class TagRepository(NameList):
    """Tags of contacts and companies; ``kind`` is "contact" or "company"."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, "tag", "tag")

    def of(self, kind: str, record: int) -> tuple[str, ...]:
        """The tags of one record, by name."""
        return tuple(
            name
            for (name,) in self._database.rows(
                f"SELECT t.name FROM {kind}_tag x JOIN tag t ON t.id = x.tag_id WHERE x.{kind}_id = ? ORDER BY t.name_key",
                (record,),
            )
        )

    def add(self, uow: UnitOfWork, kind: str, records: Collection[int], tag: int) -> int:
        """Give a tag to records; those that have it stay as they are. Returns how many got it."""
        having = self._having(uow, kind, records, tag)
        rows = [(record, tag) for record in records if record not in having]
        uow.insert_many(f"{kind}_tag", (f"{kind}_id", "tag_id"), rows)
        return len(rows)

    def remove(self, uow: UnitOfWork, kind: str, records: Collection[int], tag: int) -> int:
        """Take a tag from records. Returns how many had it."""
        links = self._having(uow, kind, records, tag)
        uow.delete_many(f"{kind}_tag", links.values())
        return len(links)

    def replace(self, uow: UnitOfWork, kind: str, record: int, names: Collection[str]) -> None:
        """Give one record exactly these tags; unknown ones are made."""
        wanted = dict.fromkeys(self.ensure_all(uow, names))
        rows = uow.query(f"SELECT tag_id, id FROM {kind}_tag WHERE {kind}_id = ?", (record,))
        present = dict(rows)
        uow.delete_many(f"{kind}_tag", [link for tag, link in rows if tag not in wanted])
        uow.insert_many(
            f"{kind}_tag", (f"{kind}_id", "tag_id"), [(record, tag) for tag in wanted if tag not in present]
        )

    def _having(self, uow: UnitOfWork, kind: str, records: Collection[int], tag: int) -> dict[int, int]:
        rows = uow.query(
            f"SELECT {kind}_id, id FROM {kind}_tag WHERE tag_id = ? AND {kind}_id IN (SELECT value FROM json_each(?))",
            (tag, json.dumps(list(records))),
        )
        return dict(rows)
