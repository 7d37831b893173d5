"""Rules said twice, as a function and as an expression: both give the same over a grid of values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from peewee import Select, Value, fn

from salesdesk.domain.days import DayStart, day_start, is_on_or_after
from salesdesk.domain.deals import days_to_close, effective_probability, weighted_amount
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, Sort
from salesdesk.domain.money import Money
from salesdesk.domain.pipelines import Stage, StageKind
from salesdesk.services.services import Services
from salesdesk.store.lists import rules
from salesdesk.store.models.pipelines import Stage as StageRow
from salesdesk.store.store import Store
from tests.builders import add_company

OWN = [None, 0, 1, 30, 50, 99, 100]
AMOUNTS = [None, 0, 1, 49, 50, 51, 99, 12_345, 10**15, -1, -50, -51, -150, -12_345]
CURRENCIES = ["EUR", "JPY", "KWD", "BHD", "CLP", "XXX", None]


def told(store: Store, expression: Any) -> Any:
    """What the database makes of an expression."""
    shape = ("told", object())
    return store.database.single(store.database.shaped(shape, lambda: Select(columns=[expression])))


def constant(value: object) -> Any:
    return Value(value, converter=False)


def test_the_effective_probability_is_one(store: Store) -> None:
    stages = {stage.id: stage for stage in store.pipelines.all()[0].stages}
    row = StageRow.alias("g")
    for own in OWN:
        expression = rules.effective_probability(constant(own), row)
        query = row.select(row.id, expression.alias("percent"))
        found = store.database.select(store.database.shaped(("percent", own), lambda query=query: query))
        assert len(found) == 7
        for one in found:
            assert one.percent == effective_probability(own, stages[one.id]), (own, stages[one.id])


def test_what_is_closed_is_certain_whatever_its_stage_says() -> None:
    for kind, own, percent in ((StageKind.WON, 30, 100), (StageKind.LOST, 75, 0), (StageKind.WON, None, 100)):
        assert effective_probability(own, Stage(1, 1, "x", 0, kind, 40, 0)) == percent


def test_the_weighted_amount_is_one(store: Store) -> None:
    for amount, percent in product(AMOUNTS, [0, 1, 33, 50, 99, 100]):
        minor = constant(amount).cast("BIGINT")  # as the column is
        found = told(store, rules.weighted_amount(minor, constant(percent)))
        assert found == (None if amount is None else weighted_amount(amount, percent)), (amount, percent)
        if amount is not None:
            assert weighted_amount(amount, percent) == Money(amount, "EUR").percent(percent).minor


def test_the_amount_in_whole_units_is_one(store: Store) -> None:
    for amount, currency in product(AMOUNTS, CURRENCIES):
        found = told(store, rules.major_amount(constant(amount), constant(currency)))
        if amount is None:
            assert found is None
        else:
            assert found == float(Money(amount, currency or "").amount), (amount, currency)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Europe/Berlin", "UTC"])
def test_the_day_of_a_moment_is_one(store: Store, in_zone: Callable[[str], None], zone: str) -> None:
    in_zone(zone)
    days = [date(2026, 3, 28), date(2026, 4, 5), date(2026, 10, 31), date(2026, 11, 1), date(2026, 12, 31)]
    starts = [day_start(day) for day in days]
    stored = [
        *(start.day for start in starts),
        *((date.fromisoformat(start.day) - timedelta(days=1)).isoformat() for start in starts),
        *(start.moment for start in starts),
        *(start.moment.replace(":00Z", ":01Z") for start in starts),
        "2026-10-31T23:59:59Z",
        "2026-11-01T00:00:00Z",
    ]
    for start, one in product(starts, stored):
        wanted = is_on_or_after(one, start)
        assert wanted == _agreed(store, rules.is_on_or_after, one, start), (one, start)
        assert wanted != _agreed(store, rules.is_before, one, start), (one, start)


def _agreed(store: Store, rule: Any, stored: str, start: DayStart) -> bool:
    return bool(told(store, rule(constant(stored), constant(start.moment), constant(start.day))))


def test_the_days_to_close_are_one(store: Store) -> None:
    created = ["2026-10-30T15:00:00Z", "2026-10-31", "2025-12-31T23:59:59Z"]
    ends = ["2026-10-31T01:00:00Z", "2026-10-31", "2026-10-30", "2026-10-29", "2028-02-29"]
    for start, end, batch in product(created, ends, [None, 7]):
        found = told(store, rules.days_to_close(constant(start), constant(end), _link(batch)))
        assert found == days_to_close(start, end, imported=batch is not None), (start, end, batch)
    assert days_to_close(created[1], ends[1], imported=True) is None
    assert days_to_close(created[1], ends[1], imported=False) == 0
    assert days_to_close(created[1], ends[3], imported=False) is None
    assert told(store, rules.days_to_close(constant(created[0]), constant(None), _link(7))) is None


def _link(batch: int | None) -> Any:
    """A column that holds a number or nothing."""
    return fn.NULLIF(constant(batch or 0), constant(0))


# -- through the lists ------------------------------------------------------------------------------------


def test_amounts_of_every_currency_compare_in_whole_units(store: Store, services: Services) -> None:
    stage = store.pipelines.all()[0].stages[0].id
    amounts = {"KWD": "1500.000", "JPY": "15000", "EUR": "1500.50", "BHD": "14999.999", "CLP": "15001"}
    deals = {
        services.deals.create(code, stage, amount=Money.of(amount, code).minor, currency=code)[0]: code
        for code, amount in amounts.items()
    }
    reader = store.list_of(RecordKind.DEALS)

    def having(op: Op, value: str) -> set[str]:
        return {deals[one] for one in reader.ids(Filter((Condition("deal_value", op, (value,)),)))}

    assert having(Op.AT_LEAST, "15000") == {"JPY", "CLP"}
    assert having(Op.IS, "1500") == {"KWD"}
    assert having(Op.IS, "1500.5") == {"EUR"}
    assert having(Op.BELOW, "15000") == {"KWD", "EUR", "BHD"}
    assert [deals[one] for one in reader.ids(Filter(), Sort("deal_value"))] == sorted(
        deals.values(), key=lambda code: Decimal(amounts[code])
    )
    firms = {
        add_company(store, code, annual_revenue=f"{amount} {code}"): code
        for code, amount in (("KWD", "1500.125"), ("JPY", "15000"))
    }
    found = store.companies.ids(Filter((Condition("annual_revenue", Op.AT_LEAST, ("1500.125",)),)))
    assert {firms[one] for one in found} == {"KWD", "JPY"}
    assert store.companies.count(Filter((Condition("annual_revenue", Op.ABOVE, ("1500.125",)),))) == 1


def test_a_closed_deal_is_certain_in_every_column(store: Store, services: Services) -> None:
    stages = store.pipelines.all()[0].stages
    open_, won, lost, stays = (
        services.deals.create(title, stages[0].id, amount=1000_00, probability=percent)[0]
        for title, percent in (("open", 30), ("won", 30), ("lost", 75), ("as its stage", None))
    )
    services.deals.win(won)
    services.deals.lose(lost, "Price")
    reader = store.list_of(RecordKind.DEALS)
    page = reader.page([open_, won, lost, stays], ["probability", "weighted", "deal_value"])
    assert [page[one]["probability"] for one in (open_, won, lost, stays)] == [30, 100, 0, 10]
    assert [page[one]["weighted"].minor for one in (open_, won, lost, stays)] == [300_00, 1000_00, 0, 100_00]
    assert list(reader.ids(Filter(), Sort("probability"))) == [lost, stays, open_, won]
    assert list(reader.ids(Filter(), Sort("weighted", descending=True))) == [won, open_, stays, lost]
    assert list(reader.ids(Filter((Condition("probability", Op.AT_LEAST, ("30",)),)))) == [open_, won]
    assert set(reader.ids(Filter((Condition("weighted", Op.BELOW, ("300",)),)))) == {lost, stays}
