"""The rows of an import that had problems, as a workbook to be mended and imported again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from salesdesk.domain.columns import PROBLEM_ROW, PROBLEM_TEXT
from salesdesk.domain.imports import ImportPlan, SheetPlan
from salesdesk.domain.sheets import Problem
from salesdesk.exchange.writing.sheets import OutColumn, OutSheet
from salesdesk.exchange.writing.workbook import write_workbook
from salesdesk.phrases import Words, phrase

RawRows = Callable[[SheetPlan, Sequence[int]], Mapping[int, tuple[str, ...]]]


def write_problem_rows(path: Path, plan: ImportPlan, raw: RawRows, words: Words) -> int:
    """Write one sheet per sheet with problems: the row number, what is wrong, then the row as it was. Returns how
    many rows were written. ``raw`` gives the texts of rows by row number; ``words`` is what puts
    problems into words. Raises ``FileProblem``."""
    sheets, count = [], 0
    for sheet in plan.sheets:
        by_row: dict[int, list[Problem]] = defaultdict(list)
        for problem in sheet.problems:
            by_row[problem.row].append(problem)
        if not by_row:
            continue
        texts = raw(sheet, sorted(by_row))
        wide = max(
            [len(row) for row in texts.values()] + [column.index + 1 for column in sheet.analysis.columns]
        )
        headers = {column.index: column.header for column in sheet.analysis.columns}
        columns = [
            OutColumn(title, width=width) for title, width in ((PROBLEM_ROW, 100), (PROBLEM_TEXT, 300))
        ]
        columns += [
            OutColumn(headers.get(index) or words(phrase("problems.column", number=index + 1)))
            for index in range(wide)
        ]
        rows = [
            (
                number,
                _said(problems, words),
                *texts.get(number, ()),
                *[""] * (wide - len(texts.get(number, ()))),
            )
            for number, problems in sorted(by_row.items())
        ]
        count += len(rows)
        sheets.append(OutSheet(sheet.analysis.name, tuple(columns), rows))
    if not sheets:
        sheets = [
            OutSheet(words(phrase("problems.none")), (OutColumn(words(phrase("problems.none_at_all"))),), [])
        ]
    write_workbook(path, sheets)
    return count


def _said(problems: Sequence[Problem], words: Words) -> str:
    return " ".join(
        f"{p.column} «{p.value}»: {words(p.reason)}" if p.column else words(p.reason) for p in problems
    )
