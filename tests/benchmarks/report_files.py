"""Reports as PDF and as workbook, and a pack of several, beside the plainest pages and sheets of the same cells."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import openpyxl
import typst

from salesdesk.documents.packs import Pack, PackLine, PackList, PackReport
from salesdesk.documents.report_pdf import write_pack, write_pdf
from salesdesk.documents.report_texts import ReportTexts
from salesdesk.documents.report_workbook import ReportSheets, write_reports
from salesdesk.domain.reports import Report
from salesdesk.phrases import said
from salesdesk.wording import worded
from tests.benchmarks.result import Result, Settings
from tests.documents.samples import report

_ROWS, _REPORTS, _ROUNDS = 500, 4, 3
_PLAIN = b"""#let rows = json(bytes(sys.inputs.data))
#table(columns: rows.first().len(), ..rows.flatten())"""


def measure(settings: Settings) -> list[Result]:
    """The best of a few rounds, in the running program."""
    usual, long = report(), report([f"Source {number}" for number in range(_ROWS)])
    pack = Pack(
        said("Weekly sales"),
        (
            *(PackReport(usual) for _ in range(_REPORTS)),
            PackList(
                "Decided",
                ("What", "Who", "Until"),
                tuple(PackLine((f"Call {number}", "Mia", "24 Nov"), done=False) for number in range(20)),
            ),
        ),
    )
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        both = [ReportSheets(one) for one in (usual, long)]
        return [
            Result(
                "report as PDF",
                _best(lambda: write_pdf(usual, folder / "a.pdf", worded)),
                "s",
                "typst, its cells in bare tables",
                _best(lambda: _plain_pages([usual])),
                "≤ 1 s",
            ),
            Result(
                f"report of {_ROWS} rows as PDF",
                _best(lambda: write_pdf(long, folder / "b.pdf", worded)),
                "s",
                "the same",
                _best(lambda: _plain_pages([long])),
                "≤ 1 s",
            ),
            Result(
                f"pack of {_REPORTS} reports as PDF and workbook",
                _best(lambda: _pack(pack, [usual] * _REPORTS, folder)),
                "s",
                "",
                None,
                "≤ 3 s",
            ),
            Result(
                "workbook of two reports",
                _best(lambda: write_reports(both, folder / "d.xlsx", worded)),
                "s",
                "openpyxl, no formats",
                _best(lambda: _plain_sheets([usual, long], folder / "e.xlsx")),
            ),
        ]


def _best(work: Callable[[], object]) -> float:
    seconds = []
    for _ in range(_ROUNDS):
        begun = perf_counter()
        work()
        seconds.append(perf_counter() - begun)
    return min(seconds)


def _pack(pack: Pack, reports: list[Report], folder: Path) -> None:
    write_pack(pack, folder / "c.pdf", worded)
    write_reports([ReportSheets(one) for one in reports], folder / "c.xlsx", worded)


def _cells(one: Report) -> list[list[list[str]]]:
    """The tables of a report in words."""
    texts = ReportTexts(worded)
    return [
        [
            [
                texts.cell(cell, column.type, one.currency)
                for cell, column in zip(row, table.columns, strict=True)
            ]
            for row in table.rows
        ]
        for table in one.tables
    ]


def _plain_pages(reports: list[Report]) -> None:
    for one in reports:
        for rows in _cells(one):
            typst.Compiler(_PLAIN, sys_inputs={"data": json.dumps(rows)}).compile(format="pdf")


def _plain_sheets(reports: list[Report], path: Path) -> None:
    book = openpyxl.Workbook()
    for one in reports:
        for rows in _cells(one):
            sheet = book.create_sheet()
            for row in rows:
                sheet.append(row)
    book.save(path)
