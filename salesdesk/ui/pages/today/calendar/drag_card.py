"""The card that follows the pointer while something is dragged: what it is and when it would be."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from salesdesk.domain.activities import Activity
from salesdesk.ui.pages.today.calendar.dragging import Proposal
from salesdesk.ui.pages.today.calendar.looks import Look, span_text
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.floating_panel import FloatingPanel
from salesdesk.ui.widgets.text import label


class DragCard(FloatingPanel):
    """Never takes the mouse."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._home = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._what: QLabel = label("", "strong")
        self._when: QLabel = label("", "secondary", "accent")
        self.body.setContentsMargins(12, 8, 12, 8)
        self.body.setSpacing(2)
        self.body.addWidget(self._what)
        self.body.addWidget(self._when)
        self.hide()

    def show_at(self, look: Look, entry: Activity, to: Proposal, at: QPoint) -> None:
        """Show it beside a point of the screen, within its parent."""
        self._what.setText(self._what.fontMetrics().elidedText(look.title, Qt.TextElideMode.ElideRight, 260))
        self._when.setText(span_text(to.begins, to.ends, to.whole))
        self.adjustSize()
        size: QSize = self.sizeHint()
        place = self._home.mapFromGlobal(at) + QPoint(16, 14)
        place.setX(max(0, min(place.x(), self._home.width() - size.width() - 2)))
        place.setY(max(0, min(place.y(), self._home.height() - size.height() - 2)))
        self.setGeometry(place.x(), place.y(), size.width(), size.height())
        self.show()
        self.raise_()
