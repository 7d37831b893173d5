"""Sequences: templates of dated steps, started, stopped, moved, and started by a closed deal."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.activities.moments import moved_to
from salesdesk.domain.campaigns import Channel, MemberStatus
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import parse_filter
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.sequences import Anchor, Ending, RunState, SequenceFor, SequenceStep, days_of
from salesdesk.errors import DomainError, InputError
from salesdesk.services.activities import Subject
from salesdesk.services.sequences import SequenceService, StopRules
from salesdesk.services.services import Services, build_services
from salesdesk.services.setup import set_up
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import CancelAfter

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
STEPS = (
    SequenceStep("email", "Say thank you", 0, Anchor.START),
    SequenceStep("call", "Ask how it went", 3),
    SequenceStep("letter", "Send the catalogue", 7),
)


class Desk:
    """A store with three people, on 23 November 2026."""

    def __init__(self, place: Path | ServerAddress) -> None:
        self.store = Store(place, clock=lambda: NOW)
        set_up(self.store)
        self.services: Services = build_services(self.store)
        self.anna, self.boris, self.cara = (
            self.services.contacts.create({"full_name": name, "company": company, "email": mail})[0]
            for name, company, mail in (
                ("Anna Stern", "Nordwind", "anna@nordwind.example"),
                ("Boris Kahn", "Kite", "boris@kite.example"),
                ("Cara Lind", "", "cara@lind.example"),
            )
        )

    @property
    def sequences(self) -> SequenceService:
        area = self.services.area_of(RecordKind.SEQUENCES)
        assert isinstance(area, SequenceService)
        return area

    def make(self, about: SequenceFor = SequenceFor.CONTACTS, rules: StopRules | None = None) -> int:
        return self.sequences.make("Welcome", about, STEPS, rules)[0]

    def planned(self, contact: int) -> list[tuple[str, str]]:
        found = self.store.activities.open_steps(contact)
        return [(one.subject, one.due_at or "") for one in found]

    def run(self, number: int) -> tuple[RunState, Ending | None, str]:
        found = self.store.sequences.runs(number)[0]
        return found.state, found.ended_why, found.next_subject

    def deal(self, contact: int) -> int:
        stage = self.store.pipelines.all()[0].stages[0].id
        return self.services.deals.create("Fleet", stage, contact_id=contact)[0]


@pytest.fixture
def desk(place: Path | ServerAddress):
    made = Desk(place)
    yield made
    made.store.close()


def test_the_days_are_counted_from_the_start_the_step_before_and_back_from_a_day() -> None:
    steps = (
        SequenceStep("task", "one", 2, Anchor.START),
        SequenceStep("task", "two", 5),
        SequenceStep("task", "three", 1, Anchor.START),
        SequenceStep("task", "four", 10, Anchor.BEFORE),
    )
    found = days_of(steps, date(2026, 12, 30), date(2027, 3, 1))
    assert [day.isoformat() for day in found] == ["2027-01-01", "2027-01-06", "2026-12-31", "2027-02-19"]
    with pytest.raises(InputError):
        days_of(steps, TODAY, None)


def test_a_start_plans_its_steps_and_is_one_undo(desk: Desk) -> None:
    number = desk.make()
    plan = desk.sequences.plan(number, [desk.anna, desk.boris], TODAY)
    assert [one.due for one in plan.records[desk.anna]] == ["2026-11-23", "2026-11-26", "2026-12-03"]
    assert desk.planned(desk.anna) == []  # nothing is written by looking
    desk.sequences.start(number, [desk.anna, desk.boris], TODAY)
    assert desk.planned(desk.anna) == [
        ("Say thank you", "2026-11-23"), ("Ask how it went", "2026-11-26"), ("Send the catalogue", "2026-12-03"),
    ]  # fmt: skip
    assert desk.store.activities.open_steps(desk.anna)[0].company_id is not None
    again = desk.sequences.plan(number, [desk.anna, desk.cara], TODAY)
    assert (list(again.records), again.running) == ([desk.cara], 1)
    assert worded(desk.services.commands.state().undo) == "Start “Welcome” with 2 records"
    desk.services.commands.undo()
    assert desk.planned(desk.boris) == []
    assert desk.store.sequences.runs(number) == []


def test_a_step_with_a_time_is_an_appointment(desk: Desk) -> None:
    steps = [SequenceStep("call", "Call", 1, Anchor.START, "09:30")]
    number, _ = desk.sequences.make("Early", SequenceFor.CONTACTS, steps)
    desk.sequences.start(number, [desk.anna], TODAY)
    (step,) = desk.store.activities.open_steps(desk.anna)
    local = datetime.fromisoformat((step.due_at or "").replace("Z", "+00:00")).astimezone()
    assert (local.date().isoformat(), f"{local:%H:%M}") == ("2026-11-24", "09:30")


def test_a_reply_stops_it_and_undo_brings_it_back(desk: Desk) -> None:
    number = desk.make()
    desk.sequences.start(number, [desk.anna], TODAY)
    first = desk.store.activities.open_steps(desk.anna)[0]
    desk.services.activities.finish(first.id)  # what was only sent is no reply
    desk.services.activities.log(ActivityKind.CALL, Subject(contact_id=desk.anna), outcome="No answer")
    assert desk.run(number) == (RunState.RUNNING, None, "Ask how it went")
    desk.services.activities.log(ActivityKind.EMAIL, Subject(contact_id=desk.anna), outcome="Interested")
    assert desk.run(number) == (RunState.STOPPED, Ending.REPLY, "")
    assert desk.planned(desk.anna) == []
    desk.services.commands.undo()
    assert desk.run(number) == (RunState.RUNNING, None, "Ask how it went")
    assert len(desk.planned(desk.anna)) == 2


def test_a_reply_from_before_the_start_stops_nothing(desk: Desk) -> None:
    number = desk.make()
    desk.sequences.start(number, [desk.anna], TODAY)
    about = Subject(contact_id=desk.anna)
    desk.services.activities.log(ActivityKind.CALL, about, outcome="Reached", at="2026-11-20")
    assert desk.run(number)[0] is RunState.RUNNING


def test_an_email_from_somebody_is_a_reply_and_one_to_them_is_none(desk: Desk, tmp_path: Path) -> None:
    number = desk.make()
    desk.sequences.start(number, [desk.anna, desk.boris], TODAY)
    for place, (sender, to, day) in enumerate(
        (
            ("anna@nordwind.example", "me@own.example", "Fri, 20 Nov 2026"),
            ("me@own.example", "anna@nordwind.example", "Mon, 23 Nov 2026"),
            ("boris@kite.example", "me@own.example", "Mon, 23 Nov 2026"),
        )
    ):
        path = tmp_path / f"{place}.eml"
        head = f"From: {sender}\r\nTo: {to}\r\nSubject: Yes\r\nDate: {day} 10:00:00 +0000"
        path.write_bytes(f"{head}\r\nMessage-ID: <{place}@x>\r\n\r\nGladly.\r\n".encode())
        desk.services.mails.keep(desk.services.mails.read([path], None, work=CancelAfter()))
    states = {run.name: run.state for run in desk.store.sequences.runs(number)}
    assert states == {"Anna Stern": RunState.RUNNING, "Boris Kahn": RunState.STOPPED}


def test_a_reply_in_a_campaign_stops_it(desk: Desk) -> None:
    number = desk.make()
    desk.sequences.start(number, [desk.anna, desk.boris], TODAY)
    campaign, _ = desk.services.campaigns.create("Autumn", channel=Channel.EMAIL)
    desk.services.campaigns.add_members(campaign, [desk.anna])
    (member,) = desk.store.campaigns.member_ids(campaign)
    desk.services.campaigns.record_response([member], MemberStatus.REPLIED)
    states = {run.name: run.state for run in desk.store.sequences.runs(number)}
    assert states == {"Anna Stern": RunState.STOPPED, "Boris Kahn": RunState.RUNNING}


def test_an_opt_out_stops_it_and_keeps_it_from_starting(desk: Desk) -> None:
    number = desk.make()
    desk.services.contacts.edit(desk.cara, "do_not_email", "yes")
    plan = desk.sequences.plan(number, [desk.anna, desk.cara], TODAY)
    assert (list(plan.records), plan.refused) == ([desk.anna], 1)
    desk.sequences.start(number, [desk.anna], TODAY)
    desk.services.contacts.edit(desk.anna, "do_not_call", "yes")
    assert desk.run(number) == (RunState.STOPPED, Ending.OPT_OUT, "")
    with pytest.raises(DomainError):
        desk.sequences.start(number, [desk.cara], TODAY)
    steady, _ = desk.sequences.make("Steady", SequenceFor.CONTACTS, STEPS, StopRules(opt_out=False))
    desk.sequences.start(steady, [desk.cara], TODAY)
    desk.services.contacts.edit(desk.cara, "do_not_call", "yes")
    assert desk.run(steady)[0] is RunState.RUNNING


def test_a_won_or_lost_deal_stops_what_is_about_it(desk: Desk) -> None:
    number = desk.make(SequenceFor.DEALS)
    people = desk.make()
    won, lost = desk.deal(desk.anna), desk.deal(desk.boris)
    desk.sequences.start(number, [won, lost], TODAY)
    desk.sequences.start(people, [desk.anna, desk.boris], TODAY)
    desk.services.deals.win(won)
    desk.services.deals.lose(lost, "Price")
    assert {run.deal_id: run.ended_why for run in desk.store.sequences.runs(number)} == {
        won: Ending.WON, lost: Ending.LOST,
    }  # fmt: skip
    assert {run.contact_id: run.state for run in desk.store.sequences.runs(people)} == {
        desk.anna: RunState.STOPPED, desk.boris: RunState.RUNNING,
    }  # fmt: skip


def test_closing_a_deal_starts_what_its_pipeline_says(desk: Desk) -> None:
    steps = [SequenceStep("call", "Hand over", 1, Anchor.START), SequenceStep("task", "Ask again", 90)]
    number, _ = desk.sequences.make("Onboarding", SequenceFor.DEALS, steps)
    pipeline = desk.store.pipelines.all()[0].id
    desk.sequences.set_on_closing(pipeline, StageKind.WON, number)
    deal = desk.deal(desk.anna)
    desk.services.deals.win(deal)
    assert desk.planned(desk.anna) == [("Hand over", "2026-11-24"), ("Ask again", "2027-02-22")]
    assert desk.run(number) == (RunState.RUNNING, None, "Hand over")
    desk.services.commands.undo()  # the deal is open again, and nothing is planned
    assert desk.planned(desk.anna) == []
    desk.services.deals.lose(deal, "Price")
    assert desk.planned(desk.anna) == []
    with pytest.raises(DomainError):
        desk.sequences.set_on_closing(pipeline, StageKind.LOST, desk.make())
    desk.sequences.purge([number])
    assert desk.store.sequences.on_closing() == {}


def test_steps_are_moved_together_and_stopped(desk: Desk) -> None:
    number = desk.make()
    desk.sequences.start(number, [desk.anna], TODAY)
    first = desk.store.activities.open_steps(desk.anna)[0]
    desk.services.activities.finish(first.id)
    (run,) = desk.store.sequences.runs(number)
    assert (run.steps, run.done, run.next_due) == (3, 1, "2026-11-26")
    desk.sequences.move([run.id], 4)
    assert [due for _, due in desk.planned(desk.anna)] == ["2026-11-30", "2026-12-07"]
    desk.services.commands.undo()
    desk.sequences.move([run.id], -1)
    assert [due for _, due in desk.planned(desk.anna)] == ["2026-11-25", "2026-12-02"]
    desk.sequences.stop([run.id])
    assert desk.run(number) == (RunState.STOPPED, Ending.BY_HAND, "")
    with pytest.raises(DomainError):
        desk.sequences.move([run.id], 1)
    assert [one.subject for one in desk.store.activities.of_contact(desk.anna)] == ["Say thank you"]


def test_the_later_steps_follow_one_that_is_moved_where_that_is_wanted(desk: Desk) -> None:
    number = desk.make()
    desk.sequences.start(number, [desk.anna, desk.boris], TODAY)
    steps, activities = desk.store.activities.open_steps(desk.anna), desk.services.activities
    first, second = steps[:2]
    before, others = [due for _, due in desk.planned(desk.anna)], desk.planned(desk.boris)

    def by(days: int, due: str) -> str:
        return moved_to(due, (date.fromisoformat(due[:10]) + timedelta(days=days)).isoformat())

    assert second.due_at is not None
    assert activities.later_steps(first, by(2, before[0])) == 2
    assert activities.later_steps(first, before[0]) == 0
    assert activities.later_steps(steps[-1], "2027-01-01") == 0
    activities.reschedule([second.id], by(3, second.due_at)[:10], later=True)
    assert [due for _, due in desk.planned(desk.anna)] == [before[0], by(3, before[1]), by(3, before[2])]
    assert desk.planned(desk.boris) == others
    desk.services.commands.undo()
    assert [due for _, due in desk.planned(desk.anna)] == before
    activities.change(second.id, due_at=by(-1, second.due_at), later=True)
    assert [due for _, due in desk.planned(desk.anna)] == [before[0], by(-1, before[1]), by(-1, before[2])]
    desk.services.commands.undo()
    activities.reschedule([second.id], by(3, second.due_at)[:10])
    assert [due for _, due in desk.planned(desk.anna)] == sorted([before[0], by(3, before[1]), before[2]])


def test_all_done_is_done(desk: Desk) -> None:
    number = desk.make()
    desk.sequences.start(number, [desk.anna], TODAY)
    for step in desk.store.activities.open_steps(desk.anna):
        desk.services.activities.finish(step.id)
    assert desk.run(number) == (RunState.DONE, None, "")


def test_steps_that_lead_up_to_a_day_take_that_of_a_deal(desk: Desk) -> None:
    steps = [SequenceStep("task", "Remind", 14, Anchor.BEFORE)]
    number, _ = desk.sequences.make("Renewal", SequenceFor.DEALS, steps)
    dated, undated = desk.deal(desk.anna), desk.deal(desk.boris)
    desk.services.deals.change(dated, expected_close="2027-01-31")
    plan = desk.sequences.plan(number, [dated, undated], TODAY)
    assert ([one.due for one in plan.records[dated]], plan.undated) == (["2027-01-17"], 1)
    plan = desk.sequences.plan(number, [undated], TODAY, date(2026, 12, 24))
    assert [one.due for one in plan.records[undated]] == ["2026-12-10"]


def test_sequences_are_changed_listed_found_merged_and_go_to_the_trash(desk: Desk) -> None:
    number = desk.make()
    desk.sequences.start(number, [desk.anna, desk.boris], TODAY)
    desk.sequences.rewrite(number, "Hello", STEPS[:2], StopRules(reply=False))
    found = desk.store.sequences.get(number)
    assert (found.name, len(found.steps), found.stop_on_reply, found.stop_on_won) == ("Hello", 2, False, True)
    assert len(desk.planned(desk.anna)) == 3  # what was started goes on as it was planned
    desk.services.commands.undo()
    assert [one.subject for one in desk.store.sequences.get(number).steps] == [one.subject for one in STEPS]
    listed = desk.store.list_of(RecordKind.SEQUENCES)
    row = listed.page([number])[number]
    assert (row["sequence_steps"], row["sequence_started"], row["sequence_running"]) == (3, 2, 2)
    assert [group.kind for group in desk.store.quick_search.find("welcome", 5)] == [EntityKind.SEQUENCE]
    people = desk.store.contacts.ids(parse_filter("sequence:Welcome", filter_fields(RecordKind.CONTACTS)))
    assert sorted(people) == [desk.anna, desk.boris]
    steps = parse_filter("sequence:Welcome", filter_fields(RecordKind.ACTIVITIES))
    assert len(desk.store.list_of(RecordKind.ACTIVITIES).ids(steps)) == 6
    desk.services.merges.merge(RecordKind.CONTACTS, [desk.cara, desk.anna], survivor=desk.cara)
    assert {run.contact_id for run in desk.store.sequences.runs(number)} == {desk.cara, desk.boris}
    desk.sequences.delete([number])
    with pytest.raises(DomainError):
        desk.store.sequences.get(number)
    desk.services.trash.restore(one for one in desk.store.trash.all() if one.kind is EntityKind.SEQUENCE)
    assert desk.store.sequences.get(number).name == "Welcome"


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [SequenceStep("task", "  ")],
        [SequenceStep("task", "one", -1)],
        [SequenceStep("task", "one", 1, Anchor.START, "25:00")],
    ],
)
def test_steps_that_cannot_be_are_refused(desk: Desk, steps: list[SequenceStep]) -> None:
    with pytest.raises(InputError) as refused:
        desk.sequences.make("Wrong", SequenceFor.CONTACTS, steps)
    assert worded(refused.value).endswith(".")
