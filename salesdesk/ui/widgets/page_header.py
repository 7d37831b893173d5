"""The first row of every page: where one is, what it is, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.text import ElidedLabel

_LOWEST = 34


class PageHeader(QWidget):
    """Title, quiet subtitle beside it, and the page's actions at the right. Where there is no room for all of the subtitle it
    gets a line of its own below.

    ``crumb`` names the page above ("Campaigns"); pressing it emits ``crumb_clicked``.
    """

    crumb_clicked = Signal()

    def __init__(
        self,
        title: str,
        subtitle: str = "",
        *actions: QWidget,
        crumb: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        # A least height said here would stand in for that of what it holds: a low window would cut off a second line.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._row = layout = QHBoxLayout()
        layout.setSpacing(8)
        self._column.addLayout(layout)
        self._is_below = False
        """Whether the subtitle has a line of its own."""
        self.crumb = link_button(f"{crumb} /", self.crumb_clicked.emit)
        self.crumb.setAccessibleName(f"Back to {crumb}")
        self.crumb.setVisible(bool(crumb))
        self.title = ElidedLabel(title, "title", minimum=80)
        self.subtitle = ElidedLabel(subtitle, "subtitle", minimum=0)
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(8)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        layout.addWidget(self.crumb)
        layout.addWidget(self.title)
        layout.addLayout(self._beside)
        layout.addWidget(self.subtitle, 1, Qt.AlignmentFlag.AlignVCenter)
        self._gap = QSpacerItem(0, 0)
        layout.addItem(self._gap)
        layout.addLayout(self._actions)
        for action in actions:
            self.add_action(action)

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, _LOWEST))

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().expandedTo(QSize(0, _LOWEST))

    def set_title(self, text: str) -> None:
        """Change the title."""
        self.title.setText(text)

    def set_subtitle(self, text: str) -> None:
        """Change the quiet text beside the title."""
        self.subtitle.setText(text)

    def add_beside(self, widget: QWidget) -> None:
        """Put a chip or a small menu right behind the title."""
        self._beside.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_action(self, widget: QWidget, *, first: bool = False) -> None:
        """Put a control at the right, behind the others or ``first``; the primary one comes last."""
        self._actions.insertWidget(0 if first else -1, widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_subtitle()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place_subtitle()  # a text or a part of the row is another one
        return super().event(event)

    def _place_subtitle(self) -> None:
        parts = [self.crumb.sizeHint().width()] if not self.crumb.isHidden() else []
        parts += [self.title.sizeHint().width(), self.subtitle.sizeHint().width()]
        parts += [row.sizeHint().width() for row in (self._beside, self._actions) if not row.isEmpty()]
        below = bool(self.subtitle.text()) and sum(parts) + len(parts) * self._row.spacing() > self.width()
        if below == self._is_below:
            return
        self._is_below = below
        former, other = (self._row, self._column) if below else (self._column, self._row)
        former.removeWidget(self.subtitle)
        if below:
            other.addWidget(self.subtitle)
        else:
            self._row.insertWidget(
                self._row.indexOf(self._beside) + 1, self.subtitle, 1, Qt.AlignmentFlag.AlignVCenter
            )
        policy = QSizePolicy.Policy.Expanding if below else QSizePolicy.Policy.Minimum
        self._gap.changeSize(0, 0, policy, QSizePolicy.Policy.Minimum)
        self._row.invalidate()
