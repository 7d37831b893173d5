"""The first columns of a table, which stay where they are while the others are scrolled sideways."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from salesdesk.ui.delegates.cells import CellDelegate, delegate_for
from salesdesk.ui.models.record_table_model import Index
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.record_header import RecordHeader

if TYPE_CHECKING:
    from salesdesk.ui.widgets.record_table import RecordTable

_MOST = 0.7  # of the width of the table; wider ones would leave no room to scroll in


class FrozenColumns(QTableView):
    """Lies over the left edge of a table and shows the same rows with the same selection. Keys, editors and menus are the
    table's. It steps aside where it would take most of the table, and while one of its cells is edited."""

    def __init__(self, theme: Theme, table: RecordTable) -> None:
        super().__init__(table)
        self._theme, self.over = theme, table
        self._aside = False
        self.fits = False
        """Whether the columns leave room to scroll the others in."""
        self._painters: dict[int, CellDelegate] = {}
        self.setAccessibleName(table.accessibleName())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(table.selectionBehavior())
        self.setSelectionMode(table.selectionMode())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(table.verticalScrollMode())
        self.setHorizontalScrollMode(table.horizontalScrollMode())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(table.verticalHeader().sectionResizeMode(0))
        rows.setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        self.header = RecordHeader(theme, table.accessibleName(), self)
        self.header.setStretchLastSection(False)
        self.header.setSectionsMovable(False)
        self.setHorizontalHeader(self.header)
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.hide()
        self._place_later = QTimer(self)
        self._place_later.setSingleShot(True)
        self._place_later.timeout.connect(self.place)
        self._connect_signals()

    def _connect_signals(self) -> None:
        table = self.over
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        header = table.header
        table.columns_applied.connect(self._forget_painters)
        for moved in (
            table.columns_applied,
            header.sectionResized,
            header.sectionMoved,
            header.frozen_changed,
        ):
            moved.connect(self._soon)
        model = table.model()
        model.modelAboutToBeReset.connect(partial(self.setModel, None))
        model.modelReset.connect(self._share_again)
        self.header.sectionResized.connect(self._resize_below)
        self.header.sectionClicked.connect(table.header.sectionClicked)
        self.header.customContextMenuRequested.disconnect()
        self.header.customContextMenuRequested.connect(lambda at: table.header.show_menu(at))
        self.clicked.connect(table.clicked)
        self.doubleClicked.connect(table.doubleClicked)
        self.customContextMenuRequested.connect(
            lambda at: table.customContextMenuRequested.emit(
                table.viewport().mapFromGlobal(self.viewport().mapToGlobal(at))
            )
        )
        table.viewport().installEventFilter(self)
        table.installEventFilter(self)
        self._theme.changed.connect(self.viewport().update)

    # ---- where it lies ----

    def _forget_painters(self) -> None:
        """Other columns may stand in the sections."""
        for section, painter in self._painters.items():
            self.setItemDelegateForColumn(section, None)  # type: ignore[arg-type]
            painter.deleteLater()
        self._painters.clear()

    def _share_again(self) -> None:
        """The table chooses its rows again before this one would know the new ones; it looks at them afterwards."""
        self.setModel(self.over.model())
        self.setSelectionModel(self.over.selectionModel())
        self._soon()

    def _soon(self, *_moved: object) -> None:
        self._place_later.start(0)

    @property
    def count(self) -> int:
        """How many columns are frozen."""
        return self.over.header.frozen_count()

    def place(self) -> None:
        """Take over columns and widths, and lie where the table begins; hidden where nothing is frozen."""
        table, header = self.over, self.over.header
        sections = header.shown_sections()[: self.count]
        width = sum(header.sectionSize(section) for section in sections)
        self.fits = fits = bool(sections) and width <= _MOST * table.viewport().width()
        self.setVisible(fits and not self._aside)
        if not fits:
            return
        self.header.take(header)
        for section in range(header.count()):
            self.setColumnHidden(section, section not in sections)
            if section in sections and section not in self._painters:
                # One of its own: what a delegate tells would be told to both tables.
                self._painters[section] = delegate_for(self._theme, self.header.columns[section], self)
                self.setItemDelegateForColumn(section, self._painters[section])
        top, left = table.viewport().y() - header.height(), table.viewport().x()
        self.setGeometry(left, top, width + 1, table.viewport().height() + header.height())
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())
        self.raise_()

    def is_frozen(self, index: Index) -> bool:
        """Whether the column of a cell is one of those that stay."""
        return index.column() in self.over.header.shown_sections()[: self.count]

    def keep_clear(self, index: Index) -> None:
        """Scroll on where a cell lies below these columns."""
        if self.isHidden() or not index.isValid() or self.is_frozen(index):
            return
        hidden = self.width() - 1 - self.over.columnViewportPosition(index.column())
        if hidden > 0:
            bar = self.over.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def step_aside(self, aside: bool) -> None:
        """An editor opens in the table below, or has closed."""
        if aside:
            self.over.horizontalScrollBar().setValue(0)
        self._aside = aside
        self.place()

    def _resize_below(self, section: int, _old: int, size: int) -> None:
        if self.isVisible() and size and self.over.header.sectionSize(section) != size:
            self.over.header.resizeSection(section, size)

    # ---- what the table would do ----

    @property
    def hovered_row(self) -> int:
        """The row that the pointer is over."""
        return self.over.hovered_row

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._soon()
        elif event.type() == QEvent.Type.MouseMove or event.type() == QEvent.Type.Leave:
            self.viewport().update()
        return super().eventFilter(watched, event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.over.wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.over.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(self._theme.color("line"))
        right = self.viewport().width() - 1
        painter.drawLine(QPoint(right, 0), QPoint(right, self.viewport().height()))
        painter.end()
