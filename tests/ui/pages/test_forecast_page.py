"""The forecast, driven by keys, drops and clicks over a real file."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.domain.filters import Filter
from salesdesk.domain.forecast import Span
from salesdesk.domain.pipelines import StageKind
from salesdesk.ui.pages.deals.card_model import MIME, MovingRole
from salesdesk.ui.pages.deals.closing import LostDialog, WonDialog
from salesdesk.ui.pages.deals.list_page import DealsPage
from salesdesk.ui.pages.forecast.close_day_dialog import CloseDayDialog
from salesdesk.ui.pages.forecast.month_view import MonthColumn
from salesdesk.ui.pages.forecast.page import ForecastPage
from salesdesk.ui.widgets.chips import Chip
from salesdesk.ui.widgets.text import ElidedLabel
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office

CTRL = Qt.KeyboardModifier.ControlModifier


def stage_id(office: Office, name: str) -> int:
    return next(s.id for p in office.store.pipelines.all() for s in p.stages if s.name == name)


@pytest.fixture
def deals(office: Office) -> dict[str, int]:
    """It is the 23rd of November 2026."""
    made = {}
    for title, stage, amount, close in (
        ("Yard", "Proposal", 2_280_000, "2026-11-12"),
        ("Supply", "Negotiation", 2_890_000, "2026-11-27"),
        ("Fleet", "Proposal", 2_400_000, "2026-12-18"),
        ("Kiln", "Demo", 770_000, "2026-12-31"),
        ("Pilot", "Prospecting", 960_000, None),
    ):
        made[title], _ = office.services.deals.create(
            title, stage_id(office, stage), amount=amount, expected_close=close
        )
    return made


@pytest.fixture
def page(qtbot: QtBot, office: Office, deals: dict[str, int]) -> ForecastPage:
    made = ForecastPage(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(made.on_changed)
    made.resize(1240, 760)
    made.show()
    qtbot.waitExposed(made)
    return made


def column(page: ForecastPage, key: str) -> MonthColumn:
    """By its span, or by its month as "2026-12"."""
    places = {
        f"{c.place.first:%Y-%m}" if c.place.span is Span.MONTH else c.place.span.value: c
        for c in page.board.columns
    }
    return places[key]


def titles(page: ForecastPage, key: str) -> list[str]:
    return [card.title for card in column(page, key).model.cards]


def drop(target: object, deal: int, *, alt: bool = False) -> None:
    """Enter and drop as a drag of a card would: native drags cannot run offscreen."""
    data, held = QMimeData(), Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
    data.setData(MIME, str(deal).encode())
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    target.dragEnterEvent(QDragEnterEvent(QPoint(40, 10), move, data, left, held))  # type: ignore[attr-defined]
    target.dropEvent(QDropEvent(QPointF(40, 10), move, data, left, held))  # type: ignore[attr-defined]


def press(
    page: ForecastPage, deal: int, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A key on the card of a deal."""
    assert page.board.focus_deal(deal)
    view = next(
        c.cards for c in page.board.columns if c.cards.current_deal() == deal and c.model.row_of(deal) >= 0
    )
    QTest.keyClick(view, key, held)


def button(widget: object, text: str) -> QPushButton:
    return next(b for b in widget.findChildren(QPushButton) if b.text().strip() == text)  # type: ignore[attr-defined]


def close_of(office: Office, deal: int) -> str | None:
    return office.store.deals.get(deal).expected_close


def test_the_columns_hold_what_is_expected_of_them(page: ForecastPage) -> None:
    assert titles(page, "overdue") == ["Yard"]
    assert titles(page, "undated") == ["Pilot"]
    assert titles(page, "2026-11") == ["Supply"]
    assert titles(page, "2026-12") == ["Fleet", "Kiln"]
    december = column(page, "2026-12").head
    assert december.accessibleName() == "December: 2"
    assert december.accessibleDescription() == "€19,450 weighted, €31,700, best case €31,700"
    assert "7 days left" in column(page, "2026-11").head.accessibleDescription()
    assert_all_named(page)


