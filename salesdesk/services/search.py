"""Searching everything while typing."""

from __future__ import annotations

from salesdesk.domain.search_results import SearchGroup
from salesdesk.store.store import Store


class SearchService:
    """The search box and the command line's ``search``."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, text: str, limit: int = 8) -> tuple[SearchGroup, ...]:
        """The best hits of each kind for what was typed so far: words or beginnings of words in any order,
        accents and case aside, digits of phone numbers; never raises on odd input."""
        return self._store.quick_search.find(text, limit)
