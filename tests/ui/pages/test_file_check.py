"""Checking the file from the settings: it runs in the worker, and its report is shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from salesdesk.services.backups.places import FOLDER_SETTING
from salesdesk.ui.dialogs.check_report import CheckReportDialog
from salesdesk.ui.pages.settings.page import SettingsPage
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office
from tests.ui.pages.test_reports_page import press, shown


def report_of(qtbot: QtBot, office: Office) -> list[str]:
    """The texts of the report that the button brings up."""
    page = shown(qtbot, office, SettingsPage(office.context))
    press(page, "Check the file")
    qtbot.waitUntil(lambda: page.window().findChild(CheckReportDialog) is not None)
    dialog = page.window().findChild(CheckReportDialog)
    assert_all_named(dialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    press(dialog, "Close")
    return texts


def test_a_sound_file(qtbot: QtBot, office: Office) -> None:
    office.person("Amara Okafor")
    texts = report_of(qtbot, office)
    assert texts[0] == f"{office.store.path.name} is sound"
    assert "The search index, against one made afresh" in texts
    assert "Repaired" not in texts


def test_what_can_be_made_again_is_repaired(qtbot: QtBot, office: Office) -> None:
    office.person("Amara Okafor")
    office.store.database.execute("DELETE FROM search_contact")
    texts = report_of(qtbot, office)
    assert texts[0] == f"{office.store.path.name} is sound again"
    assert "The search index search_contact is damaged: its words differ." in texts


def test_what_is_left_is_said_with_what_to_do(qtbot: QtBot, office: Office) -> None:
    office.many(30)
    office.store.database.execute("UPDATE contact SET city = 'Elsewhere' WHERE id = 2")
    for number in range(40):
        office.store.database.execute(f"CREATE TABLE stray_{number} (id)")
    texts = report_of(qtbot, office)
    assert texts[0] == f"{office.store.path.name} is damaged"
    assert texts[1].startswith("There is no backup of it.")
    assert any(text.startswith("and 3") and text.endswith(" more") for text in texts), texts


def test_the_folder_of_the_backups_is_named(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    office.services.settings.set({FOLDER_SETTING: str(place)})
    made = office.services.backups.make()
    office.store.database.execute("CREATE TABLE stray (id)")
    texts = report_of(qtbot, office)
    assert str(office.services.backups.path_of(made).parent) in texts[1]
