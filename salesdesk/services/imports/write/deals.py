"""Writes the deals, orders and other timeline entries of an import."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from salesdesk.domain.activities import ActivityChange, ActivityDraft, ActivityKind
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.custom_fields import CustomValue
from salesdesk.domain.deals import DealChange, DealDraft, further_fields
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import CellChange, ListKind, RowRef, RowState
from salesdesk.domain.money import Money
from salesdesk.domain.pipelines import StageKind, StagePlace
from salesdesk.services.imports.changes import CUSTOM_MARK, custom_text
from salesdesk.services.imports.plan.drafts import SheetDrafts, as_native
from salesdesk.services.imports.plan.entries import deal_named, kind_named, read_entry
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.services.imports.target import ListTarget, custom_value
from salesdesk.services.imports.write.entry_details import detailed
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.records.deal_writer import DealWriter


class _Writer:
    """Writes rows that hang on people and companies within one unit of work. ``contact_id`` and ``company_id``
    resolve references of the plan."""

    def __init__(
        self,
        uow: Writing,
        planned: PlannedWork,
        target: ListTarget,
        contact_id: Callable[[int], int | None],
        company_id: Callable[[int], int | None],
        number: int,
    ) -> None:
        self._uow, self._planned, self._target, self._number = uow, planned, target, number
        self._deals, self._activities = DealWriter(uow), ActivityWriter(uow)
        self._custom = target.fields
        self._contact_id, self._company_id = contact_id, company_id
        self._sheets = {sheet.place: sheet for sheet in planned.sheets}
        self.made: dict[str, list[tuple[int, int, int]]] = {}
        self.deals: Mapping[str, Sequence[tuple[int, int, int]]] = {}
        self.participants: Mapping[RowRef, tuple[int, ...]] = {}

    def _linked(self, place: int, row: int) -> tuple[int, int]:
        """The company and the person of a row, 0 for none."""
        company = self._company_id(self._planned.companies[place][row])
        return company or 0, self._contact_id(self._planned.contacts[place][row]) or 0


class ImportedDeals(_Writer):
    """Writes deals. ``made`` are those it wrote by folded title: (id, company or 0, contact or 0) each."""

    def create(self) -> dict[RowRef, int]:
        """Write every new deal with its own fields. Returns their ids by the rows that make them."""
        refs = self._planned.deal_rows
        ids = self._deals.add_many([self._draft(n, ref) for n, ref in enumerate(refs)])
        custom = [
            (deal, *value)
            for deal, (place, row) in zip(ids, refs, strict=True)
            for value in self._own_values(self._sheets[place], row)
        ]
        self._custom.add_values(self._uow, "deal", custom)
        for deal, (place, row) in zip(ids, refs, strict=True):
            title = fold_key(self._sheets[place].value(row, "deal_title") or "")
            self.made.setdefault(title, []).append((deal, *self._linked(place, row)))
        return dict(zip(refs, ids, strict=True))

    def _draft(self, n: int, ref: RowRef) -> DealDraft:
        place, row = ref
        sheet = self._sheets[place]
        value, at, own = sheet.value, self._uow.at, sheet.kind is RecordKind.DEALS
        stage = self._target.stage(value(row, "pipeline"), value(row, "stage"))
        amount, created = value(row, "deal_value"), (value(row, "created_at") if own else None) or at
        day = value(row, "expected_close")
        closed = stage.kind is not StageKind.OPEN
        ended = self._planned.day_closed(sheet, row, None) if closed else None
        return DealDraft(
            title=sheet.deal_name(row) or "Deal",
            stage=stage,
            contact_id=self._contact_id(self._planned.contacts[place][row]),
            company_id=self._company_id(self._planned.companies[place][row]),
            position=float(n),
            amount=amount,
            currency=value(row, "currency") or (sheet.currency if amount is not None else None),
            probability=value(row, "probability"),
            expected_close=day,
            entered=value(row, "stage_since") or (f"{ended}T12:00:00Z" if ended else created),
            closed_at=ended,
            end_unknown=closed and ended is None,
            won_reason=value(row, "won_reason"),
            lost_reason=value(row, "lost_reason"),
            competitor=value(row, "competitor"),
            campaign_id=self._target.campaign(value(row, "campaign")),
            owner_id=self._target.named(ListKind.OWNER, value(row, "owner")),
            source_id=self._target.named(ListKind.SOURCE, value(row, "lead_source")),
            notes=value(row, "notes") if own else None,
            external_id=value(row, "external_id") if own else None,
            import_batch_id=self._number,
            created_at=created,
            further={key: sheet.native(row, key) for key in further_fields() if key in sheet.fields},
        )

    def _own_values(self, sheet: SheetDrafts, row: int) -> list[tuple[int, str, float | None]]:
        if sheet.kind is not RecordKind.DEALS:
            return []
        return [
            (field, *custom_value(value))
            for position, field, _ in self._target.custom_fields("deal", sheet.custom)
            if (value := sheet.rows[row][position]) is not None
        ]

    def change(self, changes: Sequence[tuple[SheetDrafts, int, int, Sequence[CellChange]]]) -> int:
        """Write the ticked changes; items are (sheet, row, deal id, changes). Returns how many deals."""
        patch: dict[int, DealChange] = defaultdict(DealChange)
        moves: dict[int, StagePlace] = {}
        custom: dict[tuple[int, int], CustomValue | None] = {}
        for sheet, row, record, cells in changes:
            for cell in cells:
                if not cell.ticked:
                    continue
                if cell.field.startswith(CUSTOM_MARK):
                    column = next(c for c in sheet.custom if CUSTOM_MARK + c.title == cell.field)
                    ((position, field, _),) = self._target.custom_fields("deal", [column])
                    value = sheet.rows[row][position]
                    custom[record, field] = (
                        None if value is None else CustomValue(field, *custom_value(value))
                    )
                elif cell.field == "stage":
                    moves[record] = self._target.known_stage(cell.after)
                    day = self._planned.day_closed(sheet, row, record)
                    patch[record] = replace(patch[record], closed_at=day)
                else:
                    patch[record] = self._changed(patch[record], cell)
        changed = {record for record, change in patch.items() if change != DealChange()}
        touched = changed | moves.keys() | {record for record, _ in custom}
        self._deals.change_many({record: patch[record] for record in touched}, moves)
        self._custom.change_values(self._uow, "deal", custom)
        return len(touched)

    def _changed(self, change: DealChange, cell: CellChange) -> DealChange:
        """A change with that of one more cell."""
        field, after = cell.field, cell.after
        if field in further_fields():
            return replace(change, further={**change.further, field: as_native(after)})
        if field == "deal_title":
            return replace(change, title=after) if after else change
        if field == "deal_value":
            return replace(change, amount=after[0], currency=after[1])
        if field == "owner":
            return replace(change, owner_id=self._target.named(ListKind.OWNER, after))
        if field == "lead_source":
            return replace(change, source_id=self._target.named(ListKind.SOURCE, after))
        return replace(change, **{field: after})


class ImportedActivities(_Writer):
    """Writes orders and other timeline entries. ``deals`` are those of the same import, as ``ImportedDeals`` has
    them, ``participants`` who else takes part, by row."""

    def create(self, states: dict[int, bytes]) -> dict[RowRef, int]:
        """Write a timeline entry for every new row of a sheet of orders or activities. Returns their ids by row."""
        rows: dict[RowRef, ActivityDraft] = {}
        for place, of_rows in states.items():
            sheet = self._sheets[place]
            if sheet.kind in (RecordKind.ORDERS, RecordKind.ACTIVITIES):
                make = self._order if sheet.kind is RecordKind.ORDERS else self._activity
                new = (row for row, state in enumerate(of_rows) if state == RowState.NEW)
                rows |= {(place, row): make(sheet, row) for row in new}
        known = self._planned.basis.activities_like
        fresh = {
            ref: r
            for ref, r in rows.items()
            if (r.kind, r.subject, r.at or r.due_at or "", r.contact_id or 0, r.company_id or 0) not in known
        }
        return dict(zip(fresh, self._activities.add_many(list(fresh.values()), touches=False), strict=True))

    def change(self, changes: Sequence[tuple[SheetDrafts, int, int, Sequence[CellChange]]]) -> None:
        """Write the ticked changes; items are (sheet, row, id of the entry, changes)."""
        for _, _, record, cells in changes:
            change = ActivityChange()
            for cell in cells:
                if cell.ticked:
                    change = self._changed(change, cell)
            self._activities.change(record, change)

    def _changed(self, change: ActivityChange, cell: CellChange) -> ActivityChange:
        if cell.field == "owner":
            return replace(change, owner_id=self._target.named(ListKind.OWNER, cell.after))
        if cell.field == "kind":
            kind = kind_named(cell.after)
            return change if kind is None else replace(change, kind=kind.value)
        if cell.field == "subject":
            return replace(change, subject=cell.after or "")
        return replace(change, **{cell.field: cell.after})

    def _order(self, sheet: SheetDrafts, row: int) -> ActivityDraft:
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

    def _activity(self, sheet: SheetDrafts, row: int) -> ActivityDraft:
        deal = self._deal(sheet, row)
        entry = read_entry(sheet, row, self._uow.at, names_deal=deal is None)
        number = sheet.value(row, "external_id")
        draft = self._entry(
            sheet, row, entry.kind, entry.subject, entry.body, entry.at, entry.due, None, number, entry.done
        )
        title = sheet.value(row, "deal_title")
        if sheet.tells_entries and title and deal is None:  # it is said where it can be read
            draft = replace(draft, body="\n".join(filter(None, [draft.body, f"Deal: {title}"])))
        draft = detailed(draft, sheet, row, self._number)
        return replace(
            draft,
            deal_id=deal,
            outcome=sheet.value(row, "outcome"),
            duration_minutes=sheet.value(row, "duration_minutes"),
            participants=self.participants.get((sheet.place, row), ()),
            created_at=sheet.value(row, "created_at") if sheet.tells_entries else None,
        )

    def _deal(self, sheet: SheetDrafts, row: int) -> int | None:
        """The deal that a row names, see ``deal_named``; those of the same file as well."""
        company, contact = self._linked(sheet.place, row)
        named = (self._planned.basis.deals_by_title, self.deals)
        title = sheet.value(row, "deal_title")
        return deal_named(named, title, contact, company, first=sheet.is_own)

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
    ) -> ActivityDraft:
        currency = (sheet.value(row, "currency") or sheet.currency) if amount is not None else None
        return ActivityDraft(
            kind=kind.value,
            subject=subject,
            body=body,
            contact_id=self._contact_id(self._planned.contacts[sheet.place][row]),
            company_id=self._company_id(self._planned.companies[sheet.place][row]),
            owner_id=self._target.named(ListKind.OWNER, sheet.value(row, "owner")),
            at=at,
            due_at=due,
            done_at=done,
            amount=amount,
            currency=currency,
            external_id=number,
            import_batch_id=self._number,
        )
