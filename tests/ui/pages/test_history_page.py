"""What is selected in the history when one comes back to it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from salesdesk.ui.pages.history.page import HistoryPage
from tests.ui.pages.office import Office
from tests.ui.pages.test_reports_page import shown


def test_the_newest_step_is_selected_in_the_history_after_others_arrived(
    qtbot: QtBot, office: Office
) -> None:
    office.person("Amara Okafor")
    page = shown(qtbot, office, HistoryPage(office.context))
    assert isinstance(page, HistoryPage)
    page.table.select_id(page.model.ids[0])
    assert len(page.table.selected_ids()) == 1
    page.hide()
    for name in ("Jonas Lindqvist", "Priya Raman", "Marco Bianchi"):
        office.person(name)
    page.show()
    assert page.model.rowCount() == 4
    assert page.table.selected_ids() == [page.model.ids[0]]
    assert page._undo.isEnabled()
    assert page._show.isEnabled()
