"""What is typed means the same at every door of the window: the file's decimal mark and date order say so."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.filters import Op
from salesdesk.domain.money import Money
from salesdesk.errors import InputError
from salesdesk.services.activities import Subject
from salesdesk.ui.lists.columns import edit_text
from salesdesk.ui.lists.condition_dialog import ConditionDialog
from salesdesk.ui.lists.filter_words import questions
from salesdesk.ui.lists.look import COMPANIES, CONTACTS
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog
from salesdesk.ui.pages.campaigns.dialog import CampaignDialog
from salesdesk.ui.pages.deals.closing import WonDialog
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.pages.settings.file import FileCard
from tests.refusals import refusing
from tests.ui.pages.office import Office

COUNTRIES = {
    "DE": ("250.000", "250.000,50", "3/4/1980", "1980-04-03"),
    "GB": ("250,000", "250,000.50", "3/4/1980", "1980-04-03"),
    "FR": ("250 000", "250\u202f000,50", "3/4/1980", "1980-04-03"),
    "CH": ("250'000", "250’000.50", "3.4.1980", "1980-04-03"),
    "US": ("250,000", "250,000.50", "3/4/1980", "1980-03-04"),
}


def press(dialog: QWidget, text: str) -> None:
    next(b for b in dialog.findChildren(QPushButton) if b.text() == text).click()


def of(office: Office, country: str) -> Office:
    office.services.settings.set({"country": country})
    return office


@pytest.mark.parametrize("country", COUNTRIES)
def test_cells_forms_and_pasted_blocks(office: Office, country: str) -> None:
    services = of(office, country).services
    whole, broken, typed, day = COUNTRIES[country]
    for title, kind in (("Fee", CustomType.MONEY), ("Size", CustomType.NUMBER), ("Since", CustomType.DATE)):
        services.custom_fields.create("contact", title, kind)
    firm, _ = services.companies.create({"company": "Nordwind", "annual_revenue": whole})
    assert office.store.companies.get(firm).annual_revenue == Money(250_000_00, "EUR")
    services.companies.edit(firm, "annual_revenue", broken)
    assert office.store.companies.get(firm).annual_revenue == Money(250_000_50, "EUR")
    services.companies.edit(firm, "employees", whole)
    assert office.store.companies.get(firm).values["employees"] == 250_000
    person = office.person("Amara Okafor", birthday=typed)
    services.contacts.edit_many({person: {"custom.fee": whole, "custom.size": broken, "custom.since": typed}})
    found = office.store.contacts.get(person)
    assert found.values["birthday"] == day
    assert [value.text for value in found.custom.values()] == ["250000.00 EUR", "250000.5", day]


@pytest.mark.parametrize("country", COUNTRIES)
def test_dialogs_of_deals_and_campaigns(qtbot: QtBot, office: Office, country: str) -> None:
    store, services = of(office, country).store, office.services
    whole, broken, _, _ = COUNTRIES[country]
    deal, _ = services.deals.create("Fleet", store.pipelines.all()[0].stages[0].id)
    campaign, _ = services.campaigns.create("Autumn")
    editing = DealDialog(None, office.context, store.deals.get(deal))
    qtbot.addWidget(editing)
    editing._amount.editor.setText(whole)  # type: ignore[attr-defined]
    press(editing, "Save")
    assert store.deals.get(deal).amount == 250_000_00
    closing = WonDialog(None, office.context, store.deals.get(deal))
    qtbot.addWidget(closing)
    closing._amount.editor.setText(broken)  # type: ignore[attr-defined]
    press(closing, "Mark as won")
    assert store.deals.get(deal).amount == 250_000_50
    planning = CampaignDialog(None, office.context, store.campaigns.get(campaign))
    qtbot.addWidget(planning)
    planning._money["budget"].editor.setText(whole)  # type: ignore[attr-defined]
    press(planning, "Save")
    assert store.campaigns.get(campaign).budget == 250_000_00


@pytest.mark.parametrize("country", COUNTRIES)
def test_values_of_filters(qtbot: QtBot, office: Office, country: str) -> None:
    whole, broken, typed, day = COUNTRIES[country]
    of(office, country)
    for look, field, text, value in (
        (COMPANIES, "annual_revenue", whole, "250000.00"),
        (COMPANIES, "annual_revenue", broken, "250000.50"),
        (COMPANIES, "employees", whole, "250000"),
        (CONTACTS, "birthday", typed, day),
    ):
        dialog = ConditionDialog(None, office.context, look)
        qtbot.addWidget(dialog)
        dialog._field.setCurrentIndex(dialog._field.findData(field))
        asked = [
            (question.op, question.monthly or bool(question.days))
            for question in questions(dialog._chosen_field())
        ]
        dialog._question.setCurrentIndex(asked.index((Op.IS, False)))
        dialog._text.setText(text)
        condition = dialog.condition()
        assert condition is not None
        assert condition.values == (value,)


def test_a_file_that_does_not_say_refuses_what_may_be_two(qtbot: QtBot, office: Office) -> None:
    person = office.person("Amara Okafor")
    with refusing(InputError, match=r"“3/4/1980” can be 1980-03-04 or 1980-04-03\. Birthday"):
        office.services.contacts.edit(person, "birthday", "3/4/1980")
    office.services.custom_fields.create("contact", "Size", CustomType.NUMBER)
    with refusing(InputError, match=r"“1.234” can be 1.234 or 1,234. Size was not changed"):
        office.services.contacts.edit(person, "custom.size", "1.234")
    dialog = ConditionDialog(None, office.context, COMPANIES)
    qtbot.addWidget(dialog)
    dialog._field.setCurrentIndex(dialog._field.findData("employees"))
    dialog._text.setText("1.234")
    dialog._count()
    assert "“1.234” can be 1.234 or 1,234" in dialog._value.error()
    assert not dialog._apply.isEnabled()


def test_an_amount_of_another_currency_is_refused_in_a_deal(qtbot: QtBot, office: Office) -> None:
    deal, _ = office.services.deals.create("Fleet", office.store.pipelines.all()[0].stages[0].id)
    dialog = WonDialog(None, office.context, office.store.deals.get(deal))
    qtbot.addWidget(dialog)
    dialog._amount.editor.setText("1500 USD")  # type: ignore[attr-defined]
    press(dialog, "Mark as won")
    assert dialog._amount.error() == "“1500 USD” is not in EUR. Write the amount in EUR."


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [("CHF 1'200.50", 120_050, "CHF"), ("USD 900.5", 90_050, "USD"), ("77", 7_700, "EUR")],
)
def test_the_form_of_a_deal_takes_an_amount_with_its_currency(
    qtbot: QtBot, office: Office, text: str, amount: int, currency: str
) -> None:
    dialog = DealDialog(None, office.context)
    qtbot.addWidget(dialog)
    assert dialog._amount.label.text() == "Amount (EUR unless you write another)"
    dialog._title.editor.setText("Fleet")  # type: ignore[attr-defined]
    dialog._amount.editor.setText(text)  # type: ignore[attr-defined]
    press(dialog, "Add deal")
    assert dialog.created is not None, dialog._amount.error()
    deal = office.store.deals.get(dialog.created)
    assert (deal.amount, deal.currency) == (amount, currency)
    again = DealDialog(None, office.context, deal)
    qtbot.addWidget(again)
    again._amount.editor.setText("£12")  # type: ignore[attr-defined]
    press(again, "Save")
    changed = office.store.deals.get(deal.id)
    assert (changed.amount, changed.currency) == (1_200, "GBP")


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("value", [Money(1_234_567, "KWD"), Money(1_234, "KWD"), Money(1_234_50, "EUR")])
def test_what_a_cell_editor_opens_with_is_read_back(office: Office, country: str, value: Money) -> None:
    from salesdesk.domain.fields import FieldType
    from salesdesk.domain.typed_values import typed_value

    rules = of(office, country).store.settings.typing_rules
    text = edit_text(FieldType.MONEY, value)
    assert typed_value("fee", "Fee", FieldType.MONEY, text, rules) == value
    number = edit_text(FieldType.NUMBER, 1.234)
    assert typed_value("size", "Size", FieldType.NUMBER, number, rules) == 1.234


def test_the_settings_say_how_numbers_and_dates_are_typed(qtbot: QtBot, office: Office) -> None:
    card = FileCard(office.context)
    qtbot.addWidget(card)
    card.refresh()
    for box, value in ((card._decimal, ","), (card._dates, "MDY")):
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    rules = office.store.settings.typing_rules
    assert (rules.decimal, rules.date_order) == (",", "MDY")
    office.services.settings.set({"decimal": ""})
    card.refresh()
    assert (card._decimal.currentData(), card._dates.currentData()) == ("", "MDY")


def test_one_save_of_a_deal_or_a_task_is_one_step_to_undo(qtbot: QtBot, office: Office) -> None:
    store, services = office.store, office.services
    stages = store.pipelines.all()[0].stages
    deal, _ = services.deals.create("Fleet", stages[0].id)
    services.activities.plan(Subject(deal_id=deal), "Call", "2026-11-24")
    before = store.deals.get(deal)
    editing = DealDialog(None, office.context, before)
    qtbot.addWidget(editing)
    editing._title.editor.setText("Vans")  # type: ignore[attr-defined]
    editing._stage.setCurrentIndex(editing._stage.findData(stages[1].id))
    press(editing, "Save")
    now = store.deals.get(deal)
    assert (now.title, now.stage_id) == ("Vans", stages[1].id)
    services.commands.undo()
    again = store.deals.get(deal)
    assert (again.title, again.stage_id) == (before.title, before.stage_id)
    step = store.activities.next_step("deal_id", deal)
    assert step is not None
    ticking = EntryDialog(None, office.context, step)
    qtbot.addWidget(ticking)
    ticking.findChildren(QLineEdit)[0].setText("Call again")
    ticking._done.setChecked(True)
    press(ticking, "Save")
    done = store.activities.get(step.id)
    assert (done.subject, done.done_at) == ("Call again", store.now())
    services.commands.undo()
    assert store.activities.get(step.id) == step


def test_a_finished_task_is_opened_again(qtbot: QtBot, office: Office) -> None:
    store, services = office.store, office.services
    deal, _ = services.deals.create("Fleet", store.pipelines.all()[0].stages[0].id)
    services.activities.plan(Subject(deal_id=deal), "Call", "2026-11-24")
    step = store.activities.next_step("deal_id", deal)
    assert step is not None
    services.activities.finish(step.id)
    assert store.activities.next_step("deal_id", deal) is None
    dialog = EntryDialog(None, office.context, store.activities.get(step.id))
    qtbot.addWidget(dialog)
    assert dialog._done.isChecked()
    dialog._done.setChecked(False)
    press(dialog, "Save")
    assert office.said[-1] == "Task opened again"
    again = store.activities.next_step("deal_id", deal)
    assert again is not None
    assert again.id == step.id
