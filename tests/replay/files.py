"""Made-up files and how they are taken in: everything that could be guessed is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl

from tests.builders import START
from tests.replay.doors import (
    FieldType,
    ImportDecisions,
    ImportPlan,
    ImportResult,
    ListDecision,
    ListKind,
    MatchKey,
    NearReader,
    RecordKind,
    RowState,
    SheetRequest,
    SheetSettings,
)
from tests.replay.script import WORK, Desk

KEYS = (MatchKey.EXTERNAL_ID, MatchKey.EMAIL)
"""Rows and records are the same by their own number or their exact address, never by a likeness."""

PLAIN = ImportDecisions(match_keys=KEYS, find_likely=False, remembered=False)


def text_file(desk: Desk, name: str, *lines: str) -> Path:
    """A text file of these lines."""
    path = desk.folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def workbook(desk: Desk, name: str, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = desk.folder / name
    book.save(path)
    return path


def sheet(
    name: str,
    kind: RecordKind,
    fields: str,
    *,
    types: Mapping[int, FieldType] | None = None,
    delimiter: str | None = ",",
    decimal: str = ".",
    date_order: str = "DMY",
) -> SheetRequest:
    """What a sheet holds: ``fields`` are the fields of its columns, separated by spaces; ``types`` those of its
    columns kept as own fields; without a ``delimiter`` it is in a workbook."""
    return SheetRequest(
        name,
        kind=kind,
        header_row=0,
        mapping=dict(enumerate(fields.split())),
        settings=SheetSettings("utf-8" if delimiter else None, delimiter, date_order, decimal, "DE"),
        types=dict(types or {}),
    )


def take_in(
    desk: Desk,
    step: str,
    path: Path,
    *sheets: SheetRequest,
    near: bool = True,
    values: Mapping[tuple[ListKind, str], ListDecision] | None = None,
    **decisions: Any,
) -> ImportResult:
    """Import a file as a step; ``decisions`` are those beside ``PLAIN``, ``values`` what becomes of unknown values,
    by name. What became of each row is written down."""
    chosen = replace(PLAIN, requests={request.name: request for request in sheets}, **decisions)
    service = desk.services.imports
    desk.clock.forward(minutes=7)
    opened = service.take(NearReader(path, START.date())) if near else service.open(path, WORK)
    with opened as file:
        plan = file.plan(chosen, WORK)
        if values:
            lists = {
                (one.kind, one.key): values[one.kind, one.name]
                for one in plan.lists
                if (one.kind, one.name) in values
            }
            assert len(lists) == len(values), [one.name for one in plan.lists]
            chosen = replace(chosen, lists=lists)
            plan = file.plan(chosen, WORK)
        result, _ = service.apply(file, plan, chosen, WORK)
    desk.note(step, {**_planned(plan), **_done(result)})
    return result


def _planned(plan: ImportPlan) -> dict[str, Any]:
    return {
        f"rows of {one.analysis.name}": [
            RowState(state).name.lower() + (f" {target}" if target else "")
            for state, target in zip(one.states, one.targets, strict=True)
        ]
        for one in plan.sheets
        if one.used
    }


def _done(result: ImportResult) -> dict[str, Any]:
    return {
        "number": result.number,
        "batch": result.batch,
        "created": dict(result.created),
        "changed": dict(result.changed),
    }
