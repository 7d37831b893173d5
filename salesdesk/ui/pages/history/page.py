"""The history: every change of the file, newest first, each of which can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from salesdesk.domain.changes import Batch, Cause
from salesdesk.domain.filters import Sort
from salesdesk.domain.imports import ImportRecord
from salesdesk.ui.context import Context
from salesdesk.ui.models.columns import Column
from salesdesk.ui.models.record_table_model import RecordTableModel
from salesdesk.ui.page import Page
from salesdesk.ui.pages.history.opening import open_change, say_failed, take_back
from salesdesk.ui.pages.history.texts import cause_title, outcome_text, undo_title
from salesdesk.ui.value_texts import ago_text, number_text
from salesdesk.ui.widgets.buttons import SegmentedButtons, button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.empty_state import EmptyState
from salesdesk.ui.widgets.record_table import RecordTable
from salesdesk.ui.wording import line_of

MOST = 2_000


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A batch of the journal, with what an import or a merged workbook brought when it was one."""

    batch: Batch
    record: ImportRecord | None
    records: int = 0


class HistorySource:
    """The newest batches; imports can be shown alone."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._rows: dict[int, HistoryRow] = {}
        self._counts: dict[int, int] = {}  # what a change was about never changes

    def ids(self, filter: object, sort: Sort | None) -> Sequence[int]:
        """Batch numbers, newest first; ``filter`` "import" keeps imports, "undone" what was taken back."""
        services = self._context.services
        imports = {r.batch: r for r in (*services.imports.history(), *services.merging_back.history())}
        batches = [b for b in self._context.store.journal.batches(MOST) if b.cause is not Cause.SETUP]
        rows = [HistoryRow(b, imports.get(b.id)) for b in batches if _keeps(filter, b)]
        self._rows = {row.batch.id: row for row in rows}
        return [row.batch.id for row in rows]

    def page(self, ids: Sequence[int]) -> Mapping[int, HistoryRow]:
        """Rows by batch number, with how many records each is about."""
        new = [i for i in ids if i not in self._counts]
        if new:
            counts = self._context.store.journal.record_counts(new)
            self._counts.update((i, counts.get(i, 0)) for i in new)
        return {i: replace(self._rows[i], records=self._counts[i]) for i in ids if i in self._rows}


def _keeps(filter_: object, batch: Batch) -> bool:
    if filter_ == "import":
        return batch.cause is Cause.IMPORT
    if filter_ == "undone":
        return batch.undone_by is not None
    return True


class HistoryPage(Page):
    """Lists changes and undoes the selected one; what moved on since is kept and listed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "History", parent=parent)
        self._filter = SegmentedButtons(
            [("", self.tr("Everything")), ("import", self.tr("Imports")), ("undone", self.tr("Undone"))],
            name=self.tr("Show"),
        )
        self._undo = button(self.tr("Undo this change"), self._undo_selected)
        self._undo.setEnabled(False)
        self.header.add_action(self._filter)
        self.header.add_action(button(self.tr("Trash"), self._open_trash))
        self._show = button(self.tr("Show what changed"), self._show_selected)
        self._show.setEnabled(False)
        self.header.add_action(self._show)
        self.header.add_action(self._undo)
        self.model = RecordTableModel(self._columns(), HistorySource(context), parent=self)
        self.table = RecordTable(context.theme, self.model, self.tr("History"))
        card = Card(flush=True)
        card.add(self.table, 1)
        empty = EmptyState(
            context.theme,
            "history",
            self.tr("Nothing has been changed yet"),
            self.tr("Every edit, import and merge is listed here and can be taken back, also weeks later."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(empty)
        row = QHBoxLayout()
        row.addWidget(self._stack)
        self.body.addLayout(row, 1)
        self._connect_signals()

    def _connect_signals(self) -> None:
        self._filter.chosen.connect(self._on_filter)
        self.table.selection_changed.connect(self._on_selected)
        self.table.opened.connect(self._open)
        self.table.menu_requested.connect(self._fill_menu)

    def _columns(self) -> tuple[Column, ...]:
        clock = self.context.store.clock
        return (
            Column(
                "at", self.tr("When"), 120, "left", lambda r: ago_text(r.batch.at, clock()), kind="secondary"
            ),
            Column("text", self.tr("What"), 380, "left", lambda r: line_of(r.batch.told), kind="strong"),
            Column(
                "cause", self.tr("Kind"), 110, "left", lambda r: cause_title(r.batch.cause), kind="secondary"
            ),
            Column("actor", self.tr("Who"), 110, "left", lambda r: r.batch.actor, kind="secondary"),
            Column(
                "records", self.tr("Records"), 84, "right", lambda r: number_text(r.records), kind="number"
            ),
            Column(
                "outcome",
                self.tr("Outcome"),
                260,
                "left",
                lambda r: outcome_text(r.batch, r.record),
                kind="secondary",
            ),
        )

    def refresh(self) -> None:
        newest = self.model.id_at(0)
        self.model.set_filter(self._filter.current())
        if newest is not None and self.model.id_at(0) not in (newest, None):
            self.table.select_id(self.model.ids[0])  # what was just done is what one comes for
        self._show_state()

    def _show_state(self) -> None:
        filled = self.model.rowCount() > 0 or bool(self._filter.current())
        self._stack.setCurrentIndex(0 if filled else 1)
        self._on_selected()

    def _on_filter(self, key: str) -> None:
        self.model.set_filter(key)
        self._on_selected()

    def _selected(self) -> Batch | None:
        ids = self.table.selected_ids()
        row = self.model.record(self.model.row_of(ids[0])) if len(ids) == 1 else None
        return row.batch if row is not None else None

    def _on_selected(self) -> None:
        batch = self._selected()
        self._undo.setEnabled(batch is not None and batch.can_be_undone)
        self._show.setEnabled(batch is not None)
        self._undo.setText(undo_title(batch))

    def _open_trash(self) -> None:
        self.context.navigate("trash")

    def _fill_menu(self, menu: QMenu, _ids: object) -> None:
        batch = self._selected()
        if batch is None:
            return
        menu.addAction(self.tr("Show what changed"), self._show_selected)
        if batch.can_be_undone:
            menu.addAction(undo_title(batch), self._undo_selected)

    def _show_selected(self) -> None:
        batch = self._selected()
        if batch is not None:
            self._open(batch.id)

    def _open(self, number: object) -> None:
        """Show what a change did; it is read beside the window, where it was about very many."""
        assert isinstance(number, int)
        open_change(self, self.context, number, self._failed)

    def _undo_selected(self) -> None:
        batch = self._selected()
        if batch is not None:
            self._undo.setEnabled(False)
            take_back(self, self.context, self._failed, batch)

    def _failed(self, error: Exception) -> None:
        say_failed(self.context, error)
        self.refresh()
