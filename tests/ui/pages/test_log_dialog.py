"""The quick log over any page: who it was is found first, and every record in hand can be logged by one key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.services.activities import Subject
from salesdesk.ui.pages.activities.log_dialog import LogDialog
from salesdesk.ui.window.workspace import Workspace
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office, until


def shown(qtbot: QtBot, office: Office) -> Workspace:
    workspace = Workspace(office.context)
    qtbot.addWidget(workspace.window)
    workspace.window.show()
    workspace.window.activateWindow()
    qtbot.waitUntil(workspace.window.isActiveWindow)
    return workspace


def dialog(workspace: Workspace) -> LogDialog:
    until(lambda: workspace.window.findChild(LogDialog) is not None)
    found = workspace.window.findChild(LogDialog)
    assert found is not None
    return found


def test_from_anywhere_the_person_is_found_first(qtbot: QtBot, office: Office) -> None:
    anna = office.person("Anna Stern")
    workspace = shown(qtbot, office)
    workspace.window.show_page("reports")
    QTest.keyClick(workspace.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    found = dialog(workspace)
    assert found.log.isHidden()
    assert_all_named(found)
    QTest.keyClicks(found.picker.field, "ann")
    QTest.keyClick(found.picker.field, Qt.Key.Key_Return)
    assert found.windowTitle() == "Log with Anna Stern"
    QTest.keyClicks(found.log._text, "met her, then send the price list friday")
    QTest.keyClick(found.log._text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: workspace.window.findChild(LogDialog) is None)
    entries = office.store.activities.of_contact(anna)
    assert {(entry.kind.value, entry.subject or entry.body) for entry in entries} == {
        ("meeting", "met her"), ("task", "send the price list"),
    }  # fmt: skip


def test_the_row_in_hand_is_logged_by_one_letter(qtbot: QtBot, office: Office) -> None:
    office.person("Anna Stern")
    workspace = shown(qtbot, office)
    workspace.window.show_page("contacts")
    table = workspace.window.page("contacts").table  # type: ignore[attr-defined]
    until(lambda: table.current_id() is not None)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_L)
    found = dialog(workspace)
    assert found.windowTitle() == "Log with Anna Stern"
    found.reject()


def test_on_the_page_of_a_record_it_begins_there(qtbot: QtBot, office: Office) -> None:
    anna = office.person("Anna Stern")
    workspace = shown(qtbot, office)
    office.context.navigate("contact", anna)
    page = workspace.window.page("contact")
    until(page.isVisible)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_L)
    log = page.timeline.log  # type: ignore[attr-defined]
    until(log.isVisible)
    assert workspace.window.findChild(LogDialog) is None
    QTest.keyClicks(log._text, "Let us talk")
    assert log._text.toPlainText() == "Let us talk", "in a field it is a letter like any other"


def test_escape_keeps_what_was_typed_for_the_next_time(qtbot: QtBot, office: Office) -> None:
    anna = office.person("Anna Stern")
    workspace = shown(qtbot, office)
    for number in range(2):
        made = LogDialog(workspace.window, office.context, Subject(anna), ActivityKind.CALL)
        made.open()
        if number:
            assert made.log._text.toPlainText() == "half a sentence"
        else:
            QTest.keyClicks(made.log._text, "half a sentence")
            QTest.keyClick(made.log._text, Qt.Key.Key_Escape)
            until(lambda: workspace.window.findChild(LogDialog) is None)
    made.log._cancel.click()
