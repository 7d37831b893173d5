"""The backups among the settings: none, some, many with long names and one that is damaged, and a folder that is none."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea

from salesdesk.services.backups.places import FOLDER_SETTING
from salesdesk.ui.files import dialogs as file_dialogs
from salesdesk.ui.pages.settings.copy_back import CopyBackDialog
from salesdesk.ui.pages.settings.page import SettingsPage
from salesdesk.ui.pages.settings.password import PasswordChange
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import NOW, Office
from tests.visual.contacts_scenes import fill
from tests.visual.workspace_scenes import scene


def _copies(office: Office, count: int) -> None:
    backups = office.services.backups
    for days in range(count):
        office.now = NOW - timedelta(days=days, hours=days % 5)
        backups.make()
    office.now = NOW


def _some(office: Office) -> None:
    fill(office)
    _copies(office, 3)


def _many(office: Office) -> None:
    fill(office)
    long = "A folder on the second disk with a very long name " * 3
    place = office.store.path.parent / long.strip()
    place.mkdir()
    office.services.settings.set({FOLDER_SETTING: str(place)})
    for number in range(4):
        _copies(office, 10)
        for old in office.services.backups.snapshots():
            path = office.services.backups.path_of(old)
            path.rename(path.with_name(path.name.replace("2026-11", f"2026-{4 + number:02}")))
    damaged = office.services.backups.path_of(office.services.backups.snapshots()[1])
    damaged.write_bytes(damaged.read_bytes()[:-700])


def _shown(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    area = page.findChild(QScrollArea)
    assert area is not None
    QTimer.singleShot(200, page, lambda: area.ensureWidgetVisible(page.backups, 0, 0))
    copy = page.backups.list.topLevelItem(0)
    page.backups.list.setCurrentItem(copy)


def _copy_back(window: MainWindow, office: Office, prepared: object) -> None:
    """Somebody who was edited, somebody in the trash and one with a long name."""
    contacts = office.services.contacts
    amara = office.find("Amara Okafor")
    long = office.person(
        "Prof. Dr. Maximiliane-Theodora von Hohenstein-Schwarzenberg zu Reichenau the Younger of Old"
    )
    copy = office.services.backups.path_of(office.services.backups.make())
    contacts.update(
        amara, {"city": "Bremerhaven", "job_title": "Managing director of everything there is to be directed"}
    )
    contacts.delete([office.find("Elif Kaya")])
    contacts.edit(long, "city", "Ulm")
    window.show_page("settings")
    dialog = CopyBackDialog(window, office.context, copy, "23 Nov 2026, 10:00")
    dialog.open()
    QTimer.singleShot(400, dialog, dialog.rows.selectAll)


def _password(window: MainWindow, office: Office, prepared: object) -> None:
    """The card of the password, and the question it asks."""
    _shown(window, office, prepared)
    PasswordChange(window, office.context).open()


def _refused(window: MainWindow, office: Office, prepared: object) -> None:
    _shown(window, office, prepared)
    (office.store.path.parent / "Backups").write_text("notes", encoding="utf-8")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    page.backups.work.make()


def _folder(window: MainWindow, office: Office, prepared: object) -> None:
    _shown(window, office, prepared)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    file_dialogs.NATIVE = False
    QTimer.singleShot(300, page, page.backups.work.choose_folder)  # once the window has its size


SCENES = [
    scene("backups-none", fill, _shown),
    scene("backups-some", _some, _shown),
    scene("backups-many", _many, _shown),
    scene("backups-refused", fill, _refused),
    scene("backups-folder", _some, _folder),
    scene("settings-password", _some, _password),
    scene("settings-copy-back", _some, _copy_back),
]
