"""Calling, writing, looking up and copying from where a number or an address stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.services.activities import Subject
from salesdesk.ui.messages import Message
from salesdesk.ui.pages.activities.quick_log import QuickLog
from salesdesk.ui.pages.companies.company_page import CompanyPage
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.pages.deals.deal_page import DealPage
from salesdesk.ui.records.fields_view import ValueFrame
from salesdesk.ui.records.side_cards import SideRow
from salesdesk.ui.window.attempt_band import AttemptBand
from tests.ui.naming import assert_all_named
from tests.ui.outside import Outside, outside
from tests.ui.pages.office import NOW, Office, until

PHONE = "+49 1515 5501182"


@pytest.fixture
def programs() -> Iterator[Outside]:
    with outside() as made:
        yield made


@pytest.fixture
def amara(office: Office) -> int:
    return office.person(
        "Amara Okafor",
        company="Nordwind Logistics",
        email="amara@nordwind.eu",
        phone="+49 151 55501182",
        website="nordwind.eu",
        twitter="@amara",
        street="Hafenstr. 12",
        postal_code="20457",
        city="Hamburg",
    )


@pytest.fixture
def page(qtbot: QtBot, office: Office, amara: int) -> ContactPage:
    made = ContactPage(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(made.on_changed)
    made.resize(1200, 760)
    made.open_target(amara)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def band(qtbot: QtBot, office: Office) -> AttemptBand:
    made = AttemptBand(office.context)
    qtbot.addWidget(made)
    made.resize(900, 60)
    return made


def key_of(page: ContactPage, start: str) -> str:
    rows = page.profile.rows(page.record, whole=True)
    return next(row.key for row in rows if row.key.split(":")[0] == start)


def tool(page: ContactPage | CompanyPage, name: str) -> QPushButton:
    found = [b for b in page.fields.findChildren(QPushButton) if b.isVisible() and b.accessibleName() == name]
    assert found, [b.accessibleName() for b in page.fields.findChildren(QPushButton)]
    return found[0]


def menu_of(page: ContactPage, key: str) -> QMenu:
    value = page.fields.value_of(key)
    assert value is not None
    QApplication.sendEvent(
        value,
        QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(4, 4), value.mapToGlobal(QPoint(4, 4))),
    )
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())


def choose(menu: QMenu, text: str) -> None:
    action = next((one for one in menu.actions() if one.text() == text), None)
    assert action is not None, [one.text() for one in menu.actions()]
    action.trigger()
    menu.close()


def test_every_value_leads_to_the_program_that_takes_it(
    qtbot: QtBot, page: ContactPage, programs: Outside
) -> None:
    page.fields._toggle()
    for name in (
        f"Call {PHONE}",
        f"WhatsApp to {PHONE}",
        "Write to amara@nordwind.eu",
        "Open https://nordwind.eu",
        "Open amara",
        "Show on a map",
    ):
        qtbot.mouseClick(tool(page, name), Qt.MouseButton.LeftButton)
    assert programs.taken == [
        "tel:+4915155501182",
        "https://wa.me/4915155501182",
        "mailto:amara@nordwind.eu",
        "https://nordwind.eu",
        "https://x.com/amara",
        "https://www.openstreetmap.org/search?query=Hafenstr.%2012%2C%2020457%20Hamburg",
    ]
    assert_all_named(page)


def test_everything_is_copied_from_its_menu(office: Office, page: ContactPage) -> None:
    choose(menu_of(page, key_of(page, "phone")), f"Copy {PHONE}")
    assert QGuiApplication.clipboard().text() == PHONE
    assert office.said[-1] == f"{PHONE} copied"
    choose(menu_of(page, "address"), "Copy Hafenstr. 12\n20457 Hamburg")
    assert QGuiApplication.clipboard().text() == "Hafenstr. 12\n20457 Hamburg"


def test_by_keyboard_a_value_is_used_and_still_edited(
    qtbot: QtBot, page: ContactPage, programs: Outside
) -> None:
    value = page.fields.value_of(key_of(page, "phone"))
    assert value is not None
    value.setFocus()
    qtbot.keyClick(value, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert programs.taken == ["tel:+4915155501182"]
    qtbot.keyClick(value, Qt.Key.Key_Return)
    assert page.fields.is_editing


def test_a_call_is_logged_with_the_time_it_took(
    qtbot: QtBot, office: Office, page: ContactPage, band: AttemptBand, amara: int, programs: Outside
) -> None:
    assert band.isHidden()
    qtbot.mouseClick(tool(page, f"Call {PHONE}"), Qt.MouseButton.LeftButton)
    assert band.isVisible()
    assert band.text.text() == f"Call with Amara Okafor, {PHONE} · 1 min"
    office.now = NOW + timedelta(minutes=11, seconds=20)
    band.log_button.click()
    assert_all_named(band)
    log = band.log
    assert isinstance(log, QuickLog)
    assert log._length.value() == 12
    qtbot.keyClicks(log._text, "Wants a pilot")
    qtbot.keyClick(log._text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (entry,) = office.store.activities.of_contact(amara)
    assert (entry.kind, entry.body, entry.duration_minutes) == (ActivityKind.CALL, "Wants a pilot", 12)
    assert entry.at == "2026-11-23T10:00:00Z", "it began when the number was called"
    assert band.isHidden()
    assert office.context.attempts.current is None


def test_nobody_answered_is_one_press(
    office: Office, page: ContactPage, band: AttemptBand, amara: int, programs: Outside, qtbot: QtBot
) -> None:
    qtbot.mouseClick(tool(page, f"Call {PHONE}"), Qt.MouseButton.LeftButton)
    band.missed.click()
    (entry,) = office.store.activities.of_contact(amara)
    assert (entry.outcome, entry.duration_minutes) == ("No answer", None)
    assert band.isHidden()
    office.services.commands.undo()
    assert office.store.activities.of_contact(amara) == []


def test_the_newest_is_asked_about_and_the_one_before_comes_back(
    office: Office, page: ContactPage, band: AttemptBand, programs: Outside, qtbot: QtBot
) -> None:
    qtbot.mouseClick(tool(page, f"Call {PHONE}"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(tool(page, "Write to amara@nordwind.eu"), Qt.MouseButton.LeftButton)
    assert band.log_button.text() == "Log this e-mail…"
    assert band.missed.isHidden()
    band.close_button.click()
    assert band.log_button.text() == "Log this call…"
    band.close_button.click()
    assert band.isHidden()


def test_who_opted_out_is_left_alone_unless_one_insists(
    office: Office, page: ContactPage, amara: int, programs: Outside, qtbot: QtBot
) -> None:
    office.services.contacts.update(amara, {"do_not_call": True})
    heard: list[Message] = []
    office.context.messages.posted.connect(heard.append)
    qtbot.mouseClick(tool(page, f"Call {PHONE}"), Qt.MouseButton.LeftButton)
    assert programs.taken == []
    assert heard[-1].text == "Amara Okafor asked not to be called."
    assert heard[-1].action is not None
    heard[-1].action()
    assert programs.taken == ["tel:+4915155501182"]


@pytest.mark.qt_log_ignore("does not support QPlatformServices::openUrl", extend=True)
def test_without_a_program_the_number_is_in_the_clipboard(
    office: Office, page: ContactPage, band: AttemptBand, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(office.context.attempts.changed):
        tool(page, f"Call {PHONE}").click()
    assert QGuiApplication.clipboard().text() == PHONE
    assert "No program for calls is set up" in office.said[-1]
    assert band.isHidden()


def test_the_menu_of_a_row_reaches_the_person(
    qtbot: QtBot, office: Office, amara: int, programs: Outside
) -> None:
    listed = ContactsPage(office.context)
    qtbot.addWidget(listed)
    listed.resize(1300, 700)
    listed.show()
    listed.refresh()
    until(lambda: listed.model.rowCount() == 1)
    listed.table.select_id(amara)
    menu = QMenu(listed)
    listed._fill_menu(menu, [amara])
    choose(menu, f"Call {PHONE}")
    assert programs.taken == ["tel:+4915155501182"]


def test_templates_for_a_row_are_offered_at_the_row(
    qtbot: QtBot, office: Office, amara: int, programs: Outside
) -> None:
    office.services.message_templates.create("Hello", "Hello", "Hi")
    listed = ContactsPage(office.context)
    qtbot.addWidget(listed)
    listed.resize(1300, 700)
    listed.show()
    listed.activateWindow()
    qtbot.waitActive(listed)
    listed.refresh()
    until(lambda: listed.model.rowCount() == 1)
    listed.table.select_id(amara)
    listed.table.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is listed.table)
    asked = QMenu(listed)
    listed._fill_menu(asked, [amara])
    next(a for a in asked.actions() if a.text().startswith("Write to")).trigger()
    menu = next(m for m in QApplication.topLevelWidgets() if isinstance(m, QMenu) and m.isVisible())
    assert menu.actions()[1].text() == "Hello"
    row = listed.table.visualRect(listed.table.currentIndex())
    assert listed.table.viewport().mapFromGlobal(menu.pos()) == row.bottomLeft()
    menu.close()


def test_a_company_is_called_too(qtbot: QtBot, office: Office, amara: int, programs: Outside) -> None:
    company = office.store.contacts.get(amara).companies[0].company_id
    office.services.companies.update(company, {"phone": "+49 40 5550100", "website": "nordwind.eu"})
    made = CompanyPage(office.context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.open_target(company)
    made.show()
    qtbot.mouseClick(tool(made, "Call +49 40 5550100"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(tool(made, "Open https://nordwind.eu"), Qt.MouseButton.LeftButton)
    assert programs.taken == ["tel:+49405550100", "https://nordwind.eu"]
    assert office.context.attempts.current is not None
    assert office.context.attempts.current.about == Subject(None, company, None)


def test_a_number_is_read_whole_in_a_small_window(qtbot: QtBot, office: Office, amara: int) -> None:
    company = office.store.contacts.get(amara).companies[0].company_id
    office.services.companies.update(
        company, {"phone": "+33 2 61 83 45 93", "annual_revenue": "1000000 EUR", "employees": 50}
    )
    made = CompanyPage(office.context)
    qtbot.addWidget(made)
    made.resize(900, 590)
    made.open_target(company)
    made.show()
    qtbot.waitExposed(made)
    qtbot.wait(20)
    value = next(v for v in made.fields.findChildren(ValueFrame) if "61 83" in v.accessibleName())
    shown = next(one for one in value.findChildren(QLabel) if "61 83" in one.text())
    assert "…" not in QLabel.text(shown)
    assert shown.heightForWidth(shown.width()) <= shown.height()
    assert any(tool.isVisible() for tool in value.findChildren(QPushButton))


def test_people_of_a_deal_are_called_about_the_deal(
    qtbot: QtBot, office: Office, amara: int, programs: Outside
) -> None:
    stage = office.store.pipelines.all()[0].stages[0].id
    deal, _ = office.services.deals.create("Fleet", stage, contact_id=amara)
    made = DealPage(office.context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.open_target(deal)
    made.show()
    row = next(r for r in made.cards.findChildren(SideRow) if r.accessibleName().startswith("Amara"))
    menu = row._menu()
    choose(menu, f"Call {PHONE}")
    assert programs.taken == ["tel:+4915155501182"]
    assert office.context.attempts.current is not None
    assert office.context.attempts.current.about.deal_id == deal


def test_on_a_deal_one_key_calls_and_one_writes_to_its_person(
    qtbot: QtBot, office: Office, amara: int, programs: Outside
) -> None:
    stage = office.store.pipelines.all()[0].stages[0].id
    deal, _ = office.services.deals.create("Fleet", stage, contact_id=amara)
    made = DealPage(office.context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.open_target(deal)
    made.show()
    qtbot.waitExposed(made)
    made.take_focus()
    until(made.isActiveWindow)
    qtbot.keyClick(made, Qt.Key.Key_C)
    qtbot.keyClick(made, Qt.Key.Key_M)
    assert programs.taken == ["tel:+4915155501182", "mailto:amara@nordwind.eu"]
    attempt = office.context.attempts.current
    assert attempt is not None
    assert (attempt.about.contact_id, attempt.about.deal_id) == (amara, deal)
    office.services.contacts.delete([amara])
    made.refresh()
    qtbot.keyClick(made, Qt.Key.Key_C)
    assert office.said[-1] == "There is no number to call."


def test_on_a_person_one_key_calls_and_one_writes(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int, programs: Outside
) -> None:
    page.take_focus()
    until(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_C)
    qtbot.keyClick(page, Qt.Key.Key_M)
    assert programs.taken == ["tel:+4915155501182", "mailto:amara@nordwind.eu"]
    page.fields.start("job_title")
    editor = page.fields.value_of("job_title")
    assert editor is not None
    qtbot.keyClicks(page.window().focusWidget(), "cm")
    assert len(programs.taken) == 2, "inside a field they are letters"
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Escape)
