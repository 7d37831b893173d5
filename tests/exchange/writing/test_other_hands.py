"""What tells that another program wrote a file, or saved it since this one did."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from salesdesk.exchange.writing.other_hands import by_other_hands


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