def test_a_drop_keeps_the_day_of_the_month_and_undo_brings_it_back(
    qtbot: QtBot, page: ForecastPage, office: Office, deals: dict[str, int]
) -> None:
    drop(column(page, "2027-01"), deals["Fleet"])
    qtbot.waitUntil(lambda: titles(page, "2027-01") == ["Fleet"])
    assert close_of(office, deals["Fleet"]) == "2027-01-18"
    assert office.said[-1] == "Fleet: closes 18 Jan 2027"
    office.context.commands.undo()
    qtbot.waitUntil(lambda: titles(page, "2026-12") == ["Fleet", "Kiln"])
    drop(column(page, "2027-02"), deals["Kiln"])
    qtbot.waitUntil(lambda: titles(page, "2027-02") == ["Kiln"])
    assert close_of(office, deals["Kiln"]) == "2027-02-28"


def test_a_deal_without_a_day_takes_the_last_one_and_the_column_says_so_before(
    qtbot: QtBot, page: ForecastPage, office: Office, deals: dict[str, int]
) -> None:
    target = column(page, "2027-01")
    data = QMimeData()
    data.setData(MIME, str(deals["Pilot"]).encode())
    target.dragEnterEvent(
        QDragEnterEvent(
            QPoint(40, 10),
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert target.hint.isVisible()
    assert target.hint.text() == "closes 31 Jan 2027"
    drop(target, deals["Pilot"])
    qtbot.waitUntil(lambda: titles(page, "2027-01") == ["Pilot"])
    assert close_of(office, deals["Pilot"]) == "2027-01-31"
    assert not target.hint.isVisible()
    assert Span.UNDATED not in [c.place.span for c in page.board.columns]


def test_alt_at_the_drop_asks_for_the_day(
    qtbot: QtBot, page: ForecastPage, office: Office, deals: dict[str, int]
) -> None:
    drop(column(page, "2027-01"), deals["Fleet"], alt=True)
    dialog = page.findChild(CloseDayDialog)
    assert dialog is not None
    assert dialog.day.value() == date(2027, 1, 18)
    dialog.day.set_value(date(2027, 1, 7))
    button(dialog, "Set day").click()
    qtbot.waitUntil(lambda: titles(page, "2027-01") == ["Fleet"])
    assert close_of(office, deals["Fleet"]) == "2027-01-07"
    office.context.commands.undo()
    qtbot.waitUntil(lambda: close_of(office, deals["Fleet"]) == "2026-12-18")


def test_nothing_is_dropped_on_overdue_and_it_says_why(
    page: ForecastPage, office: Office, deals: dict[str, int]
) -> None:
    drop(column(page, "overdue"), deals["Fleet"])
    assert office.said[-1].startswith("Nothing is put under Overdue")
    assert close_of(office, deals["Fleet"]) == "2026-12-18"


def test_a_drop_into_its_own_month_keeps_the_day_and_says_why(
    page: ForecastPage, office: Office, deals: dict[str, int]
) -> None:
    drop(column(page, "2026-12"), deals["Kiln"])
    assert office.said[-1] == "December is sorted by amount, so the card keeps its place and its day."
    assert close_of(office, deals["Kiln"]) == "2026-12-31"


def test_keys_move_a_card_month_by_month_and_keep_it_in_hand(
    qtbot: QtBot, page: ForecastPage, office: Office, deals: dict[str, int]
) -> None:
    press(page, deals["Yard"], Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: "Yard" in titles(page, "2026-11"))
    assert close_of(office, deals["Yard"]) == "2026-11-30"
    assert page.board.current_deal() == deals["Yard"]
    press(page, deals["Yard"], Qt.Key.Key_Right, CTRL)
    qtbot.waitUntil(lambda: "Yard" in titles(page, "2026-12"))
    press(page, deals["Yard"], Qt.Key.Key_Left, CTRL)
    qtbot.waitUntil(lambda: "Yard" in titles(page, "2026-11"))
    press(page, deals["Yard"], Qt.Key.Key_Left, CTRL)
    assert office.said[-1] == "A month that has passed takes no deals."
    assert close_of(office, deals["Yard"]) == "2026-11-30"


def test_arrows_go_from_column_to_column(qtbot: QtBot, page: ForecastPage, deals: dict[str, int]) -> None:
    press(page, deals["Supply"], Qt.Key.Key_Right)
    assert page.board.current_deal() == deals["Fleet"]


def test_w_wins_and_l_loses_and_the_next_card_has_the_focus(
    qtbot: QtBot, page: ForecastPage, office: Office, deals: dict[str, int]
) -> None:
    press(page, deals["Fleet"], Qt.Key.Key_W)
    dialog = page.findChild(WonDialog)
    assert dialog is not None
    button(dialog, "Mark as won").click()
    qtbot.waitUntil(lambda: titles(page, "2026-12") == ["Kiln"])
    assert column(page, "2026-11").head.accessibleDescription().startswith("€47,120 won + weighted")
    qtbot.waitUntil(lambda: page.board.current_deal() == deals["Kiln"])
    press(page, deals["Kiln"], Qt.Key.Key_L)
    lost = page.findChild(LostDialog)
    assert lost is not None
    lost._reason.editor.setCurrentText("Price")
    button(lost, "Mark as lost").click()
    qtbot.waitUntil(lambda: titles(page, "2026-12") == [])
    stage = office.store.pipelines.stage(office.store.deals.get(deals["Kiln"]).stage_id)
    assert stage.kind is StageKind.LOST


def test_d_asks_for_the_day_by_keyboard(
    qtbot: QtBot, page: ForecastPage, office: Office, deals: dict[str, int]
) -> None:
    press(page, deals["Kiln"], Qt.Key.Key_D)
    dialog = page.findChild(CloseDayDialog)
    assert dialog is not None
    assert dialog.day.value() == date(2026, 12, 31)
    dialog.day.set_value(None)
    button(dialog, "Set day").click()
    qtbot.waitUntil(lambda: titles(page, "undated") == ["Pilot", "Kiln"])


def test_enter_opens_the_deal(
    qtbot: QtBot, page: ForecastPage, office: Office, deals: dict[str, int]
) -> None:
    press(page, deals["Kiln"], Qt.Key.Key_Return)
    place, target = office.asked[-1]
    assert target == deals["Kiln"]
    assert place in ("pipeline", "deal")


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("overdue", {"Yard"}),
        ("undated", {"Pilot"}),
        ("2026-11", {"Supply"}),
        ("2026-12", {"Fleet", "Kiln"}),
    ],
)
def test_every_head_opens_exactly_its_deals(
    qtbot: QtBot, page: ForecastPage, office: Office, key: str, shown: set[str]
) -> None:
    qtbot.keyClick(column(page, key).head, Qt.Key.Key_Return)
    assert listed(qtbot, office) == shown


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ("quarter", {"Yard", "Supply", "Fleet", "Kiln"}),
        ("won", {"Won", "October"}),
        ("pace", {"Won"}),
        ("overdue", {"Yard"}),
    ],
)
def test_every_figure_opens_exactly_its_deals(
    qtbot: QtBot, page: ForecastPage, office: Office, figure: str, shown: set[str]
) -> None:
    for title, day in (("Won", "2026-11-10"), ("October", "2026-10-10"), ("Summer", "2026-08-10")):
        deal, _ = office.services.deals.create(title, stage_id(office, "Demo"), amount=100)
        office.services.deals.win(deal, closed_at=day)
    qtbot.mouseClick(page.figures.cards[figure], Qt.MouseButton.LeftButton)
    assert listed(qtbot, office) == shown


