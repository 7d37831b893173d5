"""Where the values of a cleaned row come from: the column of each, and what one cell was split into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from salesdesk.domain.cleaning.phones import digits_key
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import CUSTOM, IGNORE
from salesdesk.domain.imports import CleanedSheet
from salesdesk.domain.opt_outs import WAYS
from salesdesk.domain.sheets import ColumnGuess
from salesdesk.services.imports.plan.drafts import EMAIL_FIELDS, PHONE_FIELDS

NAME_PARTS = ("honorific", "first_name", "middle_name", "last_name", "suffix", "nickname")
_PLACES = ("street", "street_2", "postal_code", "city", "region", "country")
_FAMILIES = (
    ("full_name", *NAME_PARTS, "company"),
    _PLACES,
    (*EMAIL_FIELDS, "full_name"),
    PHONE_FIELDS,
)
_SEVERAL = ("notes", "tags", *WAYS)


@dataclass(frozen=True, slots=True)
class Part:
    """A value one cell was split into."""

    field: str
    value: Any


class Origins:
    """Answers for the rows of one sheet; ``raw`` are the texts of a row by column index, as the file has them."""

    def __init__(self, drafts: CleanedSheet) -> None:
        self._drafts = drafts
        columns = [column for column in drafts.analysis.columns if column.field != IGNORE]
        self._by_field: dict[str, list[ColumnGuess]] = {}
        for column in columns:
            if column.field != CUSTOM:
                self._by_field.setdefault(column.field, []).append(column)
        start = len(drafts.layout.fields)
        self._custom = {column.index: start + place for place, column in enumerate(drafts.layout.custom)}

    def position(self, column: ColumnGuess) -> int | None:
        """The place of a column's value in a row; None when it is left out or another column holds its field."""
        if column.field == CUSTOM:
            return self._custom.get(column.index)
        own = self._by_field.get(column.field, [])
        if not own or (own[0].index != column.index and column.field not in _SEVERAL):
            return None
        return self._drafts.fields.get(column.field)

    def value(self, row: int, column: ColumnGuess) -> Any:
        """What became of a cell, None for nothing."""
        position = self.position(column)
        return None if position is None else self._drafts.rows[row][position]

    def parts(self, row: int, column: ColumnGuess, raw: Sequence[str]) -> tuple[Part, ...]:
        """What a cell was split into beside its own field: a name into its parts, an address into its lines."""
        text, found = _cell(raw, column.index), []
        for family in _FAMILIES:
            if column.field not in family:
                continue
            for field in family:
                value = self._drafts.value(row, field)
                if field == column.field or value is None or self._has_own(field, raw):
                    continue
                if self._is_from(field, value, column, text, raw):
                    found.append(Part(field, value))
        return tuple(found)

    def _is_from(self, field: str, value: Any, column: ColumnGuess, text: str, raw: Sequence[str]) -> bool:
        if field in NAME_PARTS:
            return column.field == "full_name"
        # A country or region may be written otherwise than it is kept; it can be from nowhere else then.
        alone = field in _PLACES and sum(self._has_own(place, raw) for place in _PLACES) == 1
        return alone or _within(str(value), text)

    def raw_of(self, row: int, field: str, raw: Sequence[str]) -> str:
        """The text of the file that a field of a row was read from, "" for none."""
        texts = [t for c in self._by_field.get(field, ()) if (t := _cell(raw, c.index))]
        if texts:
            return " · ".join(texts)
        return next(
            (
                _cell(raw, column.index)
                for column in self._family_columns(field)
                if any(part.field == field for part in self.parts(row, column, raw))
            ),
            "",
        )

    def _family_columns(self, field: str) -> Iterator[ColumnGuess]:
        for family in _FAMILIES:
            if field in family:
                for other in family:
                    yield from self._by_field.get(other, ())

    def _has_own(self, field: str, raw: Sequence[str]) -> bool:
        return any(_cell(raw, column.index) for column in self._by_field.get(field, ()))


def telling_rows(
    drafts: CleanedSheet, column: ColumnGuess, raw: Mapping[int, Sequence[str]]
) -> list[tuple[int, str]]:
    """(row, text) of the distinct texts of a column among the rows of ``raw``, in the order of the file."""
    seen: dict[str, int] = {}
    for row in sorted(raw):
        text = _cell(raw[row], column.index)
        if text and row < len(drafts.rows):
            seen.setdefault(text, row)
    return [(row, text) for text, row in seen.items()]


def _cell(raw: Sequence[str], index: int) -> str:
    return raw[index].strip() if index < len(raw) else ""


def _within(value: str, text: str) -> bool:
    digits = digits_key(value)
    if len(digits) > 5:
        return digits[-6:] in digits_key(text)
    return fold_key(value) in fold_key(text)
