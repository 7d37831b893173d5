"""A report with figures, tables and a chart of every kind, as large and as odd as a test wants it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from salesdesk.domain.money import Money
from salesdesk.domain.reports import (
    Cell,
    CellValue,
    ChartKind,
    Figure,
    Report,
    ReportChart,
    ReportColumn,
    ReportName,
    ReportSpec,
    ReportTable,
    ValueType,
)
from salesdesk.phrases import Phrase, phrase, said

T = ValueType

HOSTILE = (
    "Café #1 $x$ \\ _y_ *b* <a> @ref",
    '#import "/etc/passwd": *; #read("/etc/passwd")',
    "]; #panic() //",
    "`raw` = heading\n- list",
    "W" * 300,
    "李小龍 株式会社",
    "שלום עולם חברה",
    "\u202eturned\u202c round",
    "half \ud800 letter \x00 nought",
    "😀🎉 party",
    "=1+1",
    " ",
)


def column(key: str, title: str, type_: ValueType = T.TEXT) -> ReportColumn:
    return ReportColumn(key, said(title), type_)


def rows(lines: Sequence[Sequence[CellValue]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(Cell(value) for value in line) for line in lines)


MONTHS = ReportTable(
    "months",
    said("Won by month"),
    (column("month", "Month"), column("won", "Won", T.MONEY), column("target", "Target", T.MONEY)),
    rows(
        [
            ("2026-06", 3_800_000, 4_000_000),
            ("2026-07", 4_400_000, 4_000_000),
            ("2026-08", 2_900_000, 4_000_000),
            ("2026-09", 5_200_000, 5_000_000),
            ("2026-10", 5_700_000, 5_500_000),
            ("2026-11", 4_125_000, 6_000_000),
        ]
    ),
    drawn=True,
)
STAGES = ReportTable(
    "stages",
    said("Open deals by stage"),
    (
        column("stage", "Stage"),
        column("deals", "Deals", T.COUNT),
        column("open", "Open", T.MONEY),
        column("weighted", "Weighted", T.MONEY),
        column("days", "Days", T.DAYS),
    ),
    rows(
        [
            ("Prospecting", 14, 6_140_000, 614_000, 6),
            ("Education", 11, 8_490_000, 2_122_500, 9),
            ("Demo", 7, 7_320_000, 3_660_000, 7),
            ("Proposal", 6, 9_600_000, 6_240_000, 1),
            ("Negotiation", 4, 5_830_000, 4_664_000, None),
        ]
    ),
    tuple(map(Cell, (phrase("reports.total"), 42, 37_380_000, 17_300_500, None))),
)
FUNNEL = ReportTable(
    "funnel",
    said("From lead to customer"),
    (column("stage", "Stage"), column("deals", "Deals", T.COUNT)),
    rows([("Prospecting", 112), ("Education", 71), ("Demo", 42), ("Proposal", 31), ("Won", 11)]),
    drawn=True,
)
CHANGE = ReportTable(
    "change",
    said("Pipeline change"),
    (column("step", "Step"), column("amount", "Amount", T.MONEY)),
    rows(
        [
            ("26 Oct", 35_240_000),
            ("New", 8_840_000),
            ("Won", -4_125_000),
            ("Lost", -5_270_000),
            ("23 Nov", 34_685_000),
        ]
    ),
    drawn=True,
)
CHARTS = (
    ReportChart(said("Won against target"), "months", "month", ("won", "target")),
    ReportChart(said("Open and weighted"), "stages", "stage", ("open", "weighted"), ChartKind.STACKED),
    ReportChart(said("Won over time"), "months", "month", ("won", "target"), ChartKind.LINES),
    ReportChart(said("Funnel of the year"), "funnel", "stage", ("deals",), ChartKind.FUNNEL),
    ReportChart(said("Change of the pipeline"), "change", "step", ("amount",), ChartKind.WATERFALL),
)
FIGURES = (
    Figure("won", said("Won"), Cell(4_125_000), T.MONEY, 3_410_000, 11),
    Figure("rate", said("Win rate"), Cell(0.34), T.PERCENT, 0.29),
    Figure("cycle", said("Sales cycle"), Cell(26), T.DAYS, 31),
    Figure(
        "average",
        said("Average deal"),
        Cell(375_000, apart=(Money(5_000_000, "CHF"),)),
        T.MONEY,
        None,
        1,
        ("CHF",),
    ),
)


def names_table(names: Sequence[str]) -> ReportTable:
    """A table of names with eight columns and a total."""
    columns = (
        column("source", "Source"),
        column("leads", "New leads", T.COUNT),
        column("deals", "Deals won", T.COUNT),
        column("won", "Won", T.MONEY),
        column("rate", "Win rate", T.PERCENT),
        column("ratio", "Return", T.RATIO),
        column("open", "Open", T.MONEY),
        column("hours", "Answered in", T.HOURS),
    )
    lines = [(name, 38, 9, 4_125_050, 0.61, 2.25, 1_000_000, 3.5) for name in names]
    count = len(lines)
    total = (
        phrase("reports.total"),
        38 * count,
        9 * count,
        4_125_050 * count,
        None,
        None,
        1_000_000 * count,
        None,
    )
    return ReportTable("sources", said("By source"), columns, rows(lines), tuple(map(Cell, total)))


def report(
    names: Sequence[str] = ("Referral", "Trade show"),
    *,
    title: str = "November pipeline review",
    notes: tuple[Phrase, ...] = (),
    charts: tuple[ReportChart, ...] = CHARTS,
) -> Report:
    """A report over 1 to 23 November 2026; ``names`` are those of the rows of its largest table."""
    return Report(
        ReportSpec(ReportName.PIPELINE, date(2026, 11, 1), date(2026, 11, 23)),
        said(title),
        "EUR",
        FIGURES,
        (MONTHS, STAGES, FUNNEL, CHANGE, names_table(names)),
        charts,
        (),
        3,
        phrase("reports.deals_apart", count=3, currency="EUR"),
        notes,
    )


def empty_report() -> Report:
    """A report of a period in which nothing was."""
    tables = tuple(
        ReportTable(table.key, table.title, table.columns, (), None, table.drawn)
        for table in (MONTHS, STAGES)
    )
    figures = tuple(Figure(f.key, f.caption, Cell(None), f.type) for f in FIGURES)
    spec = ReportSpec(ReportName.PIPELINE, date(2026, 11, 1), date(2026, 11, 1), "Mia")
    return Report(spec, said("Nothing"), "EUR", figures, tables, CHARTS[:2], (), 0, said(""))
