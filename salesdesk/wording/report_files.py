"""Words of the files that reports are written to: what stands in a PDF and in a workbook besides the report itself."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Text

TEXTS: dict[str, Text] = {
    "report_files.days": Counted("1 day", "{shown} days"),
    "report_files.minutes": "{shown} min",
    "report_files.hours": "{shown} h",
    "report_files.before": "{value} before",
    "report_files.year_before": "{value} a year before",
    "report_files.without": "without {currencies}, no rate",
    "report_files.no_rate": "no rate",
    "report_files.figures_of": "Figures of {moment}",
    "report_files.page": "page {page} of {pages}",
    "report_files.two_days": "{first} and {last}",
    "report_files.left_out": "What is left out",
    "report_files.more": Counted(
        "1 more row in the workbook and on screen", "{shown} more rows in the workbook and on screen"
    ),
    "report_files.groups_left_out": Counted(
        "1 further row is in the table only", "{shown} further rows are in the table only"
    ),
    "report_files.figures": "Figures",
    "report_files.unit": "Unit",
    "report_files.unit_hours": "hours",
    "report_files.records": "Records",
    "report_files.computed": "How it is computed",
    "report_files.without_rate": "Without a rate",
    "report_files.column_without_rate": "{title}, without a rate",
    "report_files.not_in_it": "Not in it",
    "report_files.year_before_head": "A year before",
    "report_files.chart_data": "Chart data",
    "report_files.chart_data_told": "What the waterfall charts are drawn from. It follows the tables; nothing has to be typed here.",
    "report_files.waterfall.step": "Step",
    "report_files.waterfall.from": "From",
    "report_files.waterfall.to": "To",
    "report_files.waterfall.foot": "Below the bar",
    "report_files.waterfall.foot_below": "Above the bar",
    "report_files.waterfall.level": "Level",
    "report_files.waterfall.more": "More",
    "report_files.waterfall.more_below": "More, below nought",
    "report_files.waterfall.less": "Less",
    "report_files.waterfall.less_below": "Less, below nought",
    "report_files.nothing": "Nothing in this period.",
    "report_files.undrawn": Counted(
        "One letter could not be drawn, because no font on this computer has it ({letters}); “{sign}” stands in its place.",
        "{count} letters could not be drawn, because no font on this computer has them ({letters}); “{sign}” stands in their places.",
    ),
    "report_files.symbols": "symbols and emoji",
    "report_files.no_typesetting": "This PDF could not be made ({why}). Save the report as a workbook instead.",
}
