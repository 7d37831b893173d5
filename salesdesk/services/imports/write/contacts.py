"""Writes the contacts of an import: new ones in bulk with their details, and changes of known ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

from salesdesk.domain.changes import UNCHANGED, Unchanged
from salesdesk.domain.contact_parts import place_shown
from salesdesk.domain.contacts import (
    ContactChange,
    EmailEntry,
    Employment,
    NewContacts,
    NewEmail,
    NewPhone,
    PhoneEntry,
    split_name,
    stored_phone,
)
from salesdesk.domain.custom_fields import CustomValue
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.domain.imports import CellChange, ListKind, RowRef
from salesdesk.domain.lifecycle import DEFAULT
from salesdesk.domain.progress import Work
from salesdesk.services.imports.changes import CUSTOM_MARK
from salesdesk.services.imports.lists import lifecycle_code
from salesdesk.services.imports.plan.drafts import (
    EMAIL_FIELDS,
    NAME_PARTS,
    PHONE_FIELDS,
    PHONE_LABELS,
    CustomColumn,
    Row,
    SheetDrafts,
    as_native,
    phone_parts,
    put_together,
)
from salesdesk.services.imports.plan.rows import Given, JoinedRow, joined
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.services.imports.target import ListTarget, custom_value
from salesdesk.services.imports.write.opt_outs import refusing_by_email
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.contact_writer import ContactWriter

_CHUNK = 10_000
_EMAIL_LABEL = "work"
_PARTS = ("first_name", "middle_name", "last_name")


class ImportedContacts:
    """Writes contacts within one unit of work. ``number`` is the import they belong to."""

    def __init__(
        self,
        uow: Writing,
        planned: PlannedWork,
        target: ListTarget,
        company_id: Callable[[int], int | None],
        number: int,
    ) -> None:
        self._planned, self._target = planned, target
        self._company_id, self._number = company_id, number
        self._sheets = {sheet.place: sheet for sheet in planned.sheets}
        self._uow, self._writer = uow, ContactWriter(uow)
        self._first = 0
        self.given: list[tuple[int, RowRef, Given]] = []
        """What rows that were joined say of a new contact (reference) and is not taken."""

    def id_of(self, ref: int) -> int | None:
        """The id of a contact reference of the plan."""
        return ref if ref > 0 else self._first - ref - 1 if ref < 0 else None

    # -- new contacts -----------------------------------------------------------------------------------

    def create(self, work: Work) -> int:
        """Write every new contact. Returns how many."""
        rows = self._planned.contact_rows
        start = 0
        while start < len(rows):
            place = rows[start][0]
            end = start
            while end < len(rows) and end - start < _CHUNK and rows[end][0] == place:
                end += 1
            work.check()
            self._create_chunk(self._sheets[place], start, [row for _, row in rows[start:end]])
            start = end
            work.report(start, len(rows), "contacts")
        return len(rows)

    def _create_chunk(self, sheet: SheetDrafts, start: int, numbers: Sequence[int]) -> None:
        joins = {
            n: joined(self._sheets, (sheet.place, row), self._planned.repeats[start + n])
            for n, row in enumerate(numbers)
            if start + n in self._planned.repeats
        }
        for n, join in joins.items():
            self.given += [(-(start + n) - 1, row, left) for row, left in join.left]
        rows = [joins[n].row if n in joins else sheet.rows[row] for n, row in enumerate(numbers)]
        ids = self._writer.create_many(self._new(sheet, numbers, rows, joins))
        if not start:
            self._first = ids.start
        self._tag(sheet, ids, rows, joins)
        if sheet.kind is RecordKind.CONTACTS:
            self._fill_custom(sheet.custom, ids, rows)

    def _new(
        self, sheet: SheetDrafts, numbers: Sequence[int], rows: Sequence[Row], joins: Mapping[int, JoinedRow]
    ) -> NewContacts:
        own = sheet.kind is RecordKind.CONTACTS
        # who works a lead and where it comes from is true of the person as well as of the deal
        owned = own or sheet.kind is RecordKind.DEALS
        refs, keys = self._planned.companies[sheet.place], self._planned.keys[sheet.place].names
        people = declared().of(RecordKind.CONTACTS)
        left_out = frozenset() if own else people.own_row_only
        fields = [key for key in people.imported if key in sheet.fields and key not in left_out]
        named, nobody = self._target.named, [None] * len(rows)
        listed = [  # row by row, as the names that are new come up
            (named(ListKind.OWNER, owner), named(ListKind.SOURCE, source))
            for owner, source in zip(
                _column(sheet, "owner", rows), _column(sheet, "lead_source", rows), strict=True
            )
            if owned
        ]
        return NewContacts(
            names=_names(sheet, rows),
            name_keys=[keys[row] for row in numbers],
            fields=fields,  # those of the sheet: storing empty columns would cost as much
            values=_picked(sheet, rows, fields),
            emails=_emails(sheet, rows, joins),
            phones=_phones(sheet, rows, joins),
            companies=[self._company_id(refs[row]) for row in numbers],
            stages=self._stages(_column(sheet, "lifecycle_stage", rows)),
            owners=[owner for owner, _ in listed] if owned else nobody,
            sources=[source for _, source in listed] if owned else nobody,
            do_not_email=refusing_by_email(self._uow, sheet, rows, _column(sheet, "do_not_email", rows)),
            do_not_call=[bool(value) for value in _column(sheet, "do_not_call", rows)],
            created=_column(sheet, "created_at", rows) if own else nobody,
            imported=self._number,
        )

    def _stages(self, names: Sequence[str | None]) -> list[str]:
        lists = self._planned.decisions.lists
        codes = {name: lifecycle_code(name, lists) or DEFAULT for name in set(names)}
        return [codes[name] for name in names]

    def _tag(
        self, sheet: SheetDrafts, ids: Sequence[int], rows: Sequence[Row], joins: Mapping[int, JoinedRow]
    ) -> None:
        if "tags" not in sheet.fields and not joins:
            return
        links = []
        for n, (contact, names) in enumerate(zip(ids, _column(sheet, "tags", rows), strict=True)):
            all_names = (*(names or ()), *(joins[n].tags if n in joins else ()))
            tags = dict.fromkeys(self._target.named(ListKind.TAG, name) for name in all_names)
            links += [(contact, tag) for tag in tags if tag is not None]
        self._writer.add_tags(links)

    def _fill_custom(self, columns: Sequence[CustomColumn], ids: Sequence[int], rows: Sequence[Row]) -> None:
        for position, field_id, _ in self._target.custom_fields("contact", columns):
            self._writer.add_values(
                [
                    (contact, field_id, *custom_value(row[position]))
                    for contact, row in zip(ids, rows, strict=True)
                    if row[position] is not None
                ],
            )

    # -- known contacts ---------------------------------------------------------------------------------

    def change(self, changes: Sequence[tuple[SheetDrafts, int, int, Sequence[CellChange]]]) -> None:
        """Write the ticked changes; items are (sheet, row, contact id, changes)."""
        ticked = [
            (sheet, row, record, cell)
            for sheet, row, record, cells in changes
            for cell in cells
            if cell.ticked
        ]
        found = _Changes(self._writer, ticked)
        for sheet, row, record, cell in ticked:
            self._change(sheet, row, record, cell, found)
        for change in found.records.values():
            change.renew_parts()
        self._writer.change_many({record: change.made() for record, change in found.records.items()})
        self._writer.add_tags(list(found.tags))
        self._writer.change_values(found.custom)

    def _change(self, sheet: SheetDrafts, row: int, record: int, cell: CellChange, found: _Changes) -> None:
        field_name, after = cell.field, cell.after
        change = found.records[record]
        if field_name == "full_name":
            change.full_name = after or change.full_name
        elif field_name in declared().of(RecordKind.CONTACTS).imported:
            change.values[field_name] = as_native(after)
        elif field_name == "do_not_email":
            change.do_not_email = bool(after)
        elif field_name == "do_not_call":
            change.do_not_call = bool(after)
        elif field_name == "owner":
            change.owner_id = self._target.named(ListKind.OWNER, after)
        elif field_name == "lead_source":
            change.source_id = self._target.named(ListKind.SOURCE, after)
        elif field_name == "lifecycle_stage":
            change.lifecycle.append(after)
        elif field_name in EMAIL_FIELDS:
            change.emails = _with_email(found.emails(record), cell)
        elif field_name in PHONE_FIELDS:
            change.phones = _with_phone(found.phones(record), cell)
        elif field_name == "tags":
            tag = self._target.named(ListKind.TAG, after)
            if tag is not None:
                found.tags[record, tag] = None
        elif field_name == "company":
            company = self._company_id(self._planned.companies[sheet.place][row])
            if company is not None:
                former = [replace(link, is_primary=False) for link in found.companies(record)]
                role = sheet.value(row, "job_title")
                change.companies = [*former, Employment(company, after or "", role, True)]
        elif field_name.startswith(CUSTOM_MARK):
            column = next(c for c in sheet.custom if CUSTOM_MARK + c.title == field_name)
            ((_, number, _),) = self._target.custom_fields("contact", [column])
            value = sheet.rows[row][column.position]
            found.custom[record, number] = (
                None if value is None else CustomValue(number, *custom_value(value))
            )


@dataclass(slots=True)
class _Change:
    """What becomes of one contact, gathered cell by cell."""

    values: dict[str, Any] = field(default_factory=dict)
    full_name: str | None = None
    owner_id: int | Unchanged | None = UNCHANGED
    source_id: int | Unchanged | None = UNCHANGED
    do_not_email: bool | None = None
    do_not_call: bool | None = None
    lifecycle: list[str] = field(default_factory=list)
    emails: Sequence[EmailEntry] | None = None
    phones: Sequence[PhoneEntry] | None = None
    companies: Sequence[Employment] | None = None

    def renew_parts(self) -> None:
        """A whole name that says none of its parts renews them."""
        if self.full_name is not None and not any(part in self.values for part in _PARTS):
            found = split_name(self.full_name)[1]
            self.values |= {part: found[part] for part in _PARTS}

    def made(self) -> ContactChange:
        """The whole change."""
        return ContactChange(
            self.values,
            self.full_name,
            self.owner_id,
            self.source_id,
            self.do_not_email,
            self.do_not_call,
            tuple(self.lifecycle),
            self.emails,
            self.phones,
            self.companies,
        )


class _Changes:
    """What becomes of known contacts, and the details they have as the cells so far leave them."""

    def __init__(
        self, writer: ContactWriter, ticked: Sequence[tuple[SheetDrafts, int, int, CellChange]]
    ) -> None:
        def having(*fields: str) -> list[int]:
            return list(dict.fromkeys(record for _, _, record, cell in ticked if cell.field in fields))

        self.records: dict[int, _Change] = defaultdict(_Change)
        self.tags: dict[tuple[int, int], None] = {}
        self.custom: dict[tuple[int, int], CustomValue | None] = {}
        self._emails = writer.emails_of(having(*EMAIL_FIELDS))
        self._phones = writer.phones_of(having(*PHONE_FIELDS))
        self._companies = writer.companies_of(having("company"))

    def emails(self, record: int) -> Sequence[EmailEntry]:
        """The addresses of a contact."""
        changed = self.records[record].emails
        return self._emails.get(record, ()) if changed is None else changed

    def phones(self, record: int) -> Sequence[PhoneEntry]:
        """The numbers of a contact."""
        changed = self.records[record].phones
        return self._phones.get(record, ()) if changed is None else changed

    def companies(self, record: int) -> Sequence[Employment]:
        """Where a contact works."""
        changed = self.records[record].companies
        return self._companies.get(record, ()) if changed is None else changed


def _with_email(present: Sequence[EmailEntry], cell: CellChange) -> list[EmailEntry]:
    """The addresses after a cell took the place of the one it says was there, or came behind them."""
    if cell.before and present:
        place = next((at for at, entry in enumerate(present) if entry.address == cell.before), 0)
        return [*present[:place], replace(present[place], address=cell.after), *present[place + 1 :]]
    return [*present, EmailEntry(cell.after, _EMAIL_LABEL)]


def _with_phone(present: Sequence[PhoneEntry], cell: CellChange) -> list[PhoneEntry]:
    """The numbers after a cell took the place of the one it says was there, or came behind them."""
    typed = stored_phone(cell.after, PHONE_LABELS[cell.field])
    known = [";ext=".join(filter(None, (entry.number, entry.extension))) for entry in present]
    place = known.index(cell.before) if cell.before in known else None
    if place is None and cell.before:
        place = place_shown("phone", present)
    if place is None:
        return [*present, typed]
    former = present[place]
    return [*present[:place], replace(typed, label=former.label, id=former.id), *present[place + 1 :]]


def _column(sheet: SheetDrafts, name: str, rows: Sequence[Row]) -> list[Any]:
    """The values of one field in some rows; None throughout when the sheet has no such column."""
    position = sheet.fields.get(name)
    return [None] * len(rows) if position is None else [row[position] for row in rows]


def _picked_at(rows: Sequence[Row], positions: Sequence[int]) -> list[Row]:
    """The values at some places of each row."""
    if len(positions) > 1:
        return list(map(itemgetter(*positions), rows))
    return [(row[positions[0]],) for row in rows] if positions else [()] * len(rows)


def _picked(sheet: SheetDrafts, rows: Sequence[Row], fields: Sequence[str]) -> list[Row]:
    """The values of some fields of each row; amounts as `Money`."""
    if any(sheet.is_amount(field) for field in fields):
        return [tuple(sheet.native_in(row, field) for field in fields) for row in rows]
    return _picked_at(rows, [sheet.fields[field] for field in fields])


def _names(sheet: SheetDrafts, rows: Sequence[Row]) -> list[str]:
    """The full names, put together from their parts where there is no whole one; "" where there is neither."""
    whole = _column(sheet, "full_name", rows)
    if sheet.has(*NAME_PARTS):
        whole = put_together(whole, *(_column(sheet, part, rows) for part in NAME_PARTS))
    return [name or "" for name in whole]


def _emails(sheet: SheetDrafts, rows: Sequence[Row], joins: Mapping[int, JoinedRow]) -> list[list[NewEmail]]:
    """The addresses of each row, the first one primary."""
    places = [sheet.fields[field] for field in EMAIL_FIELDS if field in sheet.fields]
    further = sheet.fields.get("more_emails")
    if len(places) == 1 and not joins and further is None:
        (place,) = places
        return [[(value, _EMAIL_LABEL)] if (value := row[place]) else [] for row in rows]
    found = []
    for n, row in enumerate(rows):
        mine = [value for place in places if (value := row[place])] + _several(row, further)
        if n in joins:
            mine += [value for _, value in joins[n].emails]
        if len(mine) > 1:
            mine = list({value.lower(): value for value in reversed(mine)}.values())[::-1]
        found.append([(value, _EMAIL_LABEL) for value in mine])
    return found


def _phones(sheet: SheetDrafts, rows: Sequence[Row], joins: Mapping[int, JoinedRow]) -> list[list[NewPhone]]:
    """The numbers of each row, fax last."""
    places = [(sheet.fields[field], PHONE_LABELS[field]) for field in PHONE_FIELDS if field in sheet.fields]
    further = sheet.fields.get("more_phones")
    found = []
    for n, row in enumerate(rows):
        mine: list[NewPhone] = []
        stated = [(row[place], label) for place, label in places]
        for value, label in (*stated, *map(_labelled, _several(row, further))):
            if value:
                number, digits, extension = phone_parts(value)
                if label == "mobile" and mine and mine[0][:3] == (number, digits, extension):
                    mine[0] = (number, digits, extension, label)  # the primary number is a mobile one
                elif label == "fax" or not mine or all(digits != other[1] for other in mine):
                    mine.append((number, digits, extension, label))
        if n in joins:
            mine += [(*phone_parts(value), PHONE_LABELS[field]) for field, value in joins[n].phones]
        found.append(mine)
    return found


def _several(row: Row, place: int | None) -> list[str]:
    """The texts of a cell that holds what has no column of its own, as an export writes them."""
    text = None if place is None else row[place]
    return [part.strip() for part in text.split("; ") if part.strip()] if isinstance(text, str) else []


def _labelled(text: str) -> tuple[str, str]:
    """A number of such a cell, and what it is."""
    number, _, label = text.removesuffix(")").rpartition(" (")
    return (number, label) if number and text.endswith(")") else (text, "other")
