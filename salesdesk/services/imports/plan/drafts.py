"""The cleaned rows of one sheet, held compactly: one tuple per row, read by field name."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from salesdesk.domain.cleaning.companies import company_key
from salesdesk.domain.cleaning.names import join_name
from salesdesk.domain.cleaning.phones import digits_key
from salesdesk.domain.cleaning.rows import DraftLayout
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import FIELD, FieldType, RecordKind
from salesdesk.domain.money import Money
from salesdesk.domain.next_steps import STEP, STEP_FIELDS
from salesdesk.domain.row_memory import layout_digest, row_digests
from salesdesk.domain.sheets import Cell, CellError, ColumnGuess, Problem, SheetAnalysis
from salesdesk.exchange.reading.drafts import CleaningRecipe
from salesdesk.services.imports.plan.people import PersonKeys, Reach

Row = tuple[Any, ...]

EMAIL_FIELDS = ("email", "email_2", "email_3")
PHONE_FIELDS = ("phone", "mobile", "phone_2", "phone_3", "fax")
PHONE_LABELS = {"phone": "work", "mobile": "mobile", "phone_2": "work", "phone_3": "other", "fax": "fax"}
ENTRY_FACTS = ("kind", "subject", "at", "due_at", "done_at")
"""What a list of entries says of each."""
DEAL_FACTS = ("deal_title", "deal_value", "stage")
DEAL_MARKS = ("deal_title", "deal_value", "stage", "expected_close")


@dataclass(frozen=True, slots=True)
class CustomColumn:
    """A column kept as a custom field: its place in the row, title and type."""

    position: int
    title: str
    type: CustomType


CUSTOM_TYPES = {
    FieldType.NUMBER: CustomType.NUMBER,
    FieldType.INTEGER: CustomType.NUMBER,
    FieldType.PERCENT: CustomType.NUMBER,
    FieldType.DATE: CustomType.DATE,
    FieldType.DATETIME: CustomType.DATE,
    FieldType.BOOLEAN: CustomType.BOOLEAN,
    FieldType.MONEY: CustomType.MONEY,
    FieldType.CHOICE: CustomType.CHOICE,
}


def custom_columns(layout: DraftLayout, columns: Sequence[ColumnGuess] = ()) -> tuple[CustomColumn, ...]:
    """The custom columns of a layout with their places; a column without a header is named by its letter, and one whose
    header stands over others of ``columns`` before it by its number among them: "Phone 4"."""
    start = len(layout.fields)
    keys = [(column.index, fold_key(column.header)) for column in columns]

    def titled(index: int, header: str) -> str:
        key = fold_key(header)
        before = sum(other < index and key == its for other, its in keys)
        return f"{header} {before + 1}" if before and key else header

    return tuple(
        CustomColumn(
            start + place,
            titled(column.index, column.header.strip()) or f"Column {letters(column.index)}",
            CUSTOM_TYPES.get(column.type, CustomType.TEXT),
        )
        for place, column in enumerate(layout.custom)
    )


def letters(index: int) -> str:
    """A column's name in a spreadsheet: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


