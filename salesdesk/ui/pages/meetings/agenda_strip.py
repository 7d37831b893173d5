"""The agenda of a meeting as a strip: what is behind, where one is, what comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from salesdesk.domain.meetings import AgendaItem
from salesdesk.ui.pages.meetings.texts import item_title, minutes_text
from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.widgets.buttons import PushButton
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import ElidedLabel, label, plain_tip, set_look


class _Item(PushButton):
    """One item: a check or its number, its title, its minutes."""

    def __init__(self, theme: Theme, place: int, item: AgendaItem) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setProperty("tone", "agenda")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(6)
        self._number = label(str(place + 1), "secondary")
        self._check = label()
        ThemeWatcher(self._check, theme, "check", "ink_3", 14)
        self._title = ElidedLabel(item_title(item), "strong", minimum=40)
        self._minutes = label(minutes_text(item.minutes), "caption")
        for part in (self._number, self._check, self._title, self._minutes):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        self._minutes.setVisible(item.minutes > 0)
        said = f"{place + 1} {item_title(item)}"
        self.setAccessibleName(f"{said}, {minutes_text(item.minutes)}" if item.minutes else said)
        self.setToolTip(plain_tip(self.accessibleName()))

    def sizeHint(self) -> QSize:
        layout = self.layout()
        wide = layout.sizeHint().width() if layout is not None else 80
        return QSize(min(wide, 260), 32)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 32)

    def show_state(self, *, is_behind: bool, is_here: bool) -> None:
        """Where it is on the way."""
        self.setChecked(is_here)
        self._check.setVisible(is_behind)
        self._number.setVisible(not is_behind)
        for part in (self._title, self._number, self._minutes):
            set_look(part, tone="accent" if is_here else "quiet" if is_behind else "")


class AgendaStrip(Card):
    """``chosen`` carries the place of an item that was pressed."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(padding=6, spacing=0, parent=parent)
        self._theme = theme
        self._host = QWidget()
        self._flow = FlowLayout(self._host, spacing=4)
        self.add(self._host)
        self._items: list[_Item] = []
        self._agenda: tuple[AgendaItem, ...] = ()
        self.place = 0

    def set_agenda(self, agenda: Sequence[AgendaItem]) -> None:
        """Show the items of an agenda."""
        if self._agenda == tuple(agenda):
            return
        self._agenda = tuple(agenda)
        for made in self._items:
            self._flow.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._items = [_Item(self._theme, place, item) for place, item in enumerate(agenda)]
        for made in self._items:
            made.clicked.connect(self._press)
            self._flow.addWidget(made)
        self.set_place(min(self.place, max(0, len(self._items) - 1)))

    def set_place(self, place: int) -> None:
        """Show where one is."""
        self.place = place
        for number, made in enumerate(self._items):
            made.show_state(is_behind=number < place, is_here=number == place)

    def _press(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton) and sender in self._items:
            place = self._items.index(sender)
            self.set_place(place)
            self.chosen.emit(place)
