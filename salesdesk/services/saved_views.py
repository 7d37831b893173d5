"""What a person does with saved views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.conflicts import decided
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.names import clean_name
from salesdesk.domain.row_grouping import NO_GROUPS, Grouping
from salesdesk.domain.saved_views import SavedView
from salesdesk.errors import DomainError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.store import Store


class SavedViewService:
    """Use cases of saved views."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def create(
        self,
        kind: RecordKind,
        name: str,
        filter_: Filter,
        sort: Sort,
        columns: Sequence[str] = (),
        grouping: Grouping = NO_GROUPS,
    ) -> tuple[int, ChangeSet]:
        """Keep a list as it is under a name. Returns the id too."""
        name = clean_name(name, "view")
        self._store.list_of(kind).refuse_unknown(filter_, sort, columns, grouping)
        created: list[int] = []
        changes = self._commands.run(
            phrase("changes.save_view", name=name),
            lambda uow: created.append(
                self._store.saved_views.create(uow, kind, name, filter_, sort, tuple(columns), grouping)
            ),
        )
        return created[0], changes

    def change(
        self,
        number: int,
        *,
        name: str | None = None,
        filter_: Filter | None = None,
        sort: Sort | None = None,
        columns: Sequence[str] | None = None,
        grouping: Grouping | None = None,
        seen: SavedView | None = None,
    ) -> ChangeSet:
        """Change what a view is called or shows; parts not given stay. ``seen`` is the view the change was made from:
        raises ``EditConflict`` when somebody else changed one of the parts since."""
        view = self._store.saved_views.get(number)
        # what is not changed stays, even when a field it names is gone by now
        self._store.list_of(view.kind).refuse_unknown(
            filter_ or Filter(), sort or Sort(), columns or (), grouping or NO_GROUPS
        )
        given = {
            "name": None if name is None else clean_name(name, "view"),
            "filter": filter_,
            "sort": sort,
            "columns": None if columns is None else tuple(columns),
            "grouping": grouping,
        }
        ours = {key: value for key, value in given.items() if value is not None}

        def change(uow: Writing) -> None:
            now = self._store.saved_views.get(number)
            was = _parts(now if seen is None else seen)
            values = decided(EntityKind.SAVED_VIEW, number, was, ours, _parts(now))
            self._store.saved_views.change(uow, replace(now, **values))

        return self._commands.run(
            phrase("changes.change_view", name=str(ours.get("name", view.name))), change
        )

    def reorder(self, kind: RecordKind, numbers: Sequence[int]) -> ChangeSet:
        """Put the views of a kind into this order; those not named follow in their former one."""
        present = {view.id for view in self._store.saved_views.all(kind)}
        if any(number not in present for number in numbers):
            raise DomainError("saved_views.one_is_gone")

        def change(uow: Writing) -> None:
            views = {view.id: view for view in self._store.saved_views.all(kind)}
            wanted = dict.fromkeys([*(number for number in numbers if number in views), *views])
            for place, number in enumerate(wanted):
                self._store.saved_views.change(uow, replace(views[number], position=place))

        return self._commands.run(phrase("changes.reorder_views"), change)

    def delete(self, number: int) -> ChangeSet:
        """Forget a view."""
        view = self._store.saved_views.get(number)
        return self._commands.run(
            phrase("changes.delete_view", name=view.name),
            lambda uow: self._store.saved_views.delete(uow, number),
        )


def _parts(view: SavedView) -> dict[str, object]:
    return {
        "name": view.name,
        "filter": view.filter,
        "sort": view.sort,
        "columns": view.columns,
        "grouping": view.grouping,
    }
