"""The search index in a file of SQLite (FTS5).

The index holds folded words only (``detail=none``: no positions), which match at their start. A word is what ``fold_key``
makes one, so the tokenizer must part none: marks (the vowels of many scripts) and characters that it does not know belong
to their word. Most texts fold to what the tokenizer makes of them anyway, so only those of others are folded before.

Phone numbers have an index of their own, of every three digits in a row: whoever has all the threes of what a person typed
is looked at once more, whether they stand in that order. That takes a fifth of the time and room that every ending of
every number as a word would take.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities
from salesdesk.store.search.index import (
    SHORTEST_RUN,
    SearchIndex,
    other_columns,
    phone_runs,
    searched_columns,
    words_of,
)

_TEXT = {
    EntityKind.CONTACT: """
        SELECT r.id, r.name_key || ' ' || {nickname},
            coalesce((SELECT group_concat(o.name_key, ' ') FROM contact_company l JOIN company o ON o.id = l.company_id
                      WHERE l.contact_id = r.id), ''),
            coalesce((SELECT group_concat({addresses}, ' ') FROM contact_email e WHERE e.contact_id = r.id), ''),
            {words}
        FROM contact r WHERE r.deleted_at IS NULL {only}""",
    EntityKind.COMPANY: """
        SELECT r.id, r.name_key, '', {addresses},
            {words}
        FROM company r WHERE r.deleted_at IS NULL {only}""",
}
"""Of records that are found by their parts or have a place for addresses; the others follow from what is searched."""


def _from_columns(kind: EntityKind) -> str:
    """The text of records that are found by their name and by those of the records they refer to."""
    columns = searched_columns(kind.value)
    assert columns is not None, kind
    names = [f"coalesce(l{place}.{link.key}, '')" for place, link in enumerate(columns.linked)]
    joins = [
        f"LEFT JOIN {link.table} l{place} ON l{place}.id = r.{link.column}"
        for place, link in enumerate(columns.linked)
    ]
    named = " || ' ' || ".join(names) or "''"
    return (
        f"SELECT r.id, r.{columns.key}, {named}, '', {{words}} FROM {kind.value} r {' '.join(joins)} "
        "WHERE r.deleted_at IS NULL {only}"
    )


_PHONES = {
    # the digits of each record's numbers, and whether one of them holds a run of digits
    EntityKind.CONTACT: (
        "SELECT p.contact_id, group_concat(p.digits, '|' ORDER BY p.id) FROM contact_phone p JOIN contact c ON c.id = p.contact_id "
        "WHERE c.deleted_at IS NULL {} GROUP BY p.contact_id",
        "EXISTS (SELECT 1 FROM contact_phone p WHERE p.contact_id = n.rowid AND p.digits LIKE ?)",
        "AND p.contact_id IN (SELECT id FROM temp.search_changed)",
    ),
    EntityKind.COMPANY: (
        "SELECT o.id, o.phone_digits FROM company o WHERE o.deleted_at IS NULL AND o.phone_digits IS NOT NULL {}",
        "EXISTS (SELECT 1 FROM company o WHERE o.id = n.rowid AND o.phone_digits LIKE ?)",
        "AND o.id IN (SELECT id FROM temp.search_changed)",
    ),
}
_WORDS = (
    "fts5(name, organisation, email, other, content='', contentless_delete=1, detail=none, "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* Co Cn'\", prefix='1 2 3')"
)
_DIGITS = "fts5(digits, content='', contentless_delete=1, detail=none, tokenize='trigram')"


def tables() -> dict[str, str]:
    """The tables of the index, each with the virtual table that it is."""
    return {
        **{f"search_{kind.value}": _WORDS for kind in entities().searched},
        **{f"phone_{kind.value}": _DIGITS for kind in _PHONES},
    }


PARTS = ("data", "idx", "docsize", "config")
"""The plain tables that FTS5 keeps behind each of them, as the end of their name."""


_AS_TYPED = {
    EntityKind.CONTACT: {"nickname": "r.nickname", "addresses": "e.address_key"},
    EntityKind.COMPANY: {"addresses": "concat_ws(' ', r.email, r.domain)"},
}
"""What is searched beside the words of other columns and is not folded yet."""

_OTHERS = "[^ -%(-_a-~\t\n\r]"
"""Matches the characters of which the tokenizer alone does not make what ``fold_key`` does."""


def _text(kind: EntityKind, only: str = "") -> str:
    """The words of records as a SELECT; ``only`` is a further condition."""
    others = ", ".join(f"r.{column}" for column in other_columns(kind.value))
    typed = {**_AS_TYPED.get(kind, {}), "words": f"concat_ws(' ', {others})" if others else "''"}
    text = _TEXT[kind] if kind in _TEXT else _from_columns(kind)
    return text.format(only=only, **{name: _folded(words) for name, words in typed.items()})


def _folded(text: str) -> str:
    """The words of a text (SQL) as it was typed."""
    return f"CASE WHEN {text} GLOB '*{_OTHERS}*' THEN search_words({text}) ELSE coalesce({text}, '') END"


class Fts5Index(SearchIndex):
    """The search index of one file."""

    def create(self, kinds: Collection[EntityKind]) -> None:
        """See ``SearchIndex``."""
        for table, made_as in tables().items():
            if table.partition("_")[2] in kinds:
                self._database.execute(f"CREATE VIRTUAL TABLE {table} USING {made_as}")

    def fill(self, table: str, into: str) -> None:
        """Put all there is to know about the records into ``into``, an empty table made as ``table`` is."""
        kind = EntityKind(table.partition("_")[2])
        columns = "rowid, digits" if table.startswith("phone") else "rowid, name, organisation, email, other"
        select = _PHONES[kind][0].format("") if table.startswith("phone") else _text(kind)
        self._database.execute(f"INSERT INTO {into} ({columns}) {select}")

    def refill(self, kind: EntityKind) -> None:
        """See ``SearchIndex``."""
        for table in tables():
            if table.endswith(f"_{kind.value}"):
                self.fill(table, table)

    def renew(self) -> None:
        """See ``SearchIndex``."""
        self.rebuild(tables())

    def rebuild(self, wanted: Iterable[str]) -> None:
        """Make tables of the index anew, however damaged they are. Part of the caller's transaction."""
        execute = self._database.execute
        for table in wanted:
            # One that is damaged cannot be opened and so not be dropped: its entry goes first, then its parts.
            try:
                execute("PRAGMA writable_schema = ON")
                execute("DELETE FROM sqlite_master WHERE type = 'table' AND name = ?", (table,))
            finally:
                execute("PRAGMA writable_schema = RESET")
            for part in PARTS:
                execute(f"DROP TABLE IF EXISTS {table}_{part}")
            execute(f"CREATE VIRTUAL TABLE {table} USING {tables()[table]}")
            self.fill(table, table)

    def reindex(self, kind: EntityKind, ids: Collection[int], fresh: Collection[int] = ()) -> None:
        """See ``SearchIndex``."""
        if not ids:
            return
        execute = self._database.execute
        execute("CREATE TEMP TABLE IF NOT EXISTS search_changed (id INTEGER PRIMARY KEY)")
        known = [one for one in ids if one not in fresh] if fresh else ids
        self._set_changed(known)
        own = [f"search_{kind.value}", *([f"phone_{kind.value}"] if kind in _PHONES else ())]
        for table in own:
            execute(f"DELETE FROM {table} WHERE rowid IN (SELECT id FROM temp.search_changed)")
        if fresh:
            self._set_changed(ids)
        changed = _text(kind, "AND r.id IN (SELECT id FROM temp.search_changed)")
        execute(f"INSERT INTO {own[0]} (rowid, name, organisation, email, other) {changed}")
        if kind in _PHONES:
            digits, _, changed_only = _PHONES[kind]
            execute(f"INSERT INTO {own[1]} (rowid, digits) {digits.format(changed_only)}")

    def _set_changed(self, ids: Iterable[int]) -> None:
        self._database.execute("DELETE FROM temp.search_changed")
        self._database.execute(
            "INSERT INTO temp.search_changed (id) SELECT value FROM json_each(?)", (json.dumps(sorted(ids)),)
        )

    def matching(self, kind: EntityKind, text: str) -> tuple[str, list[Any]]:
        """See ``SearchIndex``."""
        table = f"search_{kind.value}"
        by_word = f"SELECT rowid AS id FROM {table} WHERE {table} MATCH ?"
        runs, words = phone_runs(text)
        query = match_query(text) if words or not runs else _prefixes(runs)
        if not runs or kind not in _PHONES:
            return (by_word, [query]) if query else ("", [])
        phones, exact = f"phone_{kind.value}", _PHONES[kind][1]
        threes = {run[start : start + 3] for run in runs for start in range(len(run) - 2)}
        longer = [run for run in runs if len(run) > SHORTEST_RUN]
        by_phone = f"SELECT n.rowid AS id FROM {phones} n WHERE n.{phones} MATCH ?" + f" AND {exact}" * len(
            longer
        )
        parameters: list[Any] = [
            " AND ".join(f'"{three}"' for three in sorted(threes)),
            *(f"%{run}%" for run in longer),
        ]
        if words:
            by_phone += f" AND n.rowid IN ({by_word})"
            parameters.append(_prefixes(words))
        return f"{by_word} UNION {by_phone}", [query, *parameters]


def match_query(text: str) -> str:
    """What a person typed as a safe FTS5 query: every word a prefix, all of them wanted."""
    return _prefixes(words_of(text))


def _prefixes(words: Sequence[str]) -> str:
    return " ".join(f'"{word}"*' for word in words)
