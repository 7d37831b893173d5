"""A row of cells to the values of a record: the hot path of every import.

Values are stored forms, by type of field:

* text, names, choices: tidied str; company as written; e-mail: the address;
* phone: E.164, with ";ext=12" where there is an extension, or the text as written when it is no number;
* DATE "YYYY-MM-DD"; DATETIME "YYYY-MM-DDTHH:MM:SSZ" (UTC); COUNTRY ISO alpha-2; TAGS a tuple of str;
* MONEY int minor units, in the row's ``currency`` field when the file shows one, else the sheet's currency;
* NUMBER float; INTEGER int (of a range such as "11-50" the lower end); PERCENT int 0..100; BOOLEAN bool;
* a custom MONEY column holds ``Money``; empty is None everywhere.

What cannot be read is never lost: it goes to ``notes`` as "Header: text" and is reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from salesdesk.domain.cleaning import readers
from salesdesk.domain.cleaning.booleans import asks_for_consent
from salesdesk.domain.cleaning.readers import Odd, Reader, Value
from salesdesk.domain.cleaning.text import cell_text, one_line
from salesdesk.domain.fields import CUSTOM, FIELD, FIELDS, IGNORE, FieldType, RecordKind
from salesdesk.domain.sheets import Cell, CellError, Problem, SheetSettings

_MEMO = 50_000  # distinct texts remembered per column
_UNREPEATED = (FieldType.LONG_TEXT, FieldType.EMAIL)  # remembering these costs more than it saves
_FAMILIES = {
    "email": ("email_2", "email_3"), "email_2": ("email_2", "email_3"), "email_3": ("email_3", "email_2"),
    "phone": ("phone_2", "phone_3"), "mobile": ("phone_2", "phone_3"), "phone_2": ("phone_2", "phone_3"),
    "phone_3": ("phone_3", "phone_2"),
}  # fmt: skip
_EMAILS = ("email", "email_2", "email_3")
_PHONES = ("phone", "mobile", "phone_2", "phone_3", "fax")
_NAMES = ("full_name", "first_name", "last_name")
_NAME_PARTS = ("first_name", "middle_name", "last_name", "honorific", "suffix", "nickname", "company")
_JOINED = ("notes", "tags")
# What a record needs at least, and how to say that it is missing.
_NEEDS = {
    RecordKind.CONTACTS: ((*_NAMES, *_EMAILS, *_PHONES, "company"), "The row has no name, e-mail or phone."),
    RecordKind.COMPANIES: (("company", "website", "email", "phone"), "The row has no company name."),
    RecordKind.DEALS: (("deal_title", "company", *_NAMES, *_EMAILS), "The row has no deal name, company or contact."),
    RecordKind.ORDERS: (("order_number", *_NAMES, *_EMAILS, "company", "product_name"), "The row has no order number or customer."),
    RecordKind.PRODUCTS: (("product_name", "sku"), "The row has no product name or SKU."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CustomColumn:
    """A column kept as a custom field: its 0-based ``index`` in the sheet, its header and guessed type."""

    index: int
    header: str
    type: FieldType


@dataclass(frozen=True, slots=True)
class DraftLayout:
    """The order of a draft's values: first ``fields``, then ``custom``."""

    fields: tuple[str, ...]
    custom: tuple[CustomColumn, ...] = ()

    def slot(self, field: str) -> int | None:
        """The position of a field's value in a draft, None when the draft has none."""
        return self.fields.index(field) if field in self.fields else None


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    header: str
    field: str
    slot: int
    read: Reader
    memo: dict[str, Value | Odd] | None


def _layout(
    kind: RecordKind, columns: Sequence[tuple[int, str, str]], custom: Mapping[int, FieldType]
) -> DraftLayout:
    mapped = {field for _, _, field in columns if field in FIELD}
    wanted = set(mapped) | {"notes"}
    if "full_name" in mapped:
        wanted.update(_NAME_PARTS)
    if mapped & set(_EMAILS):
        wanted.update(("email_2", "email_3"))
        if not mapped & set(_NAMES) and kind is not RecordKind.COMPANIES:
            wanted.add("full_name")
    if mapped & {"phone", "mobile", "phone_2", "phone_3"}:
        wanted.update(("phone_2", "phone_3"))
    if any(FIELD[field].type is FieldType.MONEY for field in mapped):
        wanted.add("currency")
    extra: list[CustomColumn] = []
    seen: set[str] = set()
    for index, header, field in columns:
        if field == CUSTOM:
            extra.append(CustomColumn(index, header, custom.get(index, FieldType.TEXT)))
        elif field in seen and field not in _JOINED:
            extra.append(CustomColumn(index, header, FieldType.TEXT))
        seen.add(field)
    return DraftLayout(tuple(spec.key for spec in FIELDS if spec.key in wanted), tuple(extra))


