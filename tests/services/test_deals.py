"""Deals: the board's order and sums, stage history, winning and losing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.domain.deals import NextStepState, position_between, weighted_amount
from salesdesk.domain.pipelines import Pipeline, StageKind
from salesdesk.errors import DomainError, InputError
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services, build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from tests.refusals import refusing

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Desk:
    """A store with its services and a clock the test moves."""

    def __init__(self, place: Path | ServerAddress) -> None:
        self.now = NOW
        self.store = Store(place, clock=lambda: self.now)
        self.services: Services = build_services(self.store)

    @property
    def pipeline(self) -> Pipeline:
        return self.store.pipelines.all()[0]

    def stage(self, name: str) -> int:
        return next(s.id for s in self.pipeline.stages if s.name == name)

    def deal(self, title: str, stage: str = "Prospecting", amount: int | None = 100_00) -> int:
        number, _ = self.services.deals.create(title, self.stage(stage), amount=amount)
        return number

    def titles(self, stage: str) -> list[str]:
        return [card.title for card in self.services.deals.board(self.pipeline)[self.stage(stage)]]


@pytest.fixture
def desk(place: Path | ServerAddress):
    made = Desk(place)
    yield made
    made.store.close()


def test_cards_stand_by_urgency(desk: Desk) -> None:
    for title, due in (("later", 3), ("late", -2), ("today", 0)):
        day = (date(2026, 11, 23) + timedelta(days=due)).isoformat()
        desk.services.activities.plan(Subject(deal_id=desk.deal(title)), "Call", day)
    desk.deal("nothing planned")
    assert desk.titles("Prospecting") == ["late", "today", "nothing planned", "later"]


def test_header_sums_count_what_the_cards_show(desk: Desk) -> None:
    desk.deal("a", amount=100_00)
    desk.deal("b", amount=50_05)
    desk.deal("no amount", amount=None)
    total = desk.services.deals.totals(desk.pipeline)[desk.stage("Prospecting")]
    assert (total.count, total.amount) == (3, 150_05)
    assert total.weighted == weighted_amount(100_00, 10) + weighted_amount(50_05, 10)


def test_deals_in_another_currency_are_counted_but_not_added(desk: Desk) -> None:
    desk.deal("home", amount=100_00)
    desk.services.deals.create("abroad", desk.stage("Prospecting"), amount=999_00, currency="USD")
    total = desk.services.deals.totals(desk.pipeline)[desk.stage("Prospecting")]
    assert (total.count, total.amount) == (2, 100_00)


def test_a_move_is_recorded_and_undone_as_a_whole(desk: Desk) -> None:
    deal = desk.deal("Fleet")
    before = desk.store.database.dump()
    desk.services.deals.move(deal, desk.stage("Demo"))
    assert [move.after for move in desk.store.deals.stage_history(deal)] == [
        desk.stage("Prospecting"),
        desk.stage("Demo"),
    ]
    desk.services.commands.undo()
    assert desk.store.database.dump() == before


def test_a_move_lands_before_the_card_it_was_dropped_on(desk: Desk) -> None:
    first, second = desk.deal("first", "Demo"), desk.deal("second", "Demo")
    desk.services.deals.move(second, desk.stage("Demo"), before=None)
    moved = desk.deal("moved")
    desk.services.deals.move(moved, desk.stage("Demo"), before=second)
    assert desk.titles("Demo") == ["first", "moved", "second"]
    desk.services.deals.move(moved, desk.stage("Demo"), before=first)
    assert desk.titles("Demo") == ["moved", "first", "second"]


def test_winning_and_losing_close_the_deal_and_reopening_clears_it(desk: Desk) -> None:
    won, lost = desk.deal("won"), desk.deal("lost")
    desk.services.deals.win(won, amount=120_00)
    desk.services.deals.lose(lost, "Price", competitor="Rival AG")
    assert desk.store.deals.get(won).closed_at == "2026-11-23"
    assert desk.store.deals.get(won).amount == 120_00
    assert (desk.store.deals.get(lost).lost_reason, desk.store.deals.get(lost).competitor) == (
        "Price",
        "Rival AG",
    )
    desk.services.deals.move(lost, desk.stage("Proposal"))
    reopened = desk.store.deals.get(lost)
    assert (reopened.closed_at, reopened.lost_reason) == (None, None)


def test_losing_needs_a_reason_and_dragging_onto_lost_asks_for_it(desk: Desk) -> None:
    deal = desk.deal("x")
    with refusing(InputError, match="why the deal was lost"):
        desk.services.deals.lose(deal, "  ")
    lost = desk.pipeline.first(StageKind.LOST)
    assert lost is not None
    with refusing(DomainError, match="needs a reason"):
        desk.services.deals.move(deal, lost.id)


def test_a_deal_goes_quiet_after_its_stages_limit(desk: Desk) -> None:
    deal = desk.deal("silent", "Negotiation")
    desk.services.activities.plan(Subject(deal_id=deal), "Call", "2027-01-10")
    desk.now = NOW + timedelta(days=6)
    card = desk.services.deals.board(desk.pipeline)[desk.stage("Negotiation")][0]
    assert (card.quiet_days, card.state) == (0, NextStepState.LATER)
    desk.now = NOW + timedelta(days=7)
    assert desk.services.deals.board(desk.pipeline)[desk.stage("Negotiation")][0].quiet_days == 7


def test_deleted_deals_leave_the_board_and_come_back(desk: Desk) -> None:
    deal = desk.deal("gone")
    desk.services.deals.delete([deal])
    assert desk.titles("Prospecting") == []
    desk.services.deals.restore([deal])
    assert desk.titles("Prospecting") == ["gone"]


def test_a_deal_deleted_again_bears_the_moment_of_the_last_time(desk: Desk) -> None:
    deal = desk.deal("gone")
    desk.services.deals.delete([deal])
    first = desk.store.deals.get(deal)
    desk.now = NOW + timedelta(hours=1)
    again = desk.services.deals.delete([deal])
    second = desk.store.deals.get(deal)
    assert (first.deleted_at, second.deleted_at) == ("2026-11-23T12:00:00Z", "2026-11-23T13:00:00Z")
    assert (second.updated_at, second.version) == (second.deleted_at, first.version + 1)
    assert again.batch is not None
    desk.services.commands.undo()
    assert desk.store.deals.get(deal).deleted_at == first.deleted_at


def test_a_deal_needs_a_title_and_a_probability_within_bounds(desk: Desk) -> None:
    with refusing(InputError, match="title"):
        desk.services.deals.create("  ", desk.stage("Demo"))
    with refusing(InputError, match="0 to 100"):
        desk.services.deals.change(desk.deal("x"), probability=101)


@pytest.mark.parametrize(
    ("before", "after", "low", "high"),
    [(None, None, 0, 0), (None, 3.0, -9, 2.9), (3.0, None, 3.1, 9), (1.0, 2.0, 1.01, 1.99)],
)
def test_a_position_lies_between_its_neighbours(
    before: float | None, after: float | None, low: float, high: float
) -> None:
    assert low <= position_between(before, after) <= high


class TestPipelines:
    def test_a_stage_in_use_is_kept(self, desk: Desk) -> None:
        desk.deal("x", "Demo")
        with refusing(DomainError, match="holds 1 deal"):
            desk.services.pipelines.remove_stage(desk.stage("Demo"))

    def test_a_stage_in_the_history_is_kept(self, desk: Desk) -> None:
        deal = desk.deal("x", "Demo")
        desk.services.deals.move(deal, desk.stage("Proposal"))
        with refusing(DomainError, match="history"):
            desk.services.pipelines.remove_stage(desk.stage("Demo"))

    def test_an_unused_stage_goes_and_undo_brings_it_back(self, desk: Desk) -> None:
        before = desk.store.database.dump()
        desk.services.pipelines.remove_stage(desk.stage("Demo"))
        assert "Demo" not in [s.name for s in desk.pipeline.stages]
        desk.services.commands.undo()
        assert desk.store.database.dump() == before

    def test_a_new_stage_stands_before_won(self, desk: Desk) -> None:
        desk.services.pipelines.add_stage(desk.pipeline.id, "Contract", 90)
        names = [s.name for s in desk.pipeline.stages]
        assert names.index("Contract") == names.index("Won") - 1

    def test_open_stages_change_places(self, desk: Desk) -> None:
        desk.services.pipelines.move_stage(desk.stage("Demo"), -1)
        assert [s.name for s in desk.pipeline.stages][:3] == ["Prospecting", "Demo", "Education"]
        with refusing(DomainError, match="any further"):
            desk.services.pipelines.move_stage(desk.stage("Prospecting"), -1)

    def test_won_and_lost_keep_their_probability(self, desk: Desk) -> None:
        with refusing(DomainError, match="100 %"):
            desk.services.pipelines.change_stage(desk.stage("Won"), probability=50)


class TestActivities:
    def test_a_log_with_its_next_step_is_one_undo_step(self, desk: Desk) -> None:
        deal = desk.deal("x")
        before = desk.store.database.dump()
        from salesdesk.domain.activities import ActivityKind

        desk.services.activities.log(
            ActivityKind.CALL,
            Subject(deal_id=deal),
            body="Wants a pilot",
            next_step="Send offer",
            next_due="2026-11-25",
        )
        kinds = [(a.kind.value, a.subject) for a in desk.store.activities.of_deal(deal)]
        assert sorted(kinds) == [("call", ""), ("task", "Send offer")]
        desk.services.commands.undo()
        assert desk.store.database.dump() == before

    def test_finishing_a_task_plans_the_next(self, desk: Desk) -> None:
        deal = desk.deal("x")
        desk.services.activities.plan(Subject(deal_id=deal), "Call", "2026-11-23")
        step = desk.store.activities.next_step("deal_id", deal)
        assert step is not None
        desk.services.activities.finish(step.id, outcome="Reached", next_step="Meet", next_due="2026-12-01")
        following = desk.store.activities.next_step("deal_id", deal)
        assert following is not None
        assert (following.subject, following.due_at) == ("Meet", "2026-12-01")

    def test_a_next_step_without_a_date_is_refused(self, desk: Desk) -> None:
        from salesdesk.domain.activities import ActivityKind

        with refusing(InputError, match="due"):
            desk.services.activities.log(ActivityKind.CALL, Subject(deal_id=desk.deal("x")), next_step="Send")
