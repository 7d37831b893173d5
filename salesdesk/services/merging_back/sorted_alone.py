"""Columns that somebody sorted without the rest of their rows: what one row said another one says now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from salesdesk.domain.fields import FieldType, RecordKind
from salesdesk.domain.merging_back import MergeCell
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.merging_back.results import asked

_Column = tuple[str, RecordKind, str]
_FEW, _FEW_TEXTS, _MANY = 3, 2, 10
_NEARLY = 0.9  # of the cells; whoever sorts may edit one as well


def asked_where_sorted(cells: Sequence[MergeCell]) -> tuple[tuple[MergeCell, ...], list[Phrase]]:
    """The cells, those of a column that was sorted alone with a doubt, which makes questions of them; and what is to be said
    of each such column."""
    columns: dict[_Column, list[MergeCell]] = defaultdict(list)
    for cell in cells:
        if cell.is_open:
            columns[_column(cell)].append(cell)
    doubts: dict[_Column, Phrase] = {}
    for column, own in columns.items():
        if _is_permuted(own):
            told = phrase("merging_back.sorted_alone", title=own[0].title, sheet=column[0], count=len(own))
            doubts[column] = told
    found = (asked(cell, doubts[place]) if (place := _column(cell)) in doubts else cell for cell in cells)
    return tuple(found), list(doubts.values())


def _column(cell: MergeCell) -> _Column:
    return cell.sheet, cell.kind, cell.field


def _is_permuted(cells: Sequence[MergeCell]) -> bool:
    """Whether nearly all of some cells say what others of them said. Values that many rows share go over to others by
    chance: of such it takes more of them."""
    said, before = (Counter(_known(side) for side in sides) for sides in _sides(cells))
    count, shared, different = len(cells), (said & before).total(), len(said)
    if count >= _MANY and shared == count and different > 1:
        return True
    few = _FEW_TEXTS if cells[0].type is FieldType.LONG_TEXT else _FEW
    return count >= few and different >= few and 2 * different > count and shared >= _NEARLY * count


def _sides(cells: Sequence[MergeCell]) -> tuple[list[Any], list[Any]]:
    return [cell.theirs for cell in cells], [cell.base for cell in cells]


def _known(value: Any) -> Any:
    """A text without what programs make different of it."""
    return " ".join(value.split()) if isinstance(value, str) else value
