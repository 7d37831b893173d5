"""The card that follows the pointer while something is dragged: what it is and when it would be."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from salesdesk.domain.activities import Activity
from salesdesk.domain.calendar.places import time_there
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

    def show_at(
        self, look: Look, entry: Activity, to: Proposal, at: QPoint, zone: tzinfo | None = None
    ) -> None:
        """Show it beside a point of the screen, within its parent; ``zone`` is that of the person the entry is about."""
        self._what.setText(self._what.fontMetrics().elidedText(look.title, Qt.TextElideMode.ElideRight, 260))
        there = None if zone is None or to.whole else time_there(to.begins, zone)
        said = span_text(to.begins, to.ends, to.whole)
        if there is not None:
            said = f"{said} · {self.tr('{0:%H:%M} for {1}').format(there, entry.contact_name)}"
        self._when.setText(said)
        self.adjustSize()
        size: QSize = self.sizeHint()
        place = self._home.mapFromGlobal(at) + QPoint(16, 14)
        place.setX(max(0, min(place.x(), self._home.width() - size.width() - 2)))
        place.setY(max(0, min(place.y(), self._home.height() - size.height() - 2)))
        self.setGeometry(place.x(), place.y(), size.width(), size.height())
        self.show()
        self.raise_()
