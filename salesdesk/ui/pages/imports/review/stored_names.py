"""Stored values that are numbers of other records, as names."""

from __future__ import annotations

from typing import Any

from salesdesk.store.store import Store
from salesdesk.ui.pages.imports.texts import field_title, shown_value


class StoredNames:
    """Names of owners, sources and stages, read once."""

    def __init__(self, store: Store) -> None:
        self._names: dict[str, dict[int, str]] = {
            "owner": store.owners.names(),
            "lead_source": store.sources.names(),
            "stage": {
                stage.id: stage.name for pipeline in store.pipelines.all() for stage in pipeline.stages
            },
        }

    def shown(self, field: str, value: Any) -> str:
        """The value of a ``CellChange`` as a person reads it."""
        if isinstance(value, int) and not isinstance(value, bool) and field in self._names:
            return self._names[field].get(value, "")
        if field in ("deal_value", "annual_revenue") and isinstance(value, tuple):
            return shown_value(field, value[0], str(value[1] or ""))
        return shown_value(field, value)

    @staticmethod
    def title(field: str) -> str:
        """What the field of a ``CellChange`` is called."""
        return field_title(field)
