"""The lists of reasons and competitors in the settings."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.domain.closing_words import ClosingList
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.ui.lists.name_dialog import NameDialog
from salesdesk.ui.pages.settings.closing_words import ClosingWordsCard, ReplaceWordDialog
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office


@pytest.fixture
def card(qtbot: QtBot, office: Office) -> ClosingWordsCard:
    """The card as the page refreshes it, over one deal that was lost for its price."""
    stage = office.store.pipelines.all()[0].stages[0]
    deal, _ = office.services.deals.create("Fleet", stage.id)
    office.services.deals.lose(deal, "Price", competitor="Rival")
    made = ClosingWordsCard(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(lambda _changes: made.refresh())
    made.resize(760, 420)
    made.refresh()
    made.show()
    qtbot.waitExposed(made)
    return made


def press(inside: QWidget, name: str) -> None:
    buttons = reversed(inside.findChildren(QPushButton))  # rows are made anew, the last ones stand there
    next(b for b in buttons if name in (b.accessibleName(), b.text())).click()


def editor(card: ClosingWordsCard, name: str) -> QLineEdit:
    return next(e for e in card._rows.findChildren(QLineEdit) if e.accessibleName() == f"Name of {name}")


def test_a_reason_is_renamed_in_its_deals_and_its_count_opens_them(
    qtbot: QtBot, office: Office, card: ClosingWordsCard
) -> None:
    assert_all_named(card)
    press(card, "1 deals with Price")
    assert office.asked[-1] == ("deals", Filter((Condition("lost_reason", Op.IS, ("Price",)),)))
    field = editor(card, "Price")
    field.setText("Too dear")
    field.editingFinished.emit()
    qtbot.waitUntil(lambda: office.store.closing_words.listed(ClosingList.LOST_REASON)[0] == "Too dear")
    assert office.said[-1] == "Renamed"
    field = editor(card, "Competitor")
    field.setText("too DEAR")
    field.editingFinished.emit()
    qtbot.waitUntil(lambda: card.problem.isVisible())
    assert "To join two" in card.problem.text()


def test_a_reason_in_use_is_replaced(qtbot: QtBot, office: Office, card: ClosingWordsCard) -> None:
    press(card, "Remove Price")
    dialog = card.findChild(ReplaceWordDialog)
    assert dialog is not None
    dialog.instead.setCurrentText("No budget")
    press(dialog, "Replace and remove")
    qtbot.waitUntil(
        lambda: "Price" not in [w.name for w in office.store.closing_words.all(ClosingList.LOST_REASON)]
    )
    press(card, "Remove No need")
    qtbot.waitUntil(lambda: "No need" not in office.store.closing_words.listed(ClosingList.LOST_REASON))


def test_competitors_are_added_listed_and_ordered(
    qtbot: QtBot, office: Office, card: ClosingWordsCard
) -> None:
    press(card, "Competitors")
    press(card, "Add…")
    dialog = card.findChild(NameDialog)
    assert dialog is not None
    dialog.field.editor.setText("Other Ltd")  # type: ignore[attr-defined]
    press(dialog, "Add")
    qtbot.waitUntil(lambda: office.store.closing_words.listed(ClosingList.COMPETITOR) == ["Other Ltd"])
    press(card, "Put Rival into the list")
    qtbot.waitUntil(
        lambda: office.store.closing_words.listed(ClosingList.COMPETITOR) == ["Other Ltd", "Rival"]
    )
    press(card, "Move Rival up")
    qtbot.waitUntil(
        lambda: office.store.closing_words.listed(ClosingList.COMPETITOR) == ["Rival", "Other Ltd"]
    )
