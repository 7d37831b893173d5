"""What the columns of a list add up to, of all rows that pass."""

from __future__ import annotations

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import parse_filter
from salesdesk.domain.money import Money
from salesdesk.services.services import Services
from salesdesk.store.lists.totals import Total
from salesdesk.store.store import Store
from tests.builders import add_contact, contacts_where


def test_amounts_are_added_for_each_currency(store: Store, services: Services) -> None:
    stage = store.pipelines.all()[0].stages[0]
    for title, amount, currency in (
        ("A", 1000, "EUR"),
        ("B", 250, "EUR"),
        ("C", 500, "JPY"),
        ("D", None, "EUR"),
    ):
        services.deals.create(title, stage.id, amount=amount, currency=currency)
    reader = store.list_of(RecordKind.DEALS)
    totals = reader.column_totals(["deal_title", "deal_value", "probability"])
    assert totals["deal_value"] == Total(3, amounts=(Money(1250, "EUR"), Money(500, "JPY")))
    assert totals["probability"].sum is None
    assert totals["probability"].average == float(stage.probability)
    assert "deal_title" not in totals
    some = parse_filter("title:a,d", filter_fields(RecordKind.DEALS))
    assert reader.column_totals(["deal_value"], some)["deal_value"] == Total(1, amounts=(Money(1000, "EUR"),))


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
    totals = reader.column_totals(keys)
    assert totals["custom.size"] == Total(3, 43.5, 14.5)
    assert totals["custom.budget"] == Total(3, amounts=(Money(1550, "EUR"), Money(700, "USD")))
    assert totals["open_deals"] == Total(4, 0.0, 0.0)
    assert reader.column_totals(keys, contacts_where("city:kiel"))["custom.size"] == Total(2, 3.5, 1.75)
    assert reader.column_totals(keys, only=people[:1])["custom.size"] == Total(1, 1.5, 1.5)
    assert reader.column_totals(keys, contacts_where("city:nowhere"))["custom.size"] == Total(0, 0.0, None)
