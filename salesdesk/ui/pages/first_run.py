"""What an empty file shows: one place to drop a spreadsheet, and three quiet alternatives."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.entities import entities
from salesdesk.ui.context import Context
from salesdesk.ui.page import Page
from salesdesk.ui.widgets.buttons import button, link_button, primary_button
from salesdesk.ui.widgets.drop_zone import DropZone
from salesdesk.ui.widgets.text import label


class FirstRunPage(Page):
    """Asks for a file. Every signal is a request; it leaves for the contacts once there are any."""

    files_chosen = Signal(object)
    choose_requested = Signal()
    paste_requested = Signal()
    sample_requested = Signal()
    contact_requested = Signal()
    open_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "Welcome", parent=parent)
        self.concerns = frozenset(kind for kind, spec in entities().items() if spec.page and spec.records)
        self.header.hide()
        choose = primary_button(self.tr("Choose a file…"), self.choose_requested.emit)
        paste = button(self.tr("Paste from Excel"), self.paste_requested.emit)
        self._zone = DropZone(
            context.theme,
            self.tr("Drop your spreadsheet of leads here"),
            self.tr(
                "Excel, CSV or contact cards, in any layout and language. You see what will happen before anything "
                "is saved, and the whole import can be undone."
            ),
            icon="file-up",
            actions=(choose, paste),
        )
        self._zone.setMinimumHeight(240)
        self._zone.setMaximumHeight(300)
        self._zone.setMaximumWidth(760)
        self._zone.files_dropped.connect(self.files_chosen)
        others = QHBoxLayout()
        others.setSpacing(16)
        others.addStretch(1)
        for place, (text, signal) in enumerate(
            (
                (self.tr("Look around with sample data"), self.sample_requested),
                (self.tr("Add one contact by hand"), self.contact_requested),
                (self.tr("Open another file"), self.open_requested),
            )
        ):
            if place:
                others.addWidget(label("·", "note"))
            others.addWidget(link_button(text, signal.emit))
        others.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._zone, 8)
        middle.addStretch(1)
        self.body.addStretch(2)
        self.body.addLayout(middle, 6)
        self.body.addSpacing(12)
        self.body.addLayout(others)
        self.body.addStretch(3)
        choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def apply_change(self, change: ChangeSet) -> None:
        if change.created:
            self.context.navigate("contacts")
