"""Deals: the board's order and sums, stage history, winning and losing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind, Repeat
from salesdesk.domain.changes import Cause
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.deals import NextStepState, weighted_amount
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import parse_filter
from salesdesk.domain.pipelines import CardOrder, Pipeline, StageKind
from salesdesk.errors import DomainError, InputError
from salesdesk.phrases import phrase
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services, build_services
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.records.deal_writer import DealWriter
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


class TestOrderOfCards:
    """What a column is sorted by, and where a card stands that was dropped."""

    def test_a_card_dropped_between_two_new_ones_stays_there(self, desk: Desk) -> None:
        first, second, third = (desk.deal(title, "Demo") for title in ("first", "second", "third"))
        desk.services.deals.sort_cards(desk.stage("Demo"), CardOrder.BY_HAND)
        desk.services.deals.move(third, desk.stage("Demo"), before=second)
        assert desk.titles("Demo") == ["first", "third", "second"]
        desk.services.deals.move(first, desk.stage("Demo"), before=second)
        assert desk.titles("Demo") == ["third", "first", "second"]

    def test_cards_of_an_older_file_that_share_a_place_come_apart_when_one_is_dropped(
        self, desk: Desk
    ) -> None:
        deals = [desk.deal(title, "Demo") for title in ("a", "b", "c", "d")]
        desk.services.deals.sort_cards(desk.stage("Demo"), CardOrder.BY_HAND)
        assert {place for _, place in desk.store.deals.neighbours(desk.stage("Demo"))} == {0.0, 1.0, 2.0, 3.0}
        with desk.store.unit_of_work(Cause.EDIT, phrase("changes.settings")) as uow:
            DealWriter(uow).arrange(dict.fromkeys(deals, 0.0))
        desk.services.deals.move(deals[3], desk.stage("Demo"), before=deals[1])
        assert desk.titles("Demo") == ["a", "d", "b", "c"]

    def test_by_hand_the_cards_stand_as_they_were_shown_with_the_dropped_one_in_its_place(
        self, desk: Desk
    ) -> None:
        small, _large, middle = (
            desk.deal(title, "Demo", amount)
            for title, amount in (("small", 1_00), ("large", 9_00), ("middle", 5_00))
        )
        stage = desk.stage("Demo")
        desk.services.deals.sort_cards(stage, CardOrder.AMOUNT)
        assert desk.titles("Demo") == ["large", "middle", "small"]
        before = desk.store.database.dump()
        desk.services.deals.sort_cards(stage, CardOrder.BY_HAND, moved=small, before=middle)
        assert desk.titles("Demo") == ["large", "small", "middle"]
        desk.services.commands.undo()
        assert desk.store.database.dump() == before
        assert desk.titles("Demo") == ["large", "middle", "small"]

    def test_a_new_deal_comes_last_where_cards_stand_by_hand(self, desk: Desk) -> None:
        first, _second = desk.deal("first", "Demo"), desk.deal("second", "Demo")
        desk.services.deals.sort_cards(desk.stage("Demo"), CardOrder.BY_HAND, moved=first)
        desk.deal("new", "Demo")
        assert desk.titles("Demo") == ["second", "first", "new"]

    def test_by_closing_day_the_nearest_comes_first_and_those_without_one_last(self, desk: Desk) -> None:
        for title, day in (("none", None), ("late", "2026-12-24"), ("soon", "2026-11-30")):
            desk.services.deals.create(title, desk.stage("Demo"), expected_close=day)
        desk.services.deals.sort_cards(desk.stage("Demo"), CardOrder.CLOSE)
        assert desk.titles("Demo") == ["soon", "late", "none"]


class TestClosing:
    """Won or lost on the day it happened, and put right later."""

    def test_a_deal_is_won_as_of_last_monday_with_the_reason_and_the_beaten_competitor(
        self, desk: Desk
    ) -> None:
        deal = desk.deal("Fleet", "Proposal")
        desk.now += timedelta(days=4)
        desk.services.deals.win(
            deal, amount=90_00, closed_at="2026-11-24", won_reason="Price", competitor="Rival AG"
        )
        won = desk.store.deals.get(deal)
        assert (won.closed_at, won.amount, won.won_reason, won.competitor) == (
            "2026-11-24", 90_00, "Price", "Rival AG",
        )  # fmt: skip
        assert desk.store.deals.stage_history(deal)[-1].at == "2026-11-24T12:00:00Z"

    def test_closing_never_goes_back_before_the_deal_was_there(self, desk: Desk) -> None:
        deal = desk.deal("Fleet")
        desk.services.deals.win(deal, closed_at="2026-11-20")
        events = [move.at for move in desk.store.deals.stage_history(deal)]
        assert events == sorted(events)
        assert desk.store.deals.get(deal).closed_at == "2026-11-20"

    def test_what_was_said_at_closing_is_corrected_in_one_step(self, desk: Desk) -> None:
        won, lost = desk.deal("won"), desk.deal("lost")
        desk.services.deals.win(won)
        desk.services.deals.lose(lost, "Price")
        moves = len(desk.store.deals.stage_history(won))
        before = desk.store.database.dump()
        desk.services.deals.win(won, amount=7_00, closed_at="2026-11-20", won_reason="Quality")
        assert (desk.store.deals.get(won).closed_at, desk.store.deals.get(won).won_reason) == (
            "2026-11-20",
            "Quality",
        )
        assert len(desk.store.deals.stage_history(won)) == moves
        desk.services.commands.undo()
        assert desk.store.database.dump() == before
        desk.services.deals.lose(lost, "Timing", competitor="Rival", closed_at="2026-11-21", amount=3_00)
        corrected = desk.store.deals.get(lost)
        assert (corrected.lost_reason, corrected.competitor, corrected.closed_at, corrected.amount) == (
            "Timing", "Rival", "2026-11-21", 3_00,
        )  # fmt: skip

    def test_a_deal_opened_again_has_no_reason_of_having_been_won(self, desk: Desk) -> None:
        deal = desk.deal("x")
        desk.services.deals.win(deal, won_reason="Price")
        desk.services.deals.move(deal, desk.stage("Proposal"))
        assert desk.store.deals.get(deal).won_reason is None

    def test_an_own_probability_goes_when_the_deal_goes_back_and_stays_when_it_goes_on(
        self, desk: Desk
    ) -> None:
        deal = desk.deal("x", "Demo")
        desk.services.deals.change(deal, probability=90)
        desk.services.deals.move(deal, desk.stage("Proposal"))
        assert desk.store.deals.get(deal).probability == 90
        desk.services.deals.move(deal, desk.stage("Demo"))
        assert desk.store.deals.get(deal).probability is None
        desk.services.deals.change(deal, probability=90)
        desk.services.deals.set_stage([deal], desk.stage("Education"))
        assert desk.store.deals.get(deal).probability is None

    def test_a_probability_typed_together_with_an_earlier_stage_stays(self, desk: Desk) -> None:
        deal = desk.deal("x", "Demo")
        desk.services.deals.change(deal, stage_id=desk.stage("Education"), probability=15)
        assert desk.store.deals.get(deal).probability == 15


class TestPipelines:
    def test_a_stage_in_use_is_kept(self, desk: Desk) -> None:
        desk.deal("x", "Demo")
        with refusing(DomainError, match="holds 1 deal"):
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


def test_a_company_is_a_customer_once_a_deal_with_it_is_won(desk: Desk) -> None:
    company, _ = desk.services.companies.create({"company": "Hansa"})
    fan, _ = desk.services.companies.create({"company": "Fan", "lifecycle_stage": "evangelist"})
    deal, other = desk.deal("bought"), desk.deal("bought again")
    desk.services.deals.change(deal, company_id=company)
    desk.services.deals.change(other, company_id=fan)

    def stages() -> tuple[str, str]:
        get = desk.store.companies.get
        return get(company).lifecycle_stage, get(fan).lifecycle_stage

    assert stages() == ("lead", "evangelist")
    desk.services.deals.win(deal)
    desk.services.deals.win(other)
    assert stages() == ("customer", "evangelist")
    desk.services.commands.undo()
    desk.services.commands.undo()
    assert stages() == ("lead", "evangelist")
    desk.services.deals.change(deal, company_id=None)
    desk.services.deals.win(deal)
    desk.services.deals.change(deal, company_id=company)
    assert stages() == ("customer", "evangelist")


def test_a_lost_deal_makes_nobody_a_customer(desk: Desk) -> None:
    company, _ = desk.services.companies.create({"company": "Hansa"})
    deal = desk.deal("lost")
    desk.services.deals.change(deal, company_id=company)
    desk.services.deals.lose(deal, "Price")
    assert desk.store.companies.get(company).lifecycle_stage == "lead"


def test_many_won_at_once_make_customers_of_their_companies(desk: Desk) -> None:
    deals = []
    for n in range(3):
        company, _ = desk.services.companies.create({"company": f"Company {n}"})
        deals.append(desk.deal(f"deal {n}"))
        desk.services.deals.change(deals[-1], company_id=company)
    desk.services.deals.set_stage(deals, desk.stage("Won"))
    found = [desk.store.companies.get(desk.store.deals.get(deal).company_id or 0) for deal in deals]
    assert [one.lifecycle_stage for one in found] == ["customer"] * 3
    desk.services.commands.undo()
    assert desk.store.companies.get(found[0].id).lifecycle_stage == "lead"


def found(desk: Desk, text: str) -> list[str]:
    """The titles of the deals a filter finds."""
    reader = desk.store.list_of(RecordKind.DEALS)
    return sorted(
        desk.store.deals.get(number).title
        for number in reader.ids(parse_filter(text, filter_fields(RecordKind.DEALS)))
    )


def test_a_deal_that_stands_too_long_in_its_stage_is_said_on_its_card_and_found(desk: Desk) -> None:
    desk.services.pipelines.change_stage(desk.stage("Demo"), usual_days=7, stale_days=0)
    deal, _ = desk.deal("slow", "Demo"), desk.deal("elsewhere", "Proposal")
    desk.services.pipelines.change_stage(desk.stage("Proposal"), usual_days=0)

    def late() -> int:
        return desk.services.deals.board(desk.pipeline)[desk.stage("Demo")][0].late_days

    desk.now = NOW + timedelta(days=7)
    assert (late(), found(desk, "late_from<=today")) == (0, [])
    desk.now = NOW + timedelta(days=8)
    assert (late(), found(desk, "late_from<=today")) == (8, ["slow"])
    desk.services.activities.log(ActivityKind.CALL, Subject(deal_id=deal), subject="still talking")
    assert late() == 8
    desk.services.deals.move(deal, desk.stage("Proposal"))
    assert found(desk, "late_from<=today") == []


def test_quiet_deals_are_found_like_their_cards_say(desk: Desk) -> None:
    desk.services.pipelines.change_stage(desk.stage("Demo"), stale_days=10)
    silent, spoken = desk.deal("silent", "Demo"), desk.deal("spoken of", "Demo")
    won = desk.deal("won", "Demo")
    desk.services.deals.win(won)
    desk.now = NOW + timedelta(days=5)
    desk.services.activities.log(ActivityKind.CALL, Subject(deal_id=spoken), subject="Call")
    for days, quiet in ((9, []), (10, ["silent"]), (14, ["silent"]), (15, ["silent", "spoken of"])):
        desk.now = NOW + timedelta(days=days)
        cards = desk.services.deals.board(desk.pipeline)[desk.stage("Demo")]
        assert sorted(card.title for card in cards if card.quiet_days) == quiet
        assert found(desk, "quiet_from<=today") == quiet
    row = desk.store.list_of(RecordKind.DEALS).page([silent], ["quiet_from", "late_from"])[silent]
    assert row["quiet_from"] == "2026-12-03"


def test_a_lost_deal_ends_what_comes_again_and_keeps_the_rest(desk: Desk) -> None:
    deal = desk.deal("Fleet")
    plan, activities = desk.services.activities.plan, desk.store.activities
    plan(Subject(deal_id=deal), "Weekly call", "2026-11-30", repeat=Repeat("FREQ=WEEKLY"))
    plan(Subject(deal_id=deal), "Send the papers back", "2026-11-25")
    desk.services.deals.lose(deal, "Price")
    assert [step.subject for step in activities.open_steps_of_deal(deal)] == ["Send the papers back"]
    desk.services.commands.undo()
    assert len(activities.open_steps_of_deal(deal)) == 2


def test_nothing_is_closed_on_a_day_to_come_and_no_amount_is_below_zero(desk: Desk) -> None:
    deal = desk.deal("Fleet")
    with pytest.raises(InputError) as refused:
        desk.services.deals.win(deal, closed_at="2026-11-24")
    assert refused.value.field == "closed_at"
    desk.services.deals.win(deal, closed_at="2026-11-23")
    for change in (
        lambda: desk.services.deals.win(deal, amount=-1),
        lambda: desk.services.deals.edit(deal, "deal_value", "-5 EUR"),
        lambda: desk.services.deals.create("Van", desk.stage("Prospecting"), amount=-100),
    ):
        with pytest.raises(InputError, match="amount_negative"):
            change()
    with pytest.raises(InputError, match="too_long"):
        desk.services.activities.log(ActivityKind.CALL, Subject(deal_id=deal), duration_minutes=999_999)


def test_a_currency_is_a_field_of_its_own_and_converts_nothing(desk: Desk) -> None:
    deal, edit = desk.deal("Fleet", amount=1_000_00), desk.services.deals.edit
    edit(deal, "currency", "jpy")
    found = desk.store.deals.get(deal)
    assert (found.amount, found.currency) == (1_000, "JPY")
    edit(deal, "deal_value", "5")
    assert (desk.store.deals.get(deal).amount, desk.store.deals.get(deal).currency) == (5, "JPY")
    with pytest.raises(InputError) as refused:
        edit(deal, "currency", "yens")
    assert refused.value.field == "currency"
    desk.services.deals.edit_many({deal: {"deal_value": "12.50", "currency": "USD"}})
    assert (desk.store.deals.get(deal).amount, desk.store.deals.get(deal).currency) == (12_50, "USD")
    reader = desk.store.list_of(RecordKind.DEALS)
    assert reader.page([deal], ["currency"])[deal]["currency"] == "USD"
    assert list(reader.ids(parse_filter("currency:usd", filter_fields(RecordKind.DEALS)))) == [deal]
    edit(deal, "currency", "")
    assert desk.store.deals.get(deal).currency == desk.store.settings.currency
    for _ in range(4):
        desk.services.commands.undo()
    assert (desk.store.deals.get(deal).amount, desk.store.deals.get(deal).currency) == (1_000_00, "EUR")


def test_names_typed_as_they_stand_there_leave_who_is_meant(desk: Desk) -> None:
    """Somebody else has the name too, and a block of cells is pasted over itself."""
    people = [
        desk.services.contacts.create({"full_name": "Anna Berg", "email": f"{n}@x.example"})[0] for n in "ab"
    ]
    firms = [
        desk.services.companies.create({"company": "Müller GmbH", "city": city})[0]
        for city in ("Ulm", "Bonn")
    ]
    for person, firm in zip(people, firms, strict=True):
        deal, _ = desk.services.deals.create("Fleet", desk.stage("Demo"), contact_id=person, company_id=firm)
        desk.services.deals.edit_many(
            {deal: {"full_name": "Anna Berg", "company": "Müller GmbH", "deal_title": "Vans"}}
        )
        after = desk.store.deals.get(deal)
        assert (after.contact_id, after.company_id, after.title) == (person, firm, "Vans")
    with pytest.raises(InputError):
        desk.services.deals.edit(desk.deal("Kiln"), "full_name", "Anna Berg")
