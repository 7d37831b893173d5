"""Columns that somebody added to a sheet, offered as fields of a person's own: of a type that every cell of them fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.cleaning.custom_types import guess_custom_type
from salesdesk.domain.columns import ListColumn
from salesdesk.domain.custom_fields import PREFIX, SHAPES, CustomField, CustomType
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import FieldType
from salesdesk.domain.merging_back import ColumnOffer
from salesdesk.domain.sheets import Cell, CellError
from salesdesk.domain.typed_values import TypingRules, custom_value
from salesdesk.errors import InputError
from salesdesk.services.merging_back.cells import CellReader
from salesdesk.services.merging_back.sheet_rows import SheetRows
from salesdesk.services.shown_cells import cell_said

_TYPES = {
    FieldType.NUMBER: CustomType.NUMBER,
    FieldType.DATE: CustomType.DATE,
    FieldType.BOOLEAN: CustomType.BOOLEAN,
    FieldType.MONEY: CustomType.MONEY,
}
_SAMPLES = 3
PLAIN = TypingRules(decimal=".", date_order="YMD")
"""How the texts of offers are read."""
Cells = Mapping[int, Cell | CellError]


def column_offers(
    sheet: SheetRows, new: Mapping[int, Cells], rules: TypingRules, choices: Choices
) -> Iterator[ColumnOffer]:
    """The columns that somebody added, where records of the kind have fields of a person's own. ``new`` are the cells of
    added columns in rows without a record: by row, then by place."""
    kind = sheet.export.kind
    if not entity_of(kind).custom:
        return
    for place, title in sheet.columns.added.items():
        cells = _said(sheet.added.get(place, {}))
        of_new = _said({row: found[place] for row, found in new.items() if place in found})
        every = [*cells.values(), *of_new.values()]
        if not every:
            continue
        type_ = _TYPES.get(
            guess_custom_type(
                every,
                date_order=rules.date_order or "DMY",
                decimal=rules.decimal or ".",
                currency=rules.currency,
            ),
            CustomType.TEXT,
        )
        texts = _texts(title, type_, every, sheet, rules, choices)
        if texts is None:  # one that does not fit makes it text, so that nothing is lost
            type_, texts = CustomType.TEXT, list(map(cell_said, every))
        values = dict(zip(cells, texts, strict=False))
        added = dict(zip(of_new, texts[len(cells) :], strict=True))
        samples = tuple(dict.fromkeys(texts))[:_SAMPLES]
        yield ColumnOffer(sheet.name, kind, title, type_, samples, values, added)


def _said(cells: Cells) -> dict[int, Cell]:
    """Those that say something: an error of a formula does not."""
    return {place: cell for place, cell in cells.items() if not isinstance(cell, CellError)}


def _texts(
    title: str,
    type_: CustomType,
    cells: Sequence[Cell],
    sheet: SheetRows,
    rules: TypingRules,
    choices: Choices,
) -> list[str] | None:
    """The cells as texts of a type that are read in one way, None where one of them does not fit."""
    kind = sheet.export.kind
    field = CustomField(0, entity_of(kind).table, "", title, type_)
    reader = CellReader(kind, ListColumn(PREFIX, title, SHAPES[type_]), field, rules, choices)
    found = []
    for cell in cells:
        try:
            text = reader.plain_text(cell) if SHAPES[type_] in _TYPES else cell_said(cell)
            custom_value(field, text, PLAIN)
        except InputError:
            return None
        found.append(text)
    return found
