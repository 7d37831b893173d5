"""Fields of the person's own are added, changed and removed among the settings."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.ui.lists.custom_field_dialog import CustomFieldDialog
from salesdesk.ui.pages.settings.custom_fields import CustomFieldsCard
from salesdesk.ui.widgets.dialog import Question
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office


@pytest.fixture
def card(qtbot: QtBot, office: Office) -> CustomFieldsCard:
    """The card of the settings page, refreshed as the page does."""
    made = CustomFieldsCard(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(lambda _changes: made.refresh())
    made.resize(760, 420)
    made.refresh()
    made.show()
    qtbot.waitExposed(made)
    return made


def press(inside: QWidget, name: str) -> None:
    next(b for b in inside.findChildren(QPushButton) if name in (b.accessibleName(), b.text())).click()


def shown(card: CustomFieldsCard) -> list[str]:
    entries = card.findChild(QListWidget)
    assert entries is not None
    return [entries.item(row).text() for row in range(entries.count())]


def choose(card: CustomFieldsCard, row: int) -> None:
    entries = card.findChild(QListWidget)
    assert entries is not None
    entries.setCurrentRow(row)


def dialog_of(card: CustomFieldsCard) -> CustomFieldDialog:
    dialog = card.findChild(CustomFieldDialog)
    assert dialog is not None
    return dialog


def said_by(dialog: CustomFieldDialog) -> str:
    """Everything the dialog says."""
    return " ".join(text.text() for text in dialog.findChildren(QLabel) if text.isVisible())


def test_a_field_is_added_renamed_given_a_choice_and_removed(
    qtbot: QtBot, office: Office, card: CustomFieldsCard
) -> None:
    assert shown(card) == []
    assert_all_named(card)
    office.services.custom_fields.create("contact", "Size", CustomType.CHOICE, ["S", "M"])
    qtbot.waitUntil(lambda: shown(card) == ["Size  ·  Choice from a list: S, M  ·  not used"])
    choose(card, 0)
    press(card, "Change…")
    dialog = dialog_of(card)
    name, choices = dialog.findChild(QLineEdit), dialog.findChild(QPlainTextEdit)
    assert name is not None
    assert choices is not None
    assert (name.text(), choices.toPlainText()) == ("Size", "S\nM")
    name.setText("Shirt")
    choices.setPlainText("S\nM\nL")
    press(dialog, "Save")
    qtbot.waitUntil(lambda: shown(card) == ["Shirt  ·  Choice from a list: S, M, L  ·  not used"])
    press(card, "Remove")
    qtbot.waitUntil(lambda: shown(card) == [])
    assert office.said == ["Field Shirt changed", "Removed Shirt"]
    for _ in range(2):
        office.services.commands.undo()
    qtbot.waitUntil(lambda: shown(card) == ["Size  ·  Choice from a list: S, M  ·  not used"])


def test_a_field_or_a_choice_that_records_have_stays_and_says_why(
    qtbot: QtBot, office: Office, card: CustomFieldsCard
) -> None:
    office.services.custom_fields.create("contact", "Size", CustomType.CHOICE, ["S", "M"])
    office.person("Ann Berg", **{"custom.size": "M"})
    qtbot.waitUntil(lambda: shown(card) == ["Size  ·  Choice from a list: S, M  ·  in 1 record"])
    choose(card, 0)
    press(card, "Remove")
    question = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Question) and w.isVisible())
    assert "1 record have" not in question.text.text()
    press(question, "Cancel")
    press(card, "Change…")
    dialog = dialog_of(card)
    choices = dialog.findChild(QPlainTextEdit)
    assert choices is not None
    choices.setPlainText("S")
    press(dialog, "Save")
    qtbot.waitUntil(lambda: "“M” cannot be removed from Size" in said_by(dialog))
    dialog.reject()
    assert office.store.custom_fields.of("contact")[0].choices == ("S", "M")


def test_what_becomes_of_the_values_is_said_before_a_field_gets_another_type(
    qtbot: QtBot, office: Office, card: CustomFieldsCard
) -> None:
    office.services.custom_fields.create("contact", "Since")
    office.person("Ann Berg", **{"custom.since": "2026-01-31"})
    office.person("Ben Ode", **{"custom.since": "soon"})
    qtbot.waitUntil(lambda: shown(card) == ["Since  ·  Text  ·  in 2 records"])
    choose(card, 0)
    press(card, "Change…")
    dialog = dialog_of(card)
    dialog._type.setCurrentIndex(dialog._type.findData(CustomType.DATE))
    assert dialog._becomes.text() == "1 values are kept. 1 cannot be read so and are taken away: “soon”"
    press(dialog, "Save")
    qtbot.waitUntil(lambda: shown(card) == ["Since  ·  Date  ·  in 1 record"])
    office.services.commands.undo()
    qtbot.waitUntil(lambda: shown(card) == ["Since  ·  Text  ·  in 2 records"])


def test_choices_are_joined_and_a_field_goes_with_its_values(
    qtbot: QtBot, office: Office, card: CustomFieldsCard
) -> None:
    office.services.custom_fields.create("contact", "Size", CustomType.CHOICE, ["S", "small"])
    office.person("Ann Berg", **{"custom.size": "small"})
    qtbot.waitUntil(lambda: shown(card) == ["Size  ·  Choice from a list: S, small  ·  in 1 record"])
    choose(card, 0)
    card._join(office.store.custom_fields.of("contact")[0], "small", "S")
    qtbot.waitUntil(lambda: shown(card) == ["Size  ·  Choice from a list: S  ·  in 1 record"])
    press(card, "Show records")
    assert office.asked[-1] == ("contacts", Filter((Condition("custom.size", Op.FILLED),)))
    press(card, "Remove")
    press(
        next(w for w in QApplication.topLevelWidgets() if isinstance(w, Question) and w.isVisible()),
        "Remove with values",
    )
    qtbot.waitUntil(lambda: shown(card) == [])


def test_every_kind_of_record_has_its_own(qtbot: QtBot, office: Office, card: CustomFieldsCard) -> None:
    office.services.custom_fields.create("deal", "Region")
    press(card, "Deals")
    qtbot.waitUntil(lambda: shown(card) == ["Region  ·  Text  ·  not used"])
    press(card, "Add…")
    dialog = dialog_of(card)
    name = dialog.findChild(QLineEdit)
    assert name is not None
    name.setText("Site")
    press(dialog, "Add field")
    qtbot.waitUntil(lambda: len(shown(card)) == 2)
    assert [field.title for field in office.store.custom_fields.of("deal")] == ["Region", "Site"]
