"""An .xls workbook made by hand: a compound file with one stream of records."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest
import python_calamine

from salesdesk.domain.sheets import CellError
from salesdesk.exchange.reading.file_kind import FileKind
from salesdesk.exchange.workbook.beside import Beside
from salesdesk.exchange.workbook.reader import Workbook
from salesdesk.exchange.workbook.xls import look

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
DOLLARS, POUNDS, CROWNS = "[$$-409]#,##0.00", "[$£-809]#,##0", '#,##0 "Kč"'


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def text(value: str) -> bytes:
    wide = any(ord(char) > 255 for char in value)
    return struct.pack("<B", wide) + value.encode("utf-16-le" if wide else "latin-1")


def stream() -> bytes:
    """One sheet: dollars, a plain number, and in a row that is not shown two pounds in one record and crowns that a formula
    gave, and a row with two errors."""
    bof = struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0x0600)
    start = record(0x0809, bof)
    for number, code in enumerate((DOLLARS, POUNDS, CROWNS), 164):
        start += record(0x041E, struct.pack("<HH", number, len(code)) + text(code))
    for number in (0, 164, 165, 166):
        start += record(0x00E0, struct.pack("<HH", 0, number) + bytes(16))
    name = "Deals"
    end = record(0x000A, b"")
    place = len(start) + 4 + 8 + len(name) + len(end)
    start += record(0x0085, struct.pack("<IBBB", place, 0, 0, len(name)) + text(name)) + end
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0x0600))
    sheet += record(0x0200, struct.pack("<IIHHH", 0, 3, 0, 3, 0))
    for row, flags in ((0, 0x0100), (1, 0x0120)):  # the second is not shown
        sheet += record(0x0208, struct.pack("<HHHHHHI", row, 0, 3, 255, 0, 0, flags))
    sheet += record(0x0203, struct.pack("<HHHd", 0, 0, 1, 1234.5)) + record(
        0x0203, struct.pack("<HHHd", 0, 1, 0, 7)
    )
    whole = [(number << 2) | 2 for number in (500, 600)]
    sheet += record(0x00BD, struct.pack("<HHHIHIH", 1, 0, 2, whole[0], 2, whole[1], 1))
    sheet += record(0x0006, struct.pack("<HHHdHIH", 1, 2, 3, 99.0, 0, 0, 0))
    sheet += record(0x0205, struct.pack("<HHHBB", 2, 0, 0, 0x2A, 1))
    sheet += record(0x0006, struct.pack("<HHH8sHIH", 2, 1, 0, b"\2\0\7\0\0\0\xff\xff", 0, 0, 0))
    sheet += record(0x0205, struct.pack("<HHHBB", 2, 2, 0, 1, 0))  # TRUE
    return start + sheet + end


def compound(content: bytes) -> bytes:
    """The smallest compound file that holds a stream of that name; it is long enough to lie in sectors of its own."""
    content += bytes(-len(content) % 512) if len(content) >= 4096 else bytes(4096 - len(content))
    sectors = len(content) // 512
    head = (
        bytes.fromhex("D0CF11E0A1B11AE1")
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += (
        struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
        + struct.pack("<I", 0)
        + struct.pack("<I", FREE) * 108
    )
    table = [FAT, END, *range(3, sectors + 2), END]
    fat = struct.pack(f"<{len(table)}I", *table) + struct.pack("<I", FREE) * (128 - len(table))

    def entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
        raw = name.encode("utf-16-le")
        links = struct.pack("<III", FREE, FREE, child)
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBB", len(raw) + 2 if name else 0, kind, 1)
            + links
            + bytes(36)
            + struct.pack("<IQ", first, size)
        )

    root = entry("Root Entry", 5, 1, END, 0) + entry("Workbook", 2, FREE, 2, len(content))
    return head + fat + root + entry("", 0, FREE, 0, 0) * 2 + content


FORMATS = {(0, 0): "$:USD", (1, 0): "$:GBP", (1, 1): "$:GBP", (1, 2): "$:CZK"}


def test_cells_say_their_currency_and_errors_and_rows_whether_they_are_shown(tmp_path: Path) -> None:
    file = tmp_path / "a.xls"
    file.write_bytes(compound(stream()))
    assert look(file) == {"Deals": Beside(FORMATS, frozenset({1}), {(2, 0): "#N/A", (2, 1): "#DIV/0!"})}


def test_the_reader_gives_them_with_their_numbers(tmp_path: Path) -> None:
    file = tmp_path / "a.xls"
    file.write_bytes(compound(stream()))
    try:
        python_calamine.CalamineWorkbook.from_path(file)
    except python_calamine.CalamineError as error:  # it wants more of a workbook than is needed here
        pytest.fail(str(error))
    book = Workbook(file, FileKind.XLS, careful=False, report=lambda *_: None)
    rows = [list(row) for row in book.table("Deals").rows()]
    assert [getattr(cell, "sign", None) for cell in rows[0]][:2] == ["USD", None]
    assert rows[0][0] != 1234.5, "an amount in dollars is not the same as a number"
    assert float(rows[0][0]) == 1234.5  # type: ignore[arg-type]
    assert rows[2] == [CellError("#N/A"), CellError("#DIV/0!"), True]
    assert book.table("Deals").hidden == {1}


def test_what_is_damaged_says_nothing(tmp_path: Path) -> None:
    chance, whole = random.Random(7), compound(stream())
    for at in range(300):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 4, 64))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / f"{at}.xls").write_bytes(data[: chance.choice((len(data), chance.randrange(len(data))))])
        assert isinstance(look(tmp_path / f"{at}.xls"), dict)
