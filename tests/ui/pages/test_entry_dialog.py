"""The one form for entries: it plans and logs, corrects and moves, finishes and opens again."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt, QTime
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import Activity, ActivityKind, Repeat
from salesdesk.domain.activities.moments import stored
from salesdesk.domain.changes import UNCHANGED, EntityKind
from salesdesk.domain.conflicts import FieldClash, RecordClash
from salesdesk.services.activities import Subject
from salesdesk.ui.conflict_texts import ClashTexts
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog, plan_step
from salesdesk.ui.value_texts import time_text
from salesdesk.ui.widgets.day_words import DayWords
from tests.ui.pages.office import Office

CALL, MEETING = ActivityKind.CALL, ActivityKind.MEETING


@pytest.fixture
def amara(office: Office) -> int:
    return office.person("Amara Okafor", company="Nordwind Logistics")


def press(dialog: EntryDialog, text: str) -> None:
    next(b for b in dialog.findChildren(QPushButton) if b.text() == text).click()


def form(qtbot: QtBot, office: Office, entry: Activity | None = None, **more: object) -> EntryDialog:
    made = EntryDialog(None, office.context, entry, **more)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    return made


def offered(dialog: EntryDialog) -> set[str]:
    """The fields that are asked for, of those that not every entry has."""
    parts = {
        "outcome": dialog._outcome,
        "next": dialog._next,
        "done": dialog._done,
        "priority": dialog._priority,
        "repeat": dialog._repeat,
        "length": dialog._length,
    }
    return {name for name, part in parts.items() if part.isVisibleTo(dialog)}


def only(office: Office, person: int) -> Activity:
    (entry,) = office.store.activities.of_contact(person)
    return entry


def test_what_lies_ahead_is_planned_with_all_that_belongs_to_it(
    qtbot: QtBot, office: Office, amara: int
) -> None:
    jan = office.person("Jan Sörensen")
    deal, _ = office.services.deals.create(
        "Fleet rollout", office.store.pipelines.all()[0].stages[0].id, contact_id=amara
    )
    dialog = form(qtbot, office, about=Subject(amara), kind=MEETING)
    assert offered(dialog) == {"priority", "repeat"}
    dialog._subject.editor.setText("Kick-off")  # type: ignore[attr-defined]
    dialog._when.day.set_value(date(2026, 11, 27))
    dialog._when.whole.setChecked(False)
    dialog._when.time.setTime(QTime(10, 0))
    assert offered(dialog) == {"priority", "repeat", "length"}
    dialog._length._minutes.setValue(45)
    dialog._place.editor.setText("Room 2")  # type: ignore[attr-defined]
    dialog._people._show(jan, "Jan Sörensen")
    dialog._repeat._rule.setCurrentIndex(3)
    dialog._reminder._lead.setCurrentIndex(3)
    assert dialog._about._deal.currentText() == "Fleet rollout"
    press(dialog, "Plan")
    entry = only(office, amara)
    wall = (entry.due_at or "")[:10], (entry.end_at or "")[14:16]
    assert wall == ("2026-11-27", "45")
    assert (entry.subject, entry.kind, entry.place, entry.deal_id) == ("Kick-off", MEETING, "Room 2", deal)
    assert (entry.repeat_rule, entry.remind_minutes, entry.participant_ids) == ("FREQ=WEEKLY", 15, (jan,))
    assert only(office, jan).id == entry.id
    assert office.said == ["“Kick-off” planned: Fri 10:00"]


def test_what_was_yesterday_is_logged_with_what_came_of_it(qtbot: QtBot, office: Office, amara: int) -> None:
    dialog = form(qtbot, office, about=Subject(amara), kind=CALL)
    dialog._when.day.set_value(date(2026, 11, 22))
    assert offered(dialog) == {"outcome", "next", "length"}
    dialog._outcome.editor.setText("Reached")  # type: ignore[attr-defined]
    dialog._length._minutes.setValue(12)
    dialog._next.editor.setText("Send offer")
    press(dialog, "Log")
    logged, step = sorted(office.store.activities.of_contact(amara), key=lambda entry: entry.id)
    assert (logged.at, logged.outcome, logged.duration_minutes) == ("2026-11-22", "Reached", 12)
    assert (step.subject, step.due_at) == ("Send offer", "2026-11-24")
    office.services.commands.undo()
    assert office.store.activities.of_contact(amara) == []


def test_the_next_step_is_read_with_its_day(qtbot: QtBot, office: Office, amara: int) -> None:
    dialog = form(qtbot, office, about=Subject(amara), kind=CALL)
    dialog._when.day.set_value(date(2026, 11, 22))
    dialog._next.editor.setText("Send offer fri")
    assert (dialog._next.said.text(), dialog._next.due.isHidden()) == ("Fri 27 Nov", True)
    press(dialog, "Log")
    step = next(entry for entry in office.store.activities.of_contact(amara) if entry.is_open)
    assert (step.subject, step.due_at) == ("Send offer", "2026-11-27")


def test_of_several_open_deals_none_is_taken_and_each_is_offered(
    qtbot: QtBot, office: Office, amara: int
) -> None:
    stages = office.store.pipelines.all()[0].stages
    fleet, vans, old = (
        office.services.deals.create(title, stages[0].id, contact_id=amara)[0]
        for title in ("Fleet", "Vans", "Old")
    )
    office.services.deals.win(old)
    dialog = form(qtbot, office, about=Subject(amara), kind=CALL, begins="2026-11-22")
    box = dialog._about._deal
    assert [box.itemText(n) for n in range(box.count())] == ["No deal", "Vans", "Fleet"]
    assert box.currentIndex() == 0
    box.setCurrentIndex(2)
    press(dialog, "Log")
    assert only(office, amara).deal_id == fleet
    assert vans != fleet


def test_it_says_which_step_a_call_settles(qtbot: QtBot, office: Office, amara: int) -> None:
    office.services.activities.plan(Subject(amara), "Call back", "2026-11-20", kind=CALL)
    dialog = form(qtbot, office, about=Subject(amara), kind=CALL, begins="2026-11-22")
    dialog._outcome.editor.setText("Reached")  # type: ignore[attr-defined]
    press(dialog, "Log")
    assert office.said == ["Logged, and “Call back” is done"]
    assert office.store.activities.open_steps(amara) == []


def test_an_entry_is_dated_back_and_corrected(qtbot: QtBot, office: Office, amara: int) -> None:
    office.services.activities.log(CALL, Subject(amara), outcome="Reached", body="Wants a pilot")
    dialog = form(qtbot, office, only(office, amara))
    dialog._when.day.set_value(date(2026, 11, 20))
    dialog._outcome.editor.setText("No answer")  # type: ignore[attr-defined]
    press(dialog, "Save")
    entry = only(office, amara)
    assert ((entry.at or "")[:10], entry.outcome, entry.body) == ("2026-11-20", "No answer", "Wants a pilot")
    assert office.store.contacts.get(amara).last_contacted_at is None


def test_what_did_not_take_place_yet_becomes_a_step(qtbot: QtBot, office: Office, amara: int) -> None:
    office.services.activities.log(MEETING, Subject(amara), at="2026-11-22")
    dialog = form(qtbot, office, only(office, amara))
    dialog._when.day.set_value(date(2026, 12, 2))
    press(dialog, "Save")
    entry = only(office, amara)
    assert (entry.at, entry.due_at, entry.is_open) == (None, "2026-12-02", True)


def test_saving_what_nobody_touched_writes_nothing(qtbot: QtBot, office: Office, amara: int) -> None:
    office.services.activities.plan(
        Subject(amara), "Fair", "2026-12-01", end_at="2026-12-03", repeat=Repeat("FREQ=YEARLY")
    )
    office.services.activities.log(CALL, Subject(amara), duration_minutes=7, outcome="Called twice")
    office.services.activities.plan(
        Subject(amara), "", "2026-12-01T09:30:15Z", kind=MEETING, end_at="2026-12-01T10:15:00Z"
    )
    before = office.store.journal.latest()
    for entry in office.store.activities.of_contact(amara):
        press(form(qtbot, office, entry), "Save")
    assert office.store.journal.latest() == before


def test_it_says_when_it_reminds_and_when_it_comes_again(qtbot: QtBot, office: Office, amara: int) -> None:
    office.services.activities.plan(
        Subject(amara),
        "Call",
        "2026-11-24T09:00:00Z",
        repeat=Repeat("FREQ=WEEKLY;COUNT=3"),
        remind_minutes=60,
    )
    said = form(qtbot, office, only(office, amara))._said.text()
    assert said == f"Reminder on 24 Nov {time_text('2026-11-24T08:00:00Z')}. It comes again on 1 Dec, 8 Dec."
    office.services.activities.plan(Subject(amara), "Once", "2026-11-25")
    once = next(step for step in office.store.activities.open_steps(amara) if step.subject == "Once")
    assert not form(qtbot, office, once)._said.isVisibleTo(None)


def test_one_of_a_series_is_deleted_or_all_that_follow(qtbot: QtBot, office: Office, amara: int) -> None:
    office.services.activities.plan(Subject(amara), "Call", "2026-11-24", repeat=Repeat("FREQ=WEEKLY"))
    dialog = form(qtbot, office, only(office, amara))
    dialog._whose.setCurrentIndex(1)
    press(dialog, "Delete")
    later = only(office, amara)
    assert later.due_at == "2026-12-01"
    press(form(qtbot, office, later), "Delete")
    assert office.store.activities.of_contact(amara) == []


def test_what_comes_again_may_end_on_a_day(qtbot: QtBot, office: Office, amara: int) -> None:
    dialog = form(qtbot, office, about=Subject(amara), begins="2026-11-24")
    dialog._subject.editor.setText("Call")  # type: ignore[attr-defined]
    repeat = dialog._repeat
    assert not repeat._last.isVisibleTo(repeat)
    repeat._rule.setCurrentIndex(3)
    assert repeat._last.isVisibleTo(repeat)
    repeat._last.set_value(date(2026, 12, 1))
    press(dialog, "Plan")
    step = only(office, amara)
    assert step.repeat_rule == "FREQ=WEEKLY;UNTIL=20261201T235959"
    again = form(qtbot, office, step)
    assert (again._repeat._rule.currentText(), again._repeat._last.value()) == (
        "Every week",
        date(2026, 12, 1),
    )
    assert again._new_repeat() is UNCHANGED
    assert again._said.text().endswith("It comes again on 1 Dec.")
    again._repeat._last.set_value(None)
    press(again, "Save")
    assert only(office, amara).repeat_rule == "FREQ=WEEKLY"


def test_what_of_a_series_is_changed_stands_beside_its_moment(
    qtbot: QtBot, office: Office, amara: int
) -> None:
    office.services.activities.plan(Subject(amara), "Call", "2026-11-24", repeat=Repeat("FREQ=WEEKLY"))
    dialog = form(qtbot, office, only(office, amara))
    dialog.show()
    qtbot.waitExposed(dialog)

    def top(part: QWidget) -> int:
        return part.mapTo(dialog, QPoint()).y()

    assert top(dialog._when) < top(dialog._whose) < top(dialog._body)
    assert top(dialog._whose) < 320, "in sight in the lowest window, too"
    dialog._when.day.setFocus()
    chain = [dialog._when.day.nextInFocusChain()]
    while chain[-1] is not dialog._when.day:
        chain.append(chain[-1].nextInFocusChain())
    assert chain.index(dialog._whose) < chain.index(dialog._body.editor), "the keys come by it first"


def test_a_series_moved_as_a_whole_goes_on_from_there(qtbot: QtBot, office: Office, amara: int) -> None:
    office.services.activities.plan(Subject(amara), "Call", "2026-11-24", repeat=Repeat("FREQ=WEEKLY"))
    dialog = form(qtbot, office, only(office, amara))
    dialog._when.day.set_value(date(2026, 11, 26))
    press(dialog, "Save")
    office.services.activities.finish(only(office, amara).id)
    assert [e.due_at for e in office.store.activities.open_steps(amara)] == ["2026-12-03"]


def test_without_a_day_it_says_so_and_stays(qtbot: QtBot, office: Office, amara: int) -> None:
    dialog = form(qtbot, office, about=Subject(amara))
    dialog._when.day.set_value(None)
    press(dialog, "Log")
    assert dialog._when_field.error() == "Say when it is."
    plan_step(dialog, office.context, Subject(amara))
    asking = next(d for d in dialog.findChildren(EntryDialog) if d is not dialog)
    press(asking, "Plan")
    assert asking._subject.error() == "Say what is to be done."
    asking.close()


def test_what_somebody_else_changed_is_asked_about_in_words(office: Office, amara: int) -> None:
    jan = office.person("Jan Sörensen")
    office.services.activities.plan(Subject(amara), "Meet", "2026-12-01T09:00:00Z")
    entry = only(office, amara)
    fields = (
        FieldClash("due_at", entry.due_at, "2026-12-02", "2026-12-03T08:15:00Z"),
        FieldClash("participant_ids", (), (jan,), (jan, amara)),
        FieldClash("pinned", False, True, False),
    )
    clash = RecordClash(EntityKind.ACTIVITY, entry.id, fields)
    texts = ClashTexts(office.context, [clash])
    shown = [
        (
            texts.title(clash, field),
            texts.value(clash, field, field.ours),
            texts.value(clash, field, field.theirs),
        )
        for field in fields
    ]
    clock = time_text("2026-12-03T08:15:00Z")
    assert shown == [
        ("Day it is due", "2 Dec", f"3 Dec {clock}"),
        ("People who take part", "Jan Sörensen", "Jan Sörensen, Amara Okafor"),
        ("Whether it is pinned", "Yes", "No"),
    ]


def test_a_time_typed_with_the_day_is_taken(qtbot: QtBot, office: Office, amara: int) -> None:
    dialog = EntryDialog(None, office.context, about=Subject(amara), begins="2026-11-23")
    dialog.show()  # it goes by itself once it has planned
    qtbot.waitExposed(dialog)
    day = dialog._when.day
    day.setFocus()
    qtbot.keyClick(day, Qt.Key.Key_T)
    words = day.findChild(DayWords)
    assert words is not None
    words.line.setText("tomorrow 14:30")
    qtbot.keyClick(words.line, Qt.Key.Key_Return)
    assert not dialog._when.whole.isChecked()
    assert dialog._when.time.time() == QTime(14, 30)
    dialog._subject.editor.setText("Call back")  # type: ignore[attr-defined]
    day.set_value(date(2026, 11, 24))
    press(dialog, "Plan")
    assert only(office, amara).due_at == stored(datetime(2026, 11, 24, 14, 30))


def test_a_clash_is_said_with_a_free_time_that_a_click_takes(
    qtbot: QtBot, office: Office, amara: int
) -> None:
    begins, ends = (stored(datetime(2026, 11, 24, hour)) for hour in (14, 15))
    office.services.activities.plan(Subject(amara), "Demo", begins, kind=MEETING, end_at=ends)
    dialog = form(qtbot, office, about=Subject(amara), begins=stored(datetime(2026, 11, 24, 14, 30)))
    assert dialog._clash.text.text() == "At that time there is “Demo”, 14:00 to 15:00."
    assert dialog._clash.take.text() == "Free: 15:00"
    dialog._clash.take.click()
    assert dialog._when.moment() == ends
    assert dialog._clash.isHidden()
    own = form(qtbot, office, only(office, amara))
    assert own._clash.isHidden(), "an entry does not clash with itself"


def test_it_says_what_is_planned_behind_what_was_logged(qtbot: QtBot, office: Office, amara: int) -> None:
    dialog = form(qtbot, office, about=Subject(amara), kind=CALL, begins="2026-11-22")
    dialog._next.editor.setText("send quote fri 10:00")
    press(dialog, "Log")
    assert office.said == ["Logged · then “send quote”: Fri 10:00"]
