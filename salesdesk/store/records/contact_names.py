"""The full names of contacts of whom a part of the name changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from salesdesk.domain.contacts import NAME_PARTS, ContactChange, renewed_name

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork


def renewed_names(uow: UnitOfWork, changes: Mapping[int, ContactChange]) -> dict[int, str]:
    """The full names that become different because a part is given and the whole is not, by contact."""
    given = [
        contact
        for contact, change in changes.items()
        if change.full_name is None and any(part in change.values for part in NAME_PARTS)
    ]
    present = uow.rows("contact", given, ("full_name", *NAME_PARTS)) if given else {}
    renewed = {
        contact: renewed_name(row["full_name"] or "", row, {**row, **changes[contact].values})
        for contact, row in present.items()
    }
    return {contact: name for contact, name in renewed.items() if name != present[contact]["full_name"]}
