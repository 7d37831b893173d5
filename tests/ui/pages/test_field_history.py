"""What a field said before, and putting it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.ui.records.field_history import FieldHistoryDialog, history_action
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def opened(
    window: QWidget, office: Office, record: int, key: str, kind: RecordKind = RecordKind.CONTACTS
) -> FieldHistoryDialog:
    [(_text, run)] = history_action(window, office.context, kind, record, key)
    run()
    return next(w for w in window.findChildren(FieldHistoryDialog) if w.isVisible())


def lines(dialog: FieldHistoryDialog) -> list[str]:
    return [w.text() for w in dialog.findChildren(QLabel) if "→" in w.text()]


def backs(dialog: FieldHistoryDialog) -> list[QPushButton]:
    return [b for b in dialog.findChildren(QPushButton) if b.text() == "Put back"]


@pytest.mark.parametrize(
    ("key", "values", "shown"),
    [
        ("job_title", ["Boss", "Head"], "Boss"),
        ("owner", ["Mia", "Ben"], "Mia"),
        ("company", ["Nordwind", "Fjord"], "Nordwind"),
        ("tags", ["fleet, vip", "expo"], "fleet, vip"),
        ("birthday", ["1980-02-14", "1981-02-14"], "14 Feb 1980"),
        ("lifecycle_stage", ["customer", "evangelist"], "Customer"),
        ("country", ["DE", "AT"], "Germany"),
    ],
)
def test_what_stood_there_is_put_back_in_one_step(
    qtbot: QtBot, office: Office, window: QWidget, key: str, values: list[str], shown: str
) -> None:
    person = office.person("Amara Okafor")
    for value in values:
        office.services.contacts.edit(person, key, value)
    before = office.store.contacts.page([person], [key])[person][key]
    dialog = opened(window, office, person, key)
    assert lines(dialog)[0].startswith(f"{shown} → ")
    assert_all_named(dialog)
    qtbot.mouseClick(backs(dialog)[0], Qt.MouseButton.LeftButton)
    services = office.services
    again = services.field_history.of(RecordKind.CONTACTS, person, key)[0]
    assert again.after == services.field_history.of(RecordKind.CONTACTS, person, key)[1].before
    assert office.said[-1].endswith(f"is {shown} again")
    services.commands.undo()
    assert office.store.contacts.page([person], [key])[person][key] == before, "one step"


def test_an_empty_field_is_put_back_too_and_what_stands_there_offers_nothing(
    qtbot: QtBot, office: Office, window: QWidget
) -> None:
    person = office.person("Amara Okafor")
    field, _ = office.services.custom_fields.create("contact", "Stand", CustomType.TEXT)
    key = office.store.custom_fields.get(field).name
    for value in ("14", "15", "14"):
        office.services.contacts.edit(person, key, value)
    dialog = opened(window, office, person, key)
    assert lines(dialog) == ["15 → 14", "14 → 15", "— → 14"]
    assert [b.accessibleName() for b in backs(dialog)] == ["Put back 15", "Put back —"]
    qtbot.mouseClick(backs(dialog)[1], Qt.MouseButton.LeftButton)
    assert office.store.custom_fields.by_key("contact", person) == {}


def test_an_amount_of_a_deal_and_its_stage_are_put_back(
    qtbot: QtBot, office: Office, window: QWidget
) -> None:
    stages = office.store.pipelines.all()[0].stages
    deal, _ = office.services.deals.create("Fleet", stages[0].id, amount=1000_50)
    office.services.deals.update(deal, {"deal_value": "2000 USD"})
    office.services.deals.move(deal, stages[2].id)
    dialog = opened(window, office, deal, "deal_value", RecordKind.DEALS)
    qtbot.mouseClick(backs(dialog)[0], Qt.MouseButton.LeftButton)
    found = office.store.deals.get(deal)
    assert (found.amount, found.currency) == (1000_50, "EUR")
    dialog = opened(window, office, deal, "stage", RecordKind.DEALS)
    qtbot.mouseClick(backs(dialog)[0], Qt.MouseButton.LeftButton)
    assert office.store.deals.get(deal).stage_id == stages[0].id


def test_one_line_of_an_address_and_one_number_of_several(
    qtbot: QtBot, office: Office, window: QWidget
) -> None:
    person = office.person("Amara Okafor", email="a@x.example", city="Hamburg")
    office.services.contacts.edit(person, "city", "Bremen")
    email = f"email:{office.store.contacts.emails(person)[0].id}"
    office.services.contacts.edit(person, email, "b@x.example")
    dialog = opened(window, office, person, "address")
    assert lines(dialog) == ["City: Hamburg → Bremen"]
    qtbot.mouseClick(backs(dialog)[0], Qt.MouseButton.LeftButton)
    assert office.store.contacts.get(person).values["city"] == "Hamburg"
    dialog = opened(window, office, person, email)
    qtbot.mouseClick(backs(dialog)[0], Qt.MouseButton.LeftButton)
    assert office.store.contacts.get(person).email == "a@x.example"


def test_what_somebody_else_changed_meanwhile_is_asked_about(
    qtbot: QtBot, office: Office, window: QWidget
) -> None:
    person = office.person("Amara Okafor")
    for value in ("Boss", "Head"):
        office.services.contacts.edit(person, "job_title", value)
    dialog = opened(window, office, person, "job_title")
    office.services.contacts.edit(person, "job_title", "Chief")
    with qtbot.waitSignal(office.context.edits.disagreed):
        backs(dialog)[0].click()
    assert office.store.contacts.get(person).values["job_title"] == "Chief"
