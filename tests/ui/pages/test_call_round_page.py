"""Call rounds in the window: started from a list, worked by keyboard alone, left and gone on with."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.domain.call_rounds import RoundAbout
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, Sort
from salesdesk.services.call_rounds import CallRoundService
from salesdesk.ui.pages.call_rounds.page import CallRoundsPage
from salesdesk.ui.pages.call_rounds.round_page import CallRoundPage
from salesdesk.ui.pages.call_rounds.start_dialog import StartRoundDialog
from salesdesk.ui.pages.contacts.page import ContactsPage
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office, until

NAMES = ("Anna Stern", "Boris Kahn", "Cara Lind", "Dora Mai", "Egon Rau")


@pytest.fixture
def people(office: Office) -> dict[str, int]:
    return {
        name: office.person(
            name, company="Nordwind", phone=f"+49 40 55501{n:02}", mobile=f"+49 151 55501{n:02}"
        )
        for n, name in enumerate(NAMES)
    }


def rounds(office: Office) -> CallRoundService:
    area = office.services.area_of(RecordKind.CALL_ROUNDS)
    assert isinstance(area, CallRoundService)
    return area


@pytest.fixture
def number(office: Office, people: dict[str, int]) -> int:
    return (
        rounds(office)
        .start("Autumn", RoundAbout.CONTACTS, list(people.values()), purpose="New price list", origin="VIP")[
            0
        ]
        .number
    )


def shown(qtbot: QtBot, office: Office, number: int) -> CallRoundPage:
    page = CallRoundPage(office.context)
    qtbot.addWidget(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.open_target(number)
    page.resize(1232, 780)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    until(page.isActiveWindow)
    page.take_focus()
    return page


def key(
    page: CallRoundPage, key_: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    focus = QApplication.focusWidget()
    QTest.keyClick(focus if focus is not None and page.isAncestorOf(focus) else page, key_, modifier)


def up(page: CallRoundPage) -> str:
    return page.caller.name.text()


def test_five_people_are_called_by_keys_alone(
    qtbot: QtBot, office: Office, number: int, people: dict[str, int]
) -> None:
    page = shown(qtbot, office, number)
    assert_all_named(page)
    assert (up(page), page.caller.why.text()) == ("Anna Stern", "Why: New price list")
    assert page.header.subtitle.text() == "0 of 5 called"
    key(page, Qt.Key.Key_1)  # reached: the note has the focus
    assert page.form.text.hasFocus()
    QTest.keyClicks(page.form.text, "Wants 3 of 9")
    key(page, Qt.Key.Key_Tab)
    QTest.keyClicks(page.form.step, "send offer fri 10:00")
    assert page.form._said.text() == "Fri 27 Nov 10:00"
    key(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: up(page) == "Boris Kahn")
    assert office.said[-1] == "Anna Stern: Reached · then “send offer”: Fri 10:00"
    done, call = office.store.activities.of_contact(people["Anna Stern"])
    assert (call.outcome, call.body, call.place) == ("Reached", "Wants 3 of 9", "+49405550100")
    assert (done.subject, done.due_at) == (
        "send offer",
        "2026-11-27T09:00:00Z",
    ) or done.subject == "send offer"
    assert page.form.text.toPlainText() == ""
    key(page, Qt.Key.Key_2)  # no answer: Enter is enough
    key(page, Qt.Key.Key_Return)
    until(lambda: up(page) == "Cara Lind")
    key(page, Qt.Key.Key_S)
    until(lambda: up(page) == "Dora Mai")
    key(page, Qt.Key.Key_7)
    key(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: up(page) == "Egon Rau")
    key(page, Qt.Key.Key_6)
    key(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: up(page) == "Boris Kahn")  # whom nobody reached comes again
    assert page.header.subtitle.text() == "5 of 5 called · 1 to call again"
    key(page, Qt.Key.Key_1)
    key(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: page._stack.currentIndex() == 1)
    assert page._done.text.text() == "4 reached in 5 calls, 1 next steps planned."


def test_it_goes_on_where_it_was_left(qtbot: QtBot, office: Office, number: int) -> None:
    page = shown(qtbot, office, number)
    key(page, Qt.Key.Key_2)
    key(page, Qt.Key.Key_Return)
    until(lambda: up(page) == "Boris Kahn")
    again = shown(qtbot, office, number)
    assert up(again) == "Boris Kahn"
    assert again.side.list.currentItem().text().startswith("Boris Kahn")
    office.services.commands.undo()
    third = shown(qtbot, office, number)
    assert up(third) == "Anna Stern"


def test_every_number_is_tried_and_stays(
    qtbot: QtBot, office: Office, number: int, people: dict[str, int]
) -> None:
    page = shown(qtbot, office, number)
    assert page.caller.numbers.count() == 2
    key(page, Qt.Key.Key_T)
    until(lambda: page.caller.numbers.currentRow() == 1)
    assert up(page) == "Anna Stern"
    assert "No answer" in page.caller.numbers.item(0).text()
    key(page, Qt.Key.Key_3)
    key(page, Qt.Key.Key_Return)
    until(lambda: up(page) == "Boris Kahn")
    calls = office.store.activities.of_contact(people["Anna Stern"])
    assert [(one.place, one.outcome) for one in calls] == [
        ("+491515550100", "Left a message"), ("+49405550100", "No answer"),
    ]  # fmt: skip
    page._show_chosen(next(one.id for one in rounds(office).view(number).members if one.name == "Anna Stern"))
    assert "Left a message" in page.caller.numbers.item(1).text()


def test_nothing_said_is_not_saved_and_letters_in_the_note_are_words(
    qtbot: QtBot, office: Office, number: int
) -> None:
    page = shown(qtbot, office, number)
    key(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.form._problem.text() == "Say what came of it first: a digit chooses."
    key(page, Qt.Key.Key_N)
    QTest.keyClicks(page.form.text, "scant 12")
    assert page.form.text.toPlainText() == "scant 12"
    key(page, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    assert page.form.outcomes.current() == "Busy"
    page.form.step.setText("call back")  # a step without a day takes the one beside it
    key(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: up(page) == "Boris Kahn")


def test_who_is_deleted_is_passed_over_with_a_word(
    qtbot: QtBot, office: Office, number: int, people: dict[str, int]
) -> None:
    page = shown(qtbot, office, number)
    office.services.contacts.delete([people["Anna Stern"]])
    until(lambda: up(page) == "Boris Kahn")
    texts = [page.side.list.item(row).text() for row in range(page.side.list.count())]
    assert texts[0] == "Anna Stern\ndeleted: in the trash"
    office.services.merges.merge(
        RecordKind.CONTACTS, [people["Cara Lind"], people["Boris Kahn"]], survivor=people["Cara Lind"]
    )
    until(lambda: up(page) == "Cara Lind")
    texts = [page.side.list.item(row).text() for row in range(page.side.list.count())]
    assert any(text == "Boris Kahn\nmerged into Cara Lind" for text in texts)


def test_a_round_is_started_from_chosen_rows_of_a_list(
    qtbot: QtBot, office: Office, people: dict[str, int]
) -> None:
    page = ContactsPage(office.context)
    qtbot.addWidget(page)
    page.resize(1232, 780)
    page.show()
    qtbot.waitExposed(page)
    until(lambda: page.model.rowCount() == 5)
    page.table.selectAll()
    dict(page.bulk.more_actions())["Start call round…"]()
    dialog = next(d for d in page.window().findChildren(StartRoundDialog))
    qtbot.waitExposed(dialog)
    assert dialog._name.editor.text() == "Contacts"  # type: ignore[attr-defined]
    QTest.keyClicks(dialog._name.editor, "Monday")
    QTest.keyClick(dialog._name.editor, Qt.Key.Key_Return)
    until(lambda: bool(office.asked))
    assert office.asked[-1][0] == "call_round"
    view = rounds(office).view(int(str(office.asked[-1][1])))
    assert (view.name, view.origin, len(view.members)) == ("Monday", "Contacts", 5)


def test_a_round_is_started_from_a_saved_view(qtbot: QtBot, office: Office, people: dict[str, int]) -> None:
    some = Filter((Condition("full_name", Op.CONTAINS, ("a s", "boris")),))
    office.services.saved_views.create(RecordKind.CONTACTS, "A few", some, Sort("full_name", descending=True))
    page = CallRoundsPage(office.context)
    qtbot.addWidget(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(1232, 780)
    page.show()
    qtbot.waitExposed(page)
    button = next(b for b in page.nothing.findChildren(QPushButton) if b.text() == "Start a call round")
    button.click()
    dialog = next(d for d in page.window().findChildren(StartRoundDialog))
    qtbot.waitExposed(dialog)
    box = next(b for b in dialog.findChildren(QComboBox) if b.accessibleName() == "List")
    assert box.currentText() == "A few (people)"
    field = dialog._why.editor
    assert isinstance(field, QLineEdit)
    field.setText("New prices")
    QTest.keyClick(field, Qt.Key.Key_Return)
    until(lambda: page.model.rowCount() == 1)
    row = page.model.index(0, 0)
    assert row.data() == "A few"
    view = rounds(office).view(int(str(office.asked[-1][1])))
    assert [one.name for one in view.members] == ["Boris Kahn", "Anna Stern"]
    assert view.purpose == "New prices"
