"""Carries out a plan in one unit of work."""

from __future__ import annotations

import time
from collections.abc import Mapping

from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import CellChange, ImportPlan, ImportResult, Resolution, RowState
from salesdesk.domain.named_people import PEOPLE_FIELDS
from salesdesk.domain.next_steps import STEP
from salesdesk.domain.progress import Work
from salesdesk.phrases import Words
from salesdesk.services.imports.plan.drafts import SheetDrafts
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.services.imports.target import ListTarget
from salesdesk.services.imports.write.companies import ImportedCompanies
from salesdesk.services.imports.write.contacts import ImportedContacts
from salesdesk.services.imports.write.deals import ImportedActivities, ImportedDeals
from salesdesk.services.imports.write.memory import RowNumbers
from salesdesk.services.imports.write.named_people import ImportedPeople
from salesdesk.services.imports.write.opt_outs import lift_opt_outs
from salesdesk.services.imports.write.plain import ImportedPlain
from salesdesk.services.imports.write.spellings import write_spellings
from salesdesk.services.imports.write.steps import write_steps
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.bulk import BulkWriter
from salesdesk.store.records.imported_rows import RowMemory
from salesdesk.store.records.imports import ImportRepository
from salesdesk.store.store import Store

_BESIDE = frozenset({STEP, *PEOPLE_FIELDS.values()})
"""What is no field of the record, and written beside it."""
_Changes = list[tuple[SheetDrafts, int, int, tuple[CellChange, ...]]]


def apply_plan(
    store: Store,
    uow: Writing,
    repository: ImportRepository,
    plan: ImportPlan,
    mappings: Mapping[str, tuple[str, Mapping[str, str]]],
    work: Work,
    words: Words | None = None,
) -> ImportResult:
    """Write everything the plan says. ``mappings`` are (name, header -> field) to remember by fingerprint, ``words`` put
    what is noted of a contact into the person's language.

    ``work`` is asked before every piece whether to stop; stopping raises and leaves the file as it was.
    """
    planned = plan.work
    assert isinstance(planned, PlannedWork)
    start = time.perf_counter()
    changes = {kind: _changes_of(plan, planned, kind) for kind in entities().sheets}
    created = {
        "contacts": len(planned.contact_rows),
        "companies": len(planned.company_rows),
        "deals": len(planned.deal_rows),
    }
    for kind, rows in planned.plain_rows.items():
        created[kind.value] = len(rows)
    changed = {
        kind.value: len({record for _, _, record, cells in found if any(c.ticked for c in cells)})
        for kind, found in changes.items()
        if found
    }
    entries_of = {
        kind.value: count
        for kind in (RecordKind.ORDERS, RecordKind.ACTIVITIES)
        if (count := sum(sheet.counts.new for sheet in plan.sheets if sheet.used and sheet.kind is kind))
    }
    number = repository.record(uow, plan.file_name, plan.counts, created | entries_of, changed)
    for fingerprint, (name, mapping) in mappings.items():
        repository.remember_mapping(uow, fingerprint, name, mapping)
    target = ListTarget(store, uow, planned.basis.lists, planned.decisions, planned.stages)
    people, firms = len(planned.contact_rows), len(planned.company_rows)
    with BulkWriter(uow).room(contacts=people, companies=firms):
        companies = ImportedCompanies(uow, planned, target, number)
        companies.create(work)
        contacts = ImportedContacts(uow, planned, target, companies.id_of, number)
        lift_opt_outs(uow, planned)
        contacts.create(work)
        named = ImportedPeople(uow, planned, contacts.id_of, number)
        deals = ImportedDeals(uow, planned, target, contacts.id_of, companies.id_of, number)
        made = deals.create()
        named.give_roles(made)
        entries = ImportedActivities(uow, planned, target, contacts.id_of, companies.id_of, number)
        entries.deals, entries.participants = deals.made, named.of_new_entries
        entered = entries.create(
            {place: sheet.states for place, sheet in enumerate(plan.sheets) if sheet.used}
        )
        plain = {
            kind: ImportedPlain(uow, kind, planned, target, companies.id_of, number)
            for kind in entities().plain
            if kind in planned.basis.plain
        }
        steps = write_steps(uow, planned, target, contacts.id_of, companies.id_of, made, number)
        made |= entered
        for writer in plain.values():
            made |= writer.create()
        given = [*planned.given, *contacts.given]
        write_spellings(
            uow, repository, planned, given, contacts.id_of, companies.id_of, number, plan.file_name, words
        )
    work.check()
    companies.change(changes[RecordKind.COMPANIES])
    contacts.change(changes[RecordKind.CONTACTS])
    deals.change(changes[RecordKind.DEALS])
    entries.change(changes[RecordKind.ACTIVITIES])
    named.join_entries()
    for kind, writer in plain.items():
        writer.change(changes[kind])
    work.check()
    numbers = RowNumbers(planned, contacts.id_of, companies.id_of, made)
    numbers.remember(uow, RowMemory(store.database), number, plan)
    created["contacts"] += named.made
    if entered or steps:
        created["activities"] = len(entered) + steps
    timings = {**plan.timings, "write": time.perf_counter() - start}
    return ImportResult(number, uow.open_batch(), plan.counts, created, changed, timings)


def _changes_of(plan: ImportPlan, planned: PlannedWork, kind: RecordKind) -> _Changes:
    found: _Changes = []
    for place, sheet in enumerate(plan.sheets):
        if sheet.kind is not kind or not sheet.used:
            continue
        for row, every in sheet.changes.items():
            match = sheet.matches[row]
            cells = tuple(cell for cell in every if cell.field not in _BESIDE)
            if (
                sheet.states[row] in (RowState.CHANGED, RowState.POSSIBLE)
                and match.resolution is Resolution.UPDATE
            ):
                found.append((planned.sheets[place], row, sheet.targets[row], cells))
    return found
