"""Kinds and outcomes in the settings."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.ui.pages.settings.choices import ChoicesCard
from tests.ui.pages.office import Office

W = TypeVar("W", bound=QWidget)


def card_of(qtbot: QtBot, office: Office) -> ChoicesCard:
    card = ChoicesCard(office.context)
    qtbot.addWidget(card)
    card.refresh()
    return card


def named(card: ChoicesCard, kind: type[W], name: str) -> W:
    return next(w for w in card._rows.findChildren(kind) if w.accessibleName() == name)


def test_a_kind_is_renamed_drawn_moved_put_away_and_offered_again(qtbot: QtBot, office: Office) -> None:
    card = card_of(qtbot, office)

    def kinds() -> list[tuple[str, str, bool]]:
        card.refresh()
        found = office.store.activities.choices.all().kinds
        return [(one.title, one.icon, one.is_archived) for one in found[:2]]

    name = named(card, QLineEdit, "Name of Call")
    name.setText("Telefonat")
    name.editingFinished.emit()
    assert kinds()[0] == ("Telefonat", "phone", False)
    icon = named(card, QComboBox, "Picture of Telefonat")
    icon.setCurrentIndex(icon.findData("voicemail"))
    icon.activated.emit(icon.currentIndex())
    assert kinds()[0] == ("Telefonat", "voicemail", False)
    named(card, QCheckBox, "Telefonat means to have been in touch").setChecked(False)
    named(card, QPushButton, "Move Telefonat down").click()
    assert [title for title, _, _ in kinds()] == ["Email", "Telefonat"]
    named(card, QPushButton, "Put Telefonat away").click()
    assert kinds()[1] == ("Telefonat", "voicemail", True)
    named(card, QPushButton, "Offer Telefonat again").click()
    assert kinds()[1] == ("Telefonat", "voicemail", False)
    for _ in range(6):
        office.services.commands.undo()
    assert kinds() == [("Call", "phone", False), ("Email", "mail", False)]


def test_a_name_that_another_has_is_refused_and_stays_as_it_was_typed(qtbot: QtBot, office: Office) -> None:
    card = card_of(qtbot, office)
    name = named(card, QLineEdit, "Name of Call")
    name.setText("Meeting")
    name.editingFinished.emit()
    assert card.problem.text() == "There is a “Meeting” in this list already."
    assert name.text() == "Meeting"
