"""Writes the companies of an import: those of company sheets whole, those only named with what their row says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from salesdesk.domain.companies import CompanyChange, CompanyDraft, plain_fields
from salesdesk.domain.contacts import PhoneEntry, stored_phone
from salesdesk.domain.custom_fields import CustomValue
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.domain.imports import CellChange, ListKind, RowRef
from salesdesk.domain.lifecycle import DEFAULT
from salesdesk.domain.progress import Work
from salesdesk.services.imports.changes import CUSTOM_MARK
from salesdesk.services.imports.lists import lifecycle_code
from salesdesk.services.imports.plan.drafts import SheetDrafts, as_native
from salesdesk.services.imports.plan.firms import bare_key, speaks_of_firm
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.services.imports.target import ListTarget, custom_value
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.company_writer import CompanyWriter

_CHUNK = 10_000


class ImportedCompanies:
    """Writes companies within one unit of work. ``number`` is the import they belong to."""

    def __init__(self, uow: Writing, planned: PlannedWork, target: ListTarget, number: int) -> None:
        self._planned, self._target, self._number = planned, target, number
        self._sheets = {sheet.place: sheet for sheet in planned.sheets}
        self._writer = CompanyWriter(uow)
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
            told = [self._told(start + n, ref) for n, (_, _, ref) in enumerate(part)]
            ids = self._writer.create_many(
                [self._draft(name, key, *where) for (name, key, _), where in zip(part, told, strict=True)]
            )
            if not start:
                self._first = ids.start
            self._details([(i, *where) for i, where in zip(ids, told, strict=True)])
            work.report(min(start + _CHUNK, len(rows)), len(rows), "companies")
        return len(rows)

    def _told(self, number: int, ref: RowRef) -> tuple[SheetDrafts, int]:
        """Where a new company's row stands; one that further rows complete stands alone."""
        row = self._planned.completed.get(number)
        sheet = self._sheets[ref[0]]
        return (sheet, ref[1]) if row is None else (replace(sheet, rows=[row]), 0)

    def _draft(self, name: str, key: str, sheet: SheetDrafts, row: int) -> CompanyDraft:
        """A new company as its row says, or as the first row of a person who works there does."""
        own, value, named = self._is_own(sheet, row), sheet.value, self._target.named
        said = plain_fields() if own else [key for key in declared().of_employer if key in plain_fields()]
        fields = [field for field in said if field in sheet.fields]
        draft = CompanyDraft(
            name,
            {field: sheet.native(row, field) for field in fields},
            annual_revenue=sheet.native(row, "annual_revenue"),
            imported=self._number,
            match_key=bare_key(key),
            site=value(row, "website"),
        )
        if not own:
            return draft
        phone, fax = value(row, "phone") or value(row, "mobile"), value(row, "fax")
        return replace(
            draft,
            phone=stored_phone(phone) if phone else None,
            fax=stored_phone(fax) if fax else None,
            lifecycle_stage=lifecycle_code(value(row, "lifecycle_stage"), self._planned.decisions.lists)
            or DEFAULT,
            owner_id=named(ListKind.OWNER, value(row, "owner")),
            source_id=named(ListKind.SOURCE, value(row, "lead_source")),
            last_contacted_at=value(row, "last_contacted_at"),
            created_at=value(row, "created_at"),
        )

    def _is_own(self, sheet: SheetDrafts, row: int) -> bool:
        """Whether a row is the company itself, and not somebody who works there."""
        if sheet.kind is RecordKind.COMPANIES:
            return True
        return not self._planned.contacts[sheet.place][row] and speaks_of_firm(sheet, row)

    def _details(self, rows: Sequence[tuple[int, SheetDrafts, int]]) -> None:
        """Tags and custom values, for rows that are companies themselves."""
        links, values = [], []
        for company, sheet, row in rows:
            if not self._is_own(sheet, row):
                continue
            tags = dict.fromkeys(
                self._target.named(ListKind.TAG, name) for name in sheet.value(row, "tags") or ()
            )
            links += [(company, tag) for tag in tags if tag is not None]
            for position, field, _ in self._target.custom_fields("company", sheet.custom):
                if (value := sheet.rows[row][position]) is not None:
                    values.append((company, field, *custom_value(value)))
        self._writer.add_tags(links)
        self._writer.add_values(values)

    # -- known companies --------------------------------------------------------------------------------

    def change(self, changes: Sequence[tuple[SheetDrafts, int, int, Sequence[CellChange]]]) -> None:
        """Write the ticked changes; items are (sheet, row, company id, changes)."""
        found: dict[int, CompanyChange] = defaultdict(CompanyChange)
        tags: dict[tuple[int, int], None] = {}
        custom: dict[tuple[int, int], CustomValue | None] = {}
        for sheet, row, record, cells in changes:
            for cell in cells:
                if not cell.ticked:
                    continue
                if cell.field == "tags":
                    tag = self._target.named(ListKind.TAG, cell.after)
                    if tag is not None:
                        tags[record, tag] = None
                elif cell.field.startswith(CUSTOM_MARK):
                    column = next(c for c in sheet.custom if CUSTOM_MARK + c.title == cell.field)
                    ((_, number, _),) = self._target.custom_fields("company", [column])
                    value = sheet.rows[row][column.position]
                    custom[record, number] = (
                        None if value is None else CustomValue(number, *custom_value(value))
                    )
                else:
                    found[record] = self._changed(found[record], cell)
        self._writer.change_many(found)
        self._writer.add_tags(list(tags))
        self._writer.change_values(custom)

    def _changed(self, change: CompanyChange, cell: CellChange) -> CompanyChange:
        """A change with one more cell in it."""
        field, after = cell.field, cell.after
        match field:
            case "company":
                return replace(change, name=after) if after else change
            case "phone":
                return replace(change, phone=_number(after))
            case "fax":
                return replace(change, fax=_number(after))
            case "annual_revenue":
                return replace(change, annual_revenue=as_native(after))
            case "owner":
                return replace(change, owner_id=self._target.named(ListKind.OWNER, after))
            case "lead_source":
                return replace(change, source_id=self._target.named(ListKind.SOURCE, after))
            case "lifecycle_stage":
                return replace(change, lifecycle_stage=after)
            case "last_contacted_at":
                return replace(change, last_contacted_at=after)
        return replace(change, values={**change.values, field: as_native(after)})


def _number(text: str | None) -> PhoneEntry | None:
    return stored_phone(text) if text else None
