"""Targets out of a spreadsheet: one line for each, with whose it is, of what, when and how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.money import minor_digits
from salesdesk.domain.progress import Work
from salesdesk.domain.sheets import COVERED, CellError, Problem
from salesdesk.domain.target_columns import Column, columns_of, measure_of, period_of
from salesdesk.domain.target_standing import Place
from salesdesk.domain.targets import Measure
from salesdesk.errors import FileProblem, InputError, SalesDeskError
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.phrases import Words, phrase
from salesdesk.services.commands import Commands
from salesdesk.services.data_files import open_data_file
from salesdesk.services.targets import TargetService
from salesdesk.store.store import Store

_HEAD_WITHIN, _MOST = 20, 10_000
"""Rows among which the heads are looked for, and targets that are taken from one file."""


@dataclass(frozen=True, slots=True)
class ReadTargets:
    """What a spreadsheet holds: the ``targets`` that can be taken over, as they would be typed, and the ``problems`` of
    the other lines."""

    path: Path
    targets: tuple[tuple[Place, str], ...]
    problems: tuple[Problem, ...]


class TargetFileService:
    """Reads files of targets and takes them over."""

    def __init__(self, store: Store, commands: Commands, words: Words) -> None:
        self._store, self._targets = store, TargetService(store, commands)
        self._teams = {
            "",
            *(fold_key(words(phrase(code))) for code in ("targets.team", "targets.team_alone")),
        }

    def read(self, path: Path, work: Work) -> ReadTargets:
        """Read a file; nothing is written. Raises ``FileProblem`` where it cannot be read or holds no targets."""
        with open_data_file(path, work, tuple(self._store.files)) as session:
            for sheet in session.sheets:
                found = self._sheet(session, sheet.name, path, work)
                if found is not None:
                    return found
        raise FileProblem("targets.no_table", path=str(path), file=path.name)

    def refusal(self, read: ReadTargets) -> FileProblem:
        """What is said of the lines that cannot be taken over; there must be one."""
        first, count = read.problems[0], len(read.problems) - 1
        others = phrase("targets.other_lines", count=count) if count else ""
        return FileProblem(
            "targets.wrong_line",
            path=str(read.path),
            file=read.path.name,
            row=str(first.row),
            column=first.column,
            why=first.reason,
            others=others,
        )

    def take(self, read: ReadTargets) -> ChangeSet:
        """Take the targets over, in one step. Raises ``InputError`` where there are none."""
        return self._targets.put(read.targets)

    def _sheet(self, session: ReaderSession, name: str, path: Path, work: Work) -> ReadTargets | None:
        columns: dict[Column, list[int]] = {}
        heads: Sequence[Any] = ()
        found: dict[Place, str] = {}
        problems: list[Problem] = []
        number = 0
        for chunk in session.cells(name, work=work):
            for row in chunk:
                row = [None if cell == COVERED else cell for cell in row]
                number += 1
                if not columns:
                    if number > _HEAD_WITHIN:
                        return None
                    columns, heads = columns_of(row), row
                elif any(cell not in (None, "") for cell in row) and len(found) < _MOST:
                    line = _Line(row, columns, heads, name, number)
                    try:
                        place, text = self._line(line)
                        found[place] = text
                    except _Unread as error:
                        problems.append(error.problem)
        return ReadTargets(path, tuple(found.items()), tuple(problems)) if columns else None

    def _line(self, line: _Line) -> tuple[Place, str]:
        """The target of a line as it would be typed. Raises ``_Unread``."""
        who = str(line.cell(Column.OWNER) or "").strip()
        owner = None if fold_key(who) in self._teams else self._store.owners.find(who)
        if owner is None and fold_key(who) not in self._teams:
            raise line.unread(Column.OWNER, "targets.unknown_owner", who)
        what = str(line.cell(Column.MEASURE) or "").strip()
        measure = measure_of(what) if what else Measure.REVENUE
        if measure is None:
            raise line.unread(Column.MEASURE, "targets.unknown_measure", what)
        when, year = line.cell(Column.PERIOD), line.cell(Column.YEAR)
        period = period_of(when, year)
        if period is None:
            raise line.unread(
                Column.PERIOD, "targets.unknown_period", str(when if when is not None else year or "")
            )
        value = self._typed(line, measure)
        try:
            if not value or self._targets.read(measure, value) is None:
                raise line.unread(Column.VALUE, "targets.no_value", value)
        except InputError as error:
            raise line.unread(Column.VALUE, error, value) from error
        return Place(owner, measure, period), value

    def _typed(self, line: _Line, measure: Measure) -> str:
        """The value of a line, with its currency, in the writing of this file."""
        settings = self._store.settings
        value, currency = line.cell(Column.VALUE), str(line.cell(Column.CURRENCY) or "").strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            code = currency or settings.currency
            digits = 0 if float(value).is_integer() else 4 if minor_digits(code) > 2 else 2
            text = f"{value:.{digits}f}"
            value = text.replace(".", ",") if settings.typing_rules.decimal == "," else text
        text = "" if value is None else str(value).strip()
        return f"{text} {currency}" if text and currency and measure is Measure.REVENUE else text


class _Unread(Exception):
    """A line that is none."""

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self.problem = problem


@dataclass(frozen=True, slots=True)
class _Line:
    """One row with its columns."""

    row: Sequence[Any]
    columns: dict[Column, list[int]]
    heads: Sequence[Any]
    sheet: str
    number: int

    def cell(self, column: Column) -> Any:
        """What it says of something: the first of its columns that is filled."""
        for place in self.columns.get(column, ()):
            value = self.row[place] if place < len(self.row) else None
            if isinstance(value, CellError):
                return value.code
            if value not in (None, ""):
                return value
        return None

    def unread(self, column: Column, why: str | SalesDeskError, text: str) -> _Unread:
        """That a cell of it cannot be understood."""
        place = self.columns.get(column, [0])[0]
        reason = why.phrase if isinstance(why, SalesDeskError) else phrase(why, text=text)
        return _Unread(Problem(self.sheet, self.number, str(self.heads[place]), text, reason))
