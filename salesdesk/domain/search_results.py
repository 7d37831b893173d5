"""What a search found, grouped by kind of record."""

from __future__ import annotations

from dataclasses import dataclass

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.money import Money


@dataclass(frozen=True, slots=True)
class Place:
    """Where what was typed stands in a record: ``field`` as filters name it, what that is called (``title``: English source
    text, or what a person called a field of their own), and the sentence, cut where it is long."""

    field: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class HitFacts:
    """What tells a record from others of its name: a person's or company's ``town``, a person's ``number``, how many
    ``people`` work at a company and how many of its deals are open, what a deal is worth."""

    town: str = ""
    number: str = ""
    people: int = 0
    open_deals: int = 0
    amount: Money | None = None


NO_FACTS = HitFacts()


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One record: what it is called, and what tells it from others of that name (company, e-mail, stage …). ``place`` says
    where it was found, None where title and detail show that. ``of`` is the record on whose page it stands, when it has
    no page of its own."""

    kind: EntityKind
    id: int
    title: str
    detail: str = ""
    place: Place | None = None
    of: tuple[EntityKind, int] | None = None
    facts: HitFacts = NO_FACTS

    @property
    def opens(self) -> tuple[EntityKind, int]:
        """The record whose page shows it."""
        return self.of or (self.kind, self.id)


@dataclass(frozen=True, slots=True)
class SearchGroup:
    """The best hits of one kind; ``more`` says that there are others beyond the limit."""

    kind: EntityKind
    hits: tuple[SearchHit, ...]
    more: bool = False
