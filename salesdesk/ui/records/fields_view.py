"""The fields of a record, each edited where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from salesdesk.ui.field_edits import TypedValue
from salesdesk.ui.reaching import add_uses
from salesdesk.ui.records.profile import FieldRow
from salesdesk.ui.records.value_editor import ValueEditor
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.buttons import icon_button, link_button
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.flow_layout import FlowLayout
from salesdesk.ui.widgets.text import ElidedLabel, label, plain_tip, set_look

_WRAPPED = 36
_EDGES, _TOOL = 12, 26  # pixels beside a value, and for each button behind it
_CHIP = 180
WIDEST_NAME = 112
"""Longer names of fields are shortened: the values need the room."""


class ValueFrame(QFrame):
    """One value as it is shown. A click, Enter, Space or F2 ask to edit it (or to open it), Ctrl+Enter does the first of its
    uses; ``menu_requested`` carries the place where its menu is to open."""

    pressed = Signal()
    menu_requested = Signal(object)

    def __init__(
        self, theme: Theme, row: FieldRow, typed: TypedValue | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._active = row.editable
        self.setAccessibleName(typed.spoken(row.spoken) if typed is not None else row.spoken)
        if row.editable:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor if row.run else Qt.CursorShape.IBeamCursor)
            self.setProperty("pressable", True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(6, 3, 2, 3)
        outer.setSpacing(1)
        layout = QHBoxLayout()
        layout.setSpacing(4)
        outer.addLayout(layout)
        if typed is not None:
            self.setToolTip(plain_tip(typed.sentence))
            text = f"{typed.note}: {typed.problem}" if typed.is_refused else typed.note
            outer.addWidget(label(text, "caption", "bad" if typed.is_refused else "", wrap=True))
        if row.chips:
            chips = FlowLayout(spacing=4)
            for text, tone in row.chips:
                chips.addWidget(ShrinkingChip(text, tone))
            layout.addLayout(chips, 1)
        elif "\n" in row.text or (" " in row.text and (len(row.text) > _WRAPPED or _is_number(row))):
            shown = label(breakable(row.text), "", row.tone, wrap=True)
            shown.setMinimumWidth(1)
            layout.addWidget(shown, 1)
        else:
            shown = ElidedLabel(row.text or "—", "" if row.text else "note", row.tone)
            layout.addWidget(shown, 1)
        if typed is not None:
            set_look(shown, typed=True)
        if row.open is not None:
            open_ = icon_button(theme, "external-link", self.tr("Open {0}").format(row.text), size=13)
            open_.setProperty("tiny", True)
            open_.clicked.connect(row.open)
            layout.addWidget(open_)
        self._uses, self._text = row.uses, row.text
        self._tools: list[QWidget] = []
        for use in row.uses:
            if use.icon:
                made = icon_button(theme, use.icon, use.text, use.run, size=13)
                made.setProperty("tiny", True)
                layout.addWidget(made)
                self._tools.append(made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A number that cannot be read is worse than a second button that stands in the menu too.
        room = self.width() - _EDGES - self.fontMetrics().horizontalAdvance(self._text)
        fits = max(1, room // _TOOL)
        for place, tool in enumerate(self._tools):
            tool.setVisible(place < fits)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if self._active and inside and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2)
        if self._uses and event.key() in keys[:2] and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._uses[0].run()
            return
        if self._active and event.key() in keys:
            self.pressed.emit()
            return
        super().keyPressEvent(event)


def _is_number(row: FieldRow) -> bool:
    """Whether it is a number to call, which has to be read whole."""
    return any(use.icon == "phone" for use in row.uses)


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


def _with_typed(row: FieldRow, typed: TypedValue | None) -> FieldRow:
    """The row with what was typed instead of what is stored: shown, and in the editor when it is opened."""
    if typed is None:
        return row
    named = dict(row.choices or ())
    text = named.get(typed.value) or str(typed.value or "")
    tone = "bad" if typed.is_refused else "quiet"
    return replace(
        row, text=text or "—", edit=text, chips=(), tone=tone, open=None, uses=(), retry=typed.is_refused
    )


class FieldsView(QWidget):
    """Names at the left, values at the right; empty fields wait behind a link.

    ``begun`` carries the key of a field whose editor is about to open, for the owner to show the record as it is.
    ``edited`` carries (key, value); the owner writes it and shows the record anew, or calls ``refuse``. ``dropped``
    carries the key of a refused value that the person gave up. Fields into which was typed what is not stored yet show
    that. ``menu_of`` gives the menu of the field ``key``: texts, and what each does.
    """

    begun = Signal(str)
    edited = Signal(str, object)
    dropped = Signal(str)

    def __init__(self, theme: Theme, key_width: int = 84, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Details"))
        self._theme = theme
        self._rows: list[FieldRow] = []
        self._pending: list[FieldRow] | None = None
        self._editing: tuple[str, ValueEditor] | None = None
        self._all = False
        self.menu_of: Callable[[str], Sequence[tuple[str, Callable[[], object]]]] = lambda _key: ()
        self._typed: dict[str, TypedValue] = {}
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

    @property
    def editing(self) -> str:
        """The key of the field whose editor is open, "" for none."""
        return self._editing[0] if self._editing is not None else ""

    def show_rows(
        self, rows: Sequence[FieldRow], typed: Mapping[str, TypedValue] | None = None, *, fresh: bool = False
    ) -> None:
        """Show these fields, and what is ``typed`` into some of them. While one is edited the others wait until it is
        done; ``fresh`` is for another record, which closes the editor."""
        known, self._typed = self._typed, dict(typed or {})
        if self._editing is not None and not fresh:
            self._pending = list(rows)
            return
        if fresh:
            self._editing = None
        self._pending = None
        if list(rows) == self._rows and self._typed == known and not fresh:
            return
        self._rows = list(rows)
        self._build()

    def show_typed(self, typed: Mapping[str, TypedValue]) -> None:
        """Other values are being saved or were refused now."""
        self.show_rows(self._rows if self._pending is None else self._pending, typed)

    def start(self, key: str) -> None:
        """Edit (or open) the field ``key``, as pressing it does."""
        row = next((row for row in self._shown_rows() if row.key == key), None)
        if row is None or not row.editable:
            return
        if row.run is not None:
            row.run()
            return
        self.begun.emit(key)
        row = next((row for row in self._shown_rows() if row.key == key), None)
        if row is None:
            return
        if row.is_empty and not self._all:
            self._toggle()
        editor = ValueEditor(row)
        editor.committed.connect(partial(self._commit, key))
        editor.cancelled.connect(partial(self._cancel, key))
        editor.left.connect(self._end)
        self._swap(key, editor)
        self._editing = (key, editor)
        editor.begin()

    def refuse(self, key: str, text: str) -> bool:
        """The value of the field ``key`` was refused; False when its editor is closed and cannot say so."""
        if self._editing is None or self._editing[0] != key:
            return False
        self._editing[1].refuse(text)
        return True

    def done(self) -> None:
        """The edited value was taken."""
        self._end()

    def value_of(self, key: str) -> QWidget | None:
        """The widget that shows or edits the field ``key``."""
        return self._values.get(key)

    def _commit(self, key: str, value: object) -> None:
        self.edited.emit(key, value)

    def _cancel(self, key: str) -> None:
        self._typed = {one: typed for one, typed in self._typed.items() if one != key or not typed.is_refused}
        self._end()
        self.dropped.emit(key)

    def _shown_rows(self) -> list[FieldRow]:
        """The rows with what was typed into them."""
        return [_with_typed(row, self._typed.get(row.key)) for row in self._rows]

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

    def _show_menu(self, key: str, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = next((row for row in self._rows if row.key == key), None)
        if row is not None and row.uses:
            add_uses(menu, row.uses)
            menu.addSeparator()
        for text, run in self.menu_of(key):
            menu.addAction(text).triggered.connect(run)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(at)

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
        rows = self._shown_rows()
        names = [ElidedLabel(row.title, "note") for row in rows if self._all or not row.is_empty]
        for name in names:
            name.ensurePolished()
        needed = max((name.sizeHint().width() for name in names), default=0)
        key_width = max(self._key_width, min(needed, WIDEST_NAME))
        grid.setColumnMinimumWidth(0, key_width)
        grid.setColumnStretch(1, 1)
        self._values = {}
        empty = [row for row in rows if row.is_empty]
        for at, row in enumerate(row for row in rows if self._all or not row.is_empty):
            name = names[at]
            name.setFixedWidth(key_width)
            name.setContentsMargins(0, 5, 0, 0)
            grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            value = ValueFrame(self._theme, row, self._typed.get(row.key))
            value.pressed.connect(partial(self.start, row.key))
            value.menu_requested.connect(partial(self._show_menu, row.key))
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
