"""How the cells of a record table are painted: from roles of the theme, all prepared beforehand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from salesdesk.ui import fonts
from salesdesk.ui.delegates.cell_paint import paint_of
from salesdesk.ui.field_edits import TypedValue
from salesdesk.ui.models.columns import Column
from salesdesk.ui.models.record_table_model import (
    GroupRole,
    RecordIdRole,
    RecordTableModel,
    ToneRole,
    TypedRole,
    ValueRole,
)
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.chips import initials
from salesdesk.ui.widgets.text import plain_tip

Index = QModelIndex | QPersistentModelIndex
PADDING = 8
AVATAR = 24
CHIP_HEIGHT = 20
CHIP_PADDING = 8


class CellDelegate(QStyledItemDelegate):
    """Background, row line, focus ring and one line of text; the kinds of cell refine ``paint_content``."""

    ink_role = "ink_2"
    weight = QFont.Weight.Normal

    def __init__(self, theme: Theme, column: Column, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = column
        self._paint = paint_of(theme)
        self._colors = self._paint.colors
        self._font, self._metrics = self._paint.face(fonts.BODY, self.weight)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        state = option.state
        view = option.widget
        line = index.data(GroupRole)
        if line is not None:
            self._paint.headings.paint(painter, option, self._column, line, index.row())
            return
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._colors["accent_bg"])
        elif getattr(view, "hovered_row", -1) == index.row():
            painter.fillRect(rect, self._colors["background"])
        painter.setPen(self._paint.line_pen)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inside = rect.adjusted(PADDING, 0, -PADDING, -1)
        typed = index.data(TypedRole)
        if typed is None:
            self.paint_content(painter, inside, index)
        else:
            self._paint_typed(painter, inside, index, typed)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._paint.focus_pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()

    def paint_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw the value inside ``rect``, which already leaves out the padding."""
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        tone = index.data(ToneRole) or self.ink_role
        painter.setFont(self._font)
        painter.setPen(self._colors[tone])
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, self._alignment(), shown)

    def _paint_typed(self, painter: QPainter, rect: QRect, index: Index, typed: TypedValue) -> None:
        """What was typed and is not stored yet, and below it a word about that."""
        typed_font, text = self._paint.face(fonts.BODY, italic=True)
        note_font, note = self._paint.face(fonts.CAPTION)
        top = rect.top() + max(0, (rect.height() - text.height() - note.height()) // 2)
        painter.setPen(self._colors["bad" if typed.is_refused else "ink_3"])
        for font, metrics, shown, height in (
            (typed_font, text, index.data(Qt.ItemDataRole.DisplayRole) or "", text.height()),
            (note_font, note, typed.note, note.height()),
        ):
            line = QRect(rect.left(), top, rect.width(), height)
            painter.setFont(font)
            painter.drawText(
                line, self._alignment(), metrics.elidedText(shown, Qt.TextElideMode.ElideRight, line.width())
            )
            top += height

    def needed_width(self, index: Index) -> int:
        """The width the content would need without eliding, padding left out."""
        return self._metrics.horizontalAdvance(index.data(Qt.ItemDataRole.DisplayRole) or "")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.needed_width(index) + 2 * PADDING, self._metrics.height() + 20)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() == QEvent.Type.ToolTip and index.isValid():
            rect, typed = option.rect, index.data(TypedRole)
            if typed is not None:
                shown = index.data(Qt.ItemDataRole.DisplayRole) or ""
                QToolTip.showText(event.globalPos(), plain_tip(f"{shown}\n{typed.sentence}"), view)
            elif self.needed_width(index) > rect.width() - 2 * PADDING:
                QToolTip.showText(
                    event.globalPos(), plain_tip(index.data(Qt.ItemDataRole.DisplayRole) or ""), view
                )
            else:
                QToolTip.hideText()
            return True
        return super().helpEvent(event, view, option, index)

    # ---- editing in place ----

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor: QWidget
        if self._column.choices is not None:
            editor = combo = QComboBox(parent)
            for value, text in self._column.choices():
                combo.addItem(text, value)
        else:
            editor = super().createEditor(parent, option, index)
        # The row may move while the editor is open; the record does not.
        editor.setProperty("record", index.data(RecordIdRole))
        model = index.model()
        if isinstance(model, RecordTableModel):
            model.begun[index.data(RecordIdRole), self._column.key] = index.data(ValueRole)
        editor.setAccessibleName(self._column.title)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if editor.property("filled"):
            return  # what is being typed stays while the rows behind it are read anew
        editor.setProperty("filled", True)
        typed = index.data(TypedRole)
        value = index.data(ValueRole) if typed is None else typed.value
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(value)))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        target = index
        if isinstance(model, RecordTableModel):
            target = model.index(model.row_of(editor.property("record")), index.column())
        if isinstance(editor, QComboBox):
            model.setData(target, editor.currentData())
        elif isinstance(editor, QLineEdit) and self._column.kind == "date":
            model.setData(target, day_typed(editor.text(), self._column.key))
        else:
            super().setModelData(editor, model, target)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        place = option.rect.adjusted(2, 2, -2, -3)
        holder = editor.parentWidget()
        if isinstance(editor, QComboBox) and holder is not None:
            # Its arrow takes room from the text, which stood there whole.
            room = holder.width() - place.left()
            place.setWidth(max(place.width(), min(editor.sizeHint().width(), room)))
        editor.setGeometry(place)

    def _alignment(self) -> Qt.AlignmentFlag:
        side = {
            "left": Qt.AlignmentFlag.AlignLeft,
            "right": Qt.AlignmentFlag.AlignRight,
            "center": Qt.AlignmentFlag.AlignHCenter,
        }[self._column.align]
        return side | Qt.AlignmentFlag.AlignVCenter


