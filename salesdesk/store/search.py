"""Full-text search over contacts, companies and deals (FTS5), kept in step by the unit of work.

The index holds folded text only (``detail=none``: no positions), so words match at their start, without accents
and case. Of a phone number every ending of four or more digits is a word of its own (of up to 12 digits): any run of its
digits that a person types is then the beginning of some word.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.text import fold_key

if TYPE_CHECKING:
    from salesdesk.store.database import Database

_KINDS = (EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DEAL)
_SUFFIXES = " || ' ' || ".join(f"substr({{0}}, {start})" for start in range(2, 10))

_TEXT = {
    EntityKind.CONTACT: f"""
        SELECT c.id, c.name_key || ' ' || coalesce(c.nickname, ''),
            coalesce((SELECT group_concat(o.name_key, ' ') FROM contact_company l JOIN company o ON o.id = l.company_id
                      WHERE l.contact_id = c.id), ''),
            coalesce((SELECT group_concat(e.address_key, ' ') FROM contact_email e WHERE e.contact_id = c.id), ''),
            coalesce((SELECT group_concat(p.digits || ' ' || {_SUFFIXES.format("p.digits")}, ' ')
                      FROM contact_phone p WHERE p.contact_id = c.id), ''),
            coalesce(c.job_title, '') || ' ' || coalesce(c.city, '') || ' ' || coalesce(c.external_id, '')
        FROM contact c WHERE c.deleted_at IS NULL AND c.id IN (SELECT id FROM temp.search_changed)""",
    EntityKind.COMPANY: f"""
        SELECT o.id, o.name_key, '', coalesce(o.email, '') || ' ' || coalesce(o.domain, ''),
            coalesce(o.phone_digits || ' ' || {_SUFFIXES.format("o.phone_digits")}, ''),
            coalesce(o.city, '') || ' ' || coalesce(o.industry, '') || ' ' || coalesce(o.external_id, '')
        FROM company o WHERE o.deleted_at IS NULL AND o.id IN (SELECT id FROM temp.search_changed)""",
    EntityKind.DEAL: """
        SELECT d.id, d.title_key, coalesce(o.name_key, '') || ' ' || coalesce(c.name_key, ''), '', '',
            coalesce(d.external_id, '')
        FROM deal d LEFT JOIN company o ON o.id = d.company_id LEFT JOIN contact c ON c.id = d.contact_id
        WHERE d.deleted_at IS NULL AND d.id IN (SELECT id FROM temp.search_changed)""",
}

SEARCHED: dict[str, frozenset[str]] = {
    "contact": frozenset({"name_key", "nickname", "job_title", "city", "external_id", "deleted_at"}),
    "company": frozenset(
        {"name_key", "email", "domain", "phone_digits", "city", "industry", "external_id", "deleted_at"}
    ),
    "deal": frozenset({"title_key", "company_id", "contact_id", "external_id", "deleted_at"}),
}
"""The columns whose change concerns the index, by table."""

SEARCHED_PARTS = frozenset({"contact_email", "contact_phone", "contact_company"})
"""Tables whose rows are found through the contact they belong to."""


class SearchIndex:
    """The search index of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self) -> None:
        """Create the index tables."""
        for kind in _KINDS:
            self._database.execute(
                f"CREATE VIRTUAL TABLE search_{kind.value} USING fts5(name, organisation, email, phone, other, content='', "
                "contentless_delete=1, detail=none, tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
            )

    def reindex(self, kind: EntityKind, ids: Iterable[int]) -> None:
        """Index records afresh (or forget them when they are gone). Part of the caller's transaction."""
        changed = list(ids)
        if not changed:
            return
        execute = self._database.execute
        execute("CREATE TEMP TABLE IF NOT EXISTS search_changed (id INTEGER PRIMARY KEY)")
        execute("DELETE FROM temp.search_changed")
        self._database.execute_many(
            "INSERT INTO temp.search_changed (id) VALUES (?)", [(i,) for i in changed]
        )
        table = f"search_{kind.value}"
        execute(f"DELETE FROM {table} WHERE rowid IN (SELECT id FROM temp.search_changed)")
        execute(f"INSERT INTO {table} (rowid, name, organisation, email, phone, other) {_TEXT[kind]}")

    def reindex_for_names(self, contacts: Iterable[int], companies: Iterable[int]) -> None:
        """A renamed company is found through its people and deals too, a renamed contact through deals."""
        for_contacts, for_companies = json.dumps(sorted(contacts)), json.dumps(sorted(companies))
        people = self._database.rows(
            "SELECT contact_id FROM contact_company WHERE company_id IN (SELECT value FROM json_each(?))",
            (for_companies,),
        )
        self.reindex(EntityKind.CONTACT, {person for (person,) in people})
        deals = self._database.rows(
            "SELECT id FROM deal WHERE company_id IN (SELECT value FROM json_each(?)) "
            "UNION SELECT id FROM deal WHERE contact_id IN (SELECT value FROM json_each(?))",
            (for_companies, for_contacts),
        )
        self.reindex(EntityKind.DEAL, {deal for (deal,) in deals})

    def find(self, kind: EntityKind, text: str, limit: int = 200) -> list[int]:
        """Ids of records that match every word of ``text`` at the start of some word of theirs.

        Not ranked (a person sees the newest first): ranking a two-letter prefix of a million contacts takes longer
        than a keystroke. Empty text finds nothing.
        """
        query = match_query(text)
        if not query:
            return []
        sql = f"SELECT rowid FROM search_{kind.value} WHERE search_{kind.value} MATCH ? ORDER BY rowid DESC LIMIT ?"
        return [row[0] for row in self._database.rows(sql, (query, limit))]

    def count(self, kind: EntityKind, text: str) -> int:
        """How many records match."""
        query = match_query(text)
        if not query:
            return 0
        return int(
            self._database.value(
                f"SELECT count(*) FROM search_{kind.value} WHERE search_{kind.value} MATCH ?", (query,)
            )
        )

    def condition(self, kind: EntityKind, text: str, alias: str) -> tuple[str, list[Any]]:
        """SQL that keeps the rows of ``alias`` matching ``text``, with its parameters."""
        query = match_query(text)
        if not query:
            return "1", []
        return f"{alias}.id IN (SELECT rowid FROM search_{kind.value} WHERE search_{kind.value} MATCH ?)", [
            query
        ]

    def check(self) -> list[str]:
        """Faults of the index: its own integrity, and records it should know but does not."""
        faults = []
        for kind in _KINDS:
            table = f"search_{kind.value}"
            try:
                self._database.execute(
                    f"INSERT INTO {table}({table}) VALUES ('integrity-check')"
                ) if not self._database.read_only else None
            except Exception as error:
                faults.append(f"search index of {kind.value}: {error}")
            indexed = self._database.value(f"SELECT count(*) FROM {table}")
            live = self._database.value(f"SELECT count(*) FROM {kind.value} WHERE deleted_at IS NULL")
            if indexed != live:
                faults.append(f"search index of {kind.value} knows {indexed} of {live} records")
        return faults


def match_query(text: str) -> str:
    """What a person typed as a safe FTS5 query: every word a prefix, all of them wanted.

    A text of digits and the signs people write in phone numbers is one number; leading zeros and a leading plus
    are left out, because the stored number has a country code there.
    """
    stripped = text.strip()
    digits = "".join(c for c in stripped if c.isdigit())
    if digits and len(digits) >= 3 and not any(c.isalpha() or c == "@" for c in stripped):
        return f'"{digits.lstrip("0") or digits}"*'
    words: Sequence[str] = fold_key(stripped).split()
    return " ".join(f'"{word}"*' for word in words[:8])
