"""Files dropped on what shows a record."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from salesdesk.domain.attachments import FileHome
from salesdesk.ui.context import Context
from salesdesk.ui.pages.files.taking import take, tr
from salesdesk.ui.widgets.drop_zone import dropped_files
from salesdesk.ui.window.drop_overlay import DropOverlay


class RecordDrops(QObject):
    """Takes what is dropped anywhere on ``host`` for the record that it shows; without one the window takes it."""

    def __init__(self, context: Context, host: QWidget) -> None:
        super().__init__(host)
        self._context = context
        self._home: FileHome | None = None
        self._overlay = DropOverlay(context.theme, tr("Drop to keep it here"), host)
        host.setAcceptDrops(True)
        host.installEventFilter(self)

    @property
    def _host(self) -> QWidget:
        """Asked for and never held: a form that it held would not end with its window."""
        return cast(QWidget, self.parent())

    def set_home(self, home: FileHome | None) -> None:
        """Which record is shown."""
        self._home = home
        for kind in (QLineEdit, QTextEdit, QPlainTextEdit):  # they would take the name of the file for text
            for field in self._host.findChildren(kind):
                field.setAcceptDrops(False)
                if isinstance(field, QAbstractScrollArea):
                    field.viewport().setAcceptDrops(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.DragEnter and self._home is not None:
            entering = cast(QDragEnterEvent, event)
            if dropped_files(entering.mimeData()):
                entering.acceptProposedAction()
                self._overlay.cover()
                return True
        elif kind == QEvent.Type.DragLeave:
            self._overlay.hide()
        elif kind == QEvent.Type.Drop and self._home is not None:
            dropping = cast(QDropEvent, event)
            self._overlay.hide()
            files = dropped_files(dropping.mimeData())
            if files:
                dropping.acceptProposedAction()
                take(self._context, self._host, self._home, files)
                return True
        return super().eventFilter(watched, event)
