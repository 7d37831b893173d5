"""The columns of a list for the table: types become texts, alignments and editors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.cleaning.countries import country_name
from salesdesk.domain.columns import ListColumn, ListRow
from salesdesk.domain.custom_fields import CustomField, CustomType
from salesdesk.domain.fields import FIELD, FieldType, RecordKind
from salesdesk.domain.lifecycle import STAGES
from salesdesk.domain.money import Money
from salesdesk.store.store import Store
from salesdesk.ui.lists.look import ListLook, field_title, stage_text, stage_title, stage_tone
from salesdesk.ui.models.columns import Column
from salesdesk.ui.value_texts import day_text, money_text, number_text, time_text

Choices = Callable[[], Sequence[tuple[object, str]]]

_KINDS = {
    FieldType.NAME: "text",
    FieldType.TAGS: "tags",
    FieldType.MONEY: "money",
    FieldType.NUMBER: "number",
    FieldType.INTEGER: "number",
    FieldType.PERCENT: "number",
    FieldType.BOOLEAN: "check",
    FieldType.DATE: "date",
    FieldType.DATETIME: "date",
}
_WITH_TIME = frozenset({"started_at", "ended_at", "next_at"})
"""Moments of meetings, of which there may be several on one day."""
_OF_NOBODY = frozenset({RecordKind.DEALS, RecordKind.MEETINGS})
_STRONG = frozenset({"full_name", "company", "deal_title", "subject"})


def _tr(text: str) -> str:
    return QCoreApplication.translate("lists", text)


def value_text(type_: FieldType, value: Any, today: date | None = None) -> str:
    """A native list value as people read it; "" without one."""
    if value is None or value == "" or value == ():
        return ""
    match type_:
        case FieldType.MONEY:
            return money_text(value.minor, value.currency) if isinstance(value, Money) else str(value)
        case FieldType.NUMBER | FieldType.INTEGER:
            return number_text(value) if isinstance(value, (int, float)) else str(value)
        case FieldType.PERCENT:
            return f"{number_text(value)} %"
        case FieldType.DATE | FieldType.DATETIME:
            return day_text(str(value), today)
        case FieldType.BOOLEAN:
            return _tr("Yes") if value else _tr("No")
        case FieldType.PHONE:
            from salesdesk.domain.cleaning.phones import display_phone  # loads the numbering plans

            return display_phone(str(value))
        case FieldType.COUNTRY:
            return country_name(str(value)) or str(value)
        case FieldType.TAGS:
            return ", ".join(str(part) for part in value)
        case FieldType.LONG_TEXT:
            return " ".join(str(value).split())
        case _:
            return str(value)


def edit_text(type_: FieldType, value: Any) -> str:
    """A native list value as it is typed: unambiguous, and read back to the same value."""
    if value is None:
        return ""
    if isinstance(value, Money):
        return f"{_decided(str(value.amount))} {value.currency}"
    if isinstance(value, float):
        return _decided(str(value))
    if type_ is FieldType.COUNTRY:
        return country_name(str(value)) or str(value)
    if type_ is FieldType.TAGS:
        return ", ".join(str(part) for part in value)
    if type_ is FieldType.BOOLEAN:
        return _tr("Yes") if value else _tr("No")
    return str(value)


def _decided(digits: str) -> str:
    """Digits with a decimal point that no file takes for thousands: "1.234" may be either, "1.2340" is not."""
    return f"{digits}0" if len(digits.rpartition(".")[2]) == 3 and "." in digits else digits


def list_columns(look: ListLook, store: Store) -> tuple[Column, ...]:
    """Every column the list can show now, those shown by default first and in their order."""
    custom = {field.name: field for field in store.custom_fields.of(look.entity.value)}
    reader = store.list_of(look.kind)
    known = {column.key: column for column in reader.columns()}
    order = [*look.shown, *(key for key in known if key not in look.shown)]
    today = date.fromisoformat(store.today())
    return tuple(_column(look, known[key], custom.get(key), store, today) for key in order if key in known)


def _column(
    look: ListLook, column: ListColumn, custom: CustomField | None, store: Store, today: date
) -> Column:
    key, type_ = column.key, column.type
    kind = _KINDS.get(type_, "text")
    if key == look.shown[0]:
        kind = "strong" if look.kind in _OF_NOBODY else "name"  # initials are of somebody
    elif key in _STRONG and type_ is FieldType.NAME:
        kind = "strong"
    stage = key == "lifecycle_stage"
    return Column(
        key,
        field_title(key, column.title),
        look.widths.get(key, column.width),
        column.align,
        lambda row: _value(row, key),
        stage_text if stage else partial(_shown, key, type_, today),
        key,
        column.editable,
        "chip" if stage else kind,
        stage_tone if stage else None,
        choices_for(key, type_, custom, store),
        key in look.shown,
    )


def _shown(key: str, type_: FieldType, today: date, value: Any) -> str:
    text = value_text(type_, value, today)
    return f"{text} {time_text(str(value))}".strip() if text and key in _WITH_TIME else text


def _value(row: Any, key: str) -> object:
    return row[key] if isinstance(row, ListRow) else None


def choices_for(key: str, type_: FieldType, custom: CustomField | None, store: Store) -> Choices | None:
    """The fixed choices of a field, None when it is typed freely."""
    if key == "lifecycle_stage":
        return lambda: [(stage.code, stage_title(stage.code)) for stage in STAGES]
    if (fixed := fixed_choices(key)) is not None:
        return lambda: fixed
    if key in ("pipeline", "stage"):
        return lambda: [(name, name) for name in _places(key, store)]
    if key == "campaign":
        return lambda: _named(item.name for item in store.campaigns.all())
    if key == "owner":
        return lambda: _named(item.name for item in store.owners.all())
    if key == "lead_source":
        return lambda: _named(item.name for item in store.sources.all())
    if type_ is FieldType.BOOLEAN:
        yes_no: list[tuple[object, str]] = [(True, _tr("Yes")), (False, _tr("No"))]
        return lambda: [(None, ""), *yes_no] if custom is not None else yes_no
    if custom is not None and custom.type is CustomType.CHOICE and custom.choices:
        return lambda: _named(custom.choices)
    return None


def _places(key: str, store: Store) -> Sequence[str]:
    """The names of pipelines or stages, in their order."""
    pipelines = store.pipelines.offered()
    if key == "pipeline":
        return [pipeline.name for pipeline in pipelines]
    return list(dict.fromkeys(stage.name for pipeline in pipelines for stage in pipeline.stages))


def fixed_choices(key: str) -> Sequence[tuple[object, str]] | None:
    """The values a field is declared to have, and none; None when it may have others."""
    choices = FIELD[key].choices if key in FIELD else ()
    return _named(choices) if choices else None


def _named(names: Any) -> list[tuple[object, str]]:
    return [(None, ""), *((name, name) for name in names)]
