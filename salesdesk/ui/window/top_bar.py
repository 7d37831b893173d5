"""The bar above the page: search, Import, New."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QWidget

from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.widgets.buttons import MENU_MARK, button, primary_button, with_icon
from salesdesk.ui.widgets.text import label, set_look
from salesdesk.ui.window.search import Command


class SearchField(QFrame):
    """A field with a magnifying glass and the key that leads to the palette."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(32)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(11, 0, 9, 0)
        layout.setSpacing(8)
        picture = QLabel()
        ThemeWatcher(picture, theme, "search", "ink_2", 16)
        self.edit = QLineEdit()
        self.edit.setProperty("bare", True)
        self.edit.setPlaceholderText("Search names, notes, calls…")
        self.edit.setAccessibleName("Search everything")
        self.edit.installEventFilter(self)
        layout.addWidget(picture)
        layout.addWidget(self.edit, 1)
        layout.addWidget(label("Ctrl K", "key"), 0, Qt.AlignmentFlag.AlignVCenter)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            set_look(self, focused=event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)


class TopBar(QFrame):
    """``import_requested`` and ``new_requested(Command)``; the search field is ``search``."""

    import_requested = Signal()
    new_requested = Signal(object)

    def __init__(self, theme: Theme, new_items: Sequence[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(52)
        self._theme = theme
        self._new_items = tuple(new_items)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 0, 20, 0)
        layout.setSpacing(10)
        self.search = SearchField(theme)
        self.search.setMaximumWidth(420)
        self.import_button = with_icon(button("Import", self.import_requested.emit), theme, "file-up")
        self.new_button = primary_button(f"New{MENU_MARK}", self._show_new)
        self.new_button.setAccessibleName("New")
        layout.addWidget(self.search, 4)
        layout.addStretch(1)
        layout.addWidget(self.import_button)
        layout.addWidget(self.new_button)

    def _show_new(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, item in enumerate(self._new_items):
            action = QAction(self._theme.icon(item.icon), item.title, menu)
            action.setData(number)
            menu.addAction(action)
        menu.triggered.connect(self._on_new)
        corner = self.new_button.mapToGlobal(QPoint(self.new_button.width(), self.new_button.height() + 4))
        menu.popup(QPoint(corner.x() - menu.sizeHint().width(), corner.y()))

    def _on_new(self, action: QAction) -> None:
        self.new_requested.emit(self._new_items[action.data()])
