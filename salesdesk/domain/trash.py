"""What lies in the trash."""

from __future__ import annotations

from dataclasses import dataclass

from salesdesk.domain.changes import EntityKind

KINDS: tuple[EntityKind, ...] = (
    EntityKind.CONTACT,
    EntityKind.COMPANY,
    EntityKind.DEAL,
    EntityKind.CAMPAIGN,
    EntityKind.ACTIVITY,
)
"""Kinds of record that go to the trash when deleted."""


@dataclass(frozen=True, slots=True)
class TrashedRecord:
    """A deleted record; ``deleted_at`` UTC text."""

    kind: EntityKind
    id: int
    title: str
    deleted_at: str
