"""Fields the person added: their types, and how a typed value is understood."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import FieldType
from salesdesk.value_classes import dataclass

PREFIX = "custom."
"""What the key of a custom field wears wherever fields are named: ``custom.shoe_size``."""


class CustomType(StrEnum):
    """The shape of a custom field's values; the value is what the file stores."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    MONEY = "money"


SHAPES: dict[CustomType, FieldType] = {
    CustomType.TEXT: FieldType.TEXT,
    CustomType.NUMBER: FieldType.NUMBER,
    CustomType.DATE: FieldType.DATE,
    CustomType.CHOICE: FieldType.CHOICE,
    CustomType.BOOLEAN: FieldType.BOOLEAN,
    CustomType.MONEY: FieldType.MONEY,
}


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field of one kind of record. ``kind`` is the record's table: contact, company or deal. ``key`` never
    changes; ``title`` may."""

    id: int
    kind: str
    key: str
    title: str
    type: CustomType
    choices: tuple[str, ...] = ()
    position: int = 0

    @property
    def name(self) -> str:
        """The key as columns, filters and exports name it."""
        return PREFIX + self.key


@dataclass(frozen=True, slots=True)
class CustomValue:
    """One value as stored: ``text`` in plain form (ISO day, plain decimal, "yes"/"no"; money "12.50 EUR"),
    ``number`` for sorting and comparing where it has one (money in major units, a yes as 1)."""

    field: int
    text: str
    number: float | None = None


def asked_field(name: str, fields: Collection[CustomField]) -> CustomField | None:
    """The custom field that a filter names: by its key, ``custom.shoe_size``, or by its title, ``custom."Shoe size"``. None
    where no field is called so."""
    if not fields or not name.lower().startswith(PREFIX):
        return None
    called = name[len(PREFIX) :]
    bare = called.strip('"')
    by_key = next((field for field in fields if field.key == bare.lower()), None)
    wanted = fold_key(bare)
    by_title = [field for field in fields if field.title == bare] or [
        field for field in fields if wanted and fold_key(field.title) == wanted
    ]
    first, second = (by_title[:1], [by_key]) if called.startswith('"') else ([by_key], by_title[:1])
    return next((field for field in (*first, *second) if field is not None), None)


def key_for(title: str, taken: frozenset[str]) -> str:
    """A key for a new field: the folded title with underscores, made unique among ``taken``."""
    base = re.sub(r"[^a-z0-9]+", "_", fold_key(title)).strip("_") or "field"
    if base[0].isdigit():
        base = f"field_{base}"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    return key
