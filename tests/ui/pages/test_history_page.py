"""What is selected in the history when one comes back to it."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import RecordKind
from salesdesk.ui.pages.history.page import HistoryPage
from tests.services.merging_back.sheets import Sheet, edited, export, merged
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


def test_a_merged_workbook_is_listed_with_what_it_brought(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    services = office.context.services
    amara = office.person("Amara Okafor")
    path = export(services, RecordKind.CONTACTS, tmp_path / "people.xlsx")

    def change(sheet: Sheet) -> None:
        sheet.set(sheet.row("Amara Okafor"), "Job title", "COO")
        sheet.set(sheet.row("Amara Okafor"), "Phone", "no number")
        sheet.add({"Name": "Nils Holm"})

    merged(services, edited(path, change))
    page = shown(qtbot, office, HistoryPage(office.context))
    assert isinstance(page, HistoryPage)
    newest = page.model.ids[0]
    outcome = page.model.index(0, page.model.column_of("outcome")).data()
    assert outcome == "1 new contact, 1 updated, 1 not taken over"
    told = {one.number: one for one in office.context.store.batch_changes.of(newest, 50).records}
    assert [(c.field, c.before, c.after) for c in told[amara].changes] == [("job_title", None, "COO")]
