"""Which columns a list shows: remembered, chosen, and joined by new fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from salesdesk.ui.context import Context
from salesdesk.ui.lists.columns import list_columns
from salesdesk.ui.lists.look import ListLook
from salesdesk.ui.lists.model import ListModel
from salesdesk.ui.preferences import Option, columns_of
from salesdesk.ui.widgets.record_header import ColumnLayout
from salesdesk.ui.widgets.record_table import RecordTable


class ShownColumns:
    """The columns of one table. What the person changes is remembered, except while a saved view with columns of
    its own is shown."""

    def __init__(
        self, host: QWidget, context: Context, look: ListLook, table: RecordTable, model: ListModel
    ) -> None:
        self._host, self._context, self._look = host, context, look
        self._table, self._model = table, model
        self._option: Option[Any] = columns_of(look.page)
        self._of_view = False
        table.header.can_freeze = True
        table.header.frozen_changed.connect(self._begin_freezing)
        table.columns_applied.connect(self._begin_freezing)
        table.layout_changed.connect(self._remember)
        table.layout_changed.connect(self._say_too_wide)
        self.restore()
        self._frozen = table.header.column_layout().frozen

    @property
    def of_view(self) -> bool:
        """Whether they are a saved view's, not the remembered ones."""
        return self._of_view

    def keys(self) -> tuple[str, ...]:
        """The columns on screen, in their order."""
        return tuple(column.key for column in self._table.visible_columns())

    def restore(self) -> None:
        """Show the remembered columns."""
        self._of_view = False
        self._table.apply_columns(
            self._known(ColumnLayout.from_json(self._context.preferences.get(self._option)))
        )

    def show(self, keys: Sequence[str], *, of_view: bool = False) -> None:
        """Show these columns in this order; ``of_view`` leaves the remembered ones alone."""
        self._of_view = of_view
        present = self._table.header.column_layout()
        layout = self._known(ColumnLayout(tuple(keys), present.widths, present.frozen))
        self._table.apply_columns(layout)
        if layout is not None:
            self._remember(layout)

    def reload(self) -> None:
        """Fields were added, renamed or deleted."""
        layout = self._table.header.column_layout()
        self._model.set_columns(list_columns(self._look, self._context.store))
        self._table.apply_columns(self._known(layout))
        self._table.show_sort()

    def _begin_freezing(self) -> None:
        """Most lists have no frozen columns and need no second table for them."""
        if self._table.frozen is None and self._table.header.frozen_count():
            from salesdesk.ui.widgets.frozen_columns import FrozenColumns

            self._table.frozen = FrozenColumns(self._context.theme, self._table)
            self._table.frozen.place()

    def freeze(self) -> None:
        """Let the columns up to the current one stay while the others are scrolled; again lets them go."""
        header, column = self._table.header, self._table.currentIndex().column()
        sections = header.shown_sections()
        if column in sections:
            same = sections.index(column) + 1 == header.frozen_count()
            header.freeze(None if same else column)

    def choose(self) -> None:
        """Open the column chooser."""
        from salesdesk.ui.lists.column_chooser import ColumnChooser

        dialog = ColumnChooser(
            self._host.window(), self._context.theme, self._model.columns, self.keys(), self._look.shown
        )
        dialog.chosen.connect(self._take)
        dialog.field_requested.connect(self.add_field)
        dialog.open()

    def add_field(self) -> None:
        """Ask for a new field; it becomes the last column."""
        from salesdesk.ui.lists.custom_field_dialog import CustomFieldDialog

        dialog = CustomFieldDialog(self._host.window(), self._context, self._look)
        dialog.added.connect(self._append)
        dialog.open()

    def _append(self, key: str) -> None:
        self.reload()
        self._take((*self.keys(), key))

    def _take(self, keys: object) -> None:
        if isinstance(keys, tuple):
            self.show(keys, of_view=self._of_view)

    def _known(self, layout: ColumnLayout | None) -> ColumnLayout | None:
        """The layout without columns that are gone; None when nothing is left of it."""
        if layout is None:
            return None
        known = {column.key for column in self._model.columns}
        shown = tuple(dict.fromkeys(key for key in layout.shown if key in known))
        return ColumnLayout(shown, layout.widths, layout.frozen) if shown else None

    def _say_too_wide(self, layout: object) -> None:
        """Columns that were frozen just now and take most of the list do not stay: that is not seen to be so."""
        frozen = layout.frozen if isinstance(layout, ColumnLayout) else ""
        asked, self._frozen = frozen and frozen != self._frozen, frozen
        if asked and self._table.frozen is not None and not self._table.frozen.fits:
            title = next((column.title for column in self._model.columns if column.key == frozen), frozen)
            self._context.messages.say(
                self._host.tr(
                    "The columns up to {0} are too wide to stay in place: too little would be left to scroll in."
                ).format(title)
            )

    def _remember(self, layout: object) -> None:
        if isinstance(layout, ColumnLayout) and not self._of_view:
            former = ColumnLayout.from_json(self._context.preferences.get(self._option))
            widths = {**(former.widths if former else {}), **layout.widths}
            self._context.preferences.set(
                self._option, ColumnLayout(layout.shown, widths, layout.frozen).as_json()
            )
