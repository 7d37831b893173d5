"""What the search field and the palette show of what was found, and where it leads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.services.activities import Subject
from salesdesk.ui.widgets.result_list import ResultRole
from salesdesk.ui.window.search import Hit, from_each_group
from salesdesk.ui.window.workspace import Workspace
from tests.ui.pages.office import Office


@pytest.fixture
def workspace(qtbot: QtBot, filed_office: Office) -> Workspace:
    """The window of a file in which a call and a note speak of machines."""
    ann = filed_office.person("Anna Berg", notes="Will eine Kaffeemaschine für den Laden.")
    about = Subject(contact_id=ann)
    filed_office.services.activities.log(
        ActivityKind.CALL, about, subject="Rückruf", body="Fragt nach Melitta."
    )
    made = Workspace(filed_office.context)
    qtbot.addWidget(made.window)
    made.window.show()
    return made


def test_what_was_found_says_where_and_opens_whom_it_is_about(qtbot: QtBot, workspace: Workspace) -> None:
    window, field = workspace.window, workspace.window.top_bar.search.edit
    qtbot.keyClicks(field, "kaffeemaschine")
    shown = window.search_popup.results.currentItem().data(ResultRole)
    assert (shown.title, shown.detail) == ("Anna Berg", "Notes: Will eine Kaffeemaschine für den Laden.")
    field.clear()
    qtbot.keyClicks(field, "melitta")
    assert [window.search_popup.results.item(row).data(ResultRole).title for row in range(2)] == [
        "History",
        "Rückruf",
    ]
    shown = window.search_popup.results.currentItem().data(ResultRole)
    assert shown.detail == "Anna Berg · Text: Fragt nach Melitta."
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.current_key == "contact"


def test_the_palette_shows_the_history_beside_many_people(
    qtbot: QtBot, workspace: Workspace, filed_office: Office
) -> None:
    for number in range(12):
        filed_office.person(f"Melitta Ott {number}")
    palette = workspace.window.palette_overlay
    palette.summon()
    qtbot.keyClicks(palette.field, "melitta")
    titles = [palette.results.item(row).data(ResultRole).title for row in range(palette.results.count())]
    assert "Rückruf" in titles
    assert sum(title.startswith("Melitta") for title in titles) == 8


def test_few_places_are_shared_among_the_groups() -> None:
    hits = [Hit(group, f"{group}{number}", "", "", "", 0) for group in "abc" for number in range(4)]
    assert [hit.title for hit in from_each_group(hits, 5)] == ["a0", "a1", "b0", "b1", "c0"]
    assert from_each_group(hits, 99) == hits
