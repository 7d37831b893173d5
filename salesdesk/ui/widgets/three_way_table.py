"""Fields that two sides may have changed, a row each: what stood there before, both values now, and what becomes of it.

The table knows neither workbooks nor windows: it is given places (numbers) in order, and a function that words one of
them when it is painted. A hundred thousand of them cost nothing but their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip, QWidget

from salesdesk.domain.filters import Sort
from salesdesk.ui import fonts
from salesdesk.ui.delegates.cells import CHIP_HEIGHT, CHIP_PADDING, CellDelegate, Index, StrongDelegate
from salesdesk.ui.models.columns import Column
from salesdesk.ui.models.record_table_model import RecordTableModel, ToneRole, ValueRole
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.record_header import ColumnLayout
from salesdesk.ui.widgets.record_table import RecordTable
from salesdesk.ui.widgets.text import plain_tip

MARK = "▾"
NARROWEST = 72
RESULT = "result"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a field, in a few words; ``tone`` is a role of the theme. ``open`` ones can be chosen anew, ``note``
    says more about it to the pointer and to a screen reader."""

    text: str
    tone: str = ""
    open: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ThreeWayRow:
    """A row as it is read. ``end`` is the end of ``record`` that tells it apart, and is read whole where the rest of it is
    shortened."""

    record: str
    field: str
    before: str
    ours: str
    theirs: str
    verdict: Verdict
    end: str = ""


Make = Callable[[int], ThreeWayRow]


@dataclass(frozen=True, slots=True)
class Headings:
    """What the columns are called where these are; "" leaves a column out."""

    record: str
    field: str
    before: str
    ours: str
    theirs: str
    result: str


class _Rows:
    """What the model reads: places in order, worded when they are painted."""

    def __init__(self, make: Make) -> None:
        self.places: Sequence[int] = ()
        self._make = make

    def ids(self, filter: object, sort: Sort | None) -> Sequence[int]:
        """All places."""
        return self.places

    def page(self, ids: Sequence[int]) -> Mapping[int, ThreeWayRow]:
        """Rows by place."""
        return {place: self._make(place) for place in ids}


class ThreeWayModel(RecordTableModel):
    """The rows of a ``ThreeWayTable``."""

    def __init__(self, headings: Headings, make: Make) -> None:
        self._read = _Rows(make)
        super().__init__(_columns(headings), self._read)

    def show_places(self, places: Sequence[int]) -> None:
        """Show other rows."""
        self._read.places = places
        self.set_ids(places)

    def renew(self) -> None:
        """The same rows, worded anew: something was chosen."""
        self._rows.clear()
        self._repaint()


def _columns(titles: Headings) -> tuple[Column, ...]:
    verdict = Column(
        RESULT,
        titles.result,
        164,
        "left",
        lambda row: row.verdict,
        lambda verdict: verdict.text,
        kind="text",
        tone=lambda verdict: verdict.tone,
    )
    made = (
        Column("record", titles.record, 170, "left", lambda row: row, lambda row: row.record, kind="strong"),
        Column("field", titles.field, 160, "left", lambda row: row.field),
        Column("before", titles.before, 210, "left", lambda row: row.before, tone=lambda _value: "ink_3"),
        Column("ours", titles.ours, 210, "left", lambda row: row.ours, tone=lambda _value: "ink"),
        Column("theirs", titles.theirs, 210, "left", lambda row: row.theirs, tone=lambda _value: "ink"),
        verdict,
    )
    return tuple(column for column in made if column.title)


