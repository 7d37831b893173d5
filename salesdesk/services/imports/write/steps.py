"""Writes the next steps that rows of leads and deals name: tasks that are to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from salesdesk.domain.activities import ActivityDraft, ActivityKind
from salesdesk.domain.imports import ListKind, RowRef
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.services.imports.target import ListTarget
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter

_IdOf = Callable[[int], int | None]


def write_steps(
    uow: Writing,
    planned: PlannedWork,
    target: ListTarget,
    contact_id: _IdOf,
    company_id: _IdOf,
    deals: Mapping[RowRef, int],
    number: int,
) -> int:
    """Write every step of the plan. ``contact_id`` and ``company_id`` resolve references of the plan, ``deals`` are the new
    deals by the row that makes them. Returns how many."""
    sheets = {sheet.place: sheet for sheet in planned.sheets}
    drafts = []
    for step in planned.steps:
        place, row = step.row
        owner = target.named(ListKind.OWNER, sheets[place].value(row, "owner"))
        drafts.append(
            ActivityDraft(
                ActivityKind.TASK.value,
                step.step.subject,
                step.step.body,
                contact_id=contact_id(step.contact),
                company_id=company_id(step.company),
                deal_id=step.deal or deals.get(step.row),
                owner_id=owner or step.owner,
                due_at=step.step.due,
                import_batch_id=number,
            )
        )
    ActivityWriter(uow).add_many(drafts, touches=False)
    return len(drafts)
