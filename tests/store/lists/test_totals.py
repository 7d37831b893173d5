"""What the columns of a list add up to, of all rows that pass."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import parse_filter
from salesdesk.domain.grouping import GroupBy
from salesdesk.domain.money import Money
from salesdesk.domain.rates import Rate, Rates
from salesdesk.domain.row_grouping import Grouping
from salesdesk.services.services import Services
from salesdesk.store.lists.totals import Total
from salesdesk.store.store import Store
from tests.builders import add_contact, contacts_where

NO_RATES: Any = {"currency": "EUR", "rates": Rates((), "2026-11-30")}


def test_what_no_rate_converts_stands_apart(store: Store, services: Services) -> None:
    stage = store.pipelines.all()[0].stages[0]
    for title, amount, currency in (
        ("A", 1000, "EUR"),
        ("B", 250, "EUR"),
        ("C", 500, "JPY"),
        ("D", None, "EUR"),
    ):
        services.deals.create(title, stage.id, amount=amount, currency=currency)
    reader = store.list_of(RecordKind.DEALS)
    totals = reader.column_totals(["deal_title", "deal_value", "probability"], **NO_RATES)
    assert totals["deal_value"] == Total(3, amount=Money(1250, "EUR"), apart=(Money(500, "JPY"),))
    assert totals["probability"].sum is None
    assert totals["probability"].average == float(stage.probability)
    assert "deal_title" not in totals
    some = parse_filter("title:a,d", filter_fields(RecordKind.DEALS))
    found = reader.column_totals(["deal_value"], some, **NO_RATES)["deal_value"]
    assert found == Total(1, amount=Money(1000, "EUR"))


def test_numbers_and_own_fields_are_added(store: Store, services: Services) -> None:
    services.custom_fields.create("contact", "Size", CustomType.NUMBER)
    services.custom_fields.create("contact", "Budget", CustomType.MONEY)
    people = [add_contact(store, name, city="Kiel" if name != "C" else "Bonn") for name in "ABCD"]
    for person, size, budget in zip(
        people, ("1.5", "2", "40", ""), ("10 EUR", "5,50 EUR", "7 USD", ""), strict=True
    ):
        services.contacts.edit(person, "custom.size", size)
        services.contacts.edit(person, "custom.budget", budget)
    reader, keys = store.contacts, ["open_deals", "custom.size", "custom.budget"]
    totals = reader.column_totals(keys, **NO_RATES)
    assert totals["custom.size"] == Total(3, 43.5, 14.5)
    assert totals["custom.budget"] == Total(3, amount=Money(1550, "EUR"), apart=(Money(700, "USD"),))
    assert totals["open_deals"] == Total(4, 0.0, 0.0)
    assert reader.column_totals(keys, contacts_where("city:kiel"), **NO_RATES)["custom.size"] == Total(
        2, 3.5, 1.75
    )
    assert reader.column_totals(keys, only=people[:1], **NO_RATES)["custom.size"] == Total(1, 1.5, 1.5)
    assert reader.column_totals(keys, contacts_where("city:nowhere"), **NO_RATES)["custom.size"] == Total(
        0, 0.0, None
    )


def test_lists_and_their_groups_convert_as_reports_do(store: Store, services: Services) -> None:
    """A closed deal by the rate of its day, an open one and an amount of one's own by that of today; half a cent up."""
    services.custom_fields.create("deal", "Cost", CustomType.MONEY)
    first, second = store.pipelines.all()[0].stages[:2]
    rows = (
        (first, 1001, "EUR", "1 EUR"), (first, 1001, "USD", "1 USD"), (second, 1001, "USD", "0.33 USD"), (first, 500, "JPY", ""),
    )  # fmt: skip
    made = [
        services.deals.create(f"Deal {place}", stage.id, amount=amount, currency=currency)[0]
        for place, (stage, amount, currency, _) in enumerate(rows)
    ]
    for deal, (*_, cost) in zip(made, rows, strict=True):
        services.deals.edit(deal, "custom.cost", cost)
    services.deals.win(made[1], closed_at="2026-01-15")
    dollars = [
        Rate("USD", "EUR", "2026-01-10", Decimal("0.5")),
        Rate("USD", "EUR", "2026-03-01", Decimal("0.9")),
    ]
    rates = Rates(dollars, "2026-11-30")
    reader, keys = store.list_of(RecordKind.DEALS), ["deal_value", "custom.cost"]
    whole = reader.column_totals(keys, currency="EUR", rates=rates)
    value = 1001 + 501 + 901  # 500.5 and 900.9 rounded
    assert whole["deal_value"] == Total(
        4, amount=Money(value, "EUR"), apart=(Money(500, "JPY"),), first_days={"USD": "2026-01-15"}
    )
    assert whole["custom.cost"] == Total(3, amount=Money(100 + 90 + 30, "EUR"))
    groups = reader.group_totals(keys, Grouping("stage"), currency="EUR", rates=rates)
    assert sum(one["deal_value"].amount.minor for one in groups.values() if one["deal_value"].amount) == value
    assert [one["deal_value"].apart for one in groups.values() if one["deal_value"].apart] == [
        (Money(500, "JPY"),)
    ]
    assert sorted(one["custom.cost"].amount.minor for one in groups.values() if one["custom.cost"].amount) == [
        30, 90, 100,
    ]  # fmt: skip
    reported = reader.grouped([GroupBy("stage")], keys, currency="EUR", rates=rates)
    for key in keys:
        numbers = [tally.numbers(key) for tally in reported.values()]
        total = whole[key].amount
        assert total is not None
        assert sum(one.total for one in numbers) == total.minor
