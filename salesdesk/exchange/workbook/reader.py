"""Workbooks as tables: calamine for speed, openpyxl where calamine fails or must not be trusted."""

from __future__ import annotations

import contextlib
import io
import re
import threading
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import python_calamine

from salesdesk.domain.sheets import Cell, CellError, CurrencyNumber, SheetSettings
from salesdesk.errors import FileProblem
from salesdesk.exchange.reading.file_kind import FileKind, damaged_problem, password_problem, refuse
from salesdesk.exchange.reading.tables import (
    ALL_CALCULATED,
    MAX_COLUMNS,
    NO_COMMENTS,
    NONE_HIDDEN,
    Comments,
    ListTable,
    Table,
)
from salesdesk.exchange.text.entities import Entities, without_entities
from salesdesk.exchange.workbook import ods, xls, xlsb
from salesdesk.exchange.workbook import scan as workbook_scan
from salesdesk.exchange.workbook.beside import Beside
from salesdesk.exchange.workbook.formats import CURRENCY, format_meaning
from salesdesk.exchange.workbook.open_rows import hidden_rows
from salesdesk.exchange.workbook.parts import link_targets, sheet_comments
from salesdesk.exchange.workbook.scan import SheetPart, SheetScan
from salesdesk.phrases import phrase

SCAN_FIRST = 8 << 20  # sheets up to this many bytes are scanned before they are read, others beside it

ENDINGS = {
    FileKind.XLSX: (".xlsx", ".xlsm", ".xlam"),
    FileKind.XLSB: (".xlsb",),
    FileKind.XLS: (".xls", ".xla"),
    FileKind.ODS: (".ods",),
}
"""Endings calamine takes at their word; a file with any other ending it judges by its content."""

MAX_SLOTS = 20_000_000  # places for cells openpyxl may look at before it must have found some in them

