"""Targets: filled, the whole year, by quarter, with long names, and before anything was typed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from salesdesk.domain.target_standing import Place
from salesdesk.domain.targets import Measure, month_of
from salesdesk.ui.pages.targets.page import TargetsPage
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import Office
from tests.visual.forecast_scenes import fill_forecast
from tests.visual.workspace_scenes import scene

_TEAM = {9: "50k", 10: "55k", 11: "60k", 12: "65k", 1: "45k"}


def fill_targets(office: Office) -> None:
    """Two owners with targets for each month of two years, and numbers for the team."""
    fill_forecast(office)
    services, store = office.services, office.store
    mia, _ = services.owners.create("Mia")
    you = store.owners.find("You")
    for place, stage in enumerate(store.pipelines.all()[0].stages):
        for deal, _ in store.deals.neighbours(stage.id):
            services.deals.change(deal, owner_id=mia if (deal + place) % 3 == 0 else you)
    values = []
    for year in (2026, 2027):
        for month in range(1, 13):
            values.append((Place(you, Measure.REVENUE, month_of(year, month)), f"{36 + month}k"))
            values.append((Place(mia, Measure.REVENUE, month_of(year, month)), f"{12 + month}k"))
            values.append((Place(None, Measure.DEALS, month_of(year, month)), f"{3 + month % 3}"))
            values.append((Place(None, Measure.LEADS, month_of(year, month)), f"{8 + month % 4}"))
    values.append((Place(None, Measure.REVENUE, month_of(2026, 12)), "70k"))
    services.targets.put(values)


def _fill_long(office: Office) -> None:
    fill_targets(office)
    name = "Maria-Magdalena von Hohenstein-Wartenberg zu Altenburg"
    number, _ = office.services.owners.create(name)
    office.services.targets.put([(Place(number, Measure.REVENUE, month_of(2026, 11)), "987654321")])


def _page(window: MainWindow) -> TargetsPage:
    window.show_page("targets")
    page: QWidget = window.page("targets")
    assert isinstance(page, TargetsPage)
    return page


def _show(window: MainWindow, office: Office, prepared: object) -> None:
    _page(window).take_focus()


def _spanned(place: int) -> object:
    def show(window: MainWindow, office: Office, prepared: object) -> None:
        page = _page(window)
        page._span.setCurrentIndex(place)
        page._read()

    return show


def _empty(office: Office) -> None:
    fill_forecast(office)


SCENES = [
    scene("targets-filled", fill_targets, _show),
    scene("targets-year", fill_targets, _spanned(1)),
    scene("targets-quarters", fill_targets, _spanned(2)),
    scene("targets-long", _fill_long, _show),
    scene("targets-empty", _empty, _show),
]
