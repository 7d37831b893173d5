"""The search index on a PostgreSQL server: the words of each record as lexemes, the digits of its phone numbers as text.

Words are folded by the server's ``fold`` and so are what a file's index holds. An index of three digits in a row needs
the extension ``pg_trgm``; where that is not allowed, phone numbers are looked through one by one (``slow``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Any

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities
from salesdesk.errors import StoreError
from salesdesk.store.search.index import (
    APOSTROPHES,
    WITH_PHONES,
    SearchIndex,
    other_columns,
    phone_runs,
    searched_columns,
    words_of,
)

_LONGEST_WORD = 200  # characters of a word that are compared; a lexeme holds 2,046 bytes
_FOLDED = {
    # text that is folded already, text that is not beside the columns that are searched, and what joins it
    EntityKind.CONTACT: (
        "r.name_key, (SELECT string_agg(o.name_key, ' ') FROM contact_company l JOIN company o ON o.id = l.company_id "
        "WHERE l.contact_id = r.id)",
        "r.nickname, (SELECT string_agg(e.address_key, ' ') FROM contact_email e WHERE e.contact_id = r.id)",
        "contact r",
    ),
    EntityKind.COMPANY: ("r.name_key", "r.email, r.domain", "company r"),
}
_DIGITS = {
    EntityKind.CONTACT: "(SELECT string_agg(p.digits, '|' ORDER BY p.id) FROM contact_phone p WHERE p.contact_id = r.id)",
    EntityKind.COMPANY: "r.phone_digits",
}
"""Of both: records that are found by their parts or have numbers; the others follow from what is searched."""


def tables() -> dict[str, EntityKind]:
    """The tables of the index."""
    return {f"search_{kind.value}": kind for kind in entities().searched}


def _sources(kind: EntityKind) -> tuple[str, str, str]:
    """As ``_FOLDED`` has them, of any record that is searched."""
    if kind in _FOLDED:
        return _FOLDED[kind]
    columns = searched_columns(kind.value)
    assert columns is not None, kind
    names = [f"r.{columns.key}", *(f"l{place}.{link.key}" for place, link in enumerate(columns.linked))]
    joins = (
        f" LEFT JOIN {link.table} l{place} ON l{place}.id = r.{link.column}"
        for place, link in enumerate(columns.linked)
    )
    return ", ".join(names), "", f"{kind.value} r{''.join(joins)}"


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
        self._database.execute(
            f"INSERT INTO search_{kind.value} (id, words, digits) {entries(kind)} AND r.id = ANY(?)",
            (listed,),
        )

    def refill(self, kind: EntityKind) -> None:
        """See ``SearchIndex``."""
        self._database.execute(f"DELETE FROM search_{kind.value}")
        self._database.execute(f"INSERT INTO search_{kind.value} (id, words, digits) {entries(kind)}")

    def renew(self) -> None:
        """See ``SearchIndex``."""
        for kind in entities().searched:
            self.refill(kind)

    def matching(self, kind: EntityKind, text: str) -> tuple[str, list[Any]]:
        """See ``SearchIndex``."""
        table = f"search_{kind.value}"
        by_word = f"SELECT id FROM {table} WHERE words @@ CAST(? AS tsquery)"
        runs, words = phone_runs(text)
        query = _query(words_of(text) if words or not runs else runs)
        if not runs or kind not in WITH_PHONES:
            return (by_word, [query]) if query else ("", [])
        by_phone = f"SELECT id FROM {table} WHERE " + " AND ".join("digits LIKE ?" for _ in runs)
        parameters: list[Any] = [query, *(f"%{run}%" for run in runs)]
        if words:
            by_phone += " AND words @@ CAST(? AS tsquery)"
            parameters.append(_query(words))
        return f"{by_word} UNION {by_phone}", parameters


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


def entries(kind: EntityKind) -> str:
    """SELECT of what the index holds of every record of a kind that is not in the trash: id, words, digits."""
    folded, placed, source = _sources(kind)
    raw = (
        ", ".join([*filter(None, [placed]), *(f"r.{column}" for column in other_columns(kind.value))]) or "''"
    )
    apart = APOSTROPHES.replace("'", "''")
    text = (
        f"concat_ws(' ', {folded}, fold(concat_ws(' ', {raw})), "
        f"fold(translate(concat_ws(' ', {raw}), '{apart}', '{' ' * len(APOSTROPHES)}')))"
    )
    return (
        f"SELECT r.id, array_to_tsvector(ARRAY(SELECT DISTINCT left(word, {_LONGEST_WORD}) "
        f"FROM unnest(string_to_array({text}, ' ')) AS word WHERE word <> '')), {_DIGITS.get(kind, 'NULL')} "
        f"FROM {source} WHERE r.deleted_at IS NULL"
    )


def _query(words: Collection[str]) -> str:
    """Every word the beginning of some word, all of them wanted. Folded words hold no quotes."""
    return " & ".join(f"'{word[:_LONGEST_WORD]}':*" for word in words)
