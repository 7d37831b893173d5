"""The forecast over a real database: columns, sums, what was won, and deals that are put into another month."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from salesdesk.domain.conflicts import EditConflict, Seen
from salesdesk.domain.forecast import Forecast, ForecastColumn, Span
from salesdesk.domain.money import Money
from salesdesk.domain.pipelines import Pipeline
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Desk:
    """A store with its services and a clock the test moves."""

    def __init__(self, place: Path | ServerAddress) -> None:
        self.now = NOW
        self.store = Store(place, clock=lambda: self.now)
        set_up(self.store)
        self.services: Services = build_services(self.store)

    @property
    def pipeline(self) -> Pipeline:
        return self.store.pipelines.all()[0]

    def stage(self, name: str) -> int:
        return next(s.id for s in self.pipeline.stages if s.name == name)

    def deal(self, title: str, stage: str, amount: int | None, close: str | None, **more: object) -> int:
        number, _ = self.services.deals.create(
            title, self.stage(stage), amount=amount, expected_close=close, **more
        )
        return number

    def read(self, **narrowed: str) -> Forecast:
        return self.services.forecast.read(self.pipeline, **narrowed)


@pytest.fixture
def desk(place: Path | ServerAddress):
    made = Desk(place)
    yield made
    made.store.close()


def column(forecast: Forecast, key: str) -> ForecastColumn:
    """By its span, or by its month as "2026-12"."""
    return next(
        one
        for one in forecast.columns
        if (f"{one.place.first:%Y-%m}" if one.place.span is Span.MONTH else one.place.span.value) == key
    )


def titles(forecast: Forecast, key: str) -> list[str]:
    return [card.title for card in column(forecast, key).cards]


def test_deals_stand_in_their_months_the_largest_first(desk: Desk) -> None:
    desk.deal("late", "Demo", 100_00, "2026-11-20")
    desk.deal("small", "Demo", 100_00, "2026-11-30")
    desk.deal("large", "Demo", 900_00, "2026-11-23")
    desk.deal("no amount", "Demo", None, "2026-11-24")
    desk.deal("next", "Demo", 100_00, "2026-12-01")
    desk.deal("far", "Demo", 100_00, "2027-06-01")
    desk.deal("some day", "Demo", 100_00, None)
    read = desk.read()
    assert titles(read, "overdue") == ["late"]
    assert titles(read, "undated") == ["some day"]
    assert titles(read, "2026-11") == ["large", "small", "no amount"]
    assert titles(read, "2026-12") == ["next"]
    assert titles(read, "later") == ["far"]
    assert column(read, "2026-11").open.amount == 1_000_00
    assert read.overdue.amount == 100_00


def test_sums_are_weighted_and_the_best_case_counts_demos_and_later_in_full(desk: Desk) -> None:
    desk.deal("early", "Prospecting", 100_000_00, "2026-12-10")  # 10 %
    desk.deal("demo", "Demo", 20_000_00, "2026-12-10")  # 50 %
    desk.deal("own", "Proposal", 10_000_00, "2026-12-10", probability=90)
    added = column(desk.read(), "2026-12").open
    assert (added.count, added.amount) == (3, 130_000_00)
    assert added.weighted == 10_000_00 + 10_000_00 + 9_000_00
    assert added.best == 30_000_00 + 10_000_00  # the early one as it is weighted
    desk.services.pipelines.change_stage(desk.stage("Prospecting"), best_case=True)
    desk.services.pipelines.change_stage(desk.stage("Demo"), best_case=False)
    assert column(desk.read(), "2026-12").open.best == 120_000_00
    desk.services.commands.undo()
    assert column(desk.read(), "2026-12").open.best == 130_000_00


def test_what_was_won_this_month_stands_with_it_and_nothing_of_the_overdue(desk: Desk) -> None:
    won = desk.deal("won", "Demo", 5_000_00, "2026-11-10")
    desk.services.deals.win(won, closed_at="2026-11-12")
    earlier = desk.deal("october", "Demo", 3_000_00, "2026-10-10")
    desk.services.deals.win(earlier, closed_at="2026-10-12")
    desk.deal("late", "Demo", 800_00, "2026-11-01")
    desk.deal("open", "Demo", 400_00, "2026-11-30")
    read = desk.read()
    here = column(read, "2026-11")
    assert (here.open.amount, here.won.amount, here.won.count) == (400_00, 5_000_00, 1)
    assert (read.month_won.amount, read.quarter_won.amount) == (5_000_00, 8_000_00)
    assert read.month_before.amount == 3_000_00
    assert read.quarter.amount == 1_200_00
    assert titles(read, "overdue") == ["late"]


def test_currencies_are_converted_or_stand_apart(desk: Desk) -> None:
    desk.deal("dollars", "Demo", 1_000_00, "2026-12-10", currency="USD")
    desk.deal("euros", "Demo", 1_000_00, "2026-12-10")
    added = column(desk.read(), "2026-12").open
    assert (added.amount, added.apart) == (1_000_00, (Money(1_000_00, "USD"),))
    assert added.apart_best == (Money(1_000_00, "USD"),)
    desk.services.rates.set({"USD": Decimal("0.5")})
    added = column(desk.read(), "2026-12").open
    assert (added.amount, added.weighted, added.best, added.apart) == (1_500_00, 750_00, 1_500_00, ())
    assert titles(desk.read(), "2026-12") == ["euros", "dollars"]


def test_one_owner_alone(desk: Desk) -> None:
    mara, _ = desk.services.owners.add("Mara")
    desk.deal("hers", "Demo", 100_00, "2026-12-10", owner_id=mara)
    won = desk.deal("her win", "Demo", 700_00, "2026-12-10", owner_id=mara)
    desk.services.deals.win(won)
    desk.deal("nobody's", "Demo", 200_00, "2026-12-10")
    read = desk.read(owner="Mara")
    assert titles(read, "2026-12") == ["hers"]
    assert read.month_won.amount == 700_00


def test_only_the_deals_of_the_pipeline(desk: Desk) -> None:
    desk.services.pipelines.add_pipeline("Partners")
    other = desk.store.pipelines.all()[1]
    won, _ = desk.services.deals.create("elsewhere", other.stages[2].id, amount=100_00)
    desk.services.deals.win(won)
    desk.deal("here", "Demo", 200_00, "2026-12-10")
    assert desk.read().month_won.count == 0
    assert desk.services.forecast.read(other).month_won.amount == 100_00


def test_a_deal_put_into_another_month_is_one_step_and_undone(desk: Desk) -> None:
    deal = desk.deal("here", "Demo", 200_00, "2026-12-10")
    desk.services.forecast.set_close(deal, date(2027, 1, 10))
    assert titles(desk.read(), "2027-01") == ["here"]
    desk.services.commands.undo()
    assert titles(desk.read(), "2026-12") == ["here"]
    desk.services.forecast.set_close(deal, None)
    assert titles(desk.read(), "undated") == ["here"]


def test_a_day_that_somebody_else_changed_is_asked_about(desk: Desk) -> None:
    deal = desk.deal("here", "Demo", 200_00, "2026-12-10")
    seen = Seen({deal: {"expected_close": "2026-12-10"}})
    desk.services.deals.change(deal, expected_close="2027-02-01")
    with pytest.raises(EditConflict):
        desk.services.forecast.set_close(deal, date(2027, 1, 10), seen=seen)
