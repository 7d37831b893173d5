"""What the files of reports say beside their figures: in the words and days of their reader, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pypdf
import pytest

from salesdesk.documents.report_texts import ReportTexts
from salesdesk.domain.reports import ReportName, ReportSpec
from salesdesk.wording import worded
from tests.services.reports.small_office import SmallOffice, small_office

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 23))


@pytest.fixture
def office(tmp_path: Path, template_file: Path, in_zone: Callable[[str], None]) -> Iterator[SmallOffice]:
    in_zone("UTC")
    path = tmp_path / "office.salesdesk"
    path.write_bytes(template_file.read_bytes())
    made = small_office(path)
    yield made
    made.store.close()


def printed(office: SmallOffice, name: ReportName, path: Path, locale: str = "en_GB") -> str:
    """The text of the PDF of a report."""
    report = office.services.reports.run(ReportSpec(name, *NOVEMBER))
    office.services.report_files.write(report, path, worded, locale=locale)
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages)


def test_what_changed_names_its_deals_once(office: SmallOffice, tmp_path: Path) -> None:
    text = printed(office, ReportName.CHANGES, tmp_path / "changes.pdf")
    assert text.count("Delta") == 1  # it is new, and nothing else


def test_the_workbook_still_has_the_rows_behind_what_changed(office: SmallOffice, tmp_path: Path) -> None:
    report = office.services.reports.run(ReportSpec(ReportName.CHANGES, *NOVEMBER))
    office.services.report_files.write(report, tmp_path / "changes.xlsx", worded, locale="en_GB")
    book = openpyxl.load_workbook(tmp_path / "changes.xlsx")
    assert len([title for title in book.sheetnames if title.startswith("Deals")]) >= 5


def test_days_in_notes_are_those_of_the_reader(office: SmallOffice, tmp_path: Path) -> None:
    assert "end of 31 Okt. 2026 with the end of 23 Nov. 2026" in printed(
        office, ReportName.CHANGES, tmp_path / "changes.pdf", "de_DE"
    )
    report = office.services.reports.run(ReportSpec(ReportName.CHANGES, *NOVEMBER))
    office.services.report_files.write(report, tmp_path / "changes.xlsx", worded, locale="fr_FR")
    summary = openpyxl.load_workbook(tmp_path / "changes.xlsx")["Summary"]
    texts = [str(cell.value) for row in summary.iter_rows() for cell in row if cell.value]
    assert any("end of 31 oct. 2026" in text for text in texts)
    assert not any("2026-" in text for text in texts)


def test_orders_are_called_orders(office: SmallOffice, tmp_path: Path) -> None:
    report = office.services.reports.run(ReportSpec(ReportName.CUSTOMERS, *NOVEMBER))
    orders = next(one for one in report.figures if one.key == "orders")
    assert ReportTexts(worded, "en_GB").figure_note(orders, "EUR").startswith("1 order · ")
    text = printed(office, ReportName.CUSTOMERS, tmp_path / "customers.pdf")
    assert "1 order" in text
    assert "1 activity" not in text
