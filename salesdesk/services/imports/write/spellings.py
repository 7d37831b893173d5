"""Keeps how else a file writes the name of a person whose rows were joined: as a note among what happened with the contact."""

from __future__ import annotations

from collections.abc import Callable

from salesdesk.domain.activities import ActivityDraft, ActivityKind
from salesdesk.phrases import Words, phrase
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.records.imports import ImportRepository


def write_spellings(
    uow: Writing,
    repository: ImportRepository,
    planned: PlannedWork,
    contact_id: Callable[[int], int | None],
    number: int,
    file_name: str,
    words: Words | None,
) -> None:
    """Write the spellings the plan found, each once per contact, also when the file is imported again. ``words`` put the
    note into the person's language; without them it is the name alone."""
    if not planned.spellings:
        return
    there: set[tuple[str, int]] = set()
    if any(ref > 0 for ref, _, _ in planned.spellings):
        there = {(subject, contact) for _, subject, _, contact, _ in repository.activities_like()}
    sheets = {sheet.place: sheet for sheet in planned.sheets}
    drafts = []
    for ref, (place, row), name in planned.spellings:
        contact = contact_id(ref)
        subject = words(phrase("imports.also_written", name=name)) if words else name
        if contact is None or (subject, contact) in there:
            continue
        there.add((subject, contact))
        sheet = sheets[place]
        told = phrase("imports.written_in", file=file_name, sheet=sheet.analysis.name, row=sheet.numbers[row])
        drafts.append(
            ActivityDraft(
                ActivityKind.NOTE.value,
                subject,
                words(told) if words else None,
                contact_id=contact,
                at=uow.at,
                import_batch_id=number,
            )
        )
    ActivityWriter(uow).add_many(drafts, touches=False)
