"""Templates of e-mails: kept in the settings, used where an address stands."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.custom_fields import CustomType
from salesdesk.services.activities import Subject
from salesdesk.ui.pages.settings.templates import TemplateDialog, TemplatesCard
from salesdesk.ui.reaching import Reaching, Use
from salesdesk.ui.template_values import template_values
from tests.ui.naming import assert_all_named
from tests.ui.outside import Outside, outside
from tests.ui.pages.office import Office


@pytest.fixture
def programs() -> Iterator[Outside]:
    with outside("mailto") as made:
        yield made


@pytest.fixture
def card(qtbot: QtBot, office: Office) -> TemplatesCard:
    window = QWidget()
    qtbot.addWidget(window)
    made = TemplatesCard(office.context, window)
    made.resize(600, 320)
    office.shown.append(window)
    window.resize(620, 340)
    window.show()
    made.refresh()
    office.context.notifier.changed.connect(lambda _change: made.refresh())
    return made


@pytest.fixture
def amara(office: Office) -> int:
    return office.person("Amara Okafor", company="Nordwind", email="amara@nordwind.eu", owner="Mia")


def dialog() -> TemplateDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, TemplateDialog) and w.isVisible())


def press(root: QWidget, text: str) -> None:
    next(b for b in root.findChildren(QPushButton) if b.text() == text).click()


def menu() -> QMenu:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())


def choose(text: str) -> None:
    shown = menu()
    next(action for action in shown.actions() if action.text() == text).trigger()
    shown.close()


def uses(office: Office, person: int) -> dict[str, Use]:
    reach = Reaching(office.context)
    return {use.text: use for use in reach.email(Subject(person), "Amara Okafor", "amara@nordwind.eu")}


def test_one_is_written_with_fields_from_the_list(qtbot: QtBot, office: Office, card: TemplatesCard) -> None:
    press(card, "Add…")
    asked = dialog()
    assert_all_named(asked)
    qtbot.keyClicks(asked._name.editor, "Offer")
    qtbot.keyClicks(asked._subject_edit, "For ")
    asked._subject_edit.setFocus()
    asked._into = asked._subject_edit
    asked._insert("company")
    qtbot.keyClicks(asked._text, "Dear ")
    asked._text.setFocus()
    press(asked, "Insert a field ▾")
    choose("First name")
    press(asked, "Save")
    (template,) = office.store.message_templates.all()
    assert (template.name, template.subject, template.body) == ("Offer", "For {company}", "Dear {first_name}")
    assert card._list.item(0).text() == "Offer · For {company}"
    assert office.said[-1] == "Template “Offer” saved"


def test_a_wrong_field_is_said_beside_the_text(qtbot: QtBot, office: Office, card: TemplatesCard) -> None:
    press(card, "Add…")
    asked = dialog()
    qtbot.keyClicks(asked._name.editor, "Offer")
    qtbot.keyClicks(asked._text, "{shoe_size}")
    press(asked, "Save")
    assert "There is no field {shoe_size}" in asked._body._error.text()
    press(asked, "Cancel")
    assert office.store.message_templates.all() == []


def test_one_is_opened_changed_and_removed(office: Office, card: TemplatesCard) -> None:
    office.services.message_templates.create("Offer", "Hello", "Text")
    card._list.setCurrentRow(0)
    press(card, "Edit…")
    asked = dialog()
    asked._subject_edit.setText("Good day")
    press(asked, "Save")
    assert office.store.message_templates.all()[0].subject == "Good day"
    card._list.setCurrentRow(0)
    press(card, "Remove")
    assert office.store.message_templates.all() == []
    office.services.commands.undo()
    assert len(office.store.message_templates.all()) == 1


def test_a_message_is_filled_handed_over_and_logged(
    qtbot: QtBot, office: Office, amara: int, programs: Outside
) -> None:
    office.services.message_templates.create(
        "Offer", "For {company}", "Dear {first_name},\n\nwhat about {deal_title|it}?\n{city}\n{owner}"
    )
    uses(office, amara)["Write to amara@nordwind.eu: Offer"].run()
    (address,) = programs.taken
    parts = urlsplit(address)
    assert parts.path == "amara@nordwind.eu"
    said = parse_qs(parts.query)
    body = "Dear Amara,\n\nwhat about it?\n\nMia"
    assert said["subject"] == ["For Nordwind"]
    assert said["body"] == [body.replace("\n", "\r\n")]
    (entry,) = office.store.activities.of_contact(amara)
    assert (entry.kind, entry.subject, entry.body) == (ActivityKind.EMAIL, "For Nordwind", body)
    assert office.said[-1] == "E-mail to Amara Okafor logged. Nothing was known for: City"
    assert office.context.attempts.current is None, "it is logged already"
    office.services.commands.undo()
    assert office.store.activities.of_contact(amara) == []


def test_where_there_are_templates_it_is_asked_which(office: Office, amara: int, programs: Outside) -> None:
    uses(office, amara)["Write to amara@nordwind.eu"].run()
    assert programs.taken == ["mailto:amara@nordwind.eu"], "without any it is not asked"
    office.services.message_templates.create("Offer", "Hello {first_name}", "")
    uses(office, amara)["Write to amara@nordwind.eu"].run()
    assert [a.text() for a in menu().actions() if a.text()] == ["Empty message", "Offer", "Manage templates…"]
    choose("Offer")
    assert programs.taken[-1] == "mailto:amara@nordwind.eu?subject=Hello%20Amara"
    uses(office, amara)["Write to amara@nordwind.eu"].run()
    choose("Empty message")
    assert programs.taken[-1] == "mailto:amara@nordwind.eu"
    assert office.context.attempts.current is not None
    uses(office, amara)["Write to amara@nordwind.eu"].run()
    choose("Manage templates…")
    assert office.asked[-1][0] == "settings"


def test_a_long_text_waits_in_the_clipboard(office: Office, amara: int, programs: Outside) -> None:
    office.services.message_templates.create("Long", "Hello", "ä" * 900)
    uses(office, amara)["Write to amara@nordwind.eu: Long"].run()
    assert programs.taken == ["mailto:amara@nordwind.eu?subject=Hello"]
    assert QGuiApplication.clipboard().text() == "ä" * 900
    assert any("paste it from the clipboard" in text for text in office.said)
    (entry,) = office.store.activities.of_contact(amara)
    assert entry.body == "ä" * 900


def test_who_asked_for_no_email_gets_none_by_a_template_either(
    office: Office, amara: int, programs: Outside
) -> None:
    office.services.contacts.update(amara, {"do_not_email": True})
    office.services.message_templates.create("Offer", "Hello", "Text")
    uses(office, amara)["Write to amara@nordwind.eu: Offer"].run()
    assert programs.taken == []
    assert office.store.activities.of_contact(amara) == []


def test_the_values_are_those_of_person_company_and_deal(office: Office, amara: int) -> None:
    field, _ = office.services.custom_fields.create("contact", "Stand", CustomType.TEXT)
    key = office.store.custom_fields.get(field).name
    office.services.contacts.update(amara, {key: "14", "phone": "+49 30 55501182"})
    stage = office.store.pipelines.all()[0].stages[0].id
    office.services.deals.create(
        "Fleet", stage, contact_id=amara, amount=2_400_000, expected_close="2026-12-18"
    )
    values = template_values(office.context, Subject(amara), "amara@nordwind.eu")
    assert values == {
        "email": "amara@nordwind.eu",
        "company": "Nordwind",
        "owner": "Mia",
        "first_name": "Amara",
        "last_name": "Okafor",
        "full_name": "Amara Okafor",
        "phone": "+49 30 55501182",
        key: "14",
        "deal_title": "Fleet",
        "deal_value": "€24,000",
        "expected_close": "18 Dec 2026",
    }
