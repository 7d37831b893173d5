"""One Save is one change: whatever a dialog asks for at once is one batch of the history and one step to undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.services.activities import Subject
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog, plan_step
from salesdesk.ui.pages.campaigns.dialog import CampaignDialog
from salesdesk.ui.pages.companies.dialogs import edit_company, new_company
from salesdesk.ui.pages.contacts.dialogs import (
    ConsentDialog,
    edit_companies,
    edit_consent,
    edit_contact,
    edit_emails,
    edit_phones,
    new_contact,
)
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.records.entries_dialog import EntriesDialog
from salesdesk.ui.records.record_form import RecordForm
from salesdesk.ui.widgets.dialog import Dialog
from tests.ui.pages.office import Office

D = TypeVar("D", bound=Dialog)
DAY = "2026-12-01"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def shown(kind: type[D]) -> D:
    """The dialog that is open."""
    [found] = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found


def amara(office: Office) -> int:
    """A person with two of everything."""
    number = office.person(
        "Amara Okafor",
        email="amara@nordwind.eu",
        email_2="amara@private.example",
        phone="+49 40 5550101",
        mobile="+49 171 5550102",
        company="Nordwind Logistics",
        job_title="Head of Ops",
    )
    office.services.contacts.add_company(number, "Fjord Coffee", "Board")
    return number


def replace_lines(dialog: EntriesDialog, new: str) -> None:
    """Another value in the first line, the second one first, and a new one."""
    dialog._lines[0].value.setText(f"1{new}")
    dialog._make_first(dialog._lines[1])
    dialog._add_empty()
    dialog._lines[-1].value.setText(new)


def companies(office: Office, window: QWidget) -> Dialog:
    edit_companies(window, office.context, office.store.contacts.get(amara(office)))
    dialog = shown(EntriesDialog)
    replace_lines(dialog, "Ostwind KG")
    role = dialog._lines[0]._kind
    assert isinstance(role, QLineEdit)
    role.setText("Chair")
    return dialog


def emails(office: Office, window: QWidget) -> Dialog:
    edit_emails(window, office.context, office.store.contacts.get(amara(office)))
    dialog = shown(EntriesDialog)
    replace_lines(dialog, "third@nordwind.eu")
    return dialog


def phones(office: Office, window: QWidget) -> Dialog:
    edit_phones(window, office.context, office.store.contacts.get(amara(office)))
    dialog = shown(EntriesDialog)
    replace_lines(dialog, "30 5550110")
    return dialog


def consent(office: Office, window: QWidget) -> Dialog:
    edit_consent(window, office.context, office.store.contacts.get(amara(office)))
    dialog = shown(ConsentDialog)
    for box in dialog._boxes.values():
        box.setChecked(True)
    return dialog


def contact_form(office: Office, window: QWidget) -> Dialog:
    edit_contact(window, office.context, office.store.contacts.get(amara(office)))
    form = shown(RecordForm)
    form.fill(
        {
            "first_name": "Mara",
            "company": "Ostwind KG",
            "email": "mara@ostwind.example",
            "city": "Kiel",
            "owner": "Ben",
            "tags": "vip",
            "lead_source": "Fair",
        }
    )
    return form


def new_person(office: Office, window: QWidget) -> Dialog:
    new_contact(window, office.context, "Zoe Adler", "Ostwind KG")
    form = shown(RecordForm)
    form.fill({"email": "zoe@ostwind.example", "phone": "+49 30 5550110", "lead_source": "Fair"})
    return form


def company_form(office: Office, window: QWidget) -> Dialog:
    number = office.services.companies.create({"company": "Nordwind Logistics"})[0]
    edit_company(window, office.context, office.store.companies.get(number))
    form = shown(RecordForm)
    form.fill(
        {
            "company": "Nordwind AG",
            "website": "nordwind.eu",
            "phone": "+49 40 5550101",
            "city": "Kiel",
            "tags": "vip",
        }
    )
    return form


def company(office: Office, window: QWidget) -> Dialog:
    new_company(window, office.context, "Ostwind KG")
    form = shown(RecordForm)
    form.fill({"website": "ostwind.example", "city": "Kiel"})
    return form


def deal(office: Office, window: QWidget) -> Dialog:
    stages = [stage.id for stage in office.store.pipelines.all()[0].stages]
    number = office.services.deals.create("Turbines", stages[0], amount=100)[0]
    dialog = DealDialog(window, office.context, office.store.deals.get(number))
    dialog.open()
    type_into(dialog._title.editor, "Two turbines")
    dialog._stage.setCurrentIndex(dialog._stage.findData(stages[1]))
    type_into(dialog._amount.editor, "250")
    return dialog


def task(office: Office, window: QWidget) -> Dialog:
    number = amara(office)
    office.services.activities.plan(Subject(number, None, None), "Call", DAY)
    planned = office.store.activities.next_step("contact_id", number)
    assert planned is not None
    dialog = EntryDialog(window, office.context, office.store.activities.get(planned.id))
    dialog.open()
    type_into(dialog._subject.editor, "Call back")
    type_into(dialog._body.editor, "About the turbines")
    dialog._done.setChecked(True)
    type_into(dialog._next.editor, "Send the offer")
    return dialog


def step(office: Office, window: QWidget) -> Dialog:
    plan_step(window, office.context, Subject(amara(office), None, None))
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Dialog) and w.isVisible())
    type_into(dialog.findChildren(QLineEdit)[0], "Send the offer")
    return dialog


def campaign(office: Office, window: QWidget) -> Dialog:
    number = office.services.campaigns.create("Fair")[0]
    dialog = CampaignDialog(window, office.context, office.store.campaigns.get(number))
    dialog.open()
    type_into(dialog._name.editor, "Spring fair")
    dialog._channel.setCurrentIndex(2)
    return dialog


def type_into(editor: QWidget, text: str) -> None:
    if isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    else:
        assert isinstance(editor, QLineEdit)
        editor.setText(text)


DIALOGS = (
    *(companies, emails, phones, consent, contact_form, new_person, company_form, company),
    *(deal, task, step, campaign),
)


@pytest.mark.parametrize("filled", DIALOGS)
def test_a_save_is_one_batch_and_one_undo_takes_it_back(
    office: Office, window: QWidget, filled: Callable[[Office, QWidget], Dialog]
) -> None:
    dialog = filled(office, window)
    before, batches = office.store.database.dump(), office.store.journal.latest()
    next(button for button in dialog.findChildren(QPushButton) if button.isDefault()).click()
    assert not dialog.isVisible(), "it was saved"
    assert office.store.journal.latest() == batches + 1
    assert office.store.database.dump() != before
    office.services.commands.undo()
    assert office.store.database.dump() == before


def test_a_company_that_is_named_twice_leaves_everything_as_it_was(office: Office, window: QWidget) -> None:
    dialog = companies(office, window)
    assert isinstance(dialog, EntriesDialog)
    dialog._lines[-1].value.setText("FJORD Coffee")
    before = office.store.database.dump()
    next(button for button in dialog.findChildren(QPushButton) if button.isDefault()).click()
    assert dialog.isVisible()
    assert office.store.database.dump() == before
    dialog.reject()
