"""Finding records by the names of their owner and their source, which are asked for in the tables of these: they are few,
and an index of words would be made anew for every record of an owner who is renamed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities
from salesdesk.domain.search_words import Chunk, Sought
from salesdesk.store.journal import schema

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_KEPT_IN = ("owner", "source")
_SHORTEST = 3
"""Letters of a word from which it is taken for a name: a shorter one begins too many."""


class Keeper(NamedTuple):
    """The column of a kind of record that refers to a record of ``table``, which has a ``name``."""

    column: str
    table: str


class Named(NamedTuple):
    """Records of which each column is the number beside it, and which have besides all of ``rest``."""

    keepers: tuple[tuple[str, int], ...]
    rest: tuple[Chunk, ...]


def keepers(kind: EntityKind) -> tuple[Keeper, ...]:
    """What the records of a kind that has pages of its own are kept under."""
    if not entities()[kind].record_page:
        return ()
    return tuple(
        Keeper(reference.column, reference.target)
        for reference in schema.tables()[kind.value].references
        if reference.target in _KEPT_IN
    )


def named(database: Database, kind: EntityKind, chunks: Sequence[Chunk]) -> list[Named]:
    """What finds the records of a kind whose owner or source has words of the ``chunks`` in the name."""
    found = [Named((), tuple(chunks))]
    for keeper in keepers(kind) if chunks else ():
        names = database.rows(f"SELECT id, name FROM {keeper.table} ORDER BY id")
        for one in tuple(found):
            for number, name in names:
                rest = tuple(chunk for chunk in one.rest if not _is_in(chunk, name))
                if len(rest) < len(one.rest):
                    found.append(Named((*one.keepers, (keeper.column, number)), rest))
    return found[1:]


def _is_in(chunk: Chunk, name: str) -> bool:
    longest = max(len(term.word) for spelling in chunk for term in spelling)
    told = longest >= _SHORTEST or not all(term.word.isascii() for spelling in chunk for term in spelling)
    return told and Sought((chunk,)).missing_in(name) is None
