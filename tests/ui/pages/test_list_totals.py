"""The line below a list adds up all rows that pass, whatever is on screen."""

from __future__ import annotations

from decimal import Decimal

from pytestqt.qtbot import QtBot

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, parse_filter
from salesdesk.ui.lists.walk import RecordWalk
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.pages.deals.list_page import DealsPage
from salesdesk.ui.records.row_kit import deals_row
from tests.ui.pages.office import Office, until


def test_amounts_below_the_list_of_deals(qtbot: QtBot, office: Office) -> None:
    stage = office.store.pipelines.all()[0].stages[0]
    for title, amount, currency in (("Amber", 100_000, "EUR"), ("Basalt", 5_000, "USD")):
        office.services.deals.create(title, stage.id, amount=amount, currency=currency)
    page = DealsPage(office.context)
    qtbot.addWidget(page)
    office.shown.append(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(1200, 700)
    page.open_target(Filter())
    page.refresh()
    page.show()
    until(lambda: "Deal value €1,000 + $50" in page.totals.sums.text())
    assert page.totals.count.text() == "2 deals"
    office.services.deals.create("Cobalt", stage.id, amount=50_000, currency="EUR")
    until(lambda: "€1,500 + $50" in page.totals.sums.text())
    page.filters.replace_filter(parse_filter("title:basalt", filter_fields(RecordKind.DEALS)))
    until(lambda: "Deal value $50" in page.totals.sums.text())
    assert page.totals.count.text() == "1 deal"
    page.filters.replace_filter(Filter())
    until(lambda: "€1,500 + $50" in page.totals.sums.text())
    office.services.rates.set({"USD": Decimal("0.5")})
    until(lambda: "Deal value €1,525" in page.totals.sums.text())
    assert "$" not in page.totals.sums.text()


def test_the_open_deals_of_a_record_are_added_up_by_the_rates(office: Office) -> None:
    stage = office.store.pipelines.all()[0].stages[0]
    deals = [
        office.services.deals.create(title, stage.id, amount=amount, currency=currency)[0]
        for title, amount, currency in (
            ("Amber", 100_000, "EUR"),
            ("Basalt", 5_000, "USD"),
            ("Cobalt", 900, "JPY"),
        )
    ]

    def told() -> str:
        rows = [office.store.deals.get(deal) for deal in deals]
        return deals_row(rows, office.context, print).text

    assert told() == "3 deals · €1,000 + ¥900 + $50"
    office.services.rates.set({"USD": Decimal("0.5")})
    assert told() == "3 deals · €1,025 + ¥900"


def test_nothing_stands_below_a_list_without_numbers(qtbot: QtBot, office: Office) -> None:
    office.person("Anna")
    page = ContactsPage(office.context)
    qtbot.addWidget(page)
    office.shown.append(page)
    page.open_target(Filter())
    page.refresh()
    page.show()
    assert not page.totals.isVisible()
    page.columns.show(("full_name", "open_deals"))
    until(lambda: page.totals.sums.text() == "Open deals 0 (Ø 0)")
    assert page.totals.isVisible()


def test_a_walk_that_begins_in_the_first_rows_goes_on_through_all(qtbot: QtBot, office: Office) -> None:
    people = [office.person(name) for name in ("Anna", "Bert", "Carla")]
    page = ContactsPage(office.context)
    qtbot.addWidget(page)
    office.shown.append(page)
    page.open_target(Filter())
    page.model.expected = 1_000_000
    page.model.reload()
    until(lambda: page.model.rowCount() > 0)
    page.open_record(people[0])
    walk = office.asked[-1][1]
    assert isinstance(walk, RecordWalk)
    until(lambda: page.model.is_whole and not office.context.tasks.is_busy)
    assert len(walk) == 3
