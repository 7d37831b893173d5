"""Saved views in the database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort, filter_text, parse_filter
from salesdesk.domain.saved_views import SavedView, parse_sort, sort_text
from salesdesk.errors import DomainError

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


class SavedViewRepository:
    """Saved views by kind of list."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, kind: RecordKind | None = None) -> list[SavedView]:
        """The views of one kind (or of all) in their order."""
        if kind is None:
            return self._select("ORDER BY kind, position, id")
        return self._select("WHERE kind = ? ORDER BY position, id", (kind.value,))

    def get(self, number: int) -> SavedView:
        """One view; refuses an unknown id."""
        found = self._select("WHERE id = ?", (number,))
        if not found:
            raise DomainError("No such view", "This saved view does not exist any more. Choose another one.")
        return found[0]

    def create(
        self,
        uow: UnitOfWork,
        kind: RecordKind,
        name: str,
        filter_: Filter,
        sort: Sort,
        columns: tuple[str, ...],
    ) -> int:
        """Keep a list under a name, as the last one of its kind."""
        position = max((view.position for view in self.all(kind)), default=-1) + 1
        return uow.insert(
            "saved_view", {"kind": kind.value, "position": position, **_stored(name, filter_, sort, columns)}
        )

    def change(self, uow: UnitOfWork, view: SavedView) -> None:
        """Write a view as it is now: name, filter, order, columns, place."""
        values = _stored(view.name, view.filter, view.sort, view.columns)
        uow.update("saved_view", view.id, {**values, "position": view.position})

    def delete(self, uow: UnitOfWork, number: int) -> None:
        """Forget a view; its records stay."""
        uow.delete("saved_view", number)

    def _select(self, rest: str, parameters: tuple[Any, ...] = ()) -> list[SavedView]:
        views = []
        for number, kind, name, text, sort, columns, position in self._database.rows(
            f"SELECT id, kind, name, filter, sort, columns, position FROM saved_view {rest}", parameters
        ):
            record = RecordKind(kind)
            views.append(
                SavedView(
                    number,
                    record,
                    name,
                    parse_filter(text, filter_fields(record)),
                    parse_sort(sort),
                    tuple(json.loads(columns)),
                    position,
                )
            )
        return views


def _stored(name: str, filter_: Filter, sort: Sort, columns: tuple[str, ...]) -> dict[str, str]:
    return {
        "name": name,
        "filter": filter_text(filter_),
        "sort": sort_text(sort),
        "columns": json.dumps(columns),
    }
