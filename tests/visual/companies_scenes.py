"""The list of companies and the page of one, over a real file."""

from __future__ import annotations

from functools import partial

from salesdesk.ui.pages.companies.dialogs import edit_company, new_company
from salesdesk.ui.pages.companies.page import CompaniesPage
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import Office
from tests.visual.contacts_scenes import fill, fill_long, scene


def _fill(office: Office) -> int:
    fill(office)
    company = office.store.companies.find("Nordwind Logistics")
    assert company is not None
    office.services.companies.update(
        company,
        {
            "industry": "Logistics",
            "city": "Hamburg",
            "country": "DE",
            "phone": "+49 40 5550110",
            "website": "nordwind.eu",
            "employees": "120",
            "annual_revenue": "12500000",
            "lifecycle_stage": "opportunity",
            "owner": "You",
            "tags": "fleet",
        },
    )
    return company


def _fill_long(office: Office) -> int:
    fill_long(office)
    return office.store.companies.ids()[0]


def _list(window: MainWindow, office: Office, record: object) -> CompaniesPage:
    window.show_page("companies")
    page = window.page("companies")
    assert isinstance(page, CompaniesPage)
    if isinstance(record, int):
        page.table.select_id(record)
    return page


def _page(window: MainWindow, office: Office, record: object) -> None:
    window.show_page("company", record)


def _dialog(which: str, window: MainWindow, office: Office, record: object) -> None:
    _list(window, office, record)
    if which == "new":
        new_company(window, office.context, "Nordwind Logistics GmbH")
    elif isinstance(record, int):
        edit_company(window, office.context, office.store.companies.get(record))


SCENES = [
    scene("companies-filled", _fill, _list),
    scene("companies-empty", lambda office: None, _list),
    scene("companies-long", _fill_long, _list),
    scene("companies-dialog-edit", _fill, partial(_dialog, "edit")),
    scene("companies-dialog-new", _fill, partial(_dialog, "new")),
    scene("company-page", _fill, _page),
    scene("company-page-long", _fill_long, _page),
]
