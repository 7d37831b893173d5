"""The quick log reads the day of the next step from its words, and says what it understood."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import Activity, ActivityKind
from salesdesk.services.activities import Subject
from salesdesk.ui.pages.activities.quick_log import QuickLog
from salesdesk.ui.preferences import LANGUAGE
from tests.ui.pages.office import Office


@pytest.fixture
def amara(office: Office) -> int:
    """The person the entries are about."""
    return office.person("Amara Okafor")


@pytest.fixture
def log(qtbot: QtBot, office: Office, amara: int) -> Iterator[QuickLog]:
    """An entry about Amara that was just begun."""
    window = QWidget()
    qtbot.addWidget(window)
    made = QuickLog(office.context, window)
    window.resize(560, 300)
    window.show()
    made.resize(560, 300)
    made.start(Subject(amara), ActivityKind.CALL)
    yield made
    window.close()


def utc(year: int, month: int, day: int, hour: int, minute: int = 0) -> str:
    """A local time as it is stored."""
    return datetime(year, month, day, hour, minute).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def entries(office: Office, amara: int) -> tuple[list[Activity], Activity | None]:
    """What happened with Amara, and the next step."""
    found = list(office.store.activities.of_contact(amara))
    return [entry for entry in found if not entry.is_open], next(
        (entry for entry in found if entry.is_open), None
    )


def test_the_day_is_typed_with_the_step(qtbot: QtBot, office: Office, log: QuickLog, amara: int) -> None:
    qtbot.keyClicks(log._text, "Wants a pilot")
    qtbot.keyClicks(log._next, "send quote fri 10:00")
    assert log._said.isVisible()
    assert log._said.text() == "Fri 27 Nov 10:00"
    assert log._due.isHidden(), "there is nothing left to choose"
    qtbot.keyClick(log._next, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    happened, step = entries(office, amara)
    assert [entry.body for entry in happened] == ["Wants a pilot"]
    assert step is not None
    assert (step.subject, step.due_at) == ("send quote", utc(2026, 11, 27, 10))


def test_the_step_stands_behind_then(qtbot: QtBot, office: Office, log: QuickLog, amara: int) -> None:
    log._text.setPlainText("Wants a pilot.\nThen: send quote · friday")
    assert (log._then.text(), log._said.text()) == ("Then: send quote", "Fri 27 Nov")
    log.save()
    happened, step = entries(office, amara)
    assert [entry.body for entry in happened] == ["Wants a pilot."]
    assert step is not None
    assert (step.subject, step.due_at) == ("send quote", "2026-11-27")


def test_a_long_step_leaves_the_buttons_their_place(log: QuickLog) -> None:
    log._text.setPlainText("Then: send the quote with yearly billing to Jan Sörensen · 26.11.2027 10:00")
    assert log._then.text() == "Then: send the quote with yearly billing to Jan Sörensen"
    layout = log.layout()
    assert layout is not None
    layout.activate()
    assert log.minimumSizeHint().width() <= 400


@pytest.mark.parametrize(("words", "said"), [("call Mr Monday", ""), ("visit Monday or Tuesday", "More than one day"), ("quote next month", "No clear day")])  # fmt: skip
def test_what_is_not_clear_is_chosen_from_the_list(
    office: Office, log: QuickLog, amara: int, words: str, said: str
) -> None:
    log._next.setText(words)
    assert log._said.text() == said
    assert log._said.isVisible() == bool(said)
    assert not log._due.isHidden()
    log.save()
    step = entries(office, amara)[1]
    assert step is not None
    assert (step.subject, step.due_at) == (words, "2026-11-24")


def test_the_words_are_read_in_the_language_of_the_person(office: Office, log: QuickLog) -> None:
    log._next.setText("hier anrufen")
    assert "22 Nov" in log._said.text()
    office.context.preferences.set(LANGUAGE, "de")
    log._next.setText("hier anrufen, Do 10 Uhr")
    assert "26 Nov" in log._said.text()


def test_a_task_that_is_a_call_is_planned_as_one(office: Office, log: QuickLog, amara: int) -> None:
    log.start(Subject(amara), ActivityKind.TASK)
    log._next.setText("call about the pilot tomorrow 9:30")
    log.save()
    step = entries(office, amara)[1]
    assert step is not None
    assert (step.kind, step.subject) == (ActivityKind.CALL, "call about the pilot")
    assert step.due_at == utc(2026, 11, 24, 9, 30)


def test_the_words_tell_what_came_of_the_call(qtbot: QtBot, log: QuickLog, amara: int) -> None:
    qtbot.keyClicks(log._text, "called, no answer")
    assert log._outcome.currentText() == "No answer"
    qtbot.keyClicks(log._text, ", left a message")
    assert log._outcome.currentText() == "Left a message"
    log._text.clear()
    assert log._outcome.currentText() == ""
    log._outcome.setCurrentText("Busy")
    qtbot.keyClicks(log._text, "no answer")
    assert log._outcome.currentText() == "Busy", "what was chosen stays"
    log._cancel.click()
    log.start(Subject(amara), ActivityKind.NOTE)
    qtbot.keyClicks(log._text, "no answer")
    assert log._outcome.currentText() == "", "a note has none"
