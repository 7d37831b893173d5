"""Keeps what a file says of a person or company whose rows were joined and what is not taken: another name, another post,
another town. It becomes notes among what happened with the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from salesdesk.domain.activities import ActivityDraft, ActivityKind
from salesdesk.domain.imports import RowRef
from salesdesk.phrases import Words, phrase
from salesdesk.services.imports.plan.rows import Given
from salesdesk.services.imports.plan.work import PlannedWork
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.records.imports import ImportRepository

_LONGEST = 120  # characters of a subject; what is longer stands in the text as well


def write_spellings(
    uow: Writing,
    repository: ImportRepository,
    planned: PlannedWork,
    given: Iterable[tuple[int, RowRef, Given]],
    contact_id: Callable[[int], int | None],
    company_id: Callable[[int], int | None],
    number: int,
    file_name: str,
    words: Words | None,
) -> None:
    """Write the spellings the plan found and what was ``given`` besides, each once per record, also when the file is
    imported again. ``words`` put the note into the person's language; without them it is what was said alone."""
    found = list(_told(planned, given, words))
    if not found:
        return
    there: set[tuple[str, int | None, int | None]] = set()
    if any(ref > 0 for _, ref, _, _, _ in found):
        there = {
            (subject, contact or None, None if contact else company)
            for _, subject, _, contact, company in repository.activities_like()
        }
    sheets = {sheet.place: sheet for sheet in planned.sheets}
    drafts = []
    for is_person, ref, (place, row), subject, text in found:
        contact, company = (contact_id(ref), None) if is_person else (None, company_id(ref))
        if (contact is None and company is None) or (subject, contact, company) in there:
            continue
        there.add((subject, contact, company))
        sheet = sheets[place]
        told = phrase("imports.written_in", file=file_name, sheet=sheet.analysis.name, row=sheet.numbers[row])
        body = [text] if len(subject) == _LONGEST else []
        body += [words(told)] if words else []
        drafts.append(
            ActivityDraft(
                ActivityKind.NOTE.value,
                subject,
                "\n".join(body) or None,
                contact_id=contact,
                company_id=company,
                at=uow.at,
                import_batch_id=number,
            )
        )
    ActivityWriter(uow).add_many(drafts, touches=False)


def _told(
    planned: PlannedWork, given: Iterable[tuple[int, RowRef, Given]], words: Words | None
) -> Iterator[tuple[bool, int, RowRef, str, str]]:
    """(whether of a person or else of a company, reference, row, subject, text) of each note."""
    for ref, row, name in planned.spellings:
        text = words(phrase("imports.also_written", name=name)) if words else name
        yield True, ref, row, text, text
    of_people, of_companies = (
        ((True, *one) for one in given),
        ((False, *one) for one in planned.given_of_companies),
    )
    for is_person, ref, row, values in chain(of_people, of_companies):
        said = "; ".join(f"{header}: {value}" for header, value in values)
        text = words(phrase("imports.also_given", values=said)) if words else said
        subject = text if len(text) < _LONGEST else text[: _LONGEST - 1] + "…"
        yield is_person, ref, row, subject, text
