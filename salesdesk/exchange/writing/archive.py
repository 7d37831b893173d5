"""A workbook written straight into its file.

openpyxl writes each sheet as plain XML into the system's temporary folder first, where a killed program leaves it for
anybody to read. Here the rows go, packed, into the file they belong to and nowhere else.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml.etree import LxmlError
from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

_BLOCK = 1 << 18  # bytes of XML packed at once; the serialiser hands over a few thousand at a time


class WorkbookArchive:
    """The file of a workbook under way; use it as a context manager.

    A sheet of a write-only workbook is begun with ``begin`` before its first row and ended with ``end`` before the next
    one begins; those of an ordinary workbook need neither. ``finish`` writes the rest; without it there is no workbook.
    """

    def __init__(self, path: Path, workbook: Workbook) -> None:
        self._workbook = workbook
        self._zip = ZipFile(path, "w", ZIP_DEFLATED)
        self._sheet: _Entry | None = None
        self._begun: Any = None

    def __enter__(self) -> WorkbookArchive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._zip.close()
            return
        # the disk that is full for the file is full for closing it too
        with suppress(OSError, ValueError):
            if self._sheet is not None:
                self._sheet.abandon()
        with suppress(OSError, ValueError, RuntimeError, StopIteration, LxmlError):
            if self._begun is not None:
                self._begun.close()  # or its writer would, when it is collected, and complain
        with suppress(OSError, ValueError):
            self._zip.close()

    @property
    def sheet_bytes(self) -> int:
        """How many bytes the sheet begun has by now, before packing."""
        return 0 if self._sheet is None else self._sheet.size

    def begin(self, worksheet: Any) -> None:
        """Send the rows of a write-only sheet into the file from now on."""
        self._begun = worksheet
        worksheet._id = len(self._workbook.worksheets)
        self._sheet = self._entry(worksheet)
        worksheet._writer = WorksheetWriter(worksheet, out=self._sheet)
        worksheet._writer.write_top()

    def end(self, worksheet: Any) -> None:
        """The sheet has all its rows and tables."""
        assert self._sheet is not None
        worksheet.close()
        self._begun = None  # closed, also when the disk has no room for the rest of it
        self._sheet.close()
        self._sheet = None

    def finish(self) -> None:
        """Write what a workbook consists of besides the rows."""
        self._workbook.properties.modified = datetime.now(UTC).replace(tzinfo=None)
        _Writer(self._workbook, self._zip, self).write_data()

    def write_cells(self, worksheet: Any) -> None:
        """Write a sheet whose cells are all in memory."""
        self._sheet = self._entry(worksheet)
        worksheet._writer = WorksheetWriter(worksheet, out=self._sheet)
        worksheet._writer.write()
        self._sheet.close()
        self._sheet = None

    def _entry(self, worksheet: Any) -> _Entry:
        return _Entry(self._zip.open(worksheet.path[1:], "w"))


class _Entry:
    """The XML of one sheet on its way into the archive."""

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed: IO[bytes] | None = packed
        self._waiting = bytearray()
        self.size = 0

    def write(self, data: bytes) -> int:
        """Take over some XML; of an abandoned sheet it goes nowhere, because its writer still ends its elements."""
        self.size += len(data)
        if self._packed is not None:
            self._waiting += data
            if len(self._waiting) >= _BLOCK:
                self._send()
        return len(data)

    def flush(self) -> None:
        """Nothing is sent before there is enough of it."""

    def close(self) -> None:
        """The sheet is complete."""
        if self._packed is not None:
            self._send()
            self._packed.close()
            self._packed = None

    def abandon(self) -> None:
        """The sheet will not be completed."""
        packed, self._packed = self._packed, None
        if packed is not None:
            packed.close()

    def _send(self) -> None:
        assert self._packed is not None
        self._packed.write(self._waiting)
        self._waiting = bytearray()


class _Writer(ExcelWriter):  # type: ignore[misc]
    """openpyxl's writer of everything but the rows."""

    def __init__(self, workbook: Workbook, packed: ZipFile, archive: WorkbookArchive) -> None:
        super().__init__(workbook, packed)
        self._rows = archive

    def write_worksheet(self, ws: Any) -> None:
        """As openpyxl's own, without the file in the temporary folder."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        if not self.workbook.write_only:
            self._rows.write_cells(ws)
        ws._rels = ws._writer._rels
        self.manifest.append(ws)
