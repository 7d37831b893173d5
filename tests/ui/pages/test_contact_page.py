"""One contact: beside the list and as a page, edited where it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.campaigns import Channel
from salesdesk.domain.opt_outs import Way
from salesdesk.services.activities import Subject
from salesdesk.ui.lists.walk import RecordWalk
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from salesdesk.ui.pages.contacts.dialogs import (
    ConsentDialog,
    edit_companies,
    edit_contact,
    edit_emails,
    edit_phones,
    new_contact,
)
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.records.entries_dialog import EntriesDialog
from salesdesk.ui.records.field_history import FieldHistoryDialog
from salesdesk.ui.records.journey import JourneySegment
from salesdesk.ui.records.record_form import RecordForm
from salesdesk.ui.records.side_cards import SideRow
from salesdesk.ui.records.value_editor import ValueEditor
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office


@pytest.fixture
def amara(office: Office) -> int:
    """A person with a company, two e-mails and a phone."""
    return office.person(
        "Amara Okafor",
        company="Nordwind Logistics",
        job_title="Head of Ops",
        email="amara@nordwind.eu",
        email_2="a.okafor@gmail.example",
        phone="+49 151 55501182",
        city="Hamburg",
    )


@pytest.fixture
def page(qtbot: QtBot, office: Office, amara: int) -> ContactPage:
    """Her page."""
    made = ContactPage(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(made.on_changed)
    made.resize(1200, 760)
    made.open_target(amara)
    made.show()
    qtbot.waitExposed(made)
    return made


def dialog(kind: type[QDialog]) -> QDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def type_into(qtbot: QtBot, page: ContactPage, key: str, text: str) -> None:
    """Press the value, type, press Enter."""
    value = page.fields.value_of(key)
    assert value is not None
    qtbot.mouseClick(value, Qt.MouseButton.LeftButton)
    editor = page.fields.value_of(key)
    assert isinstance(editor, ValueEditor)
    qtbot.keyClick(editor.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if text:
        qtbot.keyClicks(editor.editor, text)
    else:
        qtbot.keyClick(editor.editor, Qt.Key.Key_Delete)
    qtbot.keyClick(editor.editor, Qt.Key.Key_Return)


def side(page: ContactPage) -> list[str]:
    return [row.accessibleName() for row in page.cards.findChildren(SideRow) if row.isVisible()]


def key_of(office: Office, number: int, at: int = 0) -> str:
    return f"email:{office.store.contacts.emails(number)[at].id}"


def test_the_page_says_who_it_is(office: Office, page: ContactPage, amara: int) -> None:
    assert page.title == "Amara Okafor"
    assert page.subtitle.text() == "Head of Ops · Nordwind Logistics · Hamburg"
    shown = [row.spoken for row in page.profile.rows(office.store.contacts.get(amara), whole=True)]
    assert "Email: amara@nordwind.eu" in shown
    assert "Email 2: a.okafor@gmail.example" in shown
    assert "Mobile: +49 1515 5501182" in shown


def test_a_value_is_edited_where_it_stands(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int
) -> None:
    type_into(qtbot, page, "job_title", "Head of Fleet")
    assert office.store.contacts.get(amara).values["job_title"] == "Head of Fleet"
    assert page.subtitle.text().startswith("Head of Fleet")
    assert office.said[-1] == "Amara Okafor saved"
    assert not page.fields.is_editing
    office.services.commands.undo()
    assert page.subtitle.text().startswith("Head of Ops")


def test_each_email_is_edited_by_itself_and_emptied_away(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int
) -> None:
    type_into(qtbot, page, key_of(office, amara, 1), "amara@home.example")
    assert [e.address for e in office.store.contacts.emails(amara)] == [
        "amara@nordwind.eu",
        "amara@home.example",
    ]
    type_into(qtbot, page, key_of(office, amara), "")
    assert [e.address for e in office.store.contacts.emails(amara)] == ["amara@home.example"]


def test_a_refused_value_keeps_the_editor_open_and_escape_leaves(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int
) -> None:
    key = key_of(office, amara)
    type_into(qtbot, page, key, "nonsense")
    editor = page.fields.value_of(key)
    assert isinstance(editor, ValueEditor)
    assert "not an e-mail address" in editor._problem.text()
    qtbot.keyClick(editor.editor, Qt.Key.Key_Escape)
    assert not page.fields.is_editing
    assert office.store.contacts.get(amara).email == "amara@nordwind.eu"


def test_the_stage_is_chosen_from_a_list_and_from_the_journey(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int
) -> None:
    page.fields.start("lifecycle_stage")
    editor = page.fields.value_of("lifecycle_stage")
    assert isinstance(editor, ValueEditor)
    qtbot.keyClick(editor.editor, Qt.Key.Key_Down)
    qtbot.keyClick(editor.editor, Qt.Key.Key_Return)
    assert office.store.contacts.get(amara).lifecycle_stage == "marketing_qualified"
    customer = next(
        s for s in page.journey.findChildren(JourneySegment) if s.accessibleName().startswith("Customer")
    )
    customer.setFocus()
    qtbot.keyClick(customer, Qt.Key.Key_Return)
    assert office.store.contacts.get(amara).lifecycle_stage == "customer"
    reached = [s.accessibleName() for s in page.journey.findChildren(JourneySegment) if s.isVisible()]
    assert reached[5].startswith("Customer, reached")
    assert reached[6] == "Evangelist, not reached"


def test_an_edit_elsewhere_does_not_close_the_open_editor(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int
) -> None:
    page.fields.start("job_title")
    office.services.contacts.edit(amara, "city", "Bremen")
    assert page.fields.is_editing
    editor = page.fields.value_of("job_title")
    assert isinstance(editor, ValueEditor)
    qtbot.keyClick(editor.editor, Qt.Key.Key_Escape)
    assert page.subtitle.text().endswith("Bremen")


def test_empty_fields_wait_behind_a_link(qtbot: QtBot, page: ContactPage) -> None:
    birthday = page.fields.value_of("birthday")
    assert birthday is None or not birthday.accessibleName().startswith("Birthday")
    qtbot.mouseClick(page.fields.more, Qt.MouseButton.LeftButton)
    birthday = page.fields.value_of("birthday")
    assert birthday is not None
    assert birthday.isVisible()


def test_what_hangs_on_the_person_stands_beside(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int
) -> None:
    stage = office.store.pipelines.all()[0].stages[0].id
    deal, _ = office.services.deals.create(
        "Fleet rollout", stage, contact_id=amara, amount=2_400_000, currency="EUR"
    )
    office.services.activities.plan(Subject(amara), "Send proposal", "2026-11-20")
    office.person("Jan Sörensen", company="Nordwind Logistics")
    campaign, _ = office.services.campaigns.create("Autumn offer")
    office.services.campaigns.add_members(campaign, [amara])
    assert "Autumn offer, audience" in side(page)
    assert "Fleet rollout, €24,000, Prospecting, overdue 3 d" in side(page)
    assert "Send proposal, overdue 3 d" in side(page)
    assert "Nordwind Logistics, Head of Ops" in side(page)
    assert "Jan Sörensen" in side(page)
    row = next(
        r
        for r in page.cards.findChildren(SideRow)
        if r.isVisible() and r.accessibleName().startswith("Fleet")
    )
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert office.asked[-1] == ("deal", deal)


def test_the_quick_log_writes_into_the_timeline(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int
) -> None:
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_L)
    assert page.timeline.log.isVisible()
    qtbot.keyClicks(page.timeline.log._text, "Wants a pilot")
    page.timeline.log.save()
    entry = office.store.activities.of_contact(amara)[0]
    assert (entry.kind, entry.body) == (ActivityKind.CALL, "Wants a pilot")


def test_another_one_with_the_same_email_is_worth_a_look(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int
) -> None:
    assert not page.alike.isVisible()
    office.person("A. Okafor", email="amara@nordwind.eu")
    qtbot.waitUntil(page.alike.isVisible)
    assert page.alike.text() == "1 possible duplicate · review"
    qtbot.mouseClick(page.alike, Qt.MouseButton.LeftButton)
    assert office.asked[-1][0] == "duplicates"


def test_the_way_up_says_where_one_is(office: Office, page: ContactPage, amara: int) -> None:
    assert (page.all.text(), page.place.text()) == ("Contacts /", "Amara Okafor")
    office.services.contacts.edit(amara, "full_name", "Amara Adler")
    assert page.place.text() == "Amara Adler"
    office.services.contacts.delete([amara])
    assert page.place.text() == page.title == "Not here any more"
    jonas = office.person("Jonas Lindqvist")
    page.open_target(RecordWalk([jonas], amara, "VIP"))
    page.refresh()
    assert (page.all.isHidden(), page.place.text()) == (False, page.title)


def test_previous_and_next_walk_through_the_list(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int
) -> None:
    jonas = office.person("Jonas Lindqvist")
    page.open_target(RecordWalk([amara, jonas], amara, "VIP"))
    page.refresh()
    assert page.place.text() == "1 of 2 in “VIP”"
    assert not page.previous.isEnabled()
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.title == "Jonas Lindqvist"
    qtbot.mouseClick(page.previous, Qt.MouseButton.LeftButton)
    assert page.title == "Amara Okafor"


def test_a_deleted_contact_says_so_and_undo_brings_it_back(
    office: Office, page: ContactPage, amara: int
) -> None:
    page.profile._delete(office.store.contacts.get(amara))  # type: ignore[attr-defined]
    assert page.gone.isVisible()
    assert office.said[-1] == "Amara Okafor deleted"
    office.services.commands.undo()
    assert page.whole.isVisible()
    assert page.title == "Amara Okafor"


def test_emails_and_phones_are_ordered_added_and_removed(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int
) -> None:
    edit_emails(page, office.context, office.store.contacts.get(amara))
    emails = dialog(EntriesDialog)
    assert isinstance(emails, EntriesDialog)
    qtbot.mouseClick(emails._lines[1].first, Qt.MouseButton.LeftButton)
    emails._add_empty()
    qtbot.keyClicks(emails._lines[2].value, "third@nordwind.eu")
    qtbot.keyClick(emails._lines[2].value, Qt.Key.Key_Return)
    assert [e.address for e in office.store.contacts.emails(amara)] == [
        "a.okafor@gmail.example",
        "amara@nordwind.eu",
        "third@nordwind.eu",
    ]
    before = office.store.contacts.phones(amara)
    edit_phones(page, office.context, office.store.contacts.get(amara))
    phones = dialog(EntriesDialog)
    assert isinstance(phones, EntriesDialog)
    phones._add_empty()
    qtbot.keyClicks(phones._lines[1].value, "+49 40 5550110")
    qtbot.keyClick(phones._lines[1].value, Qt.Key.Key_Return)
    after = office.store.contacts.phones(amara)
    assert after[0] == before[0], "a number that was not touched stays exactly as it was"
    assert after[1].number == "+49405550110"


def test_a_person_works_at_several_companies_with_roles(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int
) -> None:
    edit_companies(page, office.context, office.store.contacts.get(amara))
    companies = dialog(EntriesDialog)
    assert isinstance(companies, EntriesDialog)
    companies._add_empty()
    line = companies._lines[1]
    qtbot.keyClicks(line.value, "Fjord Coffee")
    kind = line._kind
    assert isinstance(kind, QLineEdit)
    qtbot.keyClicks(kind, "Board member")
    qtbot.mouseClick(line.first, Qt.MouseButton.LeftButton)
    qtbot.keyClick(kind, Qt.Key.Key_Return)
    links = office.store.contacts.companies(amara)
    assert [(link.company, link.role, link.is_primary) for link in links] == [
        ("Fjord Coffee", "Board member", True),
        ("Nordwind Logistics", "Head of Ops", False),
    ]


def test_consent_is_ticked_and_shown(qtbot: QtBot, office: Office, page: ContactPage, amara: int) -> None:
    page.fields.start("consent")
    asking = dialog(ConsentDialog)
    assert isinstance(asking, ConsentDialog)
    qtbot.keyClick(asking._boxes[Way.EMAIL], Qt.Key.Key_Space)
    qtbot.keyClick(asking, Qt.Key.Key_Return)
    assert office.store.contacts.get(amara).do_not_email
    consent = page.fields.value_of("consent")
    assert consent is not None
    assert consent.accessibleName() == "Consent: do not email"


def test_the_form_writes_only_what_was_changed(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int
) -> None:
    before = office.store.contacts.get(amara)
    edit_contact(page, office.context, before)
    form = dialog(RecordForm)
    assert isinstance(form, RecordForm)
    assert form.changed() == {}
    editor = form.field("nickname").editor
    qtbot.keyClicks(editor, "Mara")
    assert form.changed() == {"nickname": "Mara"}
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    after = office.store.contacts.get(amara)
    assert after.values["nickname"] == "Mara"
    assert after.emails == before.emails
    assert after.phones == before.phones


def test_a_new_contact_warns_of_one_like_it_and_opens(
    qtbot: QtBot, office: Office, page: ContactPage
) -> None:
    new_contact(page, office.context)
    form = dialog(RecordForm)
    assert isinstance(form, RecordForm)
    qtbot.keyClick(form, Qt.Key.Key_Return)
    assert "needs a name" in form.field("full_name").error()
    qtbot.keyClicks(form.field("full_name").editor, "Amara Okafor")
    qtbot.waitUntil(lambda: form._similar.count() == 2)
    qtbot.keyClicks(form.field("email").editor, "other@nordwind.eu")
    qtbot.keyClick(form.field("email").editor, Qt.Key.Key_Return)
    where, number = office.asked[-1]
    assert where == "contact"
    assert isinstance(number, int)
    assert office.store.contacts.get(number).email == "other@nordwind.eu"


def test_a_step_is_planned_from_the_side_card(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int
) -> None:
    next(
        card for card in page.profile.cards(office.store.contacts.get(amara)) if card.title == "Next steps"
    ).add()  # type: ignore[misc]
    asking = dialog(EntryDialog)
    assert isinstance(asking, EntryDialog)
    qtbot.keyClicks(asking._subject.editor, "Send proposal")
    qtbot.keyClick(asking._subject.editor, Qt.Key.Key_Return)
    assert "Send proposal, tomorrow" in side(page)


def test_the_panel_edits_too_and_follows_the_row(qtbot: QtBot, office: Office, amara: int) -> None:
    office.person("Jonas Lindqvist")
    listed = ContactsPage(office.context)
    qtbot.addWidget(listed)
    office.context.notifier.changed.connect(listed.on_changed)
    listed.resize(1200, 700)
    listed.show()
    qtbot.waitExposed(listed)
    qtbot.waitUntil(lambda: listed.panel.is_built)
    listed.panel.details.fields.start("owner")
    editor = listed.panel.details.fields.value_of("owner")
    assert isinstance(editor, ValueEditor)
    qtbot.keyClicks(editor.editor, "Mia")
    qtbot.keyClick(editor.editor, Qt.Key.Key_Return)
    assert office.store.contacts.get(amara).owner == "Mia"
    listed.table.setFocus()
    qtbot.keyClick(listed.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: listed.panel.details.name.text() == "Jonas Lindqvist")


INTRODUCTION = "What it said before, the newest change first."


def history(qtbot: QtBot) -> list[str]:
    """Choose the history in the open menu; what the dialog says, top down."""
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    entry = next(action for action in menu.actions() if action.text() == "History of this field…")
    menu.setActiveAction(entry)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    shown = dialog(FieldHistoryDialog)
    said = [
        line.text() for line in shown.findChildren(QLabel) if line.isVisible() and line.text() != INTRODUCTION
    ]
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    return said


def ask_menu(widget: QWidget) -> None:
    """What the menu key does."""
    at = QPoint(4, 4)
    QApplication.sendEvent(
        widget, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, widget.mapToGlobal(at))
    )


def test_a_value_tells_its_history(qtbot: QtBot, office: Office, page: ContactPage, amara: int) -> None:
    who = office.store.actor
    office.now += timedelta(days=1)
    office.services.contacts.edit(amara, "owner", "Mia")
    office.services.contacts.edit(amara, "job_title", "Head of Operations")
    office.now += timedelta(hours=2)
    office.services.contacts.edit(amara, "job_title", "")
    office.services.contacts.edit(amara, "country", "DE")
    qtbot.mouseClick(page.fields.more, Qt.MouseButton.LeftButton)

    def told(key: str) -> list[str]:
        value = page.fields.value_of(key)
        assert value is not None
        ask_menu(value)
        return history(qtbot)

    later, sooner = (
        f"24 Nov {moment.astimezone():%H:%M} · {who}"
        for moment in (office.now, office.now - timedelta(hours=2))
    )
    assert told("job_title") == [
        "Job title",
        "Head of Operations → —",
        later,
        "Head of Ops → Head of Operations",
        sooner,
    ]
    assert told("owner") == ["Owner", "— → Mia", sooner]
    office.services.contacts.edit(amara, "owner", "Zoe")
    office.context.commands.undo()  # with it goes the new owner
    gone = "(not there any more)"
    qtbot.waitUntil(lambda: told("owner")[1::2] == [f"{gone} → Mia", f"Mia → {gone}", "— → Mia"])
    office.services.contacts.set_lifecycle([amara], "customer")
    assert told("lifecycle_stage")[1] == "Lead → Customer"
    assert told("department") == [
        "Department",
        "Nobody has changed this field since the record was made.",
    ]
    office.services.contacts.edit(amara, "tags", "vip")
    assert told("tags")[1] == "— → vip"


def test_a_cell_tells_its_history(qtbot: QtBot, office: Office, amara: int) -> None:
    office.services.contacts.edit(amara, "email", "a@nordwind.eu")
    made = ContactsPage(office.context)
    qtbot.addWidget(made)
    office.shown.append(made)
    made.resize(1200, 700)
    made.open_target(None)
    made.show()
    qtbot.waitExposed(made)
    made.refresh()
    made.table.setCurrentIndex(made.model.index(0, made.model.column_of("email")))
    made.table._show_menu(made.table.visualRect(made.table.currentIndex()).center())
    assert history(qtbot)[:2] == ["Email", "amara@nordwind.eu → a@nordwind.eu"]


def test_every_control_has_a_name(qtbot: QtBot, office: Office, page: ContactPage, amara: int) -> None:
    assert_all_named(page)
    listed = ContactsPage(office.context)
    qtbot.addWidget(listed)
    listed.resize(1200, 700)
    listed.show()
    qtbot.waitExposed(listed)
    assert_all_named(listed)
    contact = office.store.contacts.get(amara)
    for open_ in (edit_companies, edit_contact, edit_emails, edit_phones):
        open_(page, office.context, contact)
    new_contact(page, office.context)
    listed.columns.choose()
    listed.columns.add_field()
    listed.filters.chips()[-1].click()
    listed.export()
    listed.views.save()
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    assert len(shown) == 10
    for one in shown:
        assert_all_named(one)
        one.reject()


def test_somebody_whose_address_is_opted_out_is_shown_so_and_left_out(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int
) -> None:
    services, store = office.services, office.store
    other = services.contacts.create({"full_name": "Other", "email": "other@nord.example"})[0]
    services.contacts.update(amara, {"email": "amara@nord.example"})
    services.contacts.update(other, {"email": "Amara+x@nord.example", "do_not_email": "yes"})
    assert not store.contacts.get(amara).do_not_email
    page.open_target(amara)
    consent = page.fields.value_of("consent")
    assert consent is not None
    assert consent.accessibleName() == "Consent: do not email"
    services.campaigns.create("Autumn", channel=Channel.EMAIL)
    page.profile._cards._add_to_campaign(store.contacts.get(amara), store.campaigns.all()[0].id)
    assert office.said[-1] == "0 people added to “Autumn”. 1 left out: 1 has an opted-out address"
    # taken back at the other one, whose refusal it was
    services.contacts.update(other, {"do_not_email": "no"})
    assert not store.opt_outs.of_contact(amara)


def test_an_opt_out_of_a_deleted_person_can_be_taken_back_on_the_card(
    qtbot: QtBot, office: Office, page: ContactPage, amara: int
) -> None:
    services, store = office.services, office.store
    services.contacts.update(amara, {"email": "amara@nord.example"})
    other = services.contacts.create(
        {"full_name": "Other", "email": "amara@nord.example", "do_not_email": "yes"}
    )[0]
    services.contacts.delete([other])
    page.open_target(amara)
    page.fields.start("consent")
    asking = dialog(ConsentDialog)
    assert isinstance(asking, ConsentDialog)
    assert asking._boxes[Way.EMAIL].isChecked()
    qtbot.keyClick(asking._boxes[Way.EMAIL], Qt.Key.Key_Space)
    qtbot.keyClick(asking, Qt.Key.Key_Return)
    assert not store.opt_outs.of_contact(amara)
