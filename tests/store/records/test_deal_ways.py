"""How the latest deals went, read from either engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services, build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from tests.builders import Clock, add_contact


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def services(place: Path | ServerAddress, clock: Clock) -> Iterator[Services]:
    store = Store(place, clock=clock)
    yield build_services(store)
    store.close()


def test_what_is_usual_comes_from_the_deals_of_the_pipeline(services: Services, clock: Clock) -> None:
    store, begin = services.deals._store, clock.now
    pipeline = store.pipelines.all()[0]
    first, second = pipeline.stages[0].id, pipeline.stages[1].id
    assert store.deal_ways.usual_days(pipeline)[first] == pipeline.stages[0].usual_days, "as the stage says"
    assert store.deal_ways.usual_cycle(pipeline) is None
    for days in (2, 4, 9):
        clock.now = begin
        deal, _ = services.deals.create(f"Deal of {days}", first)
        clock.now = begin + timedelta(days=days)
        services.deals.move(deal, second)
        clock.now = begin + timedelta(days=days * 2)
        services.deals.win(deal)
    gone, _ = services.deals.create("Gone", first)
    services.deals.delete([gone])
    stages = tuple(replace(stage, usual_days=0) for stage in pipeline.stages)
    usual = store.deal_ways.usual_days(replace(pipeline, stages=stages))
    assert usual[first] == 4, "as the deals went, where the stage says nothing"
    assert store.deal_ways.usual_cycle(pipeline) == 8


def test_everybody_who_had_to_do_with_a_deal_is_named_once(services: Services, clock: Clock) -> None:
    store = services.deals._store
    ann, bob, cy, gone = (add_contact(store, name=name) for name in ("Ann", "Bob", "Cy", "Gone"))
    deal, _ = services.deals.create("Fleet", store.pipelines.all()[0].stages[0].id, contact_id=ann)
    services.activities.log(ActivityKind.CALL, Subject(ann, None, deal), body="First")
    clock.forward(days=1)
    services.activities.log(
        ActivityKind.MEETING, Subject(bob, None, deal), body="With both", participant_ids=(ann, gone)
    )
    services.activities.plan(Subject(cy, None, deal), "Ask Cy", "2026-12-01")
    services.contacts.delete([gone])
    people = store.deal_ways.people(deal)
    assert [person.name for person in people] == ["Ann", "Bob", "Cy"]
    assert people[0].last == people[1].last == store.now()
    assert people[2].last is None
