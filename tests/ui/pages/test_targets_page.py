"""The page of targets over a real file: typed, pasted, given back; every figure opens its rows."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter
from salesdesk.domain.target_standing import Place, Standing
from salesdesk.domain.targets import Goal, Measure, Period, month_of
from salesdesk.ui.messages import Message
from salesdesk.ui.pages.targets.grid_view import TargetView
from salesdesk.ui.pages.targets.page import TargetsPage
from salesdesk.ui.pages.targets.texts import standing_texts, standing_tone
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office, until

NOV, DEC = month_of(2026, 11), month_of(2026, 12)
REVENUE = Measure.REVENUE


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> TargetsPage:
    services, store = office.services, office.store
    stage = next(one.id for one in store.pipelines.all()[0].stages if one.name == "Demo")
    you = store.owners.find("You")
    won, _ = services.deals.create("Won one", stage, amount=2000_00, owner_id=you)
    services.deals.win(won)
    services.deals.create(
        "Open one", stage, amount=5000_00, owner_id=you, expected_close="2026-11-28", probability=50
    )
    made = TargetsPage(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(made.on_changed)
    made.resize(1200, 760)
    made.show()
    qtbot.waitExposed(made)
    settle(qtbot, office)
    return made


def settle(qtbot: QtBot, office: Office) -> None:
    qtbot.waitUntil(lambda: not office.context.tasks.is_busy)


def cell(view: TargetView, owner: int | None, measure: Measure, period: Period) -> QModelIndex:
    row = next(
        at
        for at, line in enumerate(view.figures.lines)
        if not line.is_head and (line.owner, line.measure) == (owner, measure)
    )
    column = view.figures.place_of(period)
    assert column is not None
    return view.figures.index(row, column)


def goal(office: Office, owner: int | None, measure: Measure, period: Period) -> Goal | None:
    return office.services.targets.targets().of(owner, measure, period)


def write(qtbot: QtBot, view: TargetView, text: str, key: Qt.Key) -> None:
    """Type into the current cell and leave it with a key."""
    qtbot.keyClicks(view, text[0])
    editor = view.findChild(QLineEdit)
    assert editor is not None
    editor.setText(text)
    qtbot.keyClick(editor, key)


def test_the_grid_shows_the_months_around_today_and_their_figures(page: TargetsPage, office: Office) -> None:
    view = page.view
    assert [view.figures.headerData(at, Qt.Orientation.Horizontal) for at in range(7)] == [
        "Sep", "Oct", "Nov", "Dec", "Jan 2027", "Quarter 4", "2026",
    ]  # fmt: skip
    you = office.store.owners.find("You")
    assert cell(view, None, REVENUE, NOV).data() == "2,000"
    assert cell(view, you, REVENUE, NOV).data() == "2,000"
    assert cell(view, None, Measure.DEALS, NOV).data() == "1"
    assert page.card.caption.text() == "Team · November 2026"
    assert page.card.to_go.text() == "No target yet: type one below"
    assert_all_named(page)


def test_a_target_is_typed_and_the_keys_go_on(page: TargetsPage, office: Office, qtbot: QtBot) -> None:
    view, you = page.view, office.store.owners.find("You")
    view.setCurrentIndex(cell(view, you, REVENUE, NOV))
    write(qtbot, view, "4k", Qt.Key.Key_Tab)
    settle(qtbot, office)
    assert goal(office, you, REVENUE, NOV) == Goal(4000_00, typed=True)
    assert view.currentIndex() == cell(view, you, REVENUE, DEC) or view.currentIndex().column() == 3
    view.closePersistentEditor(view.currentIndex())
    assert office.said[-1] == "Target of You, November 2026: 4k"
    assert page.card.value.text() in ("50 %", "—")
    view.setCurrentIndex(cell(view, None, REVENUE, NOV))
    assert page.card.value.text() == "50 %"
    assert page.card.to_go.text() == "€2,000 to go · 6 working days"
    settle(qtbot, office)
    assert page.card.reach.text() == "Open one"


def test_enter_goes_down(page: TargetsPage, office: Office, qtbot: QtBot) -> None:
    view, you = page.view, office.store.owners.find("You")
    view.setCurrentIndex(cell(view, None, REVENUE, DEC))
    write(qtbot, view, "1.5 Mio", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: goal(office, None, REVENUE, DEC) is not None)
    settle(qtbot, office)
    assert goal(office, None, REVENUE, DEC) == Goal(1_500_000_00, typed=True)
    assert view.currentIndex() == cell(view, you, REVENUE, DEC)


def test_what_cannot_be_read_is_said_and_nothing_written(
    page: TargetsPage, office: Office, qtbot: QtBot
) -> None:
    view = page.view
    view.setCurrentIndex(cell(view, None, Measure.DEALS, DEC))
    write(qtbot, view, "many", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(office.said))
    assert goal(office, None, Measure.DEALS, DEC) is None
    assert "many" in office.said[-1]


def test_a_block_from_a_spreadsheet_is_pasted_and_copied_out(
    page: TargetsPage, office: Office, qtbot: QtBot
) -> None:
    view, you = page.view, office.store.owners.find("You")
    view.setCurrentIndex(cell(view, None, REVENUE, NOV))
    QGuiApplication.clipboard().setText("60k\t65k\r\n€45,000\t48,000\r\n")
    view.paste()
    settle(qtbot, office)
    assert [goal(office, owner, REVENUE, period).amount for owner in (None, you) for period in (NOV, DEC)] == [  # type: ignore[union-attr]
        60_000_00, 65_000_00, 45_000_00, 48_000_00,
    ]  # fmt: skip
    assert office.said[-1] == "4 targets changed"
    view.selectionModel().select(
        cell(view, None, REVENUE, NOV), view.selectionModel().SelectionFlag.ClearAndSelect
    )
    view.selectionModel().select(cell(view, you, REVENUE, NOV), view.selectionModel().SelectionFlag.Select)
    view.copy_selected()
    assert QGuiApplication.clipboard().text() == "60,000\n45,000"


def test_a_wrong_cell_of_a_block_is_named_and_the_others_are_offered(
    page: TargetsPage, office: Office, qtbot: QtBot
) -> None:
    view, you = page.view, office.store.owners.find("You")
    posted: list[Message] = []
    office.context.messages.posted.connect(posted.append)
    view.setCurrentIndex(cell(view, None, REVENUE, NOV))
    QGuiApplication.clipboard().setText("60k\tsoon\r\n45k\t48k\r\n")
    view.paste()
    settle(qtbot, office)
    assert office.store.targets.all() == []
    assert posted[-1].text.startswith(
        "“soon” in the row of the team, revenue, under December 2026 is no target"
    )
    assert posted[-1].action_text == "Take the other 3"
    assert posted[-1].action is not None
    posted[-1].action()
    settle(qtbot, office)
    assert goal(office, you, REVENUE, DEC) == Goal(48_000_00, typed=True)
    assert len(office.store.targets.all()) == 3


def test_what_does_not_fit_is_said(page: TargetsPage, office: Office, qtbot: QtBot) -> None:
    view = page.view
    view.setCurrentIndex(cell(view, None, REVENUE, Period(2026)))
    QGuiApplication.clipboard().setText("1\t2\t3")
    view.paste()
    settle(qtbot, office)
    assert "2 cells of the block had no place and were left out" in office.said


def test_a_target_typed_over_a_sum_is_given_back(page: TargetsPage, office: Office, qtbot: QtBot) -> None:
    view, you = page.view, office.store.owners.find("You")
    office.services.targets.put([(Place(you, REVENUE, NOV), "10"), (Place(None, REVENUE, NOV), "99")])
    settle(qtbot, office)
    assert goal(office, None, REVENUE, NOV) == Goal(99_00, typed=True, over=True)
    view.setCurrentIndex(cell(view, None, REVENUE, NOV))
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    settle(qtbot, office)
    assert goal(office, None, REVENUE, NOV) == Goal(10_00)
    office.services.commands.undo()
    assert goal(office, None, REVENUE, NOV) == Goal(99_00, typed=True, over=True)


def test_figures_open_their_rows(page: TargetsPage, office: Office, qtbot: QtBot) -> None:
    view = page.view
    index = cell(view, None, REVENUE, NOV)
    view.setCurrentIndex(index)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    at = view.visualRect(index).topLeft() + QPoint(16, 12)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [target for target, _ in office.asked] == ["deals", "deals"]
    for _, filter_ in office.asked:
        assert isinstance(filter_, Filter)
        assert len(office.store.list_of(RecordKind.DEALS).ids(filter_)) == 1
    view.setCurrentIndex(cell(view, None, REVENUE, DEC))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert "expected_close" in str(office.asked[-1][1])


def test_people_of_a_measure_are_shown_and_hidden(page: TargetsPage, office: Office, qtbot: QtBot) -> None:
    view, figures = page.view, page.view.figures
    before = len(figures.lines)
    figures.toggle(Measure.DEALS)
    assert len(figures.lines) == before + len(office.store.owners.all())
    figures.toggle(Measure.DEALS)
    assert len(figures.lines) == before
    view.setCurrentIndex(cell(view, None, Measure.DEALS, NOV))
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert not figures.lines[view.currentIndex().row()].is_head


def test_what_a_narrow_cell_says_in_figures_alone_is_told_in_words(page: TargetsPage, office: Office) -> None:
    you = office.store.owners.find("You")
    office.services.targets.put([(Place(you, Measure.REVENUE, NOV), "4000")])
    page.refresh()
    until(lambda: goal(office, you, Measure.REVENUE, NOV) is not None and not office.context.tasks.is_busy)
    tip = cell(page.view, you, Measure.REVENUE, NOV).data(Qt.ItemDataRole.ToolTipRole)
    assert "with weighted" in tip


@pytest.mark.parametrize(("place", "columns"), [(1, 17), (2, 5)])
def test_a_whole_year_and_its_quarters(
    page: TargetsPage, office: Office, qtbot: QtBot, place: int, columns: int
) -> None:
    page._span.setCurrentIndex(place)
    page._span.activated.emit(place)
    settle(qtbot, office)
    assert page.view.figures.columnCount() == columns
    here = page.view.figures.standing(page.view.currentIndex())
    assert isinstance(here, Standing)
    assert here.place.period == (NOV if place == 1 else Period(2026, 4)), "the one that runs"
    page._move(-1)
    settle(qtbot, office)
    standing = page.view.figures.standing(page.view.figures.index(1, 0))
    assert isinstance(standing, Standing)
    assert standing.place.period.year == 2025


def test_a_sum_of_some_months_says_of_how_many_and_is_not_praised(
    page: TargetsPage, office: Office, qtbot: QtBot
) -> None:
    office.services.targets.put([(Place(None, Measure.DEALS, NOV), "1")])
    grid = office.services.targets.grid([NOV, Period(2026)])
    year = grid.at(None, Measure.DEALS, Period(2026))
    assert [text.partition(" · ")[2] for text in standing_texts(year, grid)] == [
        "target of 1 of 12 months",
        "1 of 12 mo.",
        "",
    ]
    assert standing_tone(year, grid) == "warn"
    assert standing_tone(grid.at(None, Measure.DEALS, NOV), grid) != "warn"


def test_a_year_is_copied(page: TargetsPage, office: Office, qtbot: QtBot) -> None:
    office.services.targets.put([(Place(None, REVENUE, month_of(2025, 11)), "7k")])
    page._copy.click()
    settle(qtbot, office)
    assert goal(office, None, REVENUE, NOV) == Goal(7000_00, typed=True)
    page._copy.click()
    settle(qtbot, office)
    assert "missing in 2026" in office.said[-1]


def test_the_grid_is_saved(page: TargetsPage, office: Office, qtbot: QtBot, tmp_path: Path) -> None:
    office.services.targets.put([(Place(None, REVENUE, NOV), "4k")])
    settle(qtbot, office)
    page.save(tmp_path / "targets.xlsx")
    settle(qtbot, office)
    book = openpyxl.load_workbook(tmp_path / "targets.xlsx")
    values = {value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}
    assert {4000, 2000} <= values
    assert office.said[-1] == "Targets saved as targets.xlsx"


def test_targets_are_taken_over_from_a_file(
    page: TargetsPage, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    posted: list[Message] = []
    office.context.messages.posted.connect(posted.append)
    given = tmp_path / "plan.csv"
    given.write_text("Owner,Period,Amount\nYou,2026-11,45000\nZoe,2026-12,60k\n", encoding="utf-8")
    page.taking.take(given)
    settle(qtbot, office)
    assert posted[-1].text.startswith("plan.csv, row 3, column Owner: “Zoe” is no owner")
    assert office.store.targets.all() == []
    assert posted[-1].action is not None
    posted[-1].action()
    settle(qtbot, office)
    assert goal(office, office.store.owners.find("You"), REVENUE, NOV) == Goal(45_000_00, typed=True)
    assert posted[-1].text == "1 target taken over from plan.csv"


def test_the_model_keeps_to_the_rules(page: TargetsPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.view.figures, force_py=True)


def test_a_narrow_page_shows_fewer_months(page: TargetsPage, office: Office, qtbot: QtBot) -> None:
    page.resize(960, 560)
    qtbot.waitUntil(lambda: page.view.figures.columnCount() == 5)
    page.resize(1200, 760)
    qtbot.waitUntil(lambda: page.view.figures.columnCount() == 7)


def test_what_no_rate_converts_is_said_beside_the_figure(
    qtbot: QtBot, office: Office, page: TargetsPage
) -> None:
    stage = next(one.id for one in office.store.pipelines.all()[0].stages if one.name == "Demo")
    place = cell(page.view, None, REVENUE, NOV)
    assert place.data() == "2,000"
    won, _ = office.services.deals.create("Won in Zurich", stage, amount=9750_00, currency="CHF")
    office.services.deals.win(won)
    until(lambda: cell(page.view, None, REVENUE, NOV).data() == "2,000 +")
    place = cell(page.view, None, REVENUE, NOV)
    assert "CHF 9,750" in place.data(Qt.ItemDataRole.ToolTipRole).replace("\xa0", " ")
    settle(qtbot, office)
