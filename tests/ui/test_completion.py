"""Boxes one types into, and the lists that open below fields."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.completion import FindingBox, TypingBox, dress

FIELDS = ("Birthday", "City", "Company", "Email", "Last contact", "Straße")


def shown(qtbot: QtBot, box: TypingBox) -> tuple[QWidget, QLineEdit]:
    window, before = QWidget(), QLineEdit()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(before)
    layout.addWidget(box)
    box.addItems(FIELDS)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    before.setFocus()
    edit = box.lineEdit()
    assert edit is not None
    return window, edit


def close_list(box: TypingBox) -> None:
    completer = box.completer()
    popup = completer.popup() if completer is not None else None
    if popup is not None:
        popup.hide()


@pytest.mark.parametrize("box", [TypingBox, FindingBox])
@pytest.mark.parametrize("reason", [Qt.FocusReason.OtherFocusReason, Qt.FocusReason.TabFocusReason])
def test_what_is_typed_takes_the_place_of_the_old_text(
    qtbot: QtBot, theme: Theme, box: type[TypingBox], reason: Qt.FocusReason
) -> None:
    made = box()
    _window, edit = shown(qtbot, made)
    made.setFocus(reason)
    qtbot.keyClicks(made, "city")
    assert edit.text().casefold() == "city"


def test_a_click_selects_the_old_text_and_a_second_one_places_the_cursor(qtbot: QtBot, theme: Theme) -> None:
    made = TypingBox()
    _window, edit = shown(qtbot, made)
    qtbot.mouseClick(edit, Qt.MouseButton.LeftButton, pos=QPoint(4, 8))
    assert edit.selectedText() == "Birthday"
    qtbot.mouseClick(edit, Qt.MouseButton.LeftButton, pos=QPoint(4, 8))
    assert not edit.hasSelectedText()


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("city", "City"),
        ("mail", "Email"),
        ("comp", "Company"),
        ("CONT", "Last contact"),
        ("strasse", "Straße"),
    ],
)
@pytest.mark.parametrize("leave", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_what_is_typed_becomes_the_entry_it_names(
    qtbot: QtBot, theme: Theme, typed: str, held: str, leave: Qt.Key
) -> None:
    made = FindingBox()
    _window, _edit = shown(qtbot, made)
    made.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClicks(made, typed)
    close_list(made)
    qtbot.keyClick(made, leave)
    assert (made.currentText(), made.itemText(made.currentIndex())) == (held, held)


def test_what_names_no_entry_is_said_until_it_does(qtbot: QtBot, theme: Theme) -> None:
    made, said = FindingBox(), []
    made.unknown.connect(said.append)
    _window, edit = shown(qtbot, made)
    made.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClicks(made, "Birthdaycity")
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert said == ["Birthdaycity"]
    edit.selectAll()
    qtbot.keyClicks(made, "birth")
    close_list(made)
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert said == ["Birthdaycity", ""]
    assert made.currentText() == "Birthday"
    edit.clear()
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert made.currentText() == "Birthday", "an emptied field holds what it held"


@pytest.mark.parametrize("name", ["light", "dark"])
def test_lists_below_fields_are_drawn_in_the_theme(
    qtbot: QtBot, qapp: object, theme: Theme, name: str
) -> None:
    theme.apply(qapp, name)  # type: ignore[arg-type]
    window, edit = shown(qtbot, FindingBox())
    own = QLineEdit(window)
    completer = QCompleter(list(FIELDS), own)
    own.setCompleter(completer)
    dress(completer)
    box = edit.parentWidget()
    assert isinstance(box, FindingBox)
    for one in (completer, box.completer()):
        assert one is not None
        popup = one.popup()
        assert popup is not None
        popup.resize(200, 300)
        picture = popup.grab().toImage()
        assert picture.pixelColor(100, 290) == theme.color("panel")
