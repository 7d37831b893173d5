"""What a search found, grouped by kind of record."""

from __future__ import annotations

from dataclasses import dataclass

from salesdesk.domain.changes import EntityKind


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One record: what it is called, and what tells it from others of that name (company, e-mail, stage …)."""

    kind: EntityKind
    id: int
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SearchGroup:
    """The best hits of one kind; ``more`` says that there are others beyond the limit."""

    kind: EntityKind
    hits: tuple[SearchHit, ...]
    more: bool = False
