"""A row of cells to the values of a record: the hot path of every import.

Values are stored forms, by type of field:

* text, names, choices: tidied str; company as written; e-mail: the address;
* phone: E.164, with ";ext=12" where there is an extension, or the text as written when it is no number;
* DATE "YYYY-MM-DD"; DATETIME "YYYY-MM-DDTHH:MM:SSZ" (UTC), the last contact also a bare day; COUNTRY ISO alpha-2; TAGS a tuple of str;
* MONEY int minor units, in the row's ``currency`` field when the file shows one, else the sheet's currency;
* NUMBER float; INTEGER int (of a range such as "11-50" the lower end); PERCENT int 0..100; BOOLEAN bool;
* a custom MONEY column holds ``Money``; empty is None everywhere.

What cannot be read is never lost: it goes to ``notes`` as "Header: text" and is reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from salesdesk.domain.birthdays import PARTS
from salesdesk.domain.cleaning import place_readers, readers
from salesdesk.domain.cleaning.decimal_marks import Marks
from salesdesk.domain.cleaning.field_readers import NOTICED, FieldReaders, too_long
from salesdesk.domain.cleaning.memo import ENOUGH, LONG, Memo
from salesdesk.domain.cleaning.phones import label_field
from salesdesk.domain.cleaning.readers import Odd, Value
from salesdesk.domain.cleaning.row_amounts import OddCell, RowAmounts, RowColumn, error_cell
from salesdesk.domain.cleaning.row_birthdays import RowBirthday
from salesdesk.domain.cleaning.row_facts import facts_of_nobody, firm_of_facts
from salesdesk.domain.cleaning.row_layout import (
    PARTS_OF,
    REACHING,
    CustomColumn,
    DraftLayout,
    draft_layout,
    holds_address,
    label_columns,
    needs_of,
    read_before,
)
from salesdesk.domain.cleaning.row_parts import RowParts
from salesdesk.domain.cleaning.row_placing import RowPlacing
from salesdesk.domain.cleaning.row_refusals import RowRefusals
from salesdesk.domain.cleaning.row_tables import RowTables
from salesdesk.domain.cleaning.text import LONGEST_VALUE, cell_text, one_line
from salesdesk.domain.fields import CUSTOM, FIELD, IGNORE, FieldType, RecordKind, declared
from salesdesk.domain.opt_outs import WAYS
from salesdesk.domain.sheets import Cell, CellError, Problem, SheetSettings

__all__ = ["CustomColumn", "DraftLayout", "RowCleaner"]


class RowCleaner:
    """Cleans the rows of one sheet. Holds what it has read before, so keep one per sheet and run.

    ``columns`` are (0-based index, header, field name) as mapped; ``custom_types`` the guessed type of ``custom``
    columns (see ``guess_custom_type``); ``currency`` the sheet's; ``marks`` the ways of columns that write their
    numbers otherwise than ``settings`` say; ``today`` bounds two-digit birth years; ``own`` says that an export of ours
    wrote the sheet.
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
        marks: Mapping[int, Marks] | None = None,
        today: date | None = None,
        own: bool = False,
    ) -> None:
        self._own = own
        used = [column for column in columns if column[2] != IGNORE]
        said = {field for _, _, field in used}
        notices = kind is RecordKind.CONTACTS and not own and not said.isdisjoint({CUSTOM, *WAYS, *NOTICED})
        self.layout = draft_layout(kind, used, custom_types or {}, notices=notices)
        self._settings = settings
        self._sheet = sheet_name
        amounts = [field for _, _, field in used if field in FIELD and FIELD[field].type is FieldType.MONEY]
        self._readers = FieldReaders(
            settings,
            currency,
            marks or {},
            today,
            holds_address(said),
            several_amounts=len(amounts) > 1,
            as_they_stand=read_before(said) if own else frozenset(),
            notices=notices,
        )
        self._slots = {field: place for place, field in enumerate(self.layout.fields)}
        self._placing = RowPlacing(self._slots)
        self._refusals = RowRefusals()
        self._facts: list[RowColumn] = []
        self._firm = firm_of_facts(kind, self._slots)
        self._amounts = RowAmounts(
            tuple(self._slots[field] for field in dict.fromkeys(amounts)),
            self._slots.get("currency", -1),
            currency,
            self._readers,
        )
        self._width = len(self.layout.fields) + len(self.layout.custom)
        self._needs, self._lacking = needs_of(kind)
        self._needed = tuple(self._slots[field] for field in self._needs if field in self._slots)
        self._by_country: list[RowColumn] = []
        self._by_currency: list[RowColumn] = []
        self._joined: list[RowColumn] = []
        self._second: list[tuple[RowColumn, int]] = []
        self._plain: list[RowColumn] = []
        self._birthday: RowBirthday | None = None
        self._tables = RowTables([(index, header) for index, header, _ in columns])
        self._parts = RowParts(used) if any(field in PARTS_OF for _, _, field in used) else None
        # by the country of the row: phones, and postal codes
        self._by_country_memo: dict[str | None, tuple[Memo, Memo]] = {}
        self._cleaned = 0
        self._country = self._slots.get("country")
        codes = (index for index, _, field in used if field == "postal_code")
        self._zeros = next((index for index in codes if self._readers.marks_of(index).codes), None)
        self._sort_columns(used)
        self._fast = [(column.index, column.slot, column.read, column.memo, column) for column in self._plain]
        self._local = [(c.index, c.slot, c.field == "postal_code", c) for c in self._by_country]
        labels = label_columns(columns)
        self._labelled = [(c.slot, labels[c.index]) for c in self._by_country if c.index in labels]
        self._label_notes = any(column.field == "notes" for column in self._joined)

    def _sort_columns(self, columns: Sequence[tuple[int, str, str]]) -> None:
        custom_slots = {
            column.index: len(self.layout.fields) + place for place, column in enumerate(self.layout.custom)
        }
        custom_types = {column.index: column.type for column in self.layout.custom}
        taken: set[str] = set()
        notes = sum(field == "notes" for _, _, field in columns)
        has_currency = any(field == "currency" for _, _, field in columns)
        for index, header, field in columns:
            if field == CUSTOM:
                read = self._readers.custom(index, header, custom_types[index])
                self._plain.append(RowColumn(index, header, field, custom_slots[index], read, Memo()))
                continue
            if field in PARTS_OF:
                continue
            if field in PARTS:
                self._add_birth_part(index, header, field)
                continue
            spec = FIELD[field]
            memo = None if spec.type is FieldType.EMAIL else Memo()  # each person has another one
            column = RowColumn(
                index, header, field, self._slots[field], self._readers.of(index, header, field), memo
            )
            if field == "tags" or (field == "notes" and notes > 1):
                self._joined.append(column)
            elif field in WAYS:
                self._refusals.columns.append(column)
            elif field in taken:
                self._second.append((column, custom_slots[index]))
            elif spec.type is FieldType.PHONE or (field == "postal_code" and not self._own):
                self._by_country.append(column)
            elif spec.type is FieldType.MONEY and has_currency:
                self._by_currency.append(column)
            else:
                self._plain.append(column)
            if field in declared().of_employer:
                self._facts.append(column)
            taken.add(field)

    def _add_birth_part(self, index: int, header: str, field: str) -> None:
        slot, read = self._slots["birthday"], self._readers.of(index, header, "birthday")
        self._birthday = self._birthday or RowBirthday({}, slot, read)
        self._birthday.parts[field] = RowColumn(index, header, field, slot, read, None)

    def settle(self, rows: int) -> None:
        """So many more rows are cleaned. Once enough are, it is known which columns hardly repeat a text."""
        before, self._cleaned = self._cleaned, self._cleaned + rows
        if before < ENOUGH <= self._cleaned:
            memos = [column.memo for column in self._plain if column.memo is not None]
            for memo in (*memos, *(memo for pair in self._by_country_memo.values() for memo in pair)):
                memo.settle(self._cleaned)

    def clean(
        self, row_number: int, cells: Sequence[Cell | CellError]
    ) -> tuple[tuple[Value, ...], list[Problem]]:
        """The draft of one row, aligned with ``layout``, and what could not be read.

        ``row_number`` is the 1-based number a person sees. A row may be shorter than the header.
        """
        draft: list[Value] = [None] * self._width
        odd: list[OddCell] = []
        if self._tables:
            cells = self._tables.completed(cells)
        if self._parts is not None:
            cells = self._parts.completed(cells, odd)
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
                    if len(memo) < memo.room and len(cell) < LONG:
                        memo[cell] = value
            elif cell.__class__ is CellError:
                odd.append((column, error_cell(cell), cell))
                continue
            else:
                value = read(cell)
            if value.__class__ is Odd:
                odd.append((column, value, cell))
                value = value.value
            draft[slot] = value  # type: ignore[assignment]
        if self._by_country:
            self._clean_by_country(draft, cells, odd)
            if self._labelled:
                self._place_labelled(draft, cells)
        if self._birthday is not None:
            self._birthday.place(draft, cells, odd)
        if self._refusals.columns:
            self._refusals.place(draft, cells, odd)
        if self._by_currency:
            self._amounts.read_by_currency(self._by_currency, draft, cells, odd)
        stray = self._firm is not None and self._facts and draft[self._firm] is None
        if not odd and not stray and not self._joined and not self._second:
            for slot in self._needed:
                if draft[slot] is not None:
                    return tuple(draft), []
            return self._finished(row_number, draft, [], [])
        return self._clean_rest(row_number, draft, cells, odd)

    def _clean_by_country(
        self,
        draft: list[Value],
        cells: Sequence[Cell | CellError],
        odd: list[OddCell],
    ) -> None:
        """Phones and postal codes, by the row's own country where it has one."""
        home, slot, wide = self._settings.country, self._country, len(cells)
        own = draft[slot] if slot is not None else None
        if own is None and odd:  # "A-1010 Wien"
            own = next((dict(found.extras).get("country") for _, found, _ in odd if found.extras), None)
        country = own if isinstance(own, str) else home
        at = self._zeros
        if own is None and at is not None and at < wide and place_readers.is_of_elsewhere(cells[at], home):
            country = home = None
        memos = self._by_country_memo.get(country)
        if memos is None:
            memos = self._by_country_memo[country] = Memo(), Memo()
        for index, slot, is_code, column in self._local:
            if index >= wide:
                continue
            cell = cells[index]
            if not cell and (cell is None or cell == ""):
                continue
            if cell.__class__ is CellError:
                odd.append((column, error_cell(cell), cell))
                continue
            memo = memos[is_code]
            value = memo.get(cell) if cell.__class__ is str else None
            if value is None and cell.__class__ is str and len(cell) > LONGEST_VALUE:
                value = too_long(cell, FIELD[column.field].type)
            elif value is None:
                value = (
                    place_readers.read_postal_code(cell, country)
                    if is_code
                    else readers.read_phone(cell, country, home)
                )
                if cell.__class__ is str and len(memo) < memo.room:
                    memo[cell] = value
            if value.__class__ is Odd:
                odd.append((column, value, cell))
                value = value.value
            draft[slot] = value  # type: ignore[assignment]

    def _place_labelled(self, draft: list[Value], cells: Sequence[Cell | CellError]) -> None:
        """Numbers whose label beside them says "Work Fax" or "Mobile" to where it says, if nothing is there."""
        for slot, label in self._labelled:
            cell = cells[label] if label < len(cells) else None
            field = label_field(cell) if isinstance(cell, str) and draft[slot] is not None else None
            target = self._slots.get(field) if field is not None else None
            if target is not None and target != slot and draft[target] is None:
                draft[target], draft[slot] = draft[slot], None

    def _clean_rest(
        self,
        row_number: int,
        draft: list[Value],
        cells: Sequence[Cell | CellError],
        odd: list[OddCell],
    ) -> tuple[tuple[Value, ...], list[Problem]]:
        """Joined columns, second columns of a field, and everything that was more than one plain value."""
        notes: list[str] = []
        tags: dict[str, None] = {}
        for column in self._joined:
            cell = cells[column.index] if column.index < len(cells) else None
            if cell is None or cell == "":
                continue
            value = error_cell(cell) if isinstance(cell, CellError) else column.remembered(cell)
            if isinstance(value, Odd):
                odd.append((column, value, cell))
            elif isinstance(value, tuple):
                known = {tag.casefold() for tag in tags}
                tags.update(
                    (tag, None) for tag in value if isinstance(tag, str) and tag.casefold() not in known
                )
            elif isinstance(value, str):
                notes.append(f"{column.header}: {value}" if self._label_notes else value)
        if tags:
            draft[self._slots["tags"]] = tuple(tags)
        for column, custom_slot in self._second:
            self._placing.place_second(draft, column, custom_slot, cells, odd)
        problems: list[Problem] = []
        odd = self._amounts.in_one_currency(draft, odd)
        if self._firm is not None and draft[self._firm] is None:
            odd += facts_of_nobody(self._facts, self._firm, draft, cells, odd)
        for column, found, cell in odd:
            if found.extras:
                self._placing.place_extras(draft, found.extras)
                for field, value in found.extras:
                    if field in REACHING and not self._placing.place_further(draft, field, str(value)):
                        notes.append(f"{column.header}: {value}")
                if self._placing.is_lost(draft, column.field, found.extras):
                    notes.append(f"{column.header}: {one_line(cell_text(cell))}")
            for text in found.further:
                if not self._placing.place_further(draft, column.field, text):
                    notes.append(f"{column.header}: {text}")
            if found.keep:
                notes.append(f"{column.header}: {found.keep}")
            if found.reason is not None:
                shown = one_line(cell_text(cell))
                problems.append(
                    Problem(self._sheet, row_number, column.header, shown, found.reason, "warning")
                )
        return self._finished(row_number, draft, notes, problems)

    def _finished(
        self, row_number: int, draft: list[Value], notes: list[str], problems: list[Problem]
    ) -> tuple[tuple[Value, ...], list[Problem]]:
        if notes:
            slot = self._slots["notes"]
            own = draft[slot]
            draft[slot] = "\n".join([own, *notes] if isinstance(own, str) else notes)
        if self._lacking is not None and all(draft[slot] is None for slot in self._needed):
            problems = [
                Problem(self._sheet, row_number, problem.column, problem.value, problem.reason)
                for problem in problems
            ]
            problems.append(Problem(self._sheet, row_number, "", "", self._lacking))
        return tuple(draft), problems