@dataclass(slots=True)
class SheetDrafts:
    """One sheet as it was cleaned. ``keys`` tell its persons apart. ``fields`` gives each field's place in a row; ``numbers`` the row numbers a
    person sees; ``blocked`` rows with a problem that keeps them out; ``recipe`` how the rows were cleaned, None of a
    sheet that is left out."""

    place: int
    analysis: SheetAnalysis
    kind: RecordKind
    used: bool
    reason: str
    layout: DraftLayout
    fields: Mapping[str, int]
    custom: Sequence[CustomColumn]
    rows: list[Row]
    numbers: array[int]
    problems: Sequence[Problem]
    blocked: frozenset[int]
    keys: PersonKeys
    recipe: CleaningRecipe | None = None
    cells: Sequence[Sequence[Cell | CellError]] = ()
    """The rows as the file has them, of a sheet that an export of ours wrote."""
    digests: array[int] = field(default_factory=lambda: array("Q"))
    """What tells each row from every other (``domain.row_memory``)."""
    bare: Sequence[int] = ()
    """The numbers of rows with an amount of which nothing says the currency."""

    @classmethod
    def left_out(cls, place: int, analysis: SheetAnalysis, kind: RecordKind, reason: str) -> SheetDrafts:
        """A sheet that is not imported."""
        nobody, layout, numbers = PersonKeys(), DraftLayout(()), array("l")
        return cls(place, analysis, kind, False, reason, layout, {}, (), [], numbers, (), frozenset(), nobody)

    @property
    def is_own(self) -> bool:
        """Whether an export of ours wrote it, so that each row is a record of its own."""
        return self.recipe is not None and self.recipe.own

    @property
    def tells_entries(self) -> bool:
        """Whether the columns say each what it is of an entry, as those of our lists do, so that nothing has to be made of
        the others."""
        return self.is_own or all(field in self.fields for field in ENTRY_FACTS)

    def has_column(self, *fields: str) -> bool:
        """Whether the file itself has a column for any of these fields."""
        return any(column.field in fields for column in self.analysis.columns)

    @property
    def memory(self) -> str:
        """What the rows mean, digested."""
        return layout_digest(self.kind, self.layout, self.currency)

    @property
    def currency(self) -> str | None:
        """The currency (ISO 4217) of rows without one of their own."""
        return self.recipe.currency if self.recipe is not None else None

    @property
    def country(self) -> str | None:
        """The country (ISO 3166) by which numbers without one are read."""
        return self.recipe.settings.country if self.recipe is not None else None

    def called(self, field: str) -> str:
        """What the file calls a field, or a custom field by its mark."""
        _, mark, title = field.partition(":")
        if mark:
            return title
        return next((c.header.strip() for c in self.analysis.columns if c.field == field), "") or field

    @property
    def shown_currency(self) -> str | None:
        """The same where the sheet itself shows it."""
        return self.currency if self.recipe is not None and self.recipe.currency_shown else None

    @property
    def names_steps(self) -> bool:
        """Whether a column of the file says what is to be done next with its records."""
        return self.kind in FIELD[STEP].kinds and self.has(*STEP_FIELDS)

    def column(self, field: str) -> list[Any]:
        """The values of one field in all rows; None throughout when the sheet has no such column."""
        position = self.fields.get(field)
        return [None] * len(self.rows) if position is None else [row[position] for row in self.rows]

    def has(self, *fields: str) -> bool:
        """Whether the sheet has a column for any of these fields."""
        return any(field in self.fields for field in fields)

    def value(self, row: int, field: str) -> Any:
        """One value, None when the sheet has no such column."""
        position = self.fields.get(field)
        return None if position is None else self.rows[row][position]

    def deal_name(self, row: int) -> str:
        """What the deal of a row is called: its title, else its company, else its person; "" when it names none."""
        parts = ("deal_title", "company", "full_name")
        whole = next((text for field in parts if (text := self.value(row, field))), None)
        first, last = (self.value(row, part) or "" for part in ("first_name", "last_name"))
        return whole or join_name(first=first, last=last)

    def has_deal(self, row: int) -> bool:
        """Whether the row says something that only a deal has: a title, an amount or a stage. A day on which it may close or
        a probability stand in many lists for everybody."""
        return any(self.value(row, field) is not None for field in DEAL_FACTS)

    @staticmethod
    def is_amount(field: str) -> bool:
        """Whether a field holds amounts: minor units in the currency of the row, or else of the sheet."""
        return FIELD[field].type is FieldType.MONEY

    def native(self, row: int, field: str) -> Any:
        """One value as drafts of records hold it: an amount as `Money`."""
        return self.native_in(self.rows[row], field)

    def native_in(self, row: Row, field: str) -> Any:
        """The same of a row that was put together of several."""
        position = self.fields.get(field)
        value = None if position is None else row[position]
        if value is None or not self.is_amount(field):
            return value
        place = self.fields.get("currency")
        return Money(value, (None if place is None else row[place]) or self.currency or "")


