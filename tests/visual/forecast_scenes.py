"""The forecast: filled, while a card is dragged, with a long name, and empty."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from salesdesk.ui.pages.forecast.close_day_dialog import CloseDayDialog
from salesdesk.ui.pages.forecast.page import ForecastPage
from salesdesk.ui.pages.settings.page import SettingsPage
from salesdesk.ui.window.main_window import MainWindow
from tests.ui.pages.office import Office
from tests.visual.contacts_scenes import fill
from tests.visual.workspace_scenes import fill_long_deals, fill_sales, scene

_CLOSE = {
    "Yard cranes": "2026-11-12",
    "Site audit": "2026-11-18",
    "Annual supply": "2026-11-27",
    "Textile line": "2026-11-30",
    "Two branches": "2026-12-15",
    "Fleet rollout": "2026-12-18",
    "Gear rental": "2026-12-20",
    "Kiln export": "2026-12-31",
    "Showroom": "2027-01-15",
    "Autumn bundle": "2027-01-22",
    "Pilot, 12 seats": "2027-02-10",
    "Pilot of 40 vans": "2027-04-01",
}


def fill_forecast(office: Office) -> None:
    """The deals of the board with the days they should be closed on."""
    fill_sales(office)
    store = office.store
    for stage in store.pipelines.all()[0].stages:
        for deal, _ in store.deals.neighbours(stage.id):
            day = _CLOSE.get(store.deals.get(deal).title)
            if day is not None:
                office.services.deals.change(deal, expected_close=day)


def _fill_long(office: Office) -> None:
    fill_long_deals(office)
    store = office.store
    for stage in store.pipelines.all()[0].stages:
        for place, (deal, _) in enumerate(store.deals.neighbours(stage.id)):
            office.services.deals.change(deal, expected_close=date(2026, 11 + place % 2, 28).isoformat())


def _page(window: MainWindow) -> ForecastPage:
    window.show_page("forecast")
    page: QWidget = window.page("forecast")
    assert isinstance(page, ForecastPage)
    return page


def _show(window: MainWindow, office: Office, prepared: object) -> None:
    page = _page(window)
    page.take_focus()


def _drag(window: MainWindow, office: Office, prepared: object) -> None:
    page = _page(window)
    page.board.zones.show()
    column = next(c for c in page.board.columns if c.place.first == date(2027, 1, 1))
    column._set_hot(True)
    card = next(c for one in page.board.columns for c in one.model.cards if c.title == "Kiln export")
    column.hinted.emit(card.id)


def _ask(window: MainWindow, office: Office, prepared: object) -> None:
    page = _page(window)
    page._ask_own_day(page.board.columns[1].model.cards[0].id)
    assert window.findChild(CloseDayDialog) is not None


def _lists(window: MainWindow, office: Office, prepared: object) -> None:
    """The settings at their reasons, of which some are in use."""
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    area = page.findChild(QScrollArea)
    assert area is not None
    QApplication.processEvents()
    area.verticalScrollBar().setValue(page.stages.y() - 12)


SCENES = [
    scene("pipelines-settings", fill_forecast, _lists),
    scene("forecast-filled", fill_forecast, _show),
    scene("forecast-dragging", fill_forecast, _drag),
    scene("forecast-day", fill_forecast, _ask),
    scene("forecast-long", _fill_long, _show),
    scene("forecast-empty", fill, _show),
]
