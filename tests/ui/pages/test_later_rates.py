"""An amount that is converted by a rate of a later day is named wherever its sum is shown: on Today, in reports of one's
own, in meetings and their packs, and in files."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from salesdesk.cli import main
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.grouping import GroupBy
from salesdesk.domain.own_reports import Calc, Design, MeasureOf
from salesdesk.services.meetings import MeetingService
from salesdesk.services.meetings.pack import MeetingPackService
from salesdesk.ui.pages.deals.page import PipelinePage
from salesdesk.ui.pages.forecast.page import ForecastPage
from salesdesk.ui.pages.meetings.meeting_page import MeetingPage
from salesdesk.ui.pages.own_reports.page import OwnReportsPage
from salesdesk.ui.pages.today.page import TodayPage
from salesdesk.ui.widgets.cards import FigureCard
from salesdesk.wording import worded
from tests.ui.pages.office import NOW, Office, until

TODAY = NOW.date()
SAID = "USD has no rate before"


@pytest.fixture
def report(office: Office) -> int:
    """Sums by stage of a deal won in dollars before there was a rate; on Today and in meetings."""
    stage = office.store.pipelines.all()[0].stages[0]
    deal, _ = office.services.deals.create("Fleet", stage.id, amount=100_00, currency="USD")
    office.services.deals.win(deal, closed_at=TODAY.replace(day=1).isoformat())
    office.services.rates.set({"USD": Decimal("0.5")}, day=TODAY.isoformat())
    design = Design(
        RecordKind.DEALS, groups=(GroupBy("stage"),), measures=(MeasureOf(Calc.SUM, "deal_value"),)
    )
    return office.services.own_reports.create("Sums by stage", design, on_today=True, in_meetings=True)[0]


def said(widget: QWidget) -> int:
    """How often it is said in what a person sees."""
    return sum(one.text().count(SAID) for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def test_a_report_of_ones_own_names_it_until_there_is_an_earlier_rate(office: Office, report: int) -> None:
    made = office.services.own_reports.run(report)
    assert made.figures[0].value.value == 50_00
    assert [worded(note) for note in made.notes if SAID in worded(note)] == [
        f"{SAID} {TODAY.isoformat()}: what was closed earlier is converted by the rate of that day."
    ]
    office.services.rates.set({"USD": Decimal("0.4")}, day=TODAY.replace(day=1).isoformat())
    made = office.services.own_reports.run(report)
    assert made.figures[0].value.value == 40_00
    assert not [note for note in made.notes if SAID in worded(note)]


def test_counting_alone_names_no_rate(office: Office, report: int) -> None:
    made = office.services.own_reports.make(Design(RecordKind.DEALS, groups=(GroupBy("stage"),)))
    assert not [note for note in made.notes if SAID in worded(note)]


def test_the_pages_name_it(qtbot: QtBot, office: Office, report: int) -> None:
    builder = OwnReportsPage(office.context)
    qtbot.addWidget(builder)
    builder.resize(1200, 760)
    builder.show()
    builder.open_target(report)
    until(lambda: said(builder) == 1)
    whole = Design(RecordKind.DEALS, measures=(MeasureOf(Calc.SUM, "deal_value"),), chart=None)
    builder.open_target(whole)
    until(lambda: builder.view.table is None and said(builder) == 1)
    today = TodayPage(office.context)
    qtbot.addWidget(today)
    today.resize(1200, 760)
    today.show()
    until(lambda: said(today) == 2)  # with what was won this month, and in the report
    meetings = office.services.area_of(RecordKind.MEETINGS)
    assert isinstance(meetings, MeetingService)
    number, _ = meetings.start("weekly", TODAY, "Review", people="")
    page = MeetingPage(office.context)
    qtbot.addWidget(page)
    page.resize(1300, 800)
    page.open_target(number)
    page.show()
    until(lambda: said(page) >= 1)
    office.shown.clear()


def test_the_board_and_the_forecast_name_it(qtbot: QtBot, office: Office, report: int) -> None:
    board, forecast = PipelinePage(office.context), ForecastPage(office.context)
    for page in (board, forecast):
        qtbot.addWidget(page)
        page.resize(1400, 760)
        page.show()
    until(lambda: board._figures["won"].note.text() == "1 deal · USD by a later rate")
    until(lambda: SAID in board._figures["won"].toolTip())
    until(lambda: bool([card for card in forecast.findChildren(FigureCard) if SAID in card.toolTip()]))
    office.services.rates.set({"USD": Decimal("0.4")}, day=TODAY.replace(day=1).isoformat())
    board.refresh()
    until(lambda: board._figures["won"].note.text() == "1 deal" and not board._figures["won"].toolTip())


def test_files_and_the_pack_name_it(
    office: Office, report: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    meetings = office.services.area_of(RecordKind.MEETINGS)
    assert isinstance(meetings, MeetingService)
    number, _ = meetings.start("weekly", TODAY, "Review", people="")
    pack, _ = MeetingPackService(office.store, office.services.commands).make(number, tmp_path, worded)
    assert printed(pack.pdf).count(SAID) >= 2, "with the figures of the meeting and with the report"
    assert SAID in cells(pack.workbook)
    copy = tmp_path / "copy.salesdesk"
    office.services.backups.write_to(copy)
    for ending, text in ((".pdf", printed), (".xlsx", cells), (".csv", Path.read_text)):
        out = tmp_path / f"own{ending}"
        capsys.readouterr()
        assert main(["report", "Sums by stage", str(out), "--json", "--database", str(copy)]) == 0
        assert any(SAID in note for note in json.loads(capsys.readouterr().out)["notes"])
        assert SAID in text(out)


def printed(path: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


def cells(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def test_a_rate_of_an_earlier_day_is_not_named(office: Office, report: int) -> None:
    """A deal that was closed after the rate is known is converted by a rate of its time."""
    office.services.rates.set(
        {"USD": Decimal("0.4")}, day=(date(TODAY.year, TODAY.month, 1) - timedelta(1)).isoformat()
    )
    assert not office.services.today.figures().notes
