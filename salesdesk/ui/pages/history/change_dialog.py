"""What a change did: the records it is about, their fields before and after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from salesdesk.domain.changes import Batch
from salesdesk.domain.entities import entities
from salesdesk.domain.field_changes import BatchChanges, RecordChange
from salesdesk.ui import fonts
from salesdesk.ui.context import Context
from salesdesk.ui.pages.history.texts import cause_title, field_lines, record_line, undo_title
from salesdesk.ui.value_texts import day_text, number_text, time_text
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.wording import line_of

SHOWN = 500
"""Records that are listed; how many more there are is said."""
_RECORD = Qt.ItemDataRole.UserRole


class ChangeDialog(Dialog):
    """Lists the records of a change. One that is still there opens by double click or Enter; ``undo`` takes the change
    back and says what came of it."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        batch: Batch,
        changes: BatchChanges,
        undo: Callable[[Batch], object],
    ) -> None:
        today = date.fromisoformat(context.store.today())
        moment = f"{day_text(batch.at, today)} {time_text(batch.at)}".strip()
        said = " · ".join(
            part for part in (cause_title(batch.cause), moment, batch.actor, self._count(changes)) if part
        )
        super().__init__(parent, line_of(batch.told), said, width=640)
        self._context, self._theme, self._today = context, context.theme, today
        self._batch, self._undo = batch, undo
        self._choices = context.store.activities.choices.all()
        self.rows = QListWidget()
        choose_by_keyboard(self.rows)
        self.rows.setAccessibleName(self.tr("What changed"))
        self.rows.setWordWrap(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setMinimumHeight(260)
        for one in changes.records:
            self._add_record(one)
        if changes.total > len(changes.records):
            more = number_text(changes.total - len(changes.records))
            self._add_line(self.tr("and {0} more").format(more))
        self.rows.itemActivated.connect(self._go)
        self.rows.currentItemChanged.connect(self._on_current)
        self.add(self.rows, 1)
        if batch.can_be_undone:
            self.add_button(undo_title(batch), self._take_back, left=True)
        self._open = self.add_button(self.tr("Open record"), self._go_to_current)
        self._open.setEnabled(False)
        self.add_button(self.tr("Close"), self.accept, tone="primary", default=True)
        self.rows.setCurrentRow(0)
        self.rows.setFocus()

    def _count(self, changes: BatchChanges) -> str:
        if changes.total == 1:
            return self.tr("1 record")
        return self.tr("{0} records").format(number_text(changes.total))

    def _add_record(self, one: RecordChange) -> None:
        item = QListWidgetItem(record_line(one, self._choices))
        item.setFont(fonts.font(fonts.BODY, QFont.Weight.Medium))
        page = "" if one.opens is None else entities()[one.opens[0]].record_page
        if one.opens is not None and page:
            item.setData(_RECORD, (page, one.opens[1]))
            item.setToolTip(self.tr("Double click or Enter opens it"))
        self.rows.addItem(item)
        for line in field_lines(one, self._today, self._choices):
            self._add_line(f"      {line}")

    def _add_line(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setForeground(self._theme.color("ink_2"))
        self.rows.addItem(item)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        self._open.setEnabled(item is not None and item.data(_RECORD) is not None)

    def _go_to_current(self) -> None:
        item = self.rows.currentItem()
        if item is not None:
            self._go(item)

    def _go(self, item: QListWidgetItem) -> None:
        found = item.data(_RECORD)
        if found is not None:
            page, number = found
            self.accept()
            self._context.navigate(page, number)

    def _take_back(self) -> None:
        self.accept()
        self._undo(self._batch)
