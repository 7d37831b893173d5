"""The columns of a list as data, shared by the table, its header menu, the exports and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from salesdesk.domain.custom_fields import SHAPES, CustomField
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import FieldType, RecordKind, declared
from salesdesk.value_classes import dataclass

RECORD_ID, RECORD_VERSION, RECORD_EXPORT = "SalesDesk ID", "SalesDesk version", "SalesDesk export"
"""Columns of an export, hidden in a workbook and the last ones of a text: the number of each record and of its state when it
was exported, and the mark of the export (``domain.export_marks``)."""
RECORD_CURRENCY = "SalesDesk currency"
"""A hidden column of a workbook: the currency of the amounts of a row, for formulas that tell currencies apart."""
PROBLEM_ROW, PROBLEM_TEXT = "Row in the file", "Problem to mend"
"""Columns before those of a file, in the workbook of its rows with problems."""
OWN_COLUMNS = frozenset(
    {RECORD_ID, RECORD_VERSION, RECORD_EXPORT, RECORD_CURRENCY, PROBLEM_ROW, PROBLEM_TEXT}
)
"""What SalesDesk writes into workbooks for itself and for the reader; an import leaves it out."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column. ``key`` is its stable name, ``title`` English source text, ``width`` pixels at 100 %;
    ``align`` is "left", "right" or "center"; ``editable`` says whether a cell takes a typed value."""

    key: str
    title: str
    type: FieldType
    width: int = 140
    align: str = "left"
    editable: bool = True


@dataclass(frozen=True, slots=True)
class ListRow:
    """One record of a list. ``values`` holds native values by column key: text, int, bool, `Money`, a tuple of
    tag names; days and moments are stored text (``YYYY-MM-DD``, UTC ``…Z``), countries alpha-2 codes, lifecycle
    stages codes. A column without a value is missing or None. ``company_id``, ``owner_id`` and the like are there
    too where the kind has them."""

    id: int
    version: int
    values: Mapping[str, Any]

    def __getitem__(self, key: str) -> Any:
        return self.values.get(key)


_WIDTHS = {
    FieldType.NAME: 180,
    FieldType.EMAIL: 210,
    FieldType.PHONE: 140,
    FieldType.URL: 180,
    FieldType.LONG_TEXT: 260,
    FieldType.DATE: 100,
    FieldType.DATETIME: 130,
    FieldType.MONEY: 110,
    FieldType.NUMBER: 90,
    FieldType.INTEGER: 90,
    FieldType.PERCENT: 80,
    FieldType.BOOLEAN: 90,
    FieldType.TAGS: 160,
    FieldType.CHOICE: 130,
}
_RIGHT = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT})


def _column(key: str, title: str, shape: FieldType, width: int = 0, *, editable: bool = True) -> ListColumn:
    return ListColumn(
        key,
        title,
        shape,
        width or _WIDTHS.get(shape, 140),
        "right" if shape in _RIGHT else "center" if shape is FieldType.BOOLEAN else "left",
        editable,
    )


def columns_of(kind: RecordKind, custom: Iterable[CustomField] = ()) -> tuple[ListColumn, ...]:
    """Every column the list of ``kind`` can show; ``custom`` are the kind's custom fields."""
    built_in = (
        _column(spec.key, use.title or spec.title, spec.type, use.width, editable=use.typed)
        for spec, use in declared().of(kind).listed
    )
    return (*built_in, *(_column(field.name, field.title, SHAPES[field.type]) for field in custom))


def currency_title(title: str) -> str:
    """What the column beside an amount is called in a text, which holds the currency apart."""
    return f"{title} currency"


def default_columns(kind: RecordKind) -> tuple[str, ...]:
    """The keys a list shows until the person chooses others."""
    return tuple(spec.key for spec, use in declared().of(kind).listed if use.shown)


def chosen(columns: Sequence[ListColumn], keys: Iterable[str]) -> tuple[ListColumn, ...]:
    """The columns with these keys, in the order of the keys; unknown keys are left out."""
    by_key = {column.key: column for column in columns}
    return tuple(by_key[key] for key in keys if key in by_key)


def canonical(kind: RecordKind, field: str) -> str:
    """The column key a filter or sort means by ``field``, aliases resolved."""
    entity, fields = entities().of_records(kind), declared().of(kind)
    if field == "stage" and field not in fields:
        return "lifecycle_stage"
    if field in ("name", "title") and field not in fields and entity is not None and entity.name_field:
        return entity.name_field if kind is not RecordKind.CONTACTS else declared().aliases.get(field, field)
    return declared().aliases.get(field, field)


def filter_fields(kind: RecordKind) -> frozenset[str]:
    """Every field name ``domain.filters.parse_filter`` accepts for a list of ``kind`` (custom fields beside)."""
    keys = declared().of(kind).filters
    names = {*declared().aliases, "name", "title", "stage"}
    return keys | {name for name in names if canonical(kind, name) in keys}
