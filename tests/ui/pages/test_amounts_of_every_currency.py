"""An amount has the minor digits of its currency wherever the window shows it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.ui.lists.columns import value_text
from salesdesk.ui.pages.activities.texts import shown_entry
from salesdesk.ui.pages.deals.page import PipelinePage
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
