"""Searching everything while typing."""

from __future__ import annotations

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.search_results import SearchGroup, SearchHit
from salesdesk.store.records.recent import RecentFinds
from salesdesk.store.store import Store

_KEPT = 40


class SearchService:
    """The search box and the command line's ``search``."""

    def __init__(self, store: Store) -> None:
        self._store, self._recent = store, RecentFinds(store.database)

    def find(self, text: str, limit: int = 8) -> tuple[SearchGroup, ...]:
        """The best hits of each kind for what was typed so far: words or beginnings of words in any order,
        accents and case aside, digits of phone numbers; never raises on odd input."""
        return self._store.quick_search.find(text, limit)

    def similar(self, text: str, limit: int = 8) -> tuple[SearchGroup, ...]:
        """What is found when one letter of what was typed is taken to be wrong. Ask it after ``find``, where that found
        little, and beside the window."""
        return self._store.quick_search.similar(text, limit)

    def recent(self, limit: int = 8) -> list[SearchHit]:
        """What this person opened last from a search, the newest first; what lies in the trash is left out."""
        found = self._recent.newest(self._store.actor, _KEPT)
        return self._store.quick_search.known([(one.kind, one.record) for one in found])[:limit]

    def recently(self) -> list[tuple[EntityKind, int]]:
        """The records of ``recent``, without what they are called; quick enough for every key."""
        return [(one.kind, one.record) for one in self._recent.newest(self._store.actor, _KEPT)]

    def remember(self, text: str, kind: EntityKind, record: int) -> None:
        """Somebody typed ``text`` and opened a record. It is kept in the file, beside the history. Raises
        ``StoreError`` where nothing can be written."""
        self._recent.remember(self._store.actor, self._store.now(), text, kind, record, _KEPT)
