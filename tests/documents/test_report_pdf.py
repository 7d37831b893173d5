"""PDFs of reports and packs, read back by an independent program."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest

from salesdesk.documents.packs import Pack, PackLine, PackList, PackNote, PackNotes, PackReport
from salesdesk.documents.report_pdf import pdf_of, write_pack, write_pdf
from salesdesk.documents.typesetting import SIGN
from salesdesk.domain.paper import Paper, paper_of
from salesdesk.domain.reports import Cell, Report, ReportChart, ReportTable
from salesdesk.errors import FileProblem
from salesdesk.phrases import said
from salesdesk.wording import worded
from tests.documents.samples import CHARTS, HOSTILE, T, column, empty_report, report, rows


def read(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def pages_of(one: Report, paper: Paper = Paper.A4, **said_so: Any) -> list[str]:
    """The text of every page, with single spaces."""
    pack = Pack(one.title, (PackReport(one),), **said_so)
    return [plain(page.extract_text()) for page in read(pdf_of(pack, worded, paper)).pages]


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


def bookmarks(outline: Any) -> list[Any]:
    return [
        bookmarks(entry) if isinstance(entry, list) else plain(str(entry.title)).strip() for entry in outline
    ]


def test_figures_tables_and_what_is_left_out_stand_in_it(tmp_path: Path) -> None:
    path = tmp_path / "review.pdf"
    write_pdf(report(notes=(said("Two deals have no date."),)), path, worded, company="Brightline Studio")
    text = " ".join(plain(page.extract_text()) for page in pypdf.PdfReader(path).pages)
    for told in (
        "Brightline Studio", "November pipeline review", "1–23 Nov 2026", "€41,250", "11 deals · €34,100 before", "34 %",
        "29 % before", "26 days", "1 deal · without CHF, no rate", "+ CHF 50,000", "Prospecting", "€373,800", "1 day",
        "Trade show", "€41,250.50", "2.2×", "3.5 h", "Two deals have no date.", "(€52,700)",
        "Deals in currencies without a rate into EUR, counted but not added up: 3 (CHF)", "page 1 of",
    ):  # fmt: skip
        assert told in text, told


def test_title_language_and_bookmarks_are_set() -> None:
    pack = Pack(
        said("Weekly sales"),
        (
            PackReport(report()),
            PackNotes("Notes", (PackNote("Figures.", "Out of reach.\nNext line."), PackNote("", "Plain."))),
            PackList("Decided", ("What", "Who"), (PackLine(("Ask Jonas", "You"), done=False),)),
            PackReport(empty_report()),
        ),
        company="Brightline",
        made=datetime(2026, 11, 23, 16, 40),
        closing="The workbook holds the same figures.",
    )
    found = read(pdf_of(pack, worded, Paper.A4, "de_CH"))
    assert found.metadata is not None
    assert (found.metadata.title, found.metadata.author) == ("Weekly sales", "Brightline")
    assert found.root_object["/Lang"] == "de-CH"
    assert found.root_object["/MarkInfo"]["/Marked"]
    assert bookmarks(found.outline) == [
        "November pipeline review",
        [
            "Won against target", "Open and weighted", "Won over time", "Funnel of the year", "Change of the pipeline",
            "Won by month", "Open deals by stage", "From lead to customer", "Pipeline change", "By source", "What is left out",
        ],
        "Notes",
        "Decided",
        "Nothing",
        ["Won by month", "Open deals by stage"],
    ]  # fmt: skip
    text = plain(" ".join(page.extract_text() for page in found.pages))
    assert "Figures of 23 Nov. 2026, 16:40" in text
    assert "Figures. Out of reach. Next line." in text
    assert "The workbook holds the same figures." in text


def test_a_title_on_the_cover_is_not_said_again_below_it() -> None:
    one = report(title="Weekly sales")
    pack = Pack(said("Weekly sales"), (PackReport(one), PackNotes("Notes", (PackNote("", "Plain."),))))
    found = read(pdf_of(pack, worded, Paper.A4))
    assert bookmarks(found.outline)[0] == "Won against target"
    assert plain(found.pages[0].extract_text()).count("Weekly sales") == 2  # the cover and the foot


@pytest.mark.parametrize(
    ("locale", "paper"),
    [("en_US", Paper.LETTER), ("de_DE", Paper.A4), ("", Paper.A4), ("es_MX", Paper.LETTER)],
)
def test_the_paper_is_that_of_the_country(tmp_path: Path, locale: str, paper: Paper) -> None:
    path = tmp_path / "x.pdf"
    assert paper_of(locale) is paper
    write_pdf(report(), path, worded, locale=locale)
    box = pypdf.PdfReader(path).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(paper.points, abs=0.1)


@pytest.mark.parametrize("paper", Paper)
def test_long_tables_repeat_their_heads_and_keep_every_row_whole(paper: Paper) -> None:
    names = [
        f"Source number {number:03} with a name of two lines or more {'x' * 30}" for number in range(500)
    ]
    pages = pages_of(report(names), paper)
    assert len(pages) > 10
    held = [[name for name in names if name[:17] in page] for page in pages]
    assert sum(len(found) for found in held) == 500
    for found, page in zip(held, pages, strict=True):
        if found:
            assert "New leads" in page
        for name in found:
            assert page.replace(" ", "").count(name.replace(" ", "")) == 1, "a row was split"
    assert "€20,625,250" in pages[-1]


@pytest.mark.parametrize("count", [18, 19, 20, 21, 22, 23, 60, 61, 62])
def test_no_row_and_no_total_stands_alone_on_a_page(count: int) -> None:
    names = [f"Source number {number:03}" for number in range(count)]
    pages = pages_of(report(names, charts=()))
    held = [[name for name in names if name in page] for page in pages]
    assert all(len(found) != 1 for found in held)
    (last,) = [found for found, page in zip(held, pages, strict=True) if f"{38 * count:,}" in page]
    assert len(last) >= 2


def test_texts_are_texts_whatever_they_look_like() -> None:
    pages = pages_of(report(HOSTILE, title="#panic() $ \\ " + "W" * 200), company="@x #y " + "q" * 200)
    text = " ".join(pages)
    for told in ("Café #1 $x$ \\ _y_ *b* <a> @ref", "#import \"/etc/passwd\": *; #read(\"/etc/passwd\")", "]; #panic() //", "`raw` = heading - list", "=1+1"):  # fmt: skip
        assert told.replace(" ", "") in text.replace(" ", "")
    assert "root:" not in text
    assert text.replace(" ", "").count("W") >= 500
    assert "turned round" in text
    assert "half letter nought" in text


def test_letters_no_font_has_are_said_in_one_sentence() -> None:
    text = " ".join(pages_of(report(["Sumer \U00012000\U00012001 and \U0001e900"])))
    assert f"Sumer {SIGN} and {SIGN}" in text
    assert text.count("no font on this computer") == 1
    assert "3 letters could not be drawn" in text
    assert "(Cuneiform, Adlam)" in text


def test_nothing_is_said_to_be_nothing() -> None:
    (page,) = pages_of(empty_report())
    assert page.count("Nothing in this period.") == 2
    assert "—" in page


def test_columns_that_no_page_can_hold_go_on_below() -> None:
    heads = tuple(f"Heading{place}" for place in range(40))
    part = PackList("Wide", heads, (PackLine(tuple(f"value{place}" for place in range(40))),))
    text = plain(
        " ".join(p.extract_text() for p in read(pdf_of(Pack("Wide", (part,)), worded, Paper.A4)).pages)
    )
    assert all(f"value{place}" in text for place in range(40))


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileProblem):
        write_pack(Pack("x", ()), tmp_path / "no such folder" / "x.pdf", worded)


def own(count: int, above: int) -> Report:
    """A report of one's own of so many groups: a chart and its table have one name. So many charts stand above."""
    base, name = report(charts=CHARTS[:above]), said("Deals by source")
    lines = rows([(f"Source {number:03}", 7 + number) for number in range(count)])
    columns = (column("group", "Source"), column("count", "Number of deals", T.COUNT))
    table = ReportTable("groups", name, columns, lines, (Cell(said("Total")), Cell(7 * count)))
    chart = ReportChart(name, "groups", "group", ("count",))
    return replace(base, tables=(*base.tables, table), charts=(*base.charts, chart))


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("count", [1, 5, 30, 500])
@pytest.mark.parametrize("above", [0, 1, 2, 3])
def test_a_table_that_shares_its_name_with_a_chart_begins_below_it(
    paper: Paper, count: int, above: int
) -> None:
    pages = pages_of(own(count, above), paper)
    (first,) = [page for page in pages if "Deals by source" in page]
    assert "Source 000" in first, "the name, the chart and the first rows stand on one page"
    assert first.index("Deals by source") < first.index("Number of deals")
    assert first.count("Deals by source") == 1
    held = [page for page in pages if re.search(r"Source \d\d\d \d", page)]
    assert all("Number of deals" in page for page in held), "the heads come again"
    if count > 24:
        assert f"{count - 24:,} further" in first, "what the chart leaves out is said below it"


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("count", [1, 2, 6, 30])
@pytest.mark.parametrize("above", range(6))
def test_no_heading_stands_at_the_foot(paper: Paper, count: int, above: int) -> None:
    one = report([f"Source {number:03}" for number in range(count)], charts=CHARTS[:above])
    headings = [worded(part.title) for part in (*one.tables, *one.charts)] + ["What is left out"]
    for page in pages_of(one, paper):
        body = page.rpartition(worded(one.title))[0].strip()
        assert not body.endswith(tuple(headings))


def test_a_table_in_two_parts_says_its_name_again() -> None:
    columns = tuple(column(f"c{place}", f"Column {place}", T.MONEY) for place in range(24))
    table = ReportTable(
        "wide",
        said("Very wide"),
        (column("name", "Name"), *columns),
        rows([("Row", *range(10_000, 34_000, 1000))] * 8),
    )
    one = replace(report(charts=()), tables=(table,))
    found = read(pdf_of(Pack(one.title, (PackReport(one),)), worded, Paper.A4))
    texts = [plain(page.extract_text()) for page in found.pages]
    parts = " ".join(texts).count("Name")
    assert parts > 1
    assert " ".join(texts).count("Very wide") == parts
    assert bookmarks(found.outline).count("Very wide") == 1
