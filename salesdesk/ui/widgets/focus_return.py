"""Giving the focus back to where it was before a dialog, also where what had it was made anew meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QDialog, QStackedWidget, QWidget
from shiboken6 import isValid


class FocusReturn:
    """Remembers what has the focus in the window behind a dialog that is about to be shown.

    Qt gives the focus back by itself to what is still there. A card that is filled anew after saving has other buttons
    with the same names: the one that is called the same gets it, nearest to where the former one was.
    """

    def __init__(self, dialog: QDialog, window: QWidget) -> None:
        self._window, self._former = window, window.focusWidget()
        self._key = None if self._former is None else _key(self._former)
        self._around = [] if self._former is None else list(_around(self._former))
        dialog.finished.connect(self._closed)

    def _closed(self, _result: int) -> None:
        QTimer.singleShot(0, self._window, self._give_back)

    def _give_back(self) -> None:
        former = self._former
        if former is None or (isValid(former) and former.isVisible()):
            return
        for place in self._around:
            if isValid(place) and place.isVisible():
                for one in place.findChildren(QWidget):
                    if _key(one) == self._key and _takes_focus(one):
                        one.setFocus(Qt.FocusReason.OtherFocusReason)
                        return


def _around(widget: QWidget) -> Iterator[QWidget]:
    """What a widget lies in, from the inside outwards, no further than its page."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QStackedWidget):
        yield parent
        parent = parent.parentWidget()


def _key(widget: QWidget) -> tuple[type, str]:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return type(widget), widget.accessibleName() or text


def _takes_focus(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
