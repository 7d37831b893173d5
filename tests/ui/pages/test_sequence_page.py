"""Sequences in the window: made, looked at, started from a list and from a record, moved, stopped, and chosen for closed
deals."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.sequences import Anchor, Ending, SequenceFor, SequenceStep
from salesdesk.services.sequences import SequenceService
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.pages.sequences.dialog import SequenceDialog
from salesdesk.ui.pages.sequences.page import SequencesPage
from salesdesk.ui.pages.sequences.run_actions import MoveDialog, run_actions
from salesdesk.ui.pages.sequences.sequence_page import SequencePage
from salesdesk.ui.pages.sequences.start_dialog import StartSequenceDialog
from salesdesk.ui.pages.settings.on_closing import OnClosingCard
from salesdesk.ui.records.side_cards import SideRow
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office, until

D = TypeVar("D", bound=QWidget)
STEPS = (SequenceStep("email", "Say thank you", 0, Anchor.START), SequenceStep("call", "Ask how it went", 3))


def sequences(office: Office) -> SequenceService:
    area = office.services.area_of(RecordKind.SEQUENCES)
    assert isinstance(area, SequenceService)
    return area


@pytest.fixture
def people(office: Office) -> list[int]:
    return [office.person(name) for name in ("Anna Stern", "Boris Kahn")]


@pytest.fixture
def number(office: Office) -> int:
    return sequences(office).make("Welcome", SequenceFor.CONTACTS, STEPS)[0]


def show(
    qtbot: QtBot, office: Office, page: SequencePage | SequencesPage | ContactPage | ContactsPage
) -> None:
    qtbot.addWidget(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(1232, 780)
    page.show()
    qtbot.waitExposed(page)


def dialog_of(qtbot: QtBot, page: QWidget, kind: type[D]) -> D:
    found = page.window().findChildren(kind)[-1]
    qtbot.waitExposed(found)
    return found


def planned(office: Office, contact: int) -> list[tuple[str, str | None]]:
    return [(one.subject, one.due_at) for one in office.store.activities.open_steps(contact)]


def test_a_sequence_is_made_by_keys_and_changed(qtbot: QtBot, office: Office) -> None:
    page = SequencesPage(office.context)
    show(qtbot, office, page)
    next(b for b in page.nothing.findChildren(QPushButton) if b.text() == "Make a sequence").click()
    dialog = dialog_of(qtbot, page, SequenceDialog)
    assert_all_named(dialog)
    name = dialog._name.editor
    assert isinstance(name, QLineEdit)
    QTest.keyClicks(name, "Welcome")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert dialog._problem.text() == "Say what is to be done in step 1."
    dialog.steps.rows[0].subject.setText("Say thank you")
    dialog.steps.add_button.click()
    row = dialog.steps.rows[1]
    row.subject.setText("Ask how it went")
    row.days.setValue(5)
    row.at_time.setText("9:30")
    QTest.keyClick(row.subject, Qt.Key.Key_Return)
    assert "is no time of day for step 2" in dialog._problem.text()
    row.at_time.setText("09:30")
    QTest.keyClick(row.subject, Qt.Key.Key_Return)
    until(lambda: page.model.rowCount() == 1)
    assert [page.model.index(0, column).data() for column in range(3)] == ["Welcome", "contacts", "2"]
    made = office.store.sequences.get(int(str(office.asked[-1][1])))
    assert [(s.subject, s.days, s.anchor, s.at_time) for s in made.steps] == [
        ("Say thank you", 0, Anchor.START, None), ("Ask how it went", 5, Anchor.PREVIOUS, "09:30"),
    ]  # fmt: skip
    changing = SequenceDialog(page, office.context, made)
    changing.open()
    qtbot.waitExposed(changing)
    buttons = {b.accessibleName(): b for b in changing.findChildren(QPushButton)}
    buttons["Move step 2 up"].click()
    changing._won.setChecked(False)
    changing._save()
    until(lambda: office.store.sequences.get(made.id).steps[0].subject == "Ask how it went")
    assert not office.store.sequences.get(made.id).stop_on_won
    office.services.commands.undo()
    assert office.store.sequences.get(made.id) == made


def test_it_starts_with_chosen_rows_after_a_look_at_its_days(
    qtbot: QtBot, office: Office, people: list[int], number: int
) -> None:
    office.services.contacts.edit(people[1], "do_not_email", "yes")
    page = ContactsPage(office.context)
    show(qtbot, office, page)
    until(lambda: page.model.rowCount() == 2)
    page.table.selectAll()
    dict(page.bulk.more_actions())["Start sequence…"]()
    dialog = dialog_of(qtbot, page, StartSequenceDialog)
    assert dialog._with.text() == "It starts with 1 person. 1 do not want to be addressed so."
    dialog._start.setDate(QDate(2026, 11, 30))
    texts = [label.text() for label in dialog._days.findChildren(QWidget) if hasattr(label, "text")]
    assert "Call: Ask how it went" in texts
    assert any("3 Dec" in text for text in texts)
    assert planned(office, people[0]) == []
    dialog._go.click()
    until(
        lambda: (
            planned(office, people[0]) == [("Say thank you", "2026-11-30"), ("Ask how it went", "2026-12-03")]
        )
    )
    assert office.said[-1] == "“Welcome” started: 2 steps planned"
    assert planned(office, people[1]) == []


def test_the_page_of_a_person_shows_starts_moves_and_stops(
    qtbot: QtBot, office: Office, people: list[int], number: int
) -> None:
    sequences(office).start(number, [people[0]], date(2026, 11, 23))
    page = ContactPage(office.context)
    page.open_target(people[0])
    show(qtbot, office, page)

    def row() -> SideRow:
        return next(r for r in page.findChildren(SideRow) if r.accessibleName().startswith("Welcome"))

    assert "0 of 2 done" in row().accessibleName()
    (run,) = office.store.sequences.runs(number)
    actions = dict(run_actions(page, office.context, run))
    actions["Move the steps…"]()
    dialog = dialog_of(qtbot, page, MoveDialog)
    dialog._days.setValue(2)
    QTest.keyClick(dialog._days, Qt.Key.Key_Return)
    until(lambda: [due for _, due in planned(office, people[0])] == ["2026-11-25", "2026-11-28"])
    actions["Stop"]()
    until(lambda: planned(office, people[0]) == [])
    until(lambda: "stopped" in row().accessibleName())
    office.services.commands.undo()
    until(lambda: "0 of 2 done" in row().accessibleName())


def test_the_page_of_a_sequence_lists_where_it_was_started(
    qtbot: QtBot, office: Office, people: list[int], number: int
) -> None:
    page = SequencePage(office.context)
    page.open_target(number)
    show(qtbot, office, page)
    assert_all_named(page)
    assert (page.title, page.header.subtitle.text()) == ("Welcome", "for people · 0 under way")
    assert page._nothing.isVisible()
    page._start()
    dialog = dialog_of(qtbot, page, StartSequenceDialog)
    assert dialog._list.currentText() == "All people"
    dialog._go.click()
    until(lambda: page.header.subtitle.text() == "for people · 2 under way")
    rows = [row.accessibleName() for row in page.findChildren(SideRow)]
    assert [name.split(",")[0] for name in rows] == ["Boris Kahn", "Anna Stern"]
    first = next(row for row in page.findChildren(SideRow) if row.accessibleName().startswith("Anna"))
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert office.asked[-1] == ("contact", people[0])
    page._delete()
    until(lambda: office.said[-1] == "Sequence Welcome deleted")
    assert office.asked[-1] == ("sequences", None)
    assert len(planned(office, people[0])) == 2  # what was started goes on


def test_steps_that_lead_up_to_a_day_ask_for_it(qtbot: QtBot, office: Office, people: list[int]) -> None:
    steps = [SequenceStep("task", "Remind", 14, Anchor.BEFORE)]
    number, _ = sequences(office).make("Fair", SequenceFor.CONTACTS, steps)
    host = QWidget()
    qtbot.addWidget(host)
    dialog = StartSequenceDialog(host, office.context, SequenceFor.CONTACTS, people, number)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert dialog._leads_up.isVisible()
    editor = next(e for e in dialog.findChildren(QDateEdit) if e.accessibleName() == "The day it leads up to")
    editor.setDate(QDate(2027, 1, 31))
    dialog._go.click()
    until(lambda: planned(office, people[0]) == [("Remind", "2027-01-17")])


def test_a_closed_deal_starts_what_the_settings_say(qtbot: QtBot, office: Office, people: list[int]) -> None:
    number, _ = sequences(office).make("Onboarding", SequenceFor.DEALS, STEPS)
    card = OnClosingCard(office.context)
    qtbot.addWidget(card)
    card.refresh()
    pipeline = office.store.pipelines.all()[0]
    box = next(
        b
        for b in card.findChildren(QComboBox)
        if b.accessibleName() == f"What starts when {pipeline.name} is won"
    )
    box.setCurrentIndex(box.findData(number))
    box.activated.emit(box.currentIndex())
    until(lambda: office.store.sequences.on_closing() == {(pipeline.id, StageKind.WON): number})
    deal, _ = office.services.deals.create("Fleet", pipeline.stages[0].id, contact_id=people[0])
    office.services.deals.win(deal)
    assert planned(office, people[0]) == [("Say thank you", "2026-11-23"), ("Ask how it went", "2026-11-26")]
    (run,) = office.store.sequences.runs(number)
    assert (run.deal_id, run.ended_why) == (deal, None)
    office.services.deals.lose(deal, "Price")
    (run,) = office.store.sequences.runs(number)
    assert run.ended_why is Ending.LOST
