"""Where menus open that a key asked for: at what the key was about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QWidget


def beneath(asked: QWidget) -> QPoint:
    """Beneath the entry of a view that is in hand, which is brought into sight; beneath any other widget."""
    if not isinstance(asked, QAbstractItemView) or not asked.currentIndex().isValid():
        return asked.mapToGlobal(QPoint(0, asked.height()))
    index = asked.currentIndex()
    if not asked.viewport().rect().intersects(asked.visualRect(index)):
        asked.scrollTo(index)
    return corner_of(asked, asked.visualRect(index))


def corner_of(area: QAbstractScrollArea, box: QRect) -> QPoint:
    """The lower left corner of a box in the viewport of ``area``, or what is nearest to it in sight."""
    seen, corner = area.viewport().rect(), box.bottomLeft()
    x = max(seen.left(), min(seen.right(), corner.x()))
    y = max(seen.top(), min(seen.bottom(), corner.y()))
    return area.viewport().mapToGlobal(QPoint(x, y))


def offer_menu(view: QAbstractItemView, show: Callable[[QPoint], object]) -> None:
    """Have ``show`` open the context menu of a view, at a point of its viewport. For the key that is a point of the entry in
    hand, brought into sight: Qt names one that takes the heading of a table for a part of it, or that cannot be seen."""
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(show)
    view.installEventFilter(_KeyMenu(view))


class _KeyMenu(QObject):
    """Looks at what is asked of a view, its parent; the mouse asks the viewport."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ContextMenu
            and isinstance(event, QContextMenuEvent)
            and event.reason() == QContextMenuEvent.Reason.Keyboard
            and isinstance(watched, QAbstractItemView)
            and watched.currentIndex().isValid()
        ):
            watched.customContextMenuRequested.emit(watched.viewport().mapFromGlobal(beneath(watched)))
            return True
        return super().eventFilter(watched, event)
