"""A report in its PDF says what the window says, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pypdf
import pytest

from salesdesk.domain.reports import Period, ReportName, ReportSpec, ValueType, period_days
from salesdesk.services.reports.service import DEFINITIONS
from salesdesk.ui.pages.reports.texts import cell_text, figure_note, figure_texts, month_text, period_text
from salesdesk.ui.wording import worded
from tests.ui.pages.office import NOW, Office


def plain(text: str) -> str:
    """Without the spaces, which a PDF does not tell from breaks of lines."""
    return re.sub(r"\s|\u200b", "", text)


WITH_ODD_DIGITS = (ReportName.PIPELINE, ReportName.CHANGES, ReportName.CUSTOMERS)
"""Reports that are looked at in currencies of other digits, too."""


@pytest.mark.parametrize(
    ("currency", "names"), [("EUR", tuple(DEFINITIONS)), ("JPY", WITH_ODD_DIGITS), ("KWD", WITH_ODD_DIGITS)]
)
def test_figures_and_tables_are_those_of_the_window(
    office: Office, tmp_path: Path, currency: str, names: Sequence[ReportName]
) -> None:
    office.services.settings.set({"currency": currency})
    office.many(60)
    first, last = period_days(Period.THIS_YEAR, NOW.date())
    for name in names:
        compare = first if name is ReportName.CHANGES else None
        report = office.services.reports.run(ReportSpec(ReportName(name), first, last, compare=compare))
        path = tmp_path / f"{name.value}.pdf"
        office.services.report_files.write(report, path, worded, locale="en_US")
        text = plain("".join(page.extract_text() for page in pypdf.PdfReader(path).pages))
        wanted = [worded(report.title), period_text(report.spec)]
        for figure in report.figures:
            value, beside = figure_texts(figure, report)
            wanted += [worded(figure.caption), value, beside, figure_note(figure, report)]
        for table in report.tables:
            wanted.append(worded(table.title))
            for row in table.rows:
                for cell, column in zip(row, table.columns, strict=True):
                    said = cell_text(cell, column.type, currency)
                    wanted.append(
                        month_text(said, table.year_starts)
                        if column.type is ValueType.TEXT and column.key == "month"
                        else said
                    )
        for said in wanted:
            assert plain(said) in text, (name, said)
