"""The focus after a dialog: where it was, also when what had it was made anew."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from salesdesk.ui.widgets.dialog import Dialog


class Card(QWidget):
    """A card that is filled anew after each change, as those of a record's page are."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self.names = names
        self.column = QVBoxLayout(self)
        self.fill()

    def fill(self) -> None:
        while (item := self.column.takeAt(0)) is not None:
            widget = item.widget()
            assert widget is not None
            widget.hide()
            widget.deleteLater()
        for name in self.names:
            self.column.addWidget(QPushButton(name))

    def button(self, name: str) -> QPushButton:
        return next(b for b in self.findChildren(QPushButton) if b.text() == name and not b.isHidden())


def shown(qtbot: QtBot) -> tuple[QWidget, Card, Card]:
    window = QStackedWidget()
    page = QWidget()
    column = QVBoxLayout(page)
    one, other = Card(("Edit", "Add")), Card(("Edit", "Add", "Remove"))
    column.addWidget(one)
    column.addWidget(other)
    window.addWidget(page)
    qtbot.addWidget(window)
    window.show()
    return window, one, other


def close(qtbot: QtBot, dialog: Dialog) -> None:
    dialog.accept()
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_a_card_that_was_filled_anew_has_the_focus_again(qtbot: QtBot) -> None:
    window, _, card = shown(qtbot)
    card.button("Add").setFocus()
    dialog = Dialog(window, "Add somebody")
    dialog.open()
    card.fill()
    close(qtbot, dialog)
    qtbot.waitUntil(lambda: window.focusWidget() is card.button("Add"))


def test_what_is_gone_leaves_the_focus_to_what_is_called_the_same_nearby(qtbot: QtBot) -> None:
    window, first, card = shown(qtbot)
    card.button("Edit").setFocus()
    dialog = Dialog(window, "Edit")
    dialog.open()
    card.names = ("Add",)
    card.fill()
    close(qtbot, dialog)
    qtbot.waitUntil(lambda: window.focusWidget() is first.button("Edit"))


def test_what_is_still_there_keeps_it(qtbot: QtBot) -> None:
    window, first, card = shown(qtbot)
    card.button("Remove").setFocus()
    dialog = Dialog(window, "Remove")
    dialog.open()
    first.fill()
    close(qtbot, dialog)
    assert window.focusWidget() is card.button("Remove")
