"""Owners, sources and tags: adding, renaming, joining and removing, and what has each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.conflicts import EditConflict
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.value_clash import ValueClashDialog
from salesdesk.ui.lists.name_dialog import NameDialog
from salesdesk.ui.lists.popups import NamePopup
from salesdesk.ui.pages.settings.uses import COUNT_ROLE, CountDelegate, UsesRow, counted_uses
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.buttons import SegmentedButtons, button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.dialog import Choice, ask
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded
from salesdesk.ui.write_queue import Unsaved

if TYPE_CHECKING:
    from salesdesk.services.imports import NameListService
    from salesdesk.store.records.owners import NameList

_LISTS = {"owners": EntityKind.OWNER, "sources": EntityKind.SOURCE, "tags": EntityKind.TAG}


_FIELDS = {"owners": "owner", "sources": "lead_source", "tags": "tags"}


class ListsCard(Card):
    """One list at a time; F2 or a double click renames."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, title="Lists")
        self._context = context
        self._counts: Mapping[int, Mapping[EntityKind, int]] = {}
        self._which = SegmentedButtons(
            [("owners", self.tr("Owners")), ("sources", self.tr("Sources")), ("tags", self.tr("Tags"))],
            name=self.tr("List"),
        )
        self._list = QListWidget()
        choose_by_keyboard(self._list)
        self._list.setAccessibleName(self.tr("Entries"))
        self._list.setFixedHeight(176)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._which)
        row.addStretch(1)
        row.addWidget(button(self.tr("Add…"), self._add))
        row.addWidget(button(self.tr("Rename"), self._start_rename))
        self._join = button(self.tr("Join with…"), self._ask_join)
        row.addWidget(self._join)
        row.addWidget(button(self.tr("Remove"), self._remove))
        self.add(row)
        self.add(self._list)
        self._uses = UsesRow(context)
        self.add(self._uses)
        self.problem = label("", "secondary", "bad", wrap=True)
        self.problem.hide()
        self.add(self.problem)
        self._filling = False
        self._which.chosen.connect(self.refresh)
        self._list.itemChanged.connect(self._renamed)
        self._list.setItemDelegate(CountDelegate(context.theme, self._list))
        self._list.currentItemChanged.connect(self._show_uses)

    def refresh(self, _choice: str = "") -> None:
        """Show the entries of the chosen list."""
        self._say("")
        self._filling = True
        chosen = self._chosen()
        self._list.clear()
        self._counts = self._store_list().uses.counts()
        for item in self._store_list().all():
            entry = QListWidgetItem(item.name)
            entry.setData(Qt.ItemDataRole.UserRole, (item.id, item.name))
            entry.setData(COUNT_ROLE, number_text(sum(self._counts.get(item.id, {}).values())))
            if chosen is not None and chosen[0] == item.id:
                self._list.setCurrentItem(entry)
            entry.setFlags(entry.flags() | Qt.ItemFlag.ItemIsEditable)
            self._list.addItem(entry)
        self._filling = False
        self._show_uses()

    def _chosen(self) -> tuple[int, str] | None:
        """Number and name of the entry in hand."""
        item = self._list.currentItem()
        entry: tuple[int, str] | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return entry

    def _show_uses(self) -> None:
        if self._filling:
            return
        chosen = self._chosen()
        self._join.setEnabled(chosen is not None)
        self._join.setVisible(
            self._which.current() != "owners"
        )  # of two people one does not become the other
        counts = self._counts.get(chosen[0], {}) if chosen is not None else {}
        self._uses.show_uses(_FIELDS[self._which.current()], chosen[1] if chosen else "", counts)

    def _ask_join(self) -> None:
        """Choose the entry that takes the place of the one in hand."""
        chosen = self._chosen()
        others = [one for one in self._store_list().all() if chosen is not None and one.id != chosen[0]]
        if chosen is None or not others:
            return
        number, name = chosen
        join = self._service().join

        def take(into: object) -> None:
            other = next((one.name for one in others if one.id == into), "")
            text = self.tr("{0} joined with {1}").format(name, other)
            self._run(partial(join, number, int(str(into))), text, text)

        popup = NamePopup(self.tr("Join {0} with").format(name), [(one.id, one.name) for one in others], self)
        popup.chosen.connect(take)
        popup.show_below(self._join)

    def _store_list(self) -> NameList:
        return self._context.store.name_list(_LISTS[self._which.current()])

    def _service(self) -> NameListService:
        return self._context.services.name_list(_LISTS[self._which.current()])

    def _run(self, change: Callable[[], object], what: str, said: str) -> None:
        self._context.writes.run(
            change,
            what=what,
            done=lambda changes: self._context.messages.done(said, changes),
            failed=partial(self._refuse, what),
            owner=self,
        )

    def _refuse(self, what: str, error: SalesDeskError) -> None:
        """Say why, with what was typed; the entries stand there as they are stored."""
        self._context.writes.say_refused(Unsaved(what), error)
        self.refresh()

    def _add(self) -> None:
        NameDialog(
            self,
            self._context.writes,
            self.tr("New entry"),
            "",
            "",
            self._service().add,
            lambda _made: self._context.messages.done(self.tr("Added")),
            self.tr("Add"),
        ).open()

    def _start_rename(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self._list.editItem(item)

    def _renamed(self, item: QListWidgetItem) -> None:
        number, before = item.data(Qt.ItemDataRole.UserRole)
        if self._filling:
            return
        self._say("")
        if item.text().strip() != before:
            self._rename(number, item.text(), before)

    def _rename(self, number: int, name: str, seen: str) -> None:
        self._context.writes.run(
            partial(self._service().rename, number, name, seen=seen),
            what=self.tr("New name of {0}: {1}").format(seen, name.strip()),
            done=lambda changes: self._context.messages.done(self.tr("Renamed"), changes),
            failed=partial(self._not_renamed, number),
            owner=self,
        )

    def _not_renamed(self, number: int, error: SalesDeskError) -> None:
        if not isinstance(error, EditConflict):
            self._say(worded(error))  # the name stays as it was typed
            return
        self.refresh()

        def decided(ours: Mapping[str, object], seen: Mapping[str, object]) -> None:
            if ours:
                self._rename(number, str(ours["name"]), str(seen["name"]))

        ValueClashDialog(self, self._context, error, {"name": self.tr("Name")}, decided).open()

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        number, name = chosen
        delete = self._service().delete
        what, said = self.tr("Remove {0}").format(name), self.tr("Removed {0}").format(name)
        used = next((one.used for one in self._store_list().usage() if one.id == number), 0)
        if not used:
            self._run(partial(delete, number), what, said)
            return

        def answered(answer: str) -> None:
            if answer == "remove":
                self._run(partial(delete, number, everywhere=True), what, said)

        ask(
            self,
            what,
            self.tr(
                "{0} stands in {1}, those in the trash included. It is taken from all of them; undo brings it back."
            ).format(name, counted_uses(used)),
            [Choice("", self.tr("Cancel")), Choice("remove", self.tr("Remove everywhere"), "danger", True)],
            answered,
        )
