"""What a customer ordered stands in a meeting as one sum, each order by the rate of its day."""

from __future__ import annotations

from decimal import Decimal

from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import Activity, ActivityKind
from salesdesk.ui.pages.meetings.record_card import RecordCard
from tests.ui.pages.office import Office


def order(amount: int | None, currency: str | None, day: str) -> Activity:
    return Activity(
        id=1, version=1, kind=ActivityKind("order"), subject="", body=None, contact_id=None, contact_name="", company_id=None,
        company_name="", deal_id=None, deal_title="", campaign_id=None, owner_id=None, owner_name="", at=day, due_at=None,
        done_at=None, outcome=None, duration_minutes=None, amount=amount, currency=currency, created_at="2026-11-01T00:00:00Z",
    )  # fmt: skip


def test_orders_are_added_up_by_the_rates_of_their_days(qtbot: QtBot, office: Office) -> None:
    card = RecordCard(office.context)
    qtbot.addWidget(card)
    orders = [
        order(100_00, None, "2026-10-01"),
        order(100_00, "USD", "2026-10-01"),
        order(100_00, "USD", "2026-11-10"),
        order(900, "JPY", "2026-11-10"),
        order(None, None, "2026-11-11"),
    ]
    assert card._orders_text(orders) == "5 orders, €100 + ¥900 + $200"
    office.services.rates.set({"USD": Decimal("0.5")}, day="2026-09-01")
    office.services.rates.set({"USD": Decimal("0.9")}, day="2026-11-01")
    assert card._orders_text(orders) == "5 orders, €240 + ¥900"
    assert card._orders_text([order(None, None, "2026-11-11")]) == "1 order"
