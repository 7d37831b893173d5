"""A table of a report in the room there is for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from salesdesk.domain.reports import Cell, ReportTable, ValueType
from salesdesk.domain.reports.model import ReportColumn
from salesdesk.phrases import phrase
from salesdesk.ui.pages.reports.table import ReportTableView, in_two_lines
from salesdesk.ui.theme import Theme

TITLES = ("reports.cost_per_lead", "reports.pipeline_created", "reports.qualified_leads", "reports.won")


def heads(table: ReportTableView) -> list[str]:
    model = table.model()
    return [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]


def test_titles_stand_in_two_lines_before_a_column_is_out_of_sight(qtbot: QtBot, theme: Theme) -> None:
    columns = (
        ReportColumn("name", phrase("reports.campaign"), ValueType.TEXT),
        *(ReportColumn(title, phrase(title), ValueType.COUNT) for title in TITLES),
    )
    rows = (tuple(Cell(value) for value in ("Letter to former customers", 1, 2, 3, 4)),)
    table = ReportTableView(theme, "Campaigns")
    qtbot.addWidget(table)
    table.show_table(ReportTable("campaigns", phrase("reports.campaigns"), columns, rows), "EUR")
    table.resize(table.wanted_width + 20, table.height())
    table.show()
    one_line, high = heads(table), table.height()
    assert not [title for title in one_line if "\n" in title]
    table.resize(table.wanted_width - 40, table.height())
    assert [title.replace("\n", " ") for title in heads(table)] == one_line
    assert heads(table)[1:] == [in_two_lines(title) for title in one_line[1:]] != one_line[1:]
    assert table.height() > high
    assert table.horizontalScrollBar().maximum() == 0
    assert table.wanted_width > table.width(), "what is wanted does not depend on what there is"
    table.resize(table.wanted_width + 20, table.height())
    assert (heads(table), table.height()) == (one_line, high)


def test_a_title_is_broken_where_its_lines_are_short() -> None:
    assert in_two_lines("Won") == "Won"
    assert in_two_lines("Qualified leads") == "Qualified\nleads"
    assert in_two_lines("Cost per lead") == "Cost\nper lead"
    assert in_two_lines("Return on all of the cost") == "Return on all\nof the cost"
