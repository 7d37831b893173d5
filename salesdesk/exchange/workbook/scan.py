"""A cheap look into a workbook's package before any reader is let loose on it.

The workbook readers allocate what a file claims: two cells a million rows apart abort calamine, a stretched
entry fills the memory, a false ``<dimension>`` hides rows. The scan reads the ZIP directory (always) and the
sheets' XML once as bytes (about 0.45 s for 1.5 million cells) and finds what calamine does not tell: error
values, formulas that were never calculated, and number formats that carry meaning (leading zeros, percent).
Nothing is ever fetched and no entity is ever expanded.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from salesdesk.errors import FileProblem
from salesdesk.exchange.reading.file_kind import damaged_problem, refuse
from salesdesk.exchange.workbook import xml_declarations
from salesdesk.exchange.workbook.formats import BUILT_IN, format_meaning
from salesdesk.phrases import phrase

MAX_ENTRIES = 20_000
MAX_ENTRY = 3 << 30  # bytes of one part when unpacked; a million rows of 15 columns are about 1 GB
RATIO_FLOOR = 4 << 20  # parts below this size may be as compressible as they like
MAX_RATIO = 300  # deflate reaches 1,032; real sheets stay below 60, thousands of equal rows near 200
TOTAL_FLOOR = 16 << 20  # bytes of a whole package when unpacked that need no such reason
MAX_STRING = 8 << 20  # bytes of one shared string with its markup; Excel allows 32,767 characters
SUSPICIOUS_AREA = 8_000_000  # cells of the bounding box above which its filling is looked at
MIN_FILLING = 0.02  # share of the box that holds cells, below which the box is not trusted
_CHUNK = 1 << 20

# A tag ends before the next "<" whatever it holds, and no group gives anything back: however a sheet is written,
# each of its bytes is looked at a few times and not more.
_ROW_TAG = re.compile(rb"<row\b[^<>]*>")
_HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)[\"']")
_NUMBER = re.compile(rb"\sr=[\"'](\d{1,9})[\"']")
_ROW = re.compile(rb'<row\b(?>[^<>]*?\sr="(\d{1,9})")')
_REF = re.compile(rb'r="([A-Z]{1,3})(\d{1,9})"')
_COLUMN = re.compile(rb'r="([A-Z]{1,3})\d')
_FORMULA = rb"(?:<f\b[^<>]*+>(?:[^<]*+</f>)?+)?+"
_ERROR = re.compile(
    rb'<c\s(?>[^<>]*?r="([A-Z]{1,3})(\d{1,7})")[^<>]*+>\s*+' + _FORMULA + rb"\s*+<v>(#[^<]{1,20})</v>"
)
_NO_VALUE = re.compile(rb"(?:</f>|<f\b[^<>]*+(?<=/)>)\s*+(?:<v\s*+/>|<v>\s*+</v>)?+\s*+</c>")
_CELL = re.compile(rb'<c\s[^<>]*?r="([A-Z]{1,3})(\d{1,7})"')
_STYLED = re.compile(
    rb'<c\s(?=[^<>]*?r="([A-Z]{1,3})(\d{1,7})")(?=[^<>]*?\ss="(\d{1,9})")(?![^<>]*?\st="(?!n"))[^<>]*+>'
    + _FORMULA
    + rb"<v>"
)
_PREFIX = re.compile(rb"<(\w{1,40}):worksheet\b")
_LINK = re.compile(
    rb'<hyperlink\s(?=[^<>]*?\bref="([A-Z]{1,3})(\d{1,7})(?::[A-Z]{1,3}\d{1,7})?")[^<>]*?:id="([^"<>]{1,64})"'
)
_SI = re.compile(rb"<si\b|</si>")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet of an xlsx package: its name, its part and the bytes of the part when unpacked."""

    name: str
    part: str
    size: int
    visible: bool = True


@dataclass(slots=True)
class SheetScan:
    """What the bytes of one sheet tell. Rows and columns are 0-based.

    ``uncalculated`` are the cells (row, column) of formulas that have no value, ``errors`` maps (row, column) to the error text, ``formats`` maps (row, column) to a number format that
    changes what the number means, ``links`` maps (row, column) to the id of a link's relation; ``hidden`` are rows nobody sees, hidden or filtered away; ``trusted`` is False when a dense reader must not be given the sheet.
    """

    cells: int = 0
    last_row: int = -1
    first_row: int = -1
    last_column: int = -1
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    @property
    def area(self) -> int:
        """Cells of the box a dense reader would allocate, at most."""
        return (self.last_row - max(0, self.first_row) + 1) * (self.last_column + 1)

    @property
    def trusted(self) -> bool:
        return self.area <= SUSPICIOUS_AREA or self.cells >= self.area * MIN_FILLING


def column_number(letters: bytes | str) -> int:
    """0-based column of "A", "XFD"."""
    text = letters if isinstance(letters, bytes) else letters.encode("ascii")
    number = 0
    for byte in text:
        number = number * 26 + byte - 64
    return number - 1


