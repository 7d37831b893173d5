"""The saved view a list shows, and keeping one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.row_grouping import Grouping
from salesdesk.domain.saved_views import SavedView
from salesdesk.errors import DomainError
from salesdesk.ui.context import Context
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.lists.name_dialog import NameDialog
from salesdesk.ui.lists.popups import ActionsPopup
from salesdesk.ui.widgets.buttons import MENU_MARK
from salesdesk.ui.widgets.page_header import PageHeader


class ViewHost(Protocol):
    """The list page as views see it."""

    header: PageHeader

    def view_state(self) -> tuple[Filter, Sort, tuple[str, ...], Grouping]:
        """Filter, order, columns and groups as they are now."""

    def set_title(self, text: str) -> None:
        """Name the page."""

    def clear_filter(self) -> None:
        """Show everything."""

    @property
    def view_changed(self) -> SignalInstance:
        """Emitted when another view is shown, or none."""


class ViewKeeper:
    """Names the page after the view it shows, and saves, changes, moves and deletes views. ``button`` is the link at the
    end of the filters."""

    def __init__(
        self, host: ViewHost, widget: QWidget, context: Context, look: ListLook, button: QWidget
    ) -> None:
        self._host, self._widget, self._context, self._look = host, widget, context, look
        self._button = button
        self.view: SavedView | None = None

    def show(self, view: SavedView | None) -> None:
        """The page shows this view now, or none."""
        self.view = view
        title = self._widget.tr(self._look.title)
        self._host.set_title(view.name if view is not None else title)
        crumb = self._host.header.crumb
        crumb.setText(f"{title} /")
        crumb.setAccessibleName(self._widget.tr("Back to all {0}").format(self._widget.tr(self._look.many)))
        crumb.setVisible(view is not None)
        self._host.view_changed.emit()
        self.show_state()

    @property
    def is_changed(self) -> bool:
        """Whether the list on screen differs from the view it was opened as."""
        if self.view is None:
            return False
        filter_, sort, columns, grouping = self._host.view_state()
        view = self.view
        return (filter_, sort, columns, grouping) != (
            view.filter,
            view.sort,
            view.columns or columns,
            view.grouping,
        )

    def show_state(self) -> None:
        """Say what the link does now."""
        text = self._widget.tr("Save as view") if self.view is None else self._widget.tr("View")
        if self.view is not None:
            text = (self._widget.tr("View changed") if self.is_changed else text) + MENU_MARK
        self._button.setText(text)  # type: ignore[attr-defined]

    def save(self) -> None:
        """What the link does: save a new view, or offer what can be done with the present one."""
        if self.view is None:
            self._ask_new()
            return
        tr = self._widget.tr
        actions = [
            (tr("Save changes"), self._update),
            (tr("Save as new view…"), self._ask_new),
            (tr("Rename…"), self._ask_rename),
            *self._moves(self.view),
            (tr("Delete view"), self._delete),
        ]
        ActionsPopup(self.view.name, actions if self.is_changed else actions[1:], self._widget).show_below(
            self._button
        )

    def on_changed(self, change: ChangeSet) -> None:
        """The view may have been renamed or deleted elsewhere, or by an undo."""
        if self.view is not None and self.view.id in change.touched(EntityKind.SAVED_VIEW):
            self.renew()

    def renew(self) -> None:
        """Read the view shown anew; it may be gone."""
        if self.view is None:
            return
        try:
            self.show(self._context.store.saved_views.get(self.view.id))
        except DomainError:
            self.show(None)

    def _ask_new(self) -> None:
        filter_, *_ = self._host.view_state()
        text = self._widget.tr(
            "The filters, the order, the groups and the columns are kept. The view stands in the bar at the left."
        )
        if filter_.is_empty:
            text = self._widget.tr(
                "The order, the groups and the columns are kept. The view stands in the bar at the left."
            )
        filter_, sort, columns, grouping = self._host.view_state()
        create, kind = self._context.services.saved_views.create, self._look.kind
        NameDialog(
            self._widget.window(),
            self._context.writes,
            self._widget.tr("Save as view"),
            text,
            "",
            lambda name: create(kind, name, filter_, sort, columns, grouping),
            self._created,
            self._widget.tr("Save view"),
        ).open()

    def _created(self, made: tuple[int, ChangeSet]) -> None:
        view = self._context.store.saved_views.get(made[0])
        self.show(view)
        self._context.messages.done(self._widget.tr("View {0} saved").format(view.name))

    def _update(self) -> None:
        view = self.view
        if view is None:
            return
        filter_, sort, columns, grouping = self._host.view_state()
        change = self._context.services.saved_views.change

        def saved(_changes: object) -> None:
            self._renew(view)
            self._context.messages.done(self._widget.tr("View {0} changed").format(view.name))

        self._context.writes.run(
            lambda: change(
                view.id, filter_=filter_, sort=sort, columns=columns, grouping=grouping, seen=view
            ),
            what=self._widget.tr("View {0}").format(view.name),
            done=saved,
            owner=self._widget,
        )

    def _renew(self, view: SavedView) -> None:
        """The view was changed; it is shown anew unless the page shows something else meanwhile."""
        if self.view is not None and self.view.id == view.id:
            self.show(self._context.store.saved_views.get(view.id))

    def _ask_rename(self) -> None:
        view = self.view
        if view is not None:
            change = self._context.services.saved_views.change
            NameDialog(
                self._widget.window(),
                self._context.writes,
                self._widget.tr("Rename view"),
                "",
                view.name,
                lambda name: change(view.id, name=name, seen=view),
                lambda _changes: self._renew(view),
                self._widget.tr("Rename"),
            ).open()

    def _moves(self, view: SavedView) -> list[tuple[str, Callable[[], None]]]:
        """One place up or down in the bar at the left, as far as there is another view of this list."""
        tr = self._widget.tr
        order = [one.id for one in self._context.store.saved_views.all(self._look.kind)]
        here = order.index(view.id) if view.id in order else -1
        moves: list[tuple[str, Callable[[], None]]] = []
        if here > 0:
            moves.append((tr("Move up"), partial(self._move, view, -1)))
        if 0 <= here < len(order) - 1:
            moves.append((tr("Move down"), partial(self._move, view, 1)))
        return moves

    def _move(self, view: SavedView, by: int) -> None:
        tr, kind = self._widget.tr, self._look.kind
        order = [one.id for one in self._context.store.saved_views.all(kind)]
        here = order.index(view.id) if view.id in order else -1
        if here < 0 or not 0 <= here + by < len(order):
            return  # another window has moved or deleted it since the menu was opened
        order[here], order[here + by] = order[here + by], order[here]
        said = tr("View {0} moved up") if by < 0 else tr("View {0} moved down")
        self._context.writes.run(
            partial(self._context.services.saved_views.reorder, kind, order),
            what=tr("Move view {0}").format(view.name),
            done=lambda changes: self._context.messages.done(said.format(view.name), changes),
            owner=self._widget,
        )

    def _delete(self) -> None:
        view = self.view
        if view is None:
            return

        def deleted(_changes: object) -> None:
            if self.view is None or self.view.id == view.id:  # else another one is shown meanwhile
                self._host.clear_filter()
            self._context.messages.done(self._widget.tr("View {0} deleted").format(view.name))

        self._context.writes.run(
            partial(self._context.services.saved_views.delete, view.id),
            what=self._widget.tr("Delete view {0}").format(view.name),
            done=deleted,
            owner=self._widget,
        )
