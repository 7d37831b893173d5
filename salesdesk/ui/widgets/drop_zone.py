"""An area things are dropped on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.widgets.text import label

_WIDEST_TEXT = 520


def dropped_files(mime: QMimeData) -> list[Path]:
    """The local files of a drag, in order."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


class DropZone(QFrame):
    """A dashed area with an icon, a title, a text and optional buttons.

    ``accepts`` decides which drags are welcome (default: those with local files). A drop emits ``dropped``
    with the QMimeData and, when there are files, ``files_dropped`` with a list of paths. ``tone``: "", good,
    bad.
    """

    files_dropped = Signal(object)
    dropped = Signal(object)

    def __init__(
        self,
        theme: Theme,
        title: str,
        text: str = "",
        *,
        icon: str = "",
        actions: Sequence[QWidget] = (),
        accepts: Callable[[QMimeData], bool] | None = None,
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._accepts = accepts or (lambda mime: bool(dropped_files(mime)))
        self.setAcceptDrops(True)
        self.setAccessibleName(title)
        self._theme, self._tone, self._hot = theme, tone, False
        ThemeWatcher(self, theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.setSpacing(8)
        layout.addStretch(1)
        if icon:
            picture = QLabel()
            picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            ThemeWatcher(picture, theme, icon, tone or "accent", 36)
            layout.addWidget(picture)
            layout.addSpacing(8)
        self.title = label(title, "title" if icon else "", tone, wrap=True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.title)
        if text:
            self.text = label(text, "subtitle", wrap=True)
            self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.text.setMaximumWidth(_WIDEST_TEXT)
            # A wrapping label that is centred by alignment would shrink to one word a line.
            column = QHBoxLayout()
            column.addStretch(1)
            column.addWidget(self.text, 10)
            column.addStretch(1)
            layout.addLayout(column)
        if actions:
            layout.addSpacing(8)
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addStretch(1)
            for action in actions:
                row.addWidget(action)
            row.addStretch(1)
            layout.addLayout(row)
        layout.addStretch(1)

    def set_hot(self, hot: bool) -> None:
        """Show that a drop would land here."""
        self._hot = hot
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(
            self._theme.color(self._tone or ("accent" if self._hot else "ink_3")), 2 if self._hot else 1
        )
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(self._theme.color(f"{self._tone or 'accent'}_bg" if self._hot else "panel"))
        painter.setOpacity(1.0 if self._hot else 0.75)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 14, 14)
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._accepts(event.mimeData()):
            event.acceptProposedAction()
            self.set_hot(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.set_hot(False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.set_hot(False)
        if not self._accepts(event.mimeData()):
            return
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())
        files = dropped_files(event.mimeData())
        if files:
            self.files_dropped.emit(files)
