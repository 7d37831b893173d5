"""Rows with an amount of which nothing says the currency: neither its cell, nor its row, nor the head of its column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from salesdesk.domain.cleaning.amount_units import header_unit
from salesdesk.domain.cleaning.numbers import currency_code, number_of
from salesdesk.domain.cleaning.row_layout import DraftLayout
from salesdesk.domain.fields import CUSTOM, FIELD, FieldType
from salesdesk.domain.sheets import Cell, CellError


class BareAmounts:
    """Finds them. ``columns`` are (0-based index, header, field), ``custom_types`` the types of those that are kept as
    fields of a person's own."""

    def __init__(
        self,
        columns: Sequence[tuple[int, str, str]],
        custom_types: Mapping[int, FieldType],
        layout: DraftLayout,
    ) -> None:
        first = len(layout.fields)
        own = {column.index: first + place for place, column in enumerate(layout.custom)}
        self._columns = [
            (index, slot)
            for index, header, field in columns
            if _type_of(index, field, custom_types) is FieldType.MONEY
            and currency_code(header_unit(header)[1]) is None
            and (slot := own.get(index) if field == CUSTOM else layout.slot(field)) is not None
        ]
        self._currency = layout.slot("currency")
        self._known: dict[str, bool] = {}

    def numbers(
        self,
        rows: Iterable[tuple[int, Sequence[Cell | CellError]]],
        drafts: Sequence[tuple[int, tuple[object, ...]]],
    ) -> list[int]:
        """The numbers of such rows; ``drafts`` are the same rows cleaned."""
        if not self._columns:
            return []
        place = self._currency
        return [
            number
            for (number, cells), (_, draft) in zip(rows, drafts, strict=True)
            if (place is None or draft[place] is None)
            and any(
                draft[slot] is not None and index < len(cells) and self._is_bare(cells[index])
                for index, slot in self._columns
            )
        ]

    def _is_bare(self, cell: Cell | CellError) -> bool:
        if not isinstance(cell, str):
            return _shows_none(cell)
        known = self._known.get(cell)
        if known is None:
            known = self._known[cell] = _shows_none(cell)
        return known


def _shows_none(cell: Cell | CellError) -> bool:
    found = number_of(cell, ".")
    return found is not None and found.currency is None and not found.percent and not found.unnamed


def _type_of(index: int, field: str, custom_types: Mapping[int, FieldType]) -> FieldType | None:
    if field == CUSTOM:
        return custom_types.get(index)
    return FIELD[field].type if field in FIELD else None
