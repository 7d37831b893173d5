"""Small floating lists: several values for a filter, or one name for a bulk change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.names import name_key
from salesdesk.ui.widgets.buttons import link_button
from salesdesk.ui.widgets.first_row import choose_by_keyboard
from salesdesk.ui.widgets.text import ElidedLabel

_ROW, _WIDTH, _HIGHEST = 32, 248, 320
_SEARCH_FROM = 9
Value = Qt.ItemDataRole.UserRole


class ListPopup(QFrame):
    """A list below a button, with a field that narrows it once it is long. Escape closes it; arrow keys move
    while the field has the focus. It deletes itself when it closes."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        self.setFixedWidth(_WIDTH)
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.list = QListWidget()
        choose_by_keyboard(self.list)
        self.list.setAccessibleName(name)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(8, 8, 8, 8)
        self.layout_.setSpacing(6)
        self.layout_.addWidget(ElidedLabel(name, "caption"))
        self.layout_.addWidget(self.field)
        self.layout_.addWidget(self.list, 1)
        self.field.textEdited.connect(self.narrow)
        self.field.installEventFilter(self)

    def show_below(self, anchor: QWidget) -> None:
        """Open below ``anchor``, or above it when the window ends there."""
        self._fit()
        at = anchor.mapToGlobal(QPoint(0, anchor.height() + 4))
        window = anchor.window()
        if at.y() + self.height() > window.mapToGlobal(QPoint(0, window.height())).y():
            above = anchor.mapToGlobal(QPoint(0, -4)).y() - self.height()
            at.setY(max(window.mapToGlobal(QPoint(0, 0)).y(), above))
        right = window.mapToGlobal(QPoint(window.width(), 0)).x() - self.width() - 8
        self._open(QPoint(min(at.x(), right), at.y()))

    def show_at(self, at: QPoint) -> None:
        """Open at a place of the screen."""
        self._fit()
        self._open(at)

    def _fit(self) -> None:
        rows = sum(not self.list.item(row).isHidden() for row in range(self.list.count()))
        self.list.setFixedHeight(min(_HIGHEST, max(1, min(rows, 9)) * _ROW + 4))
        self.adjustSize()

    def _open(self, at: QPoint) -> None:
        self.move(at)
        self.show()
        (self.field if self.field.isVisibleTo(self) else self.list).setFocus()

    def narrow(self, text: str) -> None:
        """Show the rows that contain ``text``; one that is called exactly so is the current one."""
        key = fold_key(text)
        first = exact = -1
        for row in range(self.list.count()):
            item = self.list.item(row)
            fits = key in fold_key(item.text())
            item.setHidden(not fits)
            first = row if fits and first < 0 else first
            exact = row if key and exact < 0 and fold_key(item.text()) == key else exact
        self.list.setCurrentRow(first if exact < 0 else exact)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.confirm()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def confirm(self) -> None:
        """What Enter does."""

    def _step(self, by: int) -> None:
        rows = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if rows:
            here = rows.index(self.list.currentRow()) if self.list.currentRow() in rows else -1
            self.list.setCurrentRow(rows[max(0, min(len(rows) - 1, here + by))])


class ValuesPopup(ListPopup):
    """Several values to tick. ``changed`` carries the ticked values in the order of the list after each tick;
    ``emptiness_wanted`` is sent for the entry that asks for records without a value."""

    changed = Signal(object)
    emptiness_wanted = Signal()
    more_wanted = Signal()

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        ticked: Sequence[str],
        parent: QWidget,
        *,
        empty: str = "",
        more: str = "",
    ) -> None:
        super().__init__(name, parent)
        self.field.setPlaceholderText(self.tr("Find"))
        self.field.setVisible(len(choices) >= _SEARCH_FROM)
        chosen = {name_key(value) for value in ticked}
        for value, text in choices:
            item = QListWidgetItem(text)
            item.setData(Value, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = name_key(value) in chosen or name_key(text) in chosen
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)
        self.list.itemChanged.connect(self._tell)
        self.list.itemClicked.connect(self._on_clicked)
        self._pressed_state: Qt.CheckState | None = None
        self.list.itemPressed.connect(self._on_pressed)
        for text, wanted in ((empty, self.emptiness_wanted), (more, self.more_wanted)):
            if text:
                link = link_button(text)
                link.clicked.connect(self.close)
                link.clicked.connect(wanted)
                self.layout_.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def values(self) -> tuple[str, ...]:
        """The ticked values."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(str(item.data(Value)) for item in items if item.checkState() == Qt.CheckState.Checked)

    def confirm(self) -> None:
        item = self.list.currentItem()
        if item is not None and self.field.text():
            _flip(item)
        else:
            self.close()

    def _on_pressed(self, item: QListWidgetItem) -> None:
        self._pressed_state = item.checkState()

    def _on_clicked(self, item: QListWidgetItem) -> None:
        # A click on the box has flipped it already; one on the words has not.
        if item.checkState() == self._pressed_state:
            _flip(item)

    def _tell(self) -> None:
        self.changed.emit(self.values())


class NamePopup(ListPopup):
    """One name to choose; with ``creatable`` what was typed can be chosen too. ``chosen`` carries the value."""

    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[object, str]],
        parent: QWidget,
        *,
        creatable: str = "",
        hint: str = "",
    ) -> None:
        super().__init__(name, parent)
        self._creatable = creatable
        self.field.setPlaceholderText(hint or self.tr("Find"))
        self.field.setVisible(bool(creatable) or len(choices) >= _SEARCH_FROM)
        self._new = QListWidgetItem()
        for value, text in choices:
            item = QListWidgetItem(text)
            item.setData(Value, value)
            self.list.addItem(item)
        self.list.addItem(self._new)
        self.list.itemClicked.connect(self._take)
        self.narrow("")

    def narrow(self, text: str) -> None:
        clean = " ".join(text.split())
        self._new.setText(self._creatable.format(clean) if self._creatable else "")
        self._new.setData(Value, clean)
        super().narrow(text)
        items = [self.list.item(row) for row in range(self.list.count() - 1)]
        same = any(name_key(item.text()) == name_key(clean) for item in items)
        self._new.setHidden(not self._creatable or not clean or same)
        if self.list.currentRow() < 0 and not self._new.isHidden():
            self.list.setCurrentItem(self._new)

    def confirm(self) -> None:
        item = self.list.currentItem()
        if item is not None and not item.isHidden():
            self._take(item)

    def _take(self, item: QListWidgetItem) -> None:
        value = item.data(Value)
        self.close()
        self.chosen.emit(value)


class ActionsPopup(NamePopup):
    """A short list of named actions; choosing one runs it."""

    def __init__(
        self, name: str, actions: Sequence[tuple[str, Callable[[], object]]], parent: QWidget
    ) -> None:
        super().__init__(name, [(at, text) for at, (text, _run) in enumerate(actions)], parent)
        self._actions = [run for _text, run in actions]
        self.chosen.connect(self._run)

    def _run(self, at: object) -> None:
        if isinstance(at, int):
            self._actions[at]()


def _flip(item: QListWidgetItem) -> None:
    on = item.checkState() == Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
