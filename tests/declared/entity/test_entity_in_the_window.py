"""The same entity as a person meets it: in the bar at the left, in its list, in the search field, on its page and in the
trash of a real window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from salesdesk.domain.changes import KeptRow
from salesdesk.ui.pages.history.texts import kept_title
from salesdesk.ui.pages.imports.texts import count_text, kind_title
from salesdesk.ui.pages.trash.page import TrashPage
from salesdesk.ui.window.workspace import Workspace
from tests.declared.entity.entry import MACHINES
from tests.declared.entity.page import MachinePage, MachinesPage
from tests.ui.pages.office import Office

LATHE = {
    "machine_name": "Lathe",
    "serial": "L-9000",
    "rate": "1,250 EUR",
    "grade": "New",
    "company": "Nordwind",
}


def test_the_window_lists_finds_opens_edits_deletes_and_restores_it(qtbot: QtBot, office: Office) -> None:
    machines = office.services.area_of(MACHINES)
    lathe = machines.create(LATHE)[0]  # type: ignore[attr-defined]
    workspace = Workspace(office.context)
    window = workspace.window
    qtbot.addWidget(window)
    window.resize(1024, 640)
    window.show()
    qtbot.waitExposed(window)
    item = window.rail._items["machines"]
    qtbot.waitUntil(lambda: (item.title_text, item.count.text()) == ("Machines", "1"))
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    page = window.page(window.current_key)
    assert isinstance(page, MachinesPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    cells = [page.model.index(0, column).data() for column in range(6)]
    assert cells == ["Lathe", "L-9000", "€1,250", "", "New", "Nordwind"]
    assert page.model.setData(page.model.index(0, page.model.column_of("rate")), "900 EUR")
    qtbot.waitUntil(lambda: page.model.index(0, 2).data() == "€900")
    (hit,) = workspace._finding.search("lathe").hits
    assert (hit.group, hit.title, hit.detail, hit.page, hit.target) == (
        "Machines",
        "Lathe",
        "Nordwind",
        "machine",
        lathe,
    )
    office.context.navigate(hit.page, hit.target)
    shown = window.page(window.current_key)
    assert isinstance(shown, MachinePage)
    assert shown.title == "Lathe"
    assert {row.key: row.text for row in shown.profile.rows(shown.profile.load(lathe), whole=True)}[
        "rate"
    ] == "€900"
    machines.delete([lathe])
    office.context.navigate("trash")
    trash = window.page(window.current_key)
    assert isinstance(trash, TrashPage)
    qtbot.waitUntil(lambda: trash.model.rowCount() == 1)
    assert [trash.model.index(0, column).data() for column in range(2)] == ["Lathe", "Machine"]
    trash.table.select_id(0)
    trash._restore_selected()
    office.context.navigate("machines")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_the_words_about_it_come_from_its_declaration() -> None:
    assert kind_title(MACHINES) == "Machines"
    assert (count_text(1, "machines"), count_text(2, "new machines")) == ("1 machine", "2 new machines")
    assert kept_title(KeptRow("machine", 1, "changed")) == "Machine"
