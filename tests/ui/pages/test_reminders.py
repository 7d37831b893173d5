"""Reminders in the message bar."""

from __future__ import annotations

from datetime import timedelta
from threading import Event

from pytestqt.qtbot import QtBot

from salesdesk.domain.changes import EntityKind
from salesdesk.services.activities import Subject
from salesdesk.ui.messages import Message
from salesdesk.ui.window.reminders import Reminders
from tests.ui.pages.office import Office


def planned(office: Office, what: str, due: str, minutes: int) -> int:
    anna = office.person(f"Anna {what}")
    changes = office.services.activities.plan(Subject(contact_id=anna), what, due, remind_minutes=minutes)
    (number,) = changes.created[EntityKind.ACTIVITY]
    return number


def test_each_reminder_is_told_once_and_leads_to_the_day(qtbot: QtBot, office: Office) -> None:
    posted: list[Message] = []
    office.context.messages.posted.connect(posted.append)
    call = planned(office, "Call", "2026-11-23T11:00:00Z", 30)
    reminders = Reminders(office.context)
    reminders.start()
    qtbot.waitUntil(lambda: not reminders._looking)
    assert posted == []
    office.now += timedelta(minutes=30)
    reminders.look()
    qtbot.waitUntil(lambda: len(posted) == 1)
    assert posted[0].text.startswith("Reminder: Call · Anna Call · today")
    assert posted[0].stays, "nobody may be at the desk"
    assert posted[0].action is not None
    posted[0].action()
    assert office.asked[-1] == ("today", call)
    reminders.look()
    qtbot.waitUntil(lambda: not reminders._looking)
    assert len(posted) == 1
    office.services.activities.snooze([call], "2026-11-23T10:45:00Z")
    office.now += timedelta(minutes=20)
    reminders.look()
    qtbot.waitUntil(lambda: len(posted) == 2)
    reminders.stop()


def test_several_that_came_while_the_window_was_closed_are_one_message(qtbot: QtBot, office: Office) -> None:
    posted: list[Message] = []
    office.context.messages.posted.connect(posted.append)
    for place in range(5):
        planned(office, f"Step {place}", f"2026-11-2{place}T09:00:00Z", 0)
    office.now += timedelta(days=3)
    reminders = Reminders(office.context)
    reminders.look()
    qtbot.waitUntil(lambda: len(posted) == 1)
    assert posted[0].text == "5 reminders: Step 0, Step 1, Step 2 and 2 more"


def test_nobody_is_reminded_while_a_meeting_is_shown_to_a_room(qtbot: QtBot, office: Office) -> None:
    posted: list[Message] = []
    office.context.messages.posted.connect(posted.append)
    planned(office, "Call", "2026-11-23T11:00:00Z", 60)
    reminders, presenting = Reminders(office.context), [True]
    reminders.is_quiet = lambda: presenting[0]
    reminders.look()
    assert not reminders._looking
    presenting[0] = False
    reminders.look()
    qtbot.waitUntil(lambda: len(posted) == 1)


def test_what_came_while_the_window_was_closed_does_not_wait_for_half_a_minute(
    qtbot: QtBot, office: Office
) -> None:
    planned(office, "Call", "2026-11-23T09:00:00Z", 0)
    free = Event()
    office.context.tasks.run(lambda _work: free.wait(20), done=lambda _none: None, owner=office.context.tasks)
    reminders = Reminders(office.context)
    reminders.start()
    qtbot.wait(20)
    assert office.said == []
    free.set()
    qtbot.waitUntil(lambda: len(office.said) == 1, timeout=5000)
    reminders.stop()
