"""Writes the records of an import that their declaration alone describes, by the repository their entity names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from salesdesk.domain.custom_fields import CustomValue
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import RecordKind, declared
from salesdesk.domain.imports import CellChange, ListKind, RowRef
from salesdesk.domain.named_classes import named_class
from salesdesk.services.imports.changes import CUSTOM_MARK
from salesdesk.services.imports.plan.drafts import SheetDrafts, as_native
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.services.imports.target import ListTarget, custom_value
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.plain import PlainWriter

_LISTS = {"owner": ListKind.OWNER, "lead_source": ListKind.SOURCE}


class ImportedPlain:
    """Writes records of one kind within one unit of work. ``number`` is the import they belong to."""

    def __init__(
        self,
        uow: Writing,
        kind: RecordKind,
        planned: PlannedWork,
        target: ListTarget,
        company_id: Callable[[int], int | None],
        number: int,
    ) -> None:
        self._uow, self._kind, self._entity = uow, kind, entity_of(kind)
        self._planned, self._target, self._company_id, self._number = planned, target, company_id, number
        self._sheets = {sheet.place: sheet for sheet in planned.sheets}
        self._custom, self._tags = target.fields, target.tags
        self._writer: PlainWriter = named_class(self._entity.writer)(uow)

    def create(self) -> dict[RowRef, int]:
        """Write every new record with its custom values. Returns their ids by the rows that make them."""
        refs = self._planned.plain_rows.get(self._kind, [])
        ids = self._writer.create_many([self._draft(*ref) for ref in refs], self._number)
        values, links = [], []
        for record, (place, row) in zip(ids, refs, strict=True):
            values += [(record, *value) for value in self._own_values(self._sheets[place], row)]
            links += [(record, tag) for tag in self._tags_of((place, row))]
        if values:
            self._custom.add_values(self._uow, self._entity.table, values)
        if links:
            self._tags.link(self._uow, self._entity.table, links)
        return dict(zip(refs, ids, strict=True))

    def _draft(self, place: int, row: int) -> dict[str, Any]:
        sheet, fields = self._sheets[place], declared().of(self._kind)
        draft = {key: sheet.native(row, key) for key in fields.imported if key in sheet.fields}
        draft[self._entity.name_field] = sheet.value(row, self._entity.name_field)
        for key, list_kind in _LISTS.items():
            if key in fields:
                draft[key] = self._target.named(list_kind, sheet.value(row, key))
        if "company" in fields:
            draft["company"] = self._company_id(self._planned.companies[place][row])
        return draft

    def _own_values(self, sheet: SheetDrafts, row: int) -> list[tuple[int, str, float | None]]:
        if not self._entity.custom:
            return []
        return [
            (field, *custom_value(value))
            for position, field, _ in self._target.custom_fields(self._entity.table, sheet.custom)
            if (value := sheet.rows[row][position]) is not None
        ]

    def _tags_of(self, ref: RowRef) -> list[int]:
        if "tags" not in declared().of(self._kind):
            return []
        names = self._sheets[ref[0]].value(ref[1], "tags") or ()
        found = dict.fromkeys(self._target.named(ListKind.TAG, name) for name in names)
        return [tag for tag in found if tag is not None]

    def change(self, changes: Sequence[tuple[SheetDrafts, int, int, Sequence[CellChange]]]) -> None:
        """Write the ticked changes; items are (sheet, row, id of the record, changes)."""
        found: dict[int, dict[str, Any]] = {}
        custom: dict[tuple[int, int], CustomValue | None] = {}
        for sheet, row, record, cells in changes:
            for cell in cells:
                if not cell.ticked:
                    continue
                if cell.field == "tags":
                    tag = self._target.named(ListKind.TAG, cell.after)
                    if tag is not None:
                        self._tags.add(self._uow, self._entity.table, [record], tag)
                elif cell.field.startswith(CUSTOM_MARK):
                    column = next(c for c in sheet.custom if CUSTOM_MARK + c.title == cell.field)
                    ((position, field, _),) = self._target.custom_fields(self._entity.table, [column])
                    value = sheet.rows[row][position]
                    custom[record, field] = (
                        None if value is None else CustomValue(field, *custom_value(value))
                    )
                else:
                    found.setdefault(record, {})[cell.field] = self._after(sheet, row, cell)
        self._writer.change_many(found)
        if custom:
            self._custom.change_values(self._uow, self._entity.table, custom)

    def _after(self, sheet: SheetDrafts, row: int, cell: CellChange) -> Any:
        if cell.field == "company":
            return self._company_id(self._planned.companies[sheet.place][row])
        if cell.field in _LISTS:
            return self._target.named(_LISTS[cell.field], cell.after)
        return as_native(cell.after)
