"""Where menus open that a key asked for: at what the key was about."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
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


def asked_at(view: QAbstractItemView, at: QPoint) -> QPoint:
    """Where a menu opens that was asked for at a point of the viewport of ``view``. A key asks at the middle of the entry in
    hand, which may be out of sight."""
    return view.viewport().mapToGlobal(at) if view.viewport().rect().contains(at) else beneath(view)
