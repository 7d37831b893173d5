"""Days of a sheet that are another day when the month comes first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from salesdesk.domain.cleaning.dates import parse_day_or_moment
from salesdesk.domain.fields import FIELD, FieldType
from salesdesk.domain.sheets import TWO_WAY_DATES, TWO_WAY_DATES_UNSURE, Cell, CellError

_DAYS = frozenset({FieldType.DATE, FieldType.DATETIME})
_DOTTED = re.compile(r"\s*\d{1,2}\.\s?\d{1,2}\.")  # nobody who writes points puts the month first
_LONGEST = 40  # characters of a text that is a day


def date_warnings(
    columns: Sequence[tuple[int, str, str]],
    custom_types: Mapping[int, FieldType],
    values: Sequence[Sequence[Cell | CellError]],
    order: str,
    *,
    is_sure: bool,
) -> tuple[tuple[str, str], ...]:
    """A warning with the first day that could be read in two ways, nothing where there is none. ``is_sure``: something tells
    which order is meant."""
    text = two_way_dates(columns, custom_types, values, order)
    return ((TWO_WAY_DATES if is_sure else TWO_WAY_DATES_UNSURE, text),) if text else ()


def two_way_dates(
    columns: Sequence[tuple[int, str, str]],
    custom_types: Mapping[int, FieldType],
    values: Sequence[Sequence[Cell | CellError]],
    order: str,
) -> str:
    """The first text that reads as another day in another order than ``order``, "" where all say which day they are.
    ``columns`` are (0-based index, header, field), ``values`` all their cells."""
    other = "MDY" if order == "DMY" else "DMY"
    for index, _, field in columns:
        type_ = FIELD[field].type if field in FIELD else custom_types.get(index)
        if type_ not in _DAYS or index >= len(values):
            continue
        for text in dict.fromkeys(values[index]):
            if isinstance(text, str) and len(text) <= _LONGEST and not _DOTTED.match(text):
                found = parse_day_or_moment(text, order)
                if found is not None and parse_day_or_moment(text, other) not in (None, found):
                    return text
    return ""
