"""What calamine does not tell of an OpenDocument sheet: the currency of its cells, error values, and merged cells.

OpenDocument 1.3 (part 3, 19.383) says how a currency is written. Of errors it knows nothing: LibreOffice marks one in its own
way and leaves the value empty, other programs leave what the formula shows.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import IO, NamedTuple
from xml.etree import ElementTree

from salesdesk.domain.sheets import is_error_text
from salesdesk.exchange.workbook.beside import Beside, Errors, Formats
from salesdesk.exchange.workbook.formats import CURRENCY

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_MOST = 2_000_000  # cells with a currency that are looked at
_REPEATED = 200  # times a row or a cell is repeated and still told apart
_CHUNK = 1 << 20
_SAID = re.compile(rb"""currency=|rows-spanned=|value-type=["']error|>(?:#[^<>]{1,24}|Err:\d{3})<""")
_LONGEST_SAID = 32
_OWN_KIND = re.compile(r"\{[^{}]*calcext[^{}]*\}value-type")
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"


def look(path: Path) -> dict[str, Beside]:
    """What there is to tell, by name of the sheet; sheets without anything are left out. {} for a file that is too odd to
    tell."""
    try:
        with zipfile.ZipFile(path) as archive:
            with archive.open("content.xml") as stream:
                if not _says_any(stream):
                    return {}
            with archive.open("content.xml") as stream:
                return _read(stream)
    except Exception:  # an odd package: the sheets are taken as calamine gives them
        return {}


def _says_any(stream: IO[bytes]) -> bool:
    carry = b""
    while data := stream.read(_CHUNK):
        if _SAID.search(carry + data):
            return True
        carry = data[-_LONGEST_SAID:]
    return False


class _Told(NamedTuple):
    formats: Formats
    errors: Errors
    merges: list[tuple[int, int, int, int]]


def _read(stream: IO[bytes]) -> dict[str, Beside]:
    found: dict[str, _Told] = defaultdict(lambda: _Told({}, {}, []))
    name, row, count = "", 0, 0
    for event, element in ElementTree.iterparse(stream, ("start", "end")):
        if event == "start":
            if element.tag == _SHEET:
                name, row = element.get(f"{_TABLE}name", ""), 0
        elif element.tag == _ROW:
            times = _times(element, "rows-repeated")
            signs, errors, spans = _row(element)
            for further in range(min(times, _REPEATED) if signs or errors else 0):
                for held, cells in zip(found[name][:2], (signs, errors), strict=True):
                    held.update({(row + further, column): said for column, said in cells.items()})
                    count += len(cells)
            for column, (down, right) in spans.items():
                found[name].merges.append((row, column, row + down - 1, column + right - 1))
            count += len(spans)
            row += times
            element.clear()
            if count > _MOST:
                break
    return {
        sheet: Beside(told.formats, frozenset(), told.errors, tuple(told.merges))
        for sheet, told in found.items()
    }


def _row(element: ElementTree.Element) -> tuple[dict[int, str], dict[int, str], dict[int, tuple[int, int]]]:
    """The currencies of one row by column, its error values, and over how many rows and columns cells reach that are merged
    with others."""
    signs: dict[int, str] = {}
    spans: dict[int, tuple[int, int]] = {}
    errors: dict[int, str] = {}
    column = 0
    for cell in element:
        if cell.tag not in _CELLS:
            continue
        times = _times(cell, "columns-repeated")
        places = range(column, column + min(times, _REPEATED))
        sign = cell.get(f"{_OFFICE}currency", "").strip()
        if sign and cell.get(f"{_OFFICE}value-type") == "currency":
            signs |= dict.fromkeys(places, f"{CURRENCY}{sign}")
        elif error := _error(cell):
            errors |= dict.fromkeys(places, error)
        down, right = _times(cell, "rows-spanned"), _times(cell, "columns-spanned")
        if down > 1 or right > 1:
            spans[column] = down, right
        column += times
    return signs, errors, spans


def _error(cell: ElementTree.Element) -> str:
    """The error value that a cell shows, "" for none."""
    shown = "".join("".join(text.itertext()) for text in cell if text.tag == _TEXT).strip()
    if any(value == "error" and _OWN_KIND.fullmatch(name) for name, value in cell.attrib.items()):
        return shown or "#ERROR!"
    by_formula = cell.get(f"{_TABLE}formula") is not None
    return shown if by_formula and is_error_text(shown) else ""


def _times(element: ElementTree.Element, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}", "1")
    return int(text) if text.isdigit() else 1
