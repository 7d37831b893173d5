"""Pipelines and stages as a person manages them: order, archive, and stages that are removed while deals stand in them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from salesdesk.domain.pipelines import Pipeline, StageKind
from salesdesk.errors import DomainError
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from tests.refusals import refusing

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Desk:
    """A store with its services."""

    def __init__(self, place: Path | ServerAddress) -> None:
        self.store = Store(place, clock=lambda: NOW)
        set_up(self.store)
        self.services: Services = build_services(self.store)

    @property
    def pipeline(self) -> Pipeline:
        return self.store.pipelines.all()[0]

    def stage(self, name: str) -> int:
        return next(s.id for s in self.pipeline.stages if s.name == name)

    def stages(self) -> list[str]:
        return [stage.name for stage in self.pipeline.stages]

    def deal(self, title: str, stage: str) -> int:
        return self.services.deals.create(title, self.stage(stage), amount=100)[0]

    def names(self, *, offered: bool = False) -> list[str]:
        pipelines = self.store.pipelines
        return [one.name for one in (pipelines.offered() if offered else pipelines.all())]


@pytest.fixture
def desk(place: Path | ServerAddress):
    made = Desk(place)
    yield made
    made.store.close()


def test_pipelines_are_put_in_order(desk: Desk) -> None:
    pipelines = desk.services.pipelines
    pipelines.add_pipeline("Renewals")
    pipelines.add_pipeline("Partners")
    partners = desk.store.pipelines.all()[2].id
    pipelines.move_pipeline(partners, -1)
    assert desk.names() == ["New business", "Partners", "Renewals"]
    pipelines.move_pipeline(partners, -1)
    with refusing(DomainError, match="cannot be moved any further"):
        pipelines.move_pipeline(partners, -1)
    desk.services.commands.undo()
    assert desk.names() == ["New business", "Partners", "Renewals"]


def test_an_archived_pipeline_is_offered_no_more_and_keeps_its_deals(desk: Desk) -> None:
    pipelines = desk.services.pipelines
    deal = desk.deal("stays", "Demo")
    first = desk.pipeline.id
    with refusing(DomainError, match="stays: deals need a pipeline"):
        pipelines.archive_pipeline(first)
    pipelines.add_pipeline("Renewals")
    pipelines.archive_pipeline(first)
    assert desk.names(offered=True) == ["Renewals"]
    assert desk.names() == ["New business", "Renewals"]
    assert desk.store.deals.get(deal).pipeline_id == first
    with refusing(DomainError, match="stays: deals need a pipeline"):
        pipelines.archive_pipeline(desk.store.pipelines.all()[1].id)
    pipelines.archive_pipeline(first, away=False)
    assert desk.names(offered=True) == ["New business", "Renewals"]
    desk.services.commands.undo()
    assert desk.names(offered=True) == ["Renewals"]


def test_the_deals_of_a_removed_stage_go_where_one_says_in_one_step(desk: Desk) -> None:
    pipelines, deals = desk.services.pipelines, desk.services.deals
    there = desk.deal("there", "Proposal")
    moved = [desk.deal(f"moved {n}", "Demo") for n in range(3)]
    trashed = desk.deal("trashed", "Demo")
    deals.delete([trashed])
    demo, proposal = desk.stage("Demo"), desk.stage("Proposal")
    with refusing(DomainError, match="holds 4 deals. Say which stage they go to"):
        pipelines.remove_stage(demo)
    with refusing(DomainError, match="holds 4 deals"):
        pipelines.remove_stage(demo, into=desk.stage("Won"))
    pipelines.remove_stage(demo, into=proposal)
    assert "Demo" not in desk.stages()
    assert {desk.store.deals.get(deal).stage_id for deal in (*moved, trashed)} == {proposal}
    shown = [card.id for card in deals.board(desk.pipeline)[proposal]]
    assert shown == [there, *moved]
    way = desk.store.deals.stage_history(moved[0])
    assert [move.after for move in way] == [demo, proposal]
    assert desk.store.pipelines.stage(demo).name == "Demo"
    assert [stage.name for stage in desk.pipeline.former] == ["Demo"]
    desk.services.commands.undo()
    assert "Demo" in desk.stages()
    assert {desk.store.deals.get(deal).stage_id for deal in (*moved, trashed)} == {demo}
    assert desk.pipeline.former == ()


def test_a_stage_nobody_ever_used_is_gone_and_one_in_the_history_keeps_its_name_there(desk: Desk) -> None:
    pipelines, deals = desk.services.pipelines, desk.services.deals
    education = desk.stage("Education")
    pipelines.remove_stage(education)
    with pytest.raises(DomainError):
        desk.store.pipelines.stage(education)
    demo = desk.stage("Demo")
    deal = desk.deal("went on", "Demo")
    deals.move(deal, desk.stage("Proposal"))
    pipelines.remove_stage(demo)
    assert desk.store.pipelines.stage(demo).removed
    with refusing(DomainError, match="was removed from its pipeline"):
        deals.move(deal, demo)
    with refusing(DomainError, match="was removed from its pipeline"):
        deals.create("new", demo)


def test_a_stage_that_was_removed_is_there_again_when_it_is_added(desk: Desk) -> None:
    pipelines, deals = desk.services.pipelines, desk.services.deals
    demo = desk.stage("Demo")
    deals.move(desk.deal("went on", "Demo"), desk.stage("Proposal"))
    pipelines.remove_stage(demo)
    pipelines.add_stage(desk.pipeline.id, "demo")
    assert desk.stage("demo") == demo
    assert desk.pipeline.former == ()


def test_an_undo_that_brings_a_deal_back_into_a_removed_stage_brings_the_stage_to_light(desk: Desk) -> None:
    pipelines, deals = desk.services.pipelines, desk.services.deals
    deal = desk.deal("went on", "Demo")
    moved = deals.move(deal, desk.stage("Proposal"))
    pipelines.remove_stage(desk.stage("Demo"))
    assert moved.batch is not None
    desk.services.commands.undo_batch(moved.batch)
    assert "Demo" in desk.stages()


def test_the_last_open_stage_and_the_closing_ones_stay(desk: Desk) -> None:
    pipelines = desk.services.pipelines
    with refusing(DomainError, match="needs its won and its lost stage"):
        pipelines.remove_stage(desk.stage("Won"))
    for stage in [s for s in desk.pipeline.stages if s.kind is StageKind.OPEN][1:]:
        pipelines.remove_stage(stage.id)
    with refusing(DomainError, match="needs an open stage"):
        pipelines.remove_stage(desk.stage("Prospecting"))