def as_native(after: Any) -> Any:
    """What a value changes to as drafts of records hold it; amounts come as (minor units, currency)."""
    return Money(after[0], after[1] or "") if isinstance(after, tuple) else after


class FirmKeys(dict[str, str]):
    """Match keys by company name, computed when first asked for."""

    def __missing__(self, name: str) -> str:
        key = self[name] = company_key(name) or fold_key(name) or name.lower()
        return key


class KeyReader:
    """Reads what tells the persons of a sheet apart, piece by piece as its rows arrive."""

    def __init__(self, kind: RecordKind, layout: DraftLayout, firms: FirmKeys) -> None:
        self._fields = {field: position for position, field in enumerate(layout.fields)}
        self._firms = firms
        self._own = kind is RecordKind.CONTACTS
        self._pieces: list[Sequence[Row]] = []
        self.keys = PersonKeys(self._reach)
        self.digests = array("Q")

    def add(self, rows: Sequence[Row]) -> None:
        """Read further rows."""
        self.digests.extend(row_digests(rows))
        keys, firms = self.keys, self._firms
        keys.names += [fold_key(name) if name else "" for name in self._full_names(rows)]
        keys.companies += [firms[name] if name else "" for name in self._column("company", rows)]
        self._pieces.append(rows)
        keys.external += [value or "" for value in self._column("external_id" if self._own else "", rows)]

    def _column(self, field: str, rows: Sequence[Row]) -> list[Any]:
        position = self._fields.get(field)
        return [None] * len(rows) if position is None else [row[position] for row in rows]

    def _full_names(self, rows: Sequence[Row]) -> list[str | None]:
        """The full names, put together from their parts where there is no whole one."""
        whole = self._column("full_name", rows)
        if "first_name" not in self._fields and "last_name" not in self._fields:
            return whole
        return put_together(whole, *(self._column(part, rows) for part in NAME_PARTS))

    def _reach(self) -> tuple[Reach, Reach]:
        """The address keys and the digits of all rows."""
        emails: Reach = []
        phones: Reach = []
        for rows in self._pieces:
            emails += self._several(EMAIL_FIELDS, _lower, rows)
            phones += self._several(PHONE_FIELDS[:-1], phone_digits, rows)
        self._pieces.clear()
        return emails, phones

    def _several(self, fields: Sequence[str], key: Callable[[str], str], rows: Sequence[Row]) -> Reach:
        columns = [self._column(field, rows) for field in fields if field in self._fields]
        if not columns:
            return [()] * len(rows)
        if len(columns) == 1:
            return [(key(value),) if value else () for value in columns[0]]
        found = []
        for values in zip(*columns, strict=True):
            several = [key(value) for value in values if value]
            found.append(tuple(several) if len(several) < 2 else tuple(dict.fromkeys(several)))
        return found


def _lower(address: str) -> str:
    """The address itself where it has small letters only: most have, and a copy of each would be kept as long."""
    lower = address.lower()
    return address if lower == address else lower


NAME_PARTS = ("first_name", "middle_name", "last_name", "suffix")


def put_together(
    whole: Sequence[str | None],
    first: Sequence[str | None],
    middle: Sequence[str | None],
    last: Sequence[str | None],
    suffix: Sequence[str | None],
) -> list[str | None]:
    """Full names, put together from their parts where there is no whole one; None where there is neither."""
    return [
        name or join_name(first=one or "", middle=two or "", last=three or "", suffix=four or "") or None
        for name, one, two, three, four in zip(whole, first, middle, last, suffix, strict=True)
    ]


def phone_parts(value: str) -> tuple[str, str, str | None]:
    """(number, digits, extension) of a cleaned number."""
    if value[0] == "+" and value[1:].isdigit():  # nearly always
        return value, value[1:], None
    number, _, extension = value.partition(";ext=")
    return number, phone_digits(value), extension or None


def phone_digits(value: str) -> str:
    """The digits a cleaned number is searched and matched by."""
    number = value.partition(";ext=")[0]
    return number[1:] if number[:1] == "+" and number[1:].isdigit() else digits_key(value)
