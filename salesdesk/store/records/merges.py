"""Moves everything that hangs on records to the one they were merged into."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_FUNNEL = ("audience", "sent", "opened", "clicked", "replied", "met")
# Parts of a record with what makes two of them the same; a part the survivor has already stays where it is.
_PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "contact": (
        ("contact_email", "address_key"),
        ("contact_phone", "digits"),
        ("contact_tag", "tag_id"),
        ("contact_value", "field_id"),
        ("contact_company", "company_id"),
    ),
    "company": (("company_tag", "tag_id"), ("company_value", "field_id")),
}
_REFERENCES: dict[str, tuple[tuple[str, str], ...]] = {
    "contact": (("deal", "contact_id"), ("activity", "contact_id"), ("lifecycle_event", "contact_id")),
    "company": (("deal", "company_id"), ("activity", "company_id"), ("contact", "company_id")),
}
_ORDERED = ("contact_email", "contact_phone")


class MergeWriter:
    """Moves the relations of ``losers`` to ``survivor``, all of one table ("contact" or "company")."""

    def __init__(self, uow: UnitOfWork, table: str, survivor: int, losers: Sequence[int]) -> None:
        self._uow, self._table, self._survivor, self._losers = uow, table, survivor, list(losers)

    def move(self) -> None:
        """Move them all."""
        owner = f"{self._table}_id"
        for part, key in _PARTS[self._table]:
            self._move_parts(part, owner, key)
        for table, column in _REFERENCES[self._table]:
            rows = self._of_losers(f"SELECT id FROM {table} WHERE {column} IN ({{}}) ORDER BY id")
            self._uow.update_many(table, {row: {column: self._survivor} for (row,) in rows})
        if self._table == "contact":
            self._move_memberships()
        else:
            self._move_employees()

    def _of_losers(self, sql: str) -> list[tuple[Any, ...]]:
        return self._uow.query(sql.format("SELECT value FROM json_each(?)"), (json.dumps(self._losers),))

    def _known(self, sql: str) -> set[Any]:
        return {value for (value,) in self._uow.query(sql, (self._survivor,))}

    def _move_parts(self, part: str, owner: str, key: str) -> None:
        there = self._known(f"SELECT {key} FROM {part} WHERE {owner} = ?")
        place = len(there)
        changes: dict[int, dict[str, Any]] = {}
        order = "position, id" if part in _ORDERED else "id"
        for row, value in self._of_losers(
            f"SELECT id, {key} FROM {part} WHERE {owner} IN ({{}}) ORDER BY {order}"
        ):
            if value in there:
                continue
            there.add(value)
            changes[row] = {owner: self._survivor}
            if part in _ORDERED:
                changes[row]["position"] = place
            elif part == "contact_company":
                changes[row]["is_primary"] = not place
            place += 1
        self._uow.update_many(part, changes)

    def _move_memberships(self) -> None:
        """Of two memberships in one campaign the one that came further counts."""
        mine = {
            campaign: (row, status)
            for row, campaign, status in self._uow.query(
                "SELECT id, campaign_id, status FROM campaign_member WHERE contact_id = ?", (self._survivor,)
            )
        }
        changes: dict[int, dict[str, Any]] = {}
        for row, campaign, status, responded in self._of_losers(
            "SELECT id, campaign_id, status, responded_at FROM campaign_member WHERE contact_id IN ({}) ORDER BY id"
        ):
            if campaign not in mine:
                changes[row] = {"contact_id": self._survivor}
                mine[campaign] = (row, status)
            elif _reached(status) > _reached(mine[campaign][1]):
                known = mine[campaign][0]
                mine[campaign] = (known, status)
                changes[known] = {**changes.get(known, {}), "status": status, "responded_at": responded}
        self._uow.update_many("campaign_member", changes)

    def _move_employees(self) -> None:
        """People work at the surviving company once, even if they worked at several of the merged ones."""
        there = self._known("SELECT contact_id FROM contact_company WHERE company_id = ?")
        changes: dict[int, dict[str, Any]] = {}
        primary: set[int] = set()
        for row, contact, is_primary in self._of_losers(
            "SELECT id, contact_id, is_primary FROM contact_company WHERE company_id IN ({}) ORDER BY is_primary DESC, id"
        ):
            if contact not in there:
                there.add(contact)
                changes[row] = {"company_id": self._survivor}
            elif is_primary:
                primary.add(contact)
        self._uow.update_many("contact_company", changes)
        self._make_primary(primary)

    def _make_primary(self, contacts: Collection[int]) -> None:
        """Whoever had a merged company as the primary one has the survivor now."""
        rows = self._uow.query(
            "SELECT id FROM contact_company WHERE company_id = ? AND contact_id IN (SELECT value FROM json_each(?))",
            (self._survivor, json.dumps(sorted(contacts))),
        )
        self._uow.update_many("contact_company", {row: {"is_primary": True} for (row,) in rows})


def _reached(status: str) -> int:
    return _FUNNEL.index(status) if status in _FUNNEL else len(_FUNNEL)
