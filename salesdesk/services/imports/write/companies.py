"""Writes the companies of an import: those of company sheets whole, those only named with what their row says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from salesdesk.domain.cleaning.companies import company_key
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.cleaning.urls import domain_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import CellChange, ListKind
from salesdesk.domain.lifecycle import DEFAULT
from salesdesk.domain.progress import Work
from salesdesk.services.imports.changes import CUSTOM_MARK
from salesdesk.services.imports.lists import lifecycle_code
from salesdesk.services.imports.plan.drafts import COMPANY_FIELDS, CustomColumn, SheetDrafts, phone_parts
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.services.imports.target import ListTarget, custom_value
from salesdesk.store.journal.unit_of_work import UnitOfWork

_CHUNK = 10_000
_COLUMNS = (
    *("name", "name_key", "match_key"),
    *COMPANY_FIELDS,
    *(
        "domain",
        "phone",
        "phone_digits",
        "annual_revenue",
        "currency",
        "lifecycle_stage",
        "owner_id",
        "source_id",
    ),
    *("import_batch_id", "created_at", "updated_at"),
)
_SAID_OF_FIRM = frozenset({"industry", "employees"})


class CompanyWriter:
    """Writes companies within one unit of work. ``number`` is the import they belong to."""

    def __init__(self, uow: UnitOfWork, planned: PlannedWork, target: ListTarget, number: int) -> None:
        self._uow, self._planned, self._target, self._number = uow, planned, target, number
        self._sheets = {sheet.place: sheet for sheet in planned.sheets}
        self._first = 0

    def id_of(self, ref: int) -> int | None:
        """The id of a company reference of the plan."""
        return ref if ref > 0 else self._first - ref - 1 if ref < 0 else None

    def create(self, work: Work) -> int:
        """Write every new company. Returns how many."""
        rows = self._planned.company_rows
        for start in range(0, len(rows), _CHUNK):
            work.check()
            part = rows[start : start + _CHUNK]
            records = [self._record(name, key, self._sheets[place], row) for name, key, (place, row) in part]
            ids = self._uow.insert_many("company", _COLUMNS, records)
            if not start:
                self._first = ids.start
            self._details(
                [(i, self._sheets[place], row) for i, (_, _, (place, row)) in zip(ids, part, strict=True)]
            )
            work.report(min(start + _CHUNK, len(rows)), len(rows), "companies")
        return len(rows)

    def _record(self, name: str, key: str, sheet: SheetDrafts, row: int) -> tuple[Any, ...]:
        own = sheet.kind is RecordKind.COMPANIES
        at, value = self._uow.at, sheet.value
        fields = [value(row, f) if own or f in _SAID_OF_FIRM else None for f in COMPANY_FIELDS]
        revenue = value(row, "annual_revenue")
        currency = (value(row, "currency") or sheet.currency) if revenue is not None else None
        phone = value(row, "phone") or value(row, "mobile") if own else None
        number, digits, _ = phone_parts(phone) if phone else (None, None, None)
        site = value(row, "website")
        stage = value(row, "lifecycle_stage") if own else None
        return (
            name,
            fold_key(name),
            key,
            *fields,
            domain_of(site) if site else None,
            number,
            digits,
            revenue,
            currency,
            lifecycle_code(stage, self._planned.decisions.lists) or DEFAULT,
            self._target.named(ListKind.OWNER, value(row, "owner")) if own else None,
            self._target.named(ListKind.SOURCE, value(row, "lead_source")) if own else None,
            self._number,
            (value(row, "created_at") if own else None) or at,
            at,
        )

    def _details(self, rows: Sequence[tuple[int, SheetDrafts, int]]) -> None:
        """Tags and custom values, for rows that are companies themselves."""
        links, values = [], []
        for row_id, sheet, row in rows:
            if sheet.kind is not RecordKind.COMPANIES:
                continue
            tags = dict.fromkeys(
                self._target.named(ListKind.TAG, name) for name in sheet.value(row, "tags") or ()
            )
            links += [(row_id, tag) for tag in tags if tag is not None]
            for position, field, _ in self._target.custom_fields("company", sheet.custom):
                if (value := sheet.rows[row][position]) is not None:
                    values.append((row_id, field, *custom_value(value)))
        self._uow.insert_many("company_tag", ("company_id", "tag_id"), links)
        self._uow.insert_many("company_value", ("company_id", "field_id", "text", "number"), values)

    # -- known companies --------------------------------------------------------------------------------

    def change(self, changes: Sequence[tuple[SheetDrafts, int, int, Sequence[CellChange]]]) -> int:
        """Write the ticked changes; items are (sheet, row, company id, changes). Returns how many companies."""
        patch: dict[int, dict[str, Any]] = defaultdict(dict)
        tags: list[tuple[int, int]] = []
        custom: list[tuple[int, CustomColumn, Any]] = []
        for sheet, row, record, cells in changes:
            for cell in cells:
                if not cell.ticked:
                    continue
                if cell.field == "tags":
                    tag = self._target.named(ListKind.TAG, cell.after)
                    if tag is not None and (record, tag) not in tags:
                        tags.append((record, tag))
                elif cell.field.startswith(CUSTOM_MARK):
                    column = next(c for c in sheet.custom if CUSTOM_MARK + c.title == cell.field)
                    custom.append((record, column, sheet.rows[row][column.position]))
                else:
                    patch[record].update(self._column(cell))
        touched = (
            {r for r, values in patch.items() if values} | {r for r, _ in tags} | {r for r, _, _ in custom}
        )
        self._uow.update_many("company", {r: {**patch[r], "updated_at": self._uow.at} for r in touched})
        self._uow.insert_many("company_tag", ("company_id", "tag_id"), tags)
        known = {record: company.custom for record, company in self._planned.basis.companies.items()}
        write_custom_changes(self._uow, self._target, "company", custom, known)
        return len(touched)

    def _column(self, cell: CellChange) -> dict[str, Any]:
        field, after = cell.field, cell.after
        if field == "company":
            return (
                {"name": after, "name_key": fold_key(after), "match_key": company_key(after)} if after else {}
            )
        if field == "phone":
            number, digits, _ = phone_parts(after) if after else (None, None, None)
            return {"phone": number, "phone_digits": digits}
        if field == "annual_revenue":
            return {"annual_revenue": after[0], "currency": after[1]}
        if field == "owner":
            return {"owner_id": self._target.named(ListKind.OWNER, after)}
        if field == "lead_source":
            return {"source_id": self._target.named(ListKind.SOURCE, after)}
        if field == "website":
            return {"website": after, "domain": domain_of(after) if after else None}
        return {field: after}


def write_custom_changes(
    uow: UnitOfWork,
    target: ListTarget,
    kind: str,
    values: Sequence[tuple[int, CustomColumn, Any]],
    known: Any,
) -> None:
    """Write changed custom values of records of one kind: (record, column, value); ``known`` holds the texts they
    had by record and field id."""
    new: list[tuple[Any, ...]] = []
    gone: list[int] = []
    patch: dict[int, dict[str, Any]] = {}
    for record, column, value in values:
        ((_, field, _),) = target.custom_fields(kind, [column])
        if field not in known[record]:
            if value is not None:
                new.append((record, field, *custom_value(value)))
            continue
        ((row,),) = uow.query(
            f"SELECT id FROM {kind}_value WHERE {kind}_id = ? AND field_id = ?", (record, field)
        )
        if value is None:
            gone.append(row)
        else:
            text, number = custom_value(value)
            patch[row] = {"text": text, "number": number}
    uow.insert_many(f"{kind}_value", (f"{kind}_id", "field_id", "text", "number"), new)
    uow.update_many(f"{kind}_value", patch)
    uow.delete_many(f"{kind}_value", gone)