_LINK_WORDS = re.compile(
    r"(?i)\W*(?:(?:please )?click(?: here)?|here|links?|url|open|view|show|see|more|go|visit|web ?(?:site|page|link)?|www"
    r"|home ?page|(?:view |see |open )?(?:profile?|site|page)|linked ?in|xing|facebook|twitter|instagram|e-?mail|mail|mailto"
    r"|(?:bitte )?(?:hier )?klick(?:en)?(?: hier| sie hier)?|hier|öffnen|anzeigen|ansehen|zur (?:website|webseite|seite)"
    r"|webseite|profil|ici|lien|cliquez(?: ici)?|site(?: web)?|voir|aquí|enlace|sitio(?: web)?|perfil|ver)\W*"
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where the link behind a cell leads."""

    address: str


_NOTHING = Beside({}, NONE_HIDDEN)
Fix = CellError | Target | str
Report = Callable[[int, int | None, str], None]


class SheetTable:
    """One sheet of a workbook held by calamine; rows become Python objects as they are walked."""

    settings: SheetSettings | None = None

    def __init__(
        self,
        name: str,
        visible: bool,
        sheet: python_calamine.CalamineSheet,
        scan: SheetScan | None,
        comments: Comments = NO_COMMENTS,
        targets: Mapping[tuple[int, int], str] | None = None,
        hidden: frozenset[int] = NONE_HIDDEN,
    ) -> None:
        self.name, self.visible, self.comments = name, visible, comments
        self._sheet, self._entities = sheet, Entities()
        start, end = sheet.start, sheet.end
        self._left = start[1] if start else 0
        self.height: int | None = end[0] + 1 if end else 0
        self.merges = tuple((a[0], a[1], b[0], b[1]) for a, b in sheet.merged_cell_ranges or ())
        self._fixes = _fixes(scan, targets or {}) if scan else {}
        self.hidden = hidden | frozenset(scan.hidden) if scan else hidden
        notes = []
        self.uncalculated = frozenset(scan.uncalculated) if scan else ALL_CALCULATED
        if self.uncalculated:
            notes.append(("formulas_without_value", str(len(self.uncalculated))))
        if scan and scan.errors:
            notes.append(("error_cells", str(len(scan.errors))))
        if end and end[1] >= MAX_COLUMNS:
            notes.append(("columns_left_out", str(end[1] + 1 - MAX_COLUMNS)))
        self._cut = bool(end and end[1] >= MAX_COLUMNS)
        self.warnings = tuple(notes)

    def rows(self) -> Iterator[Sequence[Cell | CellError]]:
        plain: Iterator[list[Any]] = iter(self._sheet.iter_rows())
        if not (self._left or self._fixes or self._cut):
            return self._entities.without(plain)
        return self._entities.without(self._mended(plain))

    def _mended(self, plain: Iterator[list[Any]]) -> Iterator[Sequence[Cell | CellError]]:
        pad: list[Any] = [None] * self._left
        for number, row in enumerate(plain):
            whole = pad + row if pad else row
            for column, fix in self._fixes.get(number, ()):
                if column < len(whole):
                    whole[column] = fixed(whole[column], fix)
            yield whole[:MAX_COLUMNS] if self._cut else whole


def _fixes(scan: SheetScan, targets: Mapping[tuple[int, int], str]) -> dict[int, list[tuple[int, Fix]]]:
    """What calamine does not tell, by row: error values, number formats (as text) that carry meaning, and targets
    of links."""
    fixes: dict[int, list[tuple[int, Fix]]] = {}
    for (row, column), text in scan.errors.items():
        fixes.setdefault(row, []).append((column, CellError(text)))
    for (row, column), meaning in scan.formats.items():
        fixes.setdefault(row, []).append((column, meaning))
    for (row, column), target in targets.items():
        fixes.setdefault(row, []).append((column, Target(target)))
    return fixes


def fixed(value: Any, fix: Fix) -> Any:
    """A cell's value with what calamine does not tell of it. The target of a link stands for a text that says only
    that there is a link ("click here"); a name with a link behind it stays a name."""
    if isinstance(fix, CellError):
        return fix
    if isinstance(fix, Target):
        says_little = isinstance(value, str) and len(value) <= 100 and _LINK_WORDS.fullmatch(value)
        return fix.address if says_little else value
    return formatted(value, fix)


def formatted(value: Any, meaning: str) -> Any:
    """A number as its format shows it: 1234 with "0:5" is "01234", 0.25 with "%" is "25%", 12 with "$:USD" an amount of
    US dollars."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if meaning.startswith(CURRENCY):
        return CurrencyNumber(value, meaning[len(CURRENCY) :])
    if meaning == "%":
        text = f"{round(value * 100, 6):.10g}"
        return (
            f"{text}0%" if len(text.partition(".")[2]) == 3 else f"{text}%"
        )  # three digits could be thousands
    if float(value).is_integer() and value >= 0:
        return f"{int(value):0{int(meaning[2:])}d}"
    return value


class Workbook:
    """The sheets of one workbook file, loaded as they are asked for."""

    def __init__(self, path: Path, kind: FileKind, *, careful: bool, report: Report) -> None:
        """Open ``path``; ``careful`` never gives a sheet to calamine (it died of this file before)."""
        self._path, self._kind, self._report = path, kind, report
        self._book: python_calamine.CalamineWorkbook | None = None
        self._plain: dict[str, ListTable] | None = None
        self._loaded: dict[str, Table] = {}
        self._parts: dict[str, SheetPart] = {}
        self._formats: dict[int, str] = {}
        self._hidden: dict[str, frozenset[int]] = {}
        self._ahead: _Ahead | None = None
        self._told: dict[str, Beside] | None = None
        self.unpacked = path.stat().st_size
        if kind in (FileKind.XLSX, FileKind.XLSB, FileKind.ODS):
            self.unpacked = workbook_scan.check_package(path)
        if kind is FileKind.XLSX:
            if workbook_scan.longest_string(path) > workbook_scan.MAX_STRING:
                raise refuse(path, "reading.long_cell")
            self._parts = {part.name: part for part in workbook_scan.sheet_parts(path)}
            self._formats = workbook_scan.number_formats(path)
        if kind is FileKind.ODS:
            with contextlib.suppress(Exception):  # a broken part: the reader says what is wrong with it
                self._hidden = hidden_rows(path)
        if careful:
            self._read_plainly()
            return
        try:
            self._book = _opened(path, kind)
        except python_calamine.PasswordError as error:
            raise password_problem(path) from error
        except Exception as error:  # calamine refuses what openpyxl may read
            self._read_plainly(error)
            return
        sheets = python_calamine.SheetTypeEnum.WorkSheet
        self._metas = [meta for meta in self._book.sheets_metadata if meta.typ == sheets]

    def sheets(self) -> list[tuple[str, bool, int | None, int]]:
        """(name, visible, records or None while unknown, bytes) of every sheet, in workbook order."""
        if self._book is None:
            assert self._plain is not None
            return [(t.name, t.visible, t.height, 0) for t in self._plain.values()]
        found: list[tuple[str, bool, int | None, int]] = []
        for meta in self._metas:
            part = self._parts.get(meta.name)
            visible = meta.visible == python_calamine.SheetVisibleEnum.Visible
            found.append((meta.name, visible, None, part.size if part else 0))
        return found

    def look_ahead(self) -> None:
        """Begin to read the only sheet of the workbook, which will be asked for next, in a thread of its own."""
        if self._book is None or self._loaded or len(self._metas) != 1:
            return
        name = self._metas[0].name
        part = self._parts.get(name)
        if part is not None and part.size > SCAN_FIRST:  # a small one is read in no time
            self._ahead = _Ahead(self._book, name)

    def table(self, name: str) -> Table:
        """The sheet ``name``; raises ``FileProblem`` when it cannot be read."""
        if self._plain is not None:
            return self._plain[name]
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def _load(self, name: str) -> Table:
        assert self._book is not None
        meta = next(m for m in self._metas if m.name == name)
        part = self._parts.get(name)
        scans: list[SheetScan] = []
        beside: threading.Thread | None = None
        if part is not None:
            if part.size <= SCAN_FIRST:
                self._scan(part, scans)
                if scans and not scans[0].trusted:
                    return self._plainly(name)
            else:
                beside = threading.Thread(target=self._scan, args=(part, scans), daemon=True)
                beside.start()
        try:
            ahead, self._ahead = self._ahead, None
            sheet = (ahead.sheet() if ahead is not None else None) or self._book.get_sheet_by_name(name)
        except python_calamine.PasswordError as error:
            raise password_problem(self._path) from error
        except Exception as error:
            return self._plainly(name, error)
        if beside is not None:
            beside.join()
        visible = meta.visible == python_calamine.SheetVisibleEnum.Visible
        comments = sheet_comments(self._path, part.part) if part else NO_COMMENTS
        told = self._beside(name)
        scan = scans[0] if scans else None
        if scan is None and (told.formats or told.errors):
            scan = SheetScan(formats=told.formats, errors=told.errors)
        targets = link_targets(self._path, part.part, scan.links) if part and scan and scan.links else {}
        hidden = self._hidden.get(name, told.hidden)
        table = SheetTable(name, visible, sheet, scan, comments, targets, hidden)
        table.merges += told.merges
        return table

    def _beside(self, name: str) -> Beside:
        """What there is to tell of a sheet whose file is no xlsx beside what calamine gives."""
        if self._told is None:
            looks = {FileKind.ODS: ods.look, FileKind.XLS: xls.look, FileKind.XLSB: xlsb.look}
            look = looks.get(self._kind)
            self._told = look(self._path) if look is not None else {}
        return self._told.get(name, _NOTHING)

    def _scan(self, part: SheetPart, scans: list[SheetScan]) -> None:
        try:
            scans.append(workbook_scan.scan_sheet(self._path, part.part, self._formats))
        except Exception:  # a broken part: the reader says what is wrong with it
            scans.clear()

    def _plainly(self, name: str, error: Exception | None = None) -> Table:
        self._read_plainly(error)
        assert self._plain is not None
        if name not in self._plain:
            raise damaged_problem(self._path, phrase("reading.why.sheet_not_read", sheet=name)) from error
        return self._plain[name]

    def _read_plainly(self, error: Exception | None = None) -> None:
        """Read every sheet with openpyxl; raises ``FileProblem`` when that fails as well."""
        if self._kind is not FileKind.XLSX:
            raise damaged_problem(self._path) from error
        try:
            self._plain = _openpyxl_tables(self._path, self._report)
        except FileProblem:
            raise
        except Exception as second:  # openpyxl raises whatever the broken part makes it raise
            raise damaged_problem(self._path) from second
        if not self._plain:
            raise damaged_problem(self._path, phrase("reading.why.no_readable_sheet")) from error


class _Ahead:
    """A sheet that is read in a thread of its own; nothing else may touch the workbook until it is taken."""

    def __init__(self, book: python_calamine.CalamineWorkbook, name: str) -> None:
        self._found: list[python_calamine.CalamineSheet] = []
        self._thread = threading.Thread(target=self._read, args=(book, name), daemon=True)
        self._thread.start()

    def _read(self, book: python_calamine.CalamineWorkbook, name: str) -> None:
        with contextlib.suppress(Exception):  # said by the one who asks for the sheet
            self._found.append(book.get_sheet_by_name(name))

    def sheet(self) -> python_calamine.CalamineSheet | None:
        """The sheet, waited for; None when it could not be read."""
        self._thread.join()
        return self._found[0] if self._found else None


def _opened(path: Path, kind: FileKind) -> python_calamine.CalamineWorkbook:
    """The workbook as calamine reads it. Only a file with the ending of another kind is taken into the memory: its
    name must not be seen, and a stream has none."""
    others = {ending for other, endings in ENDINGS.items() if other is not kind for ending in endings}
    if path.suffix.lower() not in others:
        return python_calamine.CalamineWorkbook.from_path(path)
    with path.open("rb") as stream:
        return python_calamine.CalamineWorkbook.from_filelike(stream)


def _openpyxl_tables(path: Path, report: Report) -> dict[str, ListTable]:
    import openpyxl

    tables: dict[str, ListTable] = {}
    # openpyxl leaves a file open that it cannot read, so it is given an open one; and it warns about
    # extensions it leaves out.
    with warnings.catch_warnings(), _package(path) as package:
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(package, read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            records = list(without_entities(iter(_records(path, sheet.iter_rows(), report))))
            tables[sheet.title] = ListTable(sheet.title, records, sheet.sheet_state == "visible")
    return tables


def _records(path: Path, rows: Iterator[tuple[Any, ...]], report: Report) -> list[Sequence[Cell | CellError]]:
    """The rows up to the last filled one, each without the empty cells at its end."""
    records: list[Sequence[Cell | CellError]] = []
    gap: tuple[Any, ...] | None = (
        None  # openpyxl gives one and the same tuple for every row that is not there
    )
    last = slots = filled = 0
    for row in rows:
        record: list[Cell | CellError] = []
        if row is not gap:
            record = [_value(cell) for cell in row[:MAX_COLUMNS]]
            while record and record[-1] is None:
                record.pop()
            slots += len(row)
            filled += sum(value is not None for value in record)
            if not record:
                gap = row
            if slots > MAX_SLOTS and slots > 200 * filled:
                raise refuse(path, "reading.scattered")
        records.append(record)
        if record:
            last = len(records)
        if len(records) % 2000 == 0:
            report(len(records), None, "rows")
    del records[last:]
    return records


def _value(cell: Any) -> Cell | CellError:
    value = cell.value
    if value is None or value == "":
        return None
    if cell.data_type == "e":
        return CellError(str(value))
    if value.__class__ in (int, float):
        meaning = format_meaning(cell.number_format)
        return formatted(value, meaning) if meaning else value
    if isinstance(value, str | bool | int | float | datetime | date | time | timedelta):
        return value
    return str(value)


def _package(path: Path) -> BinaryIO:
    """The opened package, or a mended copy of a small one whose part names carry backslashes or a slash."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if not any("\\" in name or name.startswith("/") for name in names) or path.stat().st_size > 32 << 20:
            return path.open("rb")
        mended = io.BytesIO()
        with zipfile.ZipFile(mended, "w", zipfile.ZIP_DEFLATED) as out:
            for name in names:
                out.writestr(name.replace("\\", "/").lstrip("/"), archive.read(name))
    mended.seek(0)
    return mended
