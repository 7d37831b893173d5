"""The help in the window: a topic with tables, the shortcuts, a search."""

from __future__ import annotations

from salesdesk.ui.pages.help.page import HelpPage
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import Office
from tests.visual.contacts_scenes import fill
from tests.visual.workspace_scenes import scene


def _topic(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("help", "import")


def _shortcuts(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("help", "shortcuts")


def _search(window: MainWindow, office: Office, prepared: object) -> None:
    window.show_page("help")
    page = window.page("help")
    assert isinstance(page, HelpPage)
    page.search.setText("duplicates")


SCENES = [
    scene("help-topic", fill, _topic),
    scene("help-shortcuts", fill, _shortcuts),
    scene("help-search", fill, _search),
]
