"""From a field that finds something the arrow down leads to what was found."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from salesdesk.ui.lists.column_chooser import ColumnChooser
from salesdesk.ui.pages.contacts.page import ContactsPage
from tests.ui.pages.office import Office, until


def opened(qtbot: QtBot, office: Office) -> ContactsPage:
    for name in ("Amara Okafor", "Jonas Lindqvist"):
        office.person(name)
    page = ContactsPage(office.context)
    qtbot.addWidget(page)
    office.shown.append(page)
    page.resize(1200, 700)
    page.show()
    qtbot.waitExposed(page)
    until(lambda: page.model.rowCount() == 2)
    return page


def test_a_column_is_found_and_ticked_without_the_mouse(qtbot: QtBot, office: Office) -> None:
    page = opened(qtbot, office)
    page.columns.choose()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ColumnChooser) and w.isVisible())
    assert "birthday" not in list(dialog.keys())
    qtbot.keyClicks(dialog._find, "birth")
    qtbot.keyClick(dialog._find, Qt.Key.Key_Down)
    assert dialog.focusWidget() is dialog.list
    assert dialog.list.currentItem().text() == "Birthday"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert "birthday" in list(page.columns.keys())


def test_down_leads_from_the_field_into_the_list(qtbot: QtBot, office: Office) -> None:
    page = opened(qtbot, office)
    page.filters.text.setFocus()
    qtbot.keyClicks(page.filters.text, "jonas")
    qtbot.keyClick(page.filters.text, Qt.Key.Key_Down)
    until(lambda: page.model.rowCount() == 1)
    assert page.focusWidget() is page.table
