"""The page on which reports are built, over a real file: every change redraws, every figure opens its rows."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.domain.grouping import GroupBy, Step
from salesdesk.domain.own_reports import BY_NAME, Calc, Design, MeasureOf
from salesdesk.domain.reports import ChartKind
from salesdesk.domain.target_standing import Place
from salesdesk.domain.targets import Measure, month_of
from salesdesk.services.activities import Subject
from salesdesk.ui.lists.name_dialog import NameDialog
from salesdesk.ui.pages.activities.entry_dialog import EntryDialog
from salesdesk.ui.pages.activities.rows_page import ActivityRowsPage
from salesdesk.ui.pages.own_reports.boxes import GroupLine
from salesdesk.ui.pages.own_reports.page import OwnReportsPage
from salesdesk.ui.pages.reports.table import ReportTableView
from salesdesk.ui.pages.today.own_reports import OwnReportCards
from salesdesk.ui.pages.today.page import TodayPage
from salesdesk.ui.widgets.cards import Card
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office

DEALS = RecordKind.DEALS


def settle(qtbot: QtBot, office: Office) -> None:
    qtbot.waitUntil(lambda: not office.context.tasks.is_busy)


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> OwnReportsPage:
    services, store = office.services, office.store
    stages = {one.name: one.id for one in store.pipelines.all()[0].stages}
    for place, stage in enumerate(("Demo", "Demo", "Proposal")):
        services.deals.create(
            f"Deal {place}", stages[stage], amount=(place + 1) * 100_00, expected_close=f"2026-1{place}-05"
        )
    made = OwnReportsPage(office.context)
    qtbot.addWidget(made)
    office.context.notifier.changed.connect(made.on_changed)
    made.resize(1200, 760)
    made.show()
    qtbot.waitExposed(made)
    settle(qtbot, office)
    return made


def table(page: OwnReportsPage) -> list[list[str]]:
    grid = page.view.table
    assert isinstance(grid, ReportTableView)
    model = grid.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(box: object, data: object) -> None:
    """Pick an entry as a person does."""
    box.setCurrentIndex(box.findData(data))  # type: ignore[attr-defined]
    box.activated.emit(box.currentIndex())  # type: ignore[attr-defined]


def test_it_begins_with_something_to_look_at(page: OwnReportsPage) -> None:
    assert table(page) == [["Demo", "2", "€300"], ["Proposal", "1", "€300"], ["Total", "3", "€600"]]
    assert page.title == "New report"
    assert_all_named(page)


def test_every_change_redraws(page: OwnReportsPage, office: Office, qtbot: QtBot) -> None:
    line = page.panel.groups.items[0]
    assert isinstance(line, GroupLine)
    choose(line.field, "expected_close")
    settle(qtbot, office)
    assert [row[0] for row in table(page)] == ["Oct 2026", "Nov 2026", "Dec 2026", "Total"]
    choose(line.step, Step.QUARTER)
    settle(qtbot, office)
    assert [row[0] for row in table(page)] == ["Q4 2026"]
    page.panel.measures.add_one()
    settle(qtbot, office)
    assert len(table(page)[0]) == 4
    page.panel.groups.add_one()
    settle(qtbot, office)
    assert page.panel.design.chart is ChartKind.STACKED
    assert page.panel.design.groups[0] == GroupBy("expected_close", Step.QUARTER)
    choose(page.panel.kind, RecordKind.CONTACTS)
    settle(qtbot, office)
    assert page.panel.design == Design(RecordKind.CONTACTS, chart=ChartKind.STACKED)


def test_cells_open_exactly_their_rows(page: OwnReportsPage, office: Office, qtbot: QtBot) -> None:
    grid = page.view.table
    assert isinstance(grid, ReportTableView)
    grid.setCurrentIndex(grid.model().index(0, 1))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    kind, filter_ = office.asked[-1]
    assert kind == "deals"
    assert isinstance(filter_, Filter)
    assert len(office.store.deals.ids(filter_)) == 2


def test_a_report_is_saved_changed_and_found_again(
    page: OwnReportsPage, office: Office, qtbot: QtBot
) -> None:
    page.save.click()
    dialog = page.window().findChild(NameDialog)
    assert dialog is not None
    editor = dialog.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "Number of deals by Stage"
    editor.setText("Mine")
    dialog._accept()
    settle(qtbot, office)
    assert [one.name for one in office.store.own_reports.all()] == ["Mine"]
    assert (page.title, page.save.text(), page.save.isEnabled()) == ("Mine", "Saved", False)
    page.panel.measures.add_one()
    settle(qtbot, office)
    assert (page.save.text(), page.save.isEnabled()) == ("Save changes", True)
    page.save.click()
    settle(qtbot, office)
    kept = office.store.own_reports.all()[0]
    assert kept.design == page.panel.design
    page.panel.on_today.click()
    settle(qtbot, office)
    assert office.store.own_reports.get(kept.id).on_today
    office.services.commands.undo()
    page.refresh()
    assert not page.panel.on_today.isChecked()
    page.keeping.duplicate()
    settle(qtbot, office)
    assert page.title == "Mine 2"
    page.keeping.delete()
    settle(qtbot, office)
    assert [one.name for one in office.store.own_reports.all()] == ["Mine"]
    assert (page.title, page.save.text()) == ("New report", "Save report")
    choose(page.choose, kept.id)
    settle(qtbot, office)
    assert page.title == "Mine"
    page.keeping.rename()
    rename = next(one for one in page.window().findChildren(NameDialog) if one.isVisible())
    rename.field.editor.setText("Other")  # type: ignore[attr-defined]
    rename._accept()
    settle(qtbot, office)
    assert page.title == "Other"


def test_the_menu_offers_what_can_be_done(page: OwnReportsPage, qtbot: QtBot) -> None:
    page.more.click()
    menu = page.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions() if action.text()] == [
        "New report",
        "Text tables (CSV)…",
    ]
    menu.close()


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".pdf"])
def test_it_is_written_to_a_file(
    page: OwnReportsPage, office: Office, qtbot: QtBot, tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"mine{ending}"
    page.keeping.write(target)
    settle(qtbot, office)
    assert office.said[-1] == f"Report saved as mine{ending}"
    assert target.stat().st_size > 50
    if ending == ".xlsx":
        book = openpyxl.load_workbook(target)
        values = {value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}
        assert {"Demo", "Proposal", 300} <= values


def test_a_field_that_is_gone_is_said(page: OwnReportsPage, office: Office, qtbot: QtBot) -> None:
    gone = Design(DEALS, Filter((Condition("custom.gone", Op.IS, ("x",)),)))
    page.show_report(None, gone)
    settle(qtbot, office)
    assert "custom.gone" in office.said[-1]


def test_nothing_that_matches_is_said(page: OwnReportsPage, office: Office, qtbot: QtBot) -> None:
    page.show_report(
        None, Design(DEALS, Filter((Condition("stage_kind", Op.IS, ("lost",)),)), (GroupBy("stage"),))
    )
    settle(qtbot, office)
    assert page._stack.currentWidget() is page._nothing
    assert not page.excel.isEnabled()


def test_today_shows_the_report_and_the_target(page: OwnReportsPage, office: Office, qtbot: QtBot) -> None:
    services, store = office.services, office.store
    number, _ = services.own_reports.create(
        "By stage", Design(DEALS, groups=(GroupBy("stage"),)), on_today=True
    )
    services.own_reports.create(
        "How many", Design(DEALS, chart=None, measures=(MeasureOf(Calc.SUM, "deal_value"),)), on_today=True
    )
    deal, _ = services.deals.create("Won", store.pipelines.all()[0].stages[0].id, amount=500_00)
    services.deals.win(deal)
    services.targets.put([(Place(None, Measure.REVENUE, month_of(2026, 11)), "1000")])
    today = TodayPage(office.context)
    qtbot.addWidget(today)
    today.resize(1200, 760)
    today.show()
    cards = today.findChild(OwnReportCards)
    assert cards is not None
    qtbot.waitUntil(lambda: bool(cards.findChildren(Card)))  # read when the day has been painted
    settle(qtbot, office)
    assert [card.heading.title.text() for card in cards.findChildren(Card) if card.heading is not None] == [
        "By stage"
    ]
    assert "€1,100" in [
        figure.value.text() for figure in cards.findChildren(Card) if hasattr(figure, "value")
    ]
    assert today.figures["won"].note.text() == "50 % of the target of €1,000 · on pace for €656"
    office.shown.clear()
    del number


def test_entries_behind_a_figure_are_listed(office: Office, qtbot: QtBot) -> None:
    person, _ = office.services.contacts.create({"full_name": "Ada"})
    office.services.activities.log(ActivityKind.CALL, Subject(person), body="Spoke of vans")
    office.services.activities.log(ActivityKind.NOTE, Subject(person), body="A note")
    page = ActivityRowsPage(office.context)
    qtbot.addWidget(page)
    page.open_target(Filter((Condition("kind", Op.IS, ("call",)),)))
    page.resize(1100, 600)
    page.show()
    settle(qtbot, office)
    qtbot.waitUntil(lambda: page.header.subtitle.text() == "1 entry")
    first = page.model.id_at(0)
    assert first is not None
    page._open(first)
    assert page.findChild(EntryDialog) is not None or page.window().findChild(EntryDialog) is not None
    for dialog in page.window().findChildren(EntryDialog):
        dialog.reject()
    assert_all_named(page)


def test_a_sorted_report_stays_sorted(page: OwnReportsPage, office: Office, qtbot: QtBot) -> None:
    choose(page.panel.sort, BY_NAME)
    choose(page.panel.direction, False)
    settle(qtbot, office)
    assert [row[0] for row in table(page)] == ["Demo", "Proposal", "Total"]
    choose(page.panel.direction, True)
    settle(qtbot, office)
    assert [row[0] for row in table(page)] == ["Proposal", "Demo", "Total"]
