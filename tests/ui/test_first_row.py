"""Lists in which the keyboard chooses the row that it comes to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.ui.widgets.first_row import choose_by_keyboard

TAB, MOUSE = Qt.FocusReason.TabFocusReason, Qt.FocusReason.MouseFocusReason


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[QListWidget]:
    """A list below a field, which has the focus."""
    host = QWidget()
    qtbot.addWidget(host)
    column = QVBoxLayout(host)
    made = QListWidget()
    choose_by_keyboard(made)
    for part in (QLineEdit(), made):
        column.addWidget(part)
    host.show()
    qtbot.waitExposed(host)
    yield made
    host.hide()


def chosen(view: QListWidget) -> list[str]:
    return [item.text() for item in view.selectedItems()]


@pytest.mark.parametrize("texts", [("one",), ("one", "two")])
def test_the_first_row_is_chosen_when_the_keyboard_comes(
    qtbot: QtBot, view: QListWidget, texts: tuple[str, ...]
) -> None:
    view.addItems(texts)
    view.setFocus(TAB)
    assert chosen(view) == ["one"]


@pytest.mark.parametrize("texts", [("one",), ("one", "two")])
def test_the_first_arrow_key_chooses_what_is_current(
    qtbot: QtBot, view: QListWidget, texts: tuple[str, ...]
) -> None:
    view.addItems(texts)
    view.setFocus(MOUSE)
    assert chosen(view) == []
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert chosen(view) == ["one"]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert chosen(view) == [texts[-1]]


def test_a_heading_is_passed_over_and_an_empty_list_left_alone(qtbot: QtBot, view: QListWidget) -> None:
    view.addItems(["heading", "one"])
    view.item(0).setFlags(Qt.ItemFlag.NoItemFlags)
    view.setFocus(TAB)
    assert chosen(view) == ["one"]
    view.clear()
    view.clearFocus()
    view.setFocus(TAB)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert chosen(view) == []


def test_what_is_chosen_already_stays(qtbot: QtBot, view: QListWidget) -> None:
    view.addItems(["one", "two", "three"])
    view.setCurrentRow(2)
    view.setFocus(TAB)
    assert chosen(view) == ["three"]
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert chosen(view) == ["two"]
