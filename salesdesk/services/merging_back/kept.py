"""A plan and the choices made of it as text, so that its questions survive the closing of the window."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.merging_back import (
    CellProblem,
    Choices,
    ColumnOffer,
    MergeCell,
    MergeCounts,
    MergedExport,
    MergePlan,
    NewName,
    NewRow,
    NewRowState,
    RemovedRow,
    Result,
    Side,
)
from salesdesk.domain.money import Money
from salesdesk.domain.sheets import Problem
from salesdesk.phrases import Phrase, from_json, to_json

_AS_THEY_ARE = (str, int, float, bool, type(None))


def as_text(plan: MergePlan, choices: Choices) -> str:
    """Both as JSON."""
    chosen = {
        "cells": [[*place, side.value] for place, side in choices.cells.items()],
        "left_out": sorted(map(list, choices.left_out)),
        "delete": sorted([kind.value, number] for kind, number in choices.delete),
        "columns": sorted(map(list, choices.columns)),
    }
    return json.dumps({"plan": _packed(plan), "choices": chosen}, ensure_ascii=False)


def from_text(text: str) -> tuple[MergePlan, Choices]:
    """What ``as_text`` wrote."""
    read = json.loads(text)
    plan, chosen = read["plan"], read["choices"]
    choices = Choices(
        {(sheet, row, key): Side(side) for sheet, row, key, side in chosen["cells"]},
        frozenset((sheet, row) for sheet, row in chosen["left_out"]),
        frozenset((RecordKind(kind), number) for kind, number in chosen["delete"]),
        frozenset((sheet, title) for sheet, title in chosen["columns"]),
    )
    made = MergePlan(
        plan["workbook"],
        tuple(MergedExport(**{**one, "kind": RecordKind(one["kind"])}) for one in plan["exports"]),
        MergeCounts(**plan["counts"]),
        tuple(map(_cell, plan["cells"])),
        tuple(
            NewRow(**{**one, "kind": RecordKind(one["kind"]), "state": NewRowState(one["state"])})
            for one in plan["new"]
        ),
        tuple(RemovedRow(**{**one, "kind": RecordKind(one["kind"])}) for one in plan["removed"]),
        tuple(map(_problem, plan["problems"])),
        tuple(map(_offer, plan["offers"])),
        tuple(NewName(**{**one, "kind": EntityKind(one["kind"])}) for one in plan["names"]),
        tuple(map(_value, plan["notes"])),
        plan["basis"],
        plan.get("again", False),
    )
    return made, choices


def _cell(read: Mapping[str, Any]) -> MergeCell:
    typed = {
        "kind": RecordKind(read["kind"]),
        "type": FieldType(read["type"]),
        "result": Result(read["result"]),
    }
    values = {side: _value(read[side]) for side in ("base", "ours", "theirs")}
    doubt, presumed = read.get("doubt"), read.get("presumed")
    asked = {"doubt": doubt and _value(doubt), "presumed": presumed and Side(presumed)}
    return MergeCell(**{**read, **typed, **values, **asked})


def _problem(read: Mapping[str, Any]) -> Problem:
    reason = _value(read["reason"])
    if "record" not in read:
        return Problem(**{**read, "reason": reason})
    typed = {"kind": RecordKind(read["kind"]), "type": FieldType(read["type"]), "reason": reason}
    return CellProblem(**{**read, **typed, **{side: _value(read[side]) for side in ("base", "ours")}})


def _offer(read: Mapping[str, Any]) -> ColumnOffer:
    cells = {side: {int(number): text for number, text in read[side].items()} for side in ("values", "new")}
    typed = {"kind": RecordKind(read["kind"]), "type": CustomType(read["type"])}
    return ColumnOffer(**{**read, **typed, **cells, "samples": tuple(read["samples"])})


def _packed(value: Any) -> Any:
    if value.__class__ in _AS_THEY_ARE:  # nearly always
        return value
    match value:
        case Money():
            return {"money": [value.minor, value.currency]}
        case Phrase():
            return {"phrase": to_json(value)}
        case Enum() | RecordKind() | EntityKind():
            return value.value
        case Mapping():
            return {str(key): _packed(held) for key, held in value.items()}
        case tuple() | list():
            return [_packed(held) for held in value]
    if is_dataclass(value):
        return {one.name: _packed(getattr(value, one.name)) for one in fields(value)}
    return value


def _value(read: Any) -> Any:
    """A value of a cell, or a phrase."""
    match read:
        case {"money": [int(minor), str(currency)]}:
            return Money(minor, currency)
        case {"phrase": str(text)}:
            return from_json(text)
        case list():
            return tuple(read)
    return read
