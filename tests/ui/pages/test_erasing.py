"""Erasing for good in the window: it says before what it touches, asks once, and leaves nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.domain.changes import Cause, EntityKind
from salesdesk.domain.drafts import Draft, DraftChange, Typed
from salesdesk.services.activities import Subject
from salesdesk.ui.pages.activities.log_drafts import draft_of
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.history.page import HistoryPage
from salesdesk.ui.pages.trash.page import TrashPage
from salesdesk.ui.records.erasing import EraseDialog
from salesdesk.ui.widgets.dialog import Question
from salesdesk.ui.widgets.drafts import Drafts
from tests.ui.pages.office import Office, until


def top(kind: type[EraseDialog | Question]) -> EraseDialog | Question | None:
    found = (w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())
    return next(found, None)


def said(dialog: EraseDialog | Question) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def answer(qtbot: QtBot, dialog: EraseDialog | Question, text: str) -> None:
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_person_is_erased_from_the_page_after_one_clear_question(qtbot: QtBot, office: Office) -> None:
    anna = office.person("Anna Berg", company="Nordwind", email="anna@berg.example", do_not_email="yes")
    page = ContactPage(office.context)
    qtbot.addWidget(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(1100, 640)
    page.open_target(anna)
    page.show()
    page.refresh()
    drafts = Drafts.of(page.timeline)
    assert drafts is not None
    drafts.keep(draft_of(Subject(anna, 1), True), {"body": Typed("", "called her")})
    drafts.keep(draft_of(Subject(77, 1), True), {"body": Typed("", "something else")})
    left = Draft("Edit", ((EntityKind.CONTACT, anna),), {"City": Typed("", "Kiel")}, "mark")
    office.services.drafts.write([DraftChange(left)])
    record = office.store.contacts.get(anna)
    actions = dict(page.profile.actions(record))
    actions["Erase for good…"]()
    until(lambda: top(EraseDialog) is not None)
    dialog = top(EraseDialog)
    assert isinstance(dialog, EraseDialog)
    text = said(dialog)
    assert "Erase Anna Berg for good?" in text
    assert "cannot be undone" in text
    assert "1 company, without the link" in text
    assert "keyed digest" in text
    qtbot.keyClick(dialog, Qt.Key.Key_Return)  # Enter does not erase
    assert not dialog.isVisible()
    assert office.store.contacts.ids()
    actions["Erase for good…"]()
    until(lambda: top(EraseDialog) is not None)
    again = top(EraseDialog)
    assert again is not None
    answer(qtbot, again, "Erase for good")
    until(lambda: not office.store.contacts.ids() and "Erased for good: Anna Berg" in office.said)
    assert drafts.unwritten == 1
    assert office.services.drafts.of("Edit") == []
    assert b"anna@berg" not in office.store.path.read_bytes()


def test_the_trash_is_emptied_after_one_question_that_counts(qtbot: QtBot, office: Office) -> None:
    page = TrashPage(office.context)
    qtbot.addWidget(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.show()
    page.refresh()
    empty = next(one for one in page.findChildren(QPushButton) if one.text() == "Empty the trash…")
    assert not empty.isEnabled()
    office.services.contacts.delete([office.person("Zuzanna Quell"), office.person("Bo Dahl")])
    office.services.companies.delete([office.services.companies.create({"company": "Quarzwerk"})[0]])
    page.refresh()
    until(lambda: page.model.rowCount() == 3)
    qtbot.mouseClick(empty, Qt.MouseButton.LeftButton)
    question = top(Question)
    assert question is not None
    assert "2 people, 1 company go for good" in said(question)
    assert "cannot be undone" in said(question)
    answer(qtbot, question, "Empty the trash")
    until(lambda: office.store.trash.count() == 0 and "The trash is empty" in office.said)
    page.refresh()
    assert page.model.rowCount() == 0
    content = office.store.path.read_bytes().lower()
    assert b"quell" not in content
    assert b"quarzwerk" not in content


def test_what_was_erased_cannot_be_undone_from_the_history(qtbot: QtBot, office: Office) -> None:
    office.services.erasing.erase([office.person("Zuzanna Quell")])
    page = HistoryPage(office.context)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    until(lambda: page.model.rowCount() >= 2)
    undo = next(one for one in page.findChildren(QPushButton) if one.text().startswith("Undo "))
    for row in range(2):
        page.table.select_id(page.model.ids[row])
        assert not undo.isEnabled()
    outcome = page.model.column_of("outcome")
    assert page.model.index(0, outcome).data() == "cannot be taken back"
    batch = office.store.journal.batches()[1]
    assert batch.cause is Cause.ERASE
    assert "Zuzanna" not in str(page.model.index(1, page.model.column_of("text")).data())
