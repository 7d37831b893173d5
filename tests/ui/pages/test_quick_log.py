"""The quick log reads the day of the next step from its words, and says what it understood."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
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
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
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
    assert office.said[-1] == "Call logged · then “send quote”: Fri 10:00"


def test_the_day_that_was_understood_stands_in_line_with_the_lists_beside_it(
    qtbot: QtBot, office: Office, log: QuickLog, amara: int
) -> None:
    office.services.contacts.set_owner([amara], "Mia")
    office.services.contacts.set_owner([office.person("Jan Sörensen")], "Ben")
    log.start(Subject(amara), ActivityKind.CALL)
    fields = log._fields
    log._next.setText("send quote fri 10:00")
    qtbot.waitUntil(lambda: fields.owner.isVisible() and fields.said.isVisible())

    def middle(part: QWidget) -> int:
        return part.mapTo(log, part.rect().center()).y()

    row = fields.when.parentWidget()
    assert row is not None
    for part in (fields.when.findChildren(QWidget)[1], fields.when, row):
        part.layout().invalidate()  # type: ignore[union-attr]
        part.layout().activate()  # type: ignore[union-attr]
    assert fields.due.isHidden()
    assert fields.when.width() < 2 * fields.said.width() + 60, "only the chip is left in it"
    assert abs(middle(fields.said) - middle(fields.owner)) <= 1
    captions = [field.findChildren(QLabel)[0] for field in (fields.when, fields._owner_field)]
    assert len({caption.mapTo(log, QPoint()).y() for caption in captions}) == 1


def test_a_task_is_told_with_its_day(office: Office, log: QuickLog, amara: int) -> None:
    log.start(Subject(amara), ActivityKind.TASK)
    log._next.setText("send quote fri 10:00")
    log.save()
    assert office.said[-1] == "“send quote” planned: Fri 10:00"


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


def test_a_digit_takes_a_kind_and_a_letter_what_came_of_it(
    qtbot: QtBot, office: Office, log: QuickLog, amara: int
) -> None:
    qtbot.keyClick(log._text, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert log._kind.current() is ActivityKind.MEETING
    assert log._text.hasFocus(), "typing goes on"
    qtbot.keyClick(log._text, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    for outcome in ("No answer", ""):  # a second press takes it back
        qtbot.keyClick(log._text, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
        assert log._outcome.currentText() == outcome
        qtbot.waitUntil(lambda: not any(one.isDown() for one in log._happened.findChildren(QPushButton)))
    qtbot.keyClick(log._text, Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    assert log._outcome.isHidden(), "nothing comes of a note"
    qtbot.keyClick(log._text, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
    assert log._text.isHidden()
    assert log._next.hasFocus()


def test_the_first_words_say_the_kind_where_nobody_chose_one(qtbot: QtBot, log: QuickLog, amara: int) -> None:
    log.start(Subject(amara), ActivityKind.CALL, guesses=True)
    qtbot.keyClicks(log._text, "met her at the fair")
    assert log._kind.current() is ActivityKind.MEETING
    log._text.clear()
    assert log._kind.current() is ActivityKind.CALL
    log.start(Subject(amara), ActivityKind.CALL)
    qtbot.keyClicks(log._text, "met her at the fair")
    assert log._kind.current() is ActivityKind.CALL, "it was chosen"


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("yesterday 15:00", utc(2026, 11, 22, 15)),
        ("20.11.", "2026-11-20"),
        ("friday", "2026-11-20"),
        ("24.12.", "2025-12-24"),
        ("", None),
    ],
)
def test_what_happened_can_be_dated_back(
    office: Office, log: QuickLog, amara: int, words: str, at: str | None
) -> None:
    log._text.setPlainText("Wants a pilot")
    log._when.setText(words)
    log.save()
    (entry,) = entries(office, amara)[0]
    assert entry.at == (at or office.store.now())


@pytest.mark.parametrize("words", ["tomorrow", "in a while", "Monday or Tuesday"])
def test_a_time_that_was_not_is_refused_in_one_sentence(
    office: Office, log: QuickLog, amara: int, words: str
) -> None:
    log._text.setPlainText("Wants a pilot")
    log._when.setText(words)
    log.save()
    assert words in log._problem.text()
    assert entries(office, amara) == ([], None)


def test_it_counts_for_the_deal_that_is_chosen(office: Office, log: QuickLog, amara: int) -> None:
    stage = office.store.pipelines.all()[0].stages[0].id
    (one, _), (other, _) = (
        office.services.deals.create(title, stage, contact_id=amara) for title in ("Vans", "Lorries")
    )
    log.start(Subject(amara), ActivityKind.CALL)
    assert log._fields.deal.currentText() == "No deal", "there are two"
    log._fields.deal.setCurrentIndex(log._fields.deal.findData(other))
    log._text.setPlainText("Wants ten. Then: send quote friday")
    log.save()
    happened, step = entries(office, amara)
    assert step is not None
    assert [happened[0].deal_id, step.deal_id] == [other, other]
    assert one != other


def test_the_step_that_is_answered_is_closed_unless_that_is_taken_back(
    qtbot: QtBot, office: Office, log: QuickLog, amara: int
) -> None:
    office.services.activities.plan(Subject(amara), "Call back", "2026-11-20", kind=ActivityKind.CALL)
    for outcome, step, closes in (
        ("Reached", "", True),
        ("No answer", "", False),
        ("No answer", "call again tomorrow", True),
    ):
        log.start(Subject(amara), ActivityKind.CALL)
        log._outcome.setCurrentText(outcome)
        log._next.setText(step)
        assert log._fields.closes.isChecked() == closes, (outcome, step)
        assert "Call back" in log._fields.closes.text()
        log._cancel.click()
    log.start(Subject(amara), ActivityKind.CALL)
    log._outcome.setCurrentText("Reached")
    log._fields.closes.click()
    log.save()
    assert [step.subject for step in office.store.activities.open_steps(amara)] == ["Call back"]
    log.start(Subject(amara), ActivityKind.CALL)
    log._next.setText("call again tomorrow")
    log.save()
    assert [step.subject for step in office.store.activities.open_steps(amara)] == ["call again"]
    assert "“Call back” is done" in office.said[-1]
    office.context.commands.undo()
    qtbot.waitUntil(lambda: [s.subject for s in office.store.activities.open_steps(amara)] == ["Call back"])


def test_the_next_step_can_be_somebody_elses(office: Office, log: QuickLog, amara: int) -> None:
    for name in ("Mia", "Tom"):
        office.services.contacts.update(amara, {"owner": name})
    tom = next(one.id for one in office.store.owners.all() if one.name == "Tom")
    log.start(Subject(amara), ActivityKind.CALL)
    log._next.setText("send quote friday")
    log._fields.owner.setCurrentIndex(log._fields.owner.findData(tom))
    log.save()
    step = entries(office, amara)[1]
    assert step is not None
    assert step.owner_id == tom


def test_a_step_at_a_time_that_is_taken_is_said_with_a_free_one(
    qtbot: QtBot, office: Office, log: QuickLog, amara: int
) -> None:
    office.services.activities.plan(
        Subject(amara), "Demo", utc(2026, 11, 27, 10), end_at=utc(2026, 11, 27, 11)
    )
    clash = log._fields.clash
    qtbot.keyClicks(log._next, "send quote fri 10:00")
    assert clash.isVisibleTo(log)
    assert clash.text.text() == "At that time there is “Demo”, 10:00 to 11:00. Free: 11:00."
    log._next.setText("send quote fri 11:00")
    assert not clash.isVisibleTo(log)
