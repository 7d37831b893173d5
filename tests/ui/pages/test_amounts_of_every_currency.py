"""An amount has the minor digits of its currency wherever the window shows it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.ui.lists.columns import value_text
from salesdesk.ui.pages.activities.texts import shown_entry
from salesdesk.ui.pages.deals.page import PipelinePage
from salesdesk.ui.pages.forecast.page import ForecastPage
from salesdesk.ui.widgets.text import PartedLabel
from tests.ui.pages.office import NOW, Office

# minor units of an amount, as the board shows it, as its sum, weighted by the half
AMOUNTS = [
    ("EUR", 12_345, "€123.45", "weighted €61.73"),
    ("JPY", 12_345, "¥12,345", "weighted ¥6,173"),
    ("KWD", 12_345, "KWD 12.345", "weighted KWD 6"),
]


@pytest.mark.parametrize(("currency", "minor", "text", "weighted"), AMOUNTS)
def test_board_panel_timeline_and_list_agree(
    qtbot: QtBot, office: Office, currency: str, minor: int, text: str, weighted: str
) -> None:
    office.services.settings.set({"currency": currency})
    stage = office.store.pipelines.all()[0].stages[2]
    deal, _ = office.services.deals.create("Fleet", stage.id, amount=minor - 5, probability=50)
    office.services.deals.change(deal, amount=minor)
    page = PipelinePage(office.context)
    qtbot.addWidget(page)
    page.resize(1200, 760)
    page.show()
    column = next(c for c in page.board.columns if c.stage.id == stage.id)
    card = column.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert text in card
    assert text in column._sums.text()
    assert weighted in column._sums.text()
    page.show_deal(deal)
    assert page.panel._amount.text() == text
    entries = [shown_entry(entry, NOW) for entry in office.store.timelines.of_deal(deal)]
    assert any(text in entry.title + entry.text for entry in entries)
    row = office.store.list_of(RecordKind.DEALS).page([deal])[deal]
    assert value_text(FieldType.MONEY, row["deal_value"]) == text


@pytest.mark.parametrize("kind", [PipelinePage, ForecastPage])
@pytest.mark.parametrize("width", [960, 1216])
def test_sums_of_several_currencies_are_told_in_full_and_the_cards_stay_in_line(
    qtbot: QtBot, office: Office, kind: type[PipelinePage] | type[ForecastPage], width: int
) -> None:
    stages = office.store.pipelines.all()[0].stages
    for stage, currencies in ((stages[0], ("EUR", "GBP", "SEK", "USD")), (stages[1], ("EUR",))):
        for currency in currencies:
            office.services.deals.create(
                f"Fleet {currency}",
                stage.id,
                amount=12_345_600,
                currency=currency,
                expected_close="2026-12-18" if stage is stages[0] else "2027-01-15",
                probability=50,
            )
    page = kind(office.context)
    qtbot.addWidget(page)
    page.resize(width, 600)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: all(column.head.isVisible() for column in page.board.columns))
    sums = [part for part in page.findChildren(PartedLabel) if part.isVisible() and "+" in part.text()]
    assert len(sums) >= 3
    qtbot.waitUntil(lambda: all(part.height() >= part.sizeHint().height() for part in sums))
    for part in sums:
        assert "…" not in QLabel.text(part), part.text()
    columns = page.board.columns
    qtbot.waitUntil(lambda: len({c.cards.mapTo(page, QPoint()).y() for c in columns}) == 1)
    heads = [part for column in columns for part in column.head.findChildren(PartedLabel)]
    assert any("\n" in QLabel.text(part) for part in heads)
