"""The agenda of a meeting as a strip: what is ticked off, where one is, what comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from salesdesk.domain.meetings import AgendaItem
from salesdesk.ui.pages.meetings.texts import item_title, minutes_text, tr
from salesdesk.ui.theme import Theme, ThemeWatcher
from salesdesk.ui.widgets.buttons import PushButton
from salesdesk.ui.widgets.cards import Card
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import label, plain_tip, set_look

_PADDING = 6


class _Item(PushButton):
    """One item: a check or its number, its title, its minutes. ``ticked`` tells that the number or check was pressed."""

    ticked = Signal()

    def __init__(self, theme: Theme, place: int, item: AgendaItem) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setProperty("tone", "agenda")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(6)
        self.key, self._is_done = item.key, False
        self._number = label(str(place + 1), "secondary")
        self._check = label()
        ThemeWatcher(self._check, theme, "check", "ink_3", 14)
        self._title = label(item_title(item), "strong", wrap=True)
        self._room = 0
        self._minutes = label(minutes_text(item.minutes), "caption")
        for part in (self._number, self._check, self._title, self._minutes):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part, 1 if part is self._title else 0)
        self._minutes.setVisible(item.minutes > 0)
        said = f"{place + 1} {item_title(item)}"
        self._said = f"{said}, {minutes_text(item.minutes)}" if item.minutes else said
        self.setAccessibleName(self._said)

    def sizeHint(self) -> QSize:
        """As wide as its title in one line, and where the strip is narrower as high as that in several."""
        shown = [part for part in (self._number, self._check, self._minutes) if not part.isHidden()]
        beside = sum(part.sizeHint().width() for part in shown) + 6 * len(shown) + 18
        metrics = self._title.fontMetrics()
        wide = metrics.horizontalAdvance(self._title.text()) + 4
        if not self._room or wide + beside <= self._room:
            return QSize(wide + beside, 32)
        lines = self._title.heightForWidth(max(40, self._room - beside))
        return QSize(self._room, max(32, lines + 12))

    def set_room(self, room: int) -> None:
        """Say how wide the strip is."""
        if room != self._room:
            self._room = room
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 32)

    def show_state(self, *, is_done: bool, is_here: bool) -> None:
        """Whether it is ticked off, and whether one is there."""
        self._is_done = is_done
        self.setChecked(is_here)
        self._check.setVisible(is_done)
        self._number.setVisible(not is_done)
        for part in (self._title, self._number, self._minutes):
            set_look(part, tone="accent" if is_here else "quiet" if is_done else "")
        self.setAccessibleName(tr("{0}, done").format(self._said) if is_done else self._said)
        how = tr("The check puts it back") if is_done else tr("Its number ticks it off")
        self.setToolTip(plain_tip(tr("{0}. {1} (Alt+D)").format(self.accessibleName(), how)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        begins = self.rect().adjusted(0, 0, self._title.geometry().left() - 3 - self.width(), 0)
        if event.button() == Qt.MouseButton.LeftButton and begins.contains(event.position().toPoint()):
            self.setDown(False)
            self.ticked.emit()
            return
        super().mouseReleaseEvent(event)


class AgendaStrip(Card):
    """``chosen`` carries the place of an item that was pressed, ``ticked`` an item and whether it is done."""

    chosen = Signal(int)
    ticked = Signal(str, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(padding=_PADDING, spacing=0, parent=parent)
        self._theme = theme
        self._host = QWidget()
        self._flow = FlowLayout(self._host, spacing=4)
        self.add(self._host)
        self._items: list[_Item] = []
        self._agenda: tuple[AgendaItem, ...] = ()
        self.place = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        for made in self._items:
            made.set_room(self.width() - 2 * _PADDING - 2)

    def set_agenda(self, agenda: Sequence[AgendaItem]) -> None:
        """Show the items of an agenda."""
        same = [replace(item, done=False) for item in agenda] == [
            replace(item, done=False) for item in self._agenda
        ]
        self._agenda = tuple(agenda)
        if same:
            self.set_place(self.place)
            return
        for made in self._items:
            self._flow.removeWidget(made)
            made.hide()
            made.deleteLater()
        self._items = [_Item(self._theme, place, item) for place, item in enumerate(agenda)]
        for made in self._items:
            made.clicked.connect(self._press)
            made.ticked.connect(self._tick)
            self._flow.addWidget(made)
        self._give_room()
        self.set_place(min(self.place, max(0, len(self._items) - 1)))

    def set_place(self, place: int) -> None:
        """Show where one is."""
        self.place = place
        for number, made in enumerate(self._items):
            made.show_state(is_done=self._agenda[number].done, is_here=number == place)

    def tick_here(self) -> None:
        """Tick the item off where one is, or take that back."""
        if 0 <= self.place < len(self._agenda):
            item = self._agenda[self.place]
            self.ticked.emit(item.key, not item.done)

    def _tick(self) -> None:
        sender = self.sender()
        if isinstance(sender, _Item):
            item = next((one for one in self._agenda if one.key == sender.key), None)
            if item is not None:
                self.ticked.emit(item.key, not item.done)

    def _press(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton) and sender in self._items:
            place = self._items.index(sender)
            self.set_place(place)
            self.chosen.emit(place)
