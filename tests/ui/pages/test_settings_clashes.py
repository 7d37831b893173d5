"""Settings and names of lists that another window changes while they are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.services.services import Services, build_services
from salesdesk.store.store import Store
from salesdesk.ui.dialogs.value_clash import ValueClashDialog
from salesdesk.ui.pages.settings.file import FileCard
from salesdesk.ui.pages.settings.lists import ListsCard
from salesdesk.ui.widgets.conflict_cell import Side
from tests.ui.pages.office import Office

C = TypeVar("C", bound=QWidget)


@pytest.fixture
def bert(office: Office) -> Iterator[Services]:
    """Somebody at a window of their own."""
    other = Store(office.store.place, actor="Bert", clock=office.store.clock)
    yield build_services(other)
    other.close()


def shown(qtbot: QtBot, office: Office, card: C) -> C:
    """The card on screen, refreshed as the page does."""
    qtbot.addWidget(card)
    office.context.notifier.changed.connect(lambda _changes: card.refresh())  # type: ignore[attr-defined]
    card.refresh()  # type: ignore[attr-defined]
    card.resize(700, 500)
    card.show()
    qtbot.waitExposed(card)
    return card


def asked(qtbot: QtBot, card: QWidget) -> ValueClashDialog:
    """The open question."""
    qtbot.waitUntil(lambda: bool(card.findChildren(ValueClashDialog)))
    [dialog] = card.findChildren(ValueClashDialog)
    return dialog


def texts(dialog: ValueClashDialog) -> list[str]:
    [cell] = dialog.cells
    return [text.text() for text in cell.findChildren(QLabel) if text.text()]


def save(dialog: ValueClashDialog) -> None:
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Save").click()


def test_leaving_a_field_untouched_writes_over_nobody(qtbot: QtBot, office: Office, bert: Services) -> None:
    """The field that has the focus is not shown anew while another window writes."""
    card = shown(qtbot, office, FileCard(office.context))
    bert.settings.set({"organisation": "Beta", "country": "AT"})
    card._organisation.editingFinished.emit()
    qtbot.waitUntil(lambda: not office.context.writes.is_saving)
    assert (office.store.settings.get("organisation"), office.store.settings.country) == ("Beta", "AT")


@pytest.mark.parametrize(("side", "stays"), [(Side.OURS, "Alpha"), (Side.THEIRS, "Beta")])
def test_the_same_setting_is_asked_about(
    qtbot: QtBot, office: Office, bert: Services, side: Side, stays: str
) -> None:
    card = shown(qtbot, office, FileCard(office.context))
    card._organisation.setText("Alpha")
    bert.settings.set({"organisation": "Beta", "country": "AT"})
    card._organisation.editingFinished.emit()
    dialog = asked(qtbot, card)
    assert texts(dialog)[0] == "Organisation"
    assert {"Alpha", "Beta"} <= set(texts(dialog))
    dialog.cells[0].choose(side)
    save(dialog)
    qtbot.waitUntil(lambda: card._organisation.text() == stays)
    assert (office.store.settings.get("organisation"), office.store.settings.country) == (stays, "AT")


@pytest.mark.parametrize(("side", "stays"), [(Side.OURS, "Benjamin"), (Side.THEIRS, "Benno")])
def test_the_same_name_is_asked_about(
    qtbot: QtBot, office: Office, bert: Services, side: Side, stays: str
) -> None:
    number, _ = office.services.owners.add("Ben")
    card = shown(qtbot, office, ListsCard(office.context))
    entries = card.findChild(QListWidget)
    assert entries is not None
    entry = next(entries.item(row) for row in range(entries.count()) if entries.item(row).text() == "Ben")
    bert.owners.rename(number, "Benno")
    entry.setText("Benjamin")
    dialog = asked(qtbot, card)
    assert {"Benjamin", "Benno"} <= set(texts(dialog))
    dialog.cells[0].choose(side)
    save(dialog)
    qtbot.waitUntil(lambda: stays in [entries.item(row).text() for row in range(entries.count())])
    assert office.store.owners.names()[number] == stays
