"""Choosing one contact, company or deal by typing a few letters of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QListView, QWidget

from salesdesk.domain.columns import ListRow
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.ui.context import Context
from salesdesk.ui.widgets.result_list import Result, ResultDelegate, ResultRole
from salesdesk.ui.widgets.text import plain_tip

MOST, _LOOKED_AT = 8, 40
_COLUMNS = {
    RecordKind.CONTACTS: ("full_name", "company", "job_title"),
    RecordKind.COMPANIES: ("company", "city", "industry"),
    RecordKind.DEALS: ("deal_title", "company", "stage", "closed_at"),
}
"""The name, and in the next two what tells two of one name apart while one is picked."""


class RecordPicker(QWidget):
    """A text field that finds contacts, companies or deals while typing. It holds a record or nothing: text that was
    not chosen from the list goes back to the record's name when the field is left; an emptied field means none.
    """

    changed = Signal()
    """Another record was chosen, or none; only by the person."""

    def __init__(
        self, context: Context, kind: RecordKind, record_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._kind = context, kind
        self._record: int | None = None
        self._name = ""
        asked, name = {
            RecordKind.CONTACTS: (self.tr("Search people"), self.tr("Person")),
            RecordKind.COMPANIES: (self.tr("Search companies"), self.tr("Company")),
            RecordKind.DEALS: (self.tr("Search deals"), self.tr("Deal")),
        }[kind]
        self.field = QLineEdit()
        self.field.setPlaceholderText(asked)
        self.field.setAccessibleName(name)
        self._clear = QAction(self.tr("Clear"), self.field)
        self._clear.setToolTip(self.tr("Clear"))
        self.field.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._found = QStandardItemModel(self)
        self._popup = QListView()
        self._popup.setProperty("popup", True)
        self._popup.setAccessibleName(self.tr("Matches"))
        self._popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._completer = QCompleter(self._found, self)
        self._completer.setWidget(self.field)
        self._completer.setPopup(self._popup)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(MOST)
        self._completer.setWrapAround(False)  # it would wrap over "none", and Enter then chooses nothing
        # QCompleter gives its popup a delegate of its own; ours comes after.
        self._popup.setItemDelegate(ResultDelegate(context.theme, self._popup, enter=self.tr("↵ choose")))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)
        self.setFocusProxy(self.field)
        self.field.installEventFilter(self)
        self._connect_signals()
        self.set_record(record_id)

    def _connect_signals(self) -> None:
        self._clear.triggered.connect(self._on_clear)
        self._completer.activated[QModelIndex].connect(self._on_chosen)  # type: ignore[index]
        self.field.textEdited.connect(self._on_typed)
        self._context.theme.changed.connect(self._show_icon)

    def record_id(self) -> int | None:
        """The chosen record."""
        return self._record

    def text(self) -> str:
        """The name shown, or what was typed and not chosen yet."""
        return self.field.text().strip()

    def set_record(self, record: int | None) -> None:
        """Show a record, or nothing; ``changed`` is not emitted."""
        self._record, self._name = None, ""
        if record is not None:
            row = self._rows([record]).get(record)
            if row is not None:
                self._record, self._name = record, self._title(row)
        self._show_name()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.field.setAccessibleName(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field:
            if event.type() == QEvent.Type.FocusOut and not self._popup.isVisible():
                self._settle()
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._handle(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _handle(self, event: QKeyEvent) -> bool:
        """Down opens the list; Enter on text that was not chosen takes the first match instead of confirming the
        dialog around."""
        unsettled = self.field.text() != self._name
        if event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self._on_typed(self.field.text())
            return self._popup.isVisible()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and unsettled:
            if self.text() and self._found.rowCount():
                self._take(self._found.index(0, 0).data(ResultRole).value)
            else:
                self._settle()
            return True
        if event.key() == Qt.Key.Key_Escape and unsettled:
            self._show_name()
            return True
        return False

    def _on_typed(self, text: str) -> None:
        ids = self._context.store.quick_search.ids(entity_of(self._kind).kind, text, _LOOKED_AT)
        rows = self._rows(ids)
        if self._kind is RecordKind.DEALS:  # what is open is meant more often than what is over
            ids.sort(key=lambda record: record in rows and rows[record]["closed_at"] is not None)
        ids = ids[:MOST]
        self._found.clear()
        for record in ids:
            row = rows.get(record)
            if row is not None:
                detail = " · ".join(str(row[key]) for key in _COLUMNS[self._kind][1:3] if row[key])
                item = QStandardItem(f"{self._title(row)} {detail}".strip())
                item.setData(
                    Result(self._title(row), detail, entity_of(self._kind).icon, value=record), ResultRole
                )
                self._found.appendRow(item)
        self._clear.setVisible(bool(text))
        if not self._found.rowCount():
            self._popup.hide()
            return
        self._completer.complete()
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _on_chosen(self, index: QModelIndex) -> None:
        self._take(index.data(ResultRole).value)

    def _take(self, record: int | None) -> None:
        former = self._record
        self.set_record(record)
        if self._record != former:
            self.changed.emit()

    def _on_clear(self) -> None:
        self._take(None)
        self.field.setFocus()

    def _settle(self) -> None:
        """The field is left: what was typed counts only when it is empty."""
        if not self.text() and self._record is not None:
            self._take(None)
        else:
            self._show_name()

    def _show_name(self) -> None:
        self.field.setText(self._name)
        self.field.setToolTip(plain_tip(self._name))
        self._clear.setVisible(bool(self._name))
        self._show_icon()

    def _show_icon(self) -> None:
        self._clear.setIcon(self._context.theme.icon("x", "ink_3", 14))

    def _rows(self, ids: list[int]) -> dict[int, ListRow]:
        found: dict[int, ListRow] = self._context.store.list_of(self._kind).page(ids, _COLUMNS[self._kind])
        return found

    def _title(self, row: ListRow) -> str:
        return str(row[_COLUMNS[self._kind][0]] or "")
