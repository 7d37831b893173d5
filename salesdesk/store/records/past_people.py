"""Whom a list showed as having a role in deals, or as taking part in entries, after an earlier batch."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from salesdesk.domain.named_people import DEAL_ROLES, PARTICIPANTS, NamedPerson, people_text

if TYPE_CHECKING:
    from salesdesk.store.journal.past import Past

PARTS_OF_PEOPLE: Mapping[str, str] = {DEAL_ROLES: "deal_role", PARTICIPANTS: "activity_participant"}
"""The table of parts that a field shows."""


def past_people(past: Past, field: str, owners: Collection[int]) -> dict[int, str | None]:
    """What the field showed of some records; who lay in the trash was not shown."""
    given = past.parts(PARTS_OF_PEOPLE[field], owners)
    people = past.rows("contact", {row["contact_id"] for parts in given.values() for row in parts})
    names = {number: row["full_name"] for number, row in people.items() if row["deleted_at"] is None}
    found: dict[int, str | None] = {}
    for owner, parts in given.items():
        shown = [
            NamedPerson(names[row["contact_id"]], row.get("role") or "")
            for row in parts
            if row["contact_id"] in names
        ]
        found[owner] = people_text(shown) or None
    return found
