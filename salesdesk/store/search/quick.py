"""Finding records while a person types: names that begin with the text first, then every other match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.search_results import SearchGroup, SearchHit

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

KINDS = (EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DEAL)
_LONGEST = 200  # what is pasted into a search box by mistake need not be read to its end

_NAME_KEY = {EntityKind.CONTACT: "name_key", EntityKind.COMPANY: "name_key", EntityKind.DEAL: "title_key"}
_SHOWN = {
    EntityKind.CONTACT: """
        SELECT r.id, r.full_name, coalesce(o.name, r.email, r.phone, '') FROM contact r
        LEFT JOIN company o ON o.id = r.company_id AND o.deleted_at IS NULL""",
    EntityKind.COMPANY: "SELECT r.id, r.name, coalesce(r.city, r.domain, r.industry, '') FROM company r",
    EntityKind.DEAL: """
        SELECT r.id, r.title, g.name || coalesce(' · ' || o.name, '') FROM deal r JOIN stage g ON g.id = r.stage_id
        LEFT JOIN company o ON o.id = r.company_id AND o.deleted_at IS NULL""",
}


class QuickSearch:
    """Grouped hits over contacts, companies and deals. Never raises on what a person types."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, text: str, limit: int = 8) -> tuple[SearchGroup, ...]:
        """The best ``limit`` hits of each kind that has any; the groups always in the same order."""
        text = text[:_LONGEST].replace("\x00", " ")
        groups = (self._group(kind, text, limit) for kind in KINDS)
        return tuple(group for group in groups if group.hits)

    def _group(self, kind: EntityKind, text: str, limit: int) -> SearchGroup:
        ids = self._named(kind, text, limit + 1)
        if len(ids) <= limit:
            known = set(ids)
            ids += [row for row in self._database.search.find(kind, text, limit + 1) if row not in known]
        shown = ids[:limit]
        marks = ",".join("?" * len(shown))
        rows = {row[0]: row for row in self._database.rows(f"{_SHOWN[kind]} WHERE r.id IN ({marks})", shown)}
        hits = tuple(SearchHit(kind, *rows[row]) for row in shown if row in rows)
        return SearchGroup(kind, hits, len(ids) > limit)

    def _named(self, kind: EntityKind, text: str, limit: int) -> list[int]:
        """Records whose name begins with the text, in order of name."""
        key = fold_key(text)
        if not key:
            return []
        column = _NAME_KEY[kind]
        rows = self._database.rows(
            f"SELECT id FROM {kind.value} WHERE deleted_at IS NULL AND {column} >= ? AND {column} < ? "
            f"ORDER BY {column}, id LIMIT ?",
            (key, key + "\U0010ffff", limit),
        )
        return [row for (row,) in rows]
