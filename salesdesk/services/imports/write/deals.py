"""Writes the deals, orders and other timeline entries of an import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import CellChange, ListKind, RowRef, RowState
from salesdesk.domain.money import Money
from salesdesk.services.imports.changes import CUSTOM_MARK, custom_text
from salesdesk.services.imports.plan.drafts import CustomColumn, SheetDrafts
from salesdesk.services.imports.plan.entries import read_entry
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.services.imports.target import ListTarget, custom_value
from salesdesk.services.imports.write.companies import write_custom_changes
from salesdesk.store.journal.unit_of_work import UnitOfWork

_DEAL = (
    "title", "title_key", "contact_id", "company_id", "pipeline_id", "stage_id", "position", "amount", "currency",
    "probability", "expected_close", "stage_since", "closed_at", "owner_id", "source_id", "notes", "external_id",
    "import_batch_id", "created_at", "updated_at",
)  # fmt: skip
_ACTIVITY = (
    "kind", "subject", "body", "contact_id", "company_id", "owner_id", "at", "due_at", "done_at", "amount", "currency",
    "external_id", "import_batch_id", "created_at", "updated_at",
)  # fmt: skip
_EVENT = ("deal_id", "from_stage_id", "to_stage_id", "at", "actor", "amount")


class _Writer:
    """Writes rows that hang on people and companies within one unit of work. ``contact_id`` and ``company_id``
    resolve references of the plan."""

    def __init__(
        self,
        uow: UnitOfWork,
        planned: PlannedWork,
        target: ListTarget,
        contact_id: Callable[[int], int | None],
        company_id: Callable[[int], int | None],
        number: int,
    ) -> None:
        self._uow, self._planned, self._target, self._number = uow, planned, target, number
        self._contact_id, self._company_id = contact_id, company_id
        self._sheets = {sheet.place: sheet for sheet in planned.sheets}


class DealWriter(_Writer):
    """Writes deals."""

    def create(self) -> int:
        """Write every new deal with its first stage event. Returns how many."""
        rows = [self._record(n, ref) for n, ref in enumerate(self._planned.deal_rows)]
        ids = self._uow.insert_many("deal", _DEAL, rows)
        self._uow.insert_many(
            "stage_event",
            _EVENT,
            [
                (deal, None, row[5], row[11], self._uow.actor, row[7])
                for deal, row in zip(ids, rows, strict=True)
            ],
        )
        values = []
        for deal, (place, row) in zip(ids, self._planned.deal_rows, strict=True):
            sheet = self._sheets[place]
            if sheet.kind is RecordKind.DEALS:
                for position, field, _ in self._target.custom_fields("deal", sheet.custom):
                    if (value := sheet.rows[row][position]) is not None:
                        values.append((deal, field, *custom_value(value)))
        self._uow.insert_many("deal_value", ("deal_id", "field_id", "text", "number"), values)
        return len(rows)

    def _record(self, n: int, ref: RowRef) -> tuple[Any, ...]:
        place, row = ref
        sheet = self._sheets[place]
        value, at, own = sheet.value, self._uow.at, sheet.kind is RecordKind.DEALS
        contact = self._contact_id(self._planned.contacts[place][row])
        company = self._company_id(self._planned.companies[place][row])
        pipeline, stage = self._target.stage(value(row, "pipeline"), value(row, "stage"))
        amount, created = value(row, "deal_value"), (value(row, "created_at") if own else None) or at
        closed = None
        if self._target.kind_of(stage) != "open":
            day = value(row, "expected_close")
            closed = f"{day}T12:00:00Z" if day and day <= at[:10] else created
        title = value(row, "deal_title") or value(row, "company") or self._name(sheet, row) or "Deal"
        return (
            title,
            fold_key(title),
            contact,
            company,
            pipeline,
            stage,
            float(n),
            amount,
            (value(row, "currency") or sheet.currency) if amount is not None else None,
            value(row, "probability"),
            value(row, "expected_close"),
            closed or created,
            closed,
            self._target.named(ListKind.OWNER, value(row, "owner")),
            self._target.named(ListKind.SOURCE, value(row, "lead_source")),
            value(row, "notes") if own else None,
            value(row, "external_id") if own else None,
            self._number,
            created,
            at,
        )

    @staticmethod
    def _name(sheet: SheetDrafts, row: int) -> str:
        whole = sheet.value(row, "full_name")
        return whole or " ".join(p for f in ("first_name", "last_name") if (p := sheet.value(row, f)))

    def change(self, changes: Sequence[tuple[SheetDrafts, int, int, Sequence[CellChange]]]) -> int:
        """Write the ticked changes; items are (sheet, row, deal id, changes). Returns how many deals."""
        patch: dict[int, dict[str, Any]] = defaultdict(dict)
        events: list[tuple[Any, ...]] = []
        custom: list[tuple[int, CustomColumn, Any]] = []
        for sheet, row, record, cells in changes:
            for cell in cells:
                if not cell.ticked:
                    continue
                if cell.field.startswith(CUSTOM_MARK):
                    column = next(c for c in sheet.custom if CUSTOM_MARK + c.title == cell.field)
                    custom.append((record, column, sheet.rows[row][column.position]))
                else:
                    patch[record].update(self._column(record, cell, events))
        touched = {r for r, values in patch.items() if values} | {r for r, _, _ in custom}
        self._uow.update_many("deal", {r: {**patch[r], "updated_at": self._uow.at} for r in touched})
        self._uow.insert_many("stage_event", _EVENT, events)
        known = {record: deal.custom for record, deal in self._planned.basis.deals.items()}
        write_custom_changes(self._uow, self._target, "deal", custom, known)
        return len(touched)

    def _column(self, record: int, cell: CellChange, events: list[tuple[Any, ...]]) -> dict[str, Any]:
        field, after, at = cell.field, cell.after, self._uow.at
        if field == "deal_title":
            return {"title": after, "title_key": fold_key(after)} if after else {}
        if field == "deal_value":
            return {"amount": after[0], "currency": after[1]}
        if field == "stage":
            amount = self._planned.basis.deals[record].values["amount"]
            events.append((record, cell.before, after, at, self._uow.actor, amount))
            pipeline = next(row[1] for row in self._planned.basis.lists.stages if row[0] == after)
            closed = at if self._target.kind_of(after) != "open" else None
            return {"stage_id": after, "pipeline_id": pipeline, "stage_since": at, "closed_at": closed}
        if field == "owner":
            return {"owner_id": self._target.named(ListKind.OWNER, after)}
        if field == "lead_source":
            return {"source_id": self._target.named(ListKind.SOURCE, after)}
        return {field: after}


class ActivityWriter(_Writer):
    """Writes orders and other timeline entries."""

    def create(self, states: dict[int, bytes]) -> int:
        """Write a timeline entry for every new row of a sheet of orders or activities. Returns how many."""
        rows = []
        for place, of_rows in states.items():
            sheet = self._sheets[place]
            if sheet.kind in (RecordKind.ORDERS, RecordKind.ACTIVITIES):
                make = self._order if sheet.kind is RecordKind.ORDERS else self._activity
                rows += [make(sheet, row) for row, state in enumerate(of_rows) if state == RowState.NEW]
        known = self._planned.basis.activities_like
        fresh = [r for r in rows if (r[0], r[1], r[6] or r[7] or "", r[3] or 0, r[4] or 0) not in known]
        return len(self._uow.insert_many("activity", _ACTIVITY, fresh))

    def _order(self, sheet: SheetDrafts, row: int) -> tuple[Any, ...]:
        value, at = sheet.value, self._uow.at
        number, total = value(row, "order_number"), value(row, "order_total")
        lines = [
            self._line(*ref)
            for ref in ((sheet.place, row), *self._planned.order_lines.get((sheet.place, row), ()))
        ]
        body = [line for line in lines if line] + [text for text in (value(row, "notes"),) if text]
        body += [
            f"{column.title}: {custom_text(kept)}"
            for column in sheet.custom
            if (kept := sheet.rows[row][column.position]) is not None
        ]
        if total is None:
            total = value(row, "price")
        when = value(row, "created_at") or at
        return self._entry(
            sheet,
            row,
            ActivityKind.ORDER,
            f"Order {number}" if number else "Order",
            "\n".join(body) or None,
            when,
            None,
            total,
            number,
        )

    def _line(self, place: int, row: int) -> str:
        value = self._sheets[place].value
        name, sku, quantity = value(row, "product_name"), value(row, "sku"), value(row, "quantity")
        product = f"{name} ({sku})" if name and sku else name or sku
        if not product:
            return ""
        text = f"{custom_text(quantity)} × {product}" if quantity is not None else str(product)
        price = value(row, "price")
        if price is None:
            return text
        money = Money(price, value(row, "currency") or self._sheets[place].currency or "")
        return f"{text}, {custom_text(money)}"

    def _activity(self, sheet: SheetDrafts, row: int) -> tuple[Any, ...]:
        entry = read_entry(sheet, row, self._uow.at)
        number = sheet.value(row, "external_id")
        return self._entry(
            sheet, row, entry.kind, entry.subject, entry.body, entry.at, entry.due, None, number, entry.done
        )

    def _entry(
        self,
        sheet: SheetDrafts,
        row: int,
        kind: ActivityKind,
        subject: str,
        body: str | None,
        at: str | None,
        due: str | None,
        amount: int | None,
        number: str | None,
        done: str | None = None,
    ) -> tuple[Any, ...]:
        currency = (sheet.value(row, "currency") or sheet.currency) if amount is not None else None
        return (
            kind.value, subject, body, self._contact_id(self._planned.contacts[sheet.place][row]),
            self._company_id(self._planned.companies[sheet.place][row]),
            self._target.named(ListKind.OWNER, sheet.value(row, "owner")), at, due, done, amount, currency, number,
            self._number, self._uow.at, self._uow.at,
        )  # fmt: skip
