"""What a person types to compare a field with, as filters write it."""

from __future__ import annotations

import re

from salesdesk.domain.cleaning.birthdays import month_day_of
from salesdesk.domain.cleaning.text import number_text
from salesdesk.domain.fields import FieldType
from salesdesk.domain.money import Money
from salesdesk.domain.typed_values import NotClear, TypingRules, typed_value
from salesdesk.errors import InputError
from salesdesk.ui.lists.filter_words import BIRTHDAY, DATES, NUMBERS, FilterField, Question

_WHOLE_DAY = re.compile(r"\d{1,4}[./-] ?\d{1,2}[./-] ?\d{2,4}")


def typed_values(field: FilterField, question: Question, text: str, rules: TypingRules) -> tuple[str, ...]:
    """The values of a condition. Several are parted by semicolons or commas, not by the commas within numbers. Raises
    ``NotClear`` for what can be read in two ways; what is no value of the field is left to the list, which knows what it
    takes."""
    parts = [text.strip()]
    if question.values > 1:
        mark = ";" if ";" in text else ", " if field.type in NUMBERS else ","
        parts = [part.strip() for part in text.split(mark)]
    return tuple(_plain(field, part, rules) for part in parts if part)


def typed_text(field: FilterField, values: tuple[str, ...], rules: TypingRules) -> str:
    """Values as a person would type them; ``typed_values`` reads them back."""
    if field.type in NUMBERS and rules.decimal:
        values = tuple(value.replace(".", rules.decimal) for value in values)
    return ("; " if any("," in value for value in values) else ", ").join(values)


def value_hint(field: FilterField) -> str:
    """What a value may look like."""
    if field.key == BIRTHDAY:
        return "24.12., 12-24 or 1980-12-24"
    if field.type in DATES:
        return "2026-03-31, 2026-03 or 2026"
    return "1500" if field.type in NUMBERS else ""


def _plain(field: FilterField, text: str, rules: TypingRules) -> str:
    """A typed number or day as filters write it: plain digits, ``YYYY-MM-DD``."""
    shape = field.type
    yearly = month_day_of(text) if field.key == BIRTHDAY else None
    if yearly is not None:
        month, day = yearly
        return f"{month:02d}" if day is None else f"{month:02d}-{day:02d}"
    if shape in NUMBERS and shape is not FieldType.MONEY:
        shape = FieldType.NUMBER
    elif shape in DATES and _WHOLE_DAY.fullmatch(text):
        shape = FieldType.DATE
    elif shape is not FieldType.MONEY:
        return text
    try:
        value = typed_value(field.key, field.title, shape, text, rules)
    except NotClear:
        raise
    except InputError:
        return text
    if isinstance(value, Money):
        return f"{value.amount:f}"
    return number_text(value) if isinstance(value, float) else str(value)
