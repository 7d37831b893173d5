"""Text tables of any dialect: encoding, delimiter and quoting found, then streamed record by record."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from salesdesk.domain import formulas
from salesdesk.domain.cleaning.misread import misread_letters
from salesdesk.domain.sheets import Cell, CellError, SheetSettings
from salesdesk.exchange.reading.file_kind import refuse
from salesdesk.exchange.reading.tables import (
    ALL_CALCULATED,
    LOOKED_AT,
    MAX_COLUMNS,
    NO_COMMENTS,
    NONE_HIDDEN,
)
from salesdesk.exchange.text import encoding as text_encoding
from salesdesk.exchange.text.entities import without_entities
from salesdesk.exchange.text.records import LONGEST_CELL, Dialect, Lines, Records, parsed

SAMPLE_CHARS = 192 * 1024
SAMPLE_RECORDS = 400
MOST_SHORTENED = 1_000  # cut cells that are told one by one
_PLAIN = (",", ";", "\t", "|")
_RARE = ("^", "~", "¦", "\x01", "\x1f")

_NUMBER = re.compile(r"[-+(]?[^\w\s,;|]{0,3}\s?\d[\d.,' \u00a0]*[%)]?\s?[^\w\s]?(?:[eE][-+]?\d+)?")
_SHAPED = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|www\.\S+|\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T][\d:.,+Z]+)?|\+?[\d ()/-]{6,}"
)
_OPENING = ('\n"', ',"', ';"', '\t"', '|"')  # quotes that would open a cell
_SEP = re.compile(r"^\ufeff?\"?sep=(.)\"?[ \t]*$", re.IGNORECASE)


class TextTable:
    """A text file as a sheet. It is decoded and parsed anew on every walk, so its size does not matter."""

    visible = True
    merges: tuple[tuple[int, int, int, int], ...] = ()
    comments = NO_COMMENTS
    hidden, uncalculated = NONE_HIDDEN, ALL_CALCULATED

    def __init__(
        self,
        path: Path,
        *,
        data: bytes | None = None,
        encoding: str | None = None,
        delimiter: str | None = None,
        tick: Callable[[int], None] | None = None,
    ) -> None:
        """Find encoding and dialect where they are not given. ``data`` stands for the file's bytes (pasted
        text). Raises ``FileProblem`` for content that is no text and for an unknown encoding."""
        self._path, self._data = path, data
        self.name = path.stem
        self.size = len(data) if data is not None else path.stat().st_size
        self._legacy = ""
        with self._open() as stream:
            if encoding:
                self.encoding = encoding
            else:
                self.encoding, self._legacy = text_encoding.detect_mixed(stream, tick)
        if not text_encoding.is_known(self.encoding):
            raise refuse(path, "reading.not_in_encoding", encoding=self.encoding)
        sample, whole = self._sample()
        _refuse_binary(path, sample)
        self.dialect = find_dialect(sample, whole)
        if delimiter is not None:
            self.dialect = replace(self.dialect, delimiter=delimiter)
        self.height: int | None = None
        self.bytes_per_record = _bytes_per_record(sample, self.dialect, self.encoding)
        self.repaired: tuple[int, ...] = ()  # 0-based records with an unclosed quote, known after a walk
        self.shortened: dict[int, tuple[int, int]] = {}
        """By 0-based record the column of a cell that was cut and its length, known after a walk."""
        self._unreadable, self._misread = sample.count("\ufffd"), misread_letters(sample)
        self._text_quotes = 0 if self.dialect.quote else sum(map(sample.count, _OPENING))
        self.settings: SheetSettings | None = SheetSettings(
            encoding=self.encoding, delimiter=self.dialect.delimiter
        )

    @property
    def warnings(self) -> tuple[tuple[str, str], ...]:
        """Codes with values; see ``Table``. Unclosed quotes are known when the whole file has been walked over."""
        counts = (
            ("undecodable_characters", self._unreadable),
            ("misread_letters", self._misread),
            ("mixed_encodings", int(bool(self._legacy))),
            ("unclosed_quotes", len(self.repaired)),
            ("quotes_read_as_text", self._text_quotes),
            ("cells_cut", len(self.shortened)),
        )
        return tuple((code, str(count)) for code, count in counts if count)

    def reread(self, encoding: str, delimiter: str | None) -> TextTable:
        """The same text read another way, because the person chose so."""
        table = TextTable(self._path, data=self._data, encoding=encoding, delimiter=delimiter)
        table.name = self.name
        return table

    def _open(self) -> BinaryIO:
        return io.BytesIO(self._data) if self._data is not None else self._path.open("rb")

    def _text(self) -> io.TextIOWrapper:
        # newline="" leaves line ends to the csv module, which accepts CR, LF and CRLF mixed.
        errors = text_encoding.line_errors(self._legacy) if self._legacy else "replace"
        return io.TextIOWrapper(self._open(), encoding=self.encoding, errors=errors, newline="")

    def _sample(self) -> tuple[str, bool]:
        with self._text() as stream:
            sample = stream.read(SAMPLE_CHARS)
            whole = not stream.read(1)
        if not whole:
            cut = max(sample.rfind("\n"), sample.rfind("\r"))
            sample = sample[: cut + 1] if cut > SAMPLE_CHARS // 4 else sample
        return sample.replace("\x00", ""), whole

    def rows(self) -> Iterator[Sequence[Cell | CellError]]:
        """Every record; blank lines are empty records. Guarded cells ('+49…, ="0123") lose their guard, and characters
        that a web page named are characters."""
        return without_entities(self._records())

    def _records(self) -> Iterator[Sequence[Cell | CellError]]:
        dialect = self.dialect
        with self._text() as stream:
            lines = Lines(stream)
            records = Records(lines, dialect)
            for number, row in enumerate(records):
                if len(row) > MAX_COLUMNS:
                    del row[MAX_COLUMNS:]
                if lines.long:
                    lines.long = False
                    self._shorten(number, row)
                if lines.guarded:
                    lines.guarded = False
                    yield [unguarded(cell) for cell in row]
                else:
                    yield row
            self.repaired = tuple(records.repaired)

    def _shorten(self, number: int, row: list[str]) -> None:
        """Cut the cells no record can hold, and remember the first of them."""
        for column, cell in enumerate(row):
            if len(cell) > LONGEST_CELL:
                row[column] = cell[:LONGEST_CELL]
                if len(self.shortened) < MOST_SHORTENED:
                    self.shortened.setdefault(number, (column, len(cell)))

    def forget_quotes(self) -> None:
        """A quote was never closed: from now on quotes are plain text."""
        if self.dialect.quote is None:
            raise refuse(self._path, "reading.long_line")
        self.dialect = replace(self.dialect, quote=None)
        self._text_quotes = max(1, self._text_quotes)


def unguarded(cell: str) -> str:
    """The cell without the marks that keep a spreadsheet from calculating it."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 3:
        return cell[2:-1]  # as Excel's own users keep leading zeros
    return formulas.unguarded(cell)


def _refuse_binary(path: Path, sample: str) -> None:
    if not sample.strip("\ufeff \t\r\n"):
        raise refuse(path, "reading.no_text")
    odd = sum(
        1
        for char in sample[:20000]
        if (char < " " and char not in "\t\r\n\x0b\x0c\x1f\x01\x1a") or char == "\ufffd"
    )
    if odd > max(4, 0.03 * min(len(sample), 20000)):
        raise refuse(path, "reading.no_table")


def _bytes_per_record(sample: str, dialect: Dialect, encoding: str) -> float:
    records = sum(1 for _ in parsed(sample, dialect, 10**6)) or 1
    return max(1.0, len(sample.encode(encoding, "replace")) / records)


def find_dialect(sample: str, whole: bool = True) -> Dialect:
    """The dialect under which the sample's records agree best in width and their cells look like values."""
    first = sample.split("\n", 1)[0].rstrip("\r")
    named = _SEP.match(first)
    if named:
        body = sample.split("\n", 1)[1] if "\n" in sample else ""
        best = _best_variant(body or sample, named.group(1), whole)[1]
        return replace(best, skip=1)
    best_score, best = 0.0, Dialect(None)
    for delimiter, prior in _candidates(sample):
        score, dialect = _best_variant(sample, delimiter, whole)
        if score * prior > best_score + 1e-9:
            best_score, best = score * prior, dialect
    if best_score < 0.2:
        return Dialect(None)
    return best


def _candidates(sample: str) -> list[tuple[str, float]]:
    found = [(delimiter, 1.0) for delimiter in _PLAIN if delimiter in sample]
    found += [(delimiter, 0.9) for delimiter in _RARE if delimiter in sample]
    if ":" in sample:
        found.append((":", 0.5))
    if " " in sample:
        found.append((" ", 0.4))
    return found


def _best_variant(sample: str, delimiter: str, whole: bool) -> tuple[float, Dialect]:
    mark = re.escape(delimiter)
    variants = [Dialect(delimiter, skip_space=bool(re.search(mark + r' {1,99}"', sample)))]
    if len(re.findall(rf"(?:^|{mark})'[^'\n]*'(?={mark}|\r|$)", sample, re.MULTILINE)) >= 2:
        variants.append(replace(variants[0], quote="'"))
    if '\\"' in sample or "\\" + delimiter in sample:
        variants.append(replace(variants[0], escape="\\"))
    best_score, best = -1.0, variants[0]
    for variant in variants:
        score = _score(parsed(sample, variant, SAMPLE_RECORDS), delimiter, whole)
        if score > best_score + 1e-4:
            best_score, best = score, variant
    if '"' in sample and best_score < 0.95:
        loose = Dialect(delimiter, quote=None)
        score = _score(parsed(sample, loose, SAMPLE_RECORDS), delimiter, whole)
        if score > best_score + 0.02:
            best_score, best = score, loose
    return best_score, best


def _score(records: list[list[str]], delimiter: str, whole: bool) -> float:
    """0..1: share of records of the usual width, how many cells that is, and how value-like the cells are."""
    if not whole and len(records) > 2:
        records = records[:-1]
    filled = [record for record in records if any(cell.strip() for cell in record)]
    if not filled:
        return 0.0
    widths = Counter(len(record) for record in filled)
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0
    usual = max(wide, key=lambda width: (wide[width], width))
    table = [record for record in filled if len(record) == usual]
    # Titles above a table and short last records are common; their share is forgiven in part.
    near = sum(count for width, count in wide.items() if width != usual)
    share = (len(table) + 0.4 * near) / len(filled)
    if len(filled) - len(table) <= 6 and len(table) >= 5:
        share = max(share, 0.8)
    cells = [cell for record in table[:150] for cell in record]
    clean = sum(_cleanness(cell, delimiter) for cell in cells) / len(cells)
    if delimiter == " ":
        return _space_score(share, usual, cells, clean)
    if delimiter == ":" and (
        usual < 3 or all(cell.strip().isdigit() for cell in cells) or any(c.startswith("//") for c in cells)
    ):
        return 0.0
    if delimiter in _RARE and share < 0.9:
        return 0.0
    return share * (1 - 0.5 / usual) * clean


def _space_score(share: float, usual: int, cells: Sequence[str], clean: float) -> float:
    """Words are separated by spaces too: only a strict grid of mostly numbers is a space-separated table."""
    empty = sum(not cell for cell in cells) / len(cells)
    numbers = sum(bool(_NUMBER.fullmatch(cell[:LOOKED_AT])) for cell in cells) / len(cells)
    if usual < 3 or share < 0.95 or empty > 0.05 or numbers < 0.4:
        return 0.0
    return share * (1 - 0.5 / usual) * clean


def _cleanness(cell: str, delimiter: str) -> float:
    text = cell[:LOOKED_AT].strip()
    if not text:
        return 0.75  # a table has holes, but holes prove nothing
    if _NUMBER.fullmatch(text) or _SHAPED.fullmatch(text):
        return 1.0
    others = [other for other in _PLAIN if other != delimiter and other in text]
    if others and any(re.search(re.escape(other) + r"\S", text) for other in others) and "\n" not in text:
        return 0.3
    if text.count('"') % 2 or text.startswith('"') or text.endswith("\\"):
        return 0.3
    if delimiter != "\t" and "\t" in cell:
        return 0.3
    return 0.95
