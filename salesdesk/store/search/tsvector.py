"""The search index on a PostgreSQL server: the words of each record as lexemes, the digits of its phone numbers as text.

The words are those of a file's index (``domain.search_words``), made here from the records' texts. An index of three
digits in a row needs the extension ``pg_trgm``; where that is not allowed, phone numbers are looked through one by one
(``slow``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities
from salesdesk.domain.search_words import LINKED, NAME, Spelling, Term, marked, stored_words
from salesdesk.errors import StoreError
from salesdesk.store.search.index import WITH_PHONES, Looked, Query, SearchIndex
from salesdesk.store.search.texts import texts

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_LONGEST_WORD = 200  # characters of a word that are compared; a lexeme holds 2,046 bytes
AT_ONCE = 5_000
"""Records whose words are made together."""


class Entry(NamedTuple):
    """What the index holds of one record."""

    id: int
    words: frozenset[str]
    digits: str | None


def tables() -> dict[str, EntityKind]:
    """The tables of the index."""
    return {f"search_{kind.value}": kind for kind in entities().searched}


class TsvectorIndex(SearchIndex):
    """The search index of one database of a server."""

    slow = False
    """Whether looking for digits has no index."""

    def create(self, kinds: Collection[EntityKind]) -> None:
        """See ``SearchIndex``."""
        execute = self._database.execute
        for statement in (*made(kinds), *word_indexes(kinds)):
            execute(statement)
        if self._database.value("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'"):
            # it may not be allowed
            with suppress(StoreError), self._database.translated(), self._database.transaction():
                execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        self._index_digits()

    def _index_digits(self) -> None:
        if self._database.value("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'"):
            with suppress(StoreError), self._database.translated(), self._database.transaction():
                for statement in digit_indexes():
                    self._database.execute(statement)

    def look(self) -> None:
        """See whether there is an index of digits; make it where somebody added the extension meanwhile."""
        self.slow = not self._has_digits()
        if self.slow and not self._database.read_only:
            self._index_digits()
            self.slow = not self._has_digits()

    def _has_digits(self) -> bool:
        return bool(
            self._database.value(
                "SELECT count(*) FROM pg_indexes WHERE schemaname = current_schema() AND indexname = 'ix_search_contact_digits'"
            )
        )

    def reindex(self, kind: EntityKind, ids: Collection[int], fresh: Collection[int] = ()) -> None:
        """See ``SearchIndex``."""
        if not ids:
            return
        listed = sorted(ids)
        if len(fresh) < len(listed):
            self._database.execute(f"DELETE FROM search_{kind.value} WHERE id = ANY(?)", (listed,))
        for start in range(0, len(listed), AT_ONCE):
            some = listed[start : start + AT_ONCE]
            self._write(kind, entries(self._database, kind, "AND r.id = ANY(?)", (some,)))

    def refill(self, kind: EntityKind) -> None:
        """See ``SearchIndex``."""
        self._database.execute(f"DELETE FROM search_{kind.value}")
        for first in blocks(self._database, kind.value):
            self._write(kind, all_entries(self._database, kind, first))

    def renew(self) -> None:
        """See ``SearchIndex``."""
        for kind in entities().searched:
            if not self._database.value("SELECT to_regclass(?)", (f"search_{kind.value}",)):
                self.create([kind])
            self.refill(kind)

    def _write(self, kind: EntityKind, found: Iterable[Entry]) -> None:
        rows = [(one.id, " ".join(f"'{word}'" for word in one.words), one.digits) for one in found]
        self._database.load(f"search_{kind.value}", ("id", "words", "digits"), rows)

    def _referring(self, query: str, ids: Collection[int]) -> list[int]:
        """See ``SearchIndex``."""
        return [row[0] for row in self._database.rows(query.format("= ANY(?)"), (sorted(ids),))]

    def words_query(self, parts: Query) -> str:
        """See ``SearchIndex``."""
        return " & ".join(f"({' | '.join(map(_spelling, chunk))})" for chunk in parts)

    def by_words(self, kind: EntityKind, query: str) -> Looked:
        """See ``SearchIndex``."""
        return Looked(f"SELECT id FROM search_{kind.value} WHERE words @@ CAST(? AS tsquery)", (query,))

    def by_phone(self, kind: EntityKind, runs: Sequence[str], words: str) -> Looked:
        """See ``SearchIndex``."""
        found = f"SELECT id FROM search_{kind.value} WHERE " + " AND ".join("digits LIKE ?" for _ in runs)
        beside = " AND words @@ CAST(? AS tsquery)" if words else ""
        return Looked(found + beside, (*(f"%{run}%" for run in runs), *filter(None, [words])))


def made(kinds: Collection[EntityKind]) -> Iterator[str]:
    """What makes the tables of the index."""
    for kind in kinds:
        table = f"search_{kind.value}"
        yield f'CREATE TABLE {table} (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL, digits TEXT COLLATE "C")'


def word_indexes(kinds: Collection[EntityKind]) -> Iterator[str]:
    """What makes the indexes of words."""
    for table in (f"search_{kind.value}" for kind in kinds):
        yield f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)"


def digit_indexes() -> Iterator[str]:
    """What makes the indexes of digits, where the extension ``pg_trgm`` is there."""
    for kind in WITH_PHONES:
        table = f"search_{kind.value}"
        yield f"CREATE INDEX IF NOT EXISTS ix_{table}_digits ON {table} USING gin (digits gin_trgm_ops)"


def blocks(database: Database, table: str) -> range:
    """The first ids of blocks of ``AT_ONCE`` ids each, in which all records of a table lie."""
    return range(0, int(database.value(f"SELECT coalesce(max(id), 0) FROM {table}")) + 1, AT_ONCE)


def all_entries(database: Database, kind: EntityKind, first: int) -> list[Entry]:
    """What the index holds of the records of a block."""
    return entries(database, kind, "AND r.id BETWEEN ? AND ?", (first, first + AT_ONCE - 1))


def entries(database: Database, kind: EntityKind, only: str, values: Sequence[object]) -> list[Entry]:
    """What the index holds of some records of a kind that are not in the trash; ``only`` is the condition of which."""
    return [
        Entry(number, _words(name, linked, words), digits)
        for number, name, _, linked, _, words, digits in database.rows(texts(kind, only), values)
    ]


def _words(name: str | None, linked: str | None, words: str | None) -> frozenset[str]:
    own = stored_words(name or "")
    found = (
        *own,
        *marked(own, NAME),
        *marked(stored_words(linked or ""), LINKED),
        *stored_words(words or ""),
    )
    return frozenset(word[:_LONGEST_WORD] for word in found)


def _spelling(spelling: Spelling) -> str:
    return f"({' & '.join(map(_term, spelling))})"


def _term(term: Term) -> str:
    """Folded words hold no quotes."""
    return f"'{term.word[:_LONGEST_WORD]}'" + ("" if term.whole else ":*")
