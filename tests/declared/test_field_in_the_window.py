"""The same fields as a person meets them: in forms, cells, details, the panel of a deal and the offer of fields."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.money import Money
from salesdesk.ui.lists.filter_words import filter_fields_of, questions
from salesdesk.ui.lists.look import COMPANIES, CONTACTS
from salesdesk.ui.pages.activities.texts import shown_entry
from salesdesk.ui.pages.companies.dialogs import edit_company
from salesdesk.ui.pages.companies.page import CompaniesPage
from salesdesk.ui.pages.companies.profile import CompanyProfile
from salesdesk.ui.pages.contacts.dialogs import edit_contact
from salesdesk.ui.pages.contacts.page import ContactsPage
from salesdesk.ui.pages.contacts.profile import ContactProfile
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.pages.deals.deal_panel import DealPanel
from salesdesk.ui.pages.imports.steps.field_offer import fields_of
from salesdesk.ui.records.record_form import RecordForm
from tests.declared.conftest import FIELDS, KINDS
from tests.ui.pages.office import Office

TYPED = {"badge": "B-17", "retainer": "1,250.00 EUR", "renewal": "2027-03-31"}
STORED = {"badge": "B-17", "retainer": Money(125_000, "EUR"), "renewal": "2027-03-31", "tier": "Gold"}
SHOWN = {"badge": "B-17", "retainer": "€1,250", "renewal": "31 Mar 2027", "tier": "Gold"}


@pytest.mark.parametrize("look", [CONTACTS, COMPANIES])
def test_a_form_asks_for_it_and_the_details_show_it(qtbot: QtBot, office: Office, look: object) -> None:
    people = look is CONTACTS
    parent = QWidget()
    qtbot.addWidget(parent)
    record = (
        office.person("Anna Berg") if people else office.services.companies.create({"company": "Berg"})[0]
    )
    repository = office.store.contacts if people else office.store.companies
    (edit_contact if people else edit_company)(parent, office.context, repository.get(record))
    form = parent.findChild(RecordForm)
    assert isinstance(form, RecordForm)
    for key, text in TYPED.items():
        editor = form.field(key).editor
        assert isinstance(editor, QLineEdit)
        editor.setText(text)
    tier = form.field("tier").editor
    assert isinstance(tier, QComboBox)
    assert [tier.itemText(place) for place in range(tier.count())] == ["", "Gold", "Silver"]
    tier.setCurrentText("Gold")
    form._accept()
    qtbot.waitUntil(lambda: repository.get(record).values["badge"] == "B-17")
    values = repository.get(record).values
    assert {key: values[key] for key in STORED} == STORED
    profile = (ContactProfile if people else CompanyProfile)(office.context, lambda: parent)
    rows = {row.key: row.text for row in profile.rows(repository.get(record), whole=True)}
    assert {key: rows[key] for key in SHOWN} == SHOWN


@pytest.mark.parametrize("page_of", [ContactsPage, CompaniesPage])
def test_a_cell_takes_it(qtbot: QtBot, office: Office, page_of: type[ContactsPage | CompaniesPage]) -> None:
    people = page_of is ContactsPage
    record = (
        office.person("Anna Berg") if people else office.services.companies.create({"company": "Berg"})[0]
    )
    page = page_of(office.context)
    qtbot.addWidget(page)
    office.shown.append(page)
    office.context.notifier.changed.connect(page.on_changed)
    page.resize(1200, 700)
    page.show()
    qtbot.waitExposed(page)
    for key, text in {**TYPED, "tier": "silver"}.items():
        assert page.model.setData(page.model.index(0, page.model.column_of(key)), text)
    values = (office.store.contacts if people else office.store.companies).get(record).values
    assert {key: values[key] for key in STORED} == {**STORED, "tier": "Silver"}
    assert page.model.index(0, page.model.column_of("retainer")).data() == "€1,250"


def test_the_form_and_the_panel_of_a_deal_have_it(qtbot: QtBot, office: Office) -> None:
    stage = office.store.pipelines.all()[0].stages[0].id
    deal, _ = office.services.deals.create("Fleet", stage)
    dialog = DealDialog(None, office.context, office.store.deals.get(deal))
    qtbot.addWidget(dialog)
    for key, text in TYPED.items():
        editor = dialog._further.fields[key].editor
        assert isinstance(editor, QLineEdit)
        editor.setText(text)
    tier = dialog._further.fields["tier"].editor
    assert isinstance(tier, QComboBox)
    tier.setCurrentText("Gold")
    dialog._save()
    qtbot.waitUntil(lambda: office.store.deals.get(deal).further["badge"] == "B-17")
    assert office.store.deals.get(deal).further == STORED
    panel = DealPanel(office.context)
    qtbot.addWidget(panel)
    panel.show_deal(deal)
    texts = {label.text() for label in panel.findChildren(QLabel)}
    assert set(SHOWN.values()) <= texts


def test_a_change_is_worded_by_its_title_and_its_values(office: Office) -> None:
    record = office.person("Anna Berg")
    office.services.contacts.edit(record, "retainer", "1,250.00 EUR")
    entry = next(entry for entry in office.store.timelines.of_contact(record) if entry.changes)
    assert shown_entry(entry, datetime(2026, 11, 23, 10, 0, tzinfo=UTC)).text == "Retainer: — → €1,250"


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_of_a_file_can_be_mapped_to_it(kind: RecordKind) -> None:
    assert {spec.key for spec in FIELDS} <= set(fields_of(kind))


@pytest.mark.parametrize("look", [CONTACTS, COMPANIES])
def test_a_filter_offers_it_with_the_questions_of_its_type(office: Office, look: object) -> None:
    offered = filter_fields_of(CONTACTS if look is CONTACTS else COMPANIES, office.store)
    for spec in FIELDS:
        assert (offered[spec.key].title, offered[spec.key].type) == (spec.title, spec.type)
        assert questions(offered[spec.key])
