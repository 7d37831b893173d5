"""Reminders by the desktop's own notifications, against a service on a bus of the test's own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.changes import EntityKind
from salesdesk.services.activities import Subject
from salesdesk.ui.messages import Message
from salesdesk.ui.notices.desktop import DesktopNotices, session_bus
from salesdesk.ui.notices.notice import Notice
from salesdesk.ui.notices.small_window import NoticeWindow
from salesdesk.ui.notices.teller import Teller
from salesdesk.ui.window.reminders import Reminders
from tests.ui.pages.office import Office, until

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no bus to be had")


class Service:
    """The desktop's side."""

    def __init__(self, address: str, *capabilities: str) -> None:
        self._program = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("desktop_service.py")), *capabilities],
            env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": address},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._lines: Queue[str] = Queue()
        self._reader = Thread(target=self._read)
        self._reader.start()
        self.asked: list[dict[str, object]] = []
        until(lambda: {"ready": True} in self.news())

    def _read(self) -> None:
        assert self._program.stdout is not None
        for line in self._program.stdout:
            self._lines.put(line)

    def news(self) -> list[dict[str, object]]:
        """All that it was asked for until now."""
        while True:
            try:
                self.asked.append(json.loads(self._lines.get_nowait()))
            except Empty:
                return self.asked

    def shown(self) -> list[dict[str, object]]:
        return [one for one in self.news() if "summary" in one]

    def do(self, *words: object) -> None:
        assert self._program.stdin is not None
        self._program.stdin.write(" ".join(map(str, words)) + "\n")
        self._program.stdin.flush()

    def end(self) -> None:
        assert self._program.stdin is not None
        self._program.stdin.close()
        self._program.wait(20)
        self._reader.join()
        assert self._program.stdout is not None
        self._program.stdout.close()


