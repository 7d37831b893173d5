"""What an import takes for granted where the file does not say it: the currency of amounts, the order of day and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from salesdesk.domain.cleaning.dates import parse_date
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ListAction, ListKind, ListValue, RowState, SheetPlan
from salesdesk.domain.sheets import CARD_GROUPS, TWO_WAY_DATES, TWO_WAY_DATES_UNSURE
from salesdesk.domain.stage_meanings import stage_meaning
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.imports.plan.drafts import SheetDrafts

_WRITTEN = frozenset({RowState.NEW, RowState.CHANGED, RowState.POSSIBLE, RowState.REPEATED})
_OWN_CURRENCY = frozenset({RecordKind.DEALS, RecordKind.ORDERS})
"""Kinds of which a record that is there keeps the currency of its amount."""


def assumed(drafts: Sequence[SheetDrafts], plans: Sequence[SheetPlan]) -> Iterator[Phrase]:
    """What is to be said of the sheets of a file; ``plans`` are those of the same sheets."""
    rows: Counter[str] = Counter()
    for sheet, plan in zip(drafts, plans, strict=True):
        if sheet.used and not sheet.is_own:
            rows[sheet.currency or ""] += sum(_is_written(plan, row) for row in _rows(sheet))
    for currency, count in rows.items():
        if count:
            yield amounts_taken_as(currency, count)
    for sheet in drafts:
        if sheet.used:
            yield from _order_of_days(sheet)
            if groups := dict(sheet.analysis.warnings).get(CARD_GROUPS):
                yield phrase("imports.note.card_groups", count=int(groups))


def stages_without_chance(values: Sequence[ListValue]) -> Iterator[Phrase]:
    """What is to be said of stages that the import makes and whose names say nothing of how far a deal is."""
    for value in values:
        made = value.kind is ListKind.STAGE and value.decision.action is ListAction.CREATE
        if made and stage_meaning(value.name) is None:
            yield phrase("imports.note.stage_without_chance", name=value.name, count=value.rows)


def amounts_taken_as(currency: str, count: int) -> Phrase:
    """That so many rows have an amount of which nothing says the currency, and which one they get."""
    return phrase("imports.note.amounts_taken_as", currency=currency, count=count)


def _rows(sheet: SheetDrafts) -> Iterator[int]:
    """The places of rows whose amount says no currency."""
    if sheet.bare:
        places = {number: place for place, number in enumerate(sheet.numbers)}
        yield from (places[number] for number in sheet.bare)


def _is_written(plan: SheetPlan, row: int) -> bool:
    keeps = plan.kind in _OWN_CURRENCY and plan.targets[row] > 0
    return plan.states[row] in _WRITTEN and not keeps


def _order_of_days(sheet: SheetDrafts) -> Iterator[Phrase]:
    warnings = dict(sheet.analysis.warnings)
    order = sheet.analysis.settings.date_order
    for code in (TWO_WAY_DATES, TWO_WAY_DATES_UNSURE):
        text = warnings.get(code)
        day = parse_date(text, order) if text else None
        if text and day is not None:
            yield phrase(
                f"imports.note.{code}",
                sheet=sheet.analysis.name,
                text=text,
                day=day,
                order=phrase(f"imports.order.{order}"),
            )
