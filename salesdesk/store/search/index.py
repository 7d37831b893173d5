"""Full-text search over records, kept in step by the unit of work: what its engines share.

What a person types is found as the beginning of words, in whatever way they are written (``domain.search_words``), or as a
run of digits of a phone number. ``fts5`` does it in a file, ``tsvector`` on a server.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities
from salesdesk.domain.misspelling import one_slip
from salesdesk.domain.search_words import LINKED, NAME, Chunk, Term, typed_chunks
from salesdesk.store.search.keepers import named
from salesdesk.store.search.texts import naming, searched

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

WITH_PHONES = (EntityKind.CONTACT, EntityKind.COMPANY)

SHORTEST_RUN = 3
"""Digits that make a run worth looking for."""

_MOST_RUNS = 8
_SHORT = 5  # letters of a beginning that the index of a file knows as one
_MEMBERS = {EntityKind.CONTACT: ((EntityKind.CAMPAIGN, "campaign_member", "campaign_id", "contact_id"),)}
"""Records that are members of others: of which, and the table that says so with its columns of both."""


class Looked(NamedTuple):
    """SELECT of the ids of records (``id``) that match, without an order, with its values. ``sql`` ends with a condition on
    the records of the index, so that another one can follow, and ``column`` is what the index calls their id."""

    sql: str
    values: tuple[Any, ...]
    column: str = "id"


class SearchIndex(ABC):
    """The search index of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @abstractmethod
    def create(self, kinds: Collection[EntityKind]) -> None:
        """Create the index tables of some kinds of records. Part of the caller's transaction."""

    @abstractmethod
    def reindex(self, kind: EntityKind, ids: Collection[int], fresh: Collection[int] = ()) -> None:
        """Index records afresh (or forget them when they are gone). Part of the caller's transaction. ``fresh`` are
        those of them that the index has never known."""

    @abstractmethod
    def refill(self, kind: EntityKind) -> None:
        """Index all records of a kind, where none is indexed yet. Part of the caller's transaction."""

    @abstractmethod
    def renew(self) -> None:
        """Make the index anew, whatever an older version made of it. Part of the caller's transaction."""

    @abstractmethod
    def words_query(self, parts: Query) -> str:
        """A query of words in the words of the engine."""

    @abstractmethod
    def by_words(self, kind: EntityKind, query: str) -> Looked:
        """The records that a query of words finds."""

    @abstractmethod
    def by_phone(self, kind: EntityKind, runs: Sequence[str], words: str) -> Looked:
        """The records that have all runs of digits in their phone numbers, and that a query of words ("" without) finds."""

    def knows(self, kind: EntityKind) -> bool:
        """Whether records of a kind are indexed at all."""
        return kind in entities().searched

    def reindex_for_names(
        self, renamed: Mapping[str, Collection[int]], done: Mapping[EntityKind, Collection[int]]
    ) -> None:
        """Records are found through the names of those they refer to as well: a renamed company through its people and
        deals, a renamed contact through deals. ``renamed`` are ids by table, those among them that went into the trash
        or came out of it; ``done`` records are indexed already."""
        for kind in entities().searched:
            found: set[int] = set()
            for table, ids in renamed.items():
                for query in naming(kind.value, table):
                    found.update(self._referring(query, ids))
            self.reindex(kind, found - set(done.get(kind, ())))

    @abstractmethod
    def _referring(self, query: str, ids: Collection[int]) -> list[int]:
        """The first column of a query that ends with a condition on ids."""

    def matching(self, kind: EntityKind, text: str) -> tuple[str, list[Any]]:
        """SELECT of the ids of a list's records that match, in no order, with its parameters; "" when nothing can match.
        A record is found by what was written about it as well: by its calls, tasks and notes."""
        parts = [*self._looked(kind, text), *self._kept_by(kind, text), *self._in_history(kind, text)]
        return " UNION ".join(part.sql for part in parts), [value for part in parts for value in part.values]

    def find(self, kind: EntityKind, text: str, limit: int = 200) -> list[int]:
        """Ids of records that match every word of ``text`` at the start of some word of theirs, or as a run of
        digits of a phone number.

        Not ranked (a person sees the newest first): ranking a two-letter prefix of a million contacts takes longer
        than a keystroke. Where enough records have the very words, none is looked for that has longer ones: all that
        have a beginning of many letters must be gathered before the newest is known. Empty text finds nothing.
        """
        for query in self._narrower(kind, text):
            found = self._newest([self.by_words(kind, query)], limit)
            if len(found) >= limit:
                return found
        return self._newest([*self._looked(kind, text), *self._kept_by(kind, text)], limit)

    def _kept_by(self, kind: EntityKind, text: str) -> Iterator[Looked]:
        """What finds records by the names of their owner and their source."""
        for one in named(self._database, kind, typed_chunks(text)):
            kept = " AND ".join(f"k.{column} = {number}" for column, number in one.keepers)
            sql = f"SELECT k.id AS id FROM {kind.value} k WHERE {kept} AND k.deleted_at IS NULL"
            if not one.rest:
                yield Looked(sql, (), "k.id")
            elif self.knows(kind):
                beside = self.by_words(kind, self.words_query(one.rest))
                yield Looked(f"{sql} AND k.id IN ({beside.sql})", beside.values, "k.id")

    def _narrower(self, kind: EntityKind, text: str) -> Iterator[str]:
        """Queries of which each finds less than what was typed, and at once: of the very words, and of these but for the
        last one, which is still being typed. None for digits and where a word is so short that its beginning is known."""
        *before, last = typed_chunks(text) or ((),)
        if not last or not self.knows(kind) or phone_runs(text)[0]:
            return
        whole = tuple(map(_whole, before))
        if any(len(term.word) > _SHORT for spelling in last for term in spelling):
            yield self.words_query(self._query(kind, (*whole, _whole(last))))
        elif whole:
            yield self.words_query(self._query(kind, (*whole, last)))

    def find_named(self, kind: EntityKind, text: str, limit: int) -> list[int]:
        """The same by the words of the records' own names alone; nothing for a kind without names."""
        found, chunks = searched(kind.value), typed_chunks(text)
        if found is None or not found.key or not chunks or not self.knows(kind):
            return []
        query = tuple(_marked(chunk, NAME) for chunk in chunks)
        return self._newest([self.by_words(kind, self.words_query(query))], limit)

    def find_similar(self, kind: EntityKind, text: str, limit: int) -> list[int]:
        """Records that match when one word of ``text`` is taken to be mistyped by one letter. It takes longer than
        ``find``, so it is not for every key."""
        if not self.knows(kind) or phone_runs(text)[0]:
            return []
        queries = (self._query(kind, chunks) for chunks in one_slip(typed_chunks(text)))
        return self._newest([self.by_words(kind, self.words_query(query)) for query in queries], limit)

    def _newest(self, parts: Sequence[Looked], limit: int) -> list[int]:
        """Each part stops where it has enough: together they would be gathered whole before the first is known."""
        if not parts:
            return []
        some = [
            f"SELECT id FROM ({part.sql} ORDER BY {part.column} DESC LIMIT {int(limit)}) AS part"
            for part in parts
        ]
        values = [value for part in parts for value in part.values]
        return [
            row[0]
            for row in self._database.rows(
                f"{' UNION '.join(some)} ORDER BY 1 DESC LIMIT {int(limit)}", values
            )
        ]

    def count(self, kind: EntityKind, text: str) -> int:
        """How many records match."""
        parts = [*self._looked(kind, text), *self._kept_by(kind, text)]
        sql = " UNION ".join(part.sql for part in parts)
        values = [value for part in parts for value in part.values]
        return int(self._database.value(f"SELECT count(*) FROM ({sql}) AS found", values)) if parts else 0

    def _looked(self, kind: EntityKind, text: str) -> list[Looked]:
        """What finds records by their own words, and by the digits of their numbers."""
        chunks = typed_chunks(text)
        if not chunks or not self.knows(kind):
            return []
        found = [self.by_words(kind, self.words_query(self._query(kind, chunks)))]
        runs, words = phone_runs(text)
        if runs and kind in WITH_PHONES:
            beside = typed_chunks(" ".join(words))
            found.append(self.by_phone(kind, runs, self.words_query(beside) if beside else ""))
        return found

    def _query(self, kind: EntityKind, chunks: tuple[Chunk, ...]) -> Query:
        """Every chunk, and where the names of others stand apart: of what the record says itself at least one."""
        found = searched(kind.value)
        if found is None or found.key or len(chunks) < 2:
            return chunks
        own = tuple(spelling for chunk in chunks for spelling in chunk)
        return (*((*chunk, *_marked(chunk, LINKED)) for chunk in chunks), own)

    def _in_history(self, kind: EntityKind, text: str) -> list[Looked]:
        """What finds records by what belongs to them and has no name of its own, and by what they are members of."""
        found = [
            Looked(f"SELECT m.{to} AS id FROM {members} m WHERE m.{owner} IN ({part.sql})", part.values)
            for of, members, owner, to in _MEMBERS.get(kind, ())
            for part in self._looked(of, text)
        ]
        for other in entities().searched:
            entry = searched(other.value)
            if entry is None or entry.key or other == kind:
                continue
            for link in entry.linked:
                if link.table == kind.value and link.column in entry.homes:
                    for part in self._looked(other, text):
                        sql = f"SELECT h.{link.column} AS id FROM {other.value} h WHERE h.id IN ({part.sql})"
                        found.append(Looked(f"{sql} AND h.{link.column} IS NOT NULL", part.values))
        return found


