"""Fields that an import makes are everywhere at once: in lists that were built before, filters, forms and exports."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.filters import Filter, Sort
from salesdesk.ui.lists.condition_dialog import ConditionDialog
from salesdesk.ui.lists.export_request import ExportRequest
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.pages.contacts.dialogs import edit_contact
from salesdesk.ui.pages.imports.page import ImportPage
from salesdesk.ui.records.record_form import RecordForm
from salesdesk.ui.window.workspace import Workspace
from tests.time_limit import PATIENCE_MS
from tests.ui.pages.office import Office

FILES = {
    "contacts": "Name;E-Mail;Lieblingsfarbe\nAnn Berg;ann@berg.de;rot\nBo Dahl;bo@dahl.se;blau\n",
    "companies": "Company;Industry;Website;Lieblingsfarbe\nKiln Works;Ceramics;kiln.example;rot\n",
    "deals": "Deal;Company;Amount;Stage;Lieblingsfarbe\nOven;Kiln Works;5000 EUR;Prospecting;rot\n",
}
NEW = "Lieblingsfarbe"


def imported(qtbot: QtBot, workspace: Workspace, path: Path) -> None:
    """Import a file as its person does who agrees to everything."""
    workspace.import_files([path])
    page = workspace.window.page("import")
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: page.run is not None and page.run.is_ready, timeout=PATIENCE_MS)
    assert page.run is not None
    page.run.apply()
    qtbot.waitUntil(lambda: page.run is not None and page.run.result is not None, timeout=PATIENCE_MS)


@pytest.mark.parametrize("key", list(FILES))
def test_a_field_of_an_import_is_in_the_list_that_was_open_before(
    qtbot: QtBot, filed_office: Office, workspace: Workspace, tmp_path: Path, key: str
) -> None:
    window = workspace.window
    window.show_page(key)
    page = window.page(key)
    assert isinstance(page, ListPage)
    before = page.columns.keys()
    path = tmp_path / "new.csv"
    path.write_text(FILES[key], encoding="utf-8")
    imported(qtbot, workspace, path)
    window.open_page(key)
    column = next((column for column in page.model.columns if column.title == NEW), None)
    assert column is not None
    assert page.columns.keys() == before  # what is shown stays the person's choice
    page.columns.show((*before, column.key))
    qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=PATIENCE_MS)
    at = page.model.column_of(column.key)
    values = {page.model.index(row, at).data() for row in range(page.model.rowCount())}
    assert "rot" in values


def test_a_field_of_an_import_is_asked_for_typed_and_exported_at_once(
    qtbot: QtBot, filed_office: Office, workspace: Workspace, tmp_path: Path
) -> None:
    """Pages that were on screen before: the record, its form and the list."""
    window, store = workspace.window, filed_office.store
    window.show_page("contacts")
    person = filed_office.find("Amara Okafor")
    window.show_page("contact", person)
    path = tmp_path / "new.csv"
    path.write_text(
        "Name;E-Mail;Lieblingsfarbe\nAmara Okafor;amara@nordwind.eu;rot\nBo Dahl;bo@dahl.se;blau\n",
        encoding="utf-8",
    )
    imported(qtbot, workspace, path)
    window.go_back()
    assert window.current_key == "contact"
    assert {NEW, "rot"} <= labels_of(window.page("contact"))
    edit_contact(window, filed_office.context, store.contacts.get(person))
    form = next(dialog for dialog in window.findChildren(RecordForm) if dialog.isVisible())
    assert NEW in labels_of(form)
    form.reject()
    window.open_page("contacts")
    page = window.page("contacts")
    assert isinstance(page, ListPage)
    page.filters.chips()[-1].click()
    asking = next(dialog for dialog in window.findChildren(ConditionDialog) if dialog.isVisible())
    field = asking._field.findText(NEW)
    assert field >= 0
    asking._field.setCurrentIndex(field)
    asking._text.setText("rot")
    qtbot.waitUntil(asking._apply.isEnabled)
    qtbot.mouseClick(asking._apply, Qt.MouseButton.LeftButton)
    assert list(page.model.ids) == [person]
    key = next(column.key for column in page.model.columns if column.title == NEW)
    page.columns.show((*page.columns.keys(), key))
    written = tmp_path / "out.csv"
    page.exporter.write(ExportRequest(page.look, page.model.ids, page.columns.keys(), "x"), written)
    qtbot.waitUntil(lambda: written.exists(), timeout=PATIENCE_MS)
    rows = list(csv.DictReader(written.read_text(encoding="utf-8-sig").splitlines()))
    assert [row[NEW] for row in rows] == ["rot"]
    # Taken back, the field is gone as it came.
    filed_office.context.commands.undo()
    qtbot.waitUntil(lambda: not store.custom_fields.of("contact"), timeout=PATIENCE_MS)
    qtbot.waitUntil(
        lambda: key not in set(page.columns.keys())
    )  # the list is told a moment after the file has it
    assert NEW not in {column.title for column in page.model.columns}


@pytest.mark.parametrize("key", list(FILES))
def test_a_view_with_a_new_field_is_opened_from_elsewhere(
    filed_office: Office, workspace: Workspace, key: str
) -> None:
    """The list is hidden, and stands as it was built, when field and view are made."""
    window = workspace.window
    window.show_page(key)
    page = window.page(key)
    assert isinstance(page, ListPage)
    window.show_page("reports")
    number, _ = filed_office.services.custom_fields.create(page.look.entity.value, NEW, CustomType.TEXT)
    columns = (page.look.shown[0], filed_office.store.custom_fields.get(number).name)
    view = filed_office.services.saved_views.create(page.look.kind, "Colours", Filter(), Sort(), columns)[0]
    window.view_requested.emit(view)
    assert page.title == "Colours"
    assert page.columns.keys() == columns


def labels_of(widget: QWidget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel)}
