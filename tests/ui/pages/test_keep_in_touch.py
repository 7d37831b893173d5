"""Keeping in touch where a person meets it: on Today, on somebody's page, in the list and in the settings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op, Sort
from salesdesk.domain.keep_in_touch import TouchOf
from salesdesk.services.activities import Subject
from salesdesk.ui.lists.popups import NamePopup
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.pages.settings.keep_in_touch import KeepInTouchCard
from salesdesk.ui.pages.today.page import TodayPage
from salesdesk.ui.records.value_editor import ValueEditor
from salesdesk.ui.widgets.timeline import TimelineRow
from tests.ui.pages.office import Office, until


@pytest.fixture
def people(office: Office) -> dict[str, int]:
    """Anna was reached nine weeks ago, Boris never, Cara last week; all are tagged VIP."""
    made = {}
    for name, at in (("Anna Stern", "2026-09-21"), ("Boris Kahn", None), ("Cara Lind", "2026-11-16")):
        made[name] = office.person(name, tags="VIP")
        if at is not None:
            office.services.activities.log(
                ActivityKind.CALL, Subject(contact_id=made[name]), at=at, outcome="Reached"
            )
    office.services.keep_in_touch.set_rule(TouchOf.TAG, office.store.tags.all()[0].id, 8)
    return made


def show(qtbot: QtBot, office: Office, page: TodayPage | ContactPage | ContactsPage) -> None:
    qtbot.addWidget(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(1232, 780)
    page.show()
    qtbot.waitExposed(page)


def test_today_lists_who_is_to_be_spoken_to_and_opens_them(
    qtbot: QtBot, office: Office, people: dict[str, int]
) -> None:
    page = TodayPage(office.context)
    show(qtbot, office, page)
    until(lambda: "touches" in page.waiting._cards)
    card = page.waiting._cards["touches"]
    until(card.isVisible)
    rows = card.findChildren(TimelineRow)
    spoken = [row.accessibleName() for row in rows]
    assert len(spoken) == 2
    assert "Anna Stern" in spoken[0]
    assert "7 d overdue" in spoken[0]
    assert "never spoken to" in spoken[1]
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Return)
    assert office.asked[-1] == ("contact", people["Anna Stern"])
    next(b for b in card.findChildren(QPushButton) if b.text() == "Show all").click()
    assert office.asked[-1] == ("contacts", Filter((Condition("touch_due", Op.AT_MOST, ("2026-11-23",)),)))
    office.services.activities.log(
        ActivityKind.CALL, Subject(contact_id=people["Anna Stern"]), outcome="Reached"
    )
    until(lambda: len(card.findChildren(TimelineRow)) == 1)


def test_the_page_of_a_person_says_the_rhythm_and_takes_another(
    qtbot: QtBot, office: Office, people: dict[str, int]
) -> None:
    page = ContactPage(office.context)
    page.open_target(people["Cara Lind"])
    show(qtbot, office, page)

    def spoken() -> str:
        value = page.fields.value_of("touch_weeks")
        return "" if value is None else value.accessibleName()

    assert spoken() == "Keep in touch, weeks: every 8 weeks (VIP) · next 11 Jan 2027"
    page.fields.start("touch_weeks")
    editor = page.fields.value_of("touch_weeks")
    assert isinstance(editor, ValueEditor)
    assert isinstance(editor.editor, QLineEdit)
    editor.editor.setText("2")
    QTest.keyClick(editor.editor, Qt.Key.Key_Return)
    until(lambda: spoken().startswith("Keep in touch, weeks: every 2 weeks · next"))
    office.services.commands.undo()
    until(lambda: "(VIP)" in spoken())


def test_many_are_set_at_once_from_the_list(qtbot: QtBot, office: Office, people: dict[str, int]) -> None:
    page = ContactsPage(office.context)
    show(qtbot, office, page)
    until(lambda: page.model.rowCount() == 3)
    page.table.selectAll()
    page.bulk.ask_touch()
    popup = next(p for p in page.bulk.findChildren(NamePopup) if p.isVisible())
    QTest.keyClicks(popup.field, "3")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    where = Filter((Condition("touch_weeks", Op.IS, ("3",)),))
    until(lambda: office.store.contacts.count(where) == 3)
    assert office.said[-1] == "Keep in touch with 3 people: 3"
    office.services.commands.undo()
    assert office.store.contacts.count(where) == 0


def test_tags_and_views_are_given_a_rhythm_in_the_settings(
    qtbot: QtBot, office: Office, people: dict[str, int]
) -> None:
    wanted = Filter((Condition("city", Op.IS, ("Hamburg",)),))
    office.services.saved_views.create(RecordKind.CONTACTS, "Hamburg", wanted, Sort())
    card = KeepInTouchCard(office.context)
    qtbot.addWidget(card)
    card.refresh()
    assert card._which.currentText() == "View Hamburg"
    card._weeks.setValue(12)
    card._add_button.click()
    rules = office.services.keep_in_touch.rules
    until(lambda: [(one.name, one.weeks) for one in rules()] == [("VIP", 8), ("Hamburg", 12)])
    card.refresh()
    spin = next(s for s in card.findChildren(QSpinBox) if s.accessibleName() == "Weeks of Tag VIP")
    spin.setValue(4)
    spin.editingFinished.emit()
    until(lambda: rules()[0].weeks == 4)
    card.refresh()
    remove = "Remove the rule of View Hamburg"
    next(b for b in card._rows.findChildren(QPushButton) if b.accessibleName() == remove).click()
    until(lambda: len(rules()) == 1)
    office.services.commands.undo()
    assert len(rules()) == 2
