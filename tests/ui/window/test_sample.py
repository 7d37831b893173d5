"""Looking around with sample data from the first page, and clearing it in one click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.ui import fonts
from salesdesk.ui.delegates.cells import PADDING
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.messages import Message
from salesdesk.ui.theme import Theme
from salesdesk.ui.widgets.dialog import Question
from salesdesk.ui.window.workspace import Workspace
from tests.ui.pages.office import Office, open_office


@pytest.fixture
def new_office(theme: Theme, tmp_path: Path) -> Iterator[Office]:
    opened = open_office(tmp_path, theme)
    yield opened
    opened.close()


@pytest.fixture
def new_workspace(qtbot: QtBot, new_office: Office) -> Workspace:
    made = Workspace(new_office.context)
    qtbot.addWidget(made.window)
    made.window.show()
    qtbot.waitExposed(made.window)
    return made


def idle(qtbot: QtBot, office: Office) -> None:
    qtbot.waitUntil(lambda: not office.context.tasks.is_busy)


def look_around(qtbot: QtBot, office: Office, workspace: Workspace) -> None:
    window = workspace.window
    assert window.current_key == "start"
    links = window.page("start").findChildren(QPushButton)
    link = next(one for one in links if one.text() == "Look around with sample data")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.current_key == "contacts")
    idle(qtbot, office)


def test_one_click_fills_the_file_and_one_clears_it(
    qtbot: QtBot, new_office: Office, new_workspace: Workspace
) -> None:
    window = new_workspace.window
    clear = window.status.clear_sample
    assert not clear.isVisible()
    look_around(qtbot, new_office, new_workspace)
    assert new_office.store.contacts.count() == 200
    assert new_office.said[-1].startswith("A made-up business")
    assert clear.isVisible()
    assert any(command.title == "Clear the sample data" for command in new_workspace.commands())
    for key in ("pipeline", "companies", "campaigns", "history", "reports"):
        window.show_page(key)
        idle(qtbot, new_office)
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.current_key == "start")
    idle(qtbot, new_office)
    assert new_office.services.demo.is_empty()
    assert not clear.isVisible()
    assert not any(command.title == "Clear the sample data" for command in new_workspace.commands())


def test_undo_brings_the_sample_back_and_with_it_the_way_to_clear_it(
    qtbot: QtBot, new_office: Office, new_workspace: Workspace
) -> None:
    look_around(qtbot, new_office, new_workspace)
    new_workspace.sample.clear()
    idle(qtbot, new_office)
    new_office.context.commands.undo()
    idle(qtbot, new_office)
    assert new_office.store.contacts.count() == 200
    assert new_workspace.window.status.clear_sample.isVisible()


def test_a_persons_own_work_is_asked_about_and_one_undo_brings_it_back(
    qtbot: QtBot, new_office: Office, new_workspace: Workspace
) -> None:
    look_around(qtbot, new_office, new_workspace)
    stage = new_office.store.pipelines.all()[0].stages[0].id
    people = new_office.store.contacts.ids()
    person = next(one for one in people if not new_office.store.contacts.get(one).companies)
    new_office.services.deals.create("My own", stage, contact_id=person)
    other = next(one for one in people if one != person)
    new_office.services.contacts.edit(other, "job_title", "Chief")
    posted: list[Message] = []
    new_office.context.messages.posted.connect(posted.append)
    for answer, left in (("Cancel", 200), ("Clear", 1)):
        new_workspace.sample.clear()
        idle(qtbot, new_office)
        question = new_workspace.window.findChild(Question)
        assert question is not None
        told = " ".join(one.text() for one in question.findChildren(QLabel))
        assert "sample records go with 1 own change of them, 1 stays because own ones refer to it" in told
        button = next(one for one in question.findChildren(QPushButton) if one.text() == answer)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        idle(qtbot, new_office)
        qtbot.waitUntil(lambda: new_workspace.window.findChild(Question) is None)
        assert new_office.store.contacts.count() == left
    assert posted[-1].text == "Sample data cleared, but for 1 record that your own ones refer to"
    assert posted[-1].action_text == "Undo"
    assert new_workspace.window.current_key == "contacts"
    new_office.context.commands.undo()
    idle(qtbot, new_office)
    assert new_office.store.contacts.count() == 200
    assert new_office.store.contacts.get(other).values["job_title"] == "Chief"


def test_name_company_email_and_phone_stand_in_full_in_a_window_of_1440(
    qtbot: QtBot, new_office: Office, new_workspace: Workspace
) -> None:
    """Of the people on the first screen, beside the details."""
    new_workspace.window.resize(1440, 900)
    look_around(qtbot, new_office, new_workspace)
    page = new_workspace.window.page("contacts")
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: page.panel.isVisible() and page.panel.is_built)
    table, header = page.table, page.table.header
    shown = ("full_name", "company", "email", "phone")
    assert tuple(page.columns.keys()[:4]) == shown
    sections = [page.model.column_of(key) for key in shown]
    assert header.sectionPosition(sections[-1]) + header.sectionSize(sections[-1]) <= table.viewport().width()
    metrics = QFontMetrics(fonts.font(fonts.BODY, QFont.Weight.Medium))
    cut = []
    for row in range(page.model.rowCount()):
        for key, section in zip(shown, sections, strict=True):
            text = str(page.model.index(row, section).data() or "")
            needed = metrics.horizontalAdvance(text) + 2 * PADDING + (32 if key == "full_name" else 0)
            if needed > header.sectionSize(section):
                cut.append(text)
    assert len(cut) <= 0.08 * 4 * page.model.rowCount(), cut
    longest = max(metrics.horizontalAdvance(text) for text in ("+490170123456789", "+49 170 12345678"))
    assert longest + 2 * PADDING <= header.sectionSize(sections[-1]), "a number of sixteen characters"
