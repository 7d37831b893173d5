"""Deals closed in their list: typed, chosen, pasted, filled down or changed in bulk, how they ended is asked before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import FieldType
from salesdesk.ui.lists.bulk_dialog import BulkDialog
from salesdesk.ui.lists.columns import choices_for
from salesdesk.ui.lists.popups import NamePopup
from salesdesk.ui.models.record_table_model import TypedRole
from salesdesk.ui.pages.deals.closing import LostDialog, WonDialog
from salesdesk.ui.pages.deals.closing_many import ClosingManyDialog
from salesdesk.ui.pages.deals.list_page import DealsPage
from salesdesk.ui.widgets.completion import TypingBox
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office
from tests.ui.pages.test_deals_list import deals, dialog, page, popup, type_into

__all__ = ["deals", "page"]

Close = Callable[[QtBot, DealsPage, dict[str, int]], None]


def stage_of(office: Office, deal: int) -> str:
    return office.store.pipelines.stage(office.store.deals.get(deal).stage_id).name


def no_dialog() -> bool:
    return not any(isinstance(w, Dialog) and w.isVisible() for w in QApplication.topLevelWidgets())


def press(qtbot: QtBot, found: Dialog, text: str) -> None:
    button = next(b for b in found.findChildren(QPushButton) if b.text() == text)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def fill(field: FormField, text: str) -> None:
    assert isinstance(field.editor, TypingBox)
    field.editor.setEditText(text)


def typed(stage: str) -> Close:
    return lambda _qtbot, page, deals: type_into(page, deals["Fleet"], "stage", stage)


def pasted(text: str) -> Close:
    def paste(qtbot: QtBot, page: DealsPage, _deals: dict[str, int]) -> None:
        page.table.setFocus()
        page.table.setCurrentIndex(page.model.index(0, page.model.column_of("stage")))
        QApplication.clipboard().setText(text)
        qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    return paste


def filled_down(qtbot: QtBot, page: DealsPage, deals: dict[str, int]) -> None:
    page.table.setFocus()
    page.table.selectAll()
    at = page.model.index(0, page.model.column_of("stage"))
    page.table.selectionModel().setCurrentIndex(at, page.table.selectionModel().SelectionFlag.NoUpdate)
    qtbot.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)


def changed_in_bulk(qtbot: QtBot, page: DealsPage, _deals: dict[str, int]) -> None:
    page.table.selectAll()
    page.bulk.ask_field()
    asked = dialog(BulkDialog)
    assert isinstance(asked, BulkDialog)
    asked.field.setCurrentIndex(asked.field.findData("stage"))
    qtbot.waitUntil(lambda: asked._held is not None)
    asked.chosen.setCurrentIndex(asked.chosen.findText("Lost"))
    asked._show_preview()
    asked.apply.click()


def moved_in_bulk(qtbot: QtBot, page: DealsPage, _deals: dict[str, int]) -> None:
    page.table.selectAll()
    page.bulk.ask_pipeline_stage()
    names = popup(NamePopup)
    row = next(i for i in range(names.list.count()) if names.list.item(i).text() == "Lost")
    names.list.setCurrentRow(row)
    qtbot.keyClick(names.list, Qt.Key.Key_Return)


@pytest.mark.parametrize("close", [typed("Lost"), pasted("Lost")], ids=["typed", "pasted"])
def test_one_that_is_lost_asks_for_day_amount_reason_and_competitor(
    qtbot: QtBot, page: DealsPage, office: Office, deals: dict[str, int], close: Close
) -> None:
    close(qtbot, page, deals)
    asked = dialog(LostDialog)
    assert isinstance(asked, LostDialog)
    assert stage_of(office, deals["Fleet"]) == "Prospecting"
    fill(asked._reason, "Price")
    fill(asked._competitor, "Rival")
    press(qtbot, asked, "Mark as lost")
    found = office.store.deals.get(deals["Fleet"])
    assert (stage_of(office, found.id), found.lost_reason, found.competitor) == ("Lost", "Price", "Rival")
    office.services.commands.undo()
    assert stage_of(office, found.id) == "Prospecting"


def test_one_that_is_won_in_another_pipeline_ends_there(
    qtbot: QtBot, page: DealsPage, office: Office, deals: dict[str, int]
) -> None:
    office.services.pipelines.add_pipeline("Renewals")
    renewals = next(p for p in office.store.pipelines.all() if p.name == "Renewals")
    page.table.select_id(deals["Kiln"])
    page.bulk.ask_pipeline_stage()
    names = popup(NamePopup)
    row = next(i for i in range(names.list.count()) if names.list.item(i).text() == "Renewals: Won")
    names.list.setCurrentRow(row)
    qtbot.keyClick(names.list, Qt.Key.Key_Return)
    asked = dialog(WonDialog)
    assert isinstance(asked, WonDialog)
    assert isinstance(asked._amount.editor, QLineEdit)
    asked._amount.editor.setText("8000")
    press(qtbot, asked, "Mark as won")
    found = office.store.deals.get(deals["Kiln"])
    assert (found.pipeline_id, stage_of(office, found.id), found.amount) == (renewals.id, "Won", 800_000)


@pytest.mark.parametrize(
    "close", [typed("Lost"), typed("Won"), pasted("Lost\nLost\nWon"), pasted("Won"), changed_in_bulk, moved_in_bulk],
    ids=["typed lost", "typed won", "block", "cell", "bulk", "moved"],
)  # fmt: skip
@pytest.mark.parametrize("escape", [True, False])
def test_cancelled_nothing_changes(
    qtbot: QtBot, page: DealsPage, office: Office, deals: dict[str, int], close: Close, escape: bool
) -> None:
    before = office.store.database.dump()
    close(qtbot, page, deals)
    asked = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Dialog) and w.isVisible())
    qtbot.waitUntil(asked.isActiveWindow)
    if escape:
        qtbot.keyClick(asked, Qt.Key.Key_Escape)
    else:
        press(qtbot, asked, "Cancel")
    assert office.store.database.dump() == before
    index = page.model.index(page.model.row_of(deals["Fleet"]), page.model.column_of("stage"))
    assert (index.data(), index.data(TypedRole)) == ("Prospecting", None)


@pytest.mark.parametrize(
    "close", [pasted("Lost\nLost\nLost"), changed_in_bulk, moved_in_bulk], ids=["pasted", "bulk", "moved"]
)
def test_many_that_are_lost_ask_once(
    qtbot: QtBot, page: DealsPage, office: Office, deals: dict[str, int], close: Close
) -> None:
    close(qtbot, page, deals)
    asked = dialog(ClosingManyDialog)
    assert isinstance(asked, ClosingManyDialog)
    assert asked.heading.text() == "Lost: 3 deals"
    assert_all_named(asked)
    qtbot.wait(20)  # whatever asked before is deleted by now
    press(qtbot, asked, "Mark as lost")
    ((reason, competitor),) = asked._asked.values()
    assert "reason" in reason.error()
    fill(reason, "Price")
    fill(competitor, "Rival")
    assert isinstance(asked._day.editor, DateField)
    asked._day.editor.setDate(asked._day.editor.date().addDays(-3))
    press(qtbot, asked, "Mark as lost")
    for number in deals.values():
        found = office.store.deals.get(number)
        assert (found.lost_reason, found.competitor, found.closed_at) == ("Price", "Rival", "2026-11-20")
    office.services.commands.undo()
    assert {stage_of(office, number) for number in deals.values()} == {"Prospecting", "Demo"}


def test_filled_down_from_a_lost_one_only_the_others_are_asked_about(
    qtbot: QtBot, page: DealsPage, office: Office, deals: dict[str, int]
) -> None:
    office.services.deals.lose(deals["Fleet"], "Timing")
    office.services.deals.lose(deals["Office"], "Timing")
    page.refresh()
    filled_down(qtbot, page, deals)
    asked = dialog(ClosingManyDialog)
    assert isinstance(asked, ClosingManyDialog)
    assert asked.heading.text() == "Lost: 1 deal"
    ((reason, _),) = asked._asked.values()
    fill(reason, "Price")
    press(qtbot, asked, "Mark as lost")
    said = [office.store.deals.get(number).lost_reason for number in deals.values()]
    assert said == ["Timing", "Price", "Timing"]


def test_a_block_that_wins_and_loses_asks_for_both(
    qtbot: QtBot, page: DealsPage, office: Office, deals: dict[str, int]
) -> None:
    page.columns.show(("deal_title", "stage", "lost_reason"))
    pasted("Won\t\nLost\tNo budget\nDemo\t")(qtbot, page, deals)
    asked = dialog(ClosingManyDialog)
    assert isinstance(asked, ClosingManyDialog)
    assert asked.heading.text() == "Close 2 deals"
    won, _lost = asked._asked.values()
    fill(won[0], "Quality")
    press(qtbot, asked, "Close them")
    fleet, kiln, other = (office.store.deals.get(number) for number in deals.values())
    assert (fleet.won_reason, kiln.lost_reason, kiln.closed_at) == ("Quality", "No budget", "2026-11-23")
    assert (stage_of(office, other.id), other.closed_at) == ("Demo", None)


def test_what_ended_before_and_what_stays_open_is_not_asked_about(
    qtbot: QtBot, page: DealsPage, office: Office, deals: dict[str, int]
) -> None:
    office.services.deals.win(deals["Fleet"], won_reason="Quality")
    page.refresh()
    pasted("Won\nProposal\nProposal")(qtbot, page, deals)
    assert no_dialog()
    assert office.store.deals.get(deals["Fleet"]).won_reason == "Quality"
    assert stage_of(office, deals["Kiln"]) == "Proposal"


def test_many_hundreds_are_looked_through_by_the_worker(
    qtbot: QtBot, page: DealsPage, office: Office, deals: dict[str, int]
) -> None:
    first = next(s.id for s in office.store.pipelines.all()[0].stages)
    for number in range(420):
        office.services.deals.create(f"Deal {number}", first)
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == 423)
    moved_in_bulk(qtbot, page, deals)
    qtbot.waitUntil(lambda: not no_dialog())
    asked = dialog(ClosingManyDialog)
    assert isinstance(asked, ClosingManyDialog)
    assert asked.heading.text() == "Lost: 423 deals"
    ((reason, _),) = asked._asked.values()
    fill(reason, "Price")
    press(qtbot, asked, "Mark as lost")
    qtbot.waitUntil(lambda: any("moved to Lost" in said for said in office.said), timeout=20_000)
    assert stage_of(office, deals["Kiln"]) == "Lost"


def test_chosen_beside_the_list_it_asks_too(
    qtbot: QtBot, page: DealsPage, office: Office, deals: dict[str, int]
) -> None:
    offered = choices_for("stage", FieldType.CHOICE, None, office.store)
    assert offered is not None
    assert "Lost" in [text for _, text in offered()]
    page.table.select_id(deals["Kiln"])
    qtbot.waitUntil(lambda: page.panel.details.number == deals["Kiln"])
    page.panel.details._writer.write("stage", "Lost")
    asked = dialog(LostDialog)
    assert isinstance(asked, LostDialog)
    assert stage_of(office, deals["Kiln"]) == "Demo"
    fill(asked._reason, "Price")
    press(qtbot, asked, "Mark as lost")
    assert office.store.deals.get(deals["Kiln"]).lost_reason == "Price"