def day_typed(text: str, key: str) -> str:
    """What was typed into a cell for days, as it is stored where it names one ("fri", "27.11.", "in 3 weeks"), else as it was
    typed. A birthday may be one without a year, so it is read by its own rule."""
    if key == "birthday" or not text.strip():
        return text
    from salesdesk.ui.widgets.date_field import read_as_shown, shown_format  # loads the grammar of days

    reading = read_as_shown(text, shown_format())
    named = reading.day is not None and reading.time is None and not reading.title
    return reading.day.isoformat() if named and reading.day is not None else text


class StrongDelegate(CellDelegate):
    """The text that names the row."""

    ink_role = "ink"
    weight = QFont.Weight.Medium


class NumberDelegate(CellDelegate):
    """Numbers and money: in the main ink, with tabular figures."""

    ink_role = "ink"


class NameDelegate(StrongDelegate):
    """An avatar with initials and the name."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        name = index.data(Qt.ItemDataRole.DisplayRole) or ""
        badge = QRect(rect.left(), rect.center().y() - AVATAR // 2 + 1, AVATAR, AVATAR)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colors["line_soft"])
        painter.drawEllipse(badge)
        painter.setFont(self._paint.face(10, QFont.Weight.DemiBold)[0])
        painter.setPen(self._colors["ink_2"])
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, initials(name))
        super().paint_content(painter, rect.adjusted(AVATAR + 8, 0, 0, 0), index)

    def needed_width(self, index: Index) -> int:
        return super().needed_width(index) + AVATAR + 8


class ChipDelegate(CellDelegate):
    """One pill for a state, or several for tags; what does not fit is counted ("+3")."""

    weight = QFont.Weight.Medium

    def __init__(self, theme: Theme, column: Column, parent: QObject | None = None) -> None:
        super().__init__(theme, column, parent)
        self._font, self._metrics = self._paint.face(fonts.CAPTION, self.weight)

    def paint_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        texts = self._texts(index)
        tone = index.data(ToneRole) or ""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        x = rect.left()
        for at, text in enumerate(texts):
            room = rect.right() - x + 1
            width = self._chip_width(text)
            more = len(texts) - at
            if width > room and at > 0:
                self._paint_chip(painter, x, rect, f"+{more}", "", room)
                return
            self._paint_chip(painter, x, rect, text, tone, room)
            x += min(width, room) + 4

    def needed_width(self, index: Index) -> int:
        return sum(self._chip_width(text) + 4 for text in self._texts(index)) - 4

    def _texts(self, index: Index) -> list[str]:
        value: Any = index.data(ValueRole)
        if self._column.kind == "tags":
            return [str(part) for part in value or ()]
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        return [text] if text else []

    def _chip_width(self, text: str) -> int:
        return self._metrics.horizontalAdvance(text) + 2 * CHIP_PADDING

    def _paint_chip(self, painter: QPainter, x: int, rect: QRect, text: str, tone: str, room: int) -> None:
        width = min(self._chip_width(text), room)
        if width < 2 * CHIP_PADDING:
            return
        pill = QRectF(x, rect.center().y() - CHIP_HEIGHT / 2 + 1, width, CHIP_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colors[f"{tone}_bg" if tone else "line_soft"])
        painter.drawRoundedRect(pill, CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
        painter.setPen(self._colors["accent_ink" if tone == "accent" else tone or "ink_2"])
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - 2 * CHIP_PADDING + 2)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)


class CheckDelegate(CellDelegate):
    """A tick for yes, nothing for no."""

    def paint_content(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if index.data(ValueRole):
            pixmap = self._theme.pixmap("check", "accent", 16, painter.device().devicePixelRatioF())
            painter.drawPixmap(QPoint(rect.left(), rect.center().y() - 8), pixmap)

    def needed_width(self, index: Index) -> int:
        return 16


_BY_KIND: dict[str, type[CellDelegate]] = {
    "text": CellDelegate,
    "secondary": CellDelegate,
    "strong": StrongDelegate,
    "name": NameDelegate,
    "chip": ChipDelegate,
    "tags": ChipDelegate,
    "money": NumberDelegate,
    "number": NumberDelegate,
    "date": CellDelegate,
    "check": CheckDelegate,
}


def paints(delegate: QAbstractItemDelegate | None, column: Column) -> bool:
    """Whether a delegate is the one of ``column`` already."""
    return isinstance(delegate, CellDelegate) and delegate._column is column


def delegate_for(theme: Theme, column: Column, parent: QObject) -> CellDelegate:
    """The delegate that paints ``column``."""
    return _BY_KIND[column.kind](theme, column, parent)
