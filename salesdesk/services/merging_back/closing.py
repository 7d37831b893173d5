"""What is to be said of deals that a workbook closes: the day that it does not say, and the companies that become customers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.lifecycle import before_customer
from salesdesk.domain.merging_back import MergeCell
from salesdesk.domain.pipelines import StageKind
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.called import called
from salesdesk.services.merging_back.writing import RecordValues
from salesdesk.store.store import Store


def closing_notes(store: Store, values: RecordValues, cells: Iterable[MergeCell]) -> Iterable[Phrase]:
    """The notes for the cells of a plan, as if all of them were taken."""
    deals: dict[int, dict[str, Any]] = defaultdict(dict)
    called = {}
    for cell in cells:
        if cell.kind is RecordKind.DEALS and cell.is_open:
            deals[cell.record][cell.field] = cell.theirs
            called[cell.record] = cell.name
    closing = [called[deal] for deal, typed in deals.items() if values.closes_today(deal, typed)]
    if closing:
        day = store.today()
        yield phrase("merging_back.closes_today", count=len(closing), name=closing[0], day=day)
    customers = list(dict.fromkeys(_customers(store, values, deals)))
    if customers:
        yield phrase("merging_back.become_customers", count=len(customers), names=tuple(sorted(customers)))


def _customers(store: Store, values: RecordValues, deals: Mapping[int, Mapping[str, Any]]) -> Iterable[str]:
    """The companies of deals that are won by what is typed, and those of won deals that are typed, by name."""
    for deal, typed in deals.items():
        if {"stage", "pipeline", "company"}.isdisjoint(typed):
            continue
        if values.kind_after(deal, typed) is not StageKind.WON:
            continue
        name = typed["company"] if "company" in typed else values.company_of(deal)
        if name and _is_no_customer(store, name):
            yield name


def _is_no_customer(store: Store, name: str) -> bool:
    """Whether a company has bought nothing yet, also one that is new."""
    found, _ = called(store, RecordKind.COMPANIES, "company", name)
    stage = (
        None
        if found is None
        else store.companies.page([found], ["lifecycle_stage"])[found]["lifecycle_stage"]
    )
    return stage is None or stage in before_customer()
