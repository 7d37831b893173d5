"""The controls in the head of the page while the calendar is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from salesdesk.domain.calendar.spans import View
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.buttons import button, icon_button
from salesdesk.ui.widgets.text import plain_tip

_WIDEST = 150


class CalendarHead(QWidget):
    """``stepped`` carries −1 or 1, ``side_toggled`` asks for what stands beside the calendar or to put it away."""

    stepped = Signal(int)
    now_requested = Signal()
    side_toggled = Signal()
    owner_chosen = Signal()
    """Whose entries are shown was chosen anew."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(6)
        self.side = button(self.tr("To place"), self.side_toggled.emit)
        self.side.hide()
        self.before = icon_button(theme, "chevron-left", "", lambda: self.stepped.emit(-1), framed=True)
        self.now = button("", self.now_requested.emit)
        self.after = icon_button(theme, "chevron-right", "", lambda: self.stepped.emit(1), framed=True)
        self.owner = QComboBox()
        self.owner.setAccessibleName(self.tr("Owner"))
        self.owner.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.owner.setMaximumWidth(_WIDEST)
        self.owner.activated.connect(lambda _place: self.owner_chosen.emit())
        for part in (self.owner, self.side, self.before, self.now, self.after):
            row.addWidget(part)
        self.show_view(View.WEEK)

    def show_view(self, view: View) -> None:
        """Name the controls after what they turn."""
        names = {
            View.DAY: (self.tr("Day before"), self.tr("Today"), self.tr("Day after")),
            View.WEEK: (self.tr("Week before"), self.tr("This week"), self.tr("Week after")),
            View.MONTH: (self.tr("Month before"), self.tr("This month"), self.tr("Month after")),
        }
        before, now, after = names[view]
        for part, name in ((self.before, before), (self.after, after)):
            part.setAccessibleName(name)
            part.setToolTip(plain_tip(name))
        self.now.setText(now)

    def offer_owners(self, owners: Sequence[tuple[int, str]]) -> None:
        """Offer these owners (number, name), and all of them; hidden where there is nobody to tell apart."""
        chosen = self.owner.currentData()
        self.owner.clear()
        self.owner.addItem(self.tr("All owners"), None)
        for number, name in owners:
            self.owner.addItem(name, number)
        self.owner.setCurrentIndex(max(0, self.owner.findData(chosen)))
        self.owner.setVisible(len(owners) > 1)

    def show_side(self, text: str) -> None:
        """Offer what stands beside the calendar by a button; "" where it is there anyway."""
        if text:
            self.side.setText(text)
        self.side.setVisible(bool(text))
