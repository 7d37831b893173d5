"""Ten things people do all day, by keyboard alone, with the number of keys that each takes besides the words typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

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


def test_4_give_each_deal_without_a_next_step_one(
    office: Office, leads: dict[str, int], sit_down: SitDown
) -> None:
    stage = office.store.pipelines.all()[0].first(StageKind.OPEN)
    assert stage is not None
    deals = [
        office.services.deals.create(title, stage.id, amount=100_000, contact_id=person)[0]
        for title, person in zip(("Vans", "Lorries", "Bikes"), leads.values(), strict=True)
    ]
    office.services.activities.plan(Subject(deal_id=deals[1]), "Send the offer", "2026-12-01")
    keyboard = sit_down()
    keyboard.press("Ctrl+K")
    keyboard.type("go to deals")
    keyboard.press("Return")
    until(lambda: keyboard.page == "deals")
    keyboard.press("/")
    keyboard.type("-next_step:?")
    keyboard.press("Return")
    for way in ((), ("Down",)):
        keyboard.press(*way, "L", "Alt+9")
        keyboard.type("send the offer fri 10:00")
        keyboard.press("Ctrl+Return")
    planned = {
        step.deal_id: step.due_at
        for person in leads.values()
        for step in office.store.activities.open_steps(person)
    }
    assert {deal: planned.get(deal) for deal in deals} == {
        deals[0]: at(27, 10),
        deals[1]: "2026-12-01",
        deals[2]: at(27, 10),
    }
    assert keyboard.presses == 4 + 2 * 3 + 1


def test_7_work_a_call_round_of_five(office: Office, leads: dict[str, int], sit_down: SitDown) -> None:
    people = [
        *leads.values(),
        office.person("Dora Lind", phone="+49 30 5554801"),
        office.person("Emil Vogt", phone="+49 30 5554802"),
    ]
    keyboard = sit_down()
    keyboard.press("Ctrl+2", "Ctrl+A", "R")
    keyboard.type("Autumn prices")
    keyboard.press("Return")
    until(lambda: keyboard.page == "call_round")
    for number in range(5):
        keyboard.press("1" if number % 2 else "2", "Ctrl+Return")
    until(lambda: all(told(office, one) for one in people))
    outcomes = sorted(str(told(office, one)[0][1]) for one in people)
    assert outcomes == ["No answer", "No answer", "No answer", "Reached", "Reached"]
    assert keyboard.presses == 4 + 5 * 2


def test_9_customers_in_one_town_as_a_workbook_with_their_phones(
    office: Office, leads: dict[str, int], sit_down: SitDown, tmp_path: Path
) -> None:
    for name, town in (("Dora Lind", "Hamburg"), ("Emil Vogt", "Berlin"), ("Finn Lau", "Hamburg")):
        office.person(name, city=town, lifecycle_stage="customer", phone="+49 40 5554801")
    target = tmp_path / "hamburg.xlsx"
    keyboard = sit_down()
    keyboard.press("Ctrl+2", "/")
    keyboard.type("stage:customer city:Hamburg")
    keyboard.press("Return", "Ctrl+Shift+E", "Return")
    keyboard.press("Ctrl+A")
    keyboard.type(str(target))
    keyboard.press("Return")
    until(lambda: target.exists() and not office.context.tasks.is_busy)
    sheet = load_workbook(target)["Contacts"]
    _what, head, *rows = sheet.iter_rows(values_only=True)
    name, phone = head.index("Name"), head.index("Phone")
    assert [(row[name], row[phone]) for row in rows] == [
        ("Dora Lind", "+49405554801"),
        ("Finn Lau", "+49405554801"),
    ]
    assert keyboard.presses <= 12


def test_10_write_to_each_who_has_a_birthday_next_week(
    office: Office, leads: dict[str, int], sit_down: SitDown
) -> None:
    for name, born in (("Dora Lind", "1980-11-26"), ("Emil Vogt", "1975-03-01"), ("Finn Lau", "1990-11-28")):
        office.person(name, birthday=born, email=f"{name.split()[0].lower()}@post.example")
    keyboard = sit_down()
    keyboard.press("Ctrl+2", "/")
    keyboard.type('birthday:"next 7 days of any year"')
    keyboard.press("Return", "Return")
    until(lambda: keyboard.page == "contact")
    with outside("mailto") as asked:
        keyboard.press("M", "]", "M")
        until(lambda: len(asked.taken) == 2)
    assert sorted(asked.taken) == ["mailto:dora@post.example", "mailto:finn@post.example"]
    assert keyboard.presses == 4 + 3
