"""Writes the contacts of an import: new ones in bulk with their details, and changes of known ones."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import CellChange, ListKind
from salesdesk.domain.lifecycle import DEFAULT
from salesdesk.domain.progress import Work
from salesdesk.services.imports.changes import CUSTOM_MARK
from salesdesk.services.imports.lists import lifecycle_code
from salesdesk.services.imports.plan.drafts import (
    CONTACT_FIELDS,
    EMAIL_FIELDS,
    OWN_ROW_ONLY,
    PHONE_FIELDS,
    PHONE_LABELS,
    CustomColumn,
    Row,
    SheetDrafts,
    phone_parts,
)
from salesdesk.services.imports.plan.rows import JoinedRow, joined
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.services.imports.target import ListTarget, custom_value
from salesdesk.services.imports.write.companies import write_custom_changes
from salesdesk.store.journal.unit_of_work import UnitOfWork
from salesdesk.store.records.imports import KnownContact

_CHUNK = 10_000
_COLUMNS = (
    *("full_name", "name_key", "company_id", "email", "phone", "lifecycle_stage", "owner_id", "source_id"),
    *("do_not_email", "do_not_call", "import_batch_id", "created_at", "updated_at"),
)
"""Columns every new contact gets; those of the sheet follow."""
_EMAIL = ("contact_id", "address", "address_key", "label", "position")
_PHONE = ("contact_id", "number", "digits", "extension", "label", "position")
_LINK = ("contact_id", "company_id", "role", "is_primary")
_LIFECYCLE = ("contact_id", "from_stage", "to_stage", "at", "actor")
_VALUE = ("contact_id", "field_id", "text", "number")
_LINKS = "SELECT id, company_id, job_title, 1 FROM contact WHERE company_id IS NOT NULL AND id >= ? AND id < ? ORDER BY id"
_STAGES = "SELECT id, NULL, lifecycle_stage, created_at, ? FROM contact WHERE id >= ? AND id < ? ORDER BY id"
"""What new contacts are linked to, and the stage they begin in."""


class ContactWriter:
    """Writes contacts within one unit of work. ``number`` is the import they belong to."""

    def __init__(
        self,
        uow: UnitOfWork,
        planned: PlannedWork,
        target: ListTarget,
        company_id: Callable[[int], int | None],
        number: int,
    ) -> None:
        self._uow, self._planned, self._target = uow, planned, target
        self._company_id, self._number = company_id, number
        self._sheets = {sheet.place: sheet for sheet in planned.sheets}
        self._first = 0

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
        rows = [joins[n].row if n in joins else sheet.rows[row] for n, row in enumerate(numbers)]
        refs = self._planned.companies[sheet.place]
        companies = [self._company_id(refs[row]) for row in numbers]
        emails, phones = _emails(sheet, rows, joins), _phones(sheet, rows, joins)
        keys = self._planned.keys[sheet.place].names
        plain = self._plain_fields(sheet)
        names = [keys[row] for row in numbers]
        records = list(self._records(sheet, plain, rows, names, companies, emails, phones))
        ids = self._uow.insert_many("contact", (*_COLUMNS, *plain), records)
        if not start:
            self._first = ids.start
        self._parts(ids, emails, phones)
        self._uow.insert_selected("contact_company", _LINK, _LINKS, (ids.start, ids.stop), ids)
        self._uow.insert_selected(
            "lifecycle_event", _LIFECYCLE, _STAGES, (self._uow.actor, ids.start, ids.stop), ids
        )
        self._tags(sheet, ids, rows, joins)
        if sheet.kind is RecordKind.CONTACTS:
            self._custom(sheet.custom, ids, rows)

    @staticmethod
    def _plain_fields(sheet: SheetDrafts) -> list[str]:
        """The fields of the sheet that are columns of a contact: storing empty columns would cost as much."""
        own = sheet.kind is RecordKind.CONTACTS
        return [f for f in CONTACT_FIELDS[1:] if f in sheet.fields and (own or f not in OWN_ROW_ONLY)]

    def _records(
        self,
        sheet: SheetDrafts,
        plain: Sequence[str],
        rows: Sequence[Row],
        keys: Sequence[str],
        companies: Sequence[int | None],
        emails: Sequence[Sequence[tuple[str, str]]],
        phones: Sequence[Sequence[tuple[str, str, str | None, str]]],
    ) -> Iterator[tuple[Any, ...]]:
        own = sheet.kind is RecordKind.CONTACTS
        pick = sheet.getter((*plain, "", ""))
        width = len(plain)
        name_parts = sheet.getter(("full_name", "first_name", "middle_name", "last_name", "suffix"))
        more = sheet.getter(
            ("lifecycle_stage", "owner", "lead_source", "do_not_email", "do_not_call", "created_at")
        )
        at, number, named = self._uow.at, self._number, self._target.named
        stages: dict[str | None, str] = {None: DEFAULT}
        for row, key, company, mine, calls in zip(rows, keys, companies, emails, phones, strict=True):
            wide = (*row, None)
            stage, owner, source, no_mail, no_call, created = more(wide)
            if stage not in stages:
                stages[stage] = lifecycle_code(stage, self._planned.decisions.lists) or DEFAULT
            whole, *parts = name_parts(wide)
            name = whole or " ".join([part for part in parts if part])
            email = mine[0][0] if mine else None
            phone = calls[0][0] if calls else None
            if calls and calls[0][3] == "fax":
                phone = next((number for number, _, _, label in calls if label != "fax"), None)
            if not name:
                name = email or phone or ""
            yield (
                name,
                key or fold_key(name),
                company,
                email,
                phone,
                stages[stage],
                named(ListKind.OWNER, owner) if own and owner else None,
                named(ListKind.SOURCE, source) if own and source else None,
                1 if no_mail else 0,
                1 if no_call else 0,
                number,
                created if own and created else at,
                at,
                *pick(wide)[:width],
            )

    def _parts(
        self,
        ids: range,
        emails: Sequence[Sequence[tuple[str, str]]],
        phones: Sequence[Sequence[tuple[str, str, str | None, str]]],
    ) -> None:
        self._uow.insert_many(
            "contact_email",
            _EMAIL,
            [
                (row_id, address, key, "work", place)
                for row_id, mine in zip(ids, emails, strict=True)
                for place, (address, key) in enumerate(mine)
            ],
        )
        self._uow.insert_many(
            "contact_phone",
            _PHONE,
            [
                (row_id, number, digits, extension, label, place)
                for row_id, mine in zip(ids, phones, strict=True)
                for place, (number, digits, extension, label) in enumerate(mine)
            ],
        )

    def _tags(
        self, sheet: SheetDrafts, ids: Sequence[int], rows: Sequence[Row], joins: Mapping[int, JoinedRow]
    ) -> None:
        position = sheet.fields.get("tags")
        if position is None and not joins:
            return
        links = []
        for n, (row_id, row) in enumerate(zip(ids, rows, strict=True)):
            names = (row[position] or ()) if position is not None else ()
            if n in joins:
                names = (*names, *joins[n].tags)
            tags = dict.fromkeys(self._target.named(ListKind.TAG, name) for name in names)
            links += [(row_id, tag) for tag in tags if tag is not None]
        self._uow.insert_many("contact_tag", ("contact_id", "tag_id"), links)

    def _custom(self, columns: Sequence[CustomColumn], ids: Sequence[int], rows: Sequence[Row]) -> None:
        for position, field, _ in self._target.custom_fields("contact", columns):
            self._uow.insert_many(
                "contact_value",
                _VALUE,
                [
                    (row_id, field, *custom_value(row[position]))
                    for row_id, row in zip(ids, rows, strict=True)
                    if row[position] is not None
                ],
            )

    # -- known contacts ---------------------------------------------------------------------------------

    def change(self, changes: Sequence[tuple[SheetDrafts, int, int, Sequence[CellChange]]]) -> int:
        """Write the ticked changes; items are (sheet, row, contact id, changes). Returns how many contacts."""
        patch: dict[int, dict[str, Any]] = defaultdict(dict)
        added = _Added()
        for sheet, row, record, cells in changes:
            known = self._planned.basis.contacts[record]
            for cell in cells:
                if cell.ticked:
                    self._change(sheet, row, record, known, cell, patch[record], added)
        at = self._uow.at
        touched = added.records() | {record for record, values in patch.items() if values}
        self._uow.update_many("contact", {r: {**patch[r], "updated_at": at} for r in touched})
        self._uow.update_many("contact_email", added.email_patch)
        self._uow.update_many("contact_phone", added.phone_patch)
        self._uow.insert_many("contact_email", _EMAIL, added.emails)
        self._uow.insert_many("contact_phone", _PHONE, added.phones)
        self._uow.insert_many("contact_tag", ("contact_id", "tag_id"), added.tags)
        self._demote(added.demoted)
        self._uow.insert_many("contact_company", _LINK, added.links)
        self._uow.insert_many("lifecycle_event", _LIFECYCLE, added.stages)
        texts = {record: contact.custom for record, contact in self._planned.basis.contacts.items()}
        write_custom_changes(self._uow, self._target, "contact", added.custom, texts)
        return len(touched)

    def _change(
        self,
        sheet: SheetDrafts,
        row: int,
        record: int,
        known: KnownContact,
        cell: CellChange,
        patch: dict[str, Any],
        added: _Added,
    ) -> None:
        field, after = cell.field, cell.after
        if field in CONTACT_FIELDS:
            if field == "full_name" and not after:
                return
            patch[field] = after
            if field == "full_name":
                patch["name_key"] = fold_key(after)
        elif field in ("do_not_email", "do_not_call"):
            patch[field] = bool(after)
        elif field == "owner":
            patch["owner_id"] = self._target.named(ListKind.OWNER, after)
        elif field == "lead_source":
            patch["source_id"] = self._target.named(ListKind.SOURCE, after)
        elif field == "lifecycle_stage":
            patch["lifecycle_stage"] = after
            added.stages.append((record, cell.before, after, self._uow.at, self._uow.actor))
        elif field in EMAIL_FIELDS:
            self._change_email(record, known, cell, patch, added)
        elif field in PHONE_FIELDS:
            self._change_phone(record, known, cell, patch, added)
        elif field == "tags":
            tag = self._target.named(ListKind.TAG, after)
            if tag is not None and (record, tag) not in added.tags:
                added.tags.append((record, tag))
        elif field == "company":
            company = self._company_id(self._planned.companies[sheet.place][row])
            if company is not None:
                if known.companies:
                    added.demoted.add(record)
                patch["company_id"] = company
                added.links.append((record, company, sheet.value(row, "job_title"), True))
        elif field.startswith(CUSTOM_MARK):
            column = next(c for c in sheet.custom if CUSTOM_MARK + c.title == field)
            added.custom.append((record, column, sheet.rows[row][column.position]))

    def _change_email(
        self, record: int, known: KnownContact, cell: CellChange, patch: dict[str, Any], added: _Added
    ) -> None:
        address = cell.after
        if cell.before:
            found = self._uow.query(
                "SELECT id FROM contact_email WHERE contact_id = ? AND position = 0", (record,)
            )
            if found:
                added.email_patch[found[0][0]] = {"address": address, "address_key": address.lower()}
                patch["email"] = address
                return
        place = len(known.emails) + added.count("email", record)
        if not place:
            patch["email"] = address
        added.emails.append((record, address, address.lower(), "work", place))

    def _change_phone(
        self, record: int, known: KnownContact, cell: CellChange, patch: dict[str, Any], added: _Added
    ) -> None:
        number, digits, extension = phone_parts(cell.after)
        if cell.before:
            found = self._uow.query(
                "SELECT id FROM contact_phone WHERE contact_id = ? AND position = 0", (record,)
            )
            if found:
                added.phone_patch[found[0][0]] = {"number": number, "digits": digits, "extension": extension}
                patch["phone"] = number
                return
        place = len(known.phones) + added.count("phone", record)
        if not place and cell.field != "fax":
            patch["phone"] = number
        added.phones.append((record, number, digits, extension, PHONE_LABELS[cell.field], place))

    def _demote(self, records: Collection[int]) -> None:
        """A new primary company leaves the former one as a further company."""
        former = self._uow.query(
            "SELECT id FROM contact_company WHERE is_primary AND contact_id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(records)),),
        )
        self._uow.update_many("contact_company", {row: {"is_primary": False} for (row,) in former})


class _Added:
    """Details that changed contacts get."""

    def __init__(self) -> None:
        self.emails: list[tuple[Any, ...]] = []
        self.phones: list[tuple[Any, ...]] = []
        self.tags: list[tuple[int, int]] = []
        self.links: list[tuple[Any, ...]] = []
        self.stages: list[tuple[Any, ...]] = []
        self.custom: list[tuple[int, CustomColumn, Any]] = []
        self.email_patch: dict[int, dict[str, Any]] = {}
        self.phone_patch: dict[int, dict[str, Any]] = {}
        self.demoted: set[int] = set()
        self._counts: dict[tuple[str, int], int] = defaultdict(int)

    def count(self, kind: str, record: int) -> int:
        """How many details of a kind a contact got so far, counting this one from now on."""
        self._counts[kind, record] += 1
        return self._counts[kind, record] - 1

    def records(self) -> set[int]:
        """Contacts that get a detail."""
        rows = (*self.emails, *self.phones, *self.tags, *self.links, *self.custom)
        return {row[0] for row in rows}


def _emails(
    sheet: SheetDrafts, rows: Sequence[Row], joins: Mapping[int, JoinedRow]
) -> list[list[tuple[str, str]]]:
    """(address, key) of the addresses of each row, the first one primary."""
    places = [sheet.fields[field] for field in EMAIL_FIELDS if field in sheet.fields]
    if len(places) == 1 and not joins:
        (place,) = places
        return [[(value, value.lower())] if (value := row[place]) else [] for row in rows]
    found = []
    for n, row in enumerate(rows):
        mine = [(value, value.lower()) for place in places if (value := row[place])]
        if n in joins:
            mine += [(value, value.lower()) for _, value in joins[n].emails]
        if len(mine) > 1:
            mine = [(value, key) for key, value in {key: value for value, key in reversed(mine)}.items()][
                ::-1
            ]
        found.append(mine)
    return found


def _phones(
    sheet: SheetDrafts, rows: Sequence[Row], joins: Mapping[int, JoinedRow]
) -> list[list[tuple[str, str, str | None, str]]]:
    """(number, digits, extension, label) of the numbers of each row, the first one primary, fax last."""
    places = [(sheet.fields[field], PHONE_LABELS[field]) for field in PHONE_FIELDS if field in sheet.fields]
    found = []
    for n, row in enumerate(rows):
        mine: list[tuple[str, str, str | None, str]] = []
        for place, label in places:
            value = row[place]
            if value:
                number, digits, extension = phone_parts(value)
                if label == "fax" or not mine or all(digits != other[1] for other in mine):
                    mine.append((number, digits, extension, label))
        if n in joins:
            mine += [(*phone_parts(value), PHONE_LABELS[field]) for field, value in joins[n].phones]
        found.append(mine)
    return found
