"""The wheel scrolls a page or a dialog, whatever lies under the pointer."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QDoubleSpinBox, QLabel, QSpinBox, QTimeEdit, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.scroll_column import ScrollColumn


def turn(over: QWidget) -> bool:
    """One notch of the wheel over the middle of a field. Returns whether the field took it."""
    place = QPointF(over.rect().center())
    event = QWheelEvent(
        place,
        QPointF(over.mapToGlobal(place)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(over, event)
    return event.isAccepted()


def fields() -> list[QWidget]:
    choice, written = QComboBox(), QComboBox()
    written.setEditable(True)
    for box in (choice, written):
        box.addItems(["One", "Two", "Three", "Four"])
        box.setCurrentIndex(1)
    number, amount = QSpinBox(), QDoubleSpinBox()
    number.setValue(50)
    amount.setValue(50)
    return [choice, written, number, amount, QTimeEdit(QTime(9, 0)), DateField(date(2026, 11, 30))]


def said(field: QWidget) -> str:
    if isinstance(field, QComboBox):
        return field.currentText()
    assert isinstance(field, QSpinBox | QDoubleSpinBox | QTimeEdit | DateField)
    return field.text()


@pytest.mark.parametrize("focused", [False, True])
@pytest.mark.parametrize("late", [False, True])
def test_no_field_of_a_page_changes_while_it_scrolls(
    qtbot: QtBot, theme: Theme, focused: bool, late: bool
) -> None:
    page = ScrollColumn()
    qtbot.addWidget(page)
    page.resize(300, 200)
    for _ in range(20):
        page.column.addWidget(QLabel("more"))
    part = fields()
    if late:
        page.show()
        qtbot.waitExposed(page)
    for field in part:
        page.column.insertWidget(0, field)
    page.show()
    qtbot.waitUntil(lambda: all(field.isVisible() for field in part))
    qtbot.wait(20)
    for field in part:
        if focused:
            field.setFocus()
        before = said(field)
        assert not turn(field), "left to the page"
        assert said(field) == before


def test_no_field_of_a_dialog_changes_while_it_scrolls(qtbot: QtBot, theme: Theme) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(400, 300)
    host.show()
    dialog = Dialog(host, "New deal")
    for field in fields():
        dialog.add(field)
    dialog.open()
    qtbot.waitExposed(dialog)
    qtbot.wait(20)
    for field in dialog.findChildren(QComboBox) + dialog.findChildren(DateField):
        before = said(field)
        turn(field)
        assert said(field) == before
    dialog.reject()
