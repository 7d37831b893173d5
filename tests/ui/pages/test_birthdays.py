"""A birthday without a year is typed, shown and merged in the window's own words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from salesdesk.domain.columns import filter_fields
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.filters import Filter, filter_text, parse_filter
from salesdesk.errors import InputError
from salesdesk.ui.lists.columns import value_text
from salesdesk.ui.lists.condition_dialog import ConditionDialog
from salesdesk.ui.lists.look import CONTACTS
from salesdesk.ui.lists.popups import ValuesPopup
from salesdesk.ui.pages.contacts.page import ContactsPage
from tests.refusals import refusing
from tests.ui.pages.office import Office
from tests.ui.pages.test_contacts_page import dialog, names, popup, show


@pytest.mark.parametrize(
    ("typed", "shown"), [("14.02.", "14 Feb"), ("--0214", "14 Feb"), ("14 February", "14 Feb")]
)
def test_a_typed_birthday_may_lack_its_year(office: Office, typed: str, shown: str) -> None:
    anna = office.person("Anna Berg")
    office.services.contacts.edit(anna, "birthday", typed)
    row = office.store.list_of(RecordKind.CONTACTS).page([anna])[anna]
    assert row["birthday"] == "--02-14"
    assert value_text(FieldType.DATE, row["birthday"]) == shown


def test_a_day_that_can_be_two_is_asked_about(office: Office) -> None:
    office.services.settings.set({"country": ""})
    anna = office.person("Anna Berg")
    with refusing(InputError, match="can be --03-04 or --04-03"):
        office.services.contacts.edit(anna, "birthday", "3/4")


def test_the_year_is_kept_when_two_are_merged(office: Office) -> None:
    one, two = (
        office.person("Anna Berg", birthday="14.02."),
        office.person("Anna Berg", birthday="1980-02-14"),
    )
    office.services.merges.merge(RecordKind.CONTACTS, [one, two])
    (left,) = [i for i in (one, two) if office.store.contacts.get(i).deleted_at is None]
    assert office.store.contacts.get(left).values["birthday"] == "1980-02-14"


def asking_for_birthdays(qtbot: QtBot, page: ContactsPage) -> ConditionDialog:
    page.filters.chips()[-1].click()
    asking = dialog(ConditionDialog)
    assert isinstance(asking, ConditionDialog)
    asking._field.setCurrentIndex(asking._field.findText("Birthday"))
    return asking


def born(office: Office) -> None:
    for name, day in (("Anna Berg", "--12-24"), ("Bo Dahl", "1980-12-01"), ("Cleo Nord", "1990-02-14")):
        office.person(name, birthday=day)


def test_birthdays_of_a_month_are_asked_for_in_the_dialog(qtbot: QtBot, office: Office) -> None:
    born(office)
    page = show(qtbot, office, ContactsPage(office.context))
    asking = asking_for_birthdays(qtbot, page)
    asking._question.setCurrentIndex(asking._question.findText("is in the month"))
    texts = [asking._choices.item(row).text() for row in range(asking._choices.count())]
    assert (len(texts), texts[0], texts[11]) == (12, "January", "December")
    asking._choices.item(11).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: asking._found.text() == "2 people match this")
    qtbot.mouseClick(asking._apply, Qt.MouseButton.LeftButton)
    assert names(page) == ["Anna Berg", "Bo Dahl"]
    chip = page.filters.chips()[-2]
    assert chip.accessibleName() == "Birthday is in the month December"
    chip.click()
    popup(ValuesPopup).close()


def test_birthdays_of_the_days_to_come_are_the_first_question(qtbot: QtBot, office: Office) -> None:
    born(office)
    page = show(qtbot, office, ContactsPage(office.context))
    asking = asking_for_birthdays(qtbot, page)
    assert asking._question.currentText() == "is in the next days"
    assert asking._stack.currentWidget() is asking._days
    qtbot.waitUntil(lambda: asking._found.text() == "1 person matches this")
    asking._days.setValue(40)
    qtbot.waitUntil(lambda: asking._found.text() == "2 people match this")
    qtbot.mouseClick(asking._apply, Qt.MouseButton.LeftButton)
    assert names(page) == ["Anna Berg", "Bo Dahl"]
    chip = page.filters.chips()[-2]
    assert chip.accessibleName() == "Birthday in the next 40 days"
    condition = page.filters.filter.parts[-1]
    assert parse_filter(filter_text(Filter((condition,))), filter_fields(RecordKind.CONTACTS)).parts == (
        condition,
    )
    again = ConditionDialog(None, office.context, CONTACTS, condition)
    qtbot.addWidget(again)
    assert again._days.value() == 40
    assert again.condition() == condition


@pytest.mark.parametrize("typed", ["24.12.", "12-24", "24 December"])
def test_birthdays_on_a_day_of_whatever_year_are_asked_for_in_the_dialog(
    qtbot: QtBot, office: Office, typed: str
) -> None:
    born(office)
    page = show(qtbot, office, ContactsPage(office.context))
    asking = asking_for_birthdays(qtbot, page)
    asking._question.setCurrentIndex(asking._question.findText("is on"))
    assert asking._text.placeholderText() == "24.12., 12-24 or 1980-12-24"
    qtbot.keyClicks(asking._text, typed)
    qtbot.keyClick(asking._text, Qt.Key.Key_Return)
    assert names(page) == ["Anna Berg"]
    chip = page.filters.chips()[-2]
    assert chip.accessibleName() == "Birthday is on 24 Dec"
    chip.click()
    again = dialog(ConditionDialog)
    assert isinstance(again, ConditionDialog)
    assert (again._question.currentText(), again._text.text()) == ("is on", "12-24")
    again.reject()
