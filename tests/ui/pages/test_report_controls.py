"""What is chosen above a report, and what the page shows of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter
from salesdesk.domain.reports import Comparison, ReportName, ReportSpec
from salesdesk.errors import WrongEnding
from salesdesk.services.activities.subjects import Subject
from salesdesk.ui.pages.reports.charts import ReportChartView
from salesdesk.ui.pages.reports.controls import LAST_N, OWN, ReportControls, Since
from salesdesk.ui.pages.reports.page import ReportsPage
from salesdesk.ui.pages.reports.pictures import save_picture
from salesdesk.ui.pages.reports.table import ReportTableView
from salesdesk.ui.widgets.cards import FigureCard
from tests.refusals import refusing
from tests.ui.naming import assert_all_named
from tests.ui.pages.office import Office

TODAY = date(2026, 11, 23)
TITLES = {name: name.value for name in ReportName}


@pytest.fixture
def controls(qtbot: QtBot) -> ReportControls:
    made = ReportControls(TITLES, TODAY)
    qtbot.addWidget(made)
    made.set_owners(["Ann", "Ben"])
    made.show()
    return made


def choose(box: QComboBox, data: object) -> None:
    """Choose as a person does."""
    at = box.findData(data)
    assert at >= 0
    box.setCurrentIndex(at)
    box.activated.emit(at)


def test_at_first_this_month_of_the_pipeline_is_shown(controls: ReportControls) -> None:
    assert controls.spec(TODAY) == ReportSpec(ReportName.PIPELINE, date(2026, 11, 1), TODAY)
    assert not controls.first.isVisible()
    assert not controls.since.isVisible()


def test_the_last_days_are_as_many_as_one_says(qtbot: QtBot, controls: ReportControls) -> None:
    choose(controls.period, LAST_N)
    assert controls.days.isVisible()
    controls.days.setValue(10)
    with qtbot.waitSignal(controls.changed):
        controls.days.editingFinished.emit()
    assert controls.spec(TODAY).first == date(2026, 11, 14)


def test_two_days_of_ones_own_in_either_order(qtbot: QtBot, controls: ReportControls) -> None:
    choose(controls.period, OWN)
    assert controls.first.isVisible()
    controls.first.set_value(date(2026, 9, 30))
    with qtbot.waitSignal(controls.changed):
        controls.last.set_value(date(2026, 7, 1))
    spec = controls.spec(TODAY)
    assert (spec.first, spec.last) == (date(2026, 7, 1), date(2026, 9, 30))
    controls.last.set_value(None)
    assert controls.spec(TODAY).last == TODAY


@pytest.mark.parametrize(
    ("since", "day"),
    [
        (Since.PERIOD, None),
        (Since.WEEK, date(2026, 11, 16)),
        (Since.MONTH, date(2026, 10, 24)),
        (Since.QUARTER, date(2026, 8, 24)),
        (Since.YEAR, date(2025, 11, 23)),
    ],
)
def test_two_dates_are_chosen_for_what_changed(
    controls: ReportControls, since: Since, day: date | None
) -> None:
    choose(controls.report, ReportName.CHANGES.value)
    assert controls.since.isVisible()
    assert not controls.comparison.isVisible()
    choose(controls.since, since.value)
    assert controls.spec(TODAY).compare == day
    choose(controls.report, ReportName.FUNNEL.value)
    assert controls.spec(TODAY).compare is None


def test_an_own_first_date_is_never_after_the_second(controls: ReportControls) -> None:
    choose(controls.report, ReportName.CHANGES.value)
    choose(controls.since, Since.OWN.value)
    assert controls.since_day.isVisible()
    controls.since_day.set_value(date(2027, 3, 1))
    assert controls.spec(TODAY).compare == TODAY


def test_what_is_as_of_now_asks_for_no_period(controls: ReportControls) -> None:
    choose(controls.report, ReportName.DATA_HEALTH.value)
    assert not controls.period.isVisible()
    assert not controls.comparison.isVisible()


def test_an_owner_that_is_gone_is_everybody(controls: ReportControls) -> None:
    choose(controls.owner, "Ben")
    assert controls.spec(TODAY).owner == "Ben"
    controls.set_owners(["Ann"])
    assert controls.spec(TODAY).owner is None


def shown(qtbot: QtBot, office: Office, target: object = None) -> ReportsPage:
    page = ReportsPage(office.context)
    qtbot.addWidget(page)
    if target is not None:
        page.open_target(target)
    page.resize(1200, 760)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: not office.context.tasks.is_busy)
    return page


def cards(page: ReportsPage) -> dict[str, FigureCard]:
    return {card.caption.text(): card for card in page.findChildren(FigureCard) if not card.isHidden()}


@pytest.fixture
def sales(office: Office) -> Office:
    """A deal won this month, one the month before and one a year before."""
    stage = office.store.pipelines.all()[0].stages[0].id
    for title, day, amount in (
        ("Now", "2026-11-05", 4000_00),
        ("Before", "2026-10-20", 3000_00),
        ("Last year", "2025-11-10", 2000_00),
    ):
        deal, _ = office.services.deals.create(title, stage, amount=amount)
        office.services.deals.win(deal, closed_at=day)
    return office


def test_a_figure_stands_beside_the_period_and_the_year_before(qtbot: QtBot, sales: Office) -> None:
    page = shown(qtbot, sales)
    assert cards(page)["Won"].note.text() == "1 deal · €3,000 before · €2,000 a year before"
    choose(page.controls.comparison, Comparison.YEAR_BEFORE.value)
    assert cards(page)["Won"].note.text() == "1 deal · €2,000 a year before"
    choose(page.controls.comparison, Comparison.BEFORE.value)
    assert cards(page)["Won"].note.text() == "1 deal · €3,000 before"


def test_the_comparison_is_switched_off_on_screen_and_in_files(
    qtbot: QtBot, sales: Office, tmp_path: Path
) -> None:
    page = shown(qtbot, sales)
    choose(page.controls.comparison, Comparison.NONE.value)
    assert cards(page)["Won"].note.text() == "1 deal"
    page.refresh()
    qtbot.waitUntil(lambda: not sales.context.tasks.is_busy)
    assert cards(page)["Won"].note.text() == "1 deal"
    page.save_report(tmp_path / "plain.xlsx")
    qtbot.waitUntil(lambda: any("Report saved" in text for text in sales.said))
    summary = openpyxl.load_workbook(tmp_path / "plain.xlsx")["Summary"]
    texts = {cell.value for row in summary.iter_rows() for cell in row}
    assert {"Won", 4000} <= {getattr(one, "value", one) for one in texts} | {4000}
    assert not {"Period before", "A year before", 3000, 2000} & texts


def test_formulas_appear_where_the_mouse_rests(qtbot: QtBot, sales: Office) -> None:
    page = shown(qtbot, sales, ReportName.FUNNEL)
    assert cards(page)["Deals added"].toolTip().startswith("Deals created in the period")
    (table,) = page.findChildren(ReportTableView)
    heads = {
        table.model().headerData(place, Qt.Orientation.Horizontal): table.model().headerData(
            place, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
        )
        for place in range(table.model().columnCount())
    }
    assert heads["Reached"] == "Deals that have been in the stage or in one behind it."
    assert heads["Stage"] is None


def test_what_is_not_in_the_figures_is_said(qtbot: QtBot, sales: Office) -> None:
    page = shown(qtbot, sales, ReportName.LEAD_RESPONSE)
    assert not page._empty.isHidden()  # nobody was added
    sales.services.contacts.create({"full_name": "Pia Berg"})
    page.refresh()
    qtbot.waitUntil(lambda: bool(cards(page)))
    notes = [one.text() for one in page.findChildren(QLabel) if "calendar time" in one.text()]
    assert notes == ["Waits are calendar time: nights and weekends count."]


def test_what_is_asked_elsewhere_is_shown(qtbot: QtBot, sales: Office) -> None:
    spec = ReportSpec(ReportName.CHANGES, date(2026, 10, 1), date(2026, 11, 20), compare=date(2026, 9, 30))
    page = shown(qtbot, sales, spec)
    assert page.spec == spec
    assert page.title == "What changed"
    assert_all_named(page)


def test_a_period_without_anything_says_so(qtbot: QtBot, sales: Office) -> None:
    page = shown(qtbot, sales, ReportSpec(ReportName.WIN_LOSS, date(1999, 1, 1), date(1999, 1, 31)))
    assert page._empty.title.text() in ("Nothing in this period",)
    assert not next(b for b in page.findChildren(QPushButton) if b.text() == "PDF").isEnabled()


def test_the_report_is_saved_as_pdf(qtbot: QtBot, sales: Office, tmp_path: Path) -> None:
    page = shown(qtbot, sales)
    page.save_report(tmp_path / "review.pdf")
    qtbot.waitUntil(lambda: any("Report saved" in text for text in sales.said), timeout=20_000)
    assert (tmp_path / "review.pdf").read_bytes().startswith(b"%PDF")


def test_entries_behind_a_figure_have_a_list(qtbot: QtBot, sales: Office) -> None:
    person, _ = sales.services.contacts.create({"full_name": "Pia Berg"})
    sales.services.activities.log(ActivityKind.CALL, Subject(contact_id=person), outcome="Reached")
    page = shown(qtbot, sales, ReportName.ACTIVITIES)
    cards(page)["Calls"].clicked.emit()
    target, filter_ = sales.asked[-1]
    assert target == "activities"
    assert isinstance(filter_, Filter)
    assert sales.store.list_of(RecordKind.ACTIVITIES).count(filter_) == 1


def test_days_in_notes_are_those_of_the_reader(qtbot: QtBot, sales: Office) -> None:
    page = shown(qtbot, sales, ReportName.CHANGES)
    notes = [one.text() for one in page.findChildren(QLabel) if "Compares the end of" in one.text()]
    assert notes
    assert "31 Oct 2026 with the end of 23 Nov 2026" in notes[0]


def test_orders_are_called_orders(qtbot: QtBot, sales: Office) -> None:
    page = shown(qtbot, sales, ReportName.CUSTOMERS)
    assert cards(page)["Orders"].note.text().startswith("0 orders")


def test_a_chart_is_copied_and_saved_as_a_picture(qtbot: QtBot, sales: Office, tmp_path: Path) -> None:
    page = shown(qtbot, sales)
    chart = page.findChildren(ReportChartView)[0]
    chart.customContextMenuRequested.emit(chart.rect().center())
    menu = chart.findChildren(QMenu)[0]
    assert [action.text() for action in menu.actions()] == ["Copy picture", "Save picture…"]
    menu.actions()[0].trigger()
    menu.close()
    copied = QGuiApplication.clipboard().image()
    assert copied.width() > 2 * chart.width()
    colours = {copied.pixel(x, y) for x in range(0, copied.width(), 3) for y in range(0, copied.height(), 3)}
    assert sales.context.theme.color("accent").rgb() in colours  # a bar is in it
    save_picture(copied, tmp_path / "won.png", sales.context)
    assert QImage(str(tmp_path / "won.png")).size() == copied.size()
    with refusing(WrongEnding, match="does not end in .png"):
        save_picture(copied, tmp_path / "won.salesdesk", sales.context)


def test_cards_find_other_places_when_the_window_changes(qtbot: QtBot, sales: Office) -> None:
    page = shown(qtbot, sales)
    page.show()
    page.resize(1300, 800)
    qtbot.waitUntil(lambda: _in_a_row(page) == 2)
    page.resize(900, 800)
    qtbot.waitUntil(lambda: _in_a_row(page) == 1)
    for table in page.findChildren(ReportTableView):
        assert not table.horizontalScrollBar().isVisible()


def _in_a_row(page: ReportsPage) -> int:
    """How many charts stand beside each other."""
    charts = page.findChildren(ReportChartView)
    at = [chart.mapTo(page, QPoint(0, 0)).y() for chart in charts if chart.isVisible()]
    return max((at.count(one) for one in at), default=0)
