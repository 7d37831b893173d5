"""A column that scrolls when the window is too low for it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget


class ScrollColumn(QScrollArea):
    """Put the content into ``column``. It scrolls upwards and downwards only and is as wide as its place; while
    there is room its content stretches to the full height. The wheel scrolls it wherever the pointer is, and changes no
    choice, number or day on the way. ``edge`` is the margin at the right and below."""

    settled = Signal()
    """What stands in it asked for room anew, and was given what there is."""

    def __init__(self, edge: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edge = edge
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewport(
            QWidget()
        )  # Qt fills its own one; and to be told of that first widget of Qt's takes PySide 13 ms
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.content = content = QWidget()
        content.setProperty("scroll_body", True)
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, edge, edge)
        self.column.setSpacing(12)
        self.setWidget(content)
        content.installEventFilter(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._look_again)
        self._wheel = WheelToScroll(self)
        self.verticalScrollBar().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if "content" not in self.__dict__:  # Python takes the page apart while Qt still tells of its parts
            return False
        bar = self.verticalScrollBar()
        if watched is self.content and event.type() == QEvent.Type.LayoutRequest:
            # New children are shown a moment later, and only then ask for their height: look again after them.
            self._later.start()
        elif watched is bar and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            # The bar lies in the margin at the right, so that the content keeps its width.
            taken = bar.sizeHint().width() if event.type() == QEvent.Type.Show else 0
            self.column.setContentsMargins(0, 0, max(0, self._edge - taken), self._edge)
        return super().eventFilter(watched, event)

    def _look_again(self) -> None:
        self._wheel.watch(self.content)
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))
        self.settled.emit()


class WheelToScroll(QObject):
    """Takes the wheel from boxes of choices and fields of numbers, times and days, which would change by it while somebody
    scrolls over them. The list of an open box scrolls as ever."""

    def watch(self, content: QWidget) -> None:
        """Take it from all that is in ``content`` by now."""
        for kind in (QComboBox, QAbstractSpinBox):
            for field in content.findChildren(kind):
                field.installEventFilter(self)  # again is once: Qt moves it to the front

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()
        return True
