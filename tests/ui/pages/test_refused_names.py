"""Every dialog that takes a name: what is refused stays as typed, with the sentence beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.ui.lists.custom_field_dialog import CustomFieldDialog
from salesdesk.ui.lists.look import CONTACTS
from salesdesk.ui.lists.name_dialog import NameDialog
from salesdesk.ui.pages.campaigns.dialog import CampaignDialog
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.pages.settings.lists import ListsCard
from salesdesk.ui.pages.settings.stages import StagesCard
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from tests.ui.pages.office import Office


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def opened(kind: type[Dialog]) -> Dialog:
    """The dialog that was opened last."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def press(widget: QWidget, text: str) -> None:
    buttons = [b for b in widget.findChildren(QPushButton) if b.text() == text]
    assert len(buttons) == 1, text
    buttons[0].click()


def confirm(dialog: Dialog) -> None:
    next(b for b in dialog.findChildren(QPushButton) if b.isDefault()).click()


def refuses(dialog: Dialog, field: FormField, typed: str, sentence: str) -> None:
    """Type into a field and confirm: the dialog stays, the text stays, the sentence stands below."""
    editor = field.editor
    assert isinstance(editor, QLineEdit)
    editor.setText(typed)
    confirm(dialog)
    assert dialog.isVisible()
    assert editor.text() == typed
    assert sentence in field.error()


@pytest.mark.parametrize("button", ["Add pipeline…", "Add stage…"])
def test_a_pipeline_and_a_stage(office: Office, window: QWidget, button: str) -> None:
    office.services.pipelines.add_stage(office.store.pipelines.all()[0].id, "Neu")
    office.services.pipelines.add_pipeline("neu")
    card = StagesCard(office.context, window)
    card.refresh()
    card.show()
    press(card, button)
    dialog = opened(NameDialog)
    assert isinstance(dialog, NameDialog)
    refuses(dialog, dialog.field, "NEU ", "Choose another name.")
    refuses(dialog, dialog.field, " ", "a name.")
    assert office.said == []
    dialog.field.editor.setText("Neu 2")  # type: ignore[attr-defined]
    confirm(dialog)
    assert office.said == ["Stage added" if "stage" in button else "Pipeline added"]


def test_a_stage_renamed_in_its_row(office: Office, window: QWidget) -> None:
    card = StagesCard(office.context, window)
    card.refresh()
    card.show()
    first = next(e for e in card.findChildren(QLineEdit) if e.accessibleName() == "Name of stage 1")
    first.setFocus()
    first.setText("demo ")
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert first.text() == "demo "
    assert "There is a stage “demo” already in this pipeline." in card.problem.text()
    assert not card.problem.isHidden()
    first.setText("Start")
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert card.problem.isHidden()
    assert office.store.pipelines.all()[0].stages[0].name == "Start"


@pytest.mark.parametrize("kind", ["owners", "sources", "tags"])
def test_an_owner_a_source_and_a_tag(office: Office, window: QWidget, kind: str) -> None:
    service = getattr(office.services, kind)
    service.create("Neu")
    service.create("Other")
    card = ListsCard(office.context, window)
    card._which.set_current(kind)
    card.refresh()
    card.show()
    press(card, "Add…")
    dialog = opened(NameDialog)
    assert isinstance(dialog, NameDialog)
    refuses(dialog, dialog.field, "néu", "already. Choose another name.")
    dialog.reject()
    entries = card.findChild(QListWidget)
    assert entries is not None
    item = next(entries.item(row) for row in range(entries.count()) if entries.item(row).text() == "Other")
    item.setText("NEU")
    assert item.text() == "NEU"
    assert "already. Choose another name." in card.problem.text()
    item.setText("Another")
    assert card.problem.isHidden()
    assert "Another" in getattr(office.store, kind).names().values()


def test_a_field(office: Office, window: QWidget) -> None:
    office.services.custom_fields.create("contact", "Size")
    dialog = CustomFieldDialog(window, office.context, CONTACTS)
    dialog.open()
    refuses(dialog, dialog._title, "SIZE", "There is a field “SIZE” already.")
    dialog.reject()


def test_a_view(office: Office, window: QWidget) -> None:
    create: Callable[[str], object] = lambda name: office.services.saved_views.create(  # noqa: E731
        RecordKind.CONTACTS, name, Filter(), Sort()
    )
    create("Hot")
    dialog = NameDialog(
        window, office.context.writes, "Save as view", "", "", create, lambda _made: None, "Save view"
    )
    dialog.open()
    refuses(dialog, dialog.field, "hot", "There is a view “hot” already.")
    dialog.reject()


def test_a_campaign_and_a_deal(office: Office, window: QWidget) -> None:
    campaign = CampaignDialog(window, office.context)
    campaign.open()
    refuses(campaign, campaign._name, "🔥", "Use letters or digits.")
    campaign._name.editor.setText("Autumn")  # type: ignore[attr-defined]
    refuses(campaign, campaign._money["budget"], "9" * 30, "amount")
    assert campaign._name.error() == ""
    campaign.reject()
    deal = DealDialog(window, office.context)
    deal.open()
    refuses(deal, deal._title, " ", "Give the deal a title")
    deal._title.editor.setText("Machines")  # type: ignore[attr-defined]
    refuses(deal, deal._amount, "99999999999999999999", "amount")
    deal.reject()