Query = tuple[Chunk, ...]
"""Chunks that must all be found."""


def _whole(chunk: Chunk) -> Chunk:
    return tuple(tuple(Term(term.word, whole=True) for term in spelling) for spelling in chunk)


def _marked(chunk: Chunk, mark: str) -> Chunk:
    return tuple(tuple(Term(mark + term.word, term.whole) for term in spelling) for spelling in chunk)


def phone_runs(text: str) -> tuple[list[str], list[str]]:
    """(runs of phone digits, other words) of what a person typed.

    A text of digits and the signs people write in phone numbers is one run; else every word of these with three or more
    digits is one; digits beside letters, as in "KD-4711", are an id. Leading zeros and a leading plus are left out, because
    the stored number has a calling code there.
    """
    stripped = text.strip()
    digits = _digits(stripped)
    if len(digits) >= SHORTEST_RUN and not any(c.isalpha() or c == "@" for c in stripped):
        return [_run(digits)], []
    words = stripped.split()[:_MOST_RUNS]
    runs = {
        w for w in words if len(_digits(w)) >= SHORTEST_RUN and not any(c.isalpha() or c in "@&#" for c in w)
    }
    return [_run(_digits(w)) for w in words if w in runs], [w for w in words if w not in runs]


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdecimal() and c.isascii())


def _run(digits: str) -> str:
    bare = digits.lstrip("0")
    return bare if len(bare) >= SHORTEST_RUN else digits
