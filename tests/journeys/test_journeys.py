"""Ten things people do all day, by keyboard alone, with the number of keys that each takes besides the words typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.pipelines import StageKind
from salesdesk.services.activities import Subject
from tests.journeys.keyboard import Keyboard
from tests.ui.outside import outside
from tests.ui.pages.office import Office, until

SitDown = Callable[[], Keyboard]


def at(day: int, hour: int) -> str:
    """An hour of a day of November 2026 on the clock on the wall, as it is stored."""
    return datetime(2026, 11, day, hour).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture
def leads(office: Office) -> dict[str, int]:
    """Three leads, each with a call that is overdue."""
    found = {}
    for name, due in (
        ("Anna Stern", "2026-11-19"),
        ("Ben Okafor", "2026-11-20"),
        ("Carla Diaz", "2026-11-20"),
    ):
        number = f"+49 30 555{len(found)} {4711 + len(found)}"
        found[name] = office.person(name, phone=number, lifecycle_stage="lead")
        office.services.activities.plan(Subject(found[name]), "Call back", due, kind=ActivityKind.CALL)
    return found


def told(office: Office, person: int) -> list[tuple[str, str | None, str]]:
    """(kind, outcome, text) of what took place with a person, the newest first."""
    entries = office.store.activities.of_contact(person)
    return [(one.kind.value, one.outcome, one.body or "") for one in entries if one.at]


def steps(office: Office, person: int) -> list[tuple[str, str | None]]:
    """(what, when) of the open steps of a person."""
    return [(one.subject, one.due_at) for one in office.store.activities.open_steps(person)]


def test_1_call_the_next_overdue_lead_who_does_not_answer_and_try_again_tomorrow(
    office: Office, leads: dict[str, int], sit_down: SitDown
) -> None:
    keyboard = sit_down()
    keyboard.press("L")
    keyboard.type("no answer, then call again tomorrow")
    keyboard.press("Ctrl+Return")
    anna = leads["Anna Stern"]
    until(lambda: steps(office, anna) == [("call again", "2026-11-24")])
    assert told(office, anna) == [("call", "No answer", "no answer")]
    assert keyboard.presses == 2


def test_2_call_somebody_who_answers_note_it_and_plan_friday_at_ten(
    office: Office, leads: dict[str, int], sit_down: SitDown
) -> None:
    keyboard = sit_down()
    keyboard.press("Down", "L")
    keyboard.type("Wants a pilot for 40 vans. Then: send quote fri 10:00")
    keyboard.press("Alt+R", "Ctrl+Return")
    ben = leads["Ben Okafor"]
    until(lambda: steps(office, ben) == [("send quote", at(27, 10))])
    assert told(office, ben) == [("call", "Reached", "Wants a pilot for 40 vans.")]
    assert keyboard.presses == 4


def test_3_find_whose_phone_ends_in_4711_and_call(
    office: Office, leads: dict[str, int], sit_down: SitDown
) -> None:
    keyboard = sit_down()
    keyboard.press("Ctrl+K")
    keyboard.type("4711")
    keyboard.press("Return")
    until(lambda: keyboard.page == "contact")
    with outside("tel") as asked:
        keyboard.press("C")
        until(lambda: bool(asked.taken))
    assert asked.taken == ["tel:+493055504711"]
    assert keyboard.presses == 3


def test_5_log_the_visit_of_yesterday(office: Office, leads: dict[str, int], sit_down: SitDown) -> None:
    keyboard = sit_down()
    keyboard.press("Ctrl+L")
    keyboard.press("Alt+6")
    keyboard.type("Saw the workshop")
    keyboard.tab_to("When it happened")
    keyboard.type("yesterday 15:00")
    keyboard.press("Ctrl+Return")
    anna = leads["Anna Stern"]
    until(lambda: bool(told(office, anna)))
    (entry,) = [one for one in office.store.activities.of_contact(anna) if one.at]
    assert (entry.kind.value, entry.at) == ("visit", at(22, 15))
    print(keyboard.presses)
    assert keyboard.presses <= 12


def test_6_win_a_deal_as_of_last_monday(office: Office, leads: dict[str, int], sit_down: SitDown) -> None:
    pipeline = office.store.pipelines.all()[0]
    stage = pipeline.first(StageKind.OPEN)
    assert stage is not None
    deal, _ = office.services.deals.create(
        "Fleet rollout", stage.id, amount=2_400_000, contact_id=leads["Anna Stern"]
    )
    keyboard = sit_down()
    keyboard.press("Ctrl+K")
    keyboard.type("fleet")
    keyboard.press("Return")
    until(lambda: keyboard.page == "deal")
    keyboard.press("Ctrl+Shift+W")
    keyboard.tab_to("Closed on", "Day")
    keyboard.type("monday 16 november 2026")
    keyboard.press("Return", "Return")
    until(lambda: office.store.deals.get(deal).closed_at is not None)
    won = office.store.deals.get(deal)
    assert (won.closed_at or "")[:10] == "2026-11-16"
    print(keyboard.presses)
    assert keyboard.presses <= 12


def test_8_move_all_that_is_late_to_monday(office: Office, leads: dict[str, int], sit_down: SitDown) -> None:
    keyboard = sit_down()
    keyboard.press("O", "3")
    until(lambda: all(steps(office, one) == [("Call back", "2026-11-30")] for one in leads.values()))
    assert keyboard.presses == 2
    keyboard.press("Ctrl+Z")
    until(lambda: steps(office, leads["Anna Stern"]) == [("Call back", "2026-11-19")])
