"""Where the focus is after a button of the message bar was pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.ui.messages import Message
from salesdesk.ui.theme import Theme
from salesdesk.ui.window.message_bar import MessageBar


def test_it_goes_back_to_where_it_came_from(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    layout = QVBoxLayout(host)
    for part in (QPushButton("Reports /"), QLineEdit()):
        layout.addWidget(part)
    field = host.findChildren(QLineEdit)[0]
    bar = MessageBar(Theme(), host)
    host.resize(600, 400)
    host.show()
    qtbot.waitExposed(host)
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    for pressed in (bar.action, bar.close_button):
        field.setFocus()
        bar.show_message(Message("A cell is no number", "bad", "Take the other 5", lambda: None))
        pressed.setFocus()
        QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)
        assert not bar.isVisible()
        assert field.hasFocus()


def test_what_waits_for_somebody_is_there_again_after_other_messages(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    bar = MessageBar(Theme(), host)
    host.resize(600, 400)
    host.show()
    qtbot.waitExposed(host)
    shown: list[str] = []
    for text in ("Reminder: call Ann", "Reminder: call Bob"):
        bar.show_message(Message(text, "", "Show", lambda text=text: shown.append(text), stays=True))  # type: ignore[misc]
        assert bar.shown_for() == 0
    bar.show_message(Message("Saved", "", "Undo", lambda: None))
    assert bar.shown_for() > 0
    bar.dismiss()  # as its time is over
    assert bar.text.text() == "Reminder: call Bob"
    QTest.mouseClick(bar.action, Qt.MouseButton.LeftButton)
    assert (shown, bar.text.text(), bar.isVisible()) == (["Reminder: call Bob"], "Reminder: call Ann", True)
    QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert bar.isHidden()
