"""Columns that stay while the others are scrolled sideways."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QLineEdit
from pytestqt.qtbot import QtBot

from salesdesk.domain.row_grouping import Grouping
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.widgets.frozen_columns import FrozenColumns
from tests.ui.pages.office import Office, until

WIDE = ("full_name", "company", "email", "phone", "lifecycle_stage", "job_title", "city", "country", "notes")


def shown(qtbot: QtBot, office: Office) -> ContactsPage:
    page = ContactsPage(office.context)
    qtbot.addWidget(page)
    office.shown.append(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(1000, 600)
    page.show()
    qtbot.waitExposed(page)
    page.refresh()
    return page


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> ContactsPage:
    for number in range(60):
        office.person(f"Person {number:02}", company="Nordwind", city="Kiel")
    page = shown(qtbot, office)
    page.columns.show(WIDE)
    return page


def frozen(page: ContactsPage) -> FrozenColumns:
    assert page.table.frozen is not None
    return page.table.frozen


def freeze(qtbot: QtBot, page: ContactsPage, key: str) -> None:
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, page.model.column_of(key)))
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.table, Qt.Key.Key_F, both)
    qtbot.wait(20)


def test_the_columns_up_to_one_stay_and_are_remembered(
    qtbot: QtBot, office: Office, page: ContactsPage
) -> None:
    assert page.table.frozen is None
    freeze(qtbot, page, "company")
    assert frozen(page).isVisible()
    assert frozen(page).count == 2
    place = frozen(page).pos()
    page.table.horizontalScrollBar().setValue(400)
    page.table.verticalScrollBar().setValue(300)
    assert frozen(page).pos() == place
    assert frozen(page).verticalScrollBar().value() == 300
    qtbot.waitUntil(lambda: not page.table.header._settled.isActive())
    office.services.custom_fields.create("contact", "Colour")
    assert frozen(page).isVisible()
    other = shown(qtbot, office)
    qtbot.waitUntil(lambda: frozen(other).isVisible())
    assert frozen(other).count == 2
    freeze(qtbot, page, "company")
    assert frozen(page).isHidden()


def test_a_cell_never_lies_below_them(qtbot: QtBot, page: ContactsPage) -> None:
    freeze(qtbot, page, "full_name")
    page.table.horizontalScrollBar().setValue(page.table.horizontalScrollBar().maximum())
    for key in ("notes", "email", "company"):
        index = page.model.index(3, page.model.column_of(key))
        page.table.setCurrentIndex(index)
        assert page.table.visualRect(index).left() >= frozen(page).width() - 1


def test_clicks_and_editors_are_those_of_the_table(qtbot: QtBot, page: ContactsPage) -> None:
    freeze(qtbot, page, "full_name")
    page.table.horizontalScrollBar().setValue(200)
    cell = page.model.index(2, page.model.column_of("full_name"))
    qtbot.mouseClick(
        frozen(page).viewport(), Qt.MouseButton.LeftButton, pos=frozen(page).visualRect(cell).center()
    )
    assert page.table.selected_ids() == [page.model.id_at(2)]
    assert page.table.hasFocus()
    page.table.edit(page.table.currentIndex())
    assert page.table.state() == QAbstractItemView.State.EditingState
    assert frozen(page).isHidden()
    editor = QGuiApplication.focusObject()
    assert isinstance(editor, QLineEdit)
    editor.setText("Person 99")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(frozen(page).isVisible)
    with qtbot.waitSignal(page.table.layout_changed):
        frozen(page).header.resizeSection(page.model.column_of("full_name"), 222)
    assert page.table.header.sectionSize(page.model.column_of("full_name")) == 222


def test_headings_of_groups_run_over_them(qtbot: QtBot, page: ContactsPage) -> None:
    freeze(qtbot, page, "full_name")
    page.groups.apply(Grouping("city"))
    at = frozen(page).visualRect(page.model.index(0, page.model.column_of("full_name"))).center()
    qtbot.mouseClick(frozen(page).viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.model.rowCount() == 1
    assert page.grab().width() == 1000


def test_they_step_aside_where_nothing_else_would_be_seen(
    qtbot: QtBot, office: Office, page: ContactsPage
) -> None:
    freeze(qtbot, page, "lifecycle_stage")
    assert frozen(page).isHidden()
    until(lambda: "too wide" in "".join(office.said))
    page.resize(2400, 700)
    qtbot.waitUntil(lambda: frozen(page).isVisible())
