"""An .xlsb workbook made by hand: a package whose parts are records."""

from __future__ import annotations

import json
import random
import struct
import zipfile
from pathlib import Path

import pytest

from salesdesk.cli import main
from salesdesk.domain.sheets import CellError
from salesdesk.exchange.reading.file_kind import FileKind
from salesdesk.exchange.workbook.beside import Beside
from salesdesk.exchange.workbook.reader import Workbook
from salesdesk.exchange.workbook.xlsb import look

TYPES = """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/>
<Override PartName="/xl/styles.bin" ContentType="application/vnd.ms-excel.styles"/></Types>"""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOT = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.bin"/></Relationships>"""
BOOK = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.bin"/>
<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.bin"/></Relationships>"""
ROWS = [
    ("Deal", "Company", "Amount"),
    ("Roof", "Acme GmbH", 1200.5),
    ("Wall", "Beta AG", 7.0),
    ("Gate", "Cole Ltd", 9.0),
]
HIDDEN = {2}


def record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
    length = len(data)
    size = b""
    while True:
        size += bytes([(length & 0x7F) | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + data


def text(value: str) -> bytes:
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def styles() -> bytes:
    made = record(278) + record(615, struct.pack("<I", 1))
    made += record(44, struct.pack("<H", 164) + text("[$$-409]#,##0.00")) + record(616)
    made += record(617, struct.pack("<I", 2))
    for code in (0, 164):
        made += record(47, struct.pack("<HHHHH", 0xFFFF, code, 0, 0, 0) + bytes(6))
    return made + record(618) + record(279)


def sheet(more: bytes = b"") -> bytes:
    made = record(129) + record(148, struct.pack("<IIII", 0, len(ROWS) - 1, 0, 2)) + record(145)
    for number, cells in enumerate(ROWS):
        flags = 0x10 if number in HIDDEN else 0
        made += record(0, struct.pack("<IIHBBB", number, 0, 300, 0, flags, 0) + struct.pack("<III", 1, 0, 2))
        for column, value in enumerate(cells):
            if isinstance(value, str):
                made += record(6, struct.pack("<II", column, 0) + text(value))
            else:
                made += record(5, struct.pack("<IId", column, 1, value))
    return made + more + record(146) + record(130)


def book(path: Path, more: bytes = b"") -> Path:
    workbook = record(131) + record(143)
    workbook += (
        record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Deals")) + record(144) + record(132)
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", ROOT)
        package.writestr("xl/_rels/workbook.bin.rels", BOOK)
        package.writestr("xl/workbook.bin", workbook)
        package.writestr("xl/styles.bin", styles())
        package.writestr("xl/worksheets/sheet1.bin", sheet(more))
    return path


def test_numbers_say_their_currency_and_rows_whether_they_are_shown(tmp_path: Path) -> None:
    assert look(book(tmp_path / "a.xlsb")) == {
        "Deals": Beside({(1, 2): "$:USD", (2, 2): "$:USD", (3, 2): "$:USD"}, frozenset(HIDDEN), {})
    }


def test_the_reader_gives_them_with_their_numbers(tmp_path: Path) -> None:
    table = Workbook(book(tmp_path / "a.xlsb"), FileKind.XLSB, careful=False, report=lambda *_: None).table(
        "Deals"
    )
    rows = [list(row) for row in table.rows()]
    assert rows[1][:2] == ["Roof", "Acme GmbH"]
    assert [getattr(row[2], "sign", None) for row in rows] == [None, "USD", "USD", "USD"]
    assert table.hidden == HIDDEN


def test_error_values_are_said(tmp_path: Path) -> None:
    row = record(0, struct.pack("<IIHBBB", len(ROWS), 0, 300, 0, 0, 0) + struct.pack("<III", 1, 0, 2))
    row += record(3, struct.pack("<IIB", 0, 0, 0x1D))
    row += record(11, struct.pack("<IIBHII", 2, 0, 0x07, 0, 0, 0))
    file = book(tmp_path / "a.xlsb", row)
    assert look(file)["Deals"].errors == {(4, 0): "#NAME?", (4, 2): "#DIV/0!"}
    table = Workbook(file, FileKind.XLSB, careful=False, report=lambda *_: None).table("Deals")
    last = list(table.rows())[-1]
    assert (last[0], last[2]) == (CellError("#NAME?"), CellError("#DIV/0!"))
    assert ("error_cells", "2") in table.warnings


@pytest.mark.parametrize(("option", "rows"), [([], 3), (["--without-hidden-rows"], 2)])
def test_hidden_rows_are_said_and_amounts_are_in_dollars(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str], rows: int
) -> None:
    file, database = book(tmp_path / "deals.xlsb"), ["--database", str(tmp_path / "new.salesdesk")]
    assert main(["import", str(file), "--plan", "--json", *option, *database]) == 0
    (told,) = json.loads(capsys.readouterr().out)["sheets"]
    assert told["rows"] == rows
    assert dict(told["warnings"])["hidden_rows_left_out" if option else "hidden_rows"] == "1"
    assert main(["import", str(file), *database, *option]) == 0
    out = tmp_path / "out.csv"
    assert main(["export", "deals", str(out), "--columns", "deal_title,deal_value", *database]) == 0
    assert "Roof,1200.50,USD" in out.read_text(encoding="utf-8-sig")


def test_what_is_damaged_says_nothing(tmp_path: Path) -> None:
    chance, part = random.Random(7), sheet()
    for at in range(200):
        data = bytearray(part)
        for _ in range(chance.choice((1, 4, 32))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path = book(tmp_path / f"{at}.xlsb")
        with zipfile.ZipFile(path) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        parts["xl/worksheets/sheet1.bin"] = bytes(
            data[: chance.choice((len(data), chance.randrange(len(data))))]
        )
        with zipfile.ZipFile(path, "w") as package:
            for name, content in parts.items():
                package.writestr(name, content)
        assert isinstance(look(path), dict)
