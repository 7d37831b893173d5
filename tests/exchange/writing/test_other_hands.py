"""What tells that another program wrote a file, or saved it since this one did."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from salesdesk.exchange.writing.other_hands import by_other_hands, is_untouched
from salesdesk.exchange.writing.sheets import OutPage, Placed
from salesdesk.exchange.writing.workbook import write_workbook


def packed(path: Path, core: str | None, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        for name in names:
            book.writestr(name, "<x/>")
        if core is not None:
            book.writestr("docProps/core.xml", core)
    return path


CORE = (
    "<dc:creator>{}</dc:creator><dcterms:created xsi:type='W'>2026-12-01T00:00:00Z</dcterms:created>"
    "<dcterms:modified xsi:type='W'>{}</dcterms:modified>"
)
OURS = CORE.format("SalesDesk", "2026-12-01T00:00:00Z")


@pytest.mark.parametrize(
    ("core", "names", "told"),
    [
        (OURS, (), False),
        (OURS, ("docProps/app.xml",), True),
        (CORE.format("SalesDesk", "2026-12-02T08:30:00Z"), (), True),
        (CORE.format("Anna", "2026-12-01T00:00:00Z"), (), True),
        (None, (), True),
    ],
)
def test_a_workbook(tmp_path: Path, core: str | None, names: tuple[str, ...], told: bool) -> None:
    assert by_other_hands(packed(tmp_path / "a.xlsx", core, *names)) is told


@pytest.mark.parametrize("name", ["a.xlsx", "a.pdf", "a.csv", "a.vcf"])
def test_what_does_not_tell(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"anything")
    assert not by_other_hands(path)
    if name == "a.xlsx":
        with zipfile.ZipFile(path, "w") as book:
            book.writestr("letter.txt", "no workbook")
        assert not by_other_hands(path)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"/Creator(Typst 0.15.1)\n%%EOF", False),
        (b"/Creator(Typst 0.15.1)\n%%EOF\nnote\n%%EOF", True),
        (b"/Creator(Typst 0.15.1)/Producer(Preview)\n%%EOF", True),
        (b"/Producer(LibreOffice)\n%%EOF", True),
    ],
)
def test_a_pdf(tmp_path: Path, body: bytes, told: bool) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n" + body)
    assert by_other_hands(path) is told


def test_what_openpyxl_saves(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    assert by_other_hands(tmp_path / "a.xlsx")


def written(path: Path) -> Path:
    write_workbook(path, [OutPage("Notes", (Placed(1, 1, "Ann Lee"), Placed(2, 1, 12)))])
    return path


def test_what_nobody_saved_is_untouched(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx")
    assert is_untouched(path)
    assert not by_other_hands(path)
    assert openpyxl.load_workbook(path)["Notes"]["A1"].value == "Ann Lee"
    (tmp_path / "b.csv").write_bytes(path.read_bytes())
    assert not is_untouched(tmp_path / "b.csv")


def test_what_was_saved_without_an_edit_is_not(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx")
    openpyxl.load_workbook(path).save(path)
    assert not is_untouched(path)


def test_what_was_edited_in_its_parts_is_not(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = next(name for name in parts if name.startswith("xl/worksheets/"))
    for change in (
        {sheet: parts[sheet].replace(b"Ann Lee", b"Ann Loe")},
        {"xl/comments1.xml": b"<comments/>"},
        {"docProps/core.xml": parts["docProps/core.xml"].replace(b"<dc:identifier>", b"<dc:identifier>0")},
    ):
        with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as book:
            for name, part in (parts | change).items():
                book.writestr(name, part)
        assert not is_untouched(tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as book:
        for name, part in parts.items():  # packed anew, and the same in every part
            book.writestr(name, part)
    assert is_untouched(tmp_path / "b.xlsx")


@pytest.mark.parametrize("content", [b"", b"anything", b"PK\x03\x04"])
def test_what_is_no_workbook_is_not(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert not is_untouched(path)
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("letter.txt", "no workbook")
    assert not is_untouched(path)
