"""What calamine does not tell of an .xls workbook: the currency of its cells, error values, and the
rows that it does not show.

The compound file ([MS-CFB] 2) is followed as far as its "Workbook" stream, and of that the records ([MS-XLS] 2.4) that say
which format a number has and whether a row has a height. Nothing is believed: what does not fit ends the reading, and amounts stay plain numbers.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from salesdesk.exchange.workbook.beside import Beside, Errors, Formats, error_named
from salesdesk.exchange.workbook.formats import BUILT_IN, CURRENCY, format_meaning

_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_LARGEST = 128 << 20  # bytes of a file that is looked into
_LAST_SECTOR = 0xFFFFFFFA
_NAME_LENGTH, _ENTRY = 64, 128
_BIFF8 = 0x0600
_BOF, _EOF, _BOUNDSHEET, _FORMAT, _XF, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0, 0x002F
_ONE_CELL = frozenset({0x0203, 0x027E, 0x0006})  # NUMBER, RK, FORMULA: row, column, format
_MULRK = 0x00BD
_BOOL_OR_ERROR, _FORMULA = 0x0205, 0x0006
_ROW, _NO_HEIGHT = 0x0208, 0x20  # the record of a row, and the flag (fDyZero) of one that is not shown


def look(path: Path) -> dict[str, Beside]:
    """What there is to tell, by name of the sheet; sheets without anything are left out. {} for a file of an older kind, or
    too odd to tell."""
    try:
        if path.stat().st_size > _LARGEST:
            return {}
        return _read(_workbook(path.read_bytes()))
    except (struct.error, IndexError, ValueError, UnicodeDecodeError, OSError):
        return {}


# -- the compound file ------------------------------------------------------------------------------------


def _workbook(data: bytes) -> bytes:
    """The stream of the workbook; raises what a broken file makes it raise."""
    if data[:8] != _MAGIC:
        raise ValueError
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise ValueError
    size = 1 << shift
    directory, cutoff, first_mini = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
    table = _allocation(data, size)
    entries = _chain(data, table, directory, size)
    root = entries[:_ENTRY]
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        entry = entries[at : at + _ENTRY]
        (length,) = struct.unpack_from("<H", entry, _NAME_LENGTH)
        name = entry[: max(0, length - 2)].decode("utf-16-le", "replace")
        if name.casefold() != "workbook":
            continue
        start, count = struct.unpack_from("<II", entry, 116)
        if count >= cutoff:
            return _chain(data, table, start, size)[:count]
        small = _chain(data, table, struct.unpack_from("<I", root, 116)[0], size)
        (mini_shift,) = struct.unpack_from("<H", data, 32)
        if mini_shift != 6:
            raise ValueError
        mini = _numbers(_chain(data, table, first_mini, size))
        return b"".join(small[n << 6 : (n + 1) << 6] for n in _links(mini, start))[:count]
    raise ValueError


def _allocation(data: bytes, size: int) -> tuple[int, ...]:
    """The table of which sector follows which."""
    listed = list(struct.unpack_from("<109I", data, 76))
    (more,) = struct.unpack_from("<I", data, 68)
    seen: set[int] = set()
    while more < _LAST_SECTOR and more not in seen:
        seen.add(more)
        *further, more = _numbers(_sector(data, more, size))
        listed += further
    return _numbers(b"".join(_sector(data, number, size) for number in listed if number < _LAST_SECTOR))


def _sector(data: bytes, number: int, size: int) -> bytes:
    found = data[(number + 1) * size : (number + 2) * size]
    if not found:
        raise ValueError
    return found


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(data) // 4}I", data)


def _links(table: tuple[int, ...], start: int) -> Iterator[int]:
    seen = 0
    while start < _LAST_SECTOR:
        yield start
        start = table[start]
        seen += 1
        if seen > len(table):
            raise ValueError  # it goes in a circle


def _chain(data: bytes, table: tuple[int, ...], start: int, size: int) -> bytes:
    return b"".join(_sector(data, number, size) for number in _links(table, start))


# -- the records ------------------------------------------------------------------------------------------


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _EOF:
            return
        at += 4 + length


def _read(stream: bytes) -> dict[str, Beside]:
    codes, styles, sheets = dict(BUILT_IN), list[int](), dict[str, int]()
    for kind, data in _records(stream, 0):
        if kind == _FILEPASS or (kind == _BOF and struct.unpack_from("<H", data)[0] != _BIFF8):
            return {}
        if kind == _FORMAT:
            number, length, flags = struct.unpack_from("<HHB", data)
            codes[number] = _text(data[5:], length, flags)
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _BOUNDSHEET:
            place, _, _, length, flags = struct.unpack_from("<IBBBB", data)
            sheets[_text(data[8:], length, flags)] = place
    meanings = {n: format_meaning(codes.get(style, "")) for n, style in enumerate(styles)}
    wanted = {n: meaning for n, meaning in meanings.items() if meaning.startswith(CURRENCY)}
    found = {name: _of_sheet(stream, place, wanted) for name, place in sheets.items()}
    return {name: told for name, told in found.items() if any(told)}


def _text(data: bytes, length: int, flags: int) -> str:
    return data[: 2 * length].decode("utf-16-le") if flags & 1 else data[:length].decode("latin-1")


def _of_sheet(stream: bytes, place: int, wanted: dict[int, str]) -> Beside:
    formats: Formats = {}
    errors: Errors = {}
    hidden: set[int] = set()
    for kind, data in _records(stream, place):
        if kind == _ROW:
            if len(data) > 12 and data[12] & _NO_HEIGHT:
                hidden.add(struct.unpack_from("<H", data)[0])
        elif kind in (_BOOL_OR_ERROR, _FORMULA) and (error := _error(kind, data)):
            errors[struct.unpack_from("<HH", data)] = error
        elif not wanted:
            continue
        elif kind in _ONE_CELL:
            row, column, style = struct.unpack_from("<HHH", data)
            if style in wanted:
                formats[row, column] = wanted[style]
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", data)
            for further in range((len(data) - 6) // 6):
                (style,) = struct.unpack_from("<H", data, 4 + 6 * further)
                if style in wanted:
                    formats[row, first + further] = wanted[style]
    return Beside(formats, frozenset(hidden), errors)


def _error(kind: int, data: bytes) -> str:
    """The error value of a cell, or of the last result of its formula; "" for none ([MS-XLS] 2.5.10 and 2.5.133)."""
    if kind == _BOOL_OR_ERROR:
        return error_named(data[6]) if data[7] else ""
    return error_named(data[8]) if data[6] == 2 and data[12:14] == b"\xff\xff" else ""