@pytest.fixture
def bus() -> Iterator[tuple[str, QDBusConnection]]:
    """A bus of the test's own: its address and a connection to it."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    connection = QDBusConnection.connectToBus(address, address)
    assert connection.isConnected()
    yield address, connection
    QDBusConnection.disconnectFromBus(address)
    daemon.terminate()
    daemon.wait(20)
    daemon.stdout.close()


@pytest.fixture
def service(bus: tuple[str, QDBusConnection]) -> Iterator[Callable[..., Service]]:
    made: list[Service] = []

    def make(*capabilities: str) -> Service:
        made.append(Service(bus[0], *capabilities))
        return made[-1]

    yield make
    for one in made:
        one.end()


def reminders(qtbot: QtBot, office: Office, bus: QDBusConnection) -> tuple[Reminders, list[Message]]:
    """Reminders that have looked once, with the messages said in the window."""
    host = QWidget()
    qtbot.addWidget(host)
    office.shown.append(host)
    posted: list[Message] = []
    office.context.messages.posted.connect(posted.append)
    desktop = DesktopNotices(bus, host)
    made = Reminders(office.context, host)
    made.tell_by(Teller(office.context.tasks, host, desktop))
    made.look()
    until(lambda: not made._looking and not office.context.tasks.is_busy)
    return made, posted


def planned(office: Office, what: str, due: str) -> int:
    anna = office.person(f"Anna {what}", company="Nordwind")
    changes = office.services.activities.plan(Subject(contact_id=anna), what, due, remind_minutes=15)
    (number,) = changes.created[EntityKind.ACTIVITY]
    return number


def test_a_reminder_is_shown_with_three_buttons_that_do_what_they_say(
    qtbot: QtBot, office: Office, bus: tuple[str, QDBusConnection], service: Callable[..., Service]
) -> None:
    desk = service("body", "actions")
    made, posted = reminders(qtbot, office, bus[1])
    steps = [planned(office, what, "2026-11-23T11:00:00Z") for what in ("Call", "Write", "Visit")]
    office.now += timedelta(minutes=50)
    made.look()
    until(lambda: len(desk.shown()) == 3)
    first = desk.shown()[0]
    assert (first["name"], first["summary"]) == ("SalesDesk", "Call")
    assert str(first["body"]).startswith("Anna Call")
    assert first["actions"] == [
        "default", "Open", "open", "Open", "done", "Done", "snooze", "Snooze 1 h",
    ]  # fmt: skip
    assert posted == [], "what the desktop shows is not said in the window too"
    until(lambda: not office.context.tasks.is_busy)
    raised: list[bool] = []
    made.raised.connect(lambda: raised.append(True))
    numbers = {str(one["summary"]): one["number"] for one in desk.shown()}
    desk.do("act", numbers["Call"], "done")
    until(lambda: office.store.activities.get(steps[0]).done_at is not None)
    desk.do("act", numbers["Write"], "snooze")
    until(lambda: office.store.activities.get(steps[1]).snoozed_until == "2026-11-23T11:50:00Z")
    desk.do("act", numbers["Visit"], "default")
    until(lambda: office.asked == [("today", steps[2])])
    assert raised == [True]
    desk.do("act", numbers["Visit"], "done")  # it was answered already
    desk.do("act", 4711, "done")  # another program's
    office.now += timedelta(hours=2)
    made.look()
    until(lambda: len(desk.shown()) == 4)
    assert desk.shown()[3]["summary"] == "Write"
    assert office.store.activities.get(steps[2]).done_at is None


def test_more_than_three_at_once_are_one(
    qtbot: QtBot, office: Office, bus: tuple[str, QDBusConnection], service: Callable[..., Service]
) -> None:
    desk = service("body", "actions")
    made, _ = reminders(qtbot, office, bus[1])
    steps = [planned(office, f"Step {place}", "2026-11-23T11:00:00Z") for place in range(5)]
    office.now += timedelta(hours=1)
    made.look()
    until(lambda: len(desk.shown()) == 1)
    (one,) = desk.shown()
    assert one["summary"] == "5 reminders"
    assert one["body"] == "Step 0, Step 1, Step 2 and 2 more"
    assert one["actions"] == ["default", "Open", "open", "Open"]
    until(lambda: not office.context.tasks.is_busy)
    desk.do("act", one["number"], "open")
    until(lambda: office.asked == [("today", steps[0])])


def test_what_came_due_while_closed_is_said_in_the_window(
    qtbot: QtBot, office: Office, bus: tuple[str, QDBusConnection], service: Callable[..., Service]
) -> None:
    desk = service("body", "actions")
    planned(office, "Call", "2026-11-23T09:00:00Z")
    _, posted = reminders(qtbot, office, bus[1])
    assert [one.text.partition(" · ")[0] for one in posted] == ["Reminder: Call"]
    assert desk.shown() == []


@pytest.mark.parametrize("capabilities", [(), ("body",)])
def test_a_desktop_without_buttons_or_without_a_service_leaves_it_to_the_window(
    qtbot: QtBot,
    office: Office,
    bus: tuple[str, QDBusConnection],
    service: Callable[..., Service],
    capabilities: tuple[str, ...],
) -> None:
    desk = service(*capabilities) if capabilities else None
    made, posted = reminders(qtbot, office, bus[1])
    planned(office, "Call", "2026-11-23T11:00:00Z")
    office.now += timedelta(minutes=50)
    made.look()
    until(lambda: len(posted) == 1)
    assert posted[0].text.startswith("Reminder: Call")
    assert desk is None or desk.shown() == []


def test_the_small_window_asks_the_same_three(qtbot: QtBot, office: Office) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    answers: list[tuple[int, str]] = []
    for key in ("Open", "Done", "Snooze 1 h"):
        window = NoticeWindow(host, Notice("Call Anna", "Nordwind", (7,)))
        window.answered.connect(lambda notice, pressed: answers.append((notice.steps[0], pressed)))
        window.show()
        next(one for one in window.findChildren(QPushButton) if one.text() == key).click()
    assert answers == [(7, "open"), (7, "done"), (7, "snooze")]


def test_without_a_session_there_is_no_bus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert session_bus() is None
