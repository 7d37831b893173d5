"""Erasing for good: what goes, what stays without its words, and what cannot be reached from here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.erased_words import Words

FREE_TEXTS = frozenset({"body", "goal", "notes", "people", "place", "remark", "subject", "text"})
"""The columns in which people write whatever they like, so that somebody else may be named there."""
TITLES = {"deal": "title", "campaign": "name", "meeting": "name"}
"""The columns, by table, of titles that somebody made up and that may name whom it is about. A company is called what it is
called: of its name nothing is taken out."""


def spoken_columns(table: str, columns: Iterable[str]) -> tuple[str, ...]:
    """Those of the columns of a table out of which words are taken."""
    title = TITLES.get(table)
    return tuple(column for column in columns if column in FREE_TEXTS or column == title)


def stays_without_words(kind: ActivityKind, *, took_place: bool, elsewhere: bool) -> bool:
    """Whether an entry about somebody who is erased stays, without what was written: something that took place with
    somebody (no note), and is about a company, deal or campaign too, which count it."""
    return took_place and elsewhere and kind is not ActivityKind.NOTE


@dataclass(frozen=True, slots=True)
class NamedIn:
    """A record whose name or title names somebody who is to be erased."""

    kind: EntityKind
    id: int
    title: str


@dataclass(frozen=True, slots=True)
class HeldExport:
    """An export that holds somebody: when (UTC text) and by whom it was made, what of and of how many records."""

    at: str
    actor: str
    kind: str
    records: int


@dataclass(frozen=True, slots=True)
class HeldBackups:
    """The backups that hold somebody still, and those that could not be looked into (another password, damaged), as
    file names."""

    holding: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ErasePlan:
    """What erasing somebody touches. ``ids`` are the records that go, those that were merged into one of them included,
    ``names`` what they are called. ``entries`` and ``entries_kept`` count what of the timeline goes and what stays without
    words; ``deals``, ``companies`` and ``campaigns`` stay and lose the link; ``mentions`` counts other texts out of which
    the name is taken; ``changes`` the steps of the history. ``words`` are those of the texts; ``named_in`` are records that are called so and stay."""

    ids: tuple[int, ...]
    names: tuple[str, ...]
    entries: int = 0
    entries_kept: int = 0
    deals: int = 0
    companies: int = 0
    campaigns: int = 0
    mentions: int = 0
    changes: int = 0
    opted_out: bool = False
    words: Words = field(default_factory=Words)
    named_in: tuple[NamedIn, ...] = ()
    exports: tuple[HeldExport, ...] = ()
    backups: HeldBackups = field(default_factory=HeldBackups)


@dataclass(frozen=True, slots=True)
class Erased:
    """What erasing did. ``clean``: nothing is left in the free room of the file either; not when others kept it open."""

    changes: ChangeSet
    clean: bool
