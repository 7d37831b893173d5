"""Records of a text table, with quotes that were never closed put right.

An unclosed quote swallows line after line until the next quote ends it somewhere. Such a record spans several lines
although its first line alone already is a whole record, and so is the next one; it is then read line by line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST_CELL = 1_000_000
"""Characters of one cell that are taken; a longer one is cut and reported."""
HONEST = 4 << 20  # characters of a record from which on every quote in it must stand where it should
FIELD_LIMIT = 64 << 20  # characters of one cell that are read at all
_LONG_LINE = 5_000  # characters of a line from which on a cell of its record may be too long
MANY_LINES = 200  # lines of one record from which on it is looked at before it ends
MAX_AGAIN = 64 << 20  # characters read a second time before quotes are given up for the whole file
_NONE = "\x1e"  # stands for "no delimiter": the record separator of ASCII, which no table contains


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file separates its cells. ``delimiter`` None: one column. ``quote`` None: quotes are text.
    ``skip`` is 1 when the first record is a ``sep=`` line, which is no data but counts as a record."""

    delimiter: str | None
    quote: str | None = '"'
    escape: str | None = None
    skip_space: bool = False
    skip: int = 0


class UnclosedQuote(Exception):
    """A quoted cell ran on beyond any sensible length; read the file again with quotes as text."""


class _Suspicious(Exception):
    """A record has grown so long that its lines must be looked at."""


class Lines:
    """Lines without NULs. Remembers those of the record under way, and whether one may hold a guarded cell."""

    def __init__(self, stream: Iterable[str]) -> None:
        self._stream = iter(stream)
        self._again: list[str] = []
        self.taken: list[str] = []
        self.guarded = False
        self.long = False
        self.patient = False
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        while True:
            if self._again:
                line = self._again.pop()
            else:
                found = next(self._stream, None)
                if found is None:
                    self.ended = True
                    return
                line = found
                if "\x00" in line:
                    line = line.replace("\x00", "")
            if "'" in line or '="' in line:
                self.guarded = True
            if len(line) > _LONG_LINE or len(self.taken) >= MANY_LINES:
                self.long = True
            self.taken.append(line)
            if len(self.taken) == MANY_LINES and not self.patient:
                raise _Suspicious
            yield line

    def give_back(self, lines: list[str]) -> None:
        """Read these lines once more, before those not read yet."""
        self._again += reversed(lines)


class Records:
    """The records of ``lines`` in order. ``repaired`` holds the 0-based numbers of those whose quote was never
    closed."""

    def __init__(self, lines: Lines, dialect: Dialect) -> None:
        self._lines, self._dialect = lines, dialect
        self._first = self._last = 0  # cells of the first record of several cells, and of the one before
        self._again = 0
        self.repaired: list[int] = []

    def __iter__(self) -> Iterator[list[str]]:
        lines, number = self._lines, 0
        reader = reader_of(lines, self._dialect)
        while True:
            try:
                record = next(reader, None)
            except csv.Error as error:
                record = self._mended()
                if record is None:
                    raise UnclosedQuote from error
                reader = reader_of(lines, self._dialect)
            except _Suspicious:
                record = self._mended()
                if record is None:
                    self._read_patiently()
                reader = reader_of(lines, self._dialect)
                if record is None:
                    continue
            else:
                if record is None:
                    return
                if len(lines.taken) > 1 or (lines.ended and lines.taken):
                    mended = self._mended()
                    if mended is not None:
                        record = mended
                        reader = reader_of(lines, self._dialect)
                    elif lines.long and self._is_swallowed(lines.taken):
                        raise UnclosedQuote
            if self._swallowed:
                self.repaired.append(number)
                self._swallowed = False
            lines.taken.clear()
            lines.patient = False
            width = len(record)
            if width > 1:
                self._first = self._first or width
                self._last = width
            yield record
            number += 1

    _swallowed = False

    def _is_swallowed(self, taken: list[str]) -> bool:
        """Whether so much text cannot have been meant as one record."""
        return len(taken) > 1 and sum(map(len, taken)) > HONEST and not self._well_formed(taken)

    def _read_patiently(self) -> None:
        """The long record is an honest one: read it from its start, without another look at half of it."""
        taken = self._lines.taken[:]
        self._lines.taken.clear()
        self._lines.patient = True
        self._lines.give_back(taken)

    def _mended(self) -> list[str] | None:
        """The first line of the record under way as a record of its own, the others given back; None where the
        record is what its writer meant."""
        lines = self._lines.taken
        if not lines or self._dialect.quote is None or self._dialect.delimiter is None:
            return None
        widths = {self._first, self._last} - {0}
        alone = _alone(lines[0], self._dialect)
        if len(alone) not in widths:
            alone = _alone(lines[0], self._dialect, quoted=False)
        if len(alone) not in widths:
            return None
        if len(lines) > 1 and len(_alone(lines[1], self._dialect)) not in widths:
            return None
        if self._well_formed(lines) and not self._like_records(lines[1:], widths):
            return None
        rest = lines[1:]
        self._again += sum(map(len, rest))
        if self._again > MAX_AGAIN:
            raise UnclosedQuote
        self._lines.give_back(rest)
        self._swallowed = True
        return alone

    def _well_formed(self, lines: list[str]) -> bool:
        """Whether every quote in ``lines`` stands where it should."""
        try:
            for _ in reader_of(lines, self._dialect, strict=True):
                pass
        except csv.Error:
            # Of a record that is not read to its end yet, the missing end is no fault.
            return len(lines) == MANY_LINES
        return True

    def _like_records(self, lines: list[str], widths: set[int]) -> bool:
        """Whether lines inside one record are so many whole records that no cell can have been meant."""
        some = lines[:MANY_LINES]
        return len(some) > 2 and all(len(_alone(line, self._dialect)) in widths for line in some)


def _alone(line: str, dialect: Dialect, *, quoted: bool = True) -> list[str]:
    """The cells of one line, as if there were no others."""
    line = line.rstrip("\r\n")
    if quoted:
        return next(reader_of([line], dialect), [])
    mark = dialect.quote or '"'
    plain = Dialect(dialect.delimiter, None, dialect.escape, dialect.skip_space)
    return [cell.removeprefix(mark) for cell in next(reader_of([line], plain), [])]


def reader_of(lines: Iterable[str], dialect: Dialect, *, strict: bool = False) -> Iterator[list[str]]:
    """The csv module's reader for ``dialect``."""
    csv.field_size_limit(FIELD_LIMIT)
    return csv.reader(
        lines,
        delimiter=dialect.delimiter or _NONE,
        quotechar=dialect.quote or '"',
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        escapechar=dialect.escape,
        doublequote=True,
        skipinitialspace=dialect.skip_space,
        strict=strict,
    )


def parsed(sample: str, dialect: Dialect, limit: int) -> list[list[str]]:
    """The first records of a text."""
    records: list[list[str]] = []
    try:
        for record in Records(Lines(io.StringIO(sample, newline="")), dialect):
            records.append(record)
            if len(records) >= limit:
                break
    except UnclosedQuote:
        return records
    return records