class RecordDelegate(StrongDelegate):
    """What a row is about; where there is no room for all of it, its end stays."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        row = index.data(ValueRole)
        end = row.end if isinstance(row, ThreeWayRow) else ""
        room = rect.width() - self._metrics.horizontalAdvance(end)
        if not end or self.needed_width(index) <= rect.width() or room < rect.width() / 3:
            super().paint_content(painter, rect, index)
            return
        begin = row.record.removesuffix(end)
        shown = self._metrics.elidedText(begin, Qt.TextElideMode.ElideRight, room)
        painter.setFont(self._font)
        painter.setPen(self._colors[self.ink_role])
        painter.drawText(rect, self._alignment(), f"{shown}{end}")


class VerdictDelegate(CellDelegate):
    """A pill in the tone of the verdict; one that can be chosen anew has a mark, and a frame under the pointer's row."""

    weight = QFont.Weight.Medium

    def __init__(self, theme: Theme, column: Column, parent: QWidget | None = None) -> None:
        super().__init__(theme, column, parent)
        self._font, self._metrics = self._paint.face(fonts.CAPTION, self.weight)

    def paint_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        verdict = index.data(ValueRole)
        if not isinstance(verdict, Verdict) or not verdict.text:
            return
        tone = index.data(ToneRole) or ""
        width = min(rect.width(), self.needed_width(index))
        pill = QRectF(rect.left(), rect.center().y() - CHIP_HEIGHT / 2 + 1, width, CHIP_HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._colors["accent_ink" if tone == "accent" else tone or "ink_2"]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colors[f"{tone}_bg" if tone else "line_soft"])
        painter.drawRoundedRect(pill, CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
        painter.setFont(self._font)
        painter.setPen(QPen(ink))
        end = f" {MARK}" if verdict.open else ""
        room = int(width) - 2 * CHIP_PADDING + 2 - self._metrics.horizontalAdvance(end)
        shown = self._metrics.elidedText(verdict.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, f"{shown}{end}")

    def needed_width(self, index: Index) -> int:
        verdict = index.data(ValueRole)
        if not isinstance(verdict, Verdict):
            return 0
        end = f" {MARK}" if verdict.open else ""
        advance = self._metrics.horizontalAdvance
        return advance(verdict.text) + advance(end) + 2 * CHIP_PADDING

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        verdict = index.data(ValueRole)
        if event.type() == QEvent.Type.ToolTip and isinstance(verdict, Verdict) and verdict.note:
            QToolTip.showText(event.globalPos(), plain_tip(f"{verdict.text}\n{verdict.note}"), view)
            return True
        return super().helpEvent(event, view, option, index)


class ThreeWayTable(RecordTable):
    """``asked`` carries the place of a row whose verdict was pressed, by a click on its pill or by Enter or Space;
    ``keyed`` the letter of a key that was pressed for the selected rows."""

    asked = Signal(int)
    keyed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        headings: Headings,
        make: Make,
        *,
        letters: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._letters = {getattr(Qt.Key, f"Key_{letter}"): letter for letter in letters}
        self._own_widths = False
        self._fitted: dict[str, int] = {}
        self.rows = ThreeWayModel(headings, make)
        super().__init__(theme, self.rows, name, parent=parent)
        self.rows.setParent(self)
        self.clicked.connect(self._on_clicked)
        self.header.layout_changed.connect(self._keep_widths)

    def apply_columns(self, layout: ColumnLayout | None = None) -> None:
        super().apply_columns(layout)
        if self.rows.columns[0].key == "record":
            self.setItemDelegateForColumn(0, RecordDelegate(self._theme, self.rows.columns[0], self))
        at = self.rows.column_of(RESULT)
        self.setItemDelegateForColumn(at, VerdictDelegate(self._theme, self.rows.columns[at], self))

    def show_places(self, places: Sequence[int], current: int | None = None) -> None:
        """Show other rows, and make ``current`` or the first one the current one."""
        self.rows.show_places(places)
        if places and not (current is not None and self.select_id(current)):
            self.select_id(places[0])

    def cell_rect(self, place: int, key: str = RESULT) -> QRect:
        """Where a cell is, in the table's viewport."""
        return self.visualRect(self.rows.index(self.rows.row_of(place), self.rows.column_of(key)))

    # ---- keys and pointer ----

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        opening = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if opening and plain and current.isValid():
            self._press(current)
            return
        letter = self._letters.get(Qt.Key(event.key()))
        if letter and plain:
            self.keyed.emit(letter)
            return
        super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.rows.columns[index.column()].key == RESULT:
            self._press(index)

    def _press(self, index: QModelIndex) -> None:
        place = self.rows.id_at(index.row())
        row = self.rows.record(index.row()) if place is not None else None
        if place is not None and isinstance(row, ThreeWayRow) and row.verdict.open:
            self.asked.emit(place)

    # ---- widths ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Share the room beside the verdicts among the columns in the measure of their own widths, until the person sets
        widths."""
        if self._own_widths:
            return
        columns, verdict = self.rows.columns, self.rows.columns[-1]
        others = [column for column in columns if column is not verdict]
        room, wanted = self.viewport().width() - verdict.width, sum(column.width for column in others)
        widths = {column.key: max(NARROWEST, column.width * room // wanted) for column in others}
        widths[verdict.key] = verdict.width
        self._fitted = widths
        self.header.apply(columns, ColumnLayout(tuple(column.key for column in columns), widths))

    def _keep_widths(self, layout: ColumnLayout) -> None:
        if not self._fitted or not self.isVisible():
            return
        # The last column fills the room by itself.
        keys = [column.key for column in self.rows.columns[:-1]]
        self._own_widths |= any(layout.widths.get(key) != self._fitted.get(key) for key in keys)
