"""What lies in the trash."""

from __future__ import annotations

from dataclasses import dataclass

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities


def kinds() -> tuple[EntityKind, ...]:
    """The kinds of record that go to the trash when deleted."""
    return tuple(kind for kind, spec in entities().items() if spec.trash)


@dataclass(frozen=True, slots=True)
class TrashedRecord:
    """A deleted record; ``deleted_at`` UTC text."""

    kind: EntityKind
    id: int
    title: str
    deleted_at: str
