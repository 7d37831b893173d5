"""What calamine does not tell of an OpenDocument sheet: the currency of its cells (OpenDocument 1.3, part 3, 19.383)."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from salesdesk.exchange.workbook.formats import CURRENCY

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_MOST = 2_000_000  # cells with a currency that are looked at
_REPEATED = 200  # times a row or a cell is repeated and still told apart
_CHUNK = 1 << 20
_SAID = b"currency="

Formats = dict[tuple[int, int], str]


def currencies(path: Path) -> dict[str, Formats]:
    """By name of the sheet the currency ("$:USD") of its cells, by 0-based (row, column); {} for a file that has none, or
    is too odd to tell."""
    try:
        with zipfile.ZipFile(path) as archive:
            with archive.open("content.xml") as stream:
                if not _says_one(stream):
                    return {}
            with archive.open("content.xml") as stream:
                return _read(stream)
    except Exception:  # an odd package: amounts stay plain numbers
        return {}


def _says_one(stream: IO[bytes]) -> bool:
    carry = b""
    while data := stream.read(_CHUNK):
        if _SAID in carry + data:
            return True
        carry = data[-len(_SAID) :]
    return False


def _read(stream: IO[bytes]) -> dict[str, Formats]:
    found: dict[str, Formats] = defaultdict(dict)
    name, row, count = "", 0, 0
    for event, element in ElementTree.iterparse(stream, ("start", "end")):
        if event == "start":
            if element.tag == _SHEET:
                name, row = element.get(f"{_TABLE}name", ""), 0
        elif element.tag == _ROW:
            times = _times(element, "rows")
            signs = _row(element)
            for further in range(min(times, _REPEATED) if signs else 0):
                for column, sign in signs.items():
                    found[name][row + further, column] = f"{CURRENCY}{sign}"
                    count += 1
            row += times
            element.clear()
            if count > _MOST:
                break
    return dict(found)


def _row(element: ElementTree.Element) -> dict[int, str]:
    """The currencies of one row by column."""
    signs: dict[int, str] = {}
    column = 0
    for cell in element:
        if cell.tag not in _CELLS:
            continue
        times = _times(cell, "columns")
        sign = cell.get(f"{_OFFICE}currency", "").strip()
        if sign and cell.get(f"{_OFFICE}value-type") == "currency":
            signs |= dict.fromkeys(range(column, column + min(times, _REPEATED)), sign)
        column += times
    return signs


def _times(element: ElementTree.Element, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return int(text) if text.isdigit() else 1
