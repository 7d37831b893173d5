"""Saved views in the database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort, filter_text, parse_filter
from salesdesk.domain.row_grouping import NO_GROUPS, Grouping, grouping_text, parse_grouping
from salesdesk.domain.saved_views import SavedView, parse_sort, sort_text
from salesdesk.errors import DomainError, InputError
from salesdesk.store.engine.statements import Named, Query, Slot, Statement
from salesdesk.store.journal.writing import writes

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


def _views() -> Query:
    from salesdesk.store.models.lists import SavedView as ViewRow

    v = ViewRow
    return v.select(v.id, v.kind, v.name, v.filter, v.sort, v.columns, v.position, v.grouping).order_by(
        v.kind, v.position, v.id
    )


@Statement
def _all() -> Query:
    return _views()


@Statement
def _of_kind(kind: Slot) -> Query:
    from salesdesk.store.models.lists import SavedView as ViewRow

    return _views().where(ViewRow.kind == kind)


@Statement
def _by_id(number: Slot) -> Query:
    from salesdesk.store.models.lists import SavedView as ViewRow

    return _views().where(ViewRow.id == number)


class SavedViewRepository:
    """Saved views by kind of list."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, kind: RecordKind | None = None) -> list[SavedView]:
        """The views of one kind (or of all) in their order."""
        if kind is None:
            return [_view(row) for row in self._database.select(_all)]
        return [_view(row) for row in self._database.select(_of_kind, kind=kind.value)]

    def get(self, number: int) -> SavedView:
        """One view; refuses an unknown id."""
        found = self._database.first(_by_id, number=number)
        if found is None:
            raise DomainError("saved_views.gone")
        return _view(found)

    @writes
    def create(
        self,
        uow: UnitOfWork,
        kind: RecordKind,
        name: str,
        filter_: Filter,
        sort: Sort,
        columns: tuple[str, ...],
        grouping: Grouping = NO_GROUPS,
    ) -> int:
        """Keep a list under a name, as the last one of its kind."""
        position = max((view.position for view in self.all(kind)), default=-1) + 1
        return uow.insert(
            "saved_view",
            {"kind": kind.value, "position": position, **_stored(name, filter_, sort, columns, grouping)},
        )

    @writes
    def change(self, uow: UnitOfWork, view: SavedView) -> None:
        """Write a view as it is now: name, filter, order, columns, groups, place."""
        values = _stored(view.name, view.filter, view.sort, view.columns, view.grouping)
        uow.update("saved_view", view.id, {**values, "position": view.position})

    @writes
    def delete(self, uow: UnitOfWork, number: int) -> None:
        """Forget a view; its records stay."""
        uow.delete("saved_view", number)


def _view(row: Named) -> SavedView:
    kind = RecordKind(row.kind)
    return SavedView(
        row.id,
        kind,
        row.name,
        _filter(row.filter, kind),
        parse_sort(row.sort),
        tuple(json.loads(row.columns)),
        row.position,
        parse_grouping(row.grouping or ""),
    )


def _filter(text: str, kind: RecordKind) -> Filter:
    """What a view was stored with. Words that a former version searched for and that mean something now are words."""
    try:
        return parse_filter(text, filter_fields(kind))
    except InputError:
        return Filter(text=text)


def _stored(
    name: str, filter_: Filter, sort: Sort, columns: tuple[str, ...], grouping: Grouping
) -> dict[str, str | None]:
    return {
        "name": name,
        "filter": filter_text(filter_),
        "sort": sort_text(sort),
        "columns": json.dumps(columns),
        "grouping": grouping_text(grouping) or None,
    }