class RowCleaner:
    """Cleans the rows of one sheet. Holds what it has read before, so keep one per sheet and run.

    ``columns`` are (0-based index, header, field name) as mapped; ``custom_types`` the guessed type of ``custom``
    columns (see ``guess_custom_type``); ``currency`` the sheet's; ``fractions`` the percent columns written 0.25;
    ``today`` bounds two-digit birth years.
    """

    def __init__(
        self,
        kind: RecordKind,
        columns: Sequence[tuple[int, str, str]],
        settings: SheetSettings,
        sheet_name: str,
        custom_types: Mapping[int, FieldType] | None = None,
        *,
        currency: str | None = None,
        fractions: frozenset[int] = frozenset(),
        today: date | None = None,
    ) -> None:
        used = [column for column in columns if column[2] != IGNORE]
        self.layout = _layout(kind, used, custom_types or {})
        self._settings = settings
        self._sheet = sheet_name
        self._currency = currency
        self._fractions = fractions
        self._today = today
        self._slots = {field: place for place, field in enumerate(self.layout.fields)}
        self._width = len(self.layout.fields) + len(self.layout.custom)
        self._needs, self._lacking = _NEEDS.get(kind, ((), ""))
        self._needed = tuple(self._slots[field] for field in self._needs if field in self._slots)
        self._by_country: list[_Column] = []
        self._by_currency: list[_Column] = []
        self._joined: list[_Column] = []
        self._second: list[tuple[_Column, int]] = []
        self._plain: list[_Column] = []
        self._phone_memo: dict[str | None, dict[str, Value | Odd]] = {}
        self._sort_columns(used)
        self._fast = [(column.index, column.slot, column.read, column.memo, column) for column in self._plain]
        notes = [column for column in self._joined if column.field == "notes"]
        self._label_notes = len(notes) > 1

    def _sort_columns(self, columns: Sequence[tuple[int, str, str]]) -> None:
        custom_slots = {
            column.index: len(self.layout.fields) + place for place, column in enumerate(self.layout.custom)
        }
        custom_types = {column.index: column.type for column in self.layout.custom}
        taken: set[str] = set()
        has_currency = any(field == "currency" for _, _, field in columns)
        for index, header, field in columns:
            if field == CUSTOM:
                read = self._custom_reader(custom_types[index])
                self._plain.append(_Column(index, header, field, custom_slots[index], read, {}))
                continue
            spec = FIELD[field]
            memo: dict[str, Value | Odd] | None = None if spec.type in _UNREPEATED else {}
            column = _Column(
                index, header, field, self._slots[field], self._reader(index, header, field), memo
            )
            if field in _JOINED:
                self._joined.append(column)
            elif field in taken:
                self._second.append((column, custom_slots[index]))
            elif spec.type is FieldType.PHONE or field == "postal_code":
                self._by_country.append(column)
            elif spec.type is FieldType.MONEY and has_currency:
                self._by_currency.append(column)
            else:
                self._plain.append(column)
            taken.add(field)

    def _custom_reader(self, kind: FieldType) -> Reader:
        order, decimal, today = self._settings.date_order, self._settings.decimal, self._today
        if kind is FieldType.MONEY:
            return lambda cell: readers.read_custom_money(cell, decimal, self._currency)
        if kind in (FieldType.NUMBER, FieldType.INTEGER, FieldType.PERCENT):
            return lambda cell: readers.read_number_cell(cell, decimal)
        if kind in (FieldType.DATE, FieldType.DATETIME):
            return lambda cell: readers.read_date(cell, order, False, today)
        if kind is FieldType.BOOLEAN:
            return readers.read_boolean
        return readers.read_long_text if kind is FieldType.LONG_TEXT else readers.read_text

    def _reader(self, index: int, header: str, field: str) -> Reader:
        order, decimal, today = self._settings.date_order, self._settings.decimal, self._today
        home = self._settings.country
        by_field: dict[str, Reader] = {
            "full_name": readers.read_full_name,
            "last_name": readers.read_family,
            "company": readers.read_company,
            "linkedin": readers.read_linkedin,
            "facebook": readers.read_facebook,
            "twitter": readers.read_handle,
            "instagram": readers.read_handle,
            "currency": lambda cell: readers.read_currency(cell, self._currency),
            "postal_code": lambda cell: readers.read_postal_code(cell, home),
        }
        if field in by_field:
            return by_field[field]
        born, fractions = field == "birthday", index in self._fractions
        consent = asks_for_consent(header)
        by_type: dict[FieldType, Reader] = {
            FieldType.NAME: readers.read_given,
            FieldType.LONG_TEXT: readers.read_long_text,
            FieldType.EMAIL: readers.read_email,
            FieldType.PHONE: lambda cell: readers.read_phone(cell, home, None),
            FieldType.URL: readers.read_url,
            FieldType.DATE: lambda cell: readers.read_date(cell, order, born, today),
            FieldType.DATETIME: lambda cell: readers.read_datetime(cell, order),
            FieldType.MONEY: lambda cell: readers.read_money(cell, decimal, self._currency),
            FieldType.NUMBER: lambda cell: readers.read_number_cell(cell, decimal),
            FieldType.INTEGER: lambda cell: readers.read_integer(cell, decimal),
            FieldType.PERCENT: lambda cell: readers.read_percent(cell, decimal, fractions),
            FieldType.BOOLEAN: lambda cell: readers.read_refusal(cell, consent),
            FieldType.COUNTRY: readers.read_country,
            FieldType.TAGS: readers.read_tags,
        }
        return by_type.get(FIELD[field].type, readers.read_text)

    def clean(
        self, row_number: int, cells: Sequence[Cell | CellError]
    ) -> tuple[tuple[Value, ...], list[Problem]]:
        """The draft of one row, aligned with ``layout``, and what could not be read.

        ``row_number`` is the 1-based number a person sees. A row may be shorter than the header.
        """
        draft: list[Value] = [None] * self._width
        odd: list[tuple[_Column, Odd, Cell | CellError]] = []
        wide = len(cells)
        for index, slot, read, memo, column in self._fast:
            if index >= wide:
                continue
            cell = cells[index]
            if not cell and (cell is None or cell == ""):
                continue
            if cell.__class__ is str and memo is not None:
                value = memo.get(cell)
                if value is None:
                    value = read(cell)
                    if len(memo) < _MEMO:
                        memo[cell] = value
            elif cell.__class__ is CellError:
                odd.append((column, _error(cell), cell))
                continue
            else:
                value = read(cell)
            if value.__class__ is Odd:
                odd.append((column, value, cell))
                value = value.value
            draft[slot] = value  # type: ignore[assignment]
        if self._by_country:
            self._clean_by_country(draft, cells, odd)
        if self._by_currency:
            self._clean_by_currency(draft, cells, odd)
        if not odd and not self._joined and not self._second:
            for slot in self._needed:
                if draft[slot] is not None:
                    return tuple(draft), []
            return self._finished(row_number, draft, [], [])
        return self._clean_rest(row_number, draft, cells, odd)

    def _clean_by_country(
        self,
        draft: list[Value],
        cells: Sequence[Cell | CellError],
        odd: list[tuple[_Column, Odd, Cell | CellError]],
    ) -> None:
        """Phones and postal codes, by the row's own country where it has one."""
        home = self._settings.country
        slot = self._slots.get("country")
        own = draft[slot] if slot is not None else None
        country = own if isinstance(own, str) else home
        memo = self._phone_memo.get(country)
        if memo is None:
            memo = self._phone_memo[country] = {}
        for column in self._by_country:
            if column.index >= len(cells):
                continue
            cell = cells[column.index]
            if not cell and (cell is None or cell == ""):
                continue
            if isinstance(cell, CellError):
                odd.append((column, _error(cell), cell))
                continue
            if column.field == "postal_code":
                draft[column.slot] = readers.read_postal_code(cell, country)  # type: ignore[assignment]
                continue
            value = memo.get(cell) if isinstance(cell, str) else None
            if value is None:
                value = readers.read_phone(cell, country, home)
                if isinstance(cell, str) and len(memo) < _MEMO:
                    memo[cell] = value
            if isinstance(value, Odd):
                odd.append((column, value, cell))
                value = value.value
            draft[column.slot] = value

    def _clean_by_currency(
        self,
        draft: list[Value],
        cells: Sequence[Cell | CellError],
        odd: list[tuple[_Column, Odd, Cell | CellError]],
    ) -> None:
        """Amounts, with the decimal places of the row's own currency."""
        own = draft[self._slots["currency"]]
        currency = own if isinstance(own, str) else self._currency
        for column in self._by_currency:
            cell = cells[column.index] if column.index < len(cells) else None
            if cell is None or cell == "":
                continue
            value = (
                _error(cell)
                if isinstance(cell, CellError)
                else readers.read_money(cell, self._settings.decimal, currency)
            )
            if isinstance(value, Odd):
                odd.append((column, value, cell))
                value = value.value
            draft[column.slot] = value

    def _clean_rest(
        self,
        row_number: int,
        draft: list[Value],
        cells: Sequence[Cell | CellError],
        odd: list[tuple[_Column, Odd, Cell | CellError]],
    ) -> tuple[tuple[Value, ...], list[Problem]]:
        """Joined columns, second columns of a field, and everything that was more than one plain value."""
        notes: list[str] = []
        tags: dict[str, None] = {}
        for column in self._joined:
            cell = cells[column.index] if column.index < len(cells) else None
            if cell is None or cell == "":
                continue
            value = _error(cell) if isinstance(cell, CellError) else column.read(cell)
            if isinstance(value, Odd):
                odd.append((column, value, cell))
            elif isinstance(value, tuple):
                known = {tag.casefold() for tag in tags}
                tags.update(dict.fromkeys(tag for tag in value if tag.casefold() not in known))
            elif isinstance(value, str):
                notes.append(f"{column.header}: {value}" if self._label_notes else value)
        if tags:
            draft[self._slots["tags"]] = tuple(tags)
        for column, custom_slot in self._second:
            self._place_second(draft, column, custom_slot, cells, odd)
        problems: list[Problem] = []
        for column, found, cell in odd:
            for field, extra in found.extras:
                self._place_extra(draft, field, extra)
            for text in found.further:
                if not self._place_further(draft, column.field, text):
                    notes.append(f"{column.header}: {text}")
            if found.keep:
                notes.append(f"{column.header}: {found.keep}")
            if found.reason:
                shown = one_line(cell_text(cell))
                problems.append(
                    Problem(self._sheet, row_number, column.header, shown, found.reason, "warning")
                )
        return self._finished(row_number, draft, notes, problems)

    def _place_second(
        self,
        draft: list[Value],
        column: _Column,
        custom_slot: int,
        cells: Sequence[Cell | CellError],
        odd: list[tuple[_Column, Odd, Cell | CellError]],
    ) -> None:
        cell = cells[column.index] if column.index < len(cells) else None
        if cell is None or cell == "":
            return
        value = _error(cell) if isinstance(cell, CellError) else column.read(cell)
        if isinstance(value, Odd):
            odd.append((column, value, cell))
            value = value.value
        if value is None or value == draft[column.slot]:
            return
        if draft[column.slot] is None:
            draft[column.slot] = value
        elif not (isinstance(value, str) and self._place_further(draft, column.field, value)):
            draft[custom_slot] = one_line(cell_text(cell)) or None

    def _place_extra(self, draft: list[Value], field: str, value: Value) -> None:
        slot = self._slots.get(field)
        if slot is None or draft[slot] is not None:
            return
        if field == "full_name" and any(
            draft[self._slots[name]] is not None for name in _NAMES if name in self._slots
        ):
            return
        draft[slot] = value

    def _place_further(self, draft: list[Value], field: str, text: str) -> bool:
        """Puts one more e-mail or phone where there is room; True when it has a place or was there already."""
        family = _EMAILS if field in _EMAILS else _PHONES
        if any(draft[self._slots[name]] == text for name in family if name in self._slots):
            return True
        for name in _FAMILIES.get(field, ()):
            slot = self._slots.get(name)
            if slot is not None and draft[slot] is None:
                draft[slot] = text
                return True
        return False

    def _finished(
        self, row_number: int, draft: list[Value], notes: list[str], problems: list[Problem]
    ) -> tuple[tuple[Value, ...], list[Problem]]:
        if notes:
            draft[self._slots["notes"]] = "\n".join(notes)
        if self._lacking and all(draft[slot] is None for slot in self._needed):
            problems = [
                Problem(self._sheet, row_number, problem.column, problem.value, problem.reason)
                for problem in problems
            ]
            problems.append(Problem(self._sheet, row_number, "", "", self._lacking))
        return tuple(draft), problems


def _error(cell: Cell | CellError) -> Odd:
    return Odd(reason=f"The cell holds the error {cell_text(cell)}.")
