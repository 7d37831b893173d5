"""Deals that are closed by typed values: what is said of their end, for one and for many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from salesdesk.domain.activities import Repeat
from salesdesk.domain.deals import Closing
from salesdesk.domain.pipelines import StageKind
from salesdesk.errors import DomainError, InputError
from salesdesk.services.activities import Subject
from salesdesk.services.deals import DealService
from salesdesk.store.engine.server_address import ServerAddress
from tests.refusals import refusing
from tests.services.test_deals import Desk

SAID = {
    StageKind.WON: Closing("2026-11-20", " Quality ", "Acme"),
    StageKind.LOST: Closing("2026-11-21", "Price", "Rival"),
}


@pytest.fixture
def desk(place: Path | ServerAddress) -> Iterator[Desk]:
    made = Desk(place)
    yield made
    made.store.close()


def said_of(desk: Desk, deal: int) -> tuple[str | None, str | None, str | None, str | None]:
    found = desk.store.deals.get(deal)
    return found.closed_at, found.won_reason, found.lost_reason, found.competitor


def answering(desk: Desk) -> DealService:
    return desk.services.deals.closing(SAID)


def test_each_door_of_many_says_it_of_all_and_is_one_step_to_undo(desk: Desk) -> None:
    deals = [desk.deal("a"), desk.deal("b", "Demo")]
    before = desk.store.database.dump()
    lost = ("2026-11-21", None, "Price", "Rival")
    doors = (
        lambda: answering(desk).edit_many({deal: {"stage": "Lost"} for deal in deals}),
        lambda: answering(desk).edit_all(deals, "stage", "Lost"),
        lambda: answering(desk).set_stage(deals, desk.stage("Lost")),
    )
    for close in doors:
        close()
        assert [said_of(desk, deal) for deal in deals] == [lost, lost]
        desk.services.commands.undo()
        assert desk.store.database.dump() == before
    answering(desk).edit_many({deals[0]: {"stage": "Won"}, deals[1]: {"stage": "Lost"}})
    assert said_of(desk, deals[0]) == ("2026-11-20", "Quality", None, "Acme")
    assert said_of(desk, deals[1]) == lost


def test_what_a_deal_says_itself_is_kept(desk: Desk) -> None:
    told, named, ended, open_ = (desk.deal(title) for title in "abcd")
    desk.services.deals.change(named, competitor="Own rival")
    desk.services.deals.lose(ended, "Timing", closed_at="2026-11-10")
    answering(desk).edit_many(
        {
            told: {"stage": "Lost", "lost_reason": "No budget"},
            named: {"stage": "Won"},
            ended: {"stage": "Lost"},
            open_: {"stage": "Lost", "lost_reason": ""},
        }
    )
    assert said_of(desk, told) == ("2026-11-21", None, "No budget", "Rival")
    assert said_of(desk, named) == ("2026-11-20", "Quality", None, "Own rival")
    assert said_of(desk, ended) == ("2026-11-10", None, "Timing", None)
    assert said_of(desk, open_)[2] == "Price"


def test_without_an_answer_a_lost_deal_needs_a_reason_and_nothing_is_written(desk: Desk) -> None:
    deals = [desk.deal("a"), desk.deal("b")]
    before = desk.store.database.dump()
    for close in (
        lambda: desk.services.deals.edit(deals[0], "stage", "Lost"),
        lambda: desk.services.deals.edit_all(deals, "stage", "Lost"),
        lambda: desk.services.deals.set_stage(deals, desk.stage("Lost")),
    ):
        with refusing(DomainError, match="needs a reason"):
            close()
    with refusing(InputError, match="closed"):
        desk.services.deals.closing({StageKind.WON: Closing("2026-12-24")})
    assert desk.store.database.dump() == before


def test_it_is_known_before_which_deals_would_be_closed(desk: Desk) -> None:
    fleet, won, lost = desk.deal("fleet"), desk.deal("won"), desk.deal("lost")
    desk.services.deals.win(won)
    desk.services.deals.lose(lost, "Price")
    desk.services.pipelines.add_pipeline("Renewals")

    def ends(stage: str, **more: str) -> dict[int, StageKind]:
        edits = {deal: {"stage": stage, **more} for deal in (fleet, won, lost)}
        return {deal: end.kind for deal, end in desk.services.deals.closed_by(edits).items()}

    assert ends("Won") == {fleet: StageKind.WON, lost: StageKind.WON}
    assert ends("lost") == {fleet: StageKind.LOST, won: StageKind.LOST}
    assert ends("Won", pipeline="Renewals") == {fleet: StageKind.WON, lost: StageKind.WON}
    assert ends("Demo") == ends("Elsewhere") == ends("") == {}
    assert desk.services.deals.closed_by({fleet: {"deal_title": "Won"}}) == {}


def test_a_deal_that_moves_to_the_same_end_elsewhere_keeps_its_day_and_reason(desk: Desk) -> None:
    desk.services.pipelines.add_pipeline("Renewals")
    won, lost = desk.deal("won"), desk.deal("lost")
    desk.services.deals.win(won, closed_at="2026-11-02", won_reason="Quality", competitor="Acme")
    desk.services.deals.lose(lost, "Price", closed_at="2026-11-03", competitor="Rival")
    before = [said_of(desk, deal) for deal in (won, lost)]
    desk.services.deals.edit_all([won, lost], "pipeline", "Renewals")
    assert [said_of(desk, deal) for deal in (won, lost)] == before
    assert {desk.store.deals.get(deal).pipeline_id for deal in (won, lost)} != {desk.pipeline.id}


def test_what_comes_again_for_a_deal_ends_with_it_through_every_door(desk: Desk) -> None:
    deals = [desk.deal("a"), desk.deal("b")]
    for deal in deals:
        desk.services.activities.plan(
            Subject(deal_id=deal), "Ask again", "2026-11-24", repeat=Repeat("FREQ=WEEKLY")
        )
    answering(desk).set_stage(deals[:1], desk.stage("Lost"))
    answering(desk).edit(deals[1], "stage", "Lost")
    assert [desk.store.activities.open_steps_of_deal(deal) for deal in deals] == [[], []]


def test_a_deal_is_won_in_the_stage_that_was_meant(desk: Desk) -> None:
    desk.now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    desk.services.pipelines.add_pipeline("Renewals")
    renewals = next(p for p in desk.store.pipelines.all() if p.name == "Renewals")
    deal, stage = desk.deal("x"), renewals.first(StageKind.WON)
    desk.services.deals.win(deal, stage=stage, amount=7_00)
    found = desk.store.deals.get(deal)
    assert stage is not None
    assert (found.stage_id, found.pipeline_id, found.amount) == (stage.id, renewals.id, 7_00)
