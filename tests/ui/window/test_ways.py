"""Ways through the window: what the name of a page stands for, and what back returns to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, Sort
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.window.command_palette import CommandPalette
from salesdesk.ui.window.navigation_rail import RailItem
from salesdesk.ui.window.workspace import Workspace
from tests.ui.pages.office import Office

HAMBURG = Filter((Condition("city", Op.IS, ("Hamburg",)),))
LISTS = ("contacts", "companies", "deals")
KINDS = dict(zip(LISTS, (RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS), strict=True))


@pytest.fixture
def busy(filed_office: Office) -> Office:
    """People in two towns, companies and deals."""
    office = filed_office
    stage = office.store.pipelines.all()[0].stages[0].id
    for number in range(6):
        town = "Hamburg" if number % 2 else "Wien"
        person = office.person(f"Person {number}", city=town, company=f"Company {number}")
        office.services.deals.create(f"Deal {number}", stage, amount=number, contact_id=person)
    return office


def rail_items(workspace: Workspace) -> list[RailItem]:
    """The entries of the rail; those of views stand once their layout was asked."""
    QApplication.processEvents()
    return [item for item in workspace.window.rail.findChildren(RailItem) if not item.isHidden()]


def rail_item(workspace: Workspace, name: str) -> RailItem:
    return next(item for item in rail_items(workspace) if item.title_text == name)


def list_of(workspace: Workspace, key: str) -> ListPage:
    page = workspace.window.page(key)
    assert isinstance(page, ListPage)
    return page


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("key", ["contacts", "companies"])
@pytest.mark.parametrize("way", ["rail", "keys", "palette"])
def test_the_name_of_a_list_shows_all_of_it(
    qtbot: QtBot, busy: Office, workspace: Workspace, key: str, way: str
) -> None:
    """A view, a filter and words to find are left behind, and back leads to them again."""
    window, page = workspace.window, list_of(workspace, key)
    window.show_page(key)
    everything = page.source.reader.count()
    columns = page.columns.keys()
    own = columns[2:0:-1]  # in another order than theirs
    number = busy.services.saved_views.create(KINDS[key], "Few", Filter((), "3"), Sort(), own)[0]
    window.view_requested.emit(number)
    qtbot.keyClicks(page.filters.text, " x")
    qtbot.keyClick(page.filters.text, Qt.Key.Key_Return)
    assert page.model.rowCount() == 0
    if way == "rail":
        click(qtbot, rail_item(workspace, page.look.title))
    elif way == "keys":
        place = [item.property("key") for item in window.rail.findChildren(RailItem)].index(key)
        action = next(one for one in window.actions() if one.shortcut().toString() == f"Ctrl+{place + 1}")
        action.trigger()
    else:
        palette = window.palette_overlay
        assert isinstance(palette, CommandPalette)
        next(one for one in workspace.commands() if one.title == f"Go to {page.look.title}").run()
    assert (page.title, page.model.rowCount()) == (page.look.title, everything)
    assert page.filters.text.text() == ""
    assert page.columns.keys() == columns
    window.go_back()
    assert (page.title, page.model.rowCount(), page.filters.text.text()) == ("Few", 0, "3 x")
    assert page.columns.keys() == own


def test_a_filter_made_by_hand_ends_with_the_name_too(
    qtbot: QtBot, busy: Office, workspace: Workspace
) -> None:
    page = list_of(workspace, "contacts")
    workspace.window.show_page("contacts")
    page.filters._replace(None, HAMBURG.parts[0])
    assert page.model.rowCount() == 3
    click(qtbot, rail_item(workspace, "Contacts"))
    assert page.model.rowCount() == 7
    click(qtbot, rail_item(workspace, "Contacts"))
    workspace.window.go_back()
    assert page.model.rowCount() == 3, "a second click on the same name is no step"


def test_a_view_asked_for_again_is_shown_as_it_was_saved(
    qtbot: QtBot, busy: Office, workspace: Workspace
) -> None:
    page = list_of(workspace, "contacts")
    number = busy.services.saved_views.create(RecordKind.CONTACTS, "Hamburg", HAMBURG, Sort(), ())[0]
    workspace.window.view_requested.emit(number)
    page.filters._replace(HAMBURG.parts[0], None)
    assert page.model.rowCount() == 7
    workspace.window.view_requested.emit(number)
    assert page.model.rowCount() == 3


@pytest.mark.parametrize("key", LISTS)
def test_back_leads_to_the_list_as_it_was_left_at_its_row(
    qtbot: QtBot, busy: Office, workspace: Workspace, key: str
) -> None:
    """What the list was opened with counts no more once the person changed it."""
    window, page = workspace.window, list_of(workspace, key)
    every = page.source.reader.ids()
    window.show_page(key, ("records", tuple(every[:4])))
    page.filters.only_cleared.emit()
    page.table.sort_by(0, True)
    record = page.model.ids[2]
    page.table.select_id(record)
    page.open_record(record)
    assert window.current_key == page.look.record_page
    window.go_back()
    assert window.current_key == key
    assert page.filters.chips()[0].text() != "4 chosen"
    assert page.model.rowCount() == len(every)
    assert page.table.current_id() == record
    assert page.model.sorting is not None
    assert page.model.sorting.descending


def test_back_leads_over_other_uses_of_the_same_list(
    qtbot: QtBot, busy: Office, workspace: Workspace
) -> None:
    window, page = workspace.window, list_of(workspace, "contacts")
    number = busy.services.saved_views.create(
        RecordKind.CONTACTS, "Hamburg", HAMBURG, Sort(), ("full_name",)
    )[0]
    window.view_requested.emit(number)
    record = page.model.ids[1]
    page.table.select_id(record)
    page.open_record(record)
    window.show_page("contacts", ("records", (1, 2)))
    assert page.model.rowCount() == 2
    window.go_back()
    window.go_back()
    assert (page.title, page.model.rowCount(), page.columns.keys()) == ("Hamburg", 3, ("full_name",))
    assert page.table.current_id() == record
    busy.services.saved_views.delete(number)
    window.show_page("reports")
    window.show_page("contacts", ("records", (1, 2)))
    window.go_back()
    window.go_back()
    assert (page.title, page.model.rowCount()) == ("Contacts", 3), "the view is gone, its filter is not"


def test_a_walk_begun_goes_on_after_a_look_elsewhere(
    qtbot: QtBot, busy: Office, workspace: Workspace
) -> None:
    """From the second person of a list to the third, to a company, and back: the third."""
    window, page = workspace.window, list_of(workspace, "contacts")
    window.show_page("contacts")
    page.open_record(page.model.ids[1])
    person = window.page("contact")
    person._forth()  # type: ignore[attr-defined]
    window.show_page("reports")
    window.go_back()
    assert person.number == page.model.ids[2]  # type: ignore[attr-defined]
    window.go_back()
    assert page.table.current_id() == page.model.ids[2]


def marked(workspace: Workspace) -> list[str]:
    """The entries of the rail that look chosen."""
    return [item.title_text for item in rail_items(workspace) if item.isChecked()]


@pytest.mark.parametrize("key", LISTS)
def test_the_rail_marks_the_view_that_is_open(
    qtbot: QtBot, busy: Office, workspace: Workspace, key: str
) -> None:
    window, page = workspace.window, list_of(workspace, key)
    window.resize(1440, 900)
    views = busy.services.saved_views
    one, other = (views.create(KINDS[key], name, Filter((), "3"), Sort(), ())[0] for name in ("One", "Other"))
    window.show_page(key)
    name = "Pipeline" if key == "deals" else page.look.title
    assert marked(workspace) == [name]
    for _ in range(2):  # pressed twice it stays
        click(qtbot, rail_item(workspace, "One"))
        assert (page.title, marked(workspace)) == ("One", ["One"])
    click(qtbot, rail_item(workspace, "Other"))
    assert marked(workspace) == ["Other"]
    window.go_back()
    assert (page.title, marked(workspace)) == ("One", ["One"])
    window.resize(1024, 640)  # a narrow rail shows no views
    qtbot.waitUntil(lambda: marked(workspace) == [name])
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: marked(workspace) == ["One"])
    views.change(one, name="First", seen=busy.store.saved_views.get(one))
    assert marked(workspace) == ["First"]
    window.show_page("reports")
    assert marked(workspace) == ["Reports"]
    window.go_back()
    assert marked(workspace) == ["First"]
    click(qtbot, page.header.crumb)
    assert (page.title, marked(workspace)) == (page.look.title, [name])
    click(qtbot, rail_item(workspace, "Other"))
    views.delete(other)
    assert marked(workspace) == [name]


def test_a_view_of_deals_keeps_its_columns_on_the_way_over_the_board(
    qtbot: QtBot, busy: Office, workspace: Workspace
) -> None:
    window, page = workspace.window, list_of(workspace, "deals")
    window.resize(1440, 900)
    own = ("deal_title", "deal_value", "created_at")
    made = busy.services.saved_views.create(RecordKind.DEALS, "Sums", Filter((), "deal"), Sort(), own)[0]

    def switch(key: str, text: str) -> None:
        buttons = window.page(key).header.findChildren(QPushButton)
        click(qtbot, next(one for one in buttons if one.text() == text and one.isVisible()))

    window.show_page("pipeline")
    switch("pipeline", "List")
    remembered = page.columns.keys()
    assert remembered != own
    for _ in range(2):
        click(qtbot, rail_item(workspace, "Sums"))
        assert (page.title, page.columns.keys(), page.views.is_changed) == ("Sums", own, False)
        switch("deals", "Board")
        assert window.current_key == "pipeline"
        switch("pipeline", "List")
        assert (page.title, page.columns.keys()) == ("Deals", remembered), (
            "the view's are not taken for the list's"
        )
        window.go_back()
        window.go_back()
        assert (page.title, page.columns.keys()) == ("Sums", own)
    page.columns.show(own[:2], of_view=True)
    page.views.show_state()
    assert page.views.is_changed
    page.views._update()
    qtbot.waitUntil(lambda: not page.views.is_changed)
    switch("deals", "Board")
    click(qtbot, rail_item(workspace, "Sums"))
    assert page.columns.keys() == own[:2]
    assert busy.store.saved_views.get(made).columns == own[:2]
    again = Workspace(busy.context)  # the next start
    qtbot.addWidget(again.window)
    again.window.view_requested.emit(made)
    assert list_of(again, "deals").columns.keys() == own[:2]
