"""A narrowable list below a cell: what to do with an unknown value."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.result_list import Result, ResultList

WIDTH, HIGHEST = 300, 380
Offer = Callable[[str], Sequence[Result]]
"""What is offered for a typed text."""


class ChoicePopup(QFrame):
    """``chosen`` carries the value of the chosen result; Escape closes. It deletes itself when it closes."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, offer: Offer, parent: QWidget, *, hint: str = "") -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        self._offer = offer
        self.field = QLineEdit()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint or name)
        self.list = ResultList(theme, name, enter=self.tr("↵ choose"))
        # Square corners: without a compositor round ones would stand in black.
        layout = QVBoxLayout(self)
        layout.setContentsMargins(9, 9, 9, 9)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.list.drive(self.field)
        self.field.textEdited.connect(self.narrow)
        self.list.chosen.connect(self._take)
        self.list.escaped.connect(self.close)
        self.narrow("")

    def narrow(self, text: str) -> None:
        """Offer what fits ``text``."""
        self.list.set_results(self._offer(text))

    def go_to(self, value: object) -> None:
        """Make the result with this value the current one."""
        for row in range(self.list.count()):
            result = self.list.item(row).data(Qt.ItemDataRole.UserRole)
            if not result.heading and result.value == value:
                self.list.setCurrentRow(row)
                return

    def show_at(self, cell: QRect, view: QWidget) -> None:
        """Open below ``cell`` of ``view``, or above it near the end of the screen."""
        height = min(HIGHEST, self.list.content_height() + 62)
        self.resize(WIDTH, height)
        at = view.mapToGlobal(QPoint(cell.left() + 12, cell.bottom() - 2))
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        area = screen.availableGeometry()
        if at.y() + height > area.bottom():
            at.setY(max(area.top(), view.mapToGlobal(cell.topLeft()).y() - height))
        self.move(min(at.x(), area.right() - WIDTH), at.y())
        self.show()
        self.field.setFocus()

    def _take(self, value: object) -> None:
        self.close()
        self.chosen.emit(value)
