"""The cards beside a record's timeline: what hangs on it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from salesdesk.ui.records.fields_view import ShrinkingChip
from salesdesk.ui.records.profile import SideCard, SideEntry
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.buttons import icon_button
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.chips import Avatar
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.layouts import clear
from salesdesk.ui.widgets.text import ElidedLabel, label


class SideRow(QFrame):
    """One entry: pressing opens it, its menu has what else can be done."""

    pressed = Signal()

    def __init__(self, theme: Theme, entry: SideEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry = entry
        spoken = [entry.title, entry.detail, entry.value, *(text for text, _tone in entry.chips)]
        self.setAccessibleName(", ".join(part for part in spoken if part))
        if entry.run is not None:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setProperty("pressable", True)
            self.pressed.connect(entry.run)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(6, 3, 2, 3)
        outer.setSpacing(8)
        if entry.avatar:
            avatar = Avatar(size=24)
            avatar.set_name(entry.title)
            outer.addWidget(avatar, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(8)
        title = ElidedLabel(entry.title, minimum=40)
        head.addWidget(title, 1)
        if entry.value:
            head.addWidget(label(entry.value, "strong"))
        column.addLayout(head)
        if entry.detail:
            column.addWidget(ElidedLabel(entry.detail, "secondary"))
        if entry.chips:
            chips = FlowLayout(spacing=4)
            for text, tone in entry.chips:
                chips.addWidget(ShrinkingChip(text, tone))
            column.addLayout(chips)
        outer.addLayout(column, 1)
        if entry.actions:
            more = icon_button(
                theme, "ellipsis", self.tr("More for {0}").format(entry.title), self._show_menu, size=14
            )
            more.setProperty("tiny", True)
            outer.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
            self._more: QWidget = more

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._entry.actions:
            self._menu().popup(event.globalPos())

    def _show_menu(self) -> None:
        self._menu().popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, run in self._entry.actions:
            menu.addAction(text).triggered.connect(run)
        return menu


class SideCards(QWidget):
    """The cards below each other, built anew when they change."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: list[tuple[object, ...]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)

    def show_cards(self, cards: Sequence[SideCard]) -> None:
        """Show these cards."""
        clear(self._layout)
        for card in cards:
            made = self._make(card)
            self._layout.addWidget(made)
            made.show()
        self._layout.addStretch(1)

    def _make(self, card: SideCard) -> Card:
        made = Card(card.title, padding=14, spacing=2)
        made.setAccessibleName(card.title)
        if made.heading is not None and card.add is not None:
            add = icon_button(self._theme, "plus", card.add_text, size=14)
            add.setProperty("tiny", True)
            add.clicked.connect(card.add)
            made.heading.add(add)
        made.body.setContentsMargins(8, 6, 10, 12)
        for entry in card.entries:
            made.add(SideRow(self._theme, entry))
        if not card.entries:
            note = label(card.empty, "note", wrap=True)
            note.setContentsMargins(6, 0, 0, 0)
            made.add(note)
        return made
