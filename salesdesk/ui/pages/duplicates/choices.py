"""Field by field: which value the merged record keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from salesdesk.domain.custom_fields import SHAPES, CustomField
from salesdesk.domain.fields import FieldType
from salesdesk.domain.merging import FieldChoice
from salesdesk.services.merges import MergePreview
from salesdesk.ui import fonts
from salesdesk.ui.pages.duplicates.texts import field_title, value_text
from salesdesk.ui.theme import Theme
from salesdesk.ui.value_texts import DASH, number_text
from salesdesk.ui.widgets.text import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW = 34
_HIDDEN = frozenset({"updated_at"})


class ChoiceModel(QAbstractTableModel):
    """Rows are fields, columns the field's name and one per record. The chosen value of a row is marked; values of
    united fields are all kept."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._preview: MergePreview | None = None
        self._fields: list[FieldChoice] = []
        self._own: Mapping[str, CustomField] = {}
        self.choices: dict[str, int] = {}
        self._strong = fonts.font(fonts.BODY, QFont.Weight.Medium)

    def set_preview(self, preview: MergePreview | None, own: Mapping[str, CustomField] | None = None) -> None:
        """Show the merge of other records; the proposal is chosen. ``own`` are the person's fields by the name
        the preview has for them. Shown once more, the same records keep what was chosen of values that are the same."""
        self.beginResetModel()
        self._own = own or {}
        fields = preview.proposal.fields if preview is not None else ()
        same = preview is not None and self._preview is not None and preview.ids == self._preview.ids
        kept = {choice.field for choice in fields if same and choice in self._fields}
        self._preview = preview
        self.choices = {field: option for field, option in self.choices.items() if field in kept}
        self._fields = [f for f in fields if f.options and f.field not in _HIDDEN]
        self.endResetModel()

    @property
    def preview(self) -> MergePreview | None:
        """What is shown."""
        return self._preview

    def choose(self, index: Index) -> None:
        """Keep the value at ``index``."""
        if not index.isValid() or index.column() == 0:
            return
        choice = self._fields[index.row()]
        option = self._option(choice, index.column() - 1)
        if option is None or choice.united:
            return
        if option == choice.proposed:
            self.choices.pop(choice.field, None)
        else:
            self.choices[choice.field] = option
        self.dataChanged.emit(self.index(index.row(), 1), self.index(index.row(), self.columnCount() - 1))

    def _option(self, choice: FieldChoice, record: int) -> int | None:
        return next((n for n, option in enumerate(choice.options) if record in option.records), None)

    def is_kept(self, index: Index) -> bool:
        """Whether the value at ``index`` will stand in the merged record."""
        if index.column() == 0:
            return False
        choice = self._fields[index.row()]
        option = self._option(choice, index.column() - 1)
        if option is None:
            return False
        return choice.united or option == self.choices.get(choice.field, choice.proposed)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._fields)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._preview is None else 1 + len(self._preview.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._fields):
            return None
        choice = self._fields[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.data(index))
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == 0:
                own = self._own.get(choice.field)
                return own.title if own is not None else field_title(choice.field)
            option = self._option(choice, index.column() - 1)
            return DASH if option is None else self._text(choice.field, choice.options[option].value)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self.data(index)
            return f"{text}, {self.tr('kept')}" if self.is_kept(index) else text
        kept = self.is_kept(index)
        if role == Qt.ItemDataRole.BackgroundRole and kept:
            return self._theme.color("accent_bg")
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.color("ink_3" if index.column() == 0 else "ink" if kept else "ink_2")
        return self._strong if role == Qt.ItemDataRole.FontRole and kept else None

    def _text(self, field: str, value: object) -> str:
        own = self._own.get(field)
        if own is not None and SHAPES[own.type] is FieldType.NUMBER and isinstance(value, str):
            try:
                return number_text(float(value))
            except ValueError:
                return value
        return value_text(field, value)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if (
            role != Qt.ItemDataRole.DisplayRole
            or orientation != Qt.Orientation.Horizontal
            or self._preview is None
        ):
            return None
        return "" if section == 0 else self._preview.names[section - 1]


class _KeptDelegate(QStyledItemDelegate):
    """Tints what is kept and frames where the focus is; the style sheet draws neither."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tint = index.data(Qt.ItemDataRole.BackgroundRole)
        rect = option.rect
        if tint is not None:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), tint)
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))


class ChoiceTable(QTableView):
    """Click a value (or press Space on it) to keep it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = ChoiceModel(theme, self)
        self.setModel(self.choices)
        self.setItemDelegate(_KeptDelegate(theme, self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setProperty("report", True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.clicked.connect(self.choices.choose)

    def show_preview(
        self, preview: MergePreview | None, own: Mapping[str, CustomField] | None = None
    ) -> None:
        """Show a merge; ``own`` are the person's fields by the name the preview has for them."""
        self.choices.set_preview(preview, own)
        header = self.horizontalHeader()
        for column in range(self.choices.columnCount()):
            mode = QHeaderView.ResizeMode.Fixed if column == 0 else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
        if self.choices.columnCount():
            header.resizeSection(0, 130)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.choices.choose(self.currentIndex())
            return
        super().keyPressEvent(event)
