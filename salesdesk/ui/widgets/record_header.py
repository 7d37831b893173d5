"""The header of a record table: which columns, how wide, in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from salesdesk.ui import fonts
from salesdesk.ui.models.columns import Column
from salesdesk.ui.theme import Theme

_WIDEST = 10_000  # pixels of a column
HEIGHT = 33
NARROWEST = 48
SETTLED_MS = 400
PADDING = 8
ARROW = 12


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """How the person left the columns: the shown keys in visual order, widths by key, and the key of the last one of
    those that stay when the others are scrolled, "" for none."""

    shown: tuple[str, ...]
    widths: Mapping[str, int]
    frozen: str = ""

    def as_json(self) -> dict[str, object]:
        """For the preferences."""
        return {"shown": list(self.shown), "widths": dict(self.widths), "frozen": self.frozen}

    @staticmethod
    def from_json(data: Mapping[str, object]) -> ColumnLayout | None:
        """What ``as_json`` made; None when it holds nothing usable."""
        shown, widths = data.get("shown"), data.get("widths")
        if not isinstance(shown, list) or not isinstance(widths, dict) or not shown:
            return None
        sane = {str(k): int(w) for k, w in widths.items() if isinstance(w, (int, float)) and 0 < w < _WIDEST}
        return ColumnLayout(tuple(map(str, shown)), sane, str(data.get("frozen") or ""))


class RecordHeader(QHeaderView):
    """Caption-style header with a menu of columns. ``layout_changed`` carries a ColumnLayout a moment after the
    person stopped changing it."""

    layout_changed = Signal(object)
    frozen_changed = Signal()
    """Other columns stay where they are, or none."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._font = fonts.font(fonts.CAPTION, QFont.Weight.Medium)
        self._metrics = QFontMetrics(self._font)
        self._hovered = -1
        self.sorted_sections: dict[int, bool] = {}
        """The columns the rows are ordered by, the first one first, and whether each descends."""
        self.can_freeze = False
        """Whether the menu offers to let columns stay."""
        self.setMouseTracking(True)
        self.setAccessibleName(f"{name}: columns")
        self._columns: tuple[Column, ...] = ()
        self._frozen = ""
        self._quiet = True
        self.setFixedHeight(HEIGHT)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(NARROWEST)
        self.setResizeContentsPrecision(0)  # a double click fits to the rows on screen, not to all of them
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._tell_layout)
        self.sectionMoved.connect(self._on_touched)
        self.sectionResized.connect(self._on_touched)
        self.customContextMenuRequested.connect(self.show_menu)
        theme.changed.connect(self.viewport().update)

    def apply(self, columns: Sequence[Column], layout: ColumnLayout | None = None) -> None:
        """Take over the model's columns; a remembered layout wins over their own widths and visibility."""
        self._quiet = True
        self._columns = tuple(columns)
        self._frozen = layout.frozen if layout is not None else ""
        for at, column in enumerate(self._columns):
            self.setSectionHidden(at, column.key not in layout.shown if layout else not column.visible)
            self.resizeSection(at, layout.widths.get(column.key, column.width) if layout else column.width)
        place = 0
        # Without a layout in their own order, also when another one was shown before.
        for key in layout.shown if layout else [column.key for column in self._columns]:
            at = self._position(key)
            if at >= 0:
                self.moveSection(self.visualIndex(at), place)
                place += 1
        if not self.shown_columns() and self._columns:
            self.setSectionHidden(0, False)
        self._quiet = False

    def shown_columns(self) -> list[Column]:
        """The columns on screen, in the order on screen."""
        return [self._columns[at] for at in self.shown_sections()]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns by section."""
        return self._columns

    def shown_sections(self) -> list[int]:
        """The sections of the columns on screen, in the order on screen."""
        order = [self.logicalIndex(visual) for visual in range(self.count())]
        # The model may have a column more already than this header was told of.
        return [at for at in order if at < len(self._columns) and not self.isSectionHidden(at)]

    def frozen_count(self) -> int:
        """How many of the columns on screen stay when the others are scrolled."""
        keys = [column.key for column in self.shown_columns()]
        return keys.index(self._frozen) + 1 if self._frozen in keys else 0

    def freeze(self, section: int | None) -> None:
        """Let the columns up to one stay where they are; None lets all of them go."""
        self._frozen = "" if section is None else self._columns[section].key
        self.frozen_changed.emit()
        self._on_touched()

    def take(self, other: RecordHeader) -> None:
        """Show the columns of another header as they are there."""
        self._quiet = True
        self._columns, self.sorted_sections = other.columns, other.sorted_sections
        for visual in range(other.count()):
            section = other.logicalIndex(visual)
            self.moveSection(self.visualIndex(section), visual)
            if not other.isSectionHidden(section):
                self.resizeSection(section, other.sectionSize(section))

    def column_layout(self) -> ColumnLayout:
        """The present columns and widths, to be remembered."""
        shown = self.shown_columns()
        widths = {column.key: self.sectionSize(self._position(column.key)) for column in shown}
        return ColumnLayout(tuple(column.key for column in shown), widths, self._frozen)

    def show_column(self, key: str, shown: bool = True) -> None:
        """Show or hide one column; the last one stays."""
        at = self._position(key)
        if at < 0 or (not shown and len(self.shown_columns()) == 1):
            return
        self.setSectionHidden(at, not shown)
        if shown and self.sectionSize(at) < NARROWEST:
            self.resizeSection(at, self._columns[at].width)
        self._on_touched()

    def fill_menu(self, menu: QMenu) -> None:
        """Put a checkable entry for every column into ``menu``: for the header and a Columns button."""
        for at, column in enumerate(self._columns):
            action = QAction(column.title, menu)
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(at))
            action.setData(column.key)
            action.triggered.connect(self._toggle)
            menu.addAction(action)

    def show_sort(self, keys: Sequence[tuple[int, bool]]) -> None:
        """Mark the columns the rows are ordered by, as (section, descending), the first one first."""
        self.sorted_sections = dict(keys)
        self.viewport().update()
        self.frozen_changed.emit()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.setPen(self._theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        column = self._columns[section] if section < len(self._columns) else None
        if column is not None:
            is_sorted = section in self.sorted_sections
            inner = rect.adjusted(PADDING, 0, -PADDING, -1)
            room = inner.width() - (ARROW + 4 if is_sorted else 0)
            mark = ""
            if is_sorted and len(self.sorted_sections) > 1:
                mark = f" {list(self.sorted_sections).index(section) + 1}"
                room -= self._metrics.horizontalAdvance(mark)
            text = self._metrics.elidedText(column.title, Qt.TextElideMode.ElideRight, room) + mark
            width = self._metrics.horizontalAdvance(text)
            x = inner.left()
            if column.align != "left":
                spare = inner.width() - width - (ARROW + 4 if is_sorted else 0)
                x += spare if column.align == "right" else spare // 2
            if is_sorted:
                # The arrow stands before right-aligned titles, so that these keep their edge.
                leads = column.align == "right"
                arrow = "arrow-down" if self.sorted_sections[section] else "arrow-up"
                ratio = painter.device().devicePixelRatioF()
                picture = self._theme.pixmap(arrow, "accent", ARROW, ratio)
                painter.drawPixmap(
                    x if leads else x + width + 4, inner.center().y() - ARROW // 2 + 1, picture
                )
                x += ARROW + 4 if leads else 0
            painter.setFont(self._font)
            strong = is_sorted or (section == self._hovered and column.sort_key is not None)
            painter.setPen(self._theme.color("ink" if strong else "ink_3"))
            painter.drawText(
                QRect(x, inner.top(), width + 2, inner.height()), Qt.AlignmentFlag.AlignVCenter, text
            )
        painter.restore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()

    def _position(self, key: str) -> int:
        return next((at for at, column in enumerate(self._columns) if column.key == key), -1)

    def _toggle(self, checked: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.show_column(action.data(), checked)

    def show_menu(self, at: QPoint) -> None:
        """Open the menu of the columns."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        section = self.logicalIndexAt(at)
        if self.can_freeze:
            if section >= 0:
                text = self.tr("Freeze up to {0}").format(self._columns[section].title)
                menu.addAction(text).triggered.connect(lambda: self.freeze(section))
            if self.frozen_count():
                menu.addAction(self.tr("Freeze no column")).triggered.connect(lambda: self.freeze(None))
            menu.addSeparator()
        self.fill_menu(menu)
        menu.popup(self.mapToGlobal(at))

    def _on_touched(self) -> None:
        if not self._quiet:
            self._settled.start()

    def _tell_layout(self) -> None:
        self.layout_changed.emit(self.column_layout())
