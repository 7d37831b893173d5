"""Names and own fields among the settings, with what has them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from salesdesk.domain.custom_fields import CustomType
from salesdesk.ui.pages.settings.page import SettingsPage
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import Office
from tests.visual.contacts_scenes import LONG, fill
from tests.visual.workspace_scenes import scene


def _shown(
    card: Callable[[SettingsPage], QWidget], window: MainWindow, office: Office, _prepared: object
) -> None:
    fields = office.services.custom_fields
    fields.create("contact", "Size", CustomType.CHOICE, ("S", "small", "L"))
    fields.create("contact", LONG[0], CustomType.DATE)
    office.services.tags.create(LONG[0])
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    area = page.findChild(QScrollArea)
    assert area is not None
    next(one for one in page.lists.findChildren(QPushButton) if one.text() == "Tags").click()
    page.lists._list.setCurrentRow(1)
    page.custom_fields.refresh()
    page.custom_fields._list.setCurrentRow(0)
    QTimer.singleShot(300, page, lambda: area.ensureWidgetVisible(card(page), 0, 0))


SCENES = [
    scene("settings-lists", fill, partial(_shown, lambda page: page.lists)),
    scene("settings-fields", fill, partial(_shown, lambda page: page.custom_fields)),
]
