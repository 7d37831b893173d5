"""Relations on a person's page: said by keyboard, seen from both ends, taken away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.relations import RelationKind, Tie
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.relations.dialog import RelationDialog
from salesdesk.ui.records.side_cards import SideRow
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office, until
from tests.ui.pages.test_files_card import action, rows


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> ContactPage:
    """A person's page; another one has her job beside the name."""
    made = ContactPage(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(made.on_changed)
    made.resize(1200, 760)
    made.open_target(office.person("Amara Okafor"))
    office.person("Ben Ode", job_title="Owner")
    made.show()
    return made


def asked(page: ContactPage) -> RelationDialog:
    """The dialog that adds a relation."""
    page.relations.add_button.click()
    *_, dialog = page.findChildren(RelationDialog)  # one that was closed may still be there
    return dialog


def choose(dialog: RelationDialog, qtbot: QtBot, text: str, person: str) -> None:
    """Choose a kind, and a person by typing."""
    dialog._kind.setCurrentIndex(dialog._kind.findText(text))
    qtbot.keyClicks(dialog._person.field, person)
    until(lambda: dialog._person._popup.isVisible())
    qtbot.keyClick(dialog._person._popup, Qt.Key.Key_Return)


def test_a_relation_is_said_and_seen_from_both_ends(page: ContactPage, office: Office, qtbot: QtBot) -> None:
    dialog = asked(page)
    assert_all_named(dialog)
    choose(dialog, qtbot, "Referred by", "Ben")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    until(lambda: rows(page.relations) == ["Ben Ode, Referred by · Owner"])
    assert office.said[-1] == "Relation added"
    assert_all_named(page.relations)
    ben = office.find("Ben Ode")
    page.open_target(ben)
    page.refresh()
    assert rows(page.relations) == ["Amara Okafor, Referred"]
    (count,) = [
        button for button in page.relations.findChildren(QPushButton) if button.text() == "1 referral"
    ]
    count.click()
    assert office.asked[-1] == ("contacts", Filter((Condition("referred_by", Op.IS, (f"#{ben}",)),)))


def test_a_kind_of_one_s_own_has_a_word_for_either_end(
    page: ContactPage, office: Office, qtbot: QtBot
) -> None:
    dialog = asked(page)
    choose(dialog, qtbot, "Something else…", "Ben")
    dialog._save()
    assert "Say in a word what the other one is." in [label.text() for label in dialog.findChildren(QLabel)]
    qtbot.keyClicks(dialog._word.editor, "Teacher of")
    qtbot.keyClicks(dialog._back.editor, "Pupil of")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    until(lambda: rows(page.relations) == ["Ben Ode, Teacher of · Owner"])
    page.open_target(office.find("Ben Ode"))
    page.refresh()
    assert rows(page.relations) == ["Amara Okafor, Pupil of"]
    offered = asked(page)
    assert offered._kind.findText("Pupil of") >= 0
    offered.reject()


def test_nobody_chosen_oneself_and_what_is_there_already_are_said(
    page: ContactPage, office: Office, qtbot: QtBot
) -> None:
    person, ben = page.number, office.find("Ben Ode")
    assert person is not None
    office.services.relations.add(person, ben, Tie(RelationKind.PARTNER_OF))
    dialog = asked(page)
    dialog._save()
    assert dialog.isVisible()
    choose(dialog, qtbot, "Partner of", "Ben")
    dialog._save()
    assert dialog.isVisible()
    assert "there already" in dialog._note.text()
    dialog.reject()


def test_a_relation_is_edited_from_either_end_and_taken_back(
    page: ContactPage, office: Office, qtbot: QtBot
) -> None:
    amara, ben = office.find("Amara Okafor"), office.find("Ben Ode")
    office.person("Cleo Marx")
    office.services.relations.add(ben, amara, Tie(RelationKind.REFERRED_BY), "at the fair")
    until(lambda: rows(page.relations) == ["Ben Ode, Referred · Owner · at the fair"])
    action(page.relations, "Ben Ode", "Edit…")
    *_, dialog = page.findChildren(RelationDialog)
    assert_all_named(dialog)
    assert (dialog._kind.currentText(), dialog._person.text()) == ("Referred", "Ben Ode")
    dialog._person._clear.trigger()
    choose(dialog, qtbot, "Has as assistant", "Cleo")
    dialog._note_field.editor.selectAll()
    qtbot.keyClicks(dialog._note_field.editor, "since May")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    until(lambda: rows(page.relations) == ["Cleo Marx, Has as assistant · since May"])
    assert office.said[-1] == "Relation changed"
    assert office.store.relations.of(ben) == []
    office.context.commands.undo()
    until(lambda: rows(page.relations) == ["Ben Ode, Referred · Owner · at the fair"])


def test_the_words_of_an_own_kind_are_typed_over(page: ContactPage, office: Office, qtbot: QtBot) -> None:
    person, ben = page.number, office.find("Ben Ode")
    assert person is not None
    office.services.relations.add(ben, person, Tie(RelationKind.OWN, True, "Teacher of", "Pupil of"))
    until(lambda: bool(rows(page.relations)))
    action(page.relations, "Ben Ode", "Edit…")
    *_, dialog = page.findChildren(RelationDialog)
    assert (dialog._word.editor.text(), dialog._back.editor.text()) == ("Pupil of", "Teacher of")
    dialog._word.editor.setText("Student of")
    dialog._save()
    until(lambda: rows(page.relations) == ["Ben Ode, Student of · Owner"])
    ((tie),) = [one.tie for one in office.store.relations.of(ben)]
    assert (tie.word, tie.back) == ("Teacher of", "Student of")


def test_a_relation_is_taken_away_and_undo_brings_it_back(page: ContactPage, office: Office) -> None:
    person = page.number
    assert person is not None
    office.services.relations.add(person, office.find("Ben Ode"), Tie(RelationKind.WORKS_WITH))
    until(lambda: rows(page.relations) == ["Ben Ode, Works with · Owner"])
    action(page.relations, "Ben Ode", "Remove")
    until(lambda: rows(page.relations) == [])
    assert office.said[-1] == "Not related to Ben Ode any more"
    office.context.commands.undo()
    until(lambda: len(rows(page.relations)) == 1)


def test_pressing_somebody_goes_there(page: ContactPage, office: Office, qtbot: QtBot) -> None:
    person, ben = page.number, office.find("Ben Ode")
    assert person is not None
    office.services.relations.add(person, ben, Tie(RelationKind.WORKS_WITH))
    until(lambda: bool(rows(page.relations)))
    (entry,) = page.relations.findChildren(SideRow)
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert office.asked[-1] == ("contact", ben)