def listed(qtbot: QtBot, office: Office) -> set[str]:
    """What the list shows that was asked for."""
    place, target = office.asked[-1]
    assert place == "deals"
    assert isinstance(target, Filter)
    page = DealsPage(office.context)
    qtbot.addWidget(page)
    office.shown.append(page)
    page.open_target(target)
    page.show()
    chips = [chip.accessibleName() for chip in page.filters.chips() if chip.active]
    assert not [chip for chip in chips if "#" in chip or "_" in chip], chips
    return {office.store.deals.get(number).title for number in page.model.ids}


def test_one_owner_alone_and_the_figures_with_it(
    page: ForecastPage, office: Office, deals: dict[str, int]
) -> None:
    mara, _ = office.services.owners.add("Mara")
    office.services.deals.change(deals["Fleet"], owner_id=mara)
    page.refresh()
    page.owner.setCurrentIndex(page.owner.findText("Mara"))
    page.owner.activated.emit(page.owner.currentIndex())
    assert titles(page, "2026-12") == ["Fleet"]
    assert page.figures.cards["quarter"].value.text() == "€15,600"


def test_another_pipeline_and_the_way_to_the_other_views(
    qtbot: QtBot, page: ForecastPage, office: Office, deals: dict[str, int]
) -> None:
    office.services.pipelines.add_pipeline("Partners")
    other = office.store.pipelines.all()[1]
    office.services.deals.create("Elsewhere", other.stages[0].id, expected_close="2026-12-01")
    page.open_target(("pipeline", other.id))
    page.refresh()
    assert titles(page, "2026-12") == ["Elsewhere"]
    button(page.views, "Board").click()
    assert office.asked[-1] == ("pipeline", ("pipeline", other.id))
    assert page.views.current() == "forecast"
    button(page.views, "List").click()
    assert listed(qtbot, office) == {"Elsewhere"}


