"""Deals as of a day are what they were on that day, whatever happened since."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from salesdesk.domain.pipelines import StageKind
from salesdesk.services.services import Services, build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from tests.builders import Clock

BEGIN = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
DAYS = 30
Known = dict[int, tuple[str, StageKind, int | None, str | None]]


@pytest.fixture
def clock() -> Clock:
    return Clock(BEGIN)


@pytest.fixture
def services(
    place: Path | ServerAddress, clock: Clock, in_zone: Callable[[str], None]
) -> Iterator[tuple[Services, Store]]:
    in_zone("America/New_York")
    store = Store(place, clock=clock)
    yield build_services(store), store
    store.close()


def as_they_are(store: Store) -> Known:
    """What is known of every deal now."""
    kinds = {stage.id: stage.kind for one in store.pipelines.all() for stage in one.stages}
    deals = [store.deals.get(number) for number in store.deals.ids()]
    return {deal.id: (deal.title, kinds[deal.stage_id], deal.amount, deal.expected_close) for deal in deals}


def live(services: Services, store: Store, chance: Random) -> None:
    """Let something happen."""
    stages = [stage.id for stage in store.pipelines.all()[0].stages if stage.kind is StageKind.OPEN]
    ids = list(store.deals.ids())
    what = chance.choice(("new", "move", "amount", "close", "win", "lose", "open"))
    if what == "new" or not ids:
        services.deals.create(
            f"Deal {len(ids)}", chance.choice(stages), amount=chance.randrange(9) * 100_00 or None
        )
    else:
        deal = chance.choice(ids)
        if what in ("move", "open"):
            services.deals.move(deal, chance.choice(stages))
        elif what == "amount":
            services.deals.change(deal, amount=chance.randrange(1, 9) * 100_00)
        elif what == "close":
            services.deals.change(deal, expected_close=f"2026-1{chance.randrange(3)}-15")
        elif what == "win":
            services.deals.win(deal)
        elif what == "lose":
            services.deals.lose(deal, "Price")


@pytest.mark.parametrize("seed", range(4))
def test_a_day_of_the_past_is_what_it_was(services: tuple[Services, Store], clock: Clock, seed: int) -> None:
    made, store = services
    chance = Random(seed)
    seen: dict[date, Known] = {}
    for day in range(DAYS):
        for _ in range(chance.randrange(4)):
            clock.forward(hours=1)
            live(made, store, chance)
        seen[(clock.now - timedelta(hours=5)).date()] = as_they_are(store)
        clock.now = BEGIN + timedelta(days=day + 1)
    last = as_they_are(store)
    for day, known in seen.items():
        (found,) = store.figures.past.at([day])
        expected = {number: told for number, told in known.items() if number in last}
        told = {
            number: (deal.title, deal.kind, deal.amount, deal.close)
            for number, deal in found.items()
            if number in expected
        }
        open_then = {number for number, (_, kind, *_rest) in expected.items() if kind is StageKind.OPEN}
        assert {number for number, deal in found.items() if deal.is_open} == open_then, day
        assert {one: told[one][2:] for one in open_then} == {one: expected[one][2:] for one in open_then}, day


def test_a_closing_that_was_taken_back_never_was(services: tuple[Services, Store], clock: Clock) -> None:
    made, store = services
    deal, _ = made.deals.create("Fleet", store.pipelines.all()[0].stages[0].id, amount=100_00)
    clock.forward(days=2)
    made.deals.win(deal)
    clock.forward(days=2)
    made.commands.undo()
    (found,) = store.figures.past.at([BEGIN.date() + timedelta(days=3)])
    assert found[deal].is_open
