"""Lists in which the keyboard chooses the row that it comes to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)
_UPRIGHT = (Qt.Key.Key_Up, Qt.Key.Key_Down)


def choose_by_keyboard(view: QAbstractItemView) -> None:
    """Have ``view`` choose its first row when the keyboard comes to it. Qt makes that the current one without choosing it, so
    that the arrow keys pass it over, and find none further where it is the only one."""
    view.installEventFilter(_FirstRow(view))


class _FirstRow(QObject):
    """Looks at the focus and the keys that come to a view, its parent."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QAbstractItemView) and watched.model() is not None:
            if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
                if event.reason() in _BY_KEYBOARD:
                    _choose(watched)
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                plain = event.modifiers() in (
                    Qt.KeyboardModifier.NoModifier,
                    Qt.KeyboardModifier.KeypadModifier,
                )
                if plain and event.key() in _UPRIGHT and watched.currentIndex().isValid():
                    return _choose(watched)
        return super().eventFilter(watched, event)


def _choose(view: QAbstractItemView) -> bool:
    """Choose the current row, else the first one that can be; False where a row is chosen, or none can be."""
    if view.selectionModel().hasSelection():
        return False
    index = view.currentIndex()
    if not index.isValid():
        index = next(filter(_can_be_chosen, _rows(view)), index)
    view.setCurrentIndex(index)
    return view.selectionModel().hasSelection()


def _rows(view: QAbstractItemView) -> list[QModelIndex]:
    model = view.model()
    return [model.index(row, 0) for row in range(min(model.rowCount(), 100))]


def _can_be_chosen(index: QModelIndex) -> bool:
    wanted = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    return index.flags() & wanted == wanted
