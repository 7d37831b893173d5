"""A record's timeline: what happened, newest first. Only what is in sight is a widget, so that it may be of any length."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QScrollArea, QSizePolicy, QWidget

from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.timeline_row import (
    RowLook,
    RowType,
    TimelineEntry,
    TimelineRow,
    heading_height,
    lay_out,
)

__all__ = ["TimelineEntry", "TimelineList", "TimelineRow"]

_AROUND = 500
"""Pixels above and below what is in sight that are ready too."""
_REMEMBERED = 20_000

Actions = Sequence[tuple[str, Callable[[], object]]]


class TimelineList(QWidget):
    """Entries below each other with rules between. ``activated`` carries the key of the pressed entry. ``menu_of`` gives
    the menu of one by its key: texts, and what each does."""

    activated = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Timeline")
        self._theme, self._type = theme, RowType()
        self.menu_of: Callable[[object], Actions] = lambda _key: ()
        self._shown: list[tuple[str, TimelineEntry]] = []
        self._rows: dict[int, TimelineRow] = {}
        self._looks: dict[tuple[int, TimelineEntry], RowLook] = {}
        self._tops: dict[int, list[int]] = {}
        self.area: QScrollArea | None = None  # what it scrolls in, once it is shown
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    @property
    def entries(self) -> list[TimelineEntry]:
        """What is shown, in sight or not."""
        return [entry for _, entry in self._shown]

    def set_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show these entries instead of the present ones; rows that stay as they are keep their place and their focus."""
        shown: list[tuple[str, TimelineEntry]] = []
        group = ""
        for entry in entries:
            shown.append((entry.group if entry.group != group else "", entry))
            group = entry.group
        focused = self._focused_key()
        former, self._shown = self._shown, shown
        self._tops.clear()
        for place, row in list(self._rows.items()):
            if place >= len(shown) or former[place] != shown[place]:
                self._drop(place, row)
        self._arrange()
        self.updateGeometry()
        if focused is not None and self._focused_key() is None:
            self._focus(next((at for at, (_, one) in enumerate(shown) if one.key == focused), -1))

    def rows(self) -> list[TimelineRow]:
        """The rows that are in sight or near it, from the top."""
        return [self._rows[place] for place in sorted(self._rows)]

    # ---- size and place ----

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._tops_at(width)[-1]

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(self.width() if self.width() > 100 else 400))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and area is not self.area:
            self.area = area
            area.verticalScrollBar().valueChanged.connect(self._look_around)
            area.verticalScrollBar().rangeChanged.connect(self._look_around)
        self._look_around()

    def _tops_at(self, width: int) -> list[int]:
        """Where each entry begins in a list of this width, and the end of the last."""
        if width not in self._tops:
            if len(self._tops) > 3:
                self._tops.clear()
            above = heading_height(self._type)
            heights = (
                self._look(entry, width).height + (above if heading else 0) for heading, entry in self._shown
            )
            self._tops[width] = [0, *accumulate(heights)]
        return self._tops[width]

    def _look(self, entry: TimelineEntry, width: int) -> RowLook:
        look = self._looks.get((width, entry))
        if look is None:
            if len(self._looks) > _REMEMBERED:
                self._looks.clear()
            look = self._looks[width, entry] = lay_out(entry, width, self._type)
        return look

    def _arrange(self) -> None:
        for place, row in self._rows.items():
            self._place(place, row)
        self._look_around()

    def _place(self, place: int, row: TimelineRow) -> None:
        tops = self._tops_at(self.width())
        row.setGeometry(0, tops[place], self.width(), tops[place + 1] - tops[place])
        row.show_as(self._look(self._shown[place][1], self.width()))

    def _look_around(self, *_news: object) -> None:
        """Make rows of what came into sight, and let go of what left it."""
        tops, (first, last) = self._tops_at(self.width()), self._sight()
        wanted = range(
            max(0, bisect_right(tops, first - _AROUND) - 1),
            min(len(self._shown), bisect_left(tops, last + _AROUND)),
        )
        for place, row in list(self._rows.items()):
            if place not in wanted and not row.hasFocus():
                self._drop(place, row)
        for place in wanted:
            if place not in self._rows:
                self._make(place)

    def _sight(self) -> tuple[int, int]:
        """The first and last pixel in sight; all of it where nothing scrolls."""
        if self.area is None:
            return 0, self._tops_at(self.width())[-1]
        view = self.area.viewport()
        top = self.mapFrom(view, QPoint(0, 0)).y()
        return top, top + view.height()

    def _make(self, place: int) -> None:
        heading, entry = self._shown[place]
        row = TimelineRow(self._theme, self._type, entry, heading, self)
        row.pressed.connect(self.activated)
        row.menu_requested.connect(self._show_menu)
        row.moved.connect(self._move)
        self._rows[place] = row
        self._place(place, row)
        row.show()
        before = max((at for at in self._rows if at < place), default=None)
        if before is not None:
            self.setTabOrder(self._rows[before], row)

    def _drop(self, place: int, row: TimelineRow) -> None:
        del self._rows[place]
        row.hide()
        row.deleteLater()

    # ---- focus and menu ----

    def _focused_key(self) -> object:
        return next((row.key for row in self._rows.values() if row is self.window().focusWidget()), None)

    def _move(self, row: TimelineRow, by: int) -> None:
        place = next((at for at, one in self._rows.items() if one is row), -1) + by
        while 0 <= place < len(self._shown) and self._shown[place][1].key is None:
            place += by
        self._focus(place)

    def _focus(self, place: int) -> None:
        if not 0 <= place < len(self._shown):
            return
        if place not in self._rows:
            self._make(place)
        row = self._rows[place]
        row.setFocus(Qt.FocusReason.TabFocusReason)
        if self.area is not None:
            self.area.ensureWidgetVisible(row, 0, 20)

    def _show_menu(self, key: object, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, run in self.menu_of(key):
            menu.addAction(text).triggered.connect(run)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(at)