def check_package(path: Path) -> int:
    """Refuse a hostile or broken ZIP package; returns the bytes of everything when unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if len(infos) > MAX_ENTRIES:
                raise refuse(path, "reading.many_parts", count=len(infos))
            packed = sum(info.compress_size for info in infos)
            if packed > path.stat().st_size * 1.1 + 4096:
                raise refuse(path, "reading.false_sizes")
            for info in infos:
                _check_entry(path, info)
            total = sum(info.file_size for info in infos)
            if total > TOTAL_FLOOR and total > MAX_RATIO * max(1, packed):
                raise _stretched(path, total)
            for info in infos:
                _check_markup(path, archive, info)
            return total
    except FileProblem:
        raise
    except Exception as error:  # the decompressors raise what they like
        raise damaged_problem(path, phrase("reading.why.package_broken")) from error


def _check_entry(path: Path, info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 1:
        raise refuse(path, "reading.protected_parts")
    stretched = info.file_size > RATIO_FLOOR and info.file_size > MAX_RATIO * max(1, info.compress_size)
    if stretched or info.file_size > MAX_ENTRY:
        raise _stretched(path, info.file_size)


def _stretched(path: Path, size: int) -> FileProblem:
    return refuse(path, "reading.unpacks_large", megabytes=size >> 20)


def _check_markup(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Refuse a part with declarations. A relation may call any part XML, so what begins like it is looked at too."""
    named = info.filename.lower().endswith((".xml", ".rels"))
    with archive.open(info) as stream:
        if not named and not xml_declarations.is_markup(stream.read(64)):
            return
    with archive.open(info) as stream:
        fault = xml_declarations.fault_of(stream)
    if fault == "declarations":
        raise declarations_problem(path)
    if fault:
        code = "reading.why.encoding" if fault == "encoding" else "reading.why.no_content"
        raise damaged_problem(path, phrase(code))


def declarations_problem(path: Path) -> FileProblem:
    """The refusal of a workbook whose XML declares anything."""
    return refuse(path, "reading.declarations")


def sheet_parts(path: Path) -> list[SheetPart]:
    """The worksheets of an xlsx package in workbook order; [] when the package is too odd to tell."""
    from xml.etree import ElementTree

    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {part_name(info.filename): info for info in archive.infolist()}
            book = _workbook_part(archive, sizes)
            folder = PurePosixPath(book).parent
            rels_name = part_name(f"{folder}/_rels/{PurePosixPath(book).name}.rels")
            targets: dict[str, str] = {}
            if rels_name in sizes:
                for relation in ElementTree.fromstring(archive.read(sizes[rels_name])).iter():
                    if _local(relation.tag) == "Relationship":
                        target = relation.get("Target", "")
                        full = target if target.startswith("/") else f"{folder}/{target}"
                        targets[relation.get("Id", "")] = part_name(full)
            parts = []
            for element in ElementTree.fromstring(archive.read(sizes[book])).iter():
                if _local(element.tag) != "sheet":
                    continue
                rel_id = next((value for key, value in element.attrib.items() if _local(key) == "id"), "")
                part = targets.get(rel_id, "")
                if part in sizes:
                    visible = element.get("state", "visible") == "visible"
                    info = sizes[part]
                    parts.append(SheetPart(element.get("name", ""), info.filename, info.file_size, visible))
            return parts
    except Exception:  # an odd package: the workbook readers decide whether it is readable
        return []


def _workbook_part(archive: zipfile.ZipFile, sizes: dict[str, zipfile.ZipInfo]) -> str:
    if "xl/workbook.xml" in sizes:
        return "xl/workbook.xml"
    return next(name for name in sizes if name.endswith("workbook.xml"))


def part_name(name: str) -> str:
    """The name of a part without a leading slash, backslashes and "..", as programs mean it."""
    parts: list[str] = []
    for piece in name.replace("\\", "/").split("/"):
        if piece == "..":
            if parts:
                parts.pop()
        elif piece not in ("", "."):
            parts.append(piece)
    return "/".join(parts)


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def number_formats(path: Path) -> dict[int, str]:
    """Style numbers whose format changes what a number means, see ``format_meaning``."""
    from xml.etree import ElementTree

    found: dict[int, str] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            name = next((n for n in archive.namelist() if part_name(n).endswith("styles.xml")), None)
            if name is None or archive.getinfo(name).file_size > 16 << 20:
                return {}
            root = ElementTree.fromstring(archive.read(name))
        codes = dict(BUILT_IN)
        for element in root.iter():
            if _local(element.tag) == "numFmt" and element.get("numFmtId", "").isdigit():
                codes[int(element.get("numFmtId", "0"))] = element.get("formatCode", "")
        for group in root:
            if _local(group.tag) == "cellXfs":
                for index, style in enumerate(group):
                    meaning = format_meaning(codes.get(int(style.get("numFmtId") or 0), ""))
                    if meaning:
                        found[index] = meaning
    except Exception:  # odd styles: numbers stay plain numbers
        return {}
    return found


