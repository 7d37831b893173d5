"""The search index in a file of SQLite (FTS5).

The index holds words only (``detail=none``: no positions), which match at their start. A word is what ``fold_key``
makes one, so the tokenizer must part none: marks (the vowels of many scripts) and characters that it does not know belong
to their word. Most texts hold nothing that could be written in another way, and fold to what the tokenizer makes of them
anyway, so only the others pass through Python.

Phone numbers have an index of their own, of every three digits in a row: whoever has all the threes of what a person typed
is looked at once more, whether they stand in that order. That takes a fifth of the time and room that every ending of
every number as a word would take.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property, lru_cache

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities
from salesdesk.domain.search_words import LINKED, NAME, Spelling, Term, marked, stored_words
from salesdesk.store.search.fts5_beside import AT_ONCE, PARTS, TableBeside, is_another_processor
from salesdesk.store.search.index import SHORTEST_RUN, WITH_PHONES, Looked, Query, SearchIndex
from salesdesk.store.search.texts import texts

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
    "fts5(words, content='', contentless_delete=1, detail=none, "
    "tokenize=\"unicode61 remove_diacritics 2 categories 'L* M* N* Co Cn'\", prefix='1 2 3 4 5')"
)
_DIGITS = "fts5(digits, content='', contentless_delete=1, detail=none, tokenize='trigram')"


def tables() -> dict[str, str]:
    """The tables of the index, each with the virtual table that it is."""
    return {
        **{f"search_{kind.value}": _WORDS for kind in entities().searched},
        **{f"phone_{kind.value}": _DIGITS for kind in _PHONES},
    }


_WITHOUT_MARKS = "àáâãèéêëìíîïòóôõùúûýÿçñÀÁÂÃÈÉÊËÌÍÎÏÒÓÔÕÙÚÛÝÇÑ"
"""Letters of which the tokenizer makes what ``fold_key`` makes of them."""
_BEYOND = f"[^\x01-\x7fß{_WITHOUT_MARKS}]"
_ODD = ("&", "''", "`", "-[0-9A-Za-z]", ".[0-9A-Za-z].", "[a-z][A-Z]")
"""What a text holds of which ``search_words`` makes more than the tokenizer does."""
_PLAIN = "".join(char for char in map(chr, range(1, 0x80)) if char not in "&'`-." and not char.isupper())
_ODD_PLACE = re.compile(
    rf"[^{re.escape(_PLAIN)}ß{_WITHOUT_MARKS}]"
    rf"(?:(?<=[^\x01-\x25\x28-\x5f\x61-\x7fß{_WITHOUT_MARKS}])"
    r"|(?<=-)[0-9A-Za-z]|(?<=\.)[0-9A-Za-z]\.|(?<=[a-z][A-Z]))"
)
"""The same within many texts. It begins with one set of letters, which is looked for at once."""
_APART = "\x1f"
"""Stands behind each of the texts that one record is found by; for the tokenizer it parts words."""
_REMEMBERED = 20_000  # texts that come again and again: towns, titles, firms
_SHORT = 40
_WORTH_A_THREAD = 20_000  # records
_WORTH_IT = 5_000  # records taken out of the index one by one at most, where fewer stay


def _is_odd(text: str) -> str:
    """A pattern that begins with a sign is looked for at once, a set of letters character by character: so there is only one
    of these, and the long one for texts alone that hold more than ASCII."""
    beyond = f"length({text}) <> octet_length({text}) AND {text} GLOB '*{_BEYOND}*'"
    return " OR ".join((*(f"{text} GLOB '*{sign}*'" for sign in _ODD), f"({beyond})"))


def _said(text: str) -> str:
    """A text as it was written, among the others of its record; nothing for none."""
    return f"{text} || char({ord(_APART)})"


def _marked(key: str, mark: str) -> str:
    """Folded words with a mark before each."""
    return f"coalesce('{mark}' || replace(nullif({key}, ''), ' ', ' {mark}'), '')"


_WORDS_OF = (
    f"CASE WHEN {_is_odd('name')} THEN search_names(name) "
    f"ELSE coalesce(name_key, '') || ' ' || {_marked('name_key', NAME)} END || ' ' || "
    f"CASE WHEN {_is_odd('linked')} THEN search_linked(linked) ELSE {_marked('linked_key', LINKED)} END || ' ' || search_words(words)"
)


def _text(kind: EntityKind, only: str = "") -> str:
    """The words of records as a SELECT; ``only`` is a further condition. The limit keeps what a record is found by from
    being put together anew wherever it is named."""
    return f"SELECT id, {_WORDS_OF} FROM ({texts(kind, only, _said)} LIMIT -1)"


def functions() -> dict[str, Callable[[str], str]]:
    """The functions that the statements of the index call, each of one text."""

    def made(text: str) -> str:
        return " ".join(stored_words(text))

    remembered = lru_cache(_REMEMBERED)(made)

    def words(text: str) -> str:
        """Of all texts of a record at once: asked for each of them, the engine would need twice as long."""
        odd = _ODD_PLACE.search(text)
        pieces: list[str] = []
        done = 0
        while odd is not None:
            start = text.rfind(_APART, done, odd.start()) + 1 or done
            end = text.find(_APART, odd.start())
            end = len(text) if end < 0 else end
            part = text[start:end]
            pieces += (text[done:start], remembered(part) if end - start < _SHORT else made(part))
            done = end
            odd = _ODD_PLACE.search(text, done)
        pieces.append(text[done:])
        return "".join(pieces).replace("ß", "ss")

    def names(text: str) -> str:
        found = stored_words(text)
        return " ".join((*found, *marked(found, NAME)))

    def linked(text: str) -> str:
        return " ".join(marked(stored_words(text), LINKED))

    return {"search_words": words, "search_names": names, "search_linked": linked}


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
        columns = "rowid, digits" if table.startswith("phone") else "rowid, words"
        select = _PHONES[kind][0].format("") if table.startswith("phone") else _text(kind)
        self._database.execute(f"INSERT INTO {into} ({columns}) {select}")

    def refill(self, kind: EntityKind) -> None:
        """See ``SearchIndex``."""
        words, *others = (table for table in tables() if table.endswith(f"_{kind.value}"))
        if not self._is_made_beside(kind):
            for table in (words, *others):
                self.fill(table, table)
            return
        made_as = tables()[words]
        with TableBeside(made_as) as beside:
            put_together = self._database.execute(_text(kind))
            while rows := put_together.fetchmany(AT_ONCE):
                beside.add(rows)
            for table in others:
                self.fill(table, table)
            beside.move_to(self._database, words, made_as)

    def _is_made_beside(self, kind: EntityKind) -> bool:
        number = int(self._database.value(f"SELECT count(*) FROM {kind.value}"))
        return number >= _WORTH_A_THREAD and is_another_processor()

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

    def settle(self) -> None:
        """Keep nothing of records that went, whose words stand in its pieces until these are put together. Part of the
        caller's transaction."""
        for table in tables():
            self._database.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")

    def reindex(self, kind: EntityKind, ids: Collection[int], fresh: Collection[int] = ()) -> None:
        """See ``SearchIndex``."""
        if not ids:
            return
        execute = self._database.execute
        execute("CREATE TEMP TABLE IF NOT EXISTS search_changed (id INTEGER PRIMARY KEY)")
        known = [one for one in ids if one not in fresh] if fresh else ids
        if self._is_made_anew(kind, len(ids), len(known)):
            for table in tables():
                if table.endswith(f"_{kind.value}"):
                    execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")
            self.refill(kind)
            return
        self._set_changed(known)
        own = [f"search_{kind.value}", *([f"phone_{kind.value}"] if kind in WITH_PHONES else ())]
        for table in own:
            execute(f"DELETE FROM {table} WHERE rowid IN (SELECT id FROM temp.search_changed)")
        if fresh:
            self._set_changed(ids)
        changed = _text(kind, "AND r.id IN (SELECT id FROM temp.search_changed)")
        execute(f"INSERT INTO {own[0]} (rowid, words) {changed}")
        if kind in WITH_PHONES:
            digits, _, changed_only = _PHONES[kind]
            execute(f"INSERT INTO {own[1]} (rowid, digits) {digits.format(changed_only)}")

    def _is_made_anew(self, kind: EntityKind, ids: int, known: int) -> bool:
        """Whether the index is made faster anew: so many records go or change, or there was none before."""
        if ids < _WORTH_IT or 0 < known < _WORTH_IT:
            return False
        there = int(self._database.value(f"SELECT count(*) FROM {kind.value}"))
        return known > there if known else ids >= there

    def _set_changed(self, ids: Iterable[int]) -> None:
        self._database.execute("DELETE FROM temp.search_changed")
        self._database.execute(
            "INSERT INTO temp.search_changed (id) SELECT value FROM json_each(?)", (json.dumps(sorted(ids)),)
        )

    def _referring(self, query: str, ids: Collection[int]) -> list[int]:
        """See ``SearchIndex``."""
        condition = query.format("IN (SELECT value FROM json_each(?))")
        return [row[0] for row in self._database.rows(condition, (json.dumps(sorted(ids)),))]

    def knows(self, kind: EntityKind) -> bool:
        """See ``SearchIndex``. A file of an older version that is only read may know less."""
        return super().knows(kind) and (not self._database.read_only or f"search_{kind.value}" in self._there)

    @cached_property
    def _there(self) -> frozenset[str]:
        return frozenset(
            row[0]
            for row in self._database.rows("SELECT name FROM main.sqlite_master WHERE name LIKE 'search%'")
        )

    def words_query(self, parts: Query) -> str:
        """See ``SearchIndex``."""
        return words_query(parts)

    def by_words(self, kind: EntityKind, query: str) -> Looked:
        """See ``SearchIndex``."""
        table = f"search_{kind.value}"
        return Looked(f"SELECT rowid AS id FROM {table} WHERE {table} MATCH ?", (query,), "rowid")

    def by_phone(self, kind: EntityKind, runs: Sequence[str], words: str) -> Looked:
        """See ``SearchIndex``."""
        phones, exact = f"phone_{kind.value}", _PHONES[kind][1]
        threes = {run[start : start + 3] for run in runs for start in range(len(run) - 2)}
        longer = [run for run in runs if len(run) > SHORTEST_RUN]
        found = f"SELECT n.rowid AS id FROM {phones} n WHERE n.{phones} MATCH ?" + f" AND {exact}" * len(
            longer
        )
        values = (" AND ".join(f'"{three}"' for three in sorted(threes)), *(f"%{run}%" for run in longer))
        if words:
            beside = self.by_words(kind, words)
            found, values = f"{found} AND n.rowid IN ({beside.sql})", (*values, *beside.values)
        return Looked(found, values, "n.rowid")


def words_query(parts: Query) -> str:
    """Words as a safe FTS5 query. Folded words hold no quotes, and each is one word to the tokenizer too."""
    return " AND ".join(f"({' OR '.join(map(_spelling, chunk))})" for chunk in parts)


def _spelling(spelling: Spelling) -> str:
    return f"({' AND '.join(map(_term, spelling))})"


def _term(term: Term) -> str:
    return f'"{term.word}"' if term.whole else f'"{term.word}"*'
