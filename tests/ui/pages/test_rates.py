"""Another currency of the figures is chosen in the settings, which ask for the rates."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.ui.pages.deals.page import PipelinePage
from salesdesk.ui.pages.settings.file import FileCard
from salesdesk.ui.pages.settings.rates import RatesDialog
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office


def pipeline(qtbot: QtBot, office: Office) -> PipelinePage:
    page = PipelinePage(office.context)
    qtbot.addWidget(page)
    page.resize(1400, 760)
    page.show()
    return page


def test_a_new_base_currency_asks_for_rates_and_loses_no_sum(qtbot: QtBot, office: Office) -> None:
    stage = office.store.pipelines.all()[0].stages[2]
    office.services.deals.create("Fleet", stage.id, amount=1000_00, currency="EUR")
    office.services.deals.create("Lift", stage.id, amount=50_000, currency="JPY")
    board = pipeline(qtbot, office)
    column = next(c for c in board.board.columns if c.stage.id == stage.id)
    assert column._sums.text().startswith("€1,000 + ¥50,000"), "what has no rate stands beside the sum"
    card = FileCard(office.context)
    qtbot.addWidget(card)
    card.refresh()
    card.show()
    card._currency.setCurrentText("USD")
    card._currency.activated.emit(card._currency.currentIndex())
    dialog = card.findChild(RatesDialog)
    assert dialog is not None
    assert_all_named(dialog)
    assert list(dialog._fields) == ["EUR", "JPY"]
    save = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Save")
    save.click()
    qtbot.waitUntil(lambda: dialog._fields["EUR"].error != "")
    assert office.store.settings.currency == "EUR"
    for currency, rate in (("EUR", "1,25"), ("JPY", "0.01")):
        editor = dialog._fields[currency].editor
        assert isinstance(editor, QLineEdit)
        editor.setText(rate)
    save.click()
    qtbot.waitUntil(lambda: office.store.settings.currency == "USD")
    board.refresh()
    column = next(c for c in board.board.columns if c.stage.id == stage.id)
    assert column._sums.text().startswith("$1,750 ·")
    qtbot.waitUntil(lambda: "1 EUR = 1.25 USD" in card._rates.text())


def test_cancelling_leaves_the_currency_as_it_was(qtbot: QtBot, office: Office) -> None:
    stage = office.store.pipelines.all()[0].stages[2]
    office.services.deals.create("Fleet", stage.id, amount=1000_00, currency="EUR")
    card = FileCard(office.context)
    qtbot.addWidget(card)
    card.refresh()
    card.show()
    card._currency.setCurrentText("USD")
    card._currency.activated.emit(card._currency.currentIndex())
    dialog = card.findChild(RatesDialog)
    assert dialog is not None
    dialog.reject()
    qtbot.waitUntil(lambda: card._currency.currentText() == "EUR")
    assert office.store.settings.currency == "EUR"


def test_a_tile_shows_what_was_won_in_another_currency(qtbot: QtBot, office: Office) -> None:
    stage = office.store.pipelines.all()[0].stages[2]
    deal, _ = office.services.deals.create("Lift", stage.id, amount=50_000, currency="JPY")
    office.services.deals.win(deal)
    board = pipeline(qtbot, office)
    texts = [text.text() for text in board._figures["won"].findChildren(QLabel)]
    assert "¥50,000" in texts
