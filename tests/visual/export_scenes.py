"""The dialog of an export: a workbook with further sheets, a text, a campaign, and a file that can only be read."""

from __future__ import annotations

from salesdesk.ui.lists.export_anything import export_campaign
from salesdesk.ui.lists.export_dialog import CSV, ExportDialog
from salesdesk.ui.lists.export_request import LINKED
from salesdesk.ui.lists.list_page import ListPage
from salesdesk.ui.lists.row_keys import export_list
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import Office
from tests.visual.workspace_scenes import fill_sales, scene


def _list(window: MainWindow, office: Office) -> ListPage:
    window.show_page("contacts")
    page = window.page("contacts")
    assert isinstance(page, ListPage)
    return page


def _dialog(window: MainWindow) -> ExportDialog:
    return next(one for one in window.findChildren(ExportDialog) if one.isVisible())


def _workbook(window: MainWindow, office: Office, prepared: object) -> None:
    office.context.preferences.set(LINKED, {"contacts": ["companies", "deals"]})
    page = _list(window, office)
    export_list(page, page.model.ids[:4])
    _dialog(window)._columns.box.setCurrentIndex(1)
    _dialog(window)._show()


def _text(window: MainWindow, office: Office, prepared: object) -> None:
    page = _list(window, office)
    page.export()
    dialog = _dialog(window)
    dialog._formats.set_current(CSV)
    dialog._columns._take(("full_name", "email", "phone"))
    dialog._columns._ask_name()
    dialog._show()


def _campaign(window: MainWindow, office: Office, prepared: object) -> None:
    assert isinstance(prepared, int)
    window.show_page("campaign", prepared)
    export_campaign(window.page("campaign"), prepared, office.store.campaigns.get(prepared).name)


SCENES = [
    scene("export-workbook", fill_sales, _workbook),
    scene("export-text", fill_sales, _text),
    scene("export-campaign", fill_sales, _campaign),
]