def _row_chunks(path: Path, part: str) -> Iterator[bytes]:
    """The sheet's XML in pieces that end at a row's end, any namespace prefix taken off."""
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        carry, prefix = b"", b""
        while True:
            data = stream.read(_CHUNK)
            if not data:
                break
            if not carry and not prefix:
                found = _PREFIX.search(data[:4096])
                prefix = found.group(1) if found else b"-"
            data = carry + data
            cut = data.rfind(b"row>")
            if cut < 0 and len(data) > 64 * _CHUNK:  # one row of 64 MB: give it away in pieces
                cut = len(data) - 1024
            if cut < 0:
                carry = data
                continue
            piece, carry = data[: cut + 4], data[cut + 4 :]
            yield _unprefixed(piece, prefix)
        if carry:
            yield _unprefixed(carry, prefix)


def _unprefixed(data: bytes, prefix: bytes) -> bytes:
    if prefix in (b"", b"-"):
        return data
    return data.replace(b"<" + prefix + b":", b"<").replace(b"</" + prefix + b":", b"</")


def scan_sheet(path: Path, part: str, formats: dict[int, str]) -> SheetScan:
    """Read one sheet's XML as bytes. Raises what the decompressor raises for a broken part."""
    scan = SheetScan()
    wanted = {str(number).encode(): meaning for number, meaning in formats.items()}
    ordered = True
    for chunk in _row_chunks(path, part):
        scan.cells += chunk.count(b"<c ") + chunk.count(b"<c>")
        rows = _ROW.findall(chunk)
        if rows:
            numbers = [int(number) - 1 for number in rows]
            scan.first_row = numbers[0] if scan.first_row < 0 else min(scan.first_row, numbers[0])
            scan.last_row = max(scan.last_row, max(numbers))
        widest = b""
        for row in chunk.split(b"</row>"):
            at = row.rfind(b' r="')
            found = _COLUMN.match(row, at + 1) if at >= 0 else None
            if found:
                letters = found.group(1)
                if (len(letters), letters) > (len(widest), widest):
                    widest = letters
            elif at < 0 and b"<c" in row:
                ordered = False
        scan.last_column = max(scan.last_column, column_number(widest) if widest else -1)
        _collect(chunk, scan, wanted)
    if scan.cells < 500_000 or not ordered:
        _exact_box(path, part, scan)
    return scan


def _collect(chunk: bytes, scan: SheetScan, wanted: dict[bytes, str]) -> None:
    if b'"e"' in chunk or b"'e'" in chunk:
        for letters, row, text in _ERROR.findall(chunk):
            scan.errors[int(row) - 1, column_number(letters)] = text.decode("ascii", "replace")
    if b"<f" in chunk:
        for empty in _NO_VALUE.finditer(chunk):
            cell = _CELL.match(chunk, chunk.rfind(b"<c ", 0, empty.start()))
            if cell is not None:
                scan.uncalculated.add((int(cell.group(2)) - 1, column_number(cell.group(1))))
    if b"hidden=" in chunk:
        scan.hidden.update(
            int(found.group(1)) - 1
            for row in _ROW_TAG.findall(chunk)
            if _HIDDEN.search(row) and (found := _NUMBER.search(row))
        )
    if b"<hyperlink " in chunk:
        for letters, row, name in _LINK.findall(chunk):
            scan.links[int(row) - 1, column_number(letters)] = name.decode("utf-8", "replace")
    if wanted and any(b's="' + number + b'"' in chunk for number in wanted):
        for letters, row, style in _STYLED.findall(chunk):
            meaning = wanted.get(style)
            if meaning:
                scan.formats[int(row) - 1, column_number(letters)] = meaning


def _exact_box(path: Path, part: str, scan: SheetScan) -> None:
    """Cells may stand in any order and rows may lie about their number: look at every reference."""
    for chunk in _row_chunks(path, part):
        for letters, row in set(_REF.findall(chunk)):
            scan.last_row = max(scan.last_row, int(row) - 1)
            scan.last_column = max(scan.last_column, column_number(letters))
            scan.first_row = int(row) - 1 if scan.first_row < 0 else min(scan.first_row, int(row) - 1)


def longest_string(path: Path) -> int:
    """Bytes of the longest shared string with its markup; 0 without shared strings."""
    with zipfile.ZipFile(path) as archive:
        name = next(
            (n for n in archive.namelist() if part_name(n).lower().endswith("sharedstrings.xml")), None
        )
        if name is None or archive.getinfo(name).file_size <= MAX_STRING:
            return 0
        longest, at, last = 0, 0, 0
        with archive.open(name) as stream:
            carry = b""
            while data := stream.read(_CHUNK):
                window = carry + data
                for found in _SI.finditer(window):
                    place = at - len(carry) + found.start()
                    longest, last = max(longest, place - last), place
                at += len(data)
                carry = window[-8:]
        return max(longest, at - last)
