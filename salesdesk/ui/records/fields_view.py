"""The fields of a record, each edited where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.ui.records.profile import FieldRow
from salesdesk.ui.records.value_editor import ValueEditor
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.buttons import icon_button, link_button
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import ElidedLabel, label, plain_tip

_WRAPPED = 36
_CHIP = 180
WIDEST_NAME = 112
"""Longer names of fields are shortened: the values need the room."""


class ValueFrame(QFrame):
    """One value as it is shown. A click, Enter, Space or F2 ask to edit it (or to open it)."""

    pressed = Signal()

    def __init__(self, theme: Theme, row: FieldRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._active = row.editable
        self.setAccessibleName(row.spoken)
        if row.editable:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor if row.run else Qt.CursorShape.IBeamCursor)
            self.setProperty("pressable", True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 3, 2, 3)
        layout.setSpacing(4)
        if row.chips:
            chips = FlowLayout(spacing=4)
            for text, tone in row.chips:
                chips.addWidget(ShrinkingChip(text, tone))
            layout.addLayout(chips, 1)
        elif "\n" in row.text or (len(row.text) > _WRAPPED and " " in row.text):
            shown = label(breakable(row.text), "", row.tone, wrap=True)
            shown.setMinimumWidth(1)
            layout.addWidget(shown, 1)
        else:
            layout.addWidget(ElidedLabel(row.text or "—", "" if row.text else "note", row.tone), 1)
        if row.open is not None:
            open_ = icon_button(theme, "external-link", self.tr("Open {0}").format(row.text), size=13)
            open_.setProperty("tiny", True)
            open_.clicked.connect(row.open)
            layout.addWidget(open_)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if self._active and inside and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2)
        if self._active and event.key() in keys:
            self.pressed.emit()
            return
        super().keyPressEvent(event)


def breakable(text: str) -> str:
    """The text with places to break inside very long words, so that it wraps instead of being cut."""
    return re.sub(r"(\S{18})(?=\S)", "\\1\u200b", text)


class ShrinkingChip(Chip):
    """A chip that shortens its text where the room is short, and then shows all of it as tooltip."""

    def __init__(self, text: str, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, tone, parent)
        self._full = text
        self.setAccessibleName(text)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._full) + 18
        return QSize(min(width, _CHIP), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(48, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.width() - 16)
        if shown != self.text():
            self.setText(shown)
            self.setToolTip(plain_tip(self._full) if shown != self._full else "")


class FieldsView(QWidget):
    """Names at the left, values at the right; empty fields wait behind a link.

    ``edited`` carries (key, value); the owner writes it and shows the record anew, or calls ``refuse``.
    """

    edited = Signal(str, object)

    def __init__(self, theme: Theme, key_width: int = 84, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Details"))
        self._theme = theme
        self._rows: list[FieldRow] = []
        self._pending: list[FieldRow] | None = None
        self._editing: tuple[str, ValueEditor] | None = None
        self._all = False
        self._values: dict[str, QWidget] = {}
        self._host = QWidget()
        self._key_width = key_width
        self.more = link_button("", self._toggle, flush=True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self._host)
        self._layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def is_editing(self) -> bool:
        """Whether an editor is open."""
        return self._editing is not None

    def show_rows(self, rows: Sequence[FieldRow], *, fresh: bool = False) -> None:
        """Show these fields. While one is edited the others wait until it is done; ``fresh`` is for another
        record, which closes the editor."""
        if self._editing is not None and not fresh:
            self._pending = list(rows)
            return
        self._pending = None
        if list(rows) == self._rows and not fresh:
            return
        self._rows = list(rows)
        self._build()

    def start(self, key: str) -> None:
        """Edit (or open) the field ``key``, as pressing it does."""
        row = next((row for row in self._rows if row.key == key), None)
        if row is None or not row.editable:
            return
        if row.run is not None:
            row.run()
            return
        if row.is_empty and not self._all:
            self._toggle()
        editor = ValueEditor(row)
        editor.committed.connect(partial(self._commit, key))
        editor.cancelled.connect(self._end)
        self._swap(key, editor)
        self._editing = (key, editor)
        editor.begin()

    def refuse(self, text: str) -> None:
        """The edited value was refused."""
        if self._editing is not None:
            self._editing[1].refuse(text)

    def done(self) -> None:
        """The edited value was taken."""
        self._end()

    def value_of(self, key: str) -> QWidget | None:
        """The widget that shows or edits the field ``key``."""
        return self._values.get(key)

    def _commit(self, key: str, value: object) -> None:
        self.edited.emit(key, value)

    def _end(self) -> None:
        if self._editing is None:
            return
        key, editor = self._editing
        focused = editor.isAncestorOf(editor.window().focusWidget() or editor)
        self._editing = None
        rows = self._pending if self._pending is not None else self._rows
        self._pending = None
        self._rows = list(rows)
        self._build()
        value = self._values.get(key)
        if focused and value is not None:
            value.setFocus()

    def _toggle(self) -> None:
        self._all = not self._all
        self._build()

    def _swap(self, key: str, widget: QWidget) -> None:
        former = self._values[key]
        grid = self._host.layout()
        if isinstance(grid, QGridLayout):
            at = grid.indexOf(former)
            place: tuple[int, ...] = grid.getItemPosition(at)  # type: ignore[assignment]
            grid.removeWidget(former)
            former.hide()
            former.deleteLater()
            grid.addWidget(widget, place[0], place[1])
            widget.show()
        self._values[key] = widget

    def _build(self) -> None:
        host = QWidget()
        grid = QGridLayout(host)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(0)
        names = [ElidedLabel(row.title, "note") for row in self._rows if self._all or not row.is_empty]
        for name in names:
            name.ensurePolished()
        needed = max((name.sizeHint().width() for name in names), default=0)
        key_width = max(self._key_width, min(needed, WIDEST_NAME))
        grid.setColumnMinimumWidth(0, key_width)
        grid.setColumnStretch(1, 1)
        self._values = {}
        empty = [row for row in self._rows if row.is_empty]
        for at, row in enumerate(row for row in self._rows if self._all or not row.is_empty):
            name = names[at]
            name.setFixedWidth(key_width)
            name.setContentsMargins(0, 5, 0, 0)
            grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            value = ValueFrame(self._theme, row)
            value.pressed.connect(partial(self.start, row.key))
            grid.addWidget(value, at, 1)
            self._values[row.key] = value
        for row in empty:
            self._values.setdefault(row.key, host)
        self._layout.replaceWidget(self._host, host)
        host.show()
        self._host.hide()
        self._host.deleteLater()
        self._host = host
        count = len(empty)
        self.more.setVisible(bool(empty))
        self.more.setText(
            self.tr("Hide empty fields")
            if self._all
            else self.tr("Show {0} empty fields").format(count)
            if count != 1
            else self.tr("Show 1 empty field")
        )