def test_the_menu_puts_a_card_into_a_month(
    qtbot: QtBot, page: ForecastPage, office: Office, deals: dict[str, int]
) -> None:
    page._show_menu(deals["Kiln"], QPoint(10, 10))
    menu = page.findChild(QMenu)
    assert menu is not None
    within = next(action.menu() for action in menu.actions() if action.menu() is not None)
    february = next(action for action in within.actions() if action.text() == "February 2027")
    february.trigger()
    menu.close()
    qtbot.waitUntil(lambda: titles(page, "2027-02") == ["Kiln"])


def test_a_busy_file_says_where_the_card_is_going(page: ForecastPage, deals: dict[str, int]) -> None:
    page.board.show_moving(deals["Kiln"], "January")
    card = column(page, "2026-12").model
    row = card.row_of(deals["Kiln"])
    assert card.index(row).data(MovingRole) == "January"


def test_an_empty_forecast_says_what_it_is_for(qtbot: QtBot, office: Office) -> None:
    made = ForecastPage(office.context)
    qtbot.addWidget(made)
    made.show()
    assert made._stack.currentIndex() == 1
    assert button(made, "Add a deal").isVisible()


@pytest.mark.parametrize("width", [948, 1240])
def test_the_name_of_a_place_is_read_whole_beside_what_is_asked_of_it(
    qtbot: QtBot, page: ForecastPage, width: int
) -> None:
    page.resize(width, 520)
    qtbot.wait(20)
    head = column(page, "overdue").head
    names = [one for one in head.findChildren(ElidedLabel) if one.text() == "Overdue"]
    assert [QLabel.text(one) for one in names] == ["Overdue"]
    chip = next(one for one in head.findChildren(Chip) if one.isVisible())
    assert chip.width() >= chip.sizeHint().width()
    assert head.rect().contains(chip.geometry().translated(chip.parentWidget().mapTo(head, QPoint(0, 0))))
