"""Pipelines are renamed and removed where their stages are set."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.errors import DomainError
from salesdesk.ui.lists.name_dialog import NameDialog
from salesdesk.ui.pages.settings.remove_stage import RemoveStageDialog
from salesdesk.ui.pages.settings.stages import StagesCard
from tests.refusals import refusing
from tests.ui.pages.office import Office


@pytest.fixture
def card(qtbot: QtBot, office: Office) -> StagesCard:
    """The card of the settings page, refreshed as the page does."""
    made = StagesCard(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(lambda _changes: made.refresh())
    made.resize(760, 420)
    made.refresh()
    made.show()
    qtbot.waitExposed(made)
    return made


def press(inside: QWidget, name: str) -> None:
    next(b for b in inside.findChildren(QPushButton) if name in (b.accessibleName(), b.text())).click()


def shown(card: StagesCard) -> list[str]:
    return [card._pipelines.itemText(row) for row in range(card._pipelines.count())]


def test_a_pipeline_is_renamed_and_removed(qtbot: QtBot, office: Office, card: StagesCard) -> None:
    office.services.pipelines.add_pipeline("Renewals")
    qtbot.waitUntil(lambda: shown(card) == ["New business", "Renewals"])
    card._pipelines.setCurrentIndex(1)
    press(card, "Rename pipeline")
    dialog = card.findChild(NameDialog)
    assert dialog is not None
    editor = dialog.field.editor
    assert editor.text() == "Renewals"  # type: ignore[attr-defined]
    editor.setText("Upkeep")  # type: ignore[attr-defined]
    press(dialog, "Rename")
    qtbot.waitUntil(lambda: shown(card) == ["New business", "Upkeep"])
    press(card, "Remove pipeline")
    qtbot.waitUntil(lambda: shown(card) == ["New business"])
    assert office.said == ["Pipeline renamed", "Pipeline removed"]
    office.services.commands.undo()
    qtbot.waitUntil(lambda: shown(card) == ["New business", "Upkeep"])
    assert len(office.store.pipelines.all()[1].stages) == 7


def test_pipelines_are_ordered_and_archived(qtbot: QtBot, office: Office, card: StagesCard) -> None:
    office.services.pipelines.add_pipeline("Renewals")
    qtbot.waitUntil(lambda: len(shown(card)) == 2)
    card._pipelines.setCurrentIndex(1)
    card._show_stages()
    press(card, "Move pipeline up")
    qtbot.waitUntil(lambda: shown(card) == ["Renewals", "New business"])
    assert card._pipelines.currentText() == "Renewals"
    press(card, "Archive pipeline")
    qtbot.waitUntil(lambda: shown(card) == ["Renewals (archived)", "New business"])
    assert [one.name for one in office.store.pipelines.offered()] == ["New business"]
    press(card, "Offer pipeline again")
    qtbot.waitUntil(lambda: shown(card) == ["Renewals", "New business"])
    assert office.said == ["Pipeline moved", "Pipeline archived, its deals stay", "Pipeline offered again"]


def test_a_stage_with_deals_asks_where_they_go(qtbot: QtBot, office: Office, card: StagesCard) -> None:
    stages = {stage.name: stage.id for stage in office.store.pipelines.all()[0].stages}
    deal, _ = office.services.deals.create("Kiln", stages["Demo"])
    press(card, "Remove Demo")
    dialog = card.findChild(RemoveStageDialog)
    assert dialog is not None
    assert dialog.text.text() == "1 deal stands in it, the trash included."
    assert dialog.target.currentText() == "Proposal"
    dialog.target.setCurrentIndex(dialog.target.findText("Education"))
    press(dialog, "Move deals and remove")
    qtbot.waitUntil(lambda: office.store.deals.get(deal).stage_id == stages["Education"])
    assert "Demo" not in [stage.name for stage in office.store.pipelines.all()[0].stages]
    office.services.commands.undo()
    assert office.store.deals.get(deal).stage_id == stages["Demo"]


def test_a_stage_is_counted_for_the_best_case_or_not(qtbot: QtBot, office: Office, card: StagesCard) -> None:
    boxes = {box.accessibleName().split(" counts")[0]: box for box in card.findChildren(QCheckBox)}
    assert {name for name, box in boxes.items() if box.isChecked()} == {"Demo", "Proposal", "Negotiation"}
    boxes["Education"].click()
    qtbot.waitUntil(lambda: office.store.pipelines.all()[0].stages[1].best_case)
    office.services.commands.undo()
    assert not office.store.pipelines.all()[0].stages[1].best_case


def test_a_pipeline_in_use_and_the_only_one_stay(office: Office) -> None:
    services, store = office.services, office.store
    only = store.pipelines.all()[0]
    with refusing(DomainError, match=r"“New business” stays: deals need a pipeline\."):
        services.pipelines.remove_pipeline(only.id)
    services.pipelines.add_pipeline("Renewals")
    deal, _ = services.deals.create("Fleet", only.stages[0].id)
    with refusing(DomainError, match="“New business” holds 1 deal, those in the trash included"):
        services.pipelines.remove_pipeline(only.id)
    services.deals.move(deal, store.pipelines.all()[1].stages[0].id)
    with refusing(DomainError, match="stands in the history of deals"):
        services.pipelines.remove_pipeline(only.id)
