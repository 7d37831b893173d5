"""What calamine does not tell of an .xlsb workbook: the currency of its cells, error values, and the
rows that it does not show.

Of the package the parts of the workbook, its styles and its sheets are walked record by record ([MS-XLSB] 2.1.4). Nothing is
believed: what does not fit ends the reading, and the sheet is taken as calamine gives it.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from salesdesk.exchange.workbook.beside import Beside, Errors, Formats, error_named
from salesdesk.exchange.workbook.formats import BUILT_IN, CURRENCY, format_meaning

_LARGEST = 64 << 20  # bytes of a part that is looked into
_SHEET, _FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 156, 44, 47, 617, 618
_ROW, _NO_HEIGHT = 0, 0x10  # the record of a row, and the flag (fDyZero) of one that is not shown
_NUMBERS = frozenset({2, 5, 9})  # a short number, a number, what a formula gave: column, format
_ERRORS = frozenset({3, 11})  # an error value, and one that a formula gave: column, format, code
_RELATION = re.compile(r"<Relationship\b[^<>]*>")
_ATTRIBUTE = re.compile(r"""\b(Id|Target)=["']([^"'<>]*)["']""")


def look(path: Path) -> dict[str, Beside]:
    """What there is to tell, by name of the sheet; sheets without anything are left out. {} for a file too odd to tell."""
    try:
        with zipfile.ZipFile(path) as archive:
            wanted = _wanted(_part(archive, "xl/styles.bin"))
            found = {name: _of_sheet(_part(archive, part), wanted) for name, part in _sheets(archive).items()}
    except Exception:  # an odd package: the sheets are taken as calamine gives them
        return {}
    return {name: told for name, told in found.items() if any(told)}


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The content of a part; b"" of one that is missing or too large."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return b""
    return archive.read(info) if info.file_size <= _LARGEST else b""


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts of the sheets by their names."""
    relations = _part(archive, "xl/_rels/workbook.bin.rels").decode("utf-8", "replace")
    targets = {}
    for relation in _RELATION.findall(relations):
        told = dict(_ATTRIBUTE.findall(relation))
        target = told.get("Target", "")
        targets[told.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    found = {}
    for kind, data in _records(_part(archive, "xl/workbook.bin")):
        if kind == _SHEET:
            relation, at = _text(data, 8)
            name, _ = _text(data, at)
            found[name] = targets[relation]
    return found


def _wanted(styles: bytes) -> dict[int, str]:
    """The currencies by the number of the style that says them."""
    codes, found, number, inside = dict(BUILT_IN), dict[int, str](), 0, False
    for kind, data in _records(styles):
        if kind == _FORMAT:
            (code,) = struct.unpack_from("<H", data)
            codes[code] = _text(data, 2)[0]
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            inside = kind == _STYLES_BEGIN
        elif kind == _STYLE and inside:
            meaning = format_meaning(codes.get(struct.unpack_from("<H", data, 2)[0], ""))
            if meaning.startswith(CURRENCY):
                found[number] = meaning
            number += 1
    return found


def _of_sheet(sheet: bytes, wanted: dict[int, str]) -> Beside:
    formats: Formats = {}
    errors: Errors = {}
    hidden: set[int] = set()
    row = 0
    for kind, data in _records(sheet):
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", data)
            if data[11] & _NO_HEIGHT:
                hidden.add(row)
        elif kind in _ERRORS:
            errors[row, struct.unpack_from("<I", data)[0]] = error_named(data[8])
        elif wanted and kind in _NUMBERS:
            column, style = struct.unpack_from("<II", data)
            if (meaning := wanted.get(style & 0xFFFFFF)) is not None:
                formats[row, column] = meaning
    return Beside(formats, frozenset(hidden), errors)


def _text(data: bytes, at: int) -> tuple[str, int]:
    """The text at a place, and where it ends."""
    (length,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * length
    if end > len(data):
        raise ValueError
    return data[at + 4 : end].decode("utf-16-le"), end


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record: both lengths are written in groups of seven bits, the lowest first."""
    at, end = 0, len(part)
    while at < end:
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[at] << 7)
            at += 1
        length = shift = 0
        while True:
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        yield kind, part[at : at + length]
        at += length
