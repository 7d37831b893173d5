"""A record's fields: names at the left, values at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from salesdesk.ui.widgets.text import label


class KeyValueList(QWidget):
    """Rows of a quiet key and a value, which may be a text or any widget."""

    def __init__(self, key_width: int = 96, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, key_width)
        self._grid.setColumnStretch(1, 1)
        self._rows = 0

    def add(self, key: str, *values: str | QWidget, tone: str = "") -> None:
        """Append a row; several values stand side by side."""
        self._grid.addWidget(label(key, "note"), self._rows, 0, Qt.AlignmentFlag.AlignTop)
        if len(values) == 1:
            self._grid.addWidget(self._shown(values[0], tone), self._rows, 1, Qt.AlignmentFlag.AlignTop)
        else:
            row = QHBoxLayout()
            row.setSpacing(4)
            for value in values:
                row.addWidget(self._shown(value, tone))
            row.addStretch(1)
            self._grid.addLayout(row, self._rows, 1)
        self._rows += 1

    def clear(self) -> None:
        """Remove every row."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            inner = item.layout() if item is not None else None
            parts = [item.widget()] if item is not None else []
            while inner is not None and inner.count():
                part = inner.takeAt(0)
                parts.append(part.widget() if part is not None else None)
            for widget in parts:
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
        self._rows = 0

    def _shown(self, value: str | QWidget, tone: str) -> QWidget:
        if isinstance(value, QWidget):
            return value
        text = label(value, "", tone, wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return text
