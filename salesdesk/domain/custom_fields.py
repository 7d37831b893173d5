"""Fields the person added: their types, and how a typed value is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import FieldType

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


def key_for(title: str, taken: frozenset[str]) -> str:
    """A key for a new field: the folded title with underscores, made unique among ``taken``."""
    base = re.sub(r"[^a-z0-9]+", "_", fold_key(title)).strip("_") or "field"
    if base[0].isdigit():
        base = f"field_{base}"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}_{number}", number + 1
    return key
