"""The board, driven by keys, drops and clicks over a real file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from salesdesk.domain.closing_words import ClosingList
from salesdesk.domain.filters import Filter
from salesdesk.domain.pipelines import CardOrder
from salesdesk.services.activities import Subject
from salesdesk.ui.messages import Message
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog
from salesdesk.ui.pages.activities.log_dialog import LogDialog
from salesdesk.ui.pages.deals.card_board import DecisionZone
from salesdesk.ui.pages.deals.card_delegate import chip_of
from salesdesk.ui.pages.deals.card_model import MIME, CardModel
from salesdesk.ui.pages.deals.closing import LostDialog, WonDialog
from salesdesk.ui.pages.deals.column_view import BoardColumn
from salesdesk.ui.pages.deals.deal_dialog import DealDialog
from salesdesk.ui.pages.deals.list_page import DealsPage
from salesdesk.ui.pages.deals.page import PipelinePage
from salesdesk.ui.widgets.text import ElidedLabel
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office


def stage_id(office: Office, name: str) -> int:
    return next(s.id for p in office.store.pipelines.all() for s in p.stages if s.name == name)


@pytest.fixture
def deals(office: Office) -> dict[str, int]:
    """Three deals in two stages."""
    made = {}
    for title, stage, amount in (
        ("Fleet", "Prospecting", 2_400_000),
        ("Office", "Prospecting", 480_000),
        ("Kiln", "Demo", 770_000),
    ):
        made[title], _ = office.services.deals.create(title, stage_id(office, stage), amount=amount)
    return made


@pytest.fixture
def page(qtbot: QtBot, office: Office, deals: dict[str, int]) -> PipelinePage:
    made = PipelinePage(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(made.on_changed)
    made.resize(1200, 760)
    made.show()
    qtbot.waitExposed(made)
    return made


def column(page: PipelinePage, name: str) -> BoardColumn:
    return next(c for c in page.board.columns if c.stage.name == name)


def titles(page: PipelinePage, name: str) -> list[str]:
    return [card.title for card in column(page, name).model.cards]


def drop(target: object, deal: int, at: QPoint) -> None:
    """Enter and drop as a drag of a card would: native drags cannot run offscreen."""
    data = QMimeData()
    data.setData(MIME, str(deal).encode())
    for event in (
        QDragEnterEvent(
            at, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        ),
        QDropEvent(
            QPointF(at),
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    ):
        handler = target.dragEnterEvent if isinstance(event, QDragEnterEvent) else target.dropEvent  # type: ignore[attr-defined]
        handler(event)


def button(widget: object, text: str) -> QPushButton:
    return next(b for b in widget.findChildren(QPushButton) if b.text().strip() == text)  # type: ignore[attr-defined]


def test_columns_show_cards_and_sums(page: PipelinePage) -> None:
    assert [c.stage.name for c in page.board.columns] == [
        "Prospecting",
        "Education",
        "Demo",
        "Proposal",
        "Negotiation",
    ]
    assert titles(page, "Prospecting") == ["Fleet", "Office"]
    assert "€28,800" in column(page, "Prospecting").cards.accessibleDescription()
    assert_all_named(page)


def test_deals_in_other_currencies_are_named_where_they_are_not_added(
    page: PipelinePage, office: Office
) -> None:
    office.services.deals.create(
        "Store pilot", stage_id(office, "Prospecting"), amount=6_100_000, currency="USD"
    )
    office.services.deals.create("No amount yet", stage_id(office, "Prospecting"), currency="USD")
    assert column(page, "Prospecting")._sums.text().startswith("€28,800 + $61,000 · weighted ")
    assert "$" not in column(page, "Demo")._sums.text()
    assert page._figures["open"].note.text() == "5 deals, 1 without a rate"


def test_a_drop_moves_the_deal_and_undo_brings_it_back(
    qtbot: QtBot, page: PipelinePage, office: Office, deals: dict[str, int]
) -> None:
    drop(column(page, "Demo").cards, deals["Fleet"], QPoint(40, 10))
    qtbot.waitUntil(lambda: titles(page, "Demo") == ["Fleet", "Kiln"])
    assert office.said[-1] == "Moved to Demo"
    office.context.commands.undo()
    qtbot.waitUntil(lambda: titles(page, "Prospecting") == ["Fleet", "Office"])


def test_a_drop_on_the_lower_half_lands_behind_the_card(
    qtbot: QtBot, page: PipelinePage, deals: dict[str, int]
) -> None:
    drop(column(page, "Demo").cards, deals["Office"], QPoint(40, 80))
    qtbot.waitUntil(lambda: titles(page, "Demo") == ["Kiln", "Office"])


def test_keys_move_a_card_to_the_next_stage(qtbot: QtBot, page: PipelinePage, deals: dict[str, int]) -> None:
    page.board.focus_deal(deals["Office"])
    qtbot.keyClick(column(page, "Prospecting").cards, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: titles(page, "Education") == ["Office"])
    assert column(page, "Education").cards.current_deal() == deals["Office"]


def test_keys_reorder_within_a_column(qtbot: QtBot, page: PipelinePage, deals: dict[str, int]) -> None:
    page.board.focus_deal(deals["Office"])
    qtbot.keyClick(column(page, "Prospecting").cards, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: titles(page, "Prospecting") == ["Office", "Fleet"])


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ("open", {"Fleet", "Office", "Kiln"}),
        ("weighted", {"Fleet", "Office", "Kiln"}),
        ("won", {"Yard"}),
    ],
)
def test_every_figure_opens_its_deals(
    qtbot: QtBot, office: Office, page: PipelinePage, figure: str, shown: set[str]
) -> None:
    won, _ = office.services.deals.create("Yard", stage_id(office, "Demo"), amount=100)
    office.services.deals.win(won)
    qtbot.keyClick(page._figures[figure], Qt.Key.Key_Return)
    place, target = office.asked[-1]
    assert place == "deals"
    listed = DealsPage(office.context)
    qtbot.addWidget(listed)
    office.shown.append(listed)
    listed.open_target(target)
    listed.show()
    deals = office.store.deals
    assert {deals.get(i).title for i in listed.model.ids} == shown
    chips = [chip.accessibleName() for chip in listed.filters.chips() if chip.active]
    assert chips
    assert not [chip for chip in chips if "#" in chip or "_" in chip], chips


def test_the_first_card_has_the_focus(
    qtbot: QtBot, office: Office, page: PipelinePage, deals: dict[str, int]
) -> None:
    for title in ("Fleet", "Office"):
        office.services.deals.move(deals[title], stage_id(office, "Proposal"))
    page.setFocus()
    page.take_focus()
    assert page.focusWidget() is column(page, "Demo").cards
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert page.panel.deal_id == deals["Kiln"]


def test_dropping_on_lost_asks_why(
    qtbot: QtBot, page: PipelinePage, office: Office, deals: dict[str, int]
) -> None:
    zone = next(z for z in page.findChildren(DecisionZone) if "lost" in z.text())
    drop(zone, deals["Kiln"], QPoint(10, 10))
    dialog = page.findChild(LostDialog)
    assert dialog is not None
    button(dialog, "Mark as lost").click()
    assert "why the deal was lost" in dialog._reason.error()
    dialog._reason.editor.setCurrentText("Price")
    button(dialog, "Mark as lost").click()
    assert office.store.deals.get(deals["Kiln"]).lost_reason == "Price"
    qtbot.waitUntil(lambda: titles(page, "Demo") == [])


def test_winning_takes_the_agreed_amount(
    qtbot: QtBot, page: PipelinePage, office: Office, deals: dict[str, int]
) -> None:
    page.show_deal(deals["Fleet"])
    button(page.panel, "Won").click()
    dialog = page.findChild(WonDialog)
    assert dialog is not None
    amount = dialog._amount.editor
    amount.setText("a lot")
    button(dialog, "Mark as won").click()
    assert "not an amount" in dialog._amount.error()
    amount.setText("25,500")
    button(dialog, "Mark as won").click()
    won = office.store.deals.get(deals["Fleet"])
    assert (won.amount, won.closed_at) == (2_550_000, "2026-11-23")


def test_a_deal_is_won_as_of_an_earlier_day_and_corrected_later(
    qtbot: QtBot, page: PipelinePage, office: Office, deals: dict[str, int]
) -> None:
    page.show_deal(deals["Fleet"])
    button(page.panel, "Won").click()
    dialog = page.findChild(WonDialog)
    assert dialog is not None
    assert_all_named(dialog)
    dialog._day.editor.set_value(date(2026, 12, 1))  # a day to come
    assert dialog._day.editor.value() == date(2026, 11, 23)
    dialog._day.editor.set_value(date(2026, 11, 16))
    dialog._reason.editor.setCurrentText("Trust")
    dialog._competitor.editor.setCurrentText("Rival AG")
    button(dialog, "Mark as won").click()
    won = office.store.deals.get(deals["Fleet"])
    assert (won.closed_at, won.won_reason, won.competitor) == ("2026-11-16", "Trust", "Rival AG")
    page.show_deal(deals["Fleet"])
    button(page.panel, "Won: correct…").click()
    again = page.findChildren(WonDialog)[-1]
    assert again._day.editor.value() == date(2026, 11, 16)
    assert again._reason.editor.currentText() == "Trust"
    again._day.editor.set_value(date(2026, 11, 17))
    again._amount.editor.setText("26,000")
    button(again, "Save").click()
    corrected = office.store.deals.get(deals["Fleet"])
    assert (corrected.closed_at, corrected.amount, corrected.won_reason) == ("2026-11-17", 2_600_000, "Trust")
    assert "Rival AG" in office.store.closing_words.offered(ClosingList.COMPETITOR)
    assert "Trust" in office.store.closing_words.offered(ClosingList.WON_REASON)


def test_a_card_dropped_against_the_order_says_why_it_keeps_its_place_and_offers_to_sort_by_hand(
    qtbot: QtBot, page: PipelinePage, office: Office, deals: dict[str, int]
) -> None:
    office.services.deals.sort_cards(stage_id(office, "Prospecting"), CardOrder.AMOUNT)
    qtbot.waitUntil(lambda: "amount" in column(page, "Prospecting").sort.toolTip())
    posted: list[Message] = []
    office.context.messages.posted.connect(posted.append)
    drop(column(page, "Prospecting").cards, deals["Office"], QPoint(40, 10))
    assert titles(page, "Prospecting") == ["Fleet", "Office"]
    assert posted[-1].text == "Prospecting is sorted by amount, so the card keeps its place."
    assert posted[-1].action_text == "Sort by hand"
    assert posted[-1].action is not None
    posted[-1].action()
    qtbot.waitUntil(lambda: titles(page, "Prospecting") == ["Office", "Fleet"])
    assert "hand" in column(page, "Prospecting").sort.accessibleName()
    drop(column(page, "Prospecting").cards, deals["Fleet"], QPoint(40, 10))
    qtbot.waitUntil(lambda: titles(page, "Prospecting") == ["Fleet", "Office"])


def test_a_column_is_sorted_from_its_head(qtbot: QtBot, page: PipelinePage, office: Office) -> None:
    head = column(page, "Prospecting")
    head.sort.click()
    menu = head.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["Next step", "Hand", "Amount", "Closing day"]
    assert [action.isChecked() for action in menu.actions()] == [True, False, False, False]
    menu.actions()[3].trigger()
    qtbot.waitUntil(lambda: "closing day" in head.sort.toolTip())
    assert office.said[-1] == "Prospecting is sorted by closing day"
    menu.close()


def test_a_long_title_takes_two_lines(page: PipelinePage, office: Office, deals: dict[str, int]) -> None:
    office.services.deals.change(deals["Kiln"], title="Kiln and glaze line for the second workshop in Graz")
    page.refresh()
    cards = column(page, "Demo").cards
    kiln, fleet = (
        column(page, name).cards.visualRect(column(page, name).model.index(0))
        for name in ("Demo", "Prospecting")
    )
    assert kiln.height() > fleet.height()
    assert cards.itemDelegate()._title_lines(column(page, "Demo").model.cards[0], 150)[1]


def test_the_menu_of_a_card_opens_its_next_step_or_asks_for_one(
    page: PipelinePage, office: Office, deals: dict[str, int]
) -> None:
    def choose(title: str, entry: str) -> EntryDialog:
        page.board.menu_requested.emit(deals[title], page.mapToGlobal(QPoint(40, 40)))
        menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
        next(one for one in menu.actions() if one.text() == entry).trigger()
        menu.close()
        return page.findChildren(EntryDialog)[-1]

    asking = choose("Kiln", "Next step…")
    asking._subject.editor.setText("Show the kiln")  # type: ignore[attr-defined]
    asking._save()
    step = office.store.activities.next_step("deal_id", deals["Kiln"])
    assert step is not None
    assert (step.subject, step.due_at) == ("Show the kiln", "2026-11-24")
    opened = choose("Kiln", "Next step…")
    assert opened._entry == step
    opened.reject()
    entering = choose("Fleet", "Log or plan…")
    assert entering._about.subject().deal_id == deals["Fleet"]
    entering.reject()


def test_enter_opens_the_deal_beside_the_board_and_escape_closes_it(
    qtbot: QtBot, page: PipelinePage, deals: dict[str, int]
) -> None:
    page.board.focus_deal(deals["Fleet"])
    qtbot.keyClick(column(page, "Prospecting").cards, Qt.Key.Key_Return)
    assert page.panel.isVisible()
    assert page.panel.deal_id == deals["Fleet"]
    assert_all_named(page.panel)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.panel.isHidden())


def test_the_quick_log_plans_the_next_step(
    qtbot: QtBot, page: PipelinePage, office: Office, deals: dict[str, int]
) -> None:
    page.show_deal(deals["Fleet"])
    button(page.panel, "Log call").click()
    log = page.panel._timeline.log
    log._text.setPlainText("Wants a pilot")
    log._next.setText("Send offer")
    button(log, "Log call and step").click()
    step = office.store.activities.next_step("deal_id", deals["Fleet"])
    assert step is not None
    assert (step.subject, step.due_at) == ("Send offer", "2026-11-24")
    assert (
        column(page, "Prospecting").model.cards[0].title == "Office"
    )  # without a step it needs attention first


def test_a_new_deal_needs_a_title(page: PipelinePage, office: Office) -> None:
    button(page, "New deal").click()
    dialog = page.findChild(DealDialog)
    assert dialog is not None
    assert_all_named(dialog)
    button(dialog, "Add deal").click()
    assert "title" in dialog._title.error()
    dialog.findChild(QLineEdit).setText("Showroom")
    button(dialog, "Add deal").click()
    assert "Showroom" in titles(page, "Prospecting")


def test_an_empty_pipeline_says_what_it_is_for(qtbot: QtBot, office: Office) -> None:
    page = PipelinePage(office.context)
    qtbot.addWidget(page)
    page.show()
    assert page._stack.currentIndex() == 1


def test_the_list_shows_exactly_the_filtered_deals(
    qtbot: QtBot, office: Office, deals: dict[str, int]
) -> None:
    page = DealsPage(office.context)
    qtbot.addWidget(page)
    office.shown.append(page)
    page.open_target(Filter(text="kiln"))
    page.show()
    qtbot.waitExposed(page)
    assert list(page.model.ids) == [deals["Kiln"]]
    page.clear_filter()
    assert len(page.model.ids) == 3


def test_the_card_model_keeps_qts_contract(qtmodeltester: ModelTester, page: PipelinePage) -> None:
    model = CardModel()
    qtmodeltester.check(model)
    model.set_cards(column(page, "Prospecting").model.cards)
    qtmodeltester.check(model)
    model.set_cards([])
    qtmodeltester.check(model)


def test_what_needs_attention_opens_exactly_these_deals(
    qtbot: QtBot, page: PipelinePage, office: Office, deals: dict[str, int]
) -> None:
    office.services.activities.plan(Subject(deal_id=deals["Kiln"]), "Call", "2026-12-01")
    qtbot.waitUntil(lambda: page._figures["attention"].value.text() == "2")
    page._figures["attention"].clicked.emit()
    key, target = office.asked[-1]
    assert key == "deals"
    listed = DealsPage(office.context)
    qtbot.addWidget(listed)
    office.shown.append(listed)
    listed.open_target(target)
    listed.show()
    assert sorted(listed.model.ids) == sorted([deals["Fleet"], deals["Office"]])
    listed.clear_filter()
    assert len(listed.model.ids) == 3


def way(page: PipelinePage) -> list[str]:
    """The lines of the stages so far, as they can be read."""
    return [line.text() for line in page.panel.way.findChildren(ElidedLabel) if line.isVisible()]


def test_the_panel_tells_the_stages_so_far(
    qtbot: QtBot, page: PipelinePage, office: Office, deals: dict[str, int]
) -> None:
    office.now += timedelta(days=3)
    office.services.deals.move(deals["Fleet"], stage_id(office, "Demo"))
    office.now += timedelta(days=1)
    page.show_deal(deals["Fleet"])
    assert way(page) == []
    page.panel.way.link.setFocus()
    qtbot.keyClick(page.panel.way.link, Qt.Key.Key_Return)
    who = office.store.actor
    assert way(page) == [
        "Demo",
        f"since 26 Nov · 1 day · {who}",
        "Prospecting",
        f"23 Nov · 3 days · {who}",
    ]
    office.services.deals.win(deals["Fleet"])
    page.show_deal(deals["Fleet"])
    assert way(page)[:4] == ["Won", f"since 27 Nov · {who}", "Demo", f"26 Nov · 1 day · {who}"]
    page.show_deal(deals["Kiln"])  # another deal, still unfolded
    assert way(page) == ["Demo", f"since 23 Nov · 4 days · {who}"]
    assert_all_named(page)
    qtbot.mouseClick(page.panel.way.link, Qt.MouseButton.LeftButton)
    assert way(page) == []


def test_a_card_says_when_its_deal_stands_too_long_in_its_stage(
    page: PipelinePage, office: Office, deals: dict[str, int]
) -> None:
    office.services.pipelines.change_stage(stage_id(office, "Demo"), usual_days=5, stale_days=0)
    office.services.activities.plan(Subject(deal_id=deals["Kiln"]), "Call", "2026-12-20")
    office.now += timedelta(days=6)
    page.refresh()
    card = column(page, "Demo").model.cards[0]
    assert chip_of(card, office.now.date()) == ("6 days in stage", "warn")
    assert page._figures["attention"].value.text() == "3"
    page.panel.show_deal(deals["Kiln"])
    assert any("6 days, usually 5" in made.text() for made in page.panel.findChildren(QLabel))


def test_letters_on_a_card_win_and_log_and_in_a_field_they_are_text(
    qtbot: QtBot, page: PipelinePage, deals: dict[str, int]
) -> None:
    page.board.focus_deal(deals["Kiln"])
    cards = column(page, "Demo").cards
    qtbot.keyClick(cards, Qt.Key.Key_W)
    dialog = page.findChild(WonDialog)
    assert dialog is not None
    qtbot.keyClick(dialog._amount.editor, Qt.Key.Key_L)
    assert page.findChild(LogDialog) is None
    dialog.reject()
    qtbot.keyClick(cards, Qt.Key.Key_L)
    log = page.findChild(LogDialog)
    assert log is not None
    log.reject()


def test_brackets_and_ctrl_alt_arrows_go_from_deal_to_deal(
    qtbot: QtBot, page: PipelinePage, deals: dict[str, int]
) -> None:
    alt = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    page.board.focus_deal(deals["Fleet"])
    cards = column(page, "Prospecting").cards
    qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert page.panel.deal_id == deals["Fleet"]
    qtbot.keyClick(cards, Qt.Key.Key_Right, alt)
    qtbot.waitUntil(lambda: page.panel.deal_id == deals["Office"])
    qtbot.keyClick(cards, Qt.Key.Key_BracketLeft)
    qtbot.waitUntil(lambda: page.panel.deal_id == deals["Fleet"])
    qtbot.keyClick(cards, Qt.Key.Key_Left, alt)
    assert page.panel.deal_id == deals["Fleet"]


def test_what_was_in_sight_stays_in_sight_when_a_step_is_finished(
    qtbot: QtBot, page: PipelinePage, office: Office
) -> None:
    made = []
    for number in range(30):
        deal, _ = office.services.deals.create(f"Deal {number:02}", stage_id(office, "Education"))
        office.services.activities.plan(Subject(deal_id=deal), "Call", f"2026-12-{number % 28 + 1:02}")
        made.append(deal)
    view = column(page, "Education").cards
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 400)
    view.select_deal(made[12])
    view.verticalScrollBar().setValue(700)
    step = office.store.activities.next_step("deal_id", made[12])
    assert step is not None
    office.services.activities.finish(step.id)
    qtbot.waitUntil(lambda: titles(page, "Education")[0] == "Deal 12")
    assert view.verticalScrollBar().value() == 700
    assert view.current_deal() == made[12]


def test_the_panel_leads_to_the_whole_deal(
    qtbot: QtBot, page: PipelinePage, office: Office, deals: dict[str, int]
) -> None:
    page.show_deal(deals["Fleet"])
    opening = next(
        one for one in page.panel.findChildren(QPushButton) if one.accessibleName() == "Open the deal"
    )
    qtbot.mouseClick(opening, Qt.MouseButton.LeftButton)
    assert office.asked[-1] == ("deal", deals["Fleet"])
