"""What a day asks for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.money import Money, whole_units
from salesdesk.domain.today import StepState, WaitingFor, month_before, next_birthday, pace, quarter_end
from salesdesk.services.activities import Subject
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

    def person(self, name: str, **values: object) -> int:
        return self.services.contacts.create({"full_name": name, **values})[0]

    def stage(self, name: str) -> int:
        return next(s.id for s in self.store.pipelines.all()[0].stages if s.name == name)

    def plan(self, what: str, due: str, **about: int) -> int:
        changes = self.services.activities.plan(Subject(**about), what, due)
        return next(number for ids in changes.created.values() for number in ids)


@pytest.fixture
def desk(place: Path | ServerAddress):
    made = Desk(place)
    yield made
    made.store.close()


def shown(desk: Desk) -> list[tuple[str, StepState]]:
    return [(step.entry.subject, step.state) for step in desk.services.today.steps()]


def test_the_day_lists_what_is_overdue_what_is_due_and_what_was_done(desk: Desk) -> None:
    anna = desk.person("Anna Stern")
    for what, due in (
        ("tomorrow", "2026-11-24"),
        ("late", "2026-11-20"),
        ("today", "2026-11-23"),
        ("at six", "2026-11-23T18:00:00Z"),
        ("this morning", "2026-11-23T08:00:00Z"),
    ):
        desk.plan(what, due, contact_id=anna)
    done = desk.plan("done", "2026-11-22", contact_id=anna)
    desk.services.activities.finish(done)
    assert shown(desk) == [
        ("late", StepState.OVERDUE),
        ("today", StepState.TODAY),
        ("this morning", StepState.TODAY),
        ("at six", StepState.TODAY),
        ("done", StepState.DONE),
    ]
    late = desk.services.today.steps()[0]
    assert late.days_late == 3
    desk.services.activities.reopen(done)
    assert ("done", StepState.OVERDUE) in shown(desk)


def test_a_step_of_a_deal_tells_its_amount_and_the_important_come_first(desk: Desk) -> None:
    deal, _ = desk.services.deals.create("Fleet", desk.stage("Demo"), amount=24_000_00)
    desk.plan("plain", "2026-11-23", deal_id=deal)
    urgent = desk.plan("urgent", "2026-11-23", deal_id=deal)
    desk.services.activities.change(urgent, priority="high")
    steps = desk.services.today.steps()
    assert [step.entry.subject for step in steps] == ["urgent", "plain"]
    assert (steps[0].amount, steps[0].currency) == (24_000_00, "EUR")


def test_owner_and_kind_narrow_the_day(desk: Desk) -> None:
    anna = desk.person("Anna Stern")
    desk.plan("task", "2026-11-23", contact_id=anna)
    desk.services.activities.plan(Subject(contact_id=anna), "call", "2026-11-23", kind=ActivityKind.CALL)
    assert [s.entry.subject for s in desk.services.today.steps(kind=ActivityKind.CALL)] == ["call"]
    owner = desk.services.owners.create("Mia")[0]
    assert desk.services.today.steps(owner=owner) == []


def test_what_lies_in_the_trash_asks_for_nothing(desk: Desk) -> None:
    anna = desk.person("Anna Stern", birthday="1980-11-25", lifecycle_stage="lead")
    desk.plan("call", "2026-11-23", contact_id=anna)
    desk.services.contacts.delete([anna])
    waiting = desk.services.today.waiting()
    assert shown(desk) == []
    assert (waiting.leads, waiting.birthdays) == ((), ())


def test_reminders_come_as_long_before_as_was_asked_and_again_when_they_were_put_off(desk: Desk) -> None:
    call = desk.plan("call", "2026-11-23T14:00:00Z")
    desk.services.activities.change(call, remind_minutes=60)
    desk.plan("unasked", "2026-11-23T12:00:00Z")
    assert desk.services.today.reminders() == []
    desk.now = NOW + timedelta(hours=1)
    assert [(at, step.subject) for at, step in desk.services.today.reminders()] == [
        ("2026-11-23T13:00:00Z", "call")
    ]
    desk.services.activities.snooze([call], "2026-11-23T13:30:00Z")
    assert desk.services.today.reminders() == []
    desk.now = NOW + timedelta(days=2)
    assert [at for at, _ in desk.services.today.reminders()] == ["2026-11-23T13:30:00Z"]
    desk.services.activities.finish(call)
    assert desk.services.today.reminders() == []


def test_deals_that_are_quiet_or_without_a_step_wait(desk: Desk) -> None:
    bare, _ = desk.services.deals.create("Bare", desk.stage("Demo"), amount=10_00)
    planned, _ = desk.services.deals.create("Planned", desk.stage("Demo"))
    desk.plan("call", "2026-12-30", deal_id=planned)
    assert [(d.title, d.why) for d in desk.services.today.waiting().deals] == [("Bare", WaitingFor.STEP)]
    desk.now += timedelta(days=18)
    waiting = desk.services.today.waiting()
    assert {(d.title, d.why, d.days, d.usual_days) for d in waiting.deals} == {
        ("Bare", WaitingFor.SPEECH, 18, 10),
        ("Planned", WaitingFor.SPEECH, 18, 10),
    }
    assert waiting.deals_count == 2
    desk.services.activities.log(ActivityKind.CALL, Subject(deal_id=planned), subject="talked")
    desk.services.deals.win(bare)
    assert desk.services.today.waiting().deals == ()


def test_new_leads_wait_until_something_is_planned_with_them(desk: Desk) -> None:
    anna, bert = (
        desk.person("Anna Stern", lifecycle_stage="lead"),
        desk.person("Bert Lo", lifecycle_stage="lead"),
    )
    desk.person("Carl Kunde", lifecycle_stage="customer")
    desk.plan("call", "2026-11-30", contact_id=bert)
    assert [lead.id for lead in desk.services.today.waiting().leads] == [anna]


def test_birthdays_of_the_week_come_with_the_age_where_the_year_is_known(desk: Desk) -> None:
    desk.person("Anna", birthday="1980-11-25")
    desk.person("Bert", birthday="--11-29")
    desk.person("Carl", birthday="1970-11-30")
    desk.person("Dora", birthday="2011-06-25")
    desk.person("Emil", birthday="1911-02-03")
    assert [(b.name, b.day, b.age) for b in desk.services.today.waiting().birthdays] == [
        ("Anna", date(2026, 11, 25), 46),
        ("Bert", date(2026, 11, 29), None),
    ]


def test_the_figures_stand_beside_those_of_the_time_before(desk: Desk) -> None:
    def won(amount: int, day: str) -> None:
        deal, _ = desk.services.deals.create("x", desk.stage("Demo"), amount=amount)
        desk.services.deals.win(deal, closed_at=day)

    won(1_000_00, "2026-11-02")
    won(500_00, "2026-10-23")
    won(700_00, "2026-10-24")
    far, _ = desk.services.deals.create("far", desk.stage("Demo"), amount=9_000, currency="JPY")
    desk.services.deals.win(far, closed_at="2026-10-20")
    desk.services.deals.create("open", desk.stage("Demo"), amount=200_00, expected_close="2026-12-31")
    desk.services.deals.create("later", desk.stage("Demo"), amount=900_00, expected_close="2027-01-01")
    desk.services.deals.create("early", desk.stage("Prospecting"), amount=50_00, expected_close="2026-12-31")
    desk.services.deals.create(
        "abroad", desk.stage("Demo"), amount=5_00, currency="USD", expected_close="2026-12-01"
    )
    desk.person("Anna", lifecycle_stage="lead")
    figures = desk.services.today.figures()
    assert (figures.won, figures.won_deals, figures.won_before) == (1_000_00, 1, 500_00)
    assert figures.pace == whole_units(1_000_00 * 30 / 23, "EUR")
    assert (figures.expected, figures.best) == (105_00, 205_00)
    assert [money.currency for money in figures.expected_apart] == ["USD"]
    assert figures.best_apart == (Money(5_00, "USD"),)
    assert figures.before_apart == (Money(9_000, "JPY"),)
    assert (figures.leads, figures.leads_before) == (1, 0)


def test_the_response_time_is_the_median_from_making_a_lead_to_the_first_word(desk: Desk) -> None:
    assert desk.services.today.figures().response_hours is None
    people = [desk.person(name) for name in ("Anna", "Bert", "Carl")]
    for person, hours in zip(people, (2, 4, 30), strict=True):
        desk.now = NOW + timedelta(hours=hours)
        desk.services.activities.log(ActivityKind.CALL, Subject(contact_id=person), subject="called")
    desk.services.activities.log(ActivityKind.CALL, Subject(contact_id=people[0]), subject="again")
    figures = desk.services.today.figures()
    assert figures.answered == 3
    assert figures.response_hours == pytest.approx(4, abs=0.01)


def test_the_arithmetic_of_days() -> None:
    assert month_before(date(2026, 3, 31)) == (date(2026, 2, 1), date(2026, 2, 28))
    assert quarter_end(date(2026, 11, 23)) == date(2026, 12, 31)
    assert quarter_end(date(2026, 1, 1)) == date(2026, 3, 31)
    assert pace(230, date(2026, 11, 23)) == 300
    assert next_birthday("1980-11-25", date(2026, 11, 25)) == (date(2026, 11, 25), 46)
    assert next_birthday("--01-02", date(2026, 12, 30)) == (date(2027, 1, 2), None)
    assert next_birthday("2000-02-29", date(2027, 2, 27)) == (date(2027, 2, 28), 27)
