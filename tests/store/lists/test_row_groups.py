"""Groups of a list: what rows share, how many there are, what they add up to and which they are."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort, parse_filter
from salesdesk.domain.grouping import DATED, Step
from salesdesk.domain.money import Money
from salesdesk.domain.rates import Rates
from salesdesk.domain.row_grouping import Grouping, condition_of, grouping_by, grouping_text, parse_grouping
from salesdesk.errors import InputError
from salesdesk.services.services import Services
from salesdesk.store.lists.row_groups import RowGroup
from salesdesk.store.lists.totals import Total
from salesdesk.store.store import Store
from tests.builders import add_company, add_contact, contacts_where

NO_RATES: Any = {"currency": "EUR", "rates": Rates((), "2026-11-30")}


@pytest.mark.parametrize("kind", entities().lists)
def test_every_field_that_is_offered_groups_all_rows(
    store: Store, services: Services, kind: RecordKind
) -> None:
    add_contact(store, company="Nordwind GmbH", city="Kiel")
    add_contact(store, "Ben Ode")
    reader = store.list_of(kind)
    for key, type_ in reader.groupable():
        for period in Step if type_ in DATED else (Step.MONTH,):
            by = grouping_by(key, type_, period)
            found = reader.grouped_rows(by)
            assert found.groups == reader.row_groups(by)
            assert sorted(row for ids in found.ids for row in ids) == sorted(reader.ids())
            assert [len(ids) for ids in found.ids] == [one.count for one in found.groups]
            reader.group_totals([column.key for column in reader.columns()], by, **NO_RATES)


@pytest.mark.parametrize("kind", entities().lists)
def test_the_conditions_of_a_group_find_its_rows(store: Store, services: Services, kind: RecordKind) -> None:
    chance = Random(7)
    services.custom_fields.create("contact", "Colour")
    services.custom_fields.create("contact", "Until", CustomType.DATE)
    services.custom_fields.create("contact", "Paid", CustomType.BOOLEAN)
    stages = [
        stage for pipeline in store.pipelines.all() for stage in pipeline.stages if stage.kind == "open"
    ]
    for number in range(12):
        town, land = chance.choice(["Kiel", "kiel", "Bonn", None]), chance.choice(["DE", "AT", None])
        person = add_contact(
            store, f"Person {number}", city=town, country=land, owner=chance.choice(["Bo", "Al"])
        )
        add_company(store, f"Firm {number}", city=town)
        services.contacts.edit(person, "custom.colour", chance.choice(["red", "Blue", "RED", ""]))
        services.contacts.edit(person, "custom.until", chance.choice(["2026-01-31", "2026-02-01", ""]))
        services.contacts.edit(person, "custom.paid", chance.choice(["yes", "no", ""]))
        services.deals.create(f"Deal {number}", chance.choice(stages).id, contact_id=person)
    reader = store.list_of(kind)
    for key, type_ in reader.groupable():
        by = grouping_by(key, type_)
        found = reader.grouped_rows(by)
        for one, ids in zip(found.groups, found.ids, strict=True):
            assert sorted(reader.ids(Filter(condition_of(by, one.value)))) == sorted(ids), (key, one)


def test_spellings_stand_together_and_rows_keep_the_order_of_the_list(store: Store) -> None:
    towns = ["Kiel", "bonn", "KIEL", None, "Kiel", "Bonn"]
    ids = [add_contact(store, f"Person {place}", city=town) for place, town in enumerate(towns)]
    found = store.contacts.grouped_rows(Grouping("city"), Filter(), Sort("full_name", descending=True))
    assert found.groups == (RowGroup("bonn", "Bonn", 2), RowGroup("kiel", "Kiel", 3), RowGroup(None, None, 1))
    assert [list(part) for part in found.ids] == [[ids[5], ids[1]], [ids[4], ids[2], ids[0]], [ids[3]]]
    turned = store.contacts.row_groups(Grouping("city", descending=True))
    assert [one.value for one in turned] == ["Kiel", "Bonn", None]
    some = store.contacts.row_groups(Grouping("city"), contacts_where("city:kiel"), only=ids[:3])
    assert some == (RowGroup("kiel", "KIEL", 2),)


def test_days_stand_together_by_their_period(store: Store, services: Services) -> None:
    services.custom_fields.create("contact", "Until", CustomType.DATE)
    for place, day in enumerate(["2026-01-01", "2025-12-29", "2026-01-05", "2026-03-31", "2026-04-01", ""]):
        services.contacts.edit(add_contact(store, f"Person {place}"), "custom.until", day)

    def starts(period: Step, *, descending: bool = False) -> list[tuple[object, int]]:
        groups = store.contacts.row_groups(Grouping("custom.until", period, descending))
        return [(one.value, one.count) for one in groups]

    assert starts(Step.WEEK)[:2] == [("2025-12-29", 2), ("2026-01-05", 1)]
    assert starts(Step.MONTH)[:2] == [("2025-12-01", 1), ("2026-01-01", 2)]
    assert starts(Step.QUARTER, descending=True) == [
        ("2026-04-01", 1),
        ("2026-01-01", 3),
        ("2025-10-01", 1),
        (None, 1),
    ]
    assert starts(Step.YEAR) == [("2025-01-01", 1), ("2026-01-01", 4), (None, 1)]


def test_groups_are_added_up(store: Store, services: Services) -> None:
    services.custom_fields.create("deal", "Cost", CustomType.MONEY)
    services.custom_fields.create("deal", "Vans", CustomType.NUMBER)
    first, second = store.pipelines.all()[0].stages[:2]
    rows = ((first, 1000, "EUR", "5 EUR", "2"), (first, 250, "EUR", "2 EUR", "3"), (first, 5, "USD", "", ""))
    for place, (stage, amount, currency, cost, vans) in enumerate((*rows, (second, 7, "EUR", "9 USD", "1"))):
        deal, _ = services.deals.create(f"Deal {place}", stage.id, amount=amount, currency=currency)
        services.deals.edit(deal, "custom.cost", cost)
        services.deals.edit(deal, "custom.vans", vans)
    reader = store.list_of(RecordKind.DEALS)
    by, keys = Grouping("stage"), ["deal_title", "deal_value", "probability", "custom.cost", "custom.vans"]
    assert [one.value for one in reader.row_groups(by)] == [first.name, second.name]
    one, two = (reader.group_totals(keys, by, **NO_RATES)[group.place] for group in reader.row_groups(by))
    assert one["deal_value"] == Total(3, amount=Money(1250, "EUR"), apart=(Money(5, "USD"),))
    assert one["custom.cost"] == Total(2, amount=Money(700, "EUR"))
    assert one["custom.vans"] == Total(2, 5.0, 2.5)
    assert one["probability"].average == float(first.probability)
    assert one["probability"].sum is None
    assert two["deal_value"] == Total(1, amount=Money(7, "EUR"))
    assert "deal_title" not in one
    whole = reader.column_totals(keys, **NO_RATES)["deal_value"]
    assert (whole.amount, whole.apart) == (Money(1257, "EUR"), (Money(5, "USD"),))
    dear = parse_filter("amount>=9", filter_fields(RecordKind.DEALS))
    assert reader.group_totals(["deal_value"], by, dear, **NO_RATES) == {
        reader.row_groups(by)[0].place: {"deal_value": Total(1, amount=Money(1000, "EUR"))}
    }


@pytest.mark.parametrize(
    "by", [Grouping("email"), Grouping("created_at"), Grouping("city", Step.WEEK), Grouping("no")]
)
def test_what_cannot_be_grouped_is_refused(store: Store, by: Grouping) -> None:
    with pytest.raises(InputError):
        store.contacts.row_groups(by)


def test_the_text_of_a_grouping_is_read_back() -> None:
    for by in (
        Grouping(),
        Grouping("city"),
        Grouping("created_at", Step.QUARTER, True),
        Grouping("city", None, True),
    ):
        assert parse_grouping(grouping_text(by)) == by
    assert parse_grouping("created_at:moon") == Grouping()
